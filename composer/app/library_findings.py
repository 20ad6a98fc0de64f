"""What libraries make findings of in a document: what is newer, withdrawn, in conflict or long unread."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from composer.app.library_edits import is_due
from composer.app.linked import Linked
from composer.i18n import N_, long_date, spoken
from composer.model.document import Where
from composer.model.finding import Finding, note, warning

_STANDINGS = {
    "newer": note(
        "library-newer",
        N_("The library has a newer version of this block."),
        hint=N_("see the difference, and take it over or keep yours"),
    ),
    "withdrawn": warning(
        "library-withdrawn",
        N_("This block was withdrawn from the library."),
        hint=N_("ask its owner why, before you send it"),
    ),
    "forked": note(
        "library-forked",
        N_("Two versions of this block in the library contradict each other."),
        hint=N_("open the library to make one of them"),
    ),
    "unknown": note(
        "library-unknown",
        N_("The block '{block}' that this came from is in none of these libraries."),
        hint=N_("name its library as well"),
    ),
}


def findings_of(linked: Iterable[Linked], today: date | None = None) -> tuple[Finding, ...]:
    """Return what there is to tell of blocks that came from libraries, in their order.

    Of one that was withdrawn it does not matter by when somebody should have looked at it.
    """
    return tuple(finding for one in linked for finding in _findings(one, today))


def _findings(one: Linked, today: date | None) -> Iterator[Finding]:
    at = Where(one.block)
    if told := _STANDINGS.get(one.standing):
        named = (("block", one.origin.block),) if "{block}" in told.message else ()
        yield replace(told, at=at, arguments=named)
    revision = one.revision
    if revision is not None and one.standing != "withdrawn" and is_due(revision.review_by, today):
        yield warning(
            "library-review",
            N_("Somebody should have looked at this block again by {day}."),
            at,
            hint=N_("ask whether it still holds: {owner}"),
            day=long_date(date.fromisoformat(revision.review_by), spoken()),
            owner=revision.owner or revision.author,
        )
