"""The settings of the user while the program runs: read once, saved whenever something changes."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from composer.i18n import N_, _
from composer.model.settings import Settings
from composer.store.settings import read_settings, settings_path, write_settings

__all__ = ["ENTRIES", "IN_MENUS", "Entry", "Preferences", "Settings"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One setting that a user can choose, for the form: a field of `Settings`, its label and its choices.

    `type` is that of its row in the form, `part` the words over it and its neighbours.
    """

    key: str
    label: str
    choices: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    type: str = "choice"
    part: str = N_("This program")


# What the names of languages and sizes say is the same in every language.
ENTRIES = (
    Entry(
        "language",
        N_("Language"),
        (("", N_("As the system")), ("nl", "Nederlands"), ("en", "English")),
        N_("Of the program; each document has its own."),
    ),
    Entry(
        "theme",
        N_("Appearance"),
        (
            ("system", N_("As the system")),
            ("light", N_("Light")),
            ("dark", N_("Dark")),
            ("high-contrast", N_("High contrast")),
        ),
    ),
    Entry("scale", N_("Size"), tuple((str(size), f"{size} %") for size in (100, 125, 150, 175, 200))),
    Entry(
        "signs",
        N_("Quotation marks and dashes"),
        (("print", N_("As in print")), ("keyboard", N_("As on the keyboard"))),
        N_("While you type; print always has its own."),
    ),
    Entry(
        "author",
        N_("Your name"),
        hint=N_("For colleagues who share documents and libraries with you; printed in no document."),
        type="text",
        part=N_("You"),
    ),
    Entry(
        "uses",
        N_("Where you use blocks of shared libraries"),
        (("tell", N_("Tell who shares them")), ("keep", N_("Keep to yourself"))),
        N_("Told are subject, date and addressees of a document; never its text, nor where it is."),
        part=N_("You"),
    ),
    Entry(
        "documents",
        N_("Documents"),
        hint=N_("Proposed for a new document; without one, the Documents folder of the system."),
        type="folder",
        part=N_("Folders"),
    ),
    Entry(
        "houses",
        N_("Houses of the team"),
        hint=N_("Searched for house styles after your own; of two with one name the first counts."),
        type="folders",
        part=N_("Folders"),
    ),
    Entry(
        "libraries",
        N_("Libraries"),
        hint=N_("Folders of blocks that are shared."),
        type="folders",
        part=N_("Folders"),
    ),
)

# What has few enough choices for a menu.
IN_MENUS = tuple(entry for entry in ENTRIES if entry.choices)


class Preferences:
    """The settings of one user and the file they are kept in."""

    def __init__(self, path: Path | None = None) -> None:
        """Read the settings of this user, or those in another file."""
        self.path = path or settings_path()
        self._damaged: Path | None = None
        self.settings = read_settings(self.path, self._tell_of)
        self._listeners: list[Callable[[Settings], None]] = []

    def _tell_of(self, kept: Path) -> None:
        self._damaged = kept

    @property
    def trouble(self) -> str:
        """Return what to say of a file of settings that could not be read, in the language of now."""
        if self._damaged is None:
            return ""
        words = _("Your settings could not be read and begin anew; the old ones are kept in “{path}”.")
        return words.format(path=self._damaged)

    def subscribe(self, listener: Callable[[Settings], None]) -> Callable[[], None]:
        """Tell somebody of every change from now on; call what is returned to stop."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def choose(self, key: str, value: object) -> None:
        """Change a setting by its key, as the form gives it: the scale comes as a word."""
        self.become(replace(self.settings, **{key: int(str(value)) if key == "scale" else value}))  # type: ignore[arg-type]

    def opened(self, path: Path) -> None:
        """Remember a document as the last opened."""
        self.become(self.settings.with_recent(str(path.absolute())))

    def vanished(self, path: Path) -> None:
        """Forget a document that is no longer there."""
        self.become(self.settings.without_recent(str(path.absolute())))

    def become(self, settings: Settings) -> None:
        """Take other settings and save them; raises SaveFailed, and they hold until the program ends."""
        if settings == self.settings:
            return
        self.settings = settings
        for listener in tuple(self._listeners):
            listener(settings)
        write_settings(self.path, settings)
