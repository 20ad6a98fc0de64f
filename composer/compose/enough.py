"""How much a document may say. A field that holds a book, named on every line, would make a library of it.

What a file of 4 MiB says by itself never comes near; only what repeats others can.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from composer.model.flow import Flow, Span, paras_in

# Signs in all, some two thousand pages of text; a paragraph takes the room of some signs even without any.
MOST = 6_000_000
A_PARAGRAPH = 20
# Of what is said once on a page, in the foot.
MOST_IN_A_LINE = 2_000
# Lines of all tables of contents together.
MOST_ENTRIES = 100_000
# What a footnote says after too much of them.
NO_MORE = (Span("…"),)


@dataclass(slots=True)
class Spoken:
    """How much has been said while blocks speak: in all, and by the block that speaks now."""

    total: int = 0
    here: int = 0

    def is_too_much(self) -> bool:
        """Return whether no more is listened to."""
        return self.total + self.here > MOST


def size_of(flows: Iterable[Flow]) -> int:
    """Return how much pieces of flow say, in signs."""
    return sum(A_PARAGRAPH + length(para.spans) for flow in flows for para in paras_in(flow))


def length(spans: Iterable[Span]) -> int:
    """Return how many signs spans hold."""
    return sum(len(span.text) for span in spans)


def shortened(words: str) -> str:
    """Return words that go on one line of a page."""
    return words if len(words) <= MOST_IN_A_LINE else words[: MOST_IN_A_LINE - 1] + "…"
