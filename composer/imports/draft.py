"""A draft: the blocks that a text from elsewhere was taken for, its pictures, and what was left out."""

from dataclasses import dataclass, field
from typing import NamedTuple

from composer.model.document import Block
from composer.model.finding import Finding
from composer.model.text import Inline


class Picture(NamedTuple):
    """A picture as it came: nobody has looked at it yet."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Draft:
    """Guessed blocks, without ids; figures name the pictures of the draft."""

    blocks: tuple[Block, ...] = ()
    findings: tuple[Finding, ...] = ()
    pictures: tuple[Picture, ...] = ()


@dataclass(slots=True)
class Line:
    """One paragraph as it was found: its words, and what its program says that it is.

    `level` is that of a heading, `depth` that of an item, 0 for none; `mark` is the mark before it as it was
    written, `1.`, `a.`, `•`, `➢`, which `is_typed` when it was part of the words. A line that `goes_on` is
    part of the item before it. `rows` are the cells of a table, `picture` the name of one, with its words
    as what it shows.
    """

    inlines: list[Inline] = field(default_factory=list)
    level: int = 0
    depth: int = 0
    mark: str = ""
    is_typed: bool = False
    is_quoted: bool = False
    goes_on: bool = False
    rows: list[list[list[Inline]]] = field(default_factory=list)
    has_head: bool = False
    picture: str = ""
