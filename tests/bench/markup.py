"""A document written in Typst, with the faces, sizes, measure, spaces, frames and notes that ours has.

It does not have the logo, the number of a section in the margin, and a setting of ragged text that weighs
whole paragraphs as ours does: Typst can, at more than twice the time, but left alone it does not. Everything
left out makes Typst faster, not slower.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from reportlab.pdfbase.ttfonts import TTFontFile

from composer.compose.flow import flow
from composer.compose.resolve import resolve
from composer.compose.world import World
from composer.layout.boxes import GUTTER
from composer.model.document import Document
from composer.model.flow import (
    PAGE,
    PAGES,
    Columns,
    Flow,
    FlowDocument,
    Group,
    Item,
    Note,
    PageBreak,
    Para,
    Span,
)
from composer.model.style import Style

# What Typst reads as markup wherever it stands, and what it does only at the start of a line or in pairs.
_ALWAYS = re.compile(r"[\\#$*_@<\[\]`~]")
_PAIRED = re.compile(r"/(?=[/*])|-(?=[-?])|\.(?=\.\.)")
_AT_START = re.compile(r"^(\s*)(\d+)\.|^(\s*)([=+/-])")

_TEXT = "paragraph"
_WEIGHTS = {"light": 300, "medium": 500, "semibold": 600, "black": 900}


def markup(document: Document, world: World) -> str:
    """Return a document in Typst's markup; it compiles to PDF/UA-1."""
    made = flow(resolve(document, world))
    return _Writer(made, world).text()


class _Writer:
    """One document on its way to Typst."""

    def __init__(self, made: FlowDocument, world: World) -> None:
        self.made = made
        self.house = world.house
        self.styles = world.template.styles
        self.regions = {spec.name: spec for spec in (*world.house.letterhead, *world.template.regions)}
        self.notes: dict[int, Note] = {note.number: note for note in made.notes}
        self.told: set[int] = set()
        self._fallback = tuple(face.regular for face in world.house.fallback)

    def text(self) -> str:
        """Return the whole document."""
        top = self.house.geometry.first_top - self.house.geometry.top
        body = "\n\n".join(self._all(self.made.body))
        return "\n".join((*self._preamble(), *self._regions(), f"#v({_pt(top)})", "", body, ""))

    def style(self, name: str) -> Style:
        """Return a style of the template, that of the body for an unknown name."""
        return self.styles.get(name) or self.styles["body"]

    # ---- preamble

    def _preamble(self) -> Iterator[str]:
        page = self.house.geometry
        edges = {"left": page.left, "right": page.right, "top": page.top, "bottom": page.bottom}
        margin = ", ".join(f"{edge}: {_pt(points)}" for edge, points in edges.items())
        size = f"width: {_pt(page.width)}, height: {_pt(page.height)}"
        yield f"#set document(title: {_quoted(self.made.title)})"
        yield f"#set page({size}, margin: ({margin}), footer: context [{self._foot()}])"
        yield f"#set text(lang: {_quoted(self.made.language)})"
        yield "#set smartquote(enabled: false)"
        body = self.style(_TEXT)
        yield f"#set text({self._look(body)})"
        yield f"#set par(leading: 0pt, spacing: {_pt(body.after)}, justify: {_justified(body)})"
        yield "#set block(spacing: 0pt)"
        yield from self._heading_looks()
        note = self.style("note")
        yield f"#show footnote.entry: set text({self._look(note)})"
        yield "#show footnote.entry: set par(leading: 0pt)"
        yield "#set footnote.entry(gap: 2pt, indent: 0pt, separator: line(length: 113.4pt, stroke: 0.5pt))"
        for name, style in sorted(self.styles.items()):
            yield f"#let s-{name}(body) = {self._block(style)}"

    def _heading_looks(self) -> Iterator[str]:
        seen: set[int] = set()
        for para in _paras(self.made.body):
            level = _level(para)
            if level and level not in seen:
                seen.add(level)
                style = self.style(para.style)
                at = f"heading.where(level: {level})"
                yield f"#show {at}: set text({self._look(style)})"
                below = max(style.after, self.style(_TEXT).before)
                yield f"#show {at}: set block(above: {_pt(style.before)}, below: {_pt(below)})"

    def _look(self, style: Style) -> str:
        above = style.leading / 2 + 0.33 * style.size
        face = dict(self.house.typefaces).get(style.face, self.house.typefaces[0][1])
        fonts = ", ".join(_quoted(_family(file)[0]) for file in (face.regular, *self._fallback))
        weight = 700 if style.bold else _family(face.regular)[1]
        slant = "italic" if style.italic else "normal"
        return (
            f"font: ({fonts},), size: {_pt(style.size)}, fill: {self._colour(style.colour)},"
            f" top-edge: {_pt(above)}, bottom-edge: {_pt(above - style.leading)},"
            f' weight: {weight}, style: "{slant}", hyphenate: {_truth(style.hyphenate)}'
        )

    def _block(self, style: Style) -> str:
        places = f"above: {_pt(style.before)}, below: {_pt(style.after)}, sticky: {_truth(style.keep_next)}"
        look = f"set text({self._look(style)}); set par(justify: {_justified(style)})"
        return f"block({places}, {{ {look}; body }})"

    def _frame(self, style: Style) -> str:
        parts = [f"width: 100%, above: {_pt(style.before)}, below: {_pt(style.after)}"]
        if style.tint:
            parts.append(f"fill: {self._colour(style.tint)}")
        if style.bar:
            parts.append(f"stroke: (left: {_pt(style.bar_width)} + {self._colour(style.bar)})")
        parts.append(f"inset: (x: {_pt(style.padding_side)}, y: {_pt(style.padding)})")
        return f"block({', '.join(parts)})"

    def _colour(self, role: str) -> str:
        parts = self.house.palette.get(role, (0.0, 0.0, 0.0))
        return 'rgb("#' + "".join(f"{round(part * 255):02x}" for part in parts) + '")'

    # ---- fixed places

    def _regions(self) -> Iterator[str]:
        page = self.house.geometry
        for region in self.made.regions:
            spec = self.regions[region.name]
            inner = "\n\n".join(self._all(region.paras))
            places = f"dx: {_pt(spec.x - page.left)}, dy: {_pt(spec.y - page.top)}"
            yield f"#place(top + left, {places}, block(width: {_pt(spec.width)})[{inner}])"

    def _foot(self) -> str:
        parts = ("".join(map(self._span, spans)) for spans in self.made.foot)
        text = " #h(1fr) ".join(parts)
        text = text.replace(PAGE, "#counter(page).get().first()")
        text = text.replace(PAGES, "#counter(page).final().first()")
        return f"#set text({self._look(self.style('foot'))})\n{text}"

    # ---- the text

    def _all(self, flows: Iterable[Flow]) -> Iterator[str]:
        return (self._flow(item) for item in flows)

    def _flow(self, item: Flow) -> str:
        match item:
            case Para():
                return self._para(item)
            case Group(children=children, tag="L"):
                return self._list(tuple(child for child in children if isinstance(child, Item)))
            case Group():
                return self._group(item)
            case Item():
                return self._items((item,))
            case Columns():
                return self._columns(item)
        return "#pagebreak(weak: true)" if isinstance(item, PageBreak) else ""

    def _para(self, para: Para) -> str:
        words = self._words((*para.label, Span(" "), *para.spans) if para.label else para.spans)
        if level := _level(para):
            return f"#heading(level: {level})[{words}]"
        return words if para.style == _TEXT else f"#s-{para.style}[{words}]"

    def _group(self, group: Group) -> str:
        style = self.style(group.style) if group.style else Style()
        children = list(self._all(group.children))
        if style.rule_between:
            apart = self.style("example")
            rule = f"line(length: 100%, stroke: 0.5pt + {self._colour(style.rule_between)})"
            rule = f"#block(above: {_pt(apart.after)}, below: {_pt(apart.before)}, {rule})"
            children = [line for child in children for line in (rule, child)][1:]
        inner = "\n\n".join(children)
        return f"#{self._frame(style)}[\n{inner}\n]" if style.tint or style.bar else inner

    def _list(self, items: tuple[Item, ...]) -> str:
        """Return items of a list: those with frames apart, others together."""
        if any(self.style(item.style).tint for item in items):
            return "\n\n".join(self._items((item,)) for item in items)
        return self._items(items)

    def _items(self, items: tuple[Item, ...]) -> str:
        style = self.style(items[0].style)
        marks = ", ".join(f"[{self._words(item.label)}]" for item in items)
        bodies = ", ".join("[" + "\n\n".join(self._all(item.children)) + "]" for item in items)
        colour = self._colour(style.label_colour or style.colour)
        number = f"n => box(width: {_pt(style.indent)}, text(fill: {colour}, ({marks},).at(n - 1)))"
        made = (
            f"enum(tight: false, spacing: {_pt(max(style.before, style.after))}, body-indent: 0pt,"
            f" number-align: start, numbering: {number}, {bodies})"
        )
        if style.tint or style.bar:
            return f"#{self._frame(style)}[#{made}]"
        space = self.style(_TEXT).after
        return f"#block(above: {_pt(space)}, below: {_pt(space)}, {made})"

    def _columns(self, columns: Columns) -> str:
        style = self.style(columns.style)
        cells = ", ".join("[" + "\n".join(self._all(cell)) + "]" for cell in columns.columns)
        widths = ", ".join(f"{weight:g}fr" for weight in columns.weights)
        return (
            f"#block(above: {_pt(style.before)}, below: {_pt(style.after)}, grid(columns: ({widths},),"
            f" inset: (right: {_pt(GUTTER)}), {cells}))"
        )

    # ---- words

    def _words(self, spans: tuple[Span, ...]) -> str:
        return "".join(map(self._span, spans))

    def _span(self, span: Span) -> str:
        if span.note:
            return self._note(span.note)
        words = " #linebreak() ".join(map(_escaped, span.text.split("\n")))
        if span.bold:
            words = f"#strong[{words}]"
        if span.italic:
            words = f"#emph[{words}]"
        return f"#link({_quoted(span.href)})[{words}]" if span.href else words

    def _note(self, number: int) -> str:
        if number in self.told:
            return f"#footnote(<note-{number}>)"
        self.told.add(number)
        return f"#footnote[{self._words(self.notes[number].body.spans)}] <note-{number}>"


def _paras(flows: Iterable[Flow]) -> Iterator[Para]:
    for item in flows:
        if isinstance(item, Para):
            yield item
        elif isinstance(item, Columns):
            yield from (para for column in item.columns for para in column)
        elif not isinstance(item, PageBreak):
            yield from _paras(item.children)


def _level(para: Para) -> int:
    """Return how deep a heading is, 0 for what is none."""
    return int(para.tag[1]) if re.fullmatch(r"H\d", para.tag) else 0


def _escaped(words: str) -> str:
    words = _PAIRED.sub(r"\\\g<0>", _ALWAYS.sub(r"\\\g<0>", words))
    return _AT_START.sub(
        lambda found: f"{found[1]}{found[2]}\\." if found[2] else f"{found[3]}\\{found[4]}", words
    )


@cache
def _family(file: Path) -> tuple[str, int]:
    """Return the family by which Typst knows a font, and its weight; it takes weights out of the names."""
    name = TTFontFile(str(file), validate=0).familyName.decode()
    family, _, last = name.rpartition(" ")
    weight = _WEIGHTS.get(last.lower())
    return (family, weight) if weight else (name, 400)


def _truth(value: bool) -> str:
    return "true" if value else "false"


def _justified(style: Style) -> str:
    return _truth(style.align == "justify")


def _quoted(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _pt(points: float) -> str:
    return f"{round(points, 3):g}pt"
