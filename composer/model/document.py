"""A document: its blocks, people, fields and sources. All frozen; an edit makes a new one."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, NewType

from composer.model.people import People
from composer.model.picture import Image
from composer.model.source import Source

FORMAT_VERSION = 1
# The field that says on which day a document was sent, which every document may have; it prints nothing.
SENT = "sent"
# The folder of the pictures, beside a document or in its file.
MEDIA = "media/"

BlockId = NewType("BlockId", str)
FieldValue = str | int | bool | None


@dataclass(frozen=True, slots=True)
class Where:
    """A place in a document: a field of a block, a block, or (both empty) the document as a whole.

    A field that holds several values is named with its index: `items.2`, `parts.0.title`.
    """

    block: BlockId = BlockId("")
    field: str = ""


class Edition(NamedTuple):
    """A template by its name and version."""

    template: str
    version: int


@dataclass(frozen=True, slots=True)
class Origin:
    """The library block a block came from, at which revision, and whether it follows newer ones."""

    block: str
    revision: str = ""
    follow: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """What every block has; each kind adds its fields in a file of its own below `composer.blocks`."""

    id: BlockId = BlockId("")
    origin: Origin | None = None
    language: str = ""

    def where(self, field: str = "") -> Where:
        """Return the place of a field of this block."""
        return Where(self.id, field)

    @property
    def children(self) -> "tuple[Block, ...]":
        """Return the blocks this one contains; kinds that contain none have none."""
        return getattr(self, "blocks", ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One letter, motion or paper; `template` is `house/kind`, `language` a BCP 47 tag.

    `written_with` is the template it was last saved with, None when nobody knows; what it says is the same.
    `media` are the pictures that its blocks name, as far as they were found.
    """

    template: str
    language: str = "nl"
    title: str = ""
    fields: tuple[tuple[str, FieldValue], ...] = ()
    people: People = People()
    sources: tuple[Source, ...] = ()
    blocks: tuple[Block, ...] = ()
    written_with: Edition | None = field(default=None, compare=False)
    media: tuple[Image, ...] = ()

    def field(self, key: str) -> FieldValue:
        """Return the value of a field, None when it is empty or absent."""
        return dict(self.fields).get(key)

    def image(self, name: str) -> Image | None:
        """Return the picture of a name, with or without `media/` before it; None when there is none."""
        name = name.removeprefix(MEDIA)
        return next((image for image in self.media if image.name == name), None)

    def walk(self) -> Iterator[Block]:
        """Yield every block in reading order, a container before its content."""
        return walk(self.blocks)


def walk(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Yield blocks and all they contain in reading order."""
    for block in blocks:
        yield block
        yield from walk(block.children)
