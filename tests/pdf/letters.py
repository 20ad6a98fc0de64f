"""Letters to paint, and what their model says in the order in which it is read."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from composer import resources
from composer.app.compile import Compilation, compile_document
from composer.app.world import world_of
from composer.blocks.heading import Heading
from composer.blocks.paragraph import Paragraph
from composer.compose.flow import flow
from composer.compose.resolve import resolve
from composer.compose.world import World
from composer.layout.page import Layout
from composer.model.document import Block, BlockId, Document
from composer.model.flow import Columns, Figure, Flow, Group, Item, Note, Para, Span, Table, paras_in
from composer.model.inline import parse_text
from composer.store.documents import read_document

EVERYTHING = Path(__file__).parents[1] / "golden" / "everything" / "document.yaml"
SAMPLES = tuple(sorted(resources.templates().glob("*/samples/*.yaml")))
DOCUMENTS = {path.stem if path in SAMPLES else path.parent.name: path for path in (EVERYTHING, *SAMPLES)}


def letter(*blocks: Block, language: str = "nl", title: str = "Een brief", **fields: str) -> Document:
    """Build a letter of blocks, without people; they are numbered where they have no id."""
    named = tuple(
        block if block.id else type(block)(**_parts(block) | {"id": BlockId(f"b{number}")})
        for number, block in enumerate(blocks)
    )
    return Document(
        template="demo/letter", language=language, title=title, fields=tuple(fields.items()), blocks=named
    )


def _parts(block: Block) -> dict[str, object]:
    return {name: getattr(block, name) for name in block.__dataclass_fields__}


def paragraph(notation: str, **parts: object) -> Paragraph:
    """Build a paragraph from inline notation."""
    return Paragraph(text=parse_text(notation), **parts)


def heading(notation: str, level: int = 1, **parts: object) -> Heading:
    """Build a heading from inline notation."""
    return Heading(text=parse_text(notation), level=level, **parts)


def compiled(document: Document) -> Compilation:
    """Compile a document with the shipped houses."""
    return compile_document(document, world_of(document))


def pdf_of(*notations: str, **parts: str) -> bytes:
    """Return the PDF of a letter of paragraphs."""
    return compiled(letter(*map(paragraph, notations), **parts)).pdf


@lru_cache(maxsize=8)
def file_of(path: Path) -> Compilation:
    """Compile a file, once for all tests."""
    return compiled(read_document(path))


# ---- what the model says


def said(document: Document, world: World | None = None, *, aloud: bool = True) -> list[str]:
    """Return the words of every part of a document in reading order; parts without words are left out.

    Aloud, a mark says what a screen reader says in its place.
    """
    world = world or world_of(document)
    made = flow(resolve(document, world))
    # Only a page that the text names takes pages to be known.
    pages = _pages(compile_document(document, world).layout) if made.paged else {}
    notes = {note.number: note for note in made.notes}
    reader = _Reader(notes, pages, aloud=aloud)
    parts = [reader.text(para.spans) for region in made.regions for para in region.paras]
    if world.house.strip:
        parts += [emblem.name for emblem in made.partners if emblem.drawing is None]
    parts += [part for item in made.body for part in reader.parts(item)]
    return [words for part in parts if (words := as_read(part))]


def _pages(layout: Layout) -> dict[str, str]:
    """Return the page on which each block begins."""
    marks = [(mark.at.block, page.number) for page in layout.pages for mark in page.marks]
    return {block: str(number) for block, number in reversed(marks)}


def as_read(words: str) -> str:
    """Return words as a reader meets them: a line end or a no-break space is a space."""
    return " ".join(words.replace("\u00a0", " ").split())


class _Reader:
    """Reads flow; a note is read after the paragraph that marks it first."""

    def __init__(self, notes: dict[int, Note], pages: dict[str, str], *, aloud: bool) -> None:
        self.notes = notes
        self.pages = pages
        self.aloud = aloud

    def parts(self, item: Flow) -> Iterator[str]:
        match item:
            case Para():
                yield from (self.text(item.label), self.text(item.spans))
                for number in [span.note for span in item.spans]:
                    if number in self.notes:
                        note = self.notes.pop(number)
                        yield from (note.printed or str(number), self.text(note.body.spans))
            case Group():
                for child in item.children:
                    yield from self.parts(child)
            case Item():
                yield "".join((self.aloud and span.spoken) or span.text for span in item.label)
                for child in item.children:
                    yield from self.parts(child)
            case Columns() | Figure() | Table():
                for para in paras_in(item):
                    yield from self.parts(para)

    def text(self, spans: tuple[Span, ...]) -> str:
        return "".join(self.pages.get(span.page_of, "0") if span.page_of else span.text for span in spans)
