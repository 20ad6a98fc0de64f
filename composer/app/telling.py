"""What users of a library tell each other of the documents in which its blocks are.

Each writes one file in the library and reads those of the others. Chance names it, not a machine or a person:
a shared folder need not know those.
"""

import re
from collections.abc import Sequence
from secrets import token_hex

from composer.app.used import Seen, told_of
from composer.errors import SaveFailed
from composer.model.use import Use
from composer.store.files import make_folder, save
from composer.store.library import Library
from composer.store.own_folders import data_folder

_FILE = "teller"
_NAME = re.compile(r"[0-9a-f]{12}")


class Telling:
    """One user among those who share libraries."""

    def __init__(self) -> None:
        """Begin without having told anything."""
        self._told: dict[str, object] = {}

    def theirs(self, libraries: Sequence[Library]) -> tuple[Use, ...]:
        """Return what others told in libraries."""
        me = teller()
        return tuple(use for library in libraries for use in library.uses(me))

    def tell(self, libraries: Sequence[Library], seen: Seen, by: str | None) -> None:
        """Tell who shares libraries of the documents here; without `by` take back what was told before.

        What nobody may write to is told nothing, and a full disk is no reason to stop anybody.
        """
        state = by, tuple(used for _stamp, used in seen.values() if used)
        for library in libraries:
            if self._told.get(library.place) == state or not (me := teller()):
                continue
            is_in = _Held(library)
            try:
                library.put_uses(me, told_of(seen, by, is_in) if by is not None else ())
            except SaveFailed:
                continue
            self._told[library.place] = state


class _Held(dict[str, bool]):
    """Which blocks a library has."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def __missing__(self, block: str) -> bool:
        self[block] = bool(self._library.history(block))
        return self[block]

    def __call__(self, block: str) -> bool:
        return self[block]


def teller() -> str:
    """Return the name under which this user tells, made by chance once; empty when none can be kept."""
    path = data_folder() / _FILE
    try:
        name = path.read_text(encoding="ascii")
    except (OSError, ValueError):
        name = ""
    if _NAME.fullmatch(name):
        return name
    name = token_hex(6)
    try:
        make_folder(path.parent)
        save(path, name.encode())
    except SaveFailed:
        return ""
    return name
