"""Numbers of sections, arguments, requests and headings: one pass in reading order, never stored."""

from collections.abc import Mapping

from composer.blocks.kept import kept
from composer.blocks.kind import KINDS, kind_of
from composer.model.document import Block, BlockId, Document
from composer.model.ordinal import numbered, numbered_path
from composer.model.template import Template


@kept
def counted_in(block: Block) -> tuple[object, ...]:
    """Return all that the numbers of a block and of those within it depend on, besides what stands before."""
    kind = kind_of(block)
    own = (block.id, kind.name, getattr(block, "numbered", True), getattr(block, "level", 0))
    return (*own, *map(counted_in, block.children))


def number_blocks(document: Document, template: Template) -> Mapping[BlockId, str]:
    """Return the printed number of every block that has one.

    A block is counted unless it says `numbered: false`. Blocks with a level are numbered 1, 1.1, 1.1.1; so
    are blocks within each other when the template has a pattern for that, else they count on. Some counters
    begin anew in some containers, as the kinds say.
    """
    patterns = dict(template.numbering)
    numbers: dict[BlockId, str] = {}

    def count(blocks: tuple[Block, ...], running: _Counters, above: Mapping[str, int]) -> None:
        within: _Counters = {}
        for block in blocks:
            kind = kind_of(block)
            inner = above
            if kind.counter and getattr(block, "numbered", True):
                pattern = patterns.get(kind.counter, ("1",))
                counters = within if kind.restarts else running
                nested = above.get(kind.counter, 0) + 1
                level = getattr(block, "level", nested if len(pattern) > 1 else 1)
                numbers[block.id] = _next(counters.setdefault(kind.counter, []), level, pattern)
                inner = {**above, kind.counter: nested}
            if block.children:
                count(block.children, _renewed(running, kind.renews), _without(inner, kind.renews))

    count(document.blocks, {kind.counter: [] for kind in KINDS.values()}, {})
    return numbers


_Counters = dict[str, list[int]]


def _renewed(running: _Counters, names: tuple[str, ...]) -> _Counters:
    return {**running, **{name: [] for name in names}} if names else running


def _without(above: Mapping[str, int], names: tuple[str, ...]) -> Mapping[str, int]:
    return {name: level for name, level in above.items() if name not in names} if names else above


def _next(counter: list[int], level: int, patterns: tuple[str, ...]) -> str:
    """Advance a counter at a level and return its number."""
    del counter[level:]
    counter += [0] * (level - len(counter))
    counter[-1] += 1
    if len(patterns) > 1:
        return numbered_path(patterns[min(level, len(patterns)) - 1], tuple(counter))
    above = "".join(f"{number}." for number in counter[:-1] if number)
    return above + numbered(patterns[0], counter[-1])
