"""The inline notation, read: a Markdown subset plus Pandoc's citations. `unparse` writes it.

Everything that is not notation is literal text, so parsing never fails. Brackets are matched once with a
stack and emphasis toggles, so both directions take time linear in the length.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import NamedTuple

from composer.model.characters import clean
from composer.model.text import (
    PLAIN,
    Cite,
    FreeNote,
    Inline,
    MergeField,
    Reference,
    Run,
    Text,
    format_of,
)
from composer.model.unparse import unparse_text

MAX_DEPTH = 8

_TOKEN = re.compile(r"\\([^\n])|(\*+)|(\^?\[)|(\])|(~)|\{\{\s*([\w.:-]+)\s*\}\}", re.DOTALL)
_BEGINS = re.compile(r"[\\*\[\]~{^]")
_SPECIAL = re.compile(r"[\\*\[\]~{]")
_KEY = r"@\w(?:[\w:./-]*\w)?"
_PLAIN_KEY = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_PLAIN_LOCATOR = re.compile(r"[A-Za-z0-9.]+(?: [A-Za-z0-9.]+)*", re.ASCII)
_CITE = re.compile(rf"\s*{_KEY}(?:\s*,[^;@\[\]]*)?(?:;\s*{_KEY}(?:\s*,[^;@\[\]]*)?)*\s*")
_LINK = re.compile(
    r"\(((?:https?://|mailto:|tel:)[^\s()<>]{1,2000}(?:\([^\s()<>]*\)[^\s()<>]*)?)\)", re.IGNORECASE
)
_LANGUAGE = re.compile(r"\{lang=([A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*)\}")


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
    return parse_text(unparse_text(Text(tuple(given))))


def _is_plainly_normal(inlines: tuple[Inline, ...]) -> bool:
    """Return whether a paragraph is surely what its own notation reads as; nearly every one is.

    Words in one line, bold or italic ones apart from each other, citations; more is for the notation to say.
    """
    styled = False
    for item in inlines:
        was_styled, styled = styled, isinstance(item, Run) and item.format != PLAIN
        if isinstance(item, Cite) and item.references and all(map(_is_plain_reference, item.references)):
            continue
        if not isinstance(item, Run):
            return False
        words, form = item.text, item.format
        if form.href or form.language or not words.replace("\u00a0", " ").isprintable():
            return False
        if clean(words) != words:
            return False
        if styled and (was_styled or words != words.strip()):
            return False
    return bool(inlines)


def _is_plain_reference(one: Reference) -> bool:
    return bool(_PLAIN_KEY.fullmatch(one.key) and (not one.locator or _PLAIN_LOCATOR.fullmatch(one.locator)))


def plain_text(words: str) -> Text:
    """Return literal words as a Text; nothing in them is notation."""
    return text_of([[Run(words)]]) if _SPECIAL.search(words) else parse_text(words)


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
    return any(map(_is_styled, item.inlines)) if isinstance(item, FreeNote) else format_of(item) != PLAIN


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
