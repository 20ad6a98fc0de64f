"""From flow to boxes: what stands below what, how far in, in which frames. Every box knows its lines."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from composer.layout.box import Box, Cell, Frame, Label, NoteBox, Strip
from composer.layout.headlines import is_headline, set_headline
from composer.layout.labels import Labels
from composer.layout.lines import Setting, set_lines
from composer.layout.metrics import Metrics
from composer.layout.page import Element
from composer.layout.plates import plate
from composer.layout.runs import Type, type_of
from composer.layout.tables import CellPara, TableSetter, weighted_widths
from composer.model.document import Where
from composer.model.flow import Columns, Figure, Flow, Group, Item, Note, PageBreak, Para, Span, Table
from composer.model.style import Style

# The gap between two columns, in points.
GUTTER = 12.0
# A row of columns higher than this, in points, is set one below the other, where a page may part it.
TALLEST_ROW = 260.0
# The head of a table that is higher than this part of a page is not repeated.
TALLEST_HEAD = 0.3
# What a picture keeps when the words under it fill the page, in points.
SMALLEST_PICTURE = 36.0

# Between the number of a note and its text, as a part of the size.
NUMBER_GAP = 0.4

_ROW = Style()


class Place(NamedTuple):
    """How many boxes, frames, elements and marked notes stand before something, and what is pending.

    Pending is the space before the next box, and whether that begins a page.
    """

    boxes: int
    frames: int
    elements: int
    marked: int
    before: float
    new_page: bool


class Boxes:
    """Boxes of a document in order, with the frames they stand in and the elements they belong to.

    `marked` are the elements of each note marked so far, of its words and of its label.
    """

    def __init__(
        self, styles: Mapping[str, Style], metrics: Metrics, language: str, *, room: float = 1e6
    ) -> None:
        """Begin without boxes; `language` is that of the document, `room` the height of a page for text."""
        self.boxes: list[Box] = []
        self.frames: list[Frame] = []
        self.elements: list[Element] = []
        self.notes: dict[int, NoteBox] = {}
        self.marked: dict[int, tuple[int, int]] = {}
        self._styles = styles
        self._types = {name: type_of(style) for name, style in styles.items()}
        self._labels = Labels(styles, metrics)
        self._metrics = metrics
        self._language = language
        self._room = room
        self._before = 0.0
        self._new_page = False

    def add_notes(self, notes: tuple[Note, ...], measure: float) -> None:
        """Set every note; before the text, so that a picture knows how high those under it are.

        All stand as far in as the style says, or as the widest number asks for.
        """
        style = self.style("note")
        labels = [
            self.set((Span(note.printed or str(note.number)),), "note", measure, note.body.language)
            for note in notes
        ]
        widest = max((label.lines[0].width for label in labels), default=0.0)
        indent = max(style.indent, round(widest + NUMBER_GAP * style.size, 1))
        for note, label in zip(notes, labels, strict=True):
            setting = self.set(note.body.spans, "note", measure - indent, note.body.language)
            self.notes[note.number] = NoteBox(note.number, setting, label, indent, note.body.at)

    @property
    def here(self) -> Place:
        """Return the place where the next piece will stand."""
        counts = (len(self.boxes), len(self.frames), len(self.elements), len(self.marked))
        return Place(*counts, self._before, self._new_page)

    def take(self, other: "Boxes", start: Place, end: Place) -> None:
        """Add what others have between two places; it stands here at the same place."""
        self.boxes += other.boxes[start.boxes : end.boxes]
        self.frames += other.frames[start.frames : end.frames]
        self.elements += other.elements[start.elements : end.elements]
        self.marked.update(islice(other.marked.items(), start.marked, end.marked))
        self._before, self._new_page = end.before, end.new_page

    def style(self, name: str) -> Style:
        """Return a style; one that no template has is the style of the body."""
        return self._styles.get(name) or self._styles["body"]

    def set(self, spans: tuple[Span, ...], style: str, width: float, language: str) -> Setting:
        """Return spans in lines of a style."""
        return set_lines(spans, self._type(style), round(width, 3), language, self._metrics)

    def _set(self, para: Para, width: float) -> Setting:
        """Return a paragraph in lines of its style."""
        type_ = self._type(para.style)
        make = set_headline if is_headline(para, type_) else set_lines
        return make(para.spans, type_, round(width, 3), para.language, self._metrics)

    def _type(self, style: str) -> Type:
        return self._types.get(style) or self._types["body"]

    def element(self, tag: str, parent: int, **attributes: str) -> int:
        """Add a structure element and return its number."""
        said = tuple(item for item in attributes.items() if item[1]) if attributes else ()
        self.elements.append(Element(tag, parent, said))
        return len(self.elements) - 1

    def foreign(self, language: str) -> str:
        """Return a language when it is not that of the document, else nothing."""
        return "" if language == self._language else language

    def add(self, flow: Flow, x: float, width: float, frames: tuple[int, ...], parent: int) -> None:
        """Add the boxes of a piece of flow that stands `x` points from the left edge of the page."""
        match flow:
            case Para():
                self._para(flow, x, width, frames, parent)
            case Group():
                element = self.element(flow.tag, parent, numbering=flow.numbering)
                self._content(flow.children, self.style(flow.style), x, width, frames, element, indent=0.0)
            case Item():
                indent = self._labels.item_indents((flow,), width)[flow.style]
                self._item(flow, x, width, frames, parent, indent=indent)
            case Columns():
                self._columns(flow, x, width, frames, parent)
            case Figure():
                self._figure(flow, x, width, frames, parent)
            case Table():
                self._table(flow, x, width, frames, parent)
            case PageBreak():
                self._new_page = True

    # ---- one paragraph

    def _para(self, para: Para, x: float, width: float, frames: tuple[int, ...], parent: int) -> Box:
        style = self.style(para.style)
        inset = style.padding_side if style.border else 0.0
        outer = element = self.element(para.tag, parent, language=self.foreign(para.language))
        indent, label = style.indent, None
        if para.label:
            made = self._labels.set(para.label, para.style)
            indent = self._labels.paragraph_indent(made, para.style)
            label = self._label(made, para.label, x + self._labels.at(made, para.style, indent), element)
        setting = self._set(para, width - indent - 2 * inset)
        if para.tag == "Caption":  # a table holds nothing else beside its rows, notes neither
            parent = outer
            element = self.element("P", outer) if _notes_in(setting) else outer
        box = self._box(x + indent + inset, para.at, element, style, frames)
        box.setting = setting
        box.height = setting.height
        box.border = (style.border, inset)
        if label:
            box.labels.append(label)
        if para.outline:
            box.outline = (para.outline, _title(para))
        self._note_elements(setting, parent)
        return box

    def _box(self, x: float, at: Where, element: int, style: Style, frames: tuple[int, ...]) -> Box:
        box = Box(
            x,
            at,
            element,
            max(self._before, style.before),
            style.after,
            frames,
            sum(self.frames[frame].padding for frame in frames) if frames else 0.0,
            keep_next=style.keep_next,
            keep_previous=style.keep_previous,
            keep_together=style.keep_together,
            new_page=self._new_page or style.new_page,
        )
        if frames and (not self.boxes or frames[-1] not in self.boxes[-1].frames):
            box.before = self._before  # the first box of a frame stands at its padding
        self._before = 0.0
        self._new_page = False
        self.boxes.append(box)
        return box

    def _label(self, setting: Setting, spans: tuple[Span, ...], x: float, parent: int) -> Label:
        spoken = next((span.spoken for span in spans if span.spoken), "")
        return Label(setting, x, self.element("Lbl", parent, spoken=spoken))

    def _note_elements(self, setting: Setting, parent: int) -> None:
        """Let notes follow, in the tree, the paragraph that marks them first."""
        for number in _notes_in(setting):
            if number not in self.marked:
                outer = self.element("Note", parent, id=f"note-{number}")
                label = self.element("Lbl", outer)
                self.marked[number] = (self.element("P", outer), label)

    # ---- containers

    def _content(  # noqa: PLR0917  where it stands, how it looks, what it belongs to
        self,
        children: tuple[Flow, ...],
        style: Style,
        x: float,
        width: float,
        frames: tuple[int, ...],
        element: int,
        *,
        indent: float,
    ) -> None:
        framed = bool(style.tint or style.bar)
        self._before = max(self._before, style.before)
        if framed:
            self.frames.append(Frame(x, width, style.tint, style.bar, style.bar_width, style.padding))
            frames = (*frames, len(self.frames) - 1)
        side = style.padding_side
        measure = width - 2 * side - indent
        indents = self._labels.item_indents([one for one in children if isinstance(one, Item)], measure)
        first = len(self.boxes)
        for i, child in enumerate(children):
            start = len(self.boxes)
            if isinstance(child, Item):
                deep = indents[child.style]
                self._item(child, x + side + indent, measure, frames, element, indent=deep)
            else:
                self.add(child, x + side + indent, measure, frames, element)
            apart = i and isinstance(child, Group) and isinstance(children[i - 1], Group)
            if apart and style.rule_between and len(self.boxes) > start > first:
                self.boxes[start].rule = style.rule_between
        if len(self.boxes) > first:
            last = self.boxes[-1]
            last.after = style.after if framed else max(last.after, style.after)

    def _item(
        self, item: Item, x: float, width: float, frames: tuple[int, ...], parent: int, *, indent: float
    ) -> None:
        style = self.style(item.style)
        outer = self.element("LI", parent)
        made = self._labels.set(item.label, item.style)
        at = x + style.padding_side + self._labels.at(made, item.style, indent)
        label = self._label(made, item.label, at, outer)
        body = self.element("LBody", outer)
        first = len(self.boxes)
        children = item.children or (Para(spans=(), at=item.at),)
        self._content(children, style, x, width, frames, body, indent=indent)
        if len(self.boxes) > first:  # a page break leaves no box
            self.boxes[first].labels.insert(0, label)  # that of an item within it comes after

    def _columns(
        self, columns: Columns, x: float, width: float, frames: tuple[int, ...], parent: int
    ) -> None:
        style = self.style(columns.style)
        widths = weighted_widths(columns.weights, width - style.indent)
        stacks: list[tuple[float, list[tuple[Para, Setting]]]] = []
        left = x + style.indent
        for i, (paras, column) in enumerate(zip(columns.columns, widths, strict=True)):
            gutter = GUTTER if i + 1 < len(columns.columns) else 0.0
            room = max(column - gutter, 1.0)
            stacks.append((left, [(para, self._set(para, room)) for para in paras]))
            left += column
        height = max((sum(setting.height for _, setting in stack) for _, stack in stacks), default=0.0)
        placed: list[tuple[Para, Setting, float, float]] = []
        for left, stack in stacks:
            y = height - sum(setting.height for _, setting in stack) if columns.level_feet else 0.0
            for para, setting in stack:
                placed.append((para, setting, left, y))
                y += setting.height
        if height > TALLEST_ROW:
            self._stack(columns, x + style.indent, width - style.indent, frames, parent)
            return
        box = self._box(x, placed[0][0].at if placed else Where(), parent, style, frames)
        box.height = height
        box.cells = tuple(cell for one in placed for cell in self._cells(*one, parent))
        titled = next((para for para, *_ in placed if para.outline), None)
        if titled is not None:
            box.outline = (titled.outline, _title(titled))

    def _cells(self, para: Para, setting: Setting, x: float, y: float, parent: int) -> Iterator[Cell]:
        """Yield a paragraph of a row, after its label, which hangs before the column."""
        if para.label:
            made = self._labels.set(para.label, para.style)
            label = self._label(made, para.label, x + self._labels.at(made, para.style, 0.0), parent)
            yield Cell(label.setting, label.x, y, label.element, para.at)
        yield Cell(setting, x, y, self._cell_element(para, setting, parent), para.at)

    def _cell_element(self, para: Para, setting: Setting, parent: int) -> int:
        element = self.element(para.tag, parent, language=self.foreign(para.language))
        self._note_elements(setting, parent)
        return element

    def _stack(self, columns: Columns, x: float, width: float, frames: tuple[int, ...], parent: int) -> None:
        """Add the paragraphs of columns that are too high to stand side by side."""
        self._before = max(self._before, self.style(columns.style).before)
        for paras in columns.columns:
            for para in paras:
                self._para(para, x, width, frames, parent)
        self.boxes[-1].after = max(self.boxes[-1].after, self.style(columns.style).after)

    # ---- pictures and tables

    def _figure(self, figure: Figure, x: float, width: float, frames: tuple[int, ...], parent: int) -> None:
        """Add a picture, no wider than its place and no higher than leaves room for what stands under it."""
        style = self.style(figure.style)
        group = self.element("Div", parent) if figure.under else parent
        alt, language = figure.alt, self.foreign(figure.language)
        element = self.element("Figure", group, alt=alt, language=language) if alt else -1
        box = self._box(x + style.indent, figure.at, element, style, frames)
        first = len(self.boxes)
        for para in figure.under:
            self._para(para, x, width, frames, group)
        below = self.boxes[first:]
        box.keep_next = bool(below) or style.keep_next
        box.after = 0.0
        for under in below:
            under.keep_together = True
            under.keep_next = under is not below[-1] or style.keep_next
        room = (width - style.indent, max(self._room - self._taken(below, frames), SMALLEST_PICTURE))
        box.plate = plate(figure, box.x, room, style.align, element)
        box.height = box.plate.height
        self.boxes[-1].after = max(self.boxes[-1].after, style.after)

    def _taken(self, below: list[Box], frames: tuple[int, ...]) -> float:
        """Return what stands with a picture on its page: the words under it, their notes, the frames."""
        notes = [self.notes[number] for box in below if box.setting for number in _notes_in(box.setting)]
        words = sum(box.height + max(box.before, box.after) for box in below)
        return words + self._around(frames) + sum(note.setting.height + 2 * GUTTER for note in notes)

    def _around(self, frames: tuple[int, ...]) -> float:
        return sum(2 * self.frames[frame].padding for frame in frames)

    def _table(self, table: Table, x: float, width: float, frames: tuple[int, ...], parent: int) -> None:
        style = self.style(table.style)
        element = self.element("Table", parent)
        self._before = max(self._before, style.before)
        if table.caption:
            self._para(table.caption, x, width, frames, element)
        width -= style.indent
        setter = TableSetter(table, width, style.padding_side, types=self._type, metrics=self._metrics)
        head = -1
        for i, row in enumerate(setter.rows()):
            is_head = bool(table.head) and i == 0
            ground = self.style(f"{table.style}-head").tint if is_head else ""
            strip = Strip(
                row.lines, row.leading, style.padding, setter.width, ground, style.rule_between, head
            )
            at = next((one.para.at for cell in row.cells for one in cell), table.at)
            box = self._box(x + style.indent, at, self.element("TR", element), _ROW, frames)
            box.strip = strip
            box.height = strip.height(0, row.lines)
            repeated = self.boxes[head].height if head >= 0 else 0.0
            box.keep_together = box.height + repeated + self._around(frames) <= self._room
            tag = "TH" if is_head else "TD"
            box.cells = tuple(one for cell in row.cells for one in self._row_cell(cell, tag, box, strip))
            if is_head and box.height <= TALLEST_HEAD * self._room:
                box.keep_next = True
                head = len(self.boxes) - 1
        self.boxes[-1].after = max(self.boxes[-1].after, style.after)

    def _row_cell(self, cell: tuple[CellPara, ...], tag: str, box: Box, strip: Strip) -> Iterator[Cell]:
        """Yield the paragraphs of a cell; a single one without notes is the cell itself."""
        alone = len(cell) == 1 and not _notes_in(cell[0].setting)
        language = self.foreign(cell[0].para.language) if alone else ""
        scope = "Column" if tag == "TH" else ""
        outer = self.element(tag, box.element, scope=scope, language=language)
        for para, setting, shift, line in cell:
            element = outer if alone else self._cell_element(para, setting, outer)
            y = strip.padding + line * strip.leading
            yield Cell(setting, box.x + shift, y, element, para.at)


def _title(para: Para) -> str:
    """Return a heading as one line of plain words, with its number and without the marks of its notes."""
    parts = ("".join(span.text for span in spans if not span.note) for spans in (para.label, para.spans))
    return " ".join(" ".join(parts).split())


def _notes_in(setting: Setting) -> tuple[int, ...]:
    return tuple(dict.fromkeys(setting.notes))
