"""The text of one field: formatted runs, citations, notes and merge fields, in paragraphs.

`Text` is always in normal form, so that equal words are equal values: neighbours of one format are merged,
no run is empty, white space at the edge of an emphasised stretch is plain, paragraphs do not begin or end
with a line break. That form is what the notation can say: `inline.text_of` builds it.
"""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Format:
    """How a run looks and what it is: `href` makes it a link, `language` is a BCP 47 tag."""

    bold: bool = False
    italic: bool = False
    href: str = ""
    language: str = ""


PLAIN = Format()


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one format; a line break inside is a newline character."""

    text: str
    format: Format = PLAIN


@dataclass(frozen=True, slots=True)
class MergeField:
    """A look-up such as `addressee.name`, replaced when the document is composed."""

    name: str
    format: Format = PLAIN


@dataclass(frozen=True, slots=True)
class Reference:
    """One source within a citation, with the place in it (`p. 12`) or nothing."""

    key: str
    locator: str = ""


@dataclass(frozen=True, slots=True)
class Cite:
    """One mark whose footnote holds these sources, in this order."""

    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class FreeNote:
    """One mark whose footnote holds this text; a citation inside is printed in place."""

    inlines: "tuple[Inline, ...]"


Inline = Run | MergeField | Cite | FreeNote


def format_of(item: Inline) -> Format:
    """Return how an inline looks; the mark of a note is plain."""
    return item.format if isinstance(item, Run | MergeField) else PLAIN


@dataclass(frozen=True, slots=True)
class Text:
    """Paragraphs of inlines, in normal form; build one with `inline.text_of` or `inline.parse_text`."""

    paragraphs: tuple[tuple[Inline, ...], ...] = ()

    def __bool__(self) -> bool:
        """Return whether there is anything to print."""
        return any(not isinstance(item, Run) or item.text.strip() for par in self.paragraphs for item in par)

    @property
    def inlines(self) -> Iterator[Inline]:
        """Yield all inlines in order, those inside notes not included."""
        for paragraph in self.paragraphs:
            yield from paragraph

    @property
    def plain(self) -> str:
        """Return the bare words: no marks, no formats, a merge field as its name."""
        return "\n\n".join(_plain(paragraph) for paragraph in self.paragraphs)


def _plain(inlines: tuple[Inline, ...]) -> str:
    words = ""
    for item in inlines:
        match item:
            case Run():
                words += item.text
            case MergeField():
                words += item.name
            case _:
                pass
    return words
