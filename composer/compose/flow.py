"""From a resolved document to flow: every kind speaks, the template adds letterhead, head and foot."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, groupby, takewhile
from operator import attrgetter

from composer.blocks.kept import fields_in, found_alike, kinds_in
from composer.blocks.kind import KINDS, FieldLine, kind_of
from composer.compose.contents import names_pages, with_contents
from composer.compose.enough import MOST, NO_MORE, Spoken, length, size_of
from composer.compose.fields import field_lines, parsed, said_phrase, stationery_values
from composer.compose.partners import emblems
from composer.compose.resolve import Resolved
from composer.compose.said import (
    FIELDS,
    PEOPLE,
    Said,
    Told,
    around_alike,
    changes,
    parted,
    picture_name,
    refers,
    says_alike,
)
from composer.compose.typography import Typesetter, typeset
from composer.i18n import words
from composer.model.document import Block, Document, Where
from composer.model.flow import Columns, Flow, FlowDocument, Group, Note, PageBreak, Para, Region, Span
from composer.model.house import RegionSpec, Words, in_language
from composer.model.people import Person
from composer.model.picture import Image
from composer.model.template import HeadRow, Template
from composer.model.text import MergeField, Run, Text

# The head of a template that begins on a page of its own ends here.
_BREAK = PageBreak()


@dataclass(frozen=True, slots=True)
class _Speaker:
    """Answers what a kind may ask while it speaks; see `blocks.kind.Voice`."""

    resolved: Resolved
    markers: Mapping[str, str]
    typesetter: Typesetter
    changed: frozenset[str] | None
    asked: set[str]
    spoken: Spoken

    @property
    def language(self) -> str:
        return self.resolved.document.language

    def word(self, message: str) -> str:
        return words(self.language)(message)

    def phrase(self, name: str, **slots: str) -> str:
        self.asked.update((FIELDS, PEOPLE))
        resolved = self.resolved
        return said_phrase(resolved.document, resolved.world.template, name, {**resolved.values, **slots})

    def fields(self) -> tuple[FieldLine, ...]:
        self.asked.add(FIELDS)
        return field_lines(self.resolved.document, self.resolved.world.template, self.resolved.values)

    def marker(self, name: str) -> str:
        return self.markers.get(name, "•")

    def number(self, block: Block) -> str:
        return self.resolved.numbers.get(block.id, "")

    def image(self, name: str) -> Image | None:
        self.asked.add(picture_name(name))
        image = self.resolved.document.image(name)
        return None if image is None or image.problem else image

    def within(self, block: Block) -> tuple[str, ...]:
        return tuple(kind_of(outer).name for outer in self.resolved.references.around.get(block.id, ()))

    def reference(self, block: Block) -> str:
        return self.resolved.references.called(block)

    def paragraphs(self, text: Text, at: Where) -> tuple[tuple[Span, ...], ...]:
        return self.resolved.paragraphs(text, at)

    def paras(
        self, text: Text, at: Where, style: str, *, language: str = "", otherwise: str = ""
    ) -> tuple[Para, ...]:
        if otherwise and not text:
            return (Para(spans=(Span(otherwise),), style=style, at=at, language=self.language),)
        language = language or self.language
        paragraphs = self.resolved.paragraphs(text, at)
        return tuple(Para(spans=spans, style=style, at=at, language=language) for spans in paragraphs)

    def children(self, block: Block) -> tuple[Flow, ...]:
        return self.speak(block.children)

    def people(self, role: str) -> tuple[Person, ...]:
        self.asked.add(PEOPLE)
        return self.resolved.people(role)

    def sources(self, *, uncited: bool) -> tuple[tuple[Span, ...], ...]:
        resolved = self.resolved
        return tuple(resolved.bibliography.listed(resolved.world.template.bibliography, uncited=uncited))

    def speak(self, blocks: tuple[Block, ...]) -> tuple[Flow, ...]:
        """Return what blocks say; neighbours of a kind that forms lists become one list."""
        return tuple(flow for unit in _units(blocks) for flow in self._say(unit))

    def tell(self, blocks: tuple[Block, ...], before: tuple[Told, ...]) -> tuple[Told, ...]:
        """Return what blocks say as print sets it, as it was said before where nothing changed."""
        first, middle, last, other = parted(before, blocks)
        known = {id(told.blocks[0]): told for told in other}  # kept with their blocks, so identity tells them
        told = (self._told(unit, known.get(id(unit[0]))) for unit in _units(middle))
        return (*self._again(first), *told, *self._again(last))

    def _again(self, before: Sequence[Told]) -> Iterator[Told]:
        changed = self.changed
        for told in before:
            if told.holds(changed) and self.spoken.total + told.size <= MOST:
                self.spoken.total += told.size
                yield told
            else:
                yield self._told(told.blocks, told)

    def _told(self, unit: tuple[Block, ...], before: Told | None) -> Told:
        room = MOST - self.spoken.total
        if before is not None and before.size <= room and before.is_of(unit) and before.holds(self.changed):
            self.spoken.total += before.size
            return before
        self.asked.clear()
        self.spoken.here = 0
        said = self._say(unit)
        size = size_of(said)
        if self.spoken.is_too_much() or size > room:
            self.spoken.total = MOST + 1
            return Told(unit, (), frozenset(), refers=True, silent=True)
        self.spoken.total += size
        flows = self.typesetter.flows(said)
        if before is not None and before.flows == flows:
            flows = before.flows
        names = (name for block in unit for _where, name in fields_in(block))
        return Told(unit, flows, frozenset((*self.asked, *names)), refers(unit), size)

    def _say(self, blocks: tuple[Block, ...]) -> tuple[Flow, ...]:
        if self.spoken.is_too_much():
            return ()
        kind = kind_of(blocks[0])
        said = tuple(flow for block in blocks for flow in kind.flow(block, self))
        if not any(block.children for block in blocks):
            self.spoken.here += size_of(said)
        if kind.list_numbering and said:
            return (Group(children=said, tag="L", numbering=kind.list_numbering),)
        return (Group(children=said, style=kind.gather),) if kind.gather and said else said


def _units(blocks: tuple[Block, ...]) -> Iterator[tuple[Block, ...]]:
    """Yield blocks one by one, neighbours together that make one list or one group."""
    for kind, group in groupby(blocks, kind_of):
        if kind.list_numbering or kind.gather:
            yield tuple(group)
        else:
            yield from ((block,) for block in group)


def flow(resolved: Resolved) -> FlowDocument:
    """Return the flow of a document."""
    return say(resolved).flow


def say(resolved: Resolved, before: Said | None = None) -> Said:
    """Return the flow of a document; blocks that did not change say what they said before."""
    template, document = resolved.world.template, resolved.document
    typesetter = Typesetter(document.language, template.typography)
    changed = None
    if before is not None and says_alike(resolved, before.resolved):
        changed = changes(resolved, before.resolved)
    speaker = _Speaker(resolved, dict(template.markers), typesetter, changed, set(), Spoken())
    kinds = _kinds(document, before)
    leading = _leading(document, template)
    told = speaker.tell(document.blocks[len(leading) :], before.told if before else ())
    rows = tuple(_rows(speaker, kinds, leading, before))
    body = _body(template, told, rows)
    if any(KINDS[kind].asks_others for kind in kinds):
        body = with_contents(body)
    flow = replace(_around(resolved, typesetter, before, changed), body=body, paged=_paged(body, told))
    return Said(resolved, flow, told, rows, kinds)


def _around(
    resolved: Resolved, typesetter: Typesetter, before: Said | None, changed: frozenset[str] | None
) -> FlowDocument:
    """Return what stands around the body: the letterhead, the foot, the notes."""
    document, template = resolved.document, resolved.world.template
    if before is not None and around_alike(resolved, before.resolved, changed):
        return before.flow
    house = template.house
    regions = (_region(spec, resolved) for spec in (*house.letterhead, *template.regions))
    foot = stationery_values(resolved.values)
    said = FlowDocument(
        title=resolved.values["title"] or str(document.field("subject") or ""),
        language=document.language,
        regions=tuple(region for region in regions if region.paras),
        body=(),
        notes=tuple(_notes(resolved)),
        foot=tuple(_line(part, foot, document.language) or () for part in house.foot),
        partners=emblems(document, template),
    )
    return typeset(said, typesetter.typography)


def _body(template: Template, told: tuple[Told, ...], rows: tuple[tuple[Told, ...], ...]) -> tuple[Flow, ...]:
    """Return the head, the blocks, the tail."""
    count = len(template.head)
    head, tail = (chain.from_iterable(part) for part in (rows[:count], rows[count:]))
    cover = (_BREAK,) if template.start_page > 1 else ()
    return (*_flows(head), *cover, *_flows(told), *_flows(tail))


def _flows(told: Iterable[Told]) -> Iterator[Flow]:
    return chain.from_iterable(map(attrgetter("flows"), told))


def _paged(body: tuple[Flow, ...], told: tuple[Told, ...]) -> tuple[int, ...]:
    """Return the numbers of the pieces that name pages; only blocks that refer to others do."""
    without = set(map(id, _flows(unit for unit in told if not unit.refers)))
    return tuple(i for i, piece in enumerate(body) if id(piece) not in without and names_pages(piece))


def _kinds(document: Document, before: Said | None) -> frozenset[str]:
    """Return the names of the kinds that occur."""
    if before is not None and found_alike(kinds_in, document.blocks, before.resolved.document.blocks):
        return before.kinds
    return frozenset[str]().union(*map(kinds_in, document.blocks))


def _leading(document: Document, template: Template) -> tuple[Block, ...]:
    """Return the blocks that begin a document and that rows of the head ask for: they stand there."""
    asked = {row.block for row in template.head} - {""}
    return tuple(takewhile(lambda block: kind_of(block).name in asked, document.blocks))


def _rows(
    speaker: _Speaker, kinds: Collection[str], leading: tuple[Block, ...], before: Said | None
) -> Iterator[tuple[Told, ...]]:
    """Yield what each row of the template says, first those of the head, then those of the tail."""
    template = speaker.resolved.world.template
    last = before.rows if before is not None and before.resolved.world.template is template else ()
    rows = (*template.head, *template.tail)
    for number, (row, old) in enumerate(zip(rows, last or ((),) * len(rows), strict=True)):
        if row.block:
            own = tuple(block for block in leading if kind_of(block).name == row.block)
            own = own if number < len(template.head) else ()
            yield speaker.tell(own or _made(row, kinds), old)
        elif old and not speaker.changed and speaker.changed is not None:
            yield old
        else:
            flows = speaker.typesetter.flows(tuple(_row(row, speaker.resolved)))
            said = Told((), flows, frozenset(), refers=False)
            yield old if old == (said,) else (said,)


def _made(row: HeadRow, there: Collection[str]) -> tuple[Block, ...]:
    """Return an empty block for a row to print, none when the document has its own."""
    return () if row.block in there else (_empty(row.block),)


@lru_cache(maxsize=64)
def _empty(kind: str) -> Block:
    return KINDS[kind].block()


def _row(row: HeadRow, resolved: Resolved) -> Iterator[Flow]:
    return _text_row(row, resolved) if row.text else _head(row, resolved)


def _text_row(row: HeadRow, resolved: Resolved) -> Iterator[Para]:
    """Yield one row that is a line of text; nothing when the fields it names are all empty."""
    language = resolved.document.language
    said = _line(row.text, resolved.values, language)
    if any(span.text for span in said):
        at = _place_of(in_language(row.text, language))
        para = Para(spans=said, style=row.style, at=at, language=language)
        yield replace(para, tag="H1", outline=1) if row.heading else para


def _notes(resolved: Resolved) -> Iterator[Note]:
    language = resolved.document.language
    said = 0
    for marked in resolved.notes.notes:
        spans = resolved.note(marked.content, marked.number) if said <= MOST else NO_MORE
        said += length(spans)
        body = Para(spans=spans, style="note", at=marked.at, language=marked.language or language)
        yield Note(marked.number, body, str(marked.printed))


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
    text = parsed(in_language(line, language))
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


def _head(row: HeadRow, resolved: Resolved) -> Iterator[Columns]:
    """Yield one row of labels over values; pairs without a value are left out, others keep their width."""
    language = resolved.document.language
    cells: list[tuple[Para, ...]] = []
    weights: list[float] = []
    for pair in row.pairs:
        value = _line((("", pair.value),), resolved.values, language)
        spec = resolved.world.template.field(_first_field(pair.value))
        if not any(span.text for span in value) and not (spec and spec.show_empty):
            continue
        at = _place_of(pair.value)
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


def _place_of(notation: str) -> Where:
    """Return where the author writes what a line says: the title, or the first field that it names."""
    name = _first_field(notation)
    if name.startswith("phrase."):
        return Where()
    return Where(field=name if name in ("", "title") else f"fields.{name}")


def _first_field(notation: str) -> str:
    inlines = parsed(notation).inlines
    return next((inline.name for inline in inlines if isinstance(inline, MergeField)), "")
