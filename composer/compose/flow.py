"""From a resolved document to flow: every kind speaks, the template adds letterhead, head and foot."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby, takewhile

from composer.blocks.kept import fields_in, kinds_in
from composer.blocks.kind import KINDS, FieldLine, kind_of
from composer.compose.contents import names_pages, with_contents
from composer.compose.fields import field_lines, parsed, said_phrase, stationery_values
from composer.compose.partners import emblems
from composer.compose.resolve import Resolved
from composer.compose.said import FIELDS, PEOPLE, Said, Told, changes, picture_name, refers, says_alike
from composer.compose.typography import Typesetter, typeset
from composer.i18n import words
from composer.model.document import Block, Where
from composer.model.flow import Columns, Flow, FlowDocument, Group, Note, PageBreak, Para, Region, Span
from composer.model.house import RegionSpec, Words, in_language
from composer.model.people import Person
from composer.model.picture import Image
from composer.model.template import HeadRow
from composer.model.text import MergeField, Run, Text


@dataclass(frozen=True, slots=True)
class _Speaker:
    """Answers what a kind may ask while it speaks; see `blocks.kind.Voice`."""

    resolved: Resolved
    markers: Mapping[str, str]
    typesetter: Typesetter
    before: Mapping[int, Told]
    changed: frozenset[str]
    told: dict[int, Told]
    asked: set[str]

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

    def tell(self, blocks: tuple[Block, ...]) -> Iterator[Flow]:
        """Yield what blocks say as print sets it, as it was said before where nothing changed."""
        for unit in _units(blocks):
            told = self.before.get(id(unit[0]))  # the blocks are kept with it, so identity tells them
            if told is None or not told.is_still(unit, self.changed):
                self.asked.clear()
                flows = self.typesetter.flows(self._say(unit))
                names = (name for block in unit for _where, name in fields_in(block))
                told = Told(unit, flows, frozenset((*self.asked, *names)))
                if refers(unit):
                    yield from told.flows
                    continue
            self.told[id(unit[0])] = told
            yield from told.flows

    def _say(self, blocks: tuple[Block, ...]) -> tuple[Flow, ...]:
        kind = kind_of(blocks[0])
        said = tuple(flow for block in blocks for flow in kind.flow(block, self))
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
    template = resolved.world.template
    document = resolved.document
    house = template.house
    typesetter = Typesetter(document.language, template.typography)
    told: Mapping[int, Told] = {}
    changed = frozenset[str]()
    if before is not None and says_alike(resolved, before.resolved):
        told, changed = before.told, changes(resolved, before.resolved)
    speaker = _Speaker(resolved, dict(template.markers), typesetter, told, changed, {}, set())
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
    body = tuple(_body(speaker))
    if any(KINDS[kind].asks_others for block in document.blocks for kind in kinds_in(block)):
        body = with_contents(body)
    kept = {id(flow) for told in speaker.told.values() for flow in told.flows}
    paged = tuple(i for i, piece in enumerate(body) if id(piece) not in kept and names_pages(piece))
    flow = replace(typeset(said, template.typography), body=body, paged=paged)
    return Said(resolved, flow, speaker.told)


def _body(speaker: _Speaker) -> Iterator[Flow]:
    """Yield the head, the blocks, the tail; the blocks that a row of the head asks for stand there."""
    resolved = speaker.resolved
    template, blocks = resolved.world.template, resolved.document.blocks
    asked = {row.block for row in template.head} - {""}
    leading = tuple(takewhile(lambda block: kind_of(block).name in asked, blocks))
    there = frozenset[str]().union(*map(kinds_in, blocks))
    for row in template.head:
        own = tuple(block for block in leading if kind_of(block).name == row.block)
        yield from (
            speaker.tell(own or _made(row, there))
            if row.block
            else speaker.typesetter.flows(tuple(_row(row, resolved)))
        )
    if template.start_page > 1:
        yield PageBreak()
    yield from speaker.tell(blocks[len(leading) :])
    for row in template.tail:
        yield from (
            speaker.tell(_made(row, there))
            if row.block
            else speaker.typesetter.flows(tuple(_row(row, resolved)))
        )


def _made(row: HeadRow, there: Collection[str]) -> tuple[Block, ...]:
    """Return an empty block for a row to print, none when the document has its own."""
    return () if row.block in there else (KINDS[row.block].block(),)


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
    for marked in resolved.notes.notes:
        spans = resolved.note(marked.content, marked.number)
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
