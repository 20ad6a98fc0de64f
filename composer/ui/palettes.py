"""The colours of the window by what they are for: light, dark, high contrast."""

from enum import Enum
from typing import NamedTuple

from PySide6.QtGui import QColor, QPalette


class Scheme(Enum):
    """The palettes there are."""

    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST = "high-contrast"


class Palette(NamedTuple):
    """Colours by what they are for, as `#rrggbb`. Every text has 4.5 : 1 on every ground it stands on."""

    surface: str  # tool bar, text pane, status bar, fields
    panel: str  # structure pane
    window: str  # dialogs, the bar over the preview
    desk: str  # around the pages
    button: str
    text: str
    muted: str  # kinds in the gutter, placeholders
    disabled: str
    line: str  # a hairline between panes
    field_line: str  # the edge of what can be filled in or pressed
    accent: str  # headings, the main button, the tab that is open
    accent_hover: str
    accent_text: str  # on the accent
    request: str  # requests, their numbers and their sign
    request_tint: str
    selection: str
    selection_text: str
    current: str  # the row of the block with the cursor, a button held down
    hover: str
    focus: str  # the ring around what has the keyboard
    chip: str
    chip_text: str
    hit: str  # behind words that were found
    link: str
    error: str
    warning: str
    success: str
    paper: str = "#ffffff"  # a page is white in every scheme


PALETTES = {
    Scheme.LIGHT: Palette(
        surface="#ffffff",
        panel="#fafbfc",
        window="#edf0f3",
        desk="#e4e8ec",
        button="#ffffff",
        text="#1f272e",
        muted="#56606a",
        disabled="#8b9096",
        line="#dde3e8",
        field_line="#7b8690",
        accent="#123e5c",
        accent_hover="#1c5a83",
        accent_text="#ffffff",
        request="#b83a08",
        request_tint="#fdf3ec",
        selection="#c5def0",
        selection_text="#10181e",
        current="#e3edf5",
        hover="#eef2f5",
        focus="#2b7cb5",
        chip="#e3edf5",
        chip_text="#123e5c",
        hit="#ffeeb3",
        link="#0f5c94",
        error="#b3261e",
        warning="#7a5200",
        success="#1a6e3f",
    ),
    Scheme.DARK: Palette(
        surface="#1e2329",
        panel="#191d22",
        window="#23292f",
        desk="#121518",
        button="#2c333b",
        text="#e6eaee",
        muted="#a8b2bc",
        disabled="#69737d",
        line="#343b43",
        field_line="#7c8690",
        accent="#8cc4ec",
        accent_hover="#aad6f5",
        accent_text="#0b2233",
        request="#ff9b6b",
        request_tint="#35271f",
        selection="#27577c",
        selection_text="#ffffff",
        current="#26394a",
        hover="#2a3138",
        focus="#5fb0e6",
        chip="#2a3d4d",
        chip_text="#b9dcf5",
        hit="#3a2f06",
        link="#8cc4ec",
        error="#ff8a80",
        warning="#f2c14e",
        success="#6fcf97",
    ),
    Scheme.HIGH_CONTRAST: Palette(
        surface="#000000",
        panel="#000000",
        window="#000000",
        desk="#000000",
        button="#000000",
        text="#ffffff",
        muted="#ffffff",
        disabled="#a0a0a0",
        line="#ffffff",
        field_line="#ffffff",
        accent="#ffd84d",
        accent_hover="#ffe894",
        accent_text="#000000",
        request="#ffb38a",
        request_tint="#000000",
        selection="#ffd84d",
        selection_text="#000000",
        current="#003a5c",
        hover="#333333",
        focus="#4dd2ff",
        chip="#000000",
        chip_text="#ffffff",
        hit="#332b00",
        link="#4dd2ff",
        error="#ff9e94",
        warning="#ffd84d",
        success="#7dffb0",
    ),
}


def qt_palette(colours: Palette) -> QPalette:
    """Return our colours by Qt's roles, the same whether the window has the keyboard or not."""
    role = QPalette.ColorRole
    values = {
        role.Window: colours.window,
        role.WindowText: colours.text,
        role.Base: colours.surface,
        role.AlternateBase: colours.panel,
        role.Text: colours.text,
        role.PlaceholderText: colours.muted,
        role.Button: colours.button,
        role.ButtonText: colours.text,
        role.BrightText: colours.error,
        role.ToolTipBase: colours.surface,
        role.ToolTipText: colours.text,
        role.Highlight: colours.selection,
        role.HighlightedText: colours.selection_text,
        role.Accent: colours.accent,
        role.Link: colours.link,
        role.LinkVisited: colours.link,
        role.Light: colours.surface,
        role.Midlight: colours.hover,
        role.Mid: colours.line,
        role.Dark: colours.field_line,
        role.Shadow: colours.desk,
    }
    made = QPalette()
    for name, value in values.items():
        made.setColor(QPalette.ColorGroup.All, name, QColor(value))
    for name in (role.WindowText, role.Text, role.ButtonText, role.PlaceholderText, role.HighlightedText):
        made.setColor(QPalette.ColorGroup.Disabled, name, QColor(colours.disabled))
    made.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(colours.line))
    return made
