"""Settings: what a user chose for the program and what it remembers of its window; never of a document."""

from dataclasses import dataclass, replace

# "" follows the system; the names of themes but the first are those of the palettes.
LANGUAGES = ("", "nl", "en")
THEMES = ("system", "light", "dark", "high-contrast")
SCALES = (100, 200)
# Quotation marks and dashes as print has them while one types, or as the keyboard has them.
SIGNS = ("print", "keyboard")
# Whether those who share a library are told where its blocks are used.
USES = ("tell", "keep")
RECENT = 12
# So many sets of screens are remembered, the last used first.
SCREENS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`scale` is in per cent; `geometry` and `state` are the window's own words for where it stood.

    `splitters` are the sizes of the panes by the name of their splitter, `houses` folders in which houses are
    looked for before the shipped ones, `recent` the paths of documents, the last opened first. `screens` are
    geometries by the screens there were, `libraries` folders of shared blocks, `documents` and `exports`
    where files are proposed, `author` is who signs for what this user puts into a library, `uses` says if
    others are told in which documents its blocks are.
    """

    language: str = ""
    theme: str = "system"
    scale: int = 100
    signs: str = SIGNS[0]
    recent: tuple[str, ...] = ()
    geometry: str = ""
    state: str = ""
    splitters: tuple[tuple[str, tuple[int, ...]], ...] = ()
    houses: tuple[str, ...] = ()
    libraries: tuple[str, ...] = ()
    documents: str = ""
    exports: str = ""
    author: str = ""
    uses: str = USES[0]
    screens: tuple[tuple[str, str], ...] = ()

    def place(self, screens: str) -> str:
        """Return where the window stood on these screens; else where it stood last."""
        return dict(self.screens).get(screens, self.geometry)

    def with_place(self, screens: str, geometry: str) -> "Settings":
        """Return the same with the place of the window on these screens."""
        others = tuple(kept for kept in self.screens if kept[0] != screens)
        return replace(self, geometry=geometry, screens=((screens, geometry), *others)[:SCREENS])

    def splitter(self, name: str) -> tuple[int, ...]:
        """Return the sizes of the panes of a splitter; none when it was never moved."""
        return dict(self.splitters).get(name, ())

    def with_splitter(self, name: str, sizes: tuple[int, ...]) -> "Settings":
        """Return the same with the sizes of the panes of a splitter; the oldest of many are forgotten."""
        others = tuple(kept for kept in self.splitters if kept[0] != name)
        return replace(self, splitters=(*others, (name, sizes))[-2 * SCREENS :])

    def with_recent(self, path: str) -> "Settings":
        """Return the same with a document as the last opened; the oldest ones are forgotten."""
        return replace(self, recent=(path, *self.without_recent(path).recent)[:RECENT])

    def without_recent(self, path: str) -> "Settings":
        """Return the same without a document that is no longer there."""
        return replace(self, recent=tuple(other for other in self.recent if other != path))
