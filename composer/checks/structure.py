"""The structure that assistive technology goes by: headings, what pictures show, headers of tables."""

from collections.abc import Iterator
from typing import NamedTuple

from composer.blocks.kept import kept
from composer.i18n import N_
from composer.layout.page import Layout
from composer.model.document import Where
from composer.model.finding import Finding, warning
from composer.model.flow import Flow, Group, Item, Para


class Heading(NamedTuple):
    """A heading as it stands in the text: its level, from 1, and its words."""

    level: int
    words: str
    at: Where


def check_headings(body: tuple[Flow, ...]) -> Iterator[Finding]:
    """Yield headings without words, and those that leave out a level.

    The first one an author makes may be of any level: the head of the template stands above it.
    """
    above = 0
    for heading in (found for piece in body if not _is_contents(piece) for found in headings_in(piece)):
        if not heading.words:
            hint = N_("Write what follows in a few words, or delete the heading.")
            yield warning("empty-heading", N_("This heading has no words."), heading.at, hint=hint)
        if above and heading.level > above + 1:
            yield warning(
                "skipped-heading",
                N_("This heading is {steps} levels deeper than the one before it."),
                heading.at,
                hint=N_("Choose the next level; how a heading looks is up to the template."),
                steps=heading.level - above,
            )
        above = heading.level


def _is_contents(piece: Flow) -> bool:
    """Return whether a piece repeats headings; it is another one after every word that is typed in one."""
    return isinstance(piece, Group) and piece.tag == "TOC"


@kept
def headings_in(piece: Flow) -> tuple[Heading, ...]:
    """Return the headings that an author made, in order."""
    return tuple(_headings(piece))


def _headings(piece: Flow) -> Iterator[Heading]:
    if isinstance(piece, Group | Item):
        for child in piece.children:
            yield from _headings(child)
    elif isinstance(piece, Para) and piece.tag in _LEVELS and piece.at.block:
        words = "".join(span.text for span in piece.spans if not span.note)
        yield Heading(_LEVELS[piece.tag], words.strip(), piece.at)


_LEVELS = {f"H{level}": level for level in range(1, 7)}


def check_elements(layout: Layout) -> Iterator[Finding]:
    """Yield pictures that nothing is said of, and tables without a header, at the block they stand in."""
    elements = layout.elements
    tags = frozenset(("Figure", "Table", "TH"))
    found = [number for number, element in enumerate(elements) if element.tag in tags]
    headed = {_table(number, layout) for number in found if elements[number].tag == "TH"}
    for number in found:
        element = elements[number]
        if element.tag == "Figure" and not dict(element.attributes).get("alt"):
            yield warning(
                "missing-alt",
                N_("Nothing says what this picture shows."),
                _place(number, layout),
                hint=N_("Describe it in a sentence, or say that it is decoration."),
            )
        elif element.tag == "Table" and number not in headed:
            yield warning(
                "missing-header",
                N_("This table has no header."),
                _place(number, layout),
                hint=N_("Let its first row say what its columns hold."),
            )


def _table(number: int, layout: Layout) -> int:
    """Return the table that a cell belongs to."""
    while number >= 0 and layout.elements[number].tag != "Table":
        number = layout.elements[number].parent
    return number


def _place(number: int, layout: Layout) -> Where:
    """Return the place of the first words within an element, nowhere when it has none."""
    within = {number}
    for i, element in enumerate(layout.elements):
        if element.parent in within:
            within.add(i)
    marks = (mark for page in layout.pages for mark in page.marks)
    return next((mark.at for mark in marks if mark.element in within), Where())
