"""What is asked of the index: the words somebody typed and filters, as an expression of FTS5; snippets."""

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from composer.model.hit import Filters, Piece

WORDS_IN = "{title tags text}"
# Ranking by shorter words costs more than it tells: they are in everything.
_WORTH_RANKING = 3
_MOST_WORDS = 12
# What stands in every text tells none from another: it is not searched for.
_EVERYWHERE = frozenset(".,;:!?'\"()[]/-_‘’“”\u201a„–—")
_MOST_SIGNS = 12
_ASKED = re.compile(r'"([^"]*)"|([0-9]{1,3}(?:[.,\u2019\u00a0\u202f][0-9]{3})+(?!\w)|\w+)')
# A number that people write in groups of three: 31.000, 31,000 or 31000.
_NUMBER = re.compile(r"[0-9]{4,}")
_SNIPPET = 180
_BEFORE = 60


class Asked(NamedTuple):
    """Words that somebody typed, in lower case and without accents, each with whether it is a phrase.

    `signs` are those that were typed and must be there too: ➢, €, 🙂.
    """

    terms: tuple[tuple[str, bool], ...]
    signs: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Return whether there are any."""
        return bool(self.terms or self.signs)

    @property
    def can_rank(self) -> bool:
        """Return whether every word is long enough to tell one text from another; a sign never is."""
        return bool(self.terms) and all(len(words) >= _WORTH_RANKING for words, _is_phrase in self.terms)

    def expression(self, columns: str, *, whole: bool = False) -> str:
        """Return what FTS5 is asked: all signs, all words, each as the beginning of one unless `whole`."""
        signs = [f"facets : {facet('g', sign)}" for sign in self.signs]
        if not self.terms:
            return " AND ".join(signs)
        last = len(self.terms) - 1
        parts = (
            _either(words, "" if whole or is_phrase or (i < last and len(words) < _WORTH_RANKING) else "*")
            for i, (words, is_phrase) in enumerate(self.terms)
        )
        return " AND ".join((f"{columns} : ({' AND '.join(parts)})", *signs))


def asked(text: str) -> Asked:
    """Returns the words of what somebody typed; words in quotation marks stand next to each other.

    A symbol that is no sign of the keyboard counts beside words; of anything else only what stands alone, so
    that `jeugd*`, `jeugd…` and `#jeugd` find what `jeugd` does.
    """
    found: list[tuple[str, bool]] = []
    for match in _ASKED.finditer(folded(text).replace("“", '"').replace("”", '"').replace("\0", " ")):
        phrase, word = match.groups()
        words = re.sub(r"\W", "", word) if word else " ".join(re.findall(r"\w+", phrase))
        if words.replace("_", "").strip():
            found.append((words, word is None))
    terms = tuple(dict.fromkeys(found))[:_MOST_WORDS]
    signs = [sign for sign in signs_in(text) if not terms or _is_symbol(sign)]
    return Asked(terms, tuple(signs[:_MOST_SIGNS]))


def _is_symbol(sign: str) -> bool:
    return sign > "~" and unicodedata.category(sign)[0] == "S"


def signs_in(text: str) -> tuple[str, ...]:
    """Returns the signs of a text that are no letters, digits or marks of every sentence, each once."""
    found = dict.fromkeys(unicodedata.normalize("NFC", text))
    return tuple(sign for sign in found if _is_sign[sign])


class _Signs(dict[str, bool]):
    """Which characters are signs that somebody may search for."""

    def __missing__(self, sign: str) -> bool:
        self[sign] = unicodedata.category(sign)[0] in "SP" and sign not in _EVERYWHERE
        return self[sign]


_is_sign = _Signs()


def _groups(words: str) -> tuple[str, ...]:
    """Returns the groups of three in which a number may be written, none for what is no such number."""
    if not _NUMBER.fullmatch(words):
        return ()
    first = len(words) % 3
    return tuple(part for part in (words[:first], *re.findall("...", words[first:])) if part)


def _either(words: str, ending: str) -> str:
    """Returns what FTS5 is asked for one term: a number is found as well where it is written in groups."""
    if groups := _groups(words):
        return f'("{words}"{ending} OR "{" ".join(groups)}"{ending})'
    return f'"{words}"{ending}'


def _pattern(words: str, *, is_phrase: bool) -> str:
    """Returns where a term is in folded text, as a regular expression."""
    ending = r"\b" if is_phrase else r"\w*"
    if groups := _groups(words):
        apart = r"\W".join(groups)
        return f"(?:{words}|{apart}){ending}"
    return re.escape(words) + ending


# ---- facets: values of filters as words that nobody types


def facet(sort: str, value: str) -> str:
    """Returns the word that stands for a value in the index; `sort` is one letter."""
    return f"0{sort}{value.encode(errors='replace').hex()}"


def facet_value(word: str) -> str:
    """Returns the value that a word stands for."""
    return bytes.fromhex(word[2:]).decode(errors="replace")


def filtered(filters: Filters, libraries: Iterable[int]) -> str:
    """Returns the filters as an expression, to stand behind another one; empty when they ask nothing."""
    sorts = (
        ("k", filters.kinds),
        ("t", filters.themes),
        ("o", filters.organisations),
        ("s", filters.states),
        ("l", filters.languages),
        ("b", tuple(map(str, libraries))),
        ("c", ("forked",) if filters.forked else ()),
    )
    wanted = (
        f"facets : ({' OR '.join(facet(sort, value) for value in values)})"
        for sort, values in sorts
        if values
    )
    return " AND ".join(wanted)


WITHDRAWN = f"facets : {facet('s', 'withdrawn')}"


# ---- snippets


class _Folding(dict[int, str]):
    """Characters in lower case and without accents, one for one, so that places stay what they are."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        base = unicodedata.normalize("NFD", sign)[0].lower()
        self[code] = base if len(base) == 1 else sign
        return self[code]


_FOLDING = _Folding()


def folded(text: str) -> str:
    """Returns a text of the same length in lower case and without accents."""
    return unicodedata.normalize("NFC", text).translate(_FOLDING)


def snippet(text: str, words: Asked, title: str = "") -> tuple[Piece, ...]:
    """Returns a stretch of a text around the first words that were asked, in pieces, asked for or not.

    The pieces together are one line; a stretch from the middle begins or ends with an ellipsis. A title that
    the text begins with, and that is shown over it, is left out where something follows.
    """
    line = " ".join(unicodedata.normalize("NFC", text).split())
    said = " ".join(unicodedata.normalize("NFC", title).split())
    if said and line.startswith(f"{said} "):
        line = line[len(said) + 1 :]
    if not words:
        return _cut(line, 0, ())
    beginnings = [r"\b" + _pattern(one, is_phrase=is_phrase) for one, is_phrase in words.terms]
    sought = "|".join((*beginnings, *map(re.escape, words.signs)))
    found = tuple(match.span() for match in re.finditer(sought, folded(line)))
    return _cut(line, found[0][0] if found else 0, found)


def _cut(line: str, first: int, found: tuple[tuple[int, int], ...]) -> tuple[Piece, ...]:
    start = 0 if first < _SNIPPET - _BEFORE else line.rfind(" ", 0, first - _BEFORE) + 1
    end = len(line)
    if end - start > _SNIPPET:
        end = line.rfind(" ", start, start + _SNIPPET)
        end = end if end > start else start + _SNIPPET
    pieces: list[Piece] = [("… ", False)] if start else []
    at = start
    for begin, stop in found:
        if at <= begin and stop <= end:
            pieces += [(line[at:begin], False), (line[begin:stop], True)]
            at = stop
    pieces += [(line[at:end], False), (" …" if end < len(line) else "", False)]
    return tuple(piece for piece in pieces if piece[0])
