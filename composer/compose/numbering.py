"""Numbers of sections, arguments, requests and headings: one pass in reading order, never stored."""

from collections.abc import Mapping

from composer.blocks.kind import kind_of
from composer.model.document import Block, BlockId, Document
from composer.model.ordinal import numbered
from composer.model.template import Template


def number_blocks(document: Document, template: Template) -> Mapping[BlockId, str]:
    """Return the printed number of every block that has one.

    A block is counted unless it says `numbered: false`. Blocks with a level are numbered 1, 1.1, 1.1.1.
    """
    patterns = dict(template.numbering)
    numbers: dict[BlockId, str] = {}
    running: dict[str, list[int]] = {}

    def count(blocks: tuple[Block, ...]) -> None:
        within: dict[str, list[int]] = {}
        for block in blocks:
            kind = kind_of(block)
            if kind.counter and getattr(block, "numbered", True):
                counters = within if kind.restarts else running
                counter = counters.setdefault(kind.counter, [])
                numbers[block.id] = _next(
                    counter, getattr(block, "level", 1), patterns.get(kind.counter, "1")
                )
            count(block.children)

    count(document.blocks)
    return numbers


def _next(counter: list[int], level: int, pattern: str) -> str:
    """Advance a counter at a level and return its number."""
    del counter[level:]
    counter += [0] * (level - len(counter))
    counter[-1] += 1
    above = "".join(f"{number}." for number in counter[:-1] if number)
    return above + numbered(pattern, counter[-1])
