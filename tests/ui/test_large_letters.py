"""Letters up to twice as large, on the screens that people have: nothing is cut, all can be reached."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QStyle, QToolButton

from composer.ui import theme
from composer.ui.cheat_sheet import CheatSheet
from tests.ui.hands import field, settle, show
from tests.ui.keys import press
from tests.ui.scenes import SCENES, Stage

SCREENS = (((1280, 800), 200), ((1366, 768), 150))
screens = pytest.mark.parametrize(("size", "scale"), SCREENS)


def at(qtbot, window, size, scale):
    """Shows a window at a size, in letters of a size."""
    window.program.choose("scale", scale)
    return settle(qtbot, show(qtbot, window, size))


@pytest.mark.parametrize(("size", "scale"), [*SCREENS, ((1024, 640), 200)])
def test_every_pane_of_the_left_can_be_chosen_whichever_is_open(window, qtbot, size, scale):
    at(qtbot, window, size, scale)
    tabs = window.panes.tabs
    for place in range(tabs.count()):
        tabs.setCurrentIndex(place)
        qtbot.waitUntil(lambda: tabs.tabBar().sizeHint().width() <= tabs.tabBar().width())
        assert all(tabs.tabBar().rect().contains(tabs.tabBar().tabRect(one)) for one in range(tabs.count()))
        qtbot.waitUntil(lambda: tabs.geometry().right() < window.canvas.geometry().left())


def test_signs_in_lines_grow_with_the_letters_and_shrink_again(window, qtbot):
    def side(line):
        return line.style().pixelMetric(QStyle.PixelMetric.PM_LineEditIconSize, None, line)

    window.panes.tabs.setCurrentWidget(window.panes.fields)
    lines = (window.panes.outline.line, window.panes.fields.form.control("fields.date"))
    before = [side(line) for line in lines]
    at(qtbot, window, (1280, 800), 200)
    assert [side(line) for line in lines] == [theme.px(16)] * len(lines) == [32] * len(lines)
    at(qtbot, window, (1280, 800), 100)
    assert [side(line) for line in lines] == before


@screens
def test_words_of_findings_are_not_in_a_column_of_single_words(window, qtbot, size, scale):
    at(qtbot, window, size, scale)
    window.session.apply("x", lambda document: type(document)(**_without_fields(document)))
    settle(qtbot, window)
    window.show_findings(always=True)
    found = window.panes.findings.list
    qtbot.waitUntil(lambda: found.count() > 0)
    delegate, item = found.itemDelegate(), found.item(0)
    rect = found.visualItemRect(item)
    word, sentence, _below = delegate._boxes(rect, found.font(), found.indexFromItem(item))
    assert sentence.width() <= rect.width()
    assert sentence.left() >= word.right() or sentence.top() >= word.bottom()
    longest = max(item.data(Qt.ItemDataRole.UserRole).sentence.split(), key=len)
    assert rect.right() - sentence.left() >= QFontMetrics(found.font()).horizontalAdvance(longest)


def _without_fields(document):
    values = {name: getattr(document, name) for name in document.__dataclass_fields__}
    return {**values, "fields": ()}


@screens
def test_the_sheet_of_keys_cuts_no_words(window, qtbot, size, scale):
    at(qtbot, window, size, scale)
    window.actions_["keys"].trigger()
    made = window.findChild(CheatSheet)
    qtbot.waitUntil(made.isVisible)
    shown, metrics = made.list, QFontMetrics(made.list.font())
    for group in range(shown.topLevelItemCount()):
        for row in range(shown.topLevelItem(group).childCount()):
            item = shown.topLevelItem(group).child(row)
            for column in (0, 1):
                room = shown.visualItemRect(item).adjusted(0, 0, 0, 0)
                room.setWidth(shown.header().sectionSize(column) - theme.px(8))
                needed = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, item.text(column))
                assert needed.width() <= room.width(), item.text(column)
                assert needed.height() <= room.height(), item.text(column)
    made.close()


def test_houses_are_chosen_from_a_list_where_their_tabs_have_no_room(program, qtbot):
    program.choose("scale", 200)
    first = show(qtbot, program.open_window(), (1280, 800))
    houses, cards = first.start_page.houses, first.start_page.templates
    qtbot.waitUntil(lambda: houses.choice is not None and houses.choice.isVisible())
    assert not houses.bar.isVisible()
    everything = cards.count()
    houses.choice.setFocus()
    press(houses.choice, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: 0 < cards.count() < everything)
    assert houses.choice.currentText() == houses.bar.tabText(houses.bar.currentIndex())
    program.choose("scale", 100)
    first.resize(1280, 800)
    qtbot.waitUntil(houses.bar.isVisible)
    assert not houses.choice.isVisible()
    assert houses.bar.currentIndex() == 1
    houses.bar.setFocus()
    QTest.keyClick(houses.bar, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: cards.count() == everything)
    assert houses.choice.currentData() == ""


@screens
def test_filters_of_libraries_show_their_words(window, qtbot, size, scale):
    at(qtbot, window, size, scale)
    window.panes.show_library()
    filters = window.panes.library.filters
    for choice in (filters.kinds, filters.themes):
        qtbot.waitUntil(choice.isVisible)
        words = QFontMetrics(choice.font()).horizontalAdvance(choice.currentText())
        qtbot.waitUntil(lambda choice=choice, words=words: choice.width() >= words + theme.px(30))


@screens
def test_every_button_and_field_is_within_the_window(window, qtbot, size, scale):
    at(qtbot, window, size, scale)
    field(window, "introduction")
    for place in range(window.panes.tabs.count()):
        window.panes.tabs.setCurrentIndex(place)
        qtbot.wait(1)
        for kind in (QAbstractButton, QLineEdit, QComboBox):
            for widget in window.findChildren(kind):
                if not widget.isVisible() or isinstance(widget.parent(), QLineEdit):
                    continue
                left = widget.mapTo(window, widget.rect().topLeft()).x()
                name = widget.accessibleName() or getattr(widget, "text", str)()
                is_spill = isinstance(widget, QToolButton) and widget.objectName().startswith("qt_")
                assert is_spill or (left >= 0 and left + widget.width() <= window.width()), name


DIALOGS = (
    "export",
    "export-blocked",
    "keys",
    "versions",
    "conflict",
    "compare",
    "report",
    "recovery",
    "settings",
)


@pytest.mark.parametrize("name", DIALOGS)
def test_windows_over_the_window_are_no_larger_than_a_small_screen(program, tmp_path, name):
    program.choose("language", "nl")
    program.choose("scale", 200)
    shown = SCENES[name](Stage(program, tmp_path))
    least, here = shown.minimumSizeHint().expandedTo(shown.minimumSize()), shown.screen().availableSize()
    assert least.width() <= 1280 - 16
    assert least.height() <= 768 - 48
    assert shown.height() <= max(here.height(), least.height())
    shown.close()
