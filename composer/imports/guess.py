"""Lines as blocks: headings, lists, tables, figures, and the marks by which people write ➢, `a.` and `1.`."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from composer.blocks import KINDS
from composer.blocks.kind import schema_of
from composer.imports.draft import Line
from composer.model.document import Block
from composer.model.inline import text_of
from composer.model.text import Inline, Run, Text

# A mark that somebody typed before a line, with what parts it from the words.
_MARK = re.compile(r"(?P<mark>[➢➤►▶➔]|[•·▪◦●‣*\u2013-]|\(?\d{1,2}[.)]|\(?[a-z][.)])[ \u00a0\t]+")
_REQUEST = {"➢", "➤", "►", "▶", "➔", "Ø"}
_NUMBER = re.compile(r"\(?(\d{1,3})[.)]?")
_LETTER = re.compile(r"\(?([a-zA-Z])[.)]")
_DEEPEST_HEADING, _DEEPEST_ITEM = 3, 3
_LONGEST_HEADING = 90


def blocks_of(lines: Sequence[Line]) -> tuple[Block, ...]:
    """Return the blocks that lines are taken for."""
    is_alone = len(lines) == 1
    marked = [_with_mark(line, is_alone=is_alone) for line in lines]
    return tuple(_nested(_headed(marked)))


def _made(kind: str, **fields: object) -> Block:
    make: Callable[..., Block] = KINDS[kind].block
    return make(**fields)


# ---- marks


def _with_mark(line: Line, *, is_alone: bool) -> Line:
    """Return a line whose typed mark is known as such; of a line by itself only that of a request."""
    line.mark = line.mark.replace("\u00a0", " ").strip()
    first = line.inlines[0] if line.inlines else None
    if line.mark or line.rows or line.picture or not isinstance(first, Run):
        return line
    found = _MARK.match(first.text)
    if found is None or (len(found[0]) == len(first.text) and len(line.inlines) == 1):
        return line
    if is_alone and found["mark"] not in _REQUEST:
        return line
    line.mark, line.is_typed = found["mark"], True
    rest = first.text[found.end() :]
    others = line.inlines[1:]
    line.inlines = [Run(rest, first.format), *others] if rest else others
    return line


def _sort(line: Line) -> str:
    """Return what the mark of a line says: request, number, letter, bullet; nothing without a mark."""
    mark = line.mark
    if not mark:
        return "bullet" if line.depth else ""
    if mark in _REQUEST:
        return "request"
    if _NUMBER.fullmatch(mark):
        return "number"
    if len(mark) > 1 and _LETTER.fullmatch(mark):
        return "letter"
    return "dash" if mark in {"-", "\u2013"} else "bullet"


def _headed(lines: list[Line]) -> list[Line]:
    """Return lines in which a short bold one is a heading, when there are others."""
    for i, line in enumerate(lines):
        is_alone = not (line.level or line.depth or line.mark or line.rows or line.picture or line.is_quoted)
        words = "".join(item.text for item in line.inlines if isinstance(item, Run))
        bold = all(
            isinstance(item, Run) and (item.format.bold or not item.text.strip()) for item in line.inlines
        )
        is_short = 0 < len(words) <= _LONGEST_HEADING and "\n" not in words and words[-1] not in ".,;:?!"
        if is_alone and bold and is_short and i + 1 < len(lines):
            line.level = 2
    return lines


# ---- blocks


def _nested(lines: list[Line]) -> Iterator[Block]:
    """Yield blocks; requests stand in the argument or section before them."""
    ends = _ends_of_arguments(lines)
    i = 0
    while i < len(lines):
        end = _end_of_section(lines, i)
        if end > i:
            yield _section(lines[i:end])
            i = end
            continue
        if i in ends:
            yield _argument(lines[i : ends[i]])
            i = ends[i]
            continue
        block, i = _one(lines, i)
        if block is not None:
            yield block


def _end_of_section(lines: list[Line], i: int) -> int:
    """Return where a numbered title with arguments or requests right behind it ends; `i` when it is none."""
    if _sort(lines[i]) != "number" or lines[i].depth > 1:
        return i
    end = i + 1
    while end < len(lines) and _sort(lines[end]) in {"letter", "request"}:
        end += 1
    has_requests = any(_sort(line) == "request" for line in lines[i:end])
    return end if has_requests else i


def _section(lines: list[Line]) -> Block:
    title = _text(lines[0], plain=True)
    return _made("section", title=title, blocks=tuple(_nested(lines[1:])))


def _ends_of_arguments(lines: list[Line]) -> dict[int, int]:
    """Return where each argument with its requests ends, by where it begins.

    Lettered lines beside one that has requests are arguments too.
    """
    sorts = [_sort(line) for line in lines]
    ends: dict[int, int] = {}
    for is_part, group in groupby(range(len(lines)), lambda i: sorts[i] in {"letter", "request"}):
        here = list(group)
        if not is_part or not any(sorts[i] == "request" for i in here):
            continue
        end = here[-1] + 1
        for i in reversed(here):
            if sorts[i] == "letter":
                ends[i] = end
                end = i
    return ends


def _argument(lines: list[Line]) -> Block:
    requests = tuple(_made("request", text=_text(line, plain=True)) for line in lines[1:])
    return _made("argument", text=_text(lines[0]), blocks=requests)


def _one(lines: list[Line], i: int) -> tuple[Block | None, int]:
    """Return the block that begins with a line, and the line behind it."""
    line, sort = lines[i], _sort(lines[i])
    if line.rows:
        return _table(line), i + 1
    if line.picture:
        alt = "".join(item.text for item in line.inlines if isinstance(item, Run))
        return _made("figure", image=line.picture, alt=alt.strip()), i + 1
    if line.level or sort == "request":
        return _short(line, sort), i + 1
    if sort:
        return _list(lines, i)
    if line.is_quoted:
        end = _while(lines, i, lambda other: other.is_quoted and not _sort(other) and not other.rows)
        return _made("quotation", text=text_of(other.inlines for other in lines[i:end])), end
    text = _text(line)
    return (_made("paragraph", text=text) if text.paragraphs else None), i + 1


def _short(line: Line, sort: str) -> Block:
    """Return a heading or a request: both are bold by nature."""
    text = _text(line, plain=True)
    if sort == "request":
        return _made("request", text=text)
    return _made("heading", text=text, level=min(line.level, _DEEPEST_HEADING), numbered=sort == "number")


def _while(lines: list[Line], i: int, holds: Callable[[Line], bool]) -> int:
    while i < len(lines) and holds(lines[i]):
        i += 1
    return i


def _text(line: Line, *, plain: bool = False) -> Text:
    """Return the words of a line; `plain` for what is bold by nature."""
    inlines = line.inlines
    if plain and all(item.format.bold or not item.text.strip() for item in inlines if isinstance(item, Run)):
        inlines = [_not_bold(item) for item in inlines]
    return text_of([inlines])


def _not_bold(item: Inline) -> Inline:
    return replace(item, format=replace(item.format, bold=False)) if isinstance(item, Run) else item


def _table(line: Line) -> Block:
    width = max(map(len, line.rows))
    rows = tuple(tuple(text_of([cell]) for cell in row) + (Text(),) * (width - len(row)) for row in line.rows)
    if line.has_head:
        rows = (tuple(text_of([[_not_bold(item) for item in cell]]) for cell in line.rows[0]), *rows[1:])
        rows = (rows[0] + (Text(),) * (width - len(rows[0])), *rows[1:])
    return _made("table", rows=rows, header=line.has_head)


# ---- lists


def _list(lines: list[Line], i: int) -> tuple[Block, int]:
    """Return the list that begins with a line: lines of its sort, and deeper ones within them."""
    sort, depth = _sort(lines[i]), max(1, lines[i].depth)

    def belongs(line: Line) -> bool:
        if line.goes_on:
            return True
        own = _sort(line)
        if not own or own == "request" or line.level or line.rows or line.picture:
            return False
        return line.depth > depth or (own == sort and max(1, line.depth) == depth)

    end = _while(lines, i, belongs)
    if end == i + 1 and lines[i].is_typed and sort in {"number", "letter"}:  # nobody makes a list of one
        inlines = [Run(f"{lines[i].mark} "), *lines[i].inlines]
        return _made("paragraph", text=text_of([inlines])), end
    declared: type = KINDS["list"].block
    record = next(schema.record for name, schema in schema_of(declared) if name == "items" and schema.record)
    return _made("list", marker=sort, items=tuple(_items(lines[i:end], depth, record))), end


def _items(lines: list[Line], depth: int, record: type) -> Iterator[Any]:
    i = 0
    while i < len(lines):
        inlines = list(lines[i].inlines)
        end = i + 1
        while end < len(lines) and (lines[end].goes_on or max(1, lines[end].depth) > depth):
            end += 1
        within = [line for line in lines[i + 1 : end] if not line.goes_on]
        for line in lines[i + 1 : end]:
            if line.goes_on:
                inlines += [Run("\n"), *line.inlines]
        if depth >= _DEEPEST_ITEM:
            yield record(text=text_of([inlines]))
            yield from (record(text=text_of([line.inlines])) for line in within)
        else:
            inner = tuple(_items(within, min((max(1, line.depth) for line in within), default=depth), record))
            yield record(text=text_of([inlines]), items=inner)
        i = end
