"""The journal of words in a window of their own, and what is said when no journal can be written."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from composer.app.versions import of_this_user
from composer.i18n import _
from composer.ui.gui_thread import post

if TYPE_CHECKING:
    from composer.app.session import Session
    from composer.errors import ComposerError


def keep(session: Session, told: Callable[[ComposerError | None], object]) -> None:
    """Begin a journal; `told` hears in the thread of the window of an error, and of None when it passed."""
    journals, _backups = of_this_user()
    session.keep_in(journals, trouble=lambda error: post(lambda: told(error)))


def let_go(session: Session, *, is_lost: bool) -> None:
    """End the journal; what `is_lost` with its window is in the bin for 30 days."""
    if session.keeper is not None:
        session.keeper.close(keep=is_lost)
        session.keeper = None


def trouble_words(error: ComposerError) -> str:
    """Return that what is typed is not kept, and why, without the name of a file of the program's own."""
    why = error.reason.partition(": ")[2] or error.reason
    return _(
        "What you type is not kept in case Pleidooi ends: {why}. It is here, and safe once you save it."
    ).format(why=why)
