"""Tables in lines: how wide the columns are, and how numbers stand under each other by the decimal sign."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from composer.layout.lines import Line, Setting, set_lines
from composer.layout.metrics import Metrics
from composer.layout.runs import Type
from composer.model.flow import Para, Span, Table, TableCell

# Languages that write 1.5; the others write 1,5.
_WITH_POINT = ("en",)
_SIGNS = {sign: re.compile(rf"(?<=\d){re.escape(sign)}(?=\d)") for sign in ",."}
# Wider than any line, in points.
WIDEST = 1e7
# What a width that was added up may differ from the same width measured, in points.
ROUNDING = 0.05
# How much wider than its words a column becomes at most.
MOST_AIR = 2.0
# However little a column weighs, it has room for a few letters, in points.
LEAST_COLUMN = 24.0
# Longer words are a text in which there is a number.
LONGEST_NUMBER = 24
_DIGIT = re.compile(r"\d")


class Extent(NamedTuple):
    """How wide words are, in points: on one line, and the widest of them alone."""

    whole: float
    widest: float


@lru_cache(maxsize=16_384)
def extent(spans: tuple[Span, ...], type_: Type, metrics: Metrics) -> Extent:
    """Return how wide words are; a newline parts them in lines of their own."""
    # Kept here, not among the lines of paragraphs, which nobody would ask for again in this width.
    setting = set_lines.__wrapped__(spans, type_._replace(align="left"), WIDEST, "", metrics)
    widest = max(wide for line in setting.lines for wide in _words_on(setting, line))
    return Extent(max(line.width for line in setting.lines), widest)


def _words_on(setting: Setting, line: Line) -> Iterator[float]:
    """Yield how wide the words on a line are; one may be of several runs."""
    wide = 0.0
    for piece in line.pieces:
        size = setting.runs[piece.run].size
        for word in piece.words:
            if word is None:
                yield wide
                wide = 0.0
            else:
                wide += word.width * size / 1000
    yield wide


def weighted_widths(weights: Sequence[float], room: float, widest: Sequence[float] = ()) -> list[float]:
    """Return widths by weight that together are `room` points.

    A column that would be too narrow for a few letters, or for the widest of its words where that is given,
    takes from the others, but no more than an equal part of the room.
    """
    most = room / len(weights)
    least = [min(max(LEAST_COLUMN, one), most) for one in widest or (0.0,) * len(weights)]
    narrow: set[int] = set()
    while True:
        rest = room - sum(least[i] for i in narrow)
        total = sum(weight for i, weight in enumerate(weights) if i not in narrow)
        widths = [least[i] if i in narrow else rest * weight / total for i, weight in enumerate(weights)]
        too_narrow = {i for i, width in enumerate(widths) if width < least[i] - ROUNDING}
        if not too_narrow:
            return widths
        narrow |= too_narrow


def column_widths(weights: Sequence[int], content: Sequence[Extent], room: float) -> list[float]:
    """Return the widths of columns that together take `room` points at most.

    By weight where one is given, a column without one then counting as 1; else by content, and long texts get
    what is left. No column is narrower than its widest word as long as that is possible. Short words get room
    around them, but not so much that the eye loses the row.
    """
    if any(weights):
        return weighted_widths([weight or 1 for weight in weights], room, [one.widest for one in content])
    wanted, least = [one.whole for one in content], [one.widest for one in content]
    if sum(wanted) <= room:
        return _shared(wanted, min(room, sum(wanted) * MOST_AIR) - sum(wanted), wanted)
    if sum(least) <= room:
        more = [one.whole - one.widest for one in content]
        return _shared(least, room - sum(least), more)
    return [room * one / sum(least) for one in least]


def _shared(widths: list[float], rest: float, parts: list[float]) -> list[float]:
    """Return widths with the rest shared out by parts, evenly when there are none."""
    total = sum(parts)
    if not total:
        return [width + rest / len(widths) for width in widths]
    return [width + rest * part / total for width, part in zip(widths, parts, strict=True)]


class Number(NamedTuple):
    """The words of a number before its decimal sign, or before what follows its last digit, and the rest."""

    before: tuple[Span, ...]
    behind: tuple[Span, ...]


def number_of(spans: tuple[Span, ...], language: str) -> Number | None:
    """Return a number in its two parts, None for words that are none; marks of notes come behind."""
    words = "".join("" if span.note else span.text for span in spans)
    if "\n" in words or len(words) > LONGEST_NUMBER:
        return None
    sign = "." if language.split("-", maxsplit=1)[0] in _WITH_POINT else ","
    found = [match.start() for match in _SIGNS[sign].finditer(words)]
    found = found or [match.end() for match in _DIGIT.finditer(words)]
    return Number(*_parted(spans, found[-1])) if found else None


def _parted(spans: tuple[Span, ...], at: int) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return spans in two at a place among their words, the marks of notes not counted."""
    before: list[Span] = []
    for i, span in enumerate(spans):
        if span.note:
            before.append(span)
        elif len(span.text) >= at:
            head, tail = span.text[:at], span.text[at:]
            before += [span._replace(text=head)] if head else []
            return tuple(before), ((span._replace(text=tail),) if tail else ()) + spans[i + 1 :]
        else:
            before.append(span)
            at -= len(span.text)
    return tuple(before), ()


# ---- rows


class CellPara(NamedTuple):
    """A paragraph of a cell; `line` is the line of the row that it begins on, `x` counts from the table."""

    para: Para
    setting: Setting
    x: float
    line: int


class TableRow(NamedTuple):
    """A row in lines of one leading: its cells, and how many lines the longest has."""

    cells: tuple[tuple[CellPara, ...], ...]
    lines: int
    leading: float


class TableSetter:
    """Sets the rows of a table; `side` is the room left and right in each cell, all in points."""

    def __init__(
        self, table: Table, width: float, side: float, *, types: Callable[[str], Type], metrics: Metrics
    ) -> None:
        """Measure what the widths of the columns follow from."""
        self._table = table
        self._side = side
        self._type = types
        self._metrics = metrics
        columns = range(len(table.columns))
        # What stands in the head is a name, also when it is a year.
        self._numbers = [self._number_widths(i, [row[i] for row in table.rows]) for i in columns]
        content = [self._content(i, [row[i] for row in self._rows()]) for i in columns]
        self._widths = column_widths([column.weight for column in table.columns], content, width)

    def _rows(self) -> tuple[tuple[TableCell, ...], ...]:
        head = self._table.head
        return (head, *self._table.rows) if head else self._table.rows

    @property
    def width(self) -> float:
        """Return how wide the table is."""
        return sum(self._widths)

    def rows(self) -> Iterator[TableRow]:
        """Yield every row, the head first if there is one."""
        for i, cells in enumerate(self._rows()):
            yield self._row(cells, is_head=bool(self._table.head) and not i)

    def _row(self, cells: tuple[TableCell, ...], *, is_head: bool) -> TableRow:
        left = 0.0
        made = []
        for i, cell in enumerate(cells):
            made.append(tuple(self._cell(i, cell, left + self._side, is_head=is_head)))
            left += self._widths[i]
        first = next((para for cell in made for para in cell), None)
        type_ = first.setting.type if first else self._type(f"{self._table.style}-cell")
        ends = [para.line + len(para.setting.lines) for cell in made for para in cell]
        return TableRow(tuple(made), max(ends, default=1), type_.leading)

    def _cell(self, column: int, cell: TableCell, left: float, *, is_head: bool) -> Iterator[CellPara]:
        line = 0
        for para in cell:
            setting, shift = self._set(column, para, is_head=is_head)
            yield CellPara(para, setting, left + shift, line)
            line += len(setting.lines)

    def _set(self, column: int, para: Para, *, is_head: bool) -> tuple[Setting, float]:
        """Return a paragraph in lines, and how far to the right a number is to stand."""
        width = round(max(self._widths[column] - 2 * self._side, 2 * self._side), 3)
        align = self._table.columns[column].align
        type_ = self._type(para.style)
        if align == "decimal":
            before, behind = self._numbers[column]
            number = None if is_head else number_of(para.spans, para.language)
            if number and before + behind <= width:
                shift = width - behind - self._wide(number.before, type_)
                setting = set_lines(
                    para.spans, type_._replace(align="left"), width, para.language, self._metrics
                )
                if len(setting.lines) == 1:
                    return setting, shift
            align = "right"
        type_ = type_._replace(align=align)
        return set_lines(para.spans, type_, width, para.language, self._metrics), 0.0

    # ---- measuring

    def _wide(self, spans: tuple[Span, ...], type_: Type) -> float:
        return extent(spans, type_, self._metrics).whole if spans else 0.0

    def _number_widths(self, column: int, cells: Sequence[TableCell]) -> tuple[float, float]:
        """Return the most that stands before and behind the decimal sign in a column."""
        before = behind = 0.0
        if self._table.columns[column].align == "decimal":
            for para in (para for cell in cells for para in cell):
                if number := number_of(para.spans, para.language):
                    type_ = self._type(para.style)
                    before = max(before, self._wide(number.before, type_))
                    behind = max(behind, self._wide(number.behind, type_))
        return before, behind

    def _content(self, column: int, cells: Sequence[TableCell]) -> Extent:
        """Return how wide a column would be, and how narrow it can be, with its room left and right."""
        whole = widest = sum(self._numbers[column])
        for para in (para for cell in cells for para in cell):
            wide = extent(para.spans, self._type(para.style), self._metrics)
            whole, widest = max(whole, wide.whole), max(widest, wide.widest)
        around = 2 * self._side + ROUNDING
        return Extent(whole + around, widest + around)
