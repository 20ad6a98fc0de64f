"""From layout to PDF. It decides nothing: every mark has its place, its lines and its element already."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple, cast

from composer.i18n import N_, words
from composer.layout.lines import Piece, Setting
from composer.layout.metrics import Font
from composer.layout.page import Layout, Mark, Page, Picture
from composer.layout.runs import Run, Type
from composer.layout.words import Word
from composer.model.drawing import Drawing
from composer.model.house import House
from composer.pdf import drawing
from composer.pdf.canvas import TaggedCanvas
from composer.pdf.fonts import FontFile
from composer.pdf.metadata import write_metadata
from composer.pdf.objects import deflated_bytes
from composer.pdf.outline import write_outline
from composer.pdf.tags import Node

FOOTER = "/Type/Pagination/Subtype/Footer"
# How far the box of a link reaches under and over the baseline, as parts of the size.
LINK_BELOW = 0.25
LINK_ABOVE = 0.8


def _silent(_done: int, _of: int) -> None:
    """Tell nobody how far the work is."""


def paint(
    layout: Layout, house: House, *, day: date | None = None, progress: Callable[[int, int], None] = _silent
) -> bytes:
    """Return the PDF of a layout; equal layouts give equal bytes. `day` is the date the file bears."""
    painter = _Painter(layout, house)
    for page in layout.pages:
        painter.page(page)
        progress(page.number, len(layout.pages))
    canvas = painter.canvas
    title = layout.title or house.name
    write_metadata(canvas, title=title, author=house.name, language=layout.language, day=day)
    write_outline(canvas.document, layout.bookmarks, layout.height)
    return canvas.finished()


class _Painter:
    """Paints one page after the other; links and references join the tree as their words are painted."""

    def __init__(self, layout: Layout, house: House) -> None:
        self.layout = layout
        self.colours = colour_operators(house.colours)
        self.canvas = TaggedCanvas(layout)
        self.inner: dict[tuple[int, int], Node] = {}
        self.begun: set[Font] = set()
        say = words(layout.language)
        self.say_note = say(N_("Footnote {number}"))
        self.say_back = say(N_("Back to the text of footnote {number}"))

    def page(self, page: Page) -> None:
        """Paint a page: tints and rules, pictures, text in reading order, foot."""
        canvas, height = self.canvas, self.layout.height
        for rect in page.rects:
            place = f"{_n(rect.x)} {_n(height - rect.y - rect.height)} {_n(rect.width)} {_n(rect.height)}"
            canvas.artifact(f"q {self.colours[rect.colour]} {place} re f Q")
        for i, picture in enumerate(page.pictures):
            self._picture(picture, f"Picture{page.number}-{i}")
        for mark in page.marks:
            self._text(mark)
        for mark in page.foot:
            self._foot(mark)
        canvas.showPage()

    def _picture(self, picture: Picture, name: str) -> None:
        node = self.canvas.tree.nodes[picture.element]
        box = (picture.x, self.layout.height - picture.y - picture.height, picture.width, picture.height)
        left, bottom, width, height = box
        node.attributes["box"] = f"{_n(left)} {_n(bottom)} {_n(left + width)} {_n(bottom + height)}"
        self.canvas.picture(node, name, _form(picture.drawing, *box))

    def _text(self, mark: Mark) -> None:
        """Paint lines as marks of their element and of the links, references and languages within it."""
        canvas = self.canvas
        setting = mark.setting
        x, y = mark.x, self.layout.height - mark.y
        out = [self._begin(setting, x, y)]
        node = canvas.tree.nodes[mark.element]
        current: Node | None = None
        for role, operators in self._operators(setting, mark.first, mark.last):
            owner = node if role == TEXT else self._inner_node(mark, role, node)
            if mark.note:
                owner = self._back_link(node)
            if owner is not current:
                out.append("EMC " * (current is not None) + canvas.begin_mark(owner))
                current = owner
            out.append(operators)
        if current is None:
            return
        stretched = any(setting.lines[i].stretch for i in range(mark.first, mark.last))
        out.append("EMC 0 Tw ET" if stretched else "EMC ET")
        canvas.write(" ".join(out))
        if setting.linked or mark.note:
            self._links(mark, x, y, current)

    def _foot(self, mark: Mark) -> None:
        parts = [operators for _, operators in self._operators(mark.setting, mark.first, mark.last)]
        begin = self._begin(mark.setting, mark.x, self.layout.height - mark.y)
        self.canvas.artifact(" ".join([begin, *parts, "ET"]), FOOTER)

    def _begin(self, setting: Setting, x: float, y: float) -> str:
        """Return the operators that begin lines of text: font, colour, leading, place."""
        for font in setting.fonts:
            if font not in self.begun:
                self.begun.add(font)
                cast("FontFile", font).begin(self.canvas.document)
        return f"{begin_operators(setting.font, setting.type, self.colours)} {_n(x)} {_n(y)} Td"

    def _operators(self, setting: Setting, first: int, last: int) -> "tuple[_Painted, ...]":
        kept = text_operators(setting, first, last, self.colours)
        if kept is not None:
            return kept
        return tuple(_painted(setting, first, last, self.colours, self.canvas))

    def _inner_node(self, mark: Mark, role: int, node: Node) -> Node:
        """Return the element of a link, a reference or a foreign span; over lines and pages it is one."""
        key = (mark.element, role)
        inner = self.inner.get(key)
        if inner is None:
            span = mark.setting.spans[role]
            language = (("language", span.language),) if span.language else ()
            if span.note:
                inner = Node("Link", Node("Reference", node))
            else:
                inner = Node("Link" if span.href else "Span", node, language)
            self.inner[key] = inner
        return inner

    def _back_link(self, node: Node) -> Node:
        """Return the link within the label of a footnote."""
        return node.kids[0] if node.kids and isinstance(node.kids[0], Node) else Node("Link", node)

    def _links(self, mark: Mark, x: float, y: float, current: Node) -> None:
        """Add the annotations of a mark: addresses, notes, and from the label of a note back to its mark."""
        setting, canvas = mark.setting, self.canvas
        size, leading = setting.type.size, setting.type.leading
        page = canvas.page
        for i in range(mark.first, mark.last):
            line = setting.lines[i]
            base = y - (i - mark.first) * leading
            for piece in line.pieces:
                run = setting.runs[piece.run]
                span = setting.spans[run.span]
                left = x + line.x + piece.x
                box = (left, base - LINK_BELOW * size, left + piece.width, base + LINK_ABOVE * size)
                if mark.note:
                    canvas.destinations[f"note-{mark.note}"] = (page, x, base + leading)
                    canvas.link(
                        current, box, f"#mark-{mark.note}", self.say_back.replace("{number}", str(mark.note))
                    )
                elif span.note:
                    canvas.destinations.setdefault(f"mark-{span.note}", (page, 0.0, base + leading))
                    target = f"#note-{span.note}"
                    contents = self.say_note.replace("{number}", str(span.note))
                    canvas.link(self.inner[mark.element, run.span], box, target, contents)
                elif span.href:
                    canvas.link(self.inner[mark.element, run.span], box, span.href, span.text)


@lru_cache(maxsize=64)
def _form(picture: Drawing, left: float, bottom: float, width: float, height: float) -> bytes:
    """Return a drawing as a form that paints it in its place on the page."""
    box = f"{_n(left)} {_n(bottom)} {_n(left + width)} {_n(bottom + height)}".encode()
    content = drawing.stream(picture, left, bottom + height, width, height).encode("ascii")
    return deflated_bytes(content, b"/Type/XObject/Subtype/Form/BBox[%s]/Resources<<>>" % box)


# ---- lines into operators

TEXT = -1


class _Painted(NamedTuple):
    """Operators of one owner: `TEXT` is the paragraph itself, else the number of a span."""

    role: int
    operators: str


class Colours:
    """Operators that set a colour, by its role; compared by identity. An unknown role is black."""

    def __init__(self, operators: dict[str, str]) -> None:
        """Keep an operator for each role."""
        self._operators = operators

    def __getitem__(self, role: str) -> str:
        return self._operators.get(role, "0 g")


@lru_cache(maxsize=16)
def colour_operators(colours: tuple[tuple[str, tuple[float, float, float]], ...]) -> Colours:
    """Return the operators of a palette; the same palette always gets the same object."""
    return Colours({role: " ".join(_n(value) for value in colour) + " rg" for role, colour in colours})


@lru_cache(maxsize=256)
def begin_operators(font: Font, type_: Type, colours: Colours) -> str:
    """Return the operators that set font, leading and colour of a type."""
    return f"BT /{font.name}+0 {type_.size:g} Tf {type_.leading:g} TL {colours[type_.colour]}"


@lru_cache(maxsize=16_384)
def text_operators(setting: Setting, first: int, last: int, colours: Colours) -> tuple[_Painted, ...] | None:
    """Return the operators of lines, equal in every document; None when they hold rarer characters."""
    try:
        return tuple(_painted(setting, first, last, colours, None))
    except LookupError:
        return None


def _painted(
    setting: Setting, first: int, last: int, colours: Colours, canvas: TaggedCanvas | None
) -> Iterator[_Painted]:
    """Yield the operators of lines, neighbours of one owner joined. Raises LookupError without a canvas."""
    pieces = _with_moves(setting, first, last, colours, canvas)
    for role, group in groupby(pieces, lambda piece: piece.role):
        yield _Painted(role, " ".join(piece.operators for piece in group))


def _with_moves(
    setting: Setting, first: int, last: int, colours: Colours, canvas: TaggedCanvas | None
) -> Iterator[_Painted]:
    """Yield each piece of each line, the first of a line with the moves that lead to it."""
    stretch = offset = 0.0
    moves = ""
    for i in range(first, last):
        line = setting.lines[i]
        if i > first:
            moves += "T* "
        if line.x != offset:
            moves += f"{_n(line.x - offset)} 0 Td "
            offset = line.x
        if line.stretch != stretch:
            moves += f"{_n(line.stretch)} Tw "
            stretch = line.stretch
        for piece in line.pieces:
            run = setting.runs[piece.run]
            yield _Painted(_role(setting, run), moves + _shown(setting, run, piece, colours, canvas))
            moves = ""


def _role(setting: Setting, run: Run) -> int:
    span = setting.spans[run.span]
    return run.span if span.note or span.href or span.language else TEXT


def _shown(setting: Setting, run: Run, piece: Piece, colours: Colours, canvas: TaggedCanvas | None) -> str:
    """Return the operators of one piece; after it everything is as in the paragraph again."""
    font = cast("FontFile", run.font)
    base, type_ = setting.font, setting.type
    encoded = "".join(" " if word is None else _encoded(font, word, run.size, canvas) for word in piece.words)
    shown = f"[({encoded})]TJ"
    if run.colour != type_.colour:
        shown = f"{colours[run.colour]} {shown} {colours[type_.colour]}"
    if font is not base or run.size != type_.size:
        shown = f"/{font.name}+0 {run.size:g} Tf {shown} /{base.name}+0 {type_.size:g} Tf"
    return f"{run.rise:g} Ts {shown} 0 Ts" if run.rise else shown


def _encoded(font: FontFile, word: Word, size: float, canvas: TaggedCanvas | None) -> str:
    encoded = font.encoded(word)
    if encoded is not None:
        return encoded
    if canvas is None:
        raise LookupError(word.text)
    return font.encode(word, size, canvas.document)


def _n(value: float) -> str:
    return f"{round(value, 3):g}" if abs(value) < 1e5 else f"{value:.3f}"
