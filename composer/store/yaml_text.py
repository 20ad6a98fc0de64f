"""Writes plain values as YAML that people can read and change: block style, one form for each value.

It never breaks a line that the text does not break, and whatever it writes `read_yaml` reads back.
"""

import re
from collections.abc import Iterator

Plain = str | int | bool | None | dict[str, "Plain"] | list["Plain"]

_STEP = "  "
# libyaml looks for the colon of a key within 1,024 characters; a longer one needs a ? before it.
_LONGEST_KEY = 1000

# Signs that a file cannot hold, that YAML takes for a line end, or that nobody can see.
_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\xa0\xad\u034f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\ufff9-\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)
_ESCAPED = re.compile(rf'{_HIDDEN.pattern}|[\\"]')
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}

# Bare words: a letter first, then no colon that could end a name and no # that could begin a remark.
BARE = re.compile(r"[^\W\d_](?:[^:#]++|:(?=[^\s:])|(?<=\S)#)*+(?<!\s)")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
# Words that this or another reader of YAML takes for something else than text.
_SPEAKING = frozenset(("true", "false", "null", "yes", "no", "on", "off", "y", "n"))


def write_yaml(tree: Plain) -> str:
    """Returns a tree as YAML; equal trees give equal texts, keys stay in their order.

    Half a surrogate pair, which no file can hold, becomes U+FFFD.
    """
    lines = [_bare_or_quoted(tree)] if isinstance(tree, str) else _lines(tree)
    return "".join(f"{line}\n" for line in lines)


def _lines(tree: Plain) -> Iterator[str]:
    """Yields the lines of a value that begins on a line of its own."""
    if isinstance(tree, dict) and tree:
        for key, value in tree.items():
            name = _bare_or_quoted(key)
            if len(name) > _LONGEST_KEY:
                yield f"? {name}"
                name = ""
            yield from _entry(name, value)
    elif isinstance(tree, list) and tree:
        for item in tree:
            yield from _item(item)
    else:
        yield from _scalar(tree)


def _entry(name: str, value: Plain) -> Iterator[str]:
    if isinstance(value, dict | list) and value:
        yield f"{name}:"
        yield from (_indented(line) for line in _lines(value))
    else:
        first, *more = _scalar(value)
        yield f"{name}: {first}"
        yield from map(_indented, more)


def _item(value: Plain) -> Iterator[str]:
    first, *more = _lines(value)
    yield f"- {first}"
    yield from map(_indented, more)


def _indented(line: str) -> str:
    return _STEP + line if line else line


def _scalar(value: Plain) -> list[str]:
    """Returns a value in lines: all but the first belong one step to the right."""
    match value:
        case None:
            return ["null"]
        case bool():
            return ["true" if value else "false"]
        case int():
            return [str(value)]
        case str():
            return _literal(value) or [_bare_or_quoted(value)]
        case dict():
            return ["{}"]
        case list():
            return ["[]"]


def _literal(text: str) -> list[str]:
    """Returns a text of several lines as it stands; nothing when a quoted one is the safer form."""
    if "\n" not in text or text[0].isspace() or text[-1] == "\n" or " \n" in text or text[-1] == " ":
        return []
    lines = text.split("\n")
    return [] if any(_HIDDEN.search(line) for line in lines) else ["|-", *lines]


def _bare_or_quoted(text: str) -> str:
    if _DATE.fullmatch(text):
        return text
    if text.lower() not in _SPEAKING and not _HIDDEN.search(text) and BARE.fullmatch(text):
        return text
    return f'"{_ESCAPED.sub(_escape, text)}"'


def _escape(sign: re.Match[str]) -> str:
    code = ord(sign[0])
    if 0xD800 <= code <= 0xDFFF:
        return "\ufffd"
    if sign[0] in _ESCAPES:
        return _ESCAPES[sign[0]]
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
