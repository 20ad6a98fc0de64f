"""The commands of the window: one table of names, words, keys and icons, for menus and toolbar."""

import sys
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from composer.i18n import N_, _
from composer.ui.icons import icon

Keys = QKeySequence.StandardKey
# On a Mac ⌘H hides the program.
REPLACE = "Ctrl+Shift+H" if sys.platform == "darwin" else "Ctrl+H"


class Command(NamedTuple):
    """One command; `keys` are standard keys, which differ by platform, or written ones.

    `anywhere` says that it can be chosen on the first page too, without a document; undo and redo have
    rules of their own.
    """

    name: str
    label: str
    icon: str = ""
    keys: tuple[Keys | str, ...] = ()
    tip: str = ""
    anywhere: bool = False


COMMANDS = (
    Command(
        "new", N_("&New…"), "file-plus", (Keys.New,), N_("Begin a document from a template"), anywhere=True
    ),
    Command("open", N_("&Open…"), "folder-open", (Keys.Open,), N_("Open a document"), anywhere=True),
    Command("save", N_("&Save"), "save", (Keys.Save,), N_("Save the document")),
    Command("save-as", N_("Save &as…"), "", ("Ctrl+Shift+S",)),
    Command("revert", N_("&Back to the file…"), "rotate-ccw"),
    Command("versions", N_("Earlier &versions…"), "history"),
    Command("recover", N_("Recover &work…"), anywhere=True),
    Command("export", N_("&Export PDF…"), "file-down", ("Ctrl+E",), N_("Make a PDF of the document")),
    Command("export-as", N_("E&xport as…"), "", ("Ctrl+Shift+E",)),
    Command("print", N_("&Print…"), "printer", (Keys.Print,)),
    Command("settings", N_("Se&ttings…"), "settings", (Keys.Preferences, "Ctrl+,"), anywhere=True),
    Command("close", N_("&Close"), "", (Keys.Close, "Ctrl+W"), anywhere=True),
    Command("quit", N_("&Quit"), "", (Keys.Quit, "Ctrl+Q"), anywhere=True),
    Command("undo", N_("&Undo"), "undo-2", (Keys.Undo,), anywhere=True),
    Command("redo", N_("&Redo"), "redo-2", ("Ctrl+Y", "Ctrl+Shift+Z"), anywhere=True),
    Command("cut", N_("Cu&t"), "scissors", (Keys.Cut,), anywhere=True),
    Command("copy", N_("&Copy"), "copy", (Keys.Copy,), anywhere=True),
    Command("paste", N_("&Paste"), "clipboard-paste", (Keys.Paste,), anywhere=True),
    Command("paste-plain", N_("Pa&ste without formats"), "", ("Ctrl+Shift+V",), anywhere=True),
    Command("select-all", N_("Select &all"), "", (Keys.SelectAll,), anywhere=True),
    Command("find", N_("&Find…"), "search", (Keys.Find,), N_("Find words in the document")),
    Command("find-next", N_("Find ne&xt"), "", ("F3", "Ctrl+G")),
    Command("find-previous", N_("Find pre&vious"), "", ("Shift+F3", "Ctrl+Shift+G")),
    Command("replace", N_("R&eplace…"), "", (REPLACE,)),
    Command("duplicate", N_("Dup&licate block"), "", ("Ctrl+D",)),
    Command("delete-block", N_("&Delete block"), "trash-2", ("Ctrl+Shift+Backspace",)),
    Command("move-up", N_("&Move block up"), "arrow-up", ("Alt+Up", "Alt+Shift+Up")),
    Command("move-down", N_("Move block do&wn"), "arrow-down", ("Alt+Down", "Alt+Shift+Down")),
    Command(
        "nest", N_("I&ndent"), "", ("Alt+Shift+Right",), N_("One level deeper, as Tab at the start of a text")
    ),
    Command("unnest", N_("&Outdent"), "", ("Alt+Shift+Left",), N_("One level less deep")),
    Command("details", N_("Other fields of the bloc&k"), "", ("Alt+Return",)),
    Command("bold", N_("&Bold"), "bold", (Keys.Bold,)),
    Command("italic", N_("&Italic"), "italic", (Keys.Italic,)),
    Command("footnote", N_("&Footnote"), "superscript", ("Ctrl+Alt+F",), N_("Add a footnote at the caret")),
    Command("source", N_("&Source"), "bookmark", ("Ctrl+Alt+B",), N_("Cite a source at the caret")),
    Command(
        "reference",
        N_("C&ross-reference…"),
        "",
        (),
        N_("Refer to a heading, a section, an annex, a figure or a table, by its number or its page"),
    ),
    Command(
        "edit-chip",
        N_("&Edit citation, footnote or link…"),
        "",
        ("Shift+F2",),
        N_("Change the page, the source or the words of what stands at the caret"),
    ),
    Command("link", N_("Lin&k…"), "link", ("Ctrl+K",), N_("Make a link of what is selected, or change one")),
    Command("open-link", N_("&Open link…")),
    Command(
        "library",
        N_("From &the library…"),
        "library",
        ("Ctrl+Alt+L",),
        N_("Search the libraries for a block"),
    ),
    Command("make-library-block", N_("&Make library block…"), "", (), N_("Put this block into a library")),
    Command(
        "library-folders",
        N_("Library fo&lders…"),
        "",
        (),
        N_("Which libraries are searched, in which order; add one or take one from the list"),
    ),
    Command(
        "library-wording",
        N_("Other &wording…"),
        "",
        (),
        N_("Take another wording of this library block: another language, shorter or longer"),
    ),
    Command(
        "library-difference",
        N_("Com&pare with the library…"),
        "",
        (),
        N_("See what the library changed in this block, and what was changed here"),
    ),
    Command("mark-sent", N_("Mar&k as sent"), "", (), N_("What was sent is never changed by the library")),
    Command(
        "findings", N_("&Findings"), "triangle-alert", ("F7",), N_("What you should know before sending")
    ),
    Command("preview", N_("P&review"), "", ("F5",), N_("Go to the page that shows where you are")),
    Command(
        "pages", N_("Pa&ges"), "file-text", ("Shift+F5",), N_("Show the pages as they will be, or hide them")
    ),
    Command("next-pane", N_("&Next pane"), "", ("F6",)),
    Command("previous-pane", N_("&Previous pane"), "", ("Shift+F6",)),
    Command("fit-width", N_("Fit &width"), "maximize-2", ("Ctrl+0",)),
    Command("zoom-in", N_("Zoom &in"), "zoom-in", (Keys.ZoomIn, "Ctrl+=")),
    Command("zoom-out", N_("Zoom &out"), "zoom-out", (Keys.ZoomOut,)),
    Command("commands", N_("All &commands…"), "", ("Ctrl+Shift+P",), anywhere=True),
    Command("keys", N_("&Keys"), "keyboard", ("F1", "Ctrl+/"), N_("Which keys do what"), anywhere=True),
    Command("report", N_("&Report a problem…"), anywhere=True),
    Command("log", N_("Open log &folder"), anywhere=True),
    Command("about", N_("&About Pleidooi"), anywhere=True),
)

# What the settings are called that have a menu, each by a letter that opens it.
SETTINGS_IN_MENUS = {
    "theme": N_("&Appearance"),
    "language": N_("&Language"),
    "scale": N_("&Size"),
    "signs": N_("&Quotation marks and dashes"),
}

# What needs a document.
WITH_DOCUMENT = tuple(command.name for command in COMMANDS if not command.anywhere)

MENUS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        N_("&File"),
        (
            "new",
            "open",
            "recent",
            "",
            "save",
            "save-as",
            "revert",
            "versions",
            "recover",
            "",
            "export",
            "export-as",
            "print",
            "mark-sent",
            "",
            "settings",
            "",
            "close",
            "quit",
        ),
    ),
    (
        N_("&Edit"),
        (
            "undo",
            "redo",
            "",
            "cut",
            "copy",
            "paste",
            "paste-plain",
            "select-all",
            "",
            "find",
            "find-next",
            "find-previous",
            "replace",
            "",
            "bold",
            "italic",
            "",
            "move-up",
            "move-down",
            "nest",
            "unnest",
            "details",
            "duplicate",
            "delete-block",
            "",
            "signs",
            "house",
        ),
    ),
    (
        N_("&Insert"),
        (
            "add-block",
            "library",
            "",
            "footnote",
            "source",
            "reference",
            "insert-field",
            "edit-chip",
            "link",
            "open-link",
            "",
            "make-library-block",
            "library-wording",
            "library-difference",
            "library-folders",
        ),
    ),
    (
        N_("&View"),
        (
            "preview",
            "pages",
            "findings",
            "",
            "fit-width",
            "zoom-in",
            "zoom-out",
            "",
            "theme",
            "language",
            "scale",
            "",
            "next-pane",
            "previous-pane",
        ),
    ),
    (N_("&Help"), ("commands", "keys", "", "report", "log", "", "about")),
)


class Actions:
    """The actions of one window; menus that are not in the table (recent files, kinds, themes) are given."""

    def __init__(
        self, owner: QWidget, handlers: dict[str, Callable[[], object]], menus: Mapping[str, QMenu]
    ) -> None:
        """Make an action for every command, bound to the handler of its name."""
        self._actions: dict[str, QAction] = {}
        self._menus = menus
        self._titles: list[tuple[QMenu, str]] = []
        for command in COMMANDS:
            action = QAction(owner)
            action.setObjectName(command.name)
            sequences = [QKeySequence(keys) for keys in command.keys]
            action.setShortcuts([keys for keys in sequences if not keys.isEmpty()])
            if command.icon:
                action.setIcon(icon(command.icon))
            handler = handlers[command.name]
            action.triggered.connect(lambda _checked=False, run=handler: run())
            owner.addAction(action)
            self._actions[command.name] = action
        self.retranslate()

    def __getitem__(self, name: str) -> QAction:
        """Return the action of a command."""
        return self._actions[name]

    def enable(self, names: Iterable[str], *, enabled: bool) -> None:
        """Let commands be chosen, or not."""
        for name in names:
            self._actions[name].setEnabled(enabled)

    def say(self, name: str, label: str) -> None:
        """Say what a command does just now, such as which step it undoes; else what it does."""
        command = next(command for command in COMMANDS if command.name == name)
        self._say(self._actions[name], label.replace("&", "&&") or _(command.label), "")

    @staticmethod
    def _say(action: QAction, label: str, tip: str) -> None:
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        words = tip or _plain(label)
        action.setText(label)
        action.setToolTip(f"{words} ({keys})" if keys else words)

    def fill(self, bar: QMenuBar) -> None:
        """Put the menus into a menu bar."""
        for title, names in MENUS:
            menu = bar.addMenu(_(title))
            self._titles.append((menu, title))
            for name in names:
                if not name:
                    menu.addSeparator()
                elif name in self._menus:
                    menu.addMenu(self._menus[name])
                else:
                    menu.addAction(self._actions[name])

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        for command in COMMANDS:
            action = self._actions[command.name]
            self._say(action, _(command.label), _(command.tip) if command.tip else "")
            action.setIconText(_plain(_(command.label)))
        for menu, title in self._titles:
            menu.setTitle(_(title))


def _plain(label: str) -> str:
    """Return a label without what marks its key, and without the dots that promise a question."""
    return label.replace("&&", "\0").replace("&", "").replace("\0", "&").rstrip("…")
