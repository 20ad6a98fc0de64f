"""What other programs get of a clip: HTML and plain words, said as the document prints them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from html import escape

from composer.app.clip import Clip
from composer.compose.world import World
from composer.model.document import Document
from composer.model.flow import Columns, Figure, Flow, Group, Item, Note, Para, Span, Table

_HEADINGS = {"H1", "H2", "H3", "H4", "H5", "H6"}
_LISTS = {
    "Decimal": "<ol>",
    "LowerAlpha": '<ol type="a">',
    "UpperAlpha": '<ol type="A">',
    "LowerRoman": "<ol>",
}
_STEP = "   "


def words_of(clip: Clip, document: Document, world: World) -> tuple[str, str]:
    """Return a clip of a document as HTML and as plain words: numbers, notes and fields as printed."""
    from composer.compose.flow import flow  # by the first that copies: a window opens without it
    from composer.compose.resolve import resolve

    bare = replace(world.template, head=(), tail=(), start_page=1)
    resolved = resolve(replace(document, blocks=clip.blocks), World(bare))
    numbers = resolve(document, world).numbers
    said = flow(replace(resolved, numbers={**resolved.numbers, **numbers}))
    if clip.is_text and len(said.body) == 1 and isinstance(said.body[0], Para) and not said.notes:
        spans = said.body[0].spans
        return _document(_inline(spans), said.language), "".join(span.text for span in spans)
    html = "\n".join([*_html(said.body), *_notes_html(said.notes)])
    lines = [*_lines(said.body, ""), *(f"[{note.number}] {_plain(note.body.spans)}" for note in said.notes)]
    return _document(html, said.language), "\n".join(lines)


def _document(body: str, language: str) -> str:
    head = '<meta charset="utf-8">'
    return f'<html lang="{escape(language)}"><head>{head}</head><body>{body}</body></html>'


# ---- HTML


def _html(flows: Iterable[Flow]) -> Iterator[str]:
    for piece in flows:
        match piece:
            case Para():
                tag = piece.tag.lower() if piece.tag in _HEADINGS else "p"
                label = f"{_inline(piece.label)} " if piece.label else ""
                yield f"<{tag}>{label}{_inline(piece.spans)}</{tag}>"
            case Group(tag="L") if piece.numbering != "None":
                opening = _LISTS.get(piece.numbering, "<ul>")
                yield opening + "".join(_items(piece.children)) + f"</{opening[1:3]}>"
            case Group():
                quoted = piece.tag == "BlockQuote"
                inner = "\n".join(_html(piece.children))
                yield f"<blockquote>{inner}</blockquote>" if quoted else inner
            case Item():
                yield from _labelled(piece)
            case Columns():
                for column in piece.columns:
                    yield from _html(column)
            case Figure():
                yield from _html(piece.under)
            case Table():
                yield _table(piece)


def _items(flows: tuple[Flow, ...]) -> Iterator[str]:
    for piece in flows:
        content = piece.children if isinstance(piece, Item) else (piece,)
        if len(content) == 1 and isinstance(content[0], Para):
            yield f"<li>{_inline(content[0].spans)}</li>"
        else:
            yield f"<li>{''.join(_html(content))}</li>"


def _labelled(item: Item) -> Iterator[str]:
    """Yield an item that stands by itself, its label in front of its first paragraph."""
    first, *others = item.children or (Para(spans=()),)
    if isinstance(first, Para):
        yield f"<p>{_inline(item.label)} {_inline(first.spans)}</p>"
    else:
        yield from _html((first,))
    yield from _html(others)


def _table(table: Table) -> str:
    def row(cells: tuple[tuple[Para, ...], ...], tag: str) -> str:
        said = ("<br>".join(_inline(para.spans) for para in cell) for cell in cells)
        return "<tr>" + "".join(f"<{tag}>{words}</{tag}>" for words in said) + "</tr>"

    caption = f"<caption>{_inline(table.caption.spans)}</caption>" if table.caption else ""
    head = row(table.head, "th") if table.head else ""
    return f"<table>{caption}{head}{''.join(row(cells, 'td') for cells in table.rows)}</table>"


def _notes_html(notes: tuple[Note, ...]) -> Iterator[str]:
    for note in notes:
        yield f"<p><sup>{note.number}</sup> {_inline(note.body.spans)}</p>"


def _inline(spans: Iterable[Span]) -> str:
    return "".join(map(_span, spans))


def _span(span: Span) -> str:
    words = escape(span.text, quote=False).replace("\n", "<br>")
    for is_so, tag in ((span.bold, "b"), (span.italic, "i"), (bool(span.note), "sup")):
        if is_so:
            words = f"<{tag}>{words}</{tag}>"
    return f'<a href="{escape(span.href)}">{words}</a>' if span.href else words


# ---- plain words


def _lines(flows: Iterable[Flow], indent: str) -> Iterator[str]:
    for piece in flows:
        match piece:
            case Para():
                label = f"{_plain(piece.label)} " if piece.label else ""
                yield f"{indent}{label}{_plain(piece.spans)}".rstrip()
            case Group():
                yield from _lines(piece.children, indent)
            case Item():
                first, *others = tuple(_lines(piece.children, "")) or ("",)
                yield f"{indent}{_plain(piece.label)} {first}".rstrip()
                yield from (f"{indent}{_STEP}{line}" for line in others)
            case Columns():
                for column in piece.columns:
                    yield from _lines(column, indent)
            case Figure():
                yield from _lines(piece.under, indent)
            case Table():
                yield from _lines((piece.caption,) if piece.caption else (), indent)
                for cells in (piece.head, *piece.rows) if piece.head else piece.rows:
                    yield "\t".join(" ".join(_plain(para.spans) for para in cell) for cell in cells)


def _plain(spans: Iterable[Span]) -> str:
    return "".join(f"[{span.text}]" if span.note else span.text for span in spans)
