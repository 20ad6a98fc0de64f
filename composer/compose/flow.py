"""From a resolved document to flow: every kind speaks, the template adds letterhead, head and foot."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

from composer.blocks.kind import kind_of
from composer.compose.fields import stationery_values
from composer.compose.resolve import Resolved
from composer.i18n import words
from composer.model.document import Block, Where
from composer.model.flow import Columns, Flow, FlowDocument, Group, Note, Para, Region, Span
from composer.model.house import RegionSpec, Words, in_language
from composer.model.inline import parse_text
from composer.model.people import Person
from composer.model.picture import Image
from composer.model.template import HeadRow
from composer.model.text import MergeField, Run, Text


@dataclass(frozen=True, slots=True)
class _Speaker:
    """Answers what a kind may ask while it speaks; see `blocks.kind.Voice`."""

    resolved: Resolved
    markers: Mapping[str, str]

    @property
    def language(self) -> str:
        return self.resolved.document.language

    def word(self, message: str) -> str:
        return words(self.language)(message)

    def marker(self, name: str) -> str:
        return self.markers.get(name, "•")

    def number(self, block: Block) -> str:
        return self.resolved.numbers.get(block.id, "")

    def image(self, name: str) -> Image | None:
        image = self.resolved.document.image(name)
        return None if image is None or image.problem else image

    def paragraphs(self, text: Text, at: Where) -> tuple[tuple[Span, ...], ...]:
        return self.resolved.paragraphs(text, at)

    def paras(self, text: Text, at: Where, style: str, *, language: str = "") -> tuple[Para, ...]:
        language = language or self.language
        paragraphs = self.resolved.paragraphs(text, at)
        return tuple(Para(spans=spans, style=style, at=at, language=language) for spans in paragraphs)

    def children(self, block: Block) -> tuple[Flow, ...]:
        return self.speak(block.children)

    def people(self, role: str) -> tuple[Person, ...]:
        return self.resolved.document.people.of(role)

    def speak(self, blocks: tuple[Block, ...]) -> tuple[Flow, ...]:
        """Return what blocks say; neighbours of a kind that forms lists become one list."""
        out: list[Flow] = []
        for kind, group in groupby(blocks, kind_of):
            said = tuple(flow for block in group for flow in kind.flow(block, self))
            if kind.list_numbering and said:
                out.append(Group(children=said, tag="L", numbering=kind.list_numbering))
            elif kind.gather and said:
                out.append(Group(children=said, style=kind.gather))
            else:
                out += said
        return tuple(out)


def flow(resolved: Resolved) -> FlowDocument:
    """Return the flow of a document."""
    template = resolved.world.template
    document = resolved.document
    house = template.house
    speaker = _Speaker(resolved, dict(template.markers))
    regions = (_region(spec, resolved) for spec in (*house.letterhead, *template.regions))
    head = [columns for row in template.head for columns in _head(row, resolved)]
    tail = [columns for row in template.tail for columns in _head(row, resolved)]
    foot = stationery_values(resolved.values)
    return FlowDocument(
        title=document.title or str(document.field("subject") or ""),
        language=document.language,
        regions=tuple(region for region in regions if region.paras),
        body=(*head, *speaker.speak(document.blocks), *tail),
        notes=tuple(_notes(resolved)),
        foot=tuple(_line(part, foot, document.language) or () for part in house.foot),
    )


def _notes(resolved: Resolved) -> Iterator[Note]:
    language = resolved.document.language
    for marked in resolved.notes.notes:
        spans = resolved.note(marked.content, marked.number)
        body = Para(spans=spans, style="note", at=marked.at, language=marked.language or language)
        yield Note(marked.number, body)


def _region(spec: RegionSpec, resolved: Resolved) -> Region:
    """Return the lines of a place on the page as one paragraph, without the lines that are empty."""
    language = resolved.document.language
    spans: list[Span] = []
    for line in spec.lines:
        if said := _line(line, resolved.values, language):
            spans += [Span("\n"), *said] if spans else said
    para = Para(spans=tuple(spans), style=spec.style, at=Where(field=spec.name), language=language)
    return Region(spec.name, (para,) if spans else ())


def _line(line: Words, values: Mapping[str, str], language: str) -> tuple[Span, ...]:
    """Return one line of stationery; nothing when it names fields and all of them are empty."""
    text = _parsed(in_language(line, language))
    names = [inline.name for inline in text.inlines if isinstance(inline, MergeField)]
    if names and not any(values.get(name) for name in names):
        return ()
    spans = []
    for inline in text.inlines:
        if isinstance(inline, MergeField):
            spans.append(Span(values.get(inline.name, ""), inline.format.bold, inline.format.italic))
        elif isinstance(inline, Run):
            spans.append(Span(inline.text, inline.format.bold, inline.format.italic, inline.format.href))
    return tuple(spans)


@lru_cache(maxsize=512)
def _parsed(notation: str) -> Text:
    """Return a line of stationery as text; a house says the same lines in every document."""
    return parse_text(notation)


def _head(row: HeadRow, resolved: Resolved) -> Iterator[Columns]:
    """Yield one row of labels over values; pairs without a value are left out, others keep their width."""
    language = resolved.document.language
    cells: list[tuple[Para, ...]] = []
    weights: list[float] = []
    for pair in row.pairs:
        value = _line((("", pair.value),), resolved.values, language)
        if not any(span.text for span in value):
            continue
        name = _first_field(pair.value)
        at = Where(field=f"fields.{name}" if name else "")
        label = Para(
            spans=(Span(in_language(pair.label, language)),),
            style=f"{row.style}-label",
            at=at,
            language=language,
        )
        said = Para(spans=value, style=f"{row.style}-value", at=at, language=language)
        cells.append((label, replace(said, tag="H1", outline=1) if pair.heading else said))
        weights.append(pair.weight)
    if cells:
        rest = sum(pair.weight for pair in row.pairs) - sum(weights)
        yield Columns(columns=(*cells, ()), weights=(*weights, rest), style=row.style)


def _first_field(notation: str) -> str:
    inlines = _parsed(notation).inlines
    return next((inline.name for inline in inlines if isinstance(inline, MergeField)), "")
