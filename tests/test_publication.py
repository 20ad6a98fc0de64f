"""A book of practice examples: foreword, contents, twelve items, notes per item or running."""

import re
from dataclasses import replace
from functools import cache

import page as page_validation
import pytest

from composer.app.compile import Compilation, compile_document
from composer.app.world import world_of
from composer.blocks.byline import Byline
from composer.blocks.contents import Overview
from composer.blocks.heading import Heading
from composer.blocks.list import List, ListItem
from composer.blocks.paragraph import Paragraph
from composer.blocks.quotation import Quotation
from composer.blocks.signatures import Signatures
from composer.compose.world import World
from composer.model.document import Block, BlockId, Document
from composer.model.inline import parse_text
from composer.model.ordinal import letter
from composer.model.people import People, Person
from tests.audit import audit, tree_text

ITEMS = 12
TALE = (
    "De gemeente begon klein, met een wijk en een team dat niet wist of het zou lukken. Bewoners kwamen "
    "binnen met een vraag en gingen weg met een afspraak. Na een jaar was de wachtlijst korter. "
)
LIMITS = page_validation.SafetyLimits(max_reference_depth=100_000)


def item(number: int) -> tuple[Block, ...]:
    """Build one item: title, who tells it, a lead, two named parts, a nested list, a quotation and notes."""
    name = letter(number + 1).upper()

    def named(kind: str) -> BlockId:
        return BlockId(f"{kind}-{number}")

    deeper = ListItem(text=parse_text("en een stap daarbinnen"))
    steps = (
        ListItem(label=parse_text("Eerst:"), text=parse_text("luisteren"), items=(deeper,)),
        ListItem(text=parse_text("dan doen")),
    )
    return (
        Heading(id=named("titel"), text=parse_text(f"Praktijk {name}: dicht bij huis"), level=1),
        Byline(id=named("wie"), text=parse_text(f"Opgetekend in stad {name}")),
        Paragraph(
            id=named("lead"), text=parse_text("Wat begon met een vraag werd een gewoonte."), role="lead"
        ),
        Heading(id=named("aanpak"), text=parse_text("De aanpak"), level=2),
        Paragraph(id=named("verhaal"), text=parse_text(TALE * 6 + "^[Gesprek in de wijk.]")),
        List(id=named("stappen"), items=steps),
        Heading(id=named("uitkomst"), text=parse_text("De uitkomst"), level=2),
        Quotation(
            id=named("citaat"), text=parse_text("Wij gaan door."), attribution=parse_text("een bewoner")
        ),
        Paragraph(id=named("slot"), text=parse_text(TALE * 9 + "^[Jaarbericht.]")),
    )


def book() -> Document:
    foreword = (
        Heading(id=BlockId("voorwoord"), text=parse_text("Voorwoord"), level=1),
        Paragraph(id=BlockId("woord"), text=parse_text(TALE * 3)),
        Signatures(id=BlockId("getekend")),
    )
    blocks = (Overview(id=BlockId("inhoud")), *foreword, *(b for n in range(ITEMS) for b in item(n)))
    return Document(
        template="demo/publication",
        title="Dicht bij huis",
        fields=(("date", "2026-09-24"), ("subtitle", "Twaalf praktijken"), ("edition", "Uitgave 2026")),
        people=People((("signatories", (Person(names=("A. Voorbeeld",), role="voorzitter"),)),)),
        blocks=blocks,
    )


@cache
def compiled(restart: str = "") -> Compilation:
    document = book()
    template = world_of(document).template
    notes = replace(template.notes, restart=restart)
    return compile_document(document, World(replace(template, notes=notes)))


def shown(number: int) -> str:
    """Return the words of a page as they stand in its lines."""
    marks = compiled().layout.pages[number - 1].marks
    return " ".join("".join(span.text for span in mark.setting.spans) for mark in marks)


def test_it_has_a_cover_contents_a_foreword_and_twelve_items_on_pages_of_their_own():
    layout = compiled().layout
    assert len(layout.pages) >= 25
    assert layout.pages[0].foot == ()
    starts = [entry.page for entry in layout.bookmarks if entry.title.startswith("Praktijk")]
    assert len(starts) == len(set(starts)) == ITEMS


def test_the_page_numbers_of_the_contents_are_right():
    said = [text for path, text in tree_text(compiled().pdf) if path.endswith("TOCI/Reference")]
    entries = list(zip(said[::2], map(int, said[1::2]), strict=True))
    assert len(entries) == 1 + 3 * ITEMS
    for title, number in entries:
        assert title in shown(number)


@pytest.mark.parametrize(
    ("restart", "numbers"), [("", [*range(1, 2 * ITEMS + 1)]), ("heading", [1, 2] * ITEMS)]
)
def test_notes_are_numbered_per_item_or_running_as_the_template_wants(restart: str, numbers: list[int]):
    labels = [text for path, text in tree_text(compiled(restart).pdf) if path.endswith("Note/Lbl")]
    assert [int(label) for label in labels] == numbers


@pytest.mark.parametrize("restart", ["", "heading"])
def test_it_is_read_aloud_and_kept_as_the_standards_want(restart: str):
    pdf = compiled(restart).pdf
    assert audit(pdf) == []
    for profile in ("ua1", "2a"):
        assert page_validation.validate_pdf_bytes(pdf, profile=profile, limits=LIMITS).is_compliant


def test_its_foot_has_the_page_alone():
    feet = [page.foot for page in compiled().layout.pages[1:]]
    assert all(feet)
    last = "".join(span.text for span in feet[-1][-1].setting.spans)
    assert re.fullmatch(r"\d+", last)
