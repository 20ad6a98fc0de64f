"""The inline notation: a Markdown subset plus Pandoc's citations; `parse_text` and `unparse_text`.

Everything that is not notation is literal text, so parsing never fails. Brackets are matched once with a
stack and emphasis toggles, so both directions take time linear in the length.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import NamedTuple

from composer.model.text import PLAIN, Cite, Format, FreeNote, Inline, MergeField, Reference, Run, Text

MAX_DEPTH = 8

# What no document may hold because it means something to an editor or to a PDF reader: control characters,
# byte order marks, Qt's object and block marks, lone surrogates.
# And what cannot be seen: soft hyphens, joiners and variation selectors that come along with pasted text.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b-\u200d\u2060\ufe00-\ufe0f\ufdd0\ufdd1\ufeff\ufffc\ufffe\uffff\ud800-\udfff]"
)
_PRINTABLE_YET_FORBIDDEN = re.compile("[\ufffc\ufe00-\ufe0f]")
_TOKEN = re.compile(r"\\([^\n])|(\*+)|(\^?\[)|(\])|(~)|\{\{\s*([\w.:-]+)\s*\}\}", re.DOTALL)
_BEGINS = re.compile(r"[\\*\[\]~{^]")
_SPECIAL = re.compile(r"[\\*\[\]~{]")
_KEY = r"@\w(?:[\w:./-]*\w)?"
_CITE = re.compile(rf"\s*{_KEY}(?:\s*,[^;@\[\]]*)?(?:;\s*{_KEY}(?:\s*,[^;@\[\]]*)?)*\s*")
_LINK = re.compile(
    r"\(((?:https?://|mailto:|tel:)[^\s()<>]{1,2000}(?:\([^\s()<>]*\)[^\s()<>]*)?)\)", re.IGNORECASE
)
_LANGUAGE = re.compile(r"\{lang=([A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*)\}")


def clean(words: str) -> str:
    """Return words without the characters no document may hold; every line end becomes a newline.

    Letters are composed (NFC), so that equal words are equal values and fonts need no loose accents.
    """
    if not words.isprintable() or _PRINTABLE_YET_FORBIDDEN.search(words):
        words = words.replace("\r\n", "\n").replace("\r", "\n")
        words = words.replace("\u2028", "\n").replace("\u2029", "\n\n").replace("\t", " ")
        words = re.sub(r" +(?=\n)", "", _FORBIDDEN.sub("", words))
    return unicodedata.normalize("NFC", words)  # a quick look when there is nothing to do


def parse_text(notation: str) -> Text:
    """Return the Text that the notation says; an empty line parts paragraphs."""
    words = clean(notation).strip("\n")
    if not words:
        return Text()
    if not _SPECIAL.search(words) and "\n\n" not in words:
        return Text(((Run(words),),))
    text = _read(words)
    if all(map(_is_settled, text.paragraphs)):
        return text
    return _read(clean(unparse_text(text)).strip("\n"))  # emphasis moves off the white space at its edges


def text_of(paragraphs: Iterable[Iterable[Inline]]) -> Text:
    """Return paragraphs of inlines as a Text in normal form."""
    given = [tuple(paragraph) for paragraph in paragraphs]
    if len(given) == 1 and given[0] and _is_plainly_normal(merged := tuple(_merged(given[0]))):
        return Text((merged,))
    return parse_text("\n\n".join(map(_unparse_inlines, given)))


def _is_plainly_normal(inlines: tuple[Inline, ...]) -> bool:
    """Return whether a paragraph is surely what its own notation reads as; nearly every one is.

    Words in one line, bold or italic ones apart from each other; any more is for the notation to say.
    """
    styled = False
    for item in inlines:
        was_styled, styled = styled, isinstance(item, Run) and item.format != PLAIN
        if not isinstance(item, Run):
            return False
        words, form = item.text, item.format
        if form.href or form.language or not words.replace("\u00a0", " ").isprintable():
            return False
        if _PRINTABLE_YET_FORBIDDEN.search(words) or not unicodedata.is_normalized("NFC", words):
            return False
        if styled and (was_styled or words != words.strip()):
            return False
    return bool(inlines)


def plain_text(words: str) -> Text:
    """Return literal words as a Text; nothing in them is notation."""
    return text_of([[Run(words)]]) if _SPECIAL.search(words) else parse_text(words)


def unparse_text(text: Text) -> str:
    """Return the notation that `parse_text` reads back as this Text."""
    return "\n\n".join(_unparse_inlines(paragraph) for paragraph in text.paragraphs)


def _read(words: str) -> Text:
    parsed = (_Paragraph(part).inlines() for part in re.split(r"\n{2,}", words))
    return Text(tuple(inlines for inlines in parsed if inlines))


def _is_settled(inlines: tuple[Inline, ...]) -> bool:
    """Return whether a paragraph is surely in normal form: what is styled stands apart, without blanks."""
    styled = False
    for item in inlines:
        was_styled, styled = styled, _is_styled(item)
        if styled and (was_styled or not isinstance(item, Run) or item.text != item.text.strip()):
            return False
    return True


def _is_styled(item: Inline) -> bool:
    return any(map(_is_styled, item.inlines)) if isinstance(item, FreeNote) else _format(item) != PLAIN


# ---- reading


def _tokens(words: str) -> Iterator[re.Match[str]]:
    """Yield what may be notation. Most letters begin none of it, so those that do are looked for alone."""
    at = 0
    while found := _BEGINS.search(words, at):
        token = _TOKEN.match(words, found.start())
        if token:
            yield token
        at = token.end() if token else found.end()


class _Token(NamedTuple):
    start: int
    end: int
    escaped: str | None
    stars: str | None
    opening: str | None
    closing: str | None
    tilde: str | None
    field: str | None


@dataclass(frozen=True, slots=True)
class _Star:
    """One delimiter of emphasis before it is known whether it has a partner."""

    flag: str
    can_open: bool
    can_close: bool


class _Paragraph:
    """The notation of one paragraph, with its tokens and the partner of each opening bracket."""

    def __init__(self, words: str) -> None:
        self.words = words
        self.tokens = [_Token(*match.span(), *match.groups()) for match in _tokens(words)]
        self.partners: dict[int, int] = {}
        stack: list[int] = []
        for i, token in enumerate(self.tokens):
            if token.opening:
                stack.append(i)
            elif token.closing and stack:
                self.partners[stack.pop()] = i

    def inlines(self) -> tuple[Inline, ...]:
        return tuple(self._range(0, len(self.tokens), 0, len(self.words), depth=0, in_note=False))

    def _range(
        self, first: int, last: int, start: int, end: int, *, depth: int, in_note: bool
    ) -> list[Inline]:
        """Read the tokens first…last, which span the characters start…end."""
        out: list[Inline | _Star] = []
        position = start
        i = first
        while i < last:
            token = self.tokens[i]
            out.append(Run(self.words[position : token.start]))
            position = token.end
            if token.opening and depth < MAX_DEPTH and (found := self._bracket(i, depth, in_note=in_note)):
                items, i, position = found
                out += items
                continue
            out += self._single(token, start, end)
            i += 1
        out.append(Run(self.words[position:end]))
        return _merged(_emphasised(out))

    def _single(self, token: _Token, start: int, end: int) -> list[Inline | _Star]:
        """Return what one token says that is not a bracket with a meaning."""
        if token.escaped is not None:
            return [Run(token.escaped)]
        if token.tilde:
            return [Run("\u00a0")]
        if token.field:
            return [MergeField(token.field)]
        if token.stars and len(token.stars) <= len("***"):
            can_open = token.end < end and not self.words[token.end].isspace()
            can_close = token.start > start and not self.words[token.start - 1].isspace()
            flags = (["bold"] if len(token.stars) > 1 else []) + (
                ["italic"] if len(token.stars) != len("**") else []
            )
            return [_Star(flag, can_open, can_close) for flag in flags]
        return [Run(self.words[token.start : token.end])]

    def _bracket(self, i: int, depth: int, *, in_note: bool) -> tuple[list[Inline], int, int] | None:
        """Return the inlines of a bracket, the token and the character after it; None when it is literal."""
        partner = self.partners.get(i)
        if partner is None:
            return None
        opening, closing = self.tokens[i], self.tokens[partner]
        start, end = opening.end, closing.start

        def content(*, note: bool = in_note) -> list[Inline]:
            return self._range(i + 1, partner, start, end, depth=depth + 1, in_note=note)

        if opening.opening == "^[":
            note = None if in_note else content(note=True)
            return ([FreeNote(tuple(note))], partner + 1, closing.end) if note else None
        if _CITE.fullmatch(self.words, start, end):
            return [_cite(self.words[start:end])], partner + 1, closing.end
        link = _LINK.match(self.words, closing.end)
        language = _LANGUAGE.match(self.words, closing.end)
        if link and (items := content()):
            after = self._token_at(partner + 1, link.end())
            return [_formatted(item, href=link[1]) for item in items], after, link.end()
        if language and (items := content()):
            after = self._token_at(partner + 1, language.end())
            return [_formatted(item, language=language[1]) for item in items], after, language.end()
        return None

    def _token_at(self, i: int, position: int) -> int:
        """Return the first token from i on that begins at or after a character."""
        while i < len(self.tokens) and self.tokens[i].start < position:
            i += 1
        return i


def _cite(words: str) -> Cite:
    parts = (part.strip()[1:].partition(",") for part in words.split(";"))
    return Cite(tuple(Reference(key.strip(), " ".join(locator.split())) for key, _, locator in parts))


def _formatted(item: Inline, *, href: str = "", language: str = "") -> Inline:
    """Give an inline a link or a language; the inner one of two stays."""
    if isinstance(item, Run | MergeField):
        own = item.format
        return replace(item, format=replace(own, href=own.href or href, language=own.language or language))
    return item


def _emphasised(items: list[Inline | _Star]) -> list[Inline]:
    """Pair the delimiters, make the unpaired ones literal, and give the runs between pairs their format."""
    paired: set[int] = set()
    open_at: dict[str, int | None] = {"bold": None, "italic": None}
    for i, item in enumerate(items):
        if isinstance(item, _Star):
            opened = open_at[item.flag]
            if opened is None:
                open_at[item.flag] = i if item.can_open else None
            elif item.can_close:
                paired |= {opened, i}
                open_at[item.flag] = None
    out: list[Inline] = []
    on = {"bold": False, "italic": False}
    for i, item in enumerate(items):
        if isinstance(item, _Star):
            if i in paired:
                on[item.flag] = not on[item.flag]
            else:
                out.append(_with(Run("**" if item.flag == "bold" else "*"), on))
        else:
            out.append(_with(item, on))
    return out


def _with(item: Inline, on: dict[str, bool]) -> Inline:
    if isinstance(item, Run | MergeField) and (on["bold"] or on["italic"]):
        own = item.format
        return replace(
            item, format=replace(own, bold=own.bold or on["bold"], italic=own.italic or on["italic"])
        )
    return item


def _merged(items: Iterable[Inline]) -> list[Inline]:
    """Join neighbours of one format; what an escape kept apart is composed here."""
    filled = (item for item in items if not isinstance(item, Run) or item.text)
    out: list[Inline] = []
    for form, group in groupby(filled, lambda item: item.format if isinstance(item, Run) else None):
        if form is None:
            out += group
        else:
            words = "".join(item.text for item in group if isinstance(item, Run))
            out.append(Run(unicodedata.normalize("NFC", words), form))
    return out


# ---- writing


def _unparse_inlines(inlines: tuple[Inline, ...]) -> str:
    if len(inlines) == 1 and isinstance(inlines[0], Run) and inlines[0].format == PLAIN:
        words = clean(inlines[0].text)
        return _escape(words)
    items = _breaks_between(
        part for item in inlines if _says_something(item) for part in _breaks_within(item)
    )
    by_language = groupby(items, lambda item: _format(item).language)
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


def _format(item: Inline) -> Format:
    return item.format if isinstance(item, Run | MergeField) else PLAIN


def _unparse_language(language: str, items: list[Inline]) -> str:
    notation = "".join(
        _unparse_link(href, list(group)) for href, group in groupby(items, lambda item: _format(item).href)
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
