"""In which document of whom blocks of a library are used."""

from typing import NamedTuple


class Use(NamedTuple):
    """A document with blocks of a library, as its author tells others: not where it is, nor what it says.

    `date` is ISO or empty, `sent` when or as what it was sent, `by` who tells it, `blocks` ids, revisions.
    """

    title: str
    date: str
    addressees: tuple[str, ...]
    sent: str
    by: str
    blocks: tuple[tuple[str, str], ...]

    @property
    def document(self) -> tuple[str, str, tuple[str, ...]]:
        """Return what tells the document from others: two who share it tell of one."""
        return self.title, self.date, self.addressees
