"""Reads and writes the part of YAML that documents and houses are written in.

It never builds anything but text, whole numbers, true, false, null, lists and mappings, and it never runs
PyYAML's composer or constructor: both can be made to hang or crash by a hostile file.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple, NoReturn

import yaml as pyyaml

from composer.errors import DocumentError
from composer.i18n import N_, _
from composer.model.characters import clean
from composer.store import limits
from composer.store.yaml_text import write_yaml

__all__ = ["Mapping", "Node", "Scalar", "Sequence", "read_yaml", "write_yaml"]


class Scalar(NamedTuple):
    """One value; `quoted` tells a text in quotation marks or after | from a bare word."""

    value: str | int | bool | None
    line: int
    column: int
    quoted: bool = False


class Mapping(NamedTuple):
    """Names with their values, in the order of the file; every key is a clean text and stands once."""

    entries: "tuple[tuple[Scalar, Node], ...]"
    line: int
    column: int


class Sequence(NamedTuple):
    """Values one after the other."""

    items: "tuple[Node, ...]"
    line: int
    column: int


Node = Scalar | Mapping | Sequence

# YAML 1.2, 5.1: what a file may hold as it is; anything else is written as an escape.
_UNPRINTABLE = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_TAB = re.compile(r"^\t[\t ]*[^\s#]", re.MULTILINE)
_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,17}")
_LONGEST_INTEGER = 19
_WORDS: dict[str, str | int | bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}

_NO_TAB = N_("a tab is used where only spaces may stand")
_USE_SPACES = N_("put two spaces in its place")
_QUOTE_IT = N_("put the whole text between double quotation marks")
_CHECK_INDENT = N_("begin it as far from the left as the lines it belongs with")
_NO_END = N_("a quotation mark that is never closed")
_NO_COLON = N_("a name without a colon after it")
_NAME_AND_VALUE = N_("write it as 'name: value'")
_OPEN_LIST = N_("a list in [ ] without an end or a comma")
_OPEN_FIELDS = N_("fields in { } without an end or a comma")


class _Complaint(NamedTuple):
    """What libyaml says, in words for an author; `opening` points at where the unfinished thing began."""

    problem: str
    reason: str
    hint: str
    opening: bool = False


_COMPLAINTS = (
    _Complaint(
        "mapping values are not allowed",
        N_("a colon cannot stand here"),
        N_("put the text between double quotation marks, or check how far the line is indented"),
    ),
    _Complaint("could not find expected ':'", _NO_COLON, _NAME_AND_VALUE, opening=True),
    _Complaint("unexpected end of stream", _NO_END, N_("close it"), opening=True),
    _Complaint("unexpected document indicator", _NO_END, N_("close it"), opening=True),
    _Complaint("or ']'", _OPEN_LIST, N_("add the comma or the ]"), opening=True),
    _Complaint("or '}'", _OPEN_FIELDS, N_("add the comma or the }"), opening=True),
    _Complaint("node content", N_("a value is missing here"), N_("write it, or close the bracket before it")),
    _Complaint("expected key", N_("this does not fit what stands above it"), _CHECK_INDENT),
    _Complaint("expected '-'", N_("this line is no part of the list above it"), _CHECK_INDENT),
    _Complaint("block sequence entries", N_("a list cannot begin here"), N_("begin it on the next line")),
    _Complaint("cannot start any token", N_("a text cannot begin with this character"), _QUOTE_IT),
    _Complaint("escape", N_("an unknown character after \\"), N_("write \\\\ for a \\ in quotation marks")),
    _Complaint("tab character", _NO_TAB, _USE_SPACES),
    _Complaint("", N_("this cannot be read as YAML"), _QUOTE_IT),
)


def read_yaml(data: bytes, path: str, *, refusal: type[DocumentError] = DocumentError) -> Node:
    """Reads one file; `path` is what it is called in a refusal.

    Lines and columns count from 1, columns in characters. Raises `refusal` for whatever is not the subset:
    see docs/format.md.
    """
    return _Reader(path, refusal).read(data)


class _Reader:
    """Follows the events of one file."""

    def __init__(self, path: str, refusal: type[DocumentError]) -> None:
        self._path = path
        self._refusal = refusal
        self._events: Iterator[Any] = iter(())
        self._text = ""

    def read(self, data: bytes) -> Node:
        self._text = self._decoded(data)
        self._refuse_by_eye()
        self._events = self._counted()
        try:
            return self._document()
        except pyyaml.MarkedYAMLError as error:
            self._translate(error)
        finally:
            self._events = iter(())  # they know this reader: a circle, which nobody may collect for long

    def _decoded(self, data: bytes) -> str:
        if len(data) > limits.YAML_BYTES:
            reason = _("the file is larger than {size} MiB").format(size=limits.YAML_BYTES // 1024**2)
            self._refuse(0, 0, reason, _("divide it, or check that it is the right file"))
        try:
            return data.decode("utf-8").removeprefix("\ufeff")
        except UnicodeDecodeError as error:
            line, column = _place(data[: error.start].decode("utf-8").removeprefix("\ufeff"))
            self._refuse(line, column, _("this is not UTF-8 text"), _("save the file as text in UTF-8"))

    def _refuse_by_eye(self) -> None:
        """Refuses what libyaml would let pass or would tell without a place."""
        if not self._text.strip():
            self._refuse(0, 0, _("the file is empty"), _("check that it is the right file"))
        if wrong := _UNPRINTABLE.search(self._text):
            line, column = _place(self._text[: wrong.start()])
            sign = f"U+{ord(wrong[0]):04X}"
            reason = _("a character that no text can hold: {sign}").format(sign=sign)
            self._refuse(line, column, reason, _("check that this is a text file, and delete the character"))
        if tab := _TAB.search(self._text):
            self._refuse(*_place(self._text[: tab.start()]), _(_NO_TAB), _(_USE_SPACES))

    def _counted(self) -> Iterator[Any]:
        parser = pyyaml.CSafeLoader(self._text)
        for _number in range(limits.YAML_EVENTS):
            yield parser.get_event()
        beyond: Any = parser.get_event()
        self._refuse(
            beyond.start_mark.line + 1,
            1,
            _("the file holds too many values"),
            _("divide it into several documents"),
        )

    def _document(self) -> Node:
        _start, opening = next(self._events), next(self._events)
        if isinstance(opening, pyyaml.StreamEndEvent):
            self._refuse(0, 0, _("the file holds nothing but comments"), _("check that it is the right file"))
        if opening.version or opening.tags:
            hint = _("delete the line that begins with %")
            self._refuse(opening.start_mark.line + 1, 1, _("an instruction to YAML is not allowed"), hint)
        node = self._node(next(self._events), 0)
        next(self._events)
        following = next(self._events)
        if not isinstance(following, pyyaml.StreamEndEvent):
            reason, hint = (
                _("a second document begins here"),
                _("keep one document in a file, delete the ---"),
            )
            self._refuse(following.start_mark.line + 1, following.start_mark.column + 1, reason, hint)
        return node

    def _node(self, event: Any, depth: int) -> Node:
        mark = event.start_mark
        line, column = mark.line + 1, mark.column + 1
        kind = type(event)
        if kind is pyyaml.ScalarEvent and event.anchor is None and event.tag is None:
            if len(event.value) > limits.TEXT_LENGTH:
                self._refuse(line, column, _("this text is too long"), _("divide it into several paragraphs"))
            return (
                Scalar(event.value, line, column, True)
                if event.style
                else Scalar(_word(event.value), line, column)
            )
        self._refuse_reference(event)
        if depth >= limits.YAML_DEPTH:
            reason = _("the file is nested more than {depth} levels deep").format(depth=limits.YAML_DEPTH)
            self._refuse(line, column, reason, _("move some of it up a level"))
        if kind is pyyaml.SequenceStartEvent:
            return Sequence(tuple(self._items(depth + 1)), line, column)
        return Mapping(tuple(self._entries(depth + 1)), line, column)

    def _items(self, depth: int) -> Iterator[Node]:
        while not isinstance(event := next(self._events), pyyaml.SequenceEndEvent):
            yield self._node(event, depth)

    def _entries(self, depth: int) -> Iterator[tuple[Scalar, Node]]:
        lines: dict[str, int] = {}
        while not isinstance(event := next(self._events), pyyaml.MappingEndEvent):
            key = self._key(event)
            name = str(key.value)
            if name in lines:
                reason = _("the field '{name}' appears here twice").format(name=name[:60])
                hint = _("the first is on line {line}; keep one of them").format(line=lines[name])
                self._refuse(key.line, key.column, " ".join(reason.split()), hint)
            lines[name] = key.line
            yield key, self._node(next(self._events), depth)

    def _key(self, event: Any) -> Scalar:
        self._refuse_reference(event)
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        if not isinstance(event, pyyaml.ScalarEvent):
            self._refuse(line, column, _("a name can only be a text"), _(_NAME_AND_VALUE))
        if event.value == "<<" and not event.style:
            self._refuse(line, column, _("a merge key (<<) is not allowed"), _("write the fields out"))
        return Scalar(clean(event.value), line, column, bool(event.style))

    def _refuse_reference(self, event: Any) -> None:
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        if isinstance(event, pyyaml.AliasEvent):
            reason = _("a reference (*{name}) is not allowed").format(name=event.anchor)
            self._refuse(
                line, column, reason, _("write the value out, or put the text between quotation marks")
            )
        if event.anchor is not None:
            reason = _("an anchor (&{name}) is not allowed").format(name=event.anchor)
            self._refuse(line, column, reason, _("delete it, or put the text between quotation marks"))
        if event.tag is not None:
            hint = _("delete it, or put the text between quotation marks")
            self._refuse(line, column, _("a tag (!) is not allowed"), hint)

    def _translate(self, error: pyyaml.MarkedYAMLError) -> NoReturn:
        problem = error.problem or ""
        found = next(complaint for complaint in _COMPLAINTS if complaint.problem in problem)
        mark: Any = (error.context_mark if found.opening else None) or error.problem_mark
        if self._text[mark.index : mark.index + 1] == "\t":
            self._refuse(mark.line + 1, mark.column + 1, _(_NO_TAB), _(_USE_SPACES))
        self._refuse(mark.line + 1, mark.column + 1, _(found.reason), _(found.hint))

    def _refuse(self, line: int, column: int, reason: str, hint: str) -> NoReturn:
        raise self._refusal(self._path, line, column, reason, hint)


def _word(word: str) -> str | int | bool | None:
    """Returns what a bare word is; whatever is no whole number and none of three words is text."""
    if len(word) <= _LONGEST_INTEGER:
        if word in _WORDS:
            return _WORDS[word]
        if _INTEGER.fullmatch(word):
            return int(word)
    return word


def _place(before: str) -> tuple[int, int]:
    """Returns line and column, from 1, of what follows this text."""
    lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return len(lines), len(lines[-1]) + 1
