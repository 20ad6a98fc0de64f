"""Every window and dialog as a screen reader, the keyboard and weak eyes meet it; see `scenes.py`.

A new scene is walked by itself. What is complained of is told with the name of the control.
"""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QRadioButton,
    QTabBar,
    QWidget,
)

from composer.app.settings import Preferences
from composer.ui import theme
from composer.ui.program import Program
from tests.ui.scenes import SCENES, Stage

SMALLEST = 24
ROLE, NAME = QAccessible.Role, QAccessible.Text.Name
# What a person acts on, by role; everything with one of these must say what it is.
ACTIVE = {
    ROLE.Button,
    ROLE.ButtonMenu,
    ROLE.CheckBox,
    ROLE.ComboBox,
    ROLE.EditableText,
    ROLE.Link,
    ROLE.List,
    ROLE.ListItem,
    ROLE.MenuItem,
    ROLE.PageTab,
    ROLE.PageTabList,
    ROLE.RadioButton,
    ROLE.Slider,
    ROLE.SpinBox,
    ROLE.Table,
    ROLE.Tree,
    ROLE.TreeItem,
}
# A canvas has many fields, a list many rows: of each so many are walked, and the rest are like them.
MOST_CHILDREN = 60


def staged(name, qapp, folder, scale="100"):
    """Yields the window of a scene with the keyboard, and closes it with all that belongs to it."""
    preferences = Preferences(folder / "settings.yaml")
    for key, value in (("language", "en"), ("theme", "light"), ("scale", scale)):
        preferences.choose(key, value)
    program = Program(qapp, preferences)
    stage = Stage(program, folder)
    made = SCENES[name](stage)
    made.activateWindow()
    stage.wait(made.isActiveWindow)
    yield made
    for window in tuple(program.windows):
        window.close_without_asking()
    made.close()
    program.stop()


@pytest.fixture(scope="module")
def shown(request, qapp, tmp_path_factory):
    """The window of a scene, made once for all tests of it."""
    yield from staged(request.param, qapp, tmp_path_factory.mktemp("scene"))


@pytest.fixture(scope="module")
def large(request, qapp, tmp_path_factory):
    """The window of a scene with letters twice as large."""
    yield from staged(request.param, qapp, tmp_path_factory.mktemp("scene"), "200")


every_scene = pytest.mark.parametrize("shown", SCENES, indirect=True, scope="module")


def interfaces(root):
    """Yields the accessible things in and under a widget that can be seen."""
    waiting = [QAccessible.queryAccessibleInterface(root)]
    while waiting:
        one = waiting.pop()
        if one is None or not one.isValid() or one.state().invisible:
            continue
        yield one
        waiting += [one.child(i) for i in range(min(one.childCount(), MOST_CHILDREN))]


def said(interface):
    """Returns what a screen reader says of something, for a complaint."""
    widget = interface.object()
    above = interface.parent()
    around = above.text(NAME) or type(above.object()).__name__ if above is not None else ""
    return f"{interface.role().name} {type(widget).__name__} in {around!r}: {interface.text(NAME)!r}"


def _is_empty_cell(interface):
    """An empty cell of a row whose first cell says what it is."""
    row = interface.parent()
    place = row.indexOfChild(interface) if row is not None else -1
    return interface.role() is ROLE.TreeItem and place > 0 and bool(row.child(place - 1).text(NAME))


def controls(root, *types):
    return [one for one in root.findChildren(QWidget) if isinstance(one, types) and one.isVisible()]


def words_of(widget):
    words = widget.text() if isinstance(widget, QAbstractButton | QLabel) else ""
    return f"{type(widget).__name__} {widget.accessibleName() or words or widget.objectName()!r}"


@every_scene
def test_everything_one_acts_on_has_a_name(shown):
    nameless = [
        said(one)
        for one in interfaces(shown)
        if one.role() in ACTIVE and not one.text(NAME).strip() and not _is_empty_cell(one)
    ]
    assert nameless == []


@every_scene
def test_a_window_says_what_it_is(shown):
    assert shown.windowTitle().strip()


@every_scene
def test_everything_one_points_at_is_large_enough(shown):
    small = [
        f"{words_of(one)} {one.width()} x {one.height()}"
        for one in controls(shown, QAbstractButton, QComboBox, QLineEdit)
        if min(one.width(), one.height()) < SMALLEST and not _is_inside_a_line(one)
    ]
    for bar in controls(shown, QTabBar):
        small += [
            f"tab {bar.tabText(i)}"
            for i in range(bar.count())
            if min(bar.tabRect(i).width(), bar.tabRect(i).height()) < SMALLEST
        ]
    for view in controls(shown, QAbstractItemView):
        if isinstance(view, QHeaderView):
            continue
        model = view.model()
        rows = range(min(model.rowCount(), 10)) if model else ()
        small += [f"row in {words_of(view)}" for i in rows if view.sizeHintForRow(i) < SMALLEST]
    assert small == []


def _is_inside_a_line(widget):
    """A sign within a line of words: the line itself is the target, and has a key for it."""
    return isinstance(widget.parentWidget(), QLineEdit | QComboBox)


def stops(shown):
    """Returns what Tab stops at outside the text, in its order, until it comes round."""
    if shown.focusWidget() is None or QApplication.focusWidget() is None:
        QTest.keyClick(shown, Qt.Key.Key_Tab)
    canvas = getattr(shown, "canvas", None)
    if canvas is not None and canvas.isAncestorOf(QApplication.focusWidget()):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)  # where one writes Tab is for the text
    found, inside = [], 0
    while (here := QApplication.focusWidget()) is not None and here not in found and inside < 400:
        if canvas is not None and canvas.isAncestorOf(here):
            inside += 1
        else:
            found.append(here)
        QTest.keyClick(here, Qt.Key.Key_Tab)
    return found


def place_in(shown, widget):
    return QRect(widget.mapTo(shown, widget.rect().topLeft()), widget.size())


def is_before(one, other):
    """Returns whether one rectangle is read before another: above it, or left of it in one row."""
    middle = other.center().y()
    if one.top() <= middle <= one.bottom() or other.top() <= one.center().y() <= other.bottom():
        return one.left() <= other.left()
    return one.top() < other.top()


@every_scene
def test_tab_goes_round_in_the_order_of_reading(shown):
    found = stops(shown)
    assert all(one.window() is shown for one in found)
    if getattr(shown, "panes", None) is not None:
        pane = shown.panes.tabs.currentWidget()
        found = [one for one in found if pane.isAncestorOf(one)]
    else:
        assert found
    places = [(words_of(one), place_in(shown, one)) for one in found]
    steps = zip(places, [*places[1:], *places[:1]], strict=True)
    back = [(one[0], other[0]) for one, other in steps if not is_before(one[1], other[1])]
    assert len(back) <= 1, back  # from the last one to the first


@every_scene
def test_every_control_is_reached_by_tab(shown):
    found = stops(shown)
    pane, canvas = getattr(shown, "panes", None), getattr(shown, "canvas", None)
    root = pane.tabs.currentWidget() if pane is not None else shown
    missed = [
        words_of(one)
        for one in controls(root, QAbstractButton, QLineEdit, QComboBox, QAbstractItemView)
        if one.isEnabled()
        and one not in found
        and not _is_inside_a_line(one)
        and not one.focusProxy()
        and not (canvas is not None and canvas.isAncestorOf(one))  # `stops` counts what is outside the text
        and not isinstance(one, QHeaderView)
        and not isinstance(one.parentWidget(), QTabBar | QRadioButton)
        and not (isinstance(one, QRadioButton) and not one.isChecked())
    ]
    assert missed == []


@every_scene
def test_where_the_keyboard_is_can_be_seen(shown):
    found = stops(shown)[:12]
    looks = {}
    for here in found:
        here.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        looks[here] = shown.grab().toImage()
    unseen = []
    for number, here in enumerate(found):
        elsewhere = found[number - 1]
        if elsewhere is here:
            here.clearFocus()
            QApplication.processEvents()
        other = shown.grab().toImage() if elsewhere is here else looks[elsewhere]
        place = place_in(shown, here).adjusted(-4, -4, 4, 4)
        if not shown.rect().contains(place.center()):
            continue  # Tab scrolls to it, and this test does not
        if looks[here].copy(place) == other.copy(place):
            unseen.append(words_of(here))
    assert unseen == []


@pytest.mark.parametrize("large", SCENES, indirect=True, scope="module")
def test_letters_twice_as_large_are_not_cut_off(large):
    cut = [
        words_of(one)
        for one in controls(large, QAbstractButton)
        if one.width() < one.minimumSizeHint().width() - 1 and not _is_inside_a_line(one) and one.text()
    ]
    for label in controls(large, QLabel):
        needed = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
        if label.text() and label.height() < needed - 1:
            cut.append(f"{words_of(label)}: {label.height()} of {needed} high")
        if label.text() and not label.wordWrap() and label.width() < label.sizeHint().width() - 1:
            cut.append(f"{words_of(label)}: {label.width()} of {label.sizeHint().width()} wide")
    assert cut == []
    assert theme.scale() == 2.0


@every_scene
def test_a_colour_is_never_all_that_says_something(shown):
    """A sign in the colour of an error, a warning or a success has words beside it or of its own."""
    alone = [
        words_of(one)
        for one in controls(shown, QLabel)
        if not one.text()
        and one.pixmap() is not None
        and not one.pixmap().isNull()
        and not _has_words_beside(one)
    ]
    assert alone == []


def _has_words_beside(label):
    beside = [
        one for one in label.parentWidget().findChildren(QLabel) if one is not label and one.isVisible()
    ]
    return any(one.text().strip() for one in beside) or bool(label.accessibleName())
