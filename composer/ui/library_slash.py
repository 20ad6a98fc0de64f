"""Library blocks behind the kinds of blocks, where one types "/" in an empty one."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject

from composer.app.latest import Latest
from composer.app.library_words import kind_icon
from composer.i18n import _
from composer.model.document import BlockId
from composer.model.hit import Hit
from composer.ui.choosing import Choice
from composer.ui.gui_thread import post

if TYPE_CHECKING:
    from composer.ui.library_desk import LibraryDesk
    from composer.ui.slash import Slash

# From so many signs on it is looked for in the libraries, and so many blocks are offered.
FEWEST_SIGNS, MOST = 2, 6

_log = logging.getLogger("composer.library")


class _Found(NamedTuple):
    typed: str
    hits: tuple[Hit, ...]


class LibraryChoices(QObject):
    """Supplies a palette; what was found on another thread is shown when it is there."""

    def __init__(self, slash: Slash, desk: LibraryDesk) -> None:
        """Offer what the libraries of a desk have, from now on."""
        super().__init__(desk)
        self._slash, self._desk = slash, desk
        self._found, self._asked = _Found("", ()), ""
        self._searches = Latest[_Found](desk.readers, post, self._have, self._broke)
        slash.suppliers.append(self.choices)
        slash.awaited.append(lambda: not self.is_settled)

    def choices(self, typed: str) -> tuple[Choice, ...]:
        """Return what was found for just these words; ask when that is not known yet."""
        words = typed.strip()
        if len(words) < FEWEST_SIGNS:
            return ()
        if self._found.typed == words:
            block = self._desk.panes.canvas.current_block()
            return tuple(self._choice(hit, block) for hit in self._found.hits)
        librarian, language = self._desk.librarian, self._desk.session.document.language

        def work() -> _Found:
            librarian.be_ready()
            return _Found(words, librarian.search(words, language=language).hits[:MOST])

        self._asked = words
        self._searches.run(work)
        return ()

    @property
    def is_settled(self) -> bool:
        """Return whether nothing is being looked for."""
        return not self._searches.is_busy

    def stop(self) -> None:
        """Want no more answers."""
        self._searches.cancel()

    def _choice(self, hit: Hit, block: BlockId | None) -> Choice:
        return Choice(
            hit.title,
            lambda: self._desk.insert_hit(hit, block),
            detail=_("library"),
            icon=kind_icon(hit.kind),
        )

    def _have(self, found: _Found) -> None:
        self._found = found
        self._slash.refresh()

    def _broke(self, error: BaseException) -> None:
        _log.error("libraries not searched", exc_info=error)
        self._found = _Found(self._asked, ())  # not to be asked for again by what follows
        self._slash.refresh()
