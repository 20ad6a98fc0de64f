"""The whole window in both languages, in every theme, at every size, and to those who do not see it."""

import re
from itertools import product

import pytest
from babel.messages.pofile import read_po
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QTabBar,
    QToolBar,
    QWidget,
)

from composer import resources
from composer.app.settings import IN_MENUS
from composer.ui import theme
from composer.ui.palettes import Scheme
from tests.ui.hands import choose, close_menus, entry, field, settle, show, speak
from tests.ui.keys import type_text

ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
)
TAB = Qt.FocusPolicy.TabFocus.value
SIZES = ((1024, 640), (1280, 800), (1920, 1200))


@pytest.fixture(scope="module")
def english():
    """Returns a check: which message of the catalogue words are, that Dutch says otherwise."""
    with resources.path("locale/nl/LC_MESSAGES/pleidooi.po").open("rb") as file:
        catalogue = read_po(file)
    whole, formats = {}, []
    for message in catalogue:
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        said = message.string if isinstance(message.string, tuple) else (message.string,)
        for one in ids:
            words = bare(one)
            if not words or words in map(bare, said):
                continue
            if "{" in words:
                pattern = re.sub(r"\\{\w+\\}", ".+", re.escape(words))
                if len(re.sub(r"\W|\.\+", "", pattern)) > 4:
                    formats.append((re.compile(pattern), one))
            else:
                whole[words] = one
    dutch = {
        bare(one)
        for message in catalogue
        for one in (message.string if isinstance(message.string, tuple) else (message.string,))
    }

    def check(words):
        words = bare(words)
        if words in dutch:
            return None
        return whole.get(words) or next((one for pattern, one in formats if pattern.fullmatch(words)), None)

    return check


def bare(words):
    words = re.sub(r" \((Ctrl|Alt|Shift|F\d|Del)[^)]*\)$", "", words or "")
    return words.replace("&", "").strip(" .…\n").partition("\t")[0]


def spoken(widget):
    """Yields everything a widget shows or says."""
    for name in (
        "windowTitle",
        "toolTip",
        "accessibleName",
        "accessibleDescription",
        "text",
        "title",
        "placeholderText",
    ):
        if hasattr(widget, name) and (name != "text" or isinstance(widget, QLabel | QAbstractButton)):
            yield getattr(widget, name)()
    for name in ("tabText", "itemText"):
        if isinstance(widget, QTabBar | QComboBox) and hasattr(widget, name):
            yield from (getattr(widget, name)(place) for place in range(widget.count()))
    for action in widget.actions():
        yield from (action.text(), action.toolTip(), action.iconText())
    if isinstance(widget, QAbstractItemView) and widget.model():
        model = widget.model()
        for row in range(model.rowCount()):
            yield from (str(model.index(row, 0).data(role) or "") for role in ROLES)


def everything(window):
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return [
        (words, widget)
        for widget in (window, *window.findChildren(QWidget))
        for words in spoken(widget)
        if words
    ]


def visit(window):
    """Shows every pane and menu once, so that all of it has been made."""
    for place in range(window.panes.tabs.count()):
        window.panes.tabs.setCurrentIndex(place)
    window.panes.tabs.setCurrentIndex(0)
    window.show_findings(always=True)
    of_settings = [window.menus.named[setting.key] for setting in IN_MENUS]
    for filled in (window.menus.recent, window.menus.kinds, *of_settings):
        filled.aboutToShow.emit()


def test_the_language_changes_at_once_and_everywhere(window, english, qtbot):
    field(window, "rent-request")
    visit(window)
    assert [words for words, _widget in everything(window) if english(words)], "English is seen as such"
    choose(window, "View", "Language", "Nederlands")
    qtbot.waitUntil(lambda: window.menuBar().actions()[0].text() == "&Bestand")
    settle(qtbot, window)
    visit(window)
    left = [(words, type(widget).__name__) for words, widget in everything(window) if english(words)]
    assert left == []
    assert window.menuBar().actions()[0].text() == "&Bestand"
    assert window.panes.tabs.tabText(0) == "Opbouw"


def test_the_first_page_changes_its_language(first, english, qtbot):
    speak(qtbot, first, "nl")
    left = [words for words, _widget in everything(first) if english(words)]
    assert left == []
    assert first.start_page.templates.item(0).text() == "Brief"


def test_the_language_is_back_when_it_is_chosen_back(window, qtbot):
    before = [words for words, _widget in everything(window)]
    speak(qtbot, window, "nl")
    speak(qtbot, window, "en")
    assert [words for words, _widget in everything(window)] == before


def test_what_is_chosen_is_remembered_and_ticked(window, preferences):
    choose(window, "View", "Appearance", "Dark")
    assert preferences.settings.theme == "dark"
    entry(window, "View", "Appearance")
    ticked = [action.text() for action in window.menus.named["theme"].actions() if action.isChecked()]
    close_menus(window)
    assert ticked == ["Dark"]


def test_the_theme_changes_at_once(window, qtbot):
    def ground(x, y):
        return window.grab().toImage().pixelColor(x, y)

    place = window.canvas.mapTo(window, window.canvas.viewport().rect().bottomRight())
    assert ground(place.x() - 3, place.y() - 3).lightness() > 200
    choose(window, "View", "Appearance", "Dark")
    assert theme.scheme() is Scheme.DARK
    assert ground(place.x() - 3, place.y() - 3).lightness() < 80


@pytest.mark.parametrize(("scale", "factor"), [("100 %", 1.0), ("150 %", 1.5), ("200 %", 2.0)])
def test_the_size_changes_at_once_and_nothing_is_lost(window, scale, factor, qtbot):
    before = window.status.words.fontMetrics().height() / theme.scale()
    type_text(field(window, "introduction"), "Groot ")
    choose(window, "View", "Size", scale)
    settle(qtbot, window)
    assert theme.scale() == factor
    assert window.status.words.fontMetrics().height() == pytest.approx(before * factor, rel=0.1)
    assert window.session.is_changed


def focusable(window):
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.focusPolicy().value & TAB and not widget.focusProxy() and widget.window() is window
    ]


@pytest.mark.parametrize("language", ["en", "nl"])
def test_everything_that_takes_the_keyboard_has_a_name(window, language, qtbot):
    speak(qtbot, window, language)
    field(window, "rent-request")
    visit(window)
    window.panes.people.open("signatories", 0)
    window.panes.sources.open("isw-2025")
    nameless = [
        (type(widget).__name__, widget.objectName(), type(widget.parent()).__name__)
        for widget in focusable(window)
        if not (widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()))
        and not (
            widget.parentWidget()
            and widget.parentWidget().accessibleName()
            and widget.parentWidget().focusProxy() is widget
        )
        and not widget.objectName().startswith("qt_")
    ]
    assert nameless == []


def test_everything_on_the_first_page_has_a_name(first):
    nameless = [
        type(widget).__name__
        for widget in focusable(first)
        if widget.isVisible()
        and not (widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()))
    ]
    assert nameless == []


@pytest.mark.parametrize("language", ["en", "nl"])
def test_no_button_no_tab_and_no_word_is_cut_off(window, language, qtbot):
    speak(qtbot, window, language)
    type_text(field(window, "introduction"), "Steden zijn onmisbaar. " * 40)  # more than fits
    settle(qtbot, window)
    assert window.status.pages.over.text()
    for size, scale in product(SIZES, (100, 200)):
        window.program.choose("scale", scale)
        settle(qtbot, show(qtbot, window, size))
        assert (window.width(), window.height()) == size
        all_is_whole(window, qtbot)


def all_is_whole(window, qtbot):
    bars = (window.panes.tabs.tabBar(), window.toolbar, window.statusBar())
    qtbot.waitUntil(lambda: all(bar.sizeHint().width() <= bar.width() <= window.width() for bar in bars))
    for button in window.findChildren(QAbstractButton):
        if button.isVisible() and not isinstance(button.parent(), QToolBar | QLineEdit):
            assert button.width() >= button.minimumSizeHint().width(), button.text()
    tabs = window.panes.tabs.tabBar()
    assert all(tabs.rect().contains(tabs.tabRect(place)) for place in range(tabs.count()))
    assert all(window.panes.tabs.tabToolTip(place) for place in range(tabs.count()))
    for label in (*window.status.findChildren(QLabel), *window.preview.bar.findChildren(QLabel)):
        if label.isVisible():
            assert label.width() >= label.sizeHint().width(), label.text()


@pytest.mark.parametrize("scale", [100, 200])
@pytest.mark.parametrize("size", SIZES)
def test_the_first_page_is_whole_at_every_size(program, qtbot, size, scale):
    program.choose("scale", scale)
    first = show(qtbot, program.open_window(), size)
    page = first.start_page
    assert first.width() == size[0]
    for part in (page.templates, page.open_button):
        place = part.mapTo(first, part.rect().topLeft())
        assert place.x() >= 0
        assert place.x() + part.width() <= first.width()
    cards = page.templates
    assert cards.visualItemRect(cards.item(0)).right() <= cards.viewport().width()


def test_what_is_made_says_everything_at_once(window, qtbot):
    visit(window)
    placing, library = window.canvas.column.placing, window.panes.library
    qtbot.waitUntil(lambda: placing.is_done and library.is_settled, timeout=10_000)
    before = sorted(words for words, _widget in everything(window))
    window.retranslate()
    visit(window)
    qtbot.waitUntil(lambda: placing.is_done and library.is_settled, timeout=10_000)
    assert sorted(words for words, _widget in everything(window)) == before


def test_nothing_but_desk_is_around_the_pages(window, qtbot):
    settle(qtbot, show(qtbot, window, (1280, 1200)))
    desk = window.preview.desk
    assert desk._sheets.height() >= desk.viewport().height()
    assert desk._sheets.width() >= desk.viewport().width()


def test_shortcuts_are_not_given_twice(window):
    seen = {}
    for action in window.findChildren(QAction):
        for keys in action.shortcuts():
            assert seen.setdefault(keys.toString(), action) is action, keys.toString()
    letters = [
        re.findall("&(.)", action.text().replace("&&", ""))[0].lower()
        for action in window.menuBar().actions()
    ]
    assert len(set(letters)) == len(letters)


@pytest.mark.parametrize("language", ["en", "nl"])
def test_no_letter_opens_two_entries_of_a_menu(window, language, qtbot):
    speak(qtbot, window, language)
    for top in window.menuBar().actions():
        letters = [
            found[0].lower()
            for action in top.menu().actions()
            if (found := re.findall("&(.)", action.text().replace("&&", "")))
        ]
        assert len(set(letters)) == len(letters), (top.text(), letters)


def test_the_window_has_the_focus_of_qt_and_nobody_elses(window):
    field(window, "introduction")
    assert QApplication.focusWidget().window() is window
