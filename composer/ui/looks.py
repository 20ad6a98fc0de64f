"""How each text of a block looks and where it stands: as its kind says, so that no kind is named here.

A kind speaks to a voice that has no words: what comes out are the styles, labels and frames of its fields.
No Qt, no geometry but distances in points.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, NamedTuple

from composer.app.commands import TextPath, main_path, text_paths
from composer.blocks import kind_of
from composer.blocks.kind import Schema, schema_of
from composer.i18n import _, words
from composer.model.document import Block, BlockId, Document, Where
from composer.model.edits import get_field
from composer.model.flow import Columns, Figure, Flow, Group, Item, PageBreak, Para, Table, paras_in
from composer.model.ordinal import letter
from composer.model.picture import Image
from composer.model.style import Style
from composer.model.template import Template
from composer.ui.silent_voice import CONTENT, TEXT, SilentVoice

_PLAIN = Style()
# What is set by its decimal sign is shown as numbers are.
_ALIGNED = {"decimal": "right"}


@dataclass(frozen=True, slots=True)
class Box:
    """What pieces stand in: a style that may indent, frame and label them. `key` tells one from another."""

    key: str
    name: str
    style: Style
    label: str = ""
    is_item: bool = False

    @property
    def framed(self) -> bool:
        """Return whether there is something to see around it."""
        return bool(self.style.tint or self.style.bar)

    @property
    def indent(self) -> float:
        """Return how far what is in it stands from its edge."""
        return self.style.padding_side + (self.style.indent if self.is_item else 0.0)


class Picture(NamedTuple):
    """A picture over a text: as wide as `share` of the measure or `width` points, by nature when both are 0.

    `words` say what it shows, for who does not see it.
    """

    image: Image
    words: str
    share: float = 0.0
    width: float = 0.0


class Lead(NamedTuple):
    """Words that are printed before a text and belong to another field: `opens` is the path of that one."""

    words: str
    opens: str


@dataclass(frozen=True, slots=True)
class Look:
    """The look of one text, or of words that nobody types: style, label, boxes; `words` where it is empty."""

    style: Style = _PLAIN
    label: str = ""
    boxes: tuple[Box, ...] = ()
    words: str = ""
    is_rule: bool = False
    # Which column a cell is in, from 0, and how many there are; of what is no cell there are none.
    column: int = 0
    columns: int = 0
    # What is seen over the text.
    head: Picture | Lead | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One text of a document as the canvas shows it; without a field, words that the kind says by itself."""

    where: Where
    look: Look
    name: str
    depth: int
    is_first: bool
    is_last: bool = False
    is_panel: bool = False


@dataclass(frozen=True, slots=True)
class BlockLook:
    """What the canvas shows of one block: its lines, and the boxes in which its content stands."""

    lines: tuple[Line, ...]
    content: tuple[Box, ...] = ()


@dataclass(slots=True)
class _Found:
    """What a kind said: the look of each field, words of its own, and where its content stands."""

    block: Block
    styles: Mapping[str, Style]
    called: str = ""
    fields: dict[str, Look] = field(default_factory=dict)
    own: list[Look] = field(default_factory=list)
    content: tuple[Box, ...] | None = None
    boxes: int = 0
    picture: Picture | None = None
    aligned: tuple[str, ...] = ()

    def add(self, flow: Flow, boxes: tuple[Box, ...]) -> None:
        """Note a piece of flow that stands in boxes."""
        match flow:
            case Para():
                self._add_para(flow, boxes)
            case Group() | Item():
                is_item = isinstance(flow, Item)
                label = "".join(span.text for span in flow.label) if isinstance(flow, Item) else ""
                style = self.styles.get(flow.style, _PLAIN)
                box = Box(f"{self.block.id}:{self.boxes}", flow.style, style, label, is_item)
                self.boxes += 1
                for child in flow.children:
                    self.add(child, (*boxes, box))
            case PageBreak():
                name = _(kind_of(self.block).label)
                self.own.append(Look(self.styles["body"], boxes=boxes, words=name, is_rule=True))
            case Columns() | Figure() | Table():
                if isinstance(flow, Figure):
                    self.picture = Picture(flow.image, self._shown_by(flow.alt), flow.share, flow.width)
                if isinstance(flow, Table):
                    self.aligned = tuple(_ALIGNED.get(one.align, one.align) for one in flow.columns)
                for para in paras_in(flow):
                    self._add_para(para, boxes)

    def _add_para(self, para: Para, boxes: tuple[Box, ...]) -> None:
        if para.at.field == CONTENT:
            self.content = boxes
            return
        label = "".join(span.text for span in para.label)
        before, _mark, said = "".join(span.text for span in para.spans).rpartition(TEXT)
        said = said.strip()
        head = self._lead(before.strip(), para.at) if before else None
        look = Look(self.styles.get(para.style, _PLAIN), label, boxes, said, head=head)
        if para.at.block == self.block.id and para.at.field:
            self.fields.setdefault(para.at.field, look)
        elif said:
            self.own.append(look)

    def _lead(self, words: str, at: Where) -> Lead | None:
        """Return what is printed before a text of the block, when it is the value of another field."""
        declared: type = type(self.block)
        for name, schema in schema_of(declared):
            value = getattr(self.block, name)
            parts = value if schema.sort == "strings" else (value,) if schema.sort == "words" else ()
            if at.block == self.block.id and any(parts) and all(part in words for part in parts):
                return Lead(words, name)
        return None

    def _shown_by(self, alt: str) -> str:
        """Return what a picture is called; what only repeats its caption or its kind tells nothing."""
        texts = (get_field(self.block, one.path) for one in text_paths(self.block))
        known = {" ".join(text.plain.split()) for text in texts} | {self.called, ""}
        return _("Picture") if alt in known else _("Picture: {words}").format(words=alt)


def block_look(
    block: Block, document: Document, template: Template, *, depth: int, opened: str | None
) -> BlockLook:
    """Return the lines of a block without its content.

    One that is `opened` shows its empty fields too, and those of the record that is named.
    """
    kind = kind_of(block)
    found = _Found(block, template.styles, words(document.language)(kind.label))
    voice = SilentVoice(document, template, dict(template.markers))
    for flow in kind.flow(block, voice):
        found.add(flow, ())
    return BlockLook(tuple(_lines(block, found, depth, opened)), found.content or ())


def _lines(block: Block, found: _Found, depth: int, opened: str | None) -> Iterator[Line]:
    main = main_path(block)
    shown = [one for one in text_paths(block) if _is_open(one, opened) or _is_shown(block, one, main, found)]
    entries: list[tuple[Where, Look, str]] = []
    cells = (one.path for one in shown if one.schema.sort == "grid")
    wide = max((int(path.rpartition(".")[2]) + 1 for path in cells), default=0)
    for one in shown:
        look, name = _look_of(one, found), _(one.schema.label)
        if one.schema.sort == "grid":
            place, name = _cell_names(one.path)
            column = int(one.path.rpartition(".")[2])
            look = Look(
                _cell_style(look.style, dict(enumerate(found.aligned)).get(column, "left")),
                "",
                look.boxes,
                look.words or place,
                column=column,
                columns=wide,
            )
        elif not look.words:
            look = replace(look, words=_(one.schema.prompt) if one.schema.prompt else name)
        entries.append((block.where(one.path), look, name))
    unsaid = [look for look in found.own if not entries or not look.is_rule]  # a title begins its page itself
    if unsaid or (not entries and not block.children):
        own = [_with_label(look) for look in unsaid]
        said = "\n".join(look.words for look in own)
        first = own[0] if own else Look()
        name = _(kind_of(block).label)
        entries.append((block.where(), replace(first, words=said or name), name))
    if found.picture and entries:
        where, look, name = entries[0]
        entries[0] = where, replace(look, head=found.picture), name
    for i, (where, look, name) in enumerate(entries):
        yield Line(where, look, name, depth, i == 0, i == len(entries) - 1)


def _cell_names(path: str) -> tuple[str, str]:
    """Return the place of a cell as on a sheet, and as it is said to who does not see it."""
    _grid, row, column = path.rsplit(".", 2)
    number, place = int(row) + 1, int(column) + 1
    said = _("Row {row}, column {column}").format(row=number, column=place)
    return f"{letter(place).upper()}{number}", said


@lru_cache(maxsize=64)
def _cell_style(style: Style, align: str) -> Style:
    """Return the style of a cell of a column."""
    return replace(style, indent=0.0, before=0.0, after=0.0, align=align)


def _with_label(look: Look) -> Look:
    """Return words that nobody types with their label: several share one line of the canvas."""
    inner = look.boxes[-1] if look.boxes else None
    if inner is None or not inner.is_item:
        return look
    words = f"{inner.label}: {look.words}" if inner.label else look.words
    return replace(look, words=words, boxes=look.boxes[:-1])


def _is_open(one: TextPath, opened: str | None) -> bool:
    return opened is not None and one.path.rpartition(".")[0] in {"", opened}


def _is_shown(block: Block, one: TextPath, main: str, found: _Found) -> bool:
    if get_field(block, one.path):
        return True
    in_record = "." in one.path
    if in_record:
        return one.main
    schema: Schema = one.schema
    return one.path == main and (schema.required or (not block.children and not found.own))


def _look_of(one: TextPath, found: _Found) -> Look:
    """Return the look of a field; one that the kind is silent about looks like its neighbour."""
    if one.path in found.fields:
        return found.fields[one.path]
    prefix = one.path.rpartition(".")[0]
    beside = [look for path, look in found.fields.items() if path.rpartition(".")[0] == prefix]
    nearest = beside or list(found.fields.values())
    if not nearest:
        return Look(found.styles.get(one.path, _PLAIN))
    style: Any = replace(nearest[0].style, bold=True) if not one.main else nearest[0].style
    return replace(nearest[0], label="", style=style, words="", head=None)


# ---- the whole document


@dataclass(frozen=True, slots=True)
class _Known:
    """The look of a block as it was asked for last, and its lines in the boxes of what holds it."""

    block: Block
    opened: str | None
    depth: int
    document: Document
    look: BlockLook
    outer: tuple[Box, ...]
    lines: tuple[Line, ...]

    def holds(self, block: Block, opened: str | None, depth: int, document: Document) -> bool:
        """Return whether asking anew would tell nothing else."""
        return (
            self.block is block
            and self.opened == opened
            and self.depth == depth
            and self.document.people is document.people
            and self.document.fields is document.fields
            and self.document.sources is document.sources
            and self.document.media is document.media
            and self.document.language == document.language
        )


class Looks:
    """The lines of documents; what has not changed is not asked again."""

    def __init__(self, template: Template) -> None:
        self.template = template
        self._known: dict[str, _Known] = {}
        self._kept: dict[str, _Known] = {}

    def lines(self, document: Document, opened: Mapping[BlockId, str], panel: str) -> tuple[Line, ...]:
        """Return every line in reading order; the block named last has its other fields under it."""
        self._kept = {}
        out: list[Line] = []

        def add(blocks: tuple[Block, ...], around: tuple[Box, ...], depth: int) -> None:
            gathered: Box | None = None
            for block in blocks:
                gathered = self._gathered(block, around, gathered)
                outer = (*around, gathered) if gathered else around
                known = self._ask(block, document, opened.get(block.id), depth, outer)
                out.extend(known.lines)
                if block.id == panel:
                    look = Look(boxes=outer)
                    out.append(Line(block.where(), look, "", depth, is_first=False, is_panel=True))
                add(block.children, (*outer, *known.look.content), depth + 1)

        add(document.blocks, (), 1)
        self._known = self._kept
        return tuple(out)

    def is_as_it_was(self, block: Block, document: Document) -> bool:
        """Return whether a block that was typed in has the lines it had; they need not be asked for then."""
        known = self._known.get(block.id)
        if known is None:
            return False
        look = block_look(block, document, self.template, depth=known.depth, opened=known.opened)
        if look != known.look:
            return False
        self._known[block.id] = replace(known, block=block, document=document)
        return True

    def _gathered(self, block: Block, around: tuple[Box, ...], before: Box | None) -> Box | None:
        """Return the frame that neighbours of a kind share, None for kinds that share none."""
        gather = kind_of(block).gather
        if not gather or (around and around[-1].name == gather):
            return None
        if before and before.name == gather:
            return before
        return Box(f"{block.id}:{gather}", gather, self.template.styles.get(gather, _PLAIN))

    def _ask(
        self, block: Block, document: Document, opened: str | None, depth: int, outer: tuple[Box, ...]
    ) -> _Known:
        known = self._known.get(block.id)
        if not (known and known.holds(block, opened, depth, document)):
            look = block_look(block, document, self.template, depth=depth, opened=opened)
            known = _Known(block, opened, depth, document, look, outer, _within(look.lines, outer))
        elif known.outer != outer:
            known = replace(known, outer=outer, lines=_within(known.look.lines, outer))
        self._kept[block.id] = known
        return known


def _within(lines: tuple[Line, ...], outer: tuple[Box, ...]) -> tuple[Line, ...]:
    """Return lines as they stand in the boxes of what holds them."""
    if not outer:
        return lines
    return tuple(replace(line, look=replace(line.look, boxes=(*outer, *line.look.boxes))) for line in lines)
