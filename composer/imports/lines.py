"""Lines as they are kept: without spaces that only arrange, tables that only arrange as what is in them."""

import re
from itertools import groupby

from composer.imports.draft import Line
from composer.model.text import PLAIN, Inline, Run


def merged(inlines: list[Inline]) -> list[Inline]:
    """Return inlines with neighbours of one format in one run."""
    out: list[Inline] = []
    for form, group in groupby(inlines, lambda item: item.format if isinstance(item, Run) else None):
        if form is None:
            out += group
        else:
            out.append(Run("".join(item.text for item in group if isinstance(item, Run)), form))
    return out


def formats_in(inlines: list[Inline]) -> int:
    """Return how many stretches of another format than that of the paragraph there are."""
    return sum(isinstance(item, Run) and item.format != PLAIN for item in inlines)


def bare(inlines: list[Inline]) -> list[Inline]:
    """Return inlines whose words have no format."""
    return [Run(item.text) if isinstance(item, Run) else item for item in inlines]


def trimmed(inlines: list[Inline]) -> list[Inline]:
    """Return a line without spaces at its edges and around breaks, and with one space for many."""
    out: list[Inline] = []
    at_start = True
    for item in inlines:
        if not isinstance(item, Run):
            out.append(item)
            at_start = False
            continue
        words = re.sub(r"[ \u00a0]{2,}", " ", item.text)
        words = re.sub(r" *\n *", "\n", words)
        if at_start:
            words = words.lstrip(" \u00a0")
        if words:
            out.append(Run(words, item.format))
            at_start = words[-1] in " \u00a0\n"
    while out and isinstance(last := out[-1], Run):
        words = last.text.rstrip(" \u00a0\n")
        if words:
            out[-1] = Run(words, last.format)
            break
        out.pop()
    return _without_first_breaks(out)


def _without_first_breaks(inlines: list[Inline]) -> list[Inline]:
    for i, first in enumerate(inlines):
        if not isinstance(first, Run) or not first.text.startswith("\n"):
            return inlines[i:]
        if words := first.text.lstrip("\n "):
            return [Run(words, first.format), *inlines[i + 1 :]]
    return []


def table_lines(rows: list[list[list[Line]]], *, has_head: bool) -> list[Line]:
    """Return a table as one line; one that only arranges a letter as the lines that are in it."""
    filled = [row for row in rows if row]
    if max(map(len, filled), default=0) <= 1:
        return [line for row in filled for cell in row for line in cell]
    cells = [[_cell_words(cell) for cell in row] for row in filled]
    if not any(any(row) for row in cells):
        return []
    bold_head = all(
        isinstance(item, Run) and (item.format.bold or not item.text.strip())
        for cell in cells[0]
        for item in cell
    )
    return [Line(rows=cells, has_head=has_head or (bold_head and len(cells) > 1))]


def _cell_words(lines: list[Line]) -> list[Inline]:
    """Return the words of a cell; what was a table within it is in lines, too."""
    out: list[Inline] = []
    for line in lines:
        parts = [line.inlines, *(cell for row in line.rows for cell in row)] if not line.picture else []
        for part in parts:
            if part:
                marked: list[Inline] = [Run(f"{line.mark} ")] if line.mark else []
                out += [*([Run("\n")] if out else []), *marked, *part]
    return out
