import sys
from itertools import product

import pytest
from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QPalette, QTextCharFormat
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QPushButton,
    QSplitter,
    QTabWidget,
    QTextEdit,
    QToolBar,
    QWidget,
)

from composer.ui import theme
from composer.ui.palettes import PALETTES, Palette, Scheme

GROUNDS = ("surface", "panel", "window", "desk")
# Texts, and the grounds on which they stand.
TEXTS = [
    *product(("text", "muted", "accent", "link", "error", "warning", "success"), GROUNDS),
    *product(("text", "muted"), ("button", "hover", "current", "request_tint")),
    *product(("request",), ("surface", "panel", "window", "request_tint", "hover")),
    ("accent", "current"),
    ("accent_text", "accent"),
    ("accent_text", "accent_hover"),
    ("selection_text", "selection"),
    ("chip_text", "chip"),
    *product(("text", "muted", "accent", "link", "request"), ("hit",)),
]
SIGNS = [
    *product(("field_line", "focus"), ("surface", "panel", "window")),
    *product(("focus",), ("current", "hover")),
    ("field_line", "button"),
    ("request", "current"),
    ("request", "selection"),
    ("accent", "line"),
]


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2.2."""
    parts = (QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF())
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def weak(palette: Palette, pairs: list[tuple[str, str]], least: float) -> list[str]:
    found = [(ink, on, contrast(getattr(palette, ink), getattr(palette, on))) for ink, on in pairs]
    return [f"{ink} on {on}: {ratio:.2f}" for ink, on, ratio in found if ratio < least]


@pytest.mark.parametrize("name", Scheme, ids=lambda name: name.value)
def test_every_text_can_be_read_on_every_ground_it_stands_on(name):
    assert weak(PALETTES[name], TEXTS, 7 if name is Scheme.HIGH_CONTRAST else 4.5) == []


@pytest.mark.parametrize("name", Scheme, ids=lambda name: name.value)
def test_every_sign_and_edge_can_be_seen(name):
    if name is Scheme.HIGH_CONTRAST:
        pairs = [pair for pair in SIGNS if pair not in {("request", "selection"), ("accent", "line")}]
    else:
        pairs = [pair for pair in SIGNS if pair != ("accent", "line") or name is Scheme.LIGHT]
    assert weak(PALETTES[name], pairs, 3) == []


def test_black_on_white_is_21_to_1():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_a_window_without_the_keyboard_looks_the_same(qapp, scheme):
    palette = qapp.palette()
    roles = [role for role in QPalette.ColorRole if role.value < QPalette.ColorRole.NColorRoles.value]
    for role in roles:
        active = palette.color(QPalette.ColorGroup.Active, role)
        assert palette.color(QPalette.ColorGroup.Inactive, role) == active, role


def test_what_is_disabled_is_grey(qapp, scheme):
    grey = QColor(PALETTES[scheme].disabled)
    assert qapp.palette().color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText) == grey


def test_the_style_is_fusion_and_the_application_has_no_style_sheet(qapp, scheme):
    assert qapp.style().name() == "fusion"
    assert qapp.styleSheet() == ""


@pytest.mark.parametrize("factor", theme.SCALES)
def test_font_and_measures_grow_together(qapp, factor):
    theme.apply(qapp, Scheme.LIGHT, factor)
    assert qapp.font().pixelSize() == round(14 * factor)
    assert (theme.px(8), theme.scale()) == (round(8 * factor), factor)
    theme.apply(qapp, Scheme.LIGHT)
    assert (qapp.font().pixelSize(), theme.px(8)) == (14, 8)


def test_a_font_in_points_grows_too(qapp):
    font = qapp.font()
    font.setPointSizeF(10.0)
    assert theme.font_at(font, 1.5).pointSizeF() == 15.0


def test_a_hairline_never_vanishes(qapp):
    assert theme.px(0.2) == 1


def test_the_shipped_font_has_all_the_signs_of_a_letter(qapp):
    assert qapp.font().families() == list(theme.SHIPPED_FAMILIES)


def test_a_widget_hears_of_another_scheme(qapp, qtbot):
    heard = []

    class Listener(QWidget):
        def changeEvent(self, event: QEvent) -> None:  # noqa: N802
            heard.append(event.type())

    listener = Listener()
    qtbot.addWidget(listener)
    listener.show()
    theme.apply(qapp, Scheme.DARK, 1.5)
    qtbot.waitUntil(lambda: {QEvent.Type.PaletteChange, QEvent.Type.FontChange} <= set(heard))
    assert theme.palette() == PALETTES[Scheme.DARK]


def test_what_is_dressed_follows_the_scheme_and_the_scale(qapp, qtbot):
    bar = QToolBar()
    qtbot.addWidget(bar)
    button = QPushButton("Export", bar)
    theme.dress(button, "primary")
    theme.dress(bar)
    assert PALETTES[Scheme.LIGHT].accent in button.styleSheet()
    theme.apply(qapp, Scheme.DARK, 2.0)
    assert PALETTES[Scheme.DARK].accent in button.styleSheet()
    assert bar.iconSize() == QSize(36, 36)


def test_the_main_button_has_the_accent(qapp, qtbot, scheme):
    button = QPushButton("Export")
    qtbot.addWidget(button)
    theme.dress(button, "primary")
    button.resize(120, 40)
    assert button.grab().toImage().pixelColor(8, 20) == theme.colour("accent")


def test_dressed_tabs_leave_their_pages_alone(qapp, qtbot):
    tabs = QTabWidget()
    qtbot.addWidget(tabs)
    tabs.addTab(QLabel("page"), "Outline")
    theme.dress(tabs)
    assert tabs.styleSheet() == ""
    assert tabs.tabBar().styleSheet() != ""


def test_a_dressed_splitter_is_a_hairline_and_leaves_its_panes_alone(qapp, qtbot, scheme):
    splitter = QSplitter()
    qtbot.addWidget(splitter)
    panes = QTextEdit(), QTextEdit()
    for pane in panes:
        splitter.addWidget(pane)
    theme.dress(splitter)
    assert splitter.styleSheet() == ""
    assert splitter.handleWidth() == 1
    line = splitter.handle(1).palette().color(QPalette.ColorRole.Window)
    assert line == theme.colour("line")


def test_a_ground_follows_the_scheme(qapp, qtbot):
    pane = QWidget()
    qtbot.addWidget(pane)
    theme.ground(pane, "panel")
    theme.apply(qapp, Scheme.DARK)
    pane.resize(20, 20)
    assert pane.grab().toImage().pixelColor(10, 10) == QColor(PALETTES[Scheme.DARK].panel)


def test_a_system_that_says_nothing_gets_light(qapp):
    assert theme.system_scheme(qapp) is Scheme.LIGHT


def test_the_system_is_followed(qapp):
    told = []
    theme.follow_system(qapp, told.append)
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert told == [theme.system_scheme(qapp)]


def test_title_bars_can_be_chosen_and_given_back(qapp):
    theme.choose_title_bars(qapp, Scheme.DARK)
    theme.choose_title_bars(qapp, None)
    assert isinstance(QApplication.instance(), QApplication)


def test_pyside_keeps_count_of_none():
    """PySide 6.12 on Python < 3.12 loses a reference to None in every call that returns it (PYSIDE-3474)."""
    format_ = QTextCharFormat()
    before = sys.getrefcount(None)
    for _ in range(10_000):
        format_.setFontWeight(700)
    assert abs(sys.getrefcount(None) - before) < 100
