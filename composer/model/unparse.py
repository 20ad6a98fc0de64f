"""The inline notation, written. What it cannot say is dropped or made plain; `inline` reads it back."""

import re
from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from composer.model.characters import clean
from composer.model.text import PLAIN, Cite, FreeNote, Inline, MergeField, Run, Text, format_of


def unparse_text(text: Text) -> str:
    """Return the notation that `parse_text` reads back as this Text."""
    return "\n\n".join(_unparse_inlines(paragraph) for paragraph in text.paragraphs)


def _unparse_inlines(inlines: tuple[Inline, ...]) -> str:
    if len(inlines) == 1 and isinstance(inlines[0], Run) and inlines[0].format == PLAIN:
        words = clean(inlines[0].text)
        return _escape(words)
    items = _breaks_between(
        part for item in inlines if _says_something(item) for part in _breaks_within(item)
    )
    by_language = groupby(items, lambda item: format_of(item).language)
    return "".join(_unparse_language(language, list(group)) for language, group in by_language)


def _breaks_within(item: Inline) -> list[Inline]:
    """Return a run in parts, so that no link and no emphasis reaches over an empty line."""
    if not isinstance(item, Run):
        return [item]
    parts = (part for part in re.split(r"(\n{2,})", clean(item.text)) if part)
    return [Run(part) if part.startswith("\n\n") else Run(part, item.format) for part in parts]


def _breaks_between(items: Iterable[Inline]) -> list[Inline]:
    """Return items with an empty line of its own where one run ends and the next begins with a line break.

    Spaces before a line break are dropped, as `clean` does within a run.
    """
    out: list[Inline] = []
    for item in items:
        if not isinstance(item, Run) or not item.text.startswith("\n"):
            out.append(item)
            continue
        while out and _is_spaces(out[-1]):
            out.pop()
        last = out[-1] if out else None
        if not isinstance(last, Run) or not last.text.rstrip(" ").endswith("\n"):
            out.append(item)
            continue
        kept, words = last.text.rstrip("\n "), item.text.lstrip("\n")
        out[-1:] = [Run(kept, last.format)] if kept else []
        out += [Run("\n\n"), Run(words, item.format)] if words else [Run("\n\n")]
    return out


def _is_spaces(item: Inline) -> bool:
    return isinstance(item, Run) and not item.text.strip(" ")


def _says_something(item: Inline) -> bool:
    match item:
        case Run(words):
            return bool(clean(words))
        case FreeNote(inlines):
            return any(_says_something(inner) for inner in inlines)
        case _:
            return True


def _unparse_language(language: str, items: list[Inline]) -> str:
    notation = "".join(
        _unparse_link(href, list(group)) for href, group in groupby(items, lambda item: format_of(item).href)
    )
    return f"[{_not_a_cite(notation)}]{{lang={language}}}" if language and notation else notation


def _unparse_link(href: str, items: list[Inline]) -> str:
    notation = ""
    for _is_note, group in groupby(items, lambda item: isinstance(item, Cite | FreeNote)):
        here = list(group)
        notation += "".join(_unparse_note(item) for item in here if isinstance(item, Cite | FreeNote))
        notation += _unparse_emphasis([item for item in here if isinstance(item, Run | MergeField)])
    return f"[{_not_a_cite(notation)}]({href})" if href and notation else notation


def _not_a_cite(notation: str) -> str:
    stripped = notation.lstrip()
    return notation.replace("@", "\\@", 1) if stripped.startswith("@") else notation


def _unparse_note(item: Cite | FreeNote) -> str:
    if isinstance(item, Cite):
        named = (f"@{one.key}, {one.locator}" if one.locator else f"@{one.key}" for one in item.references)
        return f"[{'; '.join(named)}]"
    flat = tuple(
        inner for part in item.inlines for inner in (part.inlines if isinstance(part, FreeNote) else (part,))
    )
    notation = re.sub(r"\n{2,}", "\n", clean(_unparse_inlines(flat)))
    return f"^[{notation}]" if notation else ""


class _Piece(NamedTuple):
    """A stretch of one emphasis; white space is a piece of its own."""

    notation: str
    blank: bool
    bold: bool
    italic: bool


def _unparse_emphasis(items: list[Run | MergeField]) -> str:
    pieces = _plain_edges([piece for item in items for piece in _pieces(item)])
    out = ""
    bold = italic = False
    for piece in [*pieces, _Piece("", blank=False, bold=False, italic=False)]:
        out += "**" * (piece.bold != bold) + "*" * (piece.italic != italic) + piece.notation
        bold, italic = piece.bold, piece.italic
    return out


# White space; a non-breaking space is written ~ and counts as a letter.
_BLANK = "".join(sign for sign in map(chr, range(0x3001)) if sign.isspace() and sign != "\u00a0")


def _pieces(item: Run | MergeField) -> list[_Piece]:
    """Return an inline as what its emphasis may move along: the white space at its edges, what is between."""
    bold, italic = item.format.bold, item.format.italic
    if isinstance(item, MergeField):
        return [_Piece("{{" + item.name + "}}", blank=False, bold=bold, italic=italic)]
    words = clean(item.text)
    core = words.lstrip(_BLANK)
    before, core = words[: len(words) - len(core)], core.rstrip(_BLANK)
    behind = words[len(before) + len(core) :]
    parts = ((before, True), (core, False), (behind, True))
    return [
        _Piece(part if blank else _escape(part), blank=blank, bold=bold, italic=italic)
        for part, blank in parts
        if part
    ]


_NEEDS_ESCAPE = re.compile("[\\\\*\\[\\]~{^\u00a0]")
_ALWAYS = re.compile(r"([\\*\[\]~])")
_BEFORE_ITS_LIKE = re.compile(r"([{^])(?=[{]|$)")


def _escape(words: str) -> str:
    if not _NEEDS_ESCAPE.search(words):
        return words
    return _BEFORE_ITS_LIKE.sub(r"\\\1", _ALWAYS.sub(r"\\\1", words).replace("\u00a0", "~"))


def _plain_edges(pieces: list[_Piece]) -> list[_Piece]:
    """Let white space have only the emphasis that both its neighbours have."""
    groups = [(blank, list(group)) for blank, group in groupby(pieces, lambda piece: piece.blank)]
    out: list[_Piece] = []
    for i, (blank, group) in enumerate(groups):
        if not blank:
            out += group
            continue
        around = (
            group
            + (groups[i - 1][1][-1:] if i else [])
            + (groups[i + 1][1][:1] if i + 1 < len(groups) else [])
        )
        inner = 0 < i < len(groups) - 1
        bold = inner and all(piece.bold for piece in around)
        italic = inner and all(piece.italic for piece in around)
        out.append(_Piece("".join(piece.notation for piece in group), blank=True, bold=bold, italic=italic))
    return out
