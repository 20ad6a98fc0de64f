"""Reads YAML that is written exactly as `store/yaml_text.py` writes it, by lines, several times as quickly.

It refuses nothing and explains nothing: for whatever is in another form `read_yaml` has the word. What it
does read `read_yaml` reads alike.
"""

import re
import unicodedata

from composer.store import limits
from composer.store.yaml_text import BARE, Plain

_ENTRY = re.compile(r"([A-Za-z_][A-Za-z0-9_-]*):(?: (.+))?")
_QUOTED = re.compile(r'"((?:[^"\\]|\\["\\])*)"')
_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,17}")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_LEFT_OUT = re.compile("[\ufffc\ufe00-\ufe0f\ufdd0\ufdd1]")
_WORDS: dict[str, Plain] = {"true": True, "false": False, "null": None}
_STEP = 2


class OtherFormError(Exception):
    """Something is not as the program writes it."""


def plain_in(text: str) -> Plain:
    """Returns what a text says; raises OtherFormError for any that is not in the form the program writes.

    Every text in it is clean, as `model.inline.clean` would return it.
    """
    *lines, rest = text.split("\n")
    need(bool(lines) and not rest and len(text) <= limits.TEXT_LENGTH)
    need("".join(lines).isprintable() and not _LEFT_OUT.search(text))
    need(unicodedata.is_normalized("NFC", text))
    reader = _Lines(lines)
    found = reader.value(0, 0)
    need(reader.at == len(lines))
    return found


def need(holds: bool) -> None:  # noqa: FBT001  it reads as a sentence
    """Raises OtherFormError unless something holds."""
    if not holds:
        raise OtherFormError


class _Lines:
    """The lines of a text, in which columns they begin, and how far they are read."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.columns = [len(line) - len(line.lstrip(" ")) for line in lines]
        self.columns.append(-1)  # the end belongs to nothing
        self.at = 0

    def value(self, column: int, depth: int) -> Plain:
        """Return the list or the fields that begin at the next line, in a column."""
        need(depth < limits.YAML_DEPTH and self.columns[self.at] == column)
        if self.lines[self.at].startswith("- ", column):
            return self._items(column, depth)
        table: dict[str, Plain] = {}
        while self.columns[self.at] == column:
            entry = _ENTRY.fullmatch(self.lines[self.at], column)
            if entry is None:
                raise OtherFormError
            name, words = entry.groups()
            need(name not in table)
            self.at += 1
            table[name] = self._scalar(words, column) if words else self.value(column + _STEP, depth + 1)
        return table

    def _items(self, column: int, depth: int) -> list[Plain]:
        items: list[Plain] = []
        inner = column + _STEP
        while self.columns[self.at] == column and self.lines[self.at].startswith("- ", column):
            line = self.lines[self.at]
            if line.startswith("- ", inner) or _ENTRY.fullmatch(line, inner):
                self.columns[self.at] = inner  # what follows the dash begins there
                items.append(self.value(inner, depth + 1))
            else:
                self.at += 1
                items.append(self._scalar(line[inner:], column))
        return items

    def _scalar(self, words: str, column: int) -> Plain:
        if words[:1] == '"':
            quoted = _QUOTED.fullmatch(words)
            if quoted is None:
                raise OtherFormError
            return quoted[1].replace('\\"', '"').replace("\\\\", "\\") if "\\" in words else quoted[1]
        if words == "|-":
            return self._literal(column + _STEP)
        if words in _WORDS:
            return _WORDS[words]
        if _INTEGER.fullmatch(words):
            return int(words)
        need(bool(BARE.fullmatch(words) or _DATE.fullmatch(words)))
        return words

    def _literal(self, column: int) -> str:
        need(self.columns[self.at] == column)
        found: list[str] = []
        while self.columns[self.at] >= column or self.lines[self.at : self.at + 1] == [""]:
            found.append(self.lines[self.at][column:])
            self.at += 1
        need(bool(found[-1]) and not any(line.endswith(" ") for line in found))
        return "\n".join(found)
