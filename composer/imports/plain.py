"""Plain text as a draft: lines and empty lines are paragraphs, marks before them make lists and requests."""

import re

from composer.i18n import N_
from composer.imports import limits
from composer.imports.draft import Draft, Line
from composer.imports.guess import blocks_of
from composer.model.finding import warning
from composer.model.text import Run

# A line of so many characters was broken because the next word had no room.
_BROKEN = 55


def read_plain(words: str) -> Draft:
    """Return what plain text says.

    Where there are empty lines they part paragraphs, and a line end within one is a space when the line is
    long, as mail is broken, else a line break; where there are none every line is a paragraph. A line with a
    mark is always one.
    """
    is_whole = len(words) <= limits.LONGEST
    words = words[: limits.LONGEST].replace("\r\n", "\n").replace("\r", "\n")
    words = words.replace("\u2029", "\n\n").replace("\u2028", "\n").strip("\n")
    parted = re.split(r"\n[ \t\u00a0]*(?:\n[ \t\u00a0]*)+", words)
    is_mail = len(parted) > 1
    lines = [line for part in parted for line in _lines_of(part, is_mail=is_mail)]
    if len(lines) > limits.LINES:
        lines, is_whole = lines[: limits.LINES], False
    message = N_("This was too much at once: only the beginning was taken.")
    found = () if is_whole else (warning("paste-too-long", message, hint=N_("Paste it in parts.")),)
    return Draft(blocks_of(lines), found)


_MARKED = re.compile(r"[ \t]*(?:[➢➤►▶➔•·▪◦●‣*\u2013-]|\(?\d{1,2}[.)]|\(?[a-z][.)])[ \t]+\S")


def _lines_of(part: str, *, is_mail: bool) -> list[Line]:
    rows = [row for row in part.split("\n") if row.strip()]
    if rows and all("\t" in row for row in rows) and len(rows) > 1:
        return [Line(rows=[[[Run(cell.strip())] for cell in row.split("\t")] for row in rows])]
    lines: list[Line] = []
    is_long = False
    for row in rows:
        said = Run(" ".join(row.split()))
        if lines and is_mail and not _MARKED.match(row):
            parted = " " if is_long else "\n"
            lines[-1].inlines.append(Run(parted + said.text))
        else:
            lines.append(Line([said]))
        is_long = len(row) >= _BROKEN
    return lines
