import ast
import gc
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage, QPainter
from PySide6.QtWidgets import QToolButton

from composer import resources
from composer.blocks import KINDS
from composer.ui import theme
from composer.ui.icons import app_icon, icon
from composer.ui.palettes import PALETTES, Scheme

UI = Path(__file__).resolve().parents[2] / "composer" / "ui"
NAMES = sorted(path.stem for path in resources.path("icons").glob("*.svg"))


def inks(image: QImage) -> set[str]:
    """The colours of the pixels that are wholly covered."""
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {pixel.name() for pixel in pixels if pixel.alpha() == 255}


def picture(of: QIcon, side: int = 48, ratio: float = 1.0, mode: QIcon.Mode = QIcon.Mode.Normal) -> QImage:
    return of.pixmap(QSize(side, side), ratio, mode).toImage()


def asked_for() -> set[str]:
    """Every icon that a module of the window names in a call of `icon`."""
    calls = (
        node
        for path in UI.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "icon"
    )
    firsts = (call.args[0] for call in calls if call.args)
    return {first.value for first in firsts if isinstance(first, ast.Constant)}


def test_every_icon_that_is_asked_for_is_there():
    assert asked_for() | {kind.icon for kind in KINDS.values()} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_shows_something(qapp, name):
    assert inks(picture(icon(name)))


@pytest.mark.parametrize("name", sorted(set(NAMES) - {"app", "drop-down"}))
def test_every_icon_of_the_family_takes_its_colour_from_the_palette(name):
    drawing = resources.path(f"icons/{name}.svg").read_text(encoding="utf-8")
    assert 'stroke="currentColor"' in drawing
    assert 'viewBox="0 0 24 24"' in drawing


def test_an_icon_has_the_colour_of_text(qapp, scheme):
    assert inks(picture(icon("plus"))) == {theme.palette().text}


def test_the_same_icon_changes_with_the_palette(qapp):
    plus = icon("plus")
    before = inks(picture(plus))
    theme.apply(qapp, Scheme.DARK)
    assert inks(picture(plus)) == {PALETTES[Scheme.DARK].text} != before


def test_an_icon_can_have_the_colour_of_a_purpose(qapp, scheme):
    assert inks(picture(icon("arrow-big-right", "request"))) == {theme.palette().request}


def test_a_disabled_icon_is_grey_whatever_its_purpose(qapp, scheme):
    assert inks(picture(icon("plus", "accent"), mode=QIcon.Mode.Disabled)) == {theme.palette().disabled}


def test_an_icon_in_a_selected_row_can_be_seen(qapp, scheme):
    assert inks(picture(icon("plus"), mode=QIcon.Mode.Selected)) == {theme.palette().selection_text}


def test_an_icon_is_sharp_on_a_fine_screen(qapp):
    fine = icon("plus").pixmap(QSize(24, 24), 2.0)
    assert (fine.size(), fine.devicePixelRatio()) == (QSize(48, 48), 2.0)
    canvas = QImage(48, 48, QImage.Format.Format_ARGB32_Premultiplied)
    canvas.setDevicePixelRatio(2.0)
    canvas.fill(QColor("#ffffff"))
    painter = QPainter(canvas)
    icon("plus").paint(painter, 0, 0, 24, 24)
    painter.end()
    # The stroke is two units wide: four real pixels, wholly covered.
    column = [canvas.pixelColor(24, y).name() for y in range(48)]
    assert column.count(theme.palette().text) >= 26
    row = [canvas.pixelColor(x, 14).name() for x in range(48)]
    assert row.count(theme.palette().text) == 4


def test_an_icon_stands_on_nothing(qapp):
    assert picture(icon("plus")).pixelColor(0, 0).alpha() == 0


def test_an_icon_outlives_its_maker(qapp, qtbot):
    button = QToolButton()
    qtbot.addWidget(button)
    button.setIcon(QIcon(icon("save")))
    copies = [QIcon(button.icon()) for _ in range(100)]
    gc.collect()
    assert all(inks(picture(copy)) == {theme.palette().text} for copy in copies[::20])
    assert not button.grab().isNull()


def test_an_icon_that_was_not_copied_is_refused_at_once(qapp):
    with pytest.raises(FileNotFoundError):
        icon("no-such-icon")


def test_the_icon_of_the_program_keeps_its_colours(qapp, scheme):
    assert {"#123e5c", "#ffffff", "#f2793d"} <= inks(picture(app_icon(), 64))
    assert not qapp.windowIcon().isNull()
