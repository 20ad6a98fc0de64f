"""How the window looks: its colours in light, dark and high contrast, its font, its measure.

Widgets are dressed one by one: a style sheet of the application would make every text field dearer.
"""

from collections.abc import Callable
from functools import lru_cache

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QScrollBar,
    QSplitter,
    QTabBar,
    QTabWidget,
    QToolBar,
    QWidget,
)

from composer import resources
from composer.ui.palettes import PALETTES, Palette, Scheme, qt_palette

SCALES = (1.0, 1.25, 1.5, 1.75, 2.0)
SHIPPED_FAMILIES = ("Source Sans 3", "Noto Sans Symbols 2")

# What is chosen is kept by the application itself, so that two applications in one process never share it.
_SCHEME, _SCALE, _FONT = "pleidooi_scheme", "pleidooi_scale", "pleidooi_font"
STYLE, FUSION = "pleidooi_style", "fusion"
_DRESSED, _LOOK, _GROUND, _SIGNS = "dressed", "look", "ground", "signs"


def apply(app: QApplication, scheme: Scheme, scale: float = 1.0) -> None:
    """Give the application a palette and its font at a scale, and dress anew what was dressed.

    Widgets hear of it by `QEvent.PaletteChange` and `QEvent.FontChange`.
    """
    if app.property(STYLE) != FUSION:  # app.style() would have PySide make all that styles have, in 4 ms
        app.setProperty(STYLE, FUSION)
        app.setStyle(FUSION)
    app.setProperty(_SCHEME, scheme.value)
    app.setProperty(_SCALE, scale)
    app.setPalette(qt_palette(PALETTES[scheme]))
    _set_font(app)
    for widget in app.allWidgets():
        if widget.property(_DRESSED):
            _clothe(widget)
        if widget.property(_GROUND):
            _lay(widget)


def use_shipped_font(app: QApplication, pixel_size: int = 14) -> None:
    """Write the window in the fonts that come with the program, as tests and pictures do."""
    if not set(SHIPPED_FAMILIES) <= set(QFontDatabase.families()):
        for folder in ("source-sans-3", "noto-sans-symbols-2"):
            for file in sorted(resources.path(f"fonts/{folder}").glob("*.ttf")):
                QFontDatabase.addApplicationFont(str(file))
    font = QFont(list(SHIPPED_FAMILIES))
    font.setPixelSize(pixel_size)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    app.setProperty(_FONT, font)
    _set_font(app)


def _set_font(app: QApplication) -> None:
    """Set the application's font at the scale; the size it had at first is remembered."""
    if app.property(_FONT) is None:
        app.setProperty(_FONT, QFont(app.font()))
    app.setFont(font_at(QFont(app.property(_FONT)), scale()))


def font_at(font: QFont, factor: float) -> QFont:
    """Return a font some factor larger, whether its size is in points or in pixels."""
    sized = QFont(font)
    if font.pixelSize() > 0:
        sized.setPixelSize(max(1, round(font.pixelSize() * factor)))
    else:
        sized.setPointSizeF(font.pointSizeF() * factor)
    return sized


def scheme() -> Scheme:
    """Return the scheme the application shows."""
    app = QApplication.instance()
    return Scheme((app and app.property(_SCHEME)) or Scheme.LIGHT.value)


def scale() -> float:
    """Return the factor by which the user wants everything larger."""
    app = QApplication.instance()
    return float((app and app.property(_SCALE)) or 1.0)


def px(pixels: float) -> int:
    """Return a measure of the 8 px rhythm at the user's scale, at least 1."""
    return max(1, round(pixels * scale()))


def icon_size() -> QSize:
    """Return the size of icons in bars, buttons and lists."""
    return QSize(px(18), px(18))


def palette() -> Palette:
    """Return the colours the application shows."""
    return PALETTES[scheme()]


def colour(purpose: str) -> QColor:
    """Return the colour for a purpose, a name of `Palette`; ask when painting, and keep it no longer."""
    return QColor(getattr(palette(), purpose))


def system_scheme(app: QApplication) -> Scheme:
    """Return the scheme that the system asks for; light where it says nothing."""
    hints = app.styleHints()
    if hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast:
        return Scheme.HIGH_CONTRAST
    return Scheme.DARK if hints.colorScheme() is Qt.ColorScheme.Dark else Scheme.LIGHT


def follow_system(app: QApplication, on_change: Callable[[Scheme], None]) -> Callable[[], None]:
    """Call `on_change` whenever the system asks for another scheme; not now. Return what ends that."""

    def told() -> None:
        on_change(system_scheme(app))

    hints = app.styleHints()
    changes = hints.colorSchemeChanged, hints.accessibility().contrastPreferenceChanged
    for change in changes:
        change.connect(told)

    def end() -> None:
        for change in changes:
            change.disconnect(told)

    return end


def choose_title_bars(app: QApplication, chosen: Scheme | None) -> None:
    """Ask the system for title bars of a scheme, with None for its own; `follow_system` hears of it too."""
    hints = app.styleHints()
    if chosen is None:
        hints.unsetColorScheme()
    else:
        hints.setColorScheme(Qt.ColorScheme.Light if chosen is Scheme.LIGHT else Qt.ColorScheme.Dark)


def dress(widget: QWidget, look: str = "") -> None:
    """Give a bar, tabs, splitter, button or a field of a form what a palette cannot; `apply` keeps it so.

    `look` is `primary` for the one main button, `framed` for a button with an edge, `quiet` for a grey one.
    Never dress a widget that has the text fields of the editor in it. A splitter after its panes are in it.
    """
    widget.setProperty(_DRESSED, True)
    if look:
        widget.setProperty(_LOOK, look)
    _clothe(widget)


def _clothe(widget: QWidget) -> None:
    if isinstance(widget, QTabWidget):
        widget.setDocumentMode(True)
        # Rules on its bar keep it and its pages from following by themselves.
        widget.setFont(QApplication.font())
        widget.setPalette(QApplication.palette())
        widget.tabBar().setDrawBase(False)
        dress(widget.tabBar())
    elif isinstance(widget, QSplitter):
        _hairlines(widget)
    else:
        if isinstance(widget, QToolBar):
            widget.setIconSize(icon_size())
        for button in (widget, *widget.findChildren(QAbstractButton)):
            if isinstance(button, QAbstractButton):
                button.setIconSize(icon_size())
        if isinstance(widget, QLineEdit):
            _size_signs(widget)
        if isinstance(widget, QTabBar):
            widget.setExpanding(False)
            widget.setIconSize(icon_size())
        widget.setStyleSheet(style_sheet(_SCROLL_BAR if isinstance(widget, QScrollBar) else _RULES))


def _size_signs(line: QLineEdit) -> None:
    """Give the signs in a line the size of its letters; a style of its own only where that is another one."""
    if scale() != 1.0:
        from composer.ui.line_signs import signs_style  # not for the first paint at the usual size

        line.setStyle(signs_style())
        line.setProperty(_SIGNS, True)
    elif line.property(_SIGNS):
        line.setStyle(None)  # type: ignore[arg-type]  # Qt takes it: that of the application again
        line.setProperty(_SIGNS, False)


def _hairlines(splitter: QSplitter) -> None:
    """Make the handles one line wide to the eye, and wider to the mouse."""
    splitter.setHandleWidth(1)
    splitter.setChildrenCollapsible(False)
    for place in range(1, splitter.count()):
        ground(splitter.handle(place), "line")


def ground(widget: QWidget, purpose: str) -> None:
    """Fill a widget, and those in it without a ground of their own, with a colour; `apply` keeps it so."""
    widget.setProperty(_GROUND, purpose)
    _lay(widget)


def _lay(widget: QWidget) -> None:
    colours = QPalette()
    colours.setColor(QPalette.ColorRole.Window, colour(str(widget.property(_GROUND))))
    widget.setPalette(colours)
    widget.setAutoFillBackground(True)


def style_sheet(rules: str) -> str:
    """Return rules for what is dressed in the colours and at the scale of now."""
    return _style_sheet(rules, palette(), scale())


@lru_cache(maxsize=8)
def _style_sheet(rules: str, colours: Palette, factor: float) -> str:
    values: dict[str, object] = colours._asdict()
    sizes = (2, 3, 4, 5, 6, 8, 12, 14, 16, 22, 24)
    values |= {f"px{size}": f"{max(1, round(size * factor))}px" for size in sizes}
    values["arrow"] = resources.path("icons/drop-down.svg").as_posix()
    return rules % values


# Apart from the rest, since Qt reads the rules anew for each of the many bars.
_SCROLL_BAR = """
QScrollBar:vertical { background: transparent; border: none; width: %(px12)s; margin: 0; }
QScrollBar:horizontal { background: transparent; border: none; height: %(px12)s; margin: 0; }
QScrollBar::handle { background: %(disabled)s; border-radius: %(px4)s; margin: %(px2)s; }
QScrollBar::handle:vertical { min-height: %(px24)s; }
QScrollBar::handle:horizontal { min-width: %(px24)s; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: %(field_line)s; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""

_RULES = """
QToolBar {
    background: %(surface)s; border: none; border-bottom: 1px solid %(line)s;
    padding: %(px6)s %(px12)s; spacing: %(px4)s;
}
QToolBar::separator { background: %(line)s; width: 1px; margin: %(px8)s %(px8)s; }
QToolButton, QPushButton {
    background: transparent; color: %(text)s; border: 2px solid transparent; border-radius: %(px6)s;
    padding: %(px2)s %(px6)s; min-height: %(px22)s;
}
QToolButton:hover, QPushButton:hover { background: %(hover)s; }
QToolButton:pressed, QToolButton:checked, QPushButton:pressed, QPushButton:checked {
    background: %(current)s;
}
QToolButton:disabled, QPushButton:disabled { color: %(disabled)s; }
QToolButton[look="framed"], QPushButton[look="framed"] {
    border: 1px solid %(field_line)s; background: %(button)s; padding: %(px3)s %(px8)s;
}
QToolButton[look="framed"]:hover, QPushButton[look="framed"]:hover { background: %(hover)s; }
QToolButton[look="framed"]:checked, QPushButton[look="framed"]:checked { background: %(current)s; }
QToolButton[look="primary"], QPushButton[look="primary"] {
    background: %(accent)s; color: %(accent_text)s; border-color: %(accent)s; font-weight: 600;
    padding: %(px2)s %(px12)s;
}
QToolButton[look="primary"]:hover, QPushButton[look="primary"]:hover {
    background: %(accent_hover)s; border-color: %(accent_hover)s;
}
QToolButton[look="primary"]:disabled, QPushButton[look="primary"]:disabled {
    background: %(line)s; border-color: %(line)s; color: %(disabled)s;
}
QToolButton[look="quiet"], QPushButton[look="quiet"] { color: %(muted)s; }
QToolButton:focus, QPushButton:focus { border: 2px solid %(focus)s; }
QToolButton[popupMode="2"], QToolButton[popupMode="2"]:focus { padding-right: %(px22)s; }
QToolButton::menu-button { border: none; width: %(px22)s; }
QToolButton::menu-indicator {
    subcontrol-origin: padding; subcontrol-position: center right; right: %(px4)s;
    image: url("%(arrow)s"); width: %(px12)s; height: %(px12)s;
}
QTabBar { background: transparent; }
QTabBar::tab {
    background: transparent; color: %(muted)s; border: none; border-bottom: 2px solid transparent;
    padding: %(px8)s %(px2)s; margin: 0 %(px6)s; min-height: %(px16)s;
}
QTabBar::tab:hover { color: %(text)s; border-bottom-color: %(line)s; }
QTabBar::tab:selected { color: %(accent)s; border-bottom-color: %(accent)s; }
QTabBar::tab:selected:focus { background: %(current)s; }
QStatusBar { background: %(surface)s; color: %(text)s; border-top: 1px solid %(line)s; }
QStatusBar::item { border: none; }
QStatusBar QLabel { padding: 0 %(px8)s; }
QLineEdit {
    background: %(surface)s; color: %(text)s; border: 1px solid %(field_line)s; border-radius: %(px6)s;
    padding: %(px4)s %(px6)s; min-height: %(px16)s;
    placeholder-text-color: %(muted)s;
    selection-background-color: %(selection)s; selection-color: %(selection_text)s;
}
QLineEdit:disabled { background: %(window)s; color: %(disabled)s; border-color: %(line)s; }
QLineEdit:focus { border: 2px solid %(focus)s; padding: %(px3)s %(px5)s; }
QComboBox {
    background: %(button)s; color: %(text)s; border: 1px solid %(field_line)s; border-radius: %(px6)s;
    padding: %(px4)s %(px6)s; min-height: %(px16)s;
}
QComboBox:focus { border: 2px solid %(focus)s; padding: %(px3)s %(px5)s; }
QComboBox::drop-down { border: none; width: %(px24)s; }
QComboBox::down-arrow { image: url("%(arrow)s"); width: %(px12)s; height: %(px12)s; }
QLineEdit QToolButton { border: none; padding: 0; min-height: 0; }
QCheckBox { spacing: %(px8)s; min-height: %(px24)s; }
QCheckBox::indicator { width: %(px16)s; height: %(px16)s; }
QCheckBox::indicator:unchecked {
    width: %(px14)s; height: %(px14)s; background: %(surface)s;
    border: 1px solid %(field_line)s; border-radius: %(px3)s;
}
QRadioButton { spacing: %(px8)s; min-height: %(px24)s; }
QRadioButton::indicator { border-radius: %(px8)s; background: %(surface)s; }
QRadioButton::indicator:unchecked { width: %(px16)s; height: %(px16)s; border: 1px solid %(field_line)s; }
QRadioButton::indicator:checked {
    width: %(px16)s; height: %(px16)s; border: 1px solid %(accent)s;
    background: qradialgradient(cx:0.5, cy:0.5, radius:0.5, fx:0.5, fy:0.5,
        stop:0 %(accent_text)s, stop:0.38 %(accent_text)s, stop:0.46 %(accent)s, stop:1 %(accent)s);
}
QRadioButton:focus { text-decoration: underline; }
QRadioButton::indicator:focus {
    width: %(px14)s; height: %(px14)s; border: 2px solid %(focus)s;
}
QCheckBox::indicator:unchecked:focus { border: 2px solid %(focus)s; }
"""
