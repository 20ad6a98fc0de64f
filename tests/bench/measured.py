"""The lines of a PDF as a viewer adds them up: where words begin and end, whoever made the file.

Read through PDFium from the places and advances of the characters, so that ours and another's are measured
with one measure.
"""

from collections.abc import Iterator
from ctypes import byref, c_double
from itertools import groupby, pairwise
from statistics import mean, median
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw

from composer.layout.rivers import rivers

# What PDFium calls a hyphen at the end of a line, and what files have there.
HYPHENS = "\x02\ufffe\u00ad-\u2010"
# What stands so far before the line, in em, is its label; what is nearer to the next word is kerning.
LABEL = 0.8
LEAST_SPACE = 0.1
# What is so much further right than most lines of a paragraph hangs, in points.
NEAR = 0.3


class Glyph(NamedTuple):
    """A character where it is painted: its left edge, the end of its advance, its baseline; points."""

    text: str
    left: float
    right: float
    base: float
    size: float


class Row(NamedTuple):
    """A line: its words' text, its edges, the spaces between its words from left to right, its size."""

    text: str
    left: float
    right: float
    spaces: list[tuple[float, float]]
    size: float
    page: int
    base: float

    @property
    def hyphenated(self) -> bool:
        """Return whether the line ends with a hyphen, of the text or not."""
        return self.text[-1] in HYPHENS


def rows(pdf: bytes) -> Iterator[Row]:
    """Yield the lines of a PDF in the order in which they were painted."""
    document = pypdfium2.PdfDocument(pdf)
    for number, page in enumerate(document):
        textpage = page.get_textpage()
        glyphs = [glyph for glyph in _glyphs(textpage) if glyph.right > glyph.left]
        for _, line in groupby(_numbered(glyphs), lambda pair: pair[0]):
            yield _row([glyph for _, glyph in line], number)


def _glyphs(textpage: pypdfium2.PdfTextPage) -> Iterator[Glyph]:
    x, y = c_double(), c_double()
    for index in range(textpage.count_chars()):
        code = raw.FPDFText_GetUnicode(textpage, index)
        if raw.FPDFText_IsGenerated(textpage, index) or chr(code).isspace():
            continue
        raw.FPDFText_GetCharOrigin(textpage, index, byref(x), byref(y))
        _, _, right, _ = textpage.get_charbox(index, loose=True)
        size = round(raw.FPDFText_GetFontSize(textpage, index), 2)
        yield Glyph(chr(code), x.value, right, y.value, size)


def _numbered(glyphs: list[Glyph]) -> Iterator[tuple[int, Glyph]]:
    """Yield each glyph with the number of its line; a raised mark is on the line it is raised from."""
    number = 0
    before: Glyph | None = None
    for glyph in glyphs:
        if before is not None:
            lower = abs(glyph.base - before.base) > max(glyph.size, before.size) / 2
            number += lower or glyph.left < before.left
        yield number, glyph
        before = glyph


def _row(glyphs: list[Glyph], page: int) -> Row:
    """Return glyphs as a line, without the label before it; where they stand apart a space is."""
    size = max(glyph.size for glyph in glyphs)
    gaps: list[tuple[float, float]] = []
    begin = 0
    for i, (one, other) in enumerate(pairwise(glyphs), 1):
        if other.left - one.right > LABEL * size:
            gaps, begin = [], i
        elif other.left - one.right > LEAST_SPACE * size:
            gaps.append((one.right, other.left))
    glyphs = glyphs[begin:]
    text = "".join(glyph.text for glyph in glyphs)
    return Row(text, glyphs[0].left, glyphs[-1].right, gaps, size, page, glyphs[0].base)


def paragraphs(pdf: bytes, texts: list[str]) -> dict[str, list[Row]]:
    """Return the lines of each text that stands in a PDF as a whole, nothing in between."""
    found: dict[str, list[Row]] = {}
    all_ = list(rows(pdf))
    for text in texts:
        wanted = _bare(text)
        for first in range(len(all_)):
            so_far, last = "", first
            while last < len(all_) and len(so_far) < len(wanted) and wanted.startswith(so_far):
                so_far += _bare(all_[last].text)
                last += 1
            if so_far == wanted:
                found[text] = all_[first:last]
                break
    return found


def _bare(text: str) -> str:
    return "".join(sign for sign in text if not sign.isspace() and sign not in HYPHENS)


def measure(lines: list[Row]) -> float:
    """Return how wide the lines of a paragraph are set, in points; they may hang over it a little."""
    return median(row.right for row in lines[:-1]) - median(row.left for row in lines)


class Figures(NamedTuple):
    """What justified paragraphs come to, save their last lines; spaces in em."""

    lines: int
    hyphens: int
    mean_space: float
    widest_space: float
    narrowest_space: float
    rivers: int
    hanging: int


def figures(paragraphs: list[list[Row]], space: float) -> Figures:
    """Return the figures of paragraphs; `space` is the natural word space in em, which rivers count by.

    Widest and narrowest are a line's; hanging are the lines that end behind the right edge.
    """
    full = [(row, median(other.right for other in lines[:-1])) for lines in paragraphs for row in lines[:-1]]
    spaces = [(right - left) / row.size for row, _ in full for left, right in row.spaces]
    of_lines = [mean(right - left for left, right in row.spaces) / row.size for row, _ in full if row.spaces]
    return Figures(
        lines=len(full),
        hyphens=sum(row.hyphenated for row, _ in full),
        mean_space=mean(spaces),
        widest_space=max(of_lines),
        narrowest_space=min(of_lines),
        rivers=sum(len(rivers([row.spaces for row in lines], space * lines[0].size)) for lines in paragraphs),
        hanging=sum(row.right > edge + NEAR for row, edge in full),
    )
