"""Documents, houses and templates in a line each, without files.

`letter(request("…"), paragraph("…"))` is a document; `template(...)` takes what differs from a plain one.
"""

from collections.abc import Iterator
from dataclasses import replace

from composer.blocks import KINDS
from composer.blocks.annex import Annex
from composer.blocks.argument import Argument
from composer.blocks.bibliography import Bibliography
from composer.blocks.byline import Byline
from composer.blocks.closing import Closing
from composer.blocks.example import Approval, Example, Part
from composer.blocks.examples import Examples
from composer.blocks.figure import Figure
from composer.blocks.heading import Heading
from composer.blocks.list import List, ListItem
from composer.blocks.metadata import Particulars
from composer.blocks.operative import Clause, Operative
from composer.blocks.page_break import Break
from composer.blocks.paragraph import Paragraph
from composer.blocks.preamble import Preamble
from composer.blocks.quotation import Quotation
from composer.blocks.request import Request
from composer.blocks.salutation import Salutation
from composer.blocks.section import Section
from composer.blocks.signatures import Signatures
from composer.blocks.submitters import Submitters
from composer.blocks.table import Column, Table
from composer.compose.flow import flow
from composer.compose.resolve import Resolved, check_resolved, resolve
from composer.compose.world import World
from composer.layout.layout import lay_out
from composer.layout.page import Layout
from composer.model.document import Block, BlockId, Document, FieldValue
from composer.model.finding import Finding
from composer.model.flow import Columns, Flow, FlowDocument, Group, Item, Para, Span
from composer.model.flow import Figure as FlowFigure
from composer.model.flow import Table as FlowTable
from composer.model.house import Geometry, House
from composer.model.inline import parse_text
from composer.model.people import People, Person
from composer.model.picture import Image
from composer.model.source import Source
from composer.model.style import resolve_styles
from composer.model.template import FieldSpec, NoteStyle, Phrase, RoleSpec, Template, Typography
from composer.store.styles import BASE_RULES
from tests.halfem import METRICS

# ---- blocks; the strings are inline notation


def paragraph(text: str = "", **changes) -> Paragraph:
    return Paragraph(text=parse_text(text), **changes)


def heading(text: str = "", level: int = 1, **changes) -> Heading:
    return Heading(text=parse_text(text), level=level, **changes)


def salutation(text: str = "", **changes) -> Salutation:
    return Salutation(text=parse_text(text), **changes)


def closing(text: str = "", **changes) -> Closing:
    return Closing(text=parse_text(text), **changes)


def request(text: str = "", **changes) -> Request:
    return Request(text=parse_text(text), **changes)


def argument(text: str = "", *blocks: Block, **changes) -> Argument:
    return Argument(text=parse_text(text), blocks=blocks, **changes)


def section(title: str = "", *blocks: Block, **changes) -> Section:
    return Section(title=parse_text(title), blocks=blocks, **changes)


def item(text: str = "", *items: ListItem, label: str = "") -> ListItem:
    return ListItem(text=parse_text(text), label=parse_text(label), items=items)


def bullets(*items: ListItem | str, **changes) -> List:
    return List(items=_items(items), **changes)


def part(title: str = "", text: str = "", *items: ListItem | str) -> Part:
    return Part(title=parse_text(title), text=parse_text(text), items=_items(items))


def example(title: str = "", text: str = "", *parts: Part, **changes) -> Example:
    return Example(title=parse_text(title), text=parse_text(text), parts=parts, **changes)


def approval(by: str, on: str = "", until: str = "") -> Approval:
    return Approval(by=by, on=on, until=until)


def examples(title: str = "", *blocks: Block) -> Examples:
    return Examples(title=parse_text(title), blocks=blocks)


def signatures(label: str = "", **changes) -> Signatures:
    return Signatures(label=parse_text(label), **changes)


def figure(image: str = "", caption: str = "", **changes) -> Figure:
    return Figure(image=image, caption=parse_text(caption), **changes)


def table(*rows: tuple[str, ...], caption: str = "", columns: tuple[str, ...] = (), **changes) -> Table:
    """Build a table; its columns are named by how they are set."""
    return Table(
        caption=parse_text(caption),
        columns=tuple(Column(align=align) for align in columns),
        rows=tuple(tuple(map(parse_text, row)) for row in rows),
        **changes,
    )


def page_break() -> Break:
    return Break()


def preamble(lead: str = "", *items: ListItem | str, **changes) -> Preamble:
    return Preamble(lead=parse_text(lead), items=_items(items), **changes)


def operative(lead: str = "", *items: str, **changes) -> Operative:
    clauses = tuple(Clause(text=parse_text(one)) for one in items)
    return Operative(lead=parse_text(lead), items=clauses, **changes)


def submitters(label: str = "", **changes) -> Submitters:
    return Submitters(label=parse_text(label), **changes)


def metadata(**changes) -> Particulars:
    return Particulars(**changes)


def byline(text: str = "", **changes) -> Byline:
    return Byline(text=parse_text(text), **changes)


def quotation(text: str = "", attribution: str = "", **changes) -> Quotation:
    return Quotation(text=parse_text(text), attribution=parse_text(attribution), **changes)


def annex(title: str = "", *blocks: Block, **changes) -> Annex:
    return Annex(title=parse_text(title), blocks=blocks, **changes)


def bibliography(**changes) -> Bibliography:
    return Bibliography(**changes)


def _items(items: tuple[ListItem | str, ...]) -> tuple[ListItem, ...]:
    return tuple(item(one) if isinstance(one, str) else one for one in items)


# ---- documents


def letter(
    *blocks: Block,
    fields: dict[str, FieldValue] | None = None,
    people: dict[str, tuple[Person, ...]] | None = None,
    sources: tuple[Source, ...] = (),
    language: str = "nl",
    title: str = "",
    media: tuple[Image, ...] = (),
) -> Document:
    """Blocks without an id get their place as one: `1`, `1.2`."""
    return Document(
        template="test/letter",
        language=language,
        title=title,
        fields=tuple((fields or {}).items()),
        people=People(tuple((people or {}).items())),
        sources=sources,
        blocks=_named(blocks, ""),
        media=media,
    )


def _named(blocks: tuple[Block, ...], above: str) -> tuple[Block, ...]:
    named = []
    for i, block in enumerate(blocks, 1):
        changes: dict[str, object] = {"id": block.id or BlockId(f"{above}{i}")}
        if block.children:
            changes["blocks"] = _named(block.children, f"{above}{i}.")
        named.append(replace(block, **changes))
    return tuple(named)


def person(*names: str, **changes) -> Person:
    return Person(names=names, **changes)


def source(key: str, **variables: str) -> Source:
    return Source(key, "report", tuple(variables.items()))


# ---- a house and a template that ask for nothing

GEOMETRY = Geometry(
    width=400.0, height=600.0, left=50.0, right=50.0, top=50.0, bottom=50.0, first_top=150.0, foot=30.0
)


def house(**changes) -> House:
    plain = House(
        id="test",
        name="Huis",
        tagline=(),
        colours=(),
        typefaces=(),
        fallback=(),
        geometry=GEOMETRY,
        logo=None,
        letterhead=(),
        foot=(),
        fields=(),
        styles=(),
    )
    return replace(plain, **changes)


def template(**changes) -> Template:
    kinds = tuple(rule for kind in KINDS.values() for rule in kind.styles)
    plain = Template(
        id="test/letter",
        version=1,
        label=(("en", "Letter"),),
        house=house(),
        fields=(),
        roles=(),
        regions=(),
        head=(),
        notes=NoteStyle(),
        page_budget=0.0,
        rules=(),
        styles=resolve_styles(BASE_RULES, kinds),
        numbering=(("section", ("1.",)), ("argument", ("a.",)), ("heading", ("1",)), ("annex", ("A",))),
        markers=(("request", "➢"), ("bullet", "•"), ("dash", "–")),
        typography=Typography(quotes=False, spaces=False, dashes=False),
    )
    return replace(plain, **changes)


def field(key: str, type_: str = "text", **changes) -> FieldSpec:
    return FieldSpec(key=key, type=type_, label=(("en", key.capitalize()),), **changes)


def phrase(name: str, one: str, many: str = "", of: str = "") -> Phrase:
    return Phrase(name=name, one=(("nl", one),), many=(("nl", many),) if many else (), of=of)


def role(key: str, singular: str, **changes) -> RoleSpec:
    return RoleSpec(key=key, singular=singular, label=(("en", key.capitalize()),), **changes)


WRITTEN_TO = ("organisation", "names", "role", "address", "email", "salutation")
ADDRESSEES = role("addressees", "addressee", fields=WRITTEN_TO)


# ---- the stages


def resolved(document: Document, **changes) -> Resolved:
    return resolve(document, World(template(**changes)))


def said(document: Document, **changes) -> FlowDocument:
    return flow(resolved(document, **changes))


def laid_out(document: Document, **changes) -> Layout:
    return lay_out(said(document, **changes), template(**changes), METRICS)


def findings(document: Document, **changes) -> list[Finding]:
    return list(check_resolved(resolved(document, **changes)))


# ---- reading flow


def words(spans: tuple[Span, ...]) -> str:
    return "".join(span.text for span in spans)


def walk(*flows: Flow) -> Iterator[Flow]:
    for one in flows:
        yield one
        if isinstance(one, Group | Item):
            yield from walk(*one.children)
        elif isinstance(one, Columns):
            yield from (para for column in one.columns for para in column)
        elif isinstance(one, FlowFigure):
            yield from one.under
        elif isinstance(one, FlowTable):
            yield from (one.caption,) if one.caption else ()
            yield from (para for row in (one.head, *one.rows) for cell in row for para in cell)


def paras(document: FlowDocument) -> list[Para]:
    return [one for one in walk(*document.body) if isinstance(one, Para)]


def texts(document: FlowDocument) -> list[str]:
    return [words(para.spans) for para in paras(document)]


def labels(document: FlowDocument) -> list[str]:
    return [words(one.label) for one in walk(*document.body) if isinstance(one, Item | Para) and one.label]


def notes(document: FlowDocument) -> list[str]:
    return [words(note.body.spans) for note in document.notes]
