"""HTML from a clipboard or a file as a draft: what its structure says is kept, how it looks is dropped.

Only elements that are named here mean anything. It never loads what the HTML names: no file, no address.
"""

import base64
import binascii
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from time import monotonic

from composer.i18n import N_
from composer.imports import limits
from composer.imports.draft import Draft, Line, Picture
from composer.imports.elements import BLOCKS, ENDS, VOID, WITHIN, Element, has_letters, opened
from composer.imports.guess import blocks_of
from composer.imports.lines import bare, formats_in, merged, table_lines, trimmed
from composer.model.finding import Finding, note, warning
from composer.model.text import Format, FreeNote, Inline, Run

_MSO_LIST = re.compile(r"mso-list:\s*\S+\s+level(\d+)", re.IGNORECASE)
_OUTLINE = re.compile(r"mso-outline-level:\s*(\d)", re.IGNORECASE)
_LINK = re.compile(r"(?:https?://|mailto:|tel:)[^\s()<>]{1,2000}", re.IGNORECASE)
_NOTE = re.compile(r"#(?:_?ftn|sdfootnote|_?edn|ftnt)(\d+)(?:sym)?", re.IGNORECASE)
_DATA = re.compile(r"data:image/[\w.+-]+;base64,", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\f]+")
_OUTSIDE = Element()


@dataclass(slots=True)
class _TableRows:
    """A table that is being read: rows of cells of lines; where its text goes on behind it."""

    rows: list[list[list[Line]]] = field(default_factory=list)
    has_head: bool = False
    outer: list[Line] = field(default_factory=list)
    cells: int = 0


def read_html(
    html: str, cancelled: Callable[[], bool] = bool, clock: Callable[[], float] = monotonic
) -> Draft:
    """Return what HTML says; it always says something, and never raises."""
    reader = _Reader()
    end = clock() + limits.PATIENCE
    is_whole = len(html) <= limits.LONGEST
    for start in range(0, min(len(html), limits.LONGEST), limits.CHUNK):
        reader.feed(html[start : min(start + limits.CHUNK, limits.LONGEST)])
        if cancelled() or clock() > end or reader.is_full:
            is_whole = False
            break
    # Never `close`: for what is left open it looks through everything again and again.
    reader.feed("<p></p>")
    return reader.draft(is_whole=is_whole)


class _Reader(HTMLParser):
    """Collects lines; see `Line`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[Element] = []
        self._tags: Counter[str] = Counter()  # of what is open
        self._lines: list[Line] = []
        self._line = Line()
        self._tables: list[_TableRows] = []
        self._notes: dict[str, list[Inline]] = {}
        self._asked: dict[int, str] = {}
        self._told: set[str] = set()
        self._repeated = 0
        self._pictures: list[Picture] = []
        self._counts: dict[str, int] = {}
        self._elements = 0
        self.is_full = False

    def parse_html_declaration(self, i: int) -> int:
        """Pass over what Word puts around things, `<![if …]>`; the parser knows few of its like."""
        if self.rawdata.startswith("<![", i):
            return self.rawdata.find(">", i) + 1 or -1
        return super().parse_html_declaration(i)

    # ---- what the parser tells

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._elements += 1
        self.is_full = self.is_full or self._elements > limits.ELEMENTS or len(self._lines) > limits.LINES
        if self.is_full:
            return
        self._end_before(tag)
        given = {name: value or "" for name, value in attrs}
        if tag in BLOCKS:
            self._break()
        if tag in VOID:
            self._void(tag, given)
            return
        if len(self._open) >= limits.DEPTH:
            self._count("depth")
            return
        self._open.append(self._element(tag, given))
        self._tags[tag] += 1
        self._begin(tag, given)

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self._break()
        if not self._tags[tag]:
            return
        index = next(i for i in reversed(range(len(self._open))) if self._open[i].tag == tag)
        within = WITHIN.get(tag, set())
        if any(element.tag in within for element in self._open[index + 1 :]):
            return
        for element in reversed(self._open[index:]):
            self._tags[element.tag] -= 1
            self._ended(element.tag)
        del self._open[index:]

    def handle_data(self, data: str) -> None:
        top = self._open[-1] if self._open else _OUTSIDE
        if self.is_full or top.is_silent:
            return
        if top.is_mark:
            self._line.mark += data
            return
        words = data.replace("\r\n", "\n") if top.is_kept else _SPACES.sub(" ", data)
        if words:
            self._line.inlines.append(Run(words, top.form))

    # ---- elements

    def _element(self, tag: str, given: Mapping[str, str]) -> Element:
        element = opened(tag, given, self._open[-1] if self._open else Element())
        if element.drops:
            self._count(element.drops)
        if tag == "a":
            self._link(element, given)
        return element

    def _link(self, element: Element, given: Mapping[str, str]) -> None:
        href = given.get("href", "").strip()
        if found := _NOTE.fullmatch(href):
            if not element.note:
                marker = FreeNote(())
                self._asked[id(marker)] = found[1]
                self._line.inlines.append(marker)
            element.is_silent = True  # its number is given anew
            return
        if href.startswith("#_ftnref") or "sdfootnotesym" in given.get("class", "").lower():
            element.is_silent = True
            return
        for sign, code in ((" ", "%20"), ("(", "%28"), (")", "%29"), ("<", "%3C"), (">", "%3E")):
            href = href.replace(sign, code)
        if _LINK.fullmatch(href):
            element.form = Format(element.form.bold, element.form.italic, href)

    def _begin(self, tag: str, given: Mapping[str, str]) -> None:
        style, classes = given.get("style", ""), given.get("class", "")
        line = self._line
        if tag == "table":
            self._tables.append(_TableRows(outer=self._lines))
            self._lines = []
        elif self._tables and tag in {"tr", "td", "th"}:
            self._cell(tag, given)
        elif tag == "li":
            self._item(given)
        elif tag == "blockquote":
            line.is_quoted = True
        if tag[0] == "h" and tag[1:].isdigit():
            line.level = int(tag[1:])
        elif tag == "p" and "MsoTitle" in classes:
            line.level = 1
        elif tag == "p" and (found := _OUTLINE.search(style)):
            line.level = int(found[1])
        if tag in {"p", "div", "h1", "h2", "h3"} and (found := _MSO_LIST.search(style)):
            line.depth = line.depth or int(found[1])

    def _item(self, given: Mapping[str, str]) -> None:
        lists = [element.tag for element in self._open if element.tag in {"ul", "ol"}]
        style = given.get("style", "")
        self._line.depth = max(1, len(lists))
        if not lists or lists[-1] == "ul":
            self._line.mark = "•"
        else:
            lettered = has_letters(style) or self._is_lettered
            self._line.mark = "a." if lettered else "1."

    @property
    def _is_lettered(self) -> bool:
        innermost = next((one for one in reversed(self._open) if one.tag == "ol"), None)
        return innermost is not None and innermost.note == "a"

    def _void(self, tag: str, given: Mapping[str, str]) -> None:
        if self._open and self._open[-1].is_silent:
            return
        if tag == "br":
            self._line.inlines.append(Run("\n"))
        elif tag == "img":
            self._picture(given)

    def _picture(self, given: Mapping[str, str]) -> None:
        source = given.get("src", "").strip()
        if given.get("width") in {"0", "1"} and given.get("height") in {"0", "1"}:
            return  # it counts who reads a letter
        found = _DATA.match(source)
        if (
            found is None
            or len(self._pictures) >= limits.PICTURES
            or len(source) > limits.PICTURE * 4 // 3 + 64
        ):
            self._count("pictures")
            return
        try:
            data = base64.b64decode(source[found.end() :], validate=False)
        except (binascii.Error, ValueError):
            self._count("pictures")
            return
        name = f"picture-{len(self._pictures) + 1}"
        self._pictures.append(Picture(name, data))
        self._break()
        self._lines.append(Line([Run(given.get("alt", ""))], picture=name))

    def _cell(self, tag: str, given: Mapping[str, str]) -> None:
        table = self._tables[-1]
        if tag == "tr":
            table.rows.append([])
            return
        if not table.rows:
            table.rows.append([])
        row = table.rows[-1]
        if table.cells > limits.CELLS:
            self.is_full = True
            return
        if tag == "th" and len(table.rows) == 1:
            table.has_head = True
        row.append([])
        span = given.get("colspan", "")[:3]
        width = max(1, min(int(span), 50)) if span.isdecimal() else 1
        row += [[] for _number in range(width - 1)]
        table.cells += width
        self._lines = row[-width]

    def _ended(self, tag: str) -> None:
        if tag == "table" and self._tables:
            self._break()
            table = self._tables.pop()
            self._lines = table.outer
            self._lines += table_lines(table.rows, has_head=table.has_head)
        elif tag in {"td", "th", "tr"} and self._tables:
            self._lines = []  # what stands between cells belongs to none

    def _end_before(self, tag: str) -> None:
        """End what ends where an element begins, as HTML leaves out end tags."""
        if not any(tag in ended_by and self._tags[name] for name, ended_by in ENDS.items()):
            return
        for i in reversed(range(len(self._open))):
            name = self._open[i].tag
            if tag in ENDS.get(name, ()):
                self.handle_endtag(name)
                return
            if name in {"table", "ul", "ol", "td", "li", "div", "blockquote"}:
                return

    # ---- lines

    def _break(self) -> None:
        """End the line; where it stands is what the next one begins with."""
        line, self._line = self._line, Line()
        inlines = trimmed(merged(line.inlines))
        is_in_item, is_quoted = self._tags["li"] > 0, self._tags["blockquote"] > 0
        if not inlines:
            self._line = (
                Line(level=line.level, depth=line.depth, mark=line.mark)
                if line.depth and is_in_item
                else self._line
            )
            return
        if formats_in(inlines) > limits.FORMATS:
            inlines = merged(bare(inlines))
            self._count("formats")
        line.inlines, line.is_quoted = inlines, is_quoted
        line.goes_on = is_in_item and not line.depth and not line.level
        number = self._open[-1].note if self._open else ""
        if number.isdigit():
            known = self._notes.setdefault(number, [])
            known += [Run(" "), *inlines] if known else inlines
        else:
            self._lines.append(line)

    def _count(self, what: str) -> None:
        self._counts[what] = self._counts.get(what, 0) + 1

    # ---- the draft

    def draft(self, *, is_whole: bool) -> Draft:
        """Return all that was read."""
        self._break()
        while self._tables:
            self._ended("table")
        lines = self._lines
        for line in lines:
            line.inlines = [one for item in line.inlines for one in self._noted(item)]
            for row in line.rows:
                row[:] = [[one for item in cell for one in self._noted(item)] for cell in row]
        return Draft(blocks_of(lines), tuple(self._findings(is_whole=is_whole)), tuple(self._pictures))

    def _noted(self, item: Inline) -> list[Inline]:
        """Return an inline, a note with its text; a note that says nothing is none."""
        if not isinstance(item, FreeNote):
            return [item]
        number = self._asked.get(id(item), "")
        content = self._notes.get(number, [])
        if number in self._told:  # twice is rare, and often is an attempt on memory
            self._repeated += sum(len(one.text) for one in content if isinstance(one, Run))
        self._told.add(number)
        return [FreeNote(tuple(content))] if content and self._repeated <= limits.REPEATED else []

    def _findings(self, *, is_whole: bool) -> list[Finding]:
        found = []
        for what, message in _SAID.items():
            if count := self._counts.get(what):
                found.append(note(f"paste-{what}", message, count=count))
        if not is_whole or self.is_full:
            message = N_("This was too much at once: only the beginning was taken.")
            found.append(warning("paste-too-long", message, hint=N_("Paste it in parts.")))
        return found


_SAID = {
    "deletions": N_("Left out: deleted text of tracked changes ({count})."),
    "comments": N_("Left out: comments ({count})."),
    "pictures": N_("Left out: pictures that were not on the clipboard ({count})."),
    "formats": N_("Left out: formats and links of paragraphs in which they change too often ({count})."),
    "depth": N_("What stood too deep within other things was taken as plain text."),
}
