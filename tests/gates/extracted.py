"""What other programs read in a PDF, PDFium and pdftotext and pdfinfo of poppler, and what they should."""

import re
import subprocess
from collections.abc import Iterator
from functools import lru_cache

import pypdfium2

from composer.layout.lines import Piece, Setting
from composer.layout.page import Mark, Page
from tests.pdf.letters import as_read

# What is expected around a raised mark: extractors set it apart or not.
MAYBE = "\x00"
# What is expected for a hyphen of the text itself at the end of a line: PDFium takes it for a dividing one.
HYPHEN = "\x01"
# How much of a text is told where it differs.
SHOWN = 60
# The tags that stand within a line, save in a table of contents; every other is a part of its own.
INLINE = frozenset(("Link", "Reference", "Span"))
# PDFium says U+FFFE for a hyphen that divides a word, pdftotext what the file says, which is U+00AD.
_DIVIDED = re.compile("\ufffe|\u00ad\\s*")
_BETWEEN = re.compile(f"([ \u00a0{MAYBE}{HYPHEN}]+)")
_SPACE, _PERHAPS_SPACE, _PERHAPS_HYPHEN = map(re.compile, (r"\s+", r"\s*", r"-?\s*"))


def poppler(*words: str, pdf: bytes) -> str:
    """Return what a program of poppler says of a PDF that it is given on its standard input."""
    done = subprocess.run(words, input=pdf, capture_output=True, check=True)
    return done.stdout.decode("utf-8")


def pages_of_pdftotext(pdf: bytes, *options: str) -> list[str]:
    """Return the text of each page with divided words whole; `-raw` keeps the order of painting."""
    text = poppler("pdftotext", "-enc", "UTF-8", *options, "-", "-", pdf=pdf)
    return [_DIVIDED.sub("", page) for page in text.split("\f")[:-1]]


def pages_of_pdfium(pdf: bytes) -> list[str]:
    """Return the text of each page with divided words whole."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_DIVIDED.sub("", page.get_textpage().get_text_range()) for page in document]
    finally:
        document.close()  # its pages with it


@lru_cache(maxsize=16)
def parts_of_poppler(pdf: bytes) -> list[tuple[str, str]]:
    """Return the tags and texts of the structure tree in order, as `pdfinfo -struct-text` reads it."""
    tree = poppler("pdfinfo", "-struct-text", "-enc", "UTF-8", "-", pdf=pdf)
    parts: list[tuple[int, str, str]] = []
    owners: list[tuple[int, int, str]] = []  # indents, lines and tags of the parts around
    for number, line in enumerate(tree.splitlines()):
        indent = len(line) - len(line.lstrip())
        owners = [owner for owner in owners if owner[0] < indent]
        if said := re.fullmatch(r'\s*"(.*)"', line):
            _, owner, tag = owners[-1]
            before = parts.pop()[2] if parts and parts[-1][0] == owner else ""
            parts.append((owner, tag, before + said[1]))
        elif found := re.match(r"\s*(\w+)(?= |:|$)", line):
            is_inline = found[1] in INLINE and owners[-1][2] != "TOCI"
            owners += [] if is_inline or found[1] == "Object" else [(indent, number, found[1])]
    spoken = [(tag, as_read(_DIVIDED.sub("", text))) for _, tag, text in parts]
    return [(tag, text) for tag, text in spoken if text]


# ---- what a page should say


def page_text(page: Page) -> str:
    """Return the words of a page in the order in which they are painted, `MAYBE` around raised marks."""
    return "".join(part for mark in (*page.marks, *page.foot) for part in _lines(mark))


def page_lines(page: Page) -> list[str]:
    """Return the lines of a page without a hyphen at the end; those with raised marks are left out.

    So are those that had to be set so wide that a reader sees columns in them.
    """
    found = []
    for mark in page.marks:
        set_lines = mark.setting.lines[mark.first : mark.last]
        for line, said in zip(set_lines, _lines(mark), strict=True):
            if MAYBE not in said and line.stretch < mark.setting.type.size:
                found.append(as_read(said.replace(HYPHEN, "")))
    return found


def solid(text: str) -> str:
    """Return what is expected or found without its spaces."""
    return re.sub(rf"[\s{MAYBE}]+", "", text.replace(HYPHEN, "-"))


def _lines(mark: Mark) -> Iterator[str]:
    setting = mark.setting
    for line in setting.lines[mark.first : mark.last]:
        said = "".join(_said(setting, piece) for piece in line.pieces)
        if line.hyphenated:
            yield said.removesuffix("\u00ad")
        else:
            yield re.sub(r"(?<=\w)-$", HYPHEN, said) + " "


def _said(setting: Setting, piece: Piece) -> str:
    words = "".join(" " if word is None else word.text for word in piece.words)
    is_raised = setting.spans[setting.runs[piece.run].span].note
    return f"{MAYBE}{words}{MAYBE}" if is_raised else words


def difference(expected: str, found: str) -> str:
    """Return where found text is another than expected, nothing when it is the same.

    White space must be where it is expected, however much of it, and nowhere else.
    """
    found = found.strip()
    at = 0
    for i, want in enumerate(_BETWEEN.split(expected.strip(f" {MAYBE}"))):
        if i % 2:
            between = _PERHAPS_HYPHEN if HYPHEN in want else _PERHAPS_SPACE if MAYBE in want else _SPACE
            space = between.match(found, at)
            if space is None:
                return f"no space before {found[at : at + SHOWN]!r}"
            at = space.end()
        elif not found.startswith(want, at):
            return f"{want!r} is {found[at : at + SHOWN]!r}"
        else:
            at += len(want)
    return f"too much: {found[at : at + SHOWN]!r}" if found[at:] else ""
