"""Typography: what a keyboard types, as print sets it in the language of the words.

Spaces at which no line may end, quotation marks and apostrophes, dashes and ellipses. It never touches an
address, code, a look-up that failed or the mark of a note, and it leaves alone what it is not sure of.
"""

import re
from dataclasses import replace
from functools import lru_cache
from operator import is_
from typing import NamedTuple

from composer.compose.quotes import with_quotation_marks
from composer.compose.typography_words import CAPITAL, Language, language_of
from composer.model.flow import Flow, FlowDocument, Para, Region, Span, with_paras
from composer.model.template import Typography

_HIDDEN = "x"
_SUSPECT = re.compile(r"://|www\.|\.[a-z]{2,}/|[=\\_<>{}|@`]")
_BACKTICKS = re.compile(r"`[^`]*`")
_TOKEN = re.compile(r"[^\s\u00a0]+")
_AROUND = "()[],;.:!?…"
_QUOTES = "\"'“”„‘’\u201a"

_ELLIPSIS = re.compile(r"(?<![./\\])\.{3}(?![./\\])")
_HYPHEN = re.compile(r"-[\d ]")
# Not at the beginning of a line, where it marks an item, and not between two numbers, where it may subtract.
_DASH = re.compile(r"""(?<=[^\W\d]|[)\]"'”’%.,;:!?…])( )-(?= [\w("'“‘€£$])|(?<=\d)( )-(?= [^\W\d])""")
_YEARS = re.compile(r"(?<![\w/.,:-])((?:1[89]|20)\d\d)-(?=((?:1[89]|20)\d\d)(?![\w/-]|[.,:]\d))")


def typeset(document: FlowDocument, typography: Typography) -> FlowDocument:
    """Return a document with all its words as print sets them; labels and markers stay as they are."""
    if not any(typography):
        return document
    setter = Typesetter(document.language, typography)
    return replace(
        document,
        regions=tuple(Region(region.name, setter.paras(region.paras)) for region in document.regions),
        body=setter.flows(document.body),
        notes=tuple(replace(note, body=setter.para(note.body)) for note in document.notes),
        foot=tuple(set_spans(spans, document.language, typography) for spans in document.foot),
    )


class Typesetter(NamedTuple):
    """Sets flow in a language; of what does not change it returns the same object."""

    language: str
    typography: Typography

    def flows(self, flows: tuple[Flow, ...]) -> tuple[Flow, ...]:
        """Return flow as print sets it."""
        made = tuple(map(self.flow, flows))
        return flows if all(map(is_, made, flows)) else made

    def flow(self, flow: Flow) -> Flow:
        """Return one piece of flow as print sets it."""
        return with_paras(flow, self.para)

    def paras(self, paras: tuple[Para, ...]) -> tuple[Para, ...]:
        """Return paragraphs as print sets them."""
        return tuple(map(self.para, paras))

    def para(self, para: Para) -> Para:
        """Return a paragraph as print sets it."""
        spans = set_spans(para.spans, para.language or self.language, self.typography)
        return para if spans is para.spans else replace(para, spans=spans)


def set_spans(spans: tuple[Span, ...], language: str, typography: Typography) -> tuple[Span, ...]:
    """Return the spans of a paragraph with their words as print sets them; `language` is the paragraph's.

    Quotation marks find their partner and spaces their neighbours across the borders of spans. Done twice it
    is as done once; spans of which nothing changes are the same object.
    """
    if typography.dashes:
        spans = _shortened(spans)
    if len(spans) == 1:
        (span,) = spans
        if span.unknown or span.note:
            return spans
        words = _set(span.text, span.language or language, typography)
        return spans if words == span.text else (span._replace(text=words),)
    whole = "".join(map(_seen, spans))
    if all(_set(whole, tag, typography) == whole for tag in {span.language or language for span in spans}):
        return spans
    out = []
    at = 0
    for span in spans:
        start, at = at, at + len(_seen(span))
        words = _set(whole, span.language or language, typography)[start:at]
        as_it_was = span.unknown or span.note or words == span.text
        out.append(span if as_it_was else span._replace(text=words))
    return tuple(out)


def _seen(span: Span) -> str:
    """Return what the neighbours of a span see of it: the mark of a note stands above the words."""
    if span.note:
        return ""
    return _HIDDEN * len(span.text) if span.unknown else span.text


def _shortened(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return spans with three full stops as an ellipsis: all else that is set keeps its length."""
    if not any("..." in span.text for span in spans):
        return spans
    return tuple(span if span.unknown else span._replace(text=_with_ellipses(span.text)) for span in spans)


def _with_ellipses(words: str) -> str:
    if not _SUSPECT.search(words):
        return _ELLIPSIS.sub("…", words)
    return _TOKEN.sub(
        lambda token: token[0] if _SUSPECT.search(token[0]) else _ELLIPSIS.sub("…", token[0]), words
    )


# Enough for every text of a document of a thousand pages.
@lru_cache(maxsize=16_384)
def _set(text: str, language: str, typography: Typography) -> str:
    """Return words as print sets them, as many characters as there were."""
    rules = language_of(language)
    words = _without_code(text) if _SUSPECT.search(text) else text
    hidden = words
    if typography.quotes and ("'" in words or '"' in words):
        words = with_quotation_marks(words, rules.marks, rules.elided)
    if typography.dashes and "-" in words and _HYPHEN.search(words):
        words = _dashed(words, rules)
    if typography.spaces and " " in words:
        words = _bound(words, rules)
    if words == hidden:
        return text
    if hidden is text:
        return words
    kept = zip(words, hidden, text, strict=True)
    return "".join(old if new == masked else new for new, masked, old in kept)


def _without_code(text: str) -> str:
    """Return a text with other letters in place of addresses and code, and as long."""
    text = _BACKTICKS.sub(lambda code: _HIDDEN * len(code[0]), text)
    return _TOKEN.sub(lambda token: _masked(token[0]) if _SUSPECT.search(token[0]) else token[0], text)


def _masked(token: str) -> str:
    """Return a token with its inside hidden; what is around it may be quotation marks and brackets."""
    core = token.strip(_AROUND)
    if core[:1] in _QUOTES or core.count('"') % 2 or (core.endswith("'") and core.count("'") % 2):
        core = core.strip(_QUOTES).strip(_AROUND)
    before, _core, after = token.partition(core)
    return f"{before}{_HIDDEN * len(core)}{after}"


# ---- spaces


# Only these spaces can be bound: behind a digit, a full stop or a sign, or before a number, a name, a letter.
_BINDABLE = re.compile(rf" (?:(?<=[\d.€£$¥§] )|(?=[\d–—{CAPITAL}]|[a-tv-z](?![\w'’])))")
_INITIALS = re.compile(rf"(?:(?:IJ|Th|Chr|Ph|[{CAPITAL}])\.)+")
_DAY = re.compile(r"\d{1,2}(?!\d)(?:st|nd|rd|th|\.)?")
_LETTER = re.compile(rf"[{CAPITAL}](?![\w’'])|[IVXLC]{{2,}}\b")
_UP_TO_THREE = re.compile(r"\d{1,3}")
_THREE = re.compile(r"\d{3}(?!\d)")
# No word that binds is longer.
_LONGEST = 24


def _bound(words: str, rules: Language) -> str:
    """Return words in which spaces that may not end a line are non-breaking ones."""
    signs: list[str] | None = None
    for match in _BINDABLE.finditer(words):
        at = match.start()
        if _binds(words, at, rules):
            signs = signs or list(words)
            signs[at] = "\u00a0"
    return "".join(signs) if signs else words


def _binds(words: str, at: int, rules: Language) -> bool:
    """Return whether what stands on both sides of a space belongs on one line."""
    after = words[at + 1 : at + 2]
    if at == 0 or words[at - 1].isspace() or not after.strip():
        return False
    before = words[max(0, at - _LONGEST) : at].rsplit(maxsplit=1)[-1].lstrip("([“‘„\"'")
    if after in "–—":
        return words[at + 2 : at + 3].isspace()
    if after.isdigit():
        return _has_number(before, words, at + 1, rules)
    return _has_unit(before, words, at + 1, rules) or _has_name(before, words, at + 1, rules)


def _has_number(before: str, words: str, at: int, rules: Language) -> bool:
    """Return whether a number belongs to the word before it: a place, a currency, a month, thousands."""
    word = before.lower()
    if word in rules.places:
        return True
    if word in rules.months_before:
        return _DAY.match(words, at) is not None
    return _UP_TO_THREE.fullmatch(before) is not None and _THREE.match(words, at) is not None


def _has_unit(before: str, words: str, at: int, rules: Language) -> bool:
    """Return whether a word belongs to the number before it: a month behind its day, a unit."""
    if not before[:1].isdigit() and not before[-1:].isdigit():
        return False
    if before[-1:].isdigit() and rules.unit.match(words, at):
        return True
    return _DAY.fullmatch(before) is not None and rules.month.match(words, at) is not None


def _has_name(before: str, words: str, at: int, rules: Language) -> bool:
    """Return whether a name or a letter belongs to what is before it: dr. Jansen, A. de Vries, bijlage A."""
    word = before.lower()
    if word in rules.titles or (before.endswith(".") and _INITIALS.fullmatch(before)):
        return rules.name.match(words, at) is not None
    if word in rules.places:
        return _LETTER.match(words, at) is not None
    return word in rules.lettered and words[at].islower()


# ---- dashes


def _dashed(words: str, rules: Language) -> str:
    words = _DASH.sub(" –", words)
    for pattern in (_YEARS, rules.ranges, rules.measured):
        words = pattern.sub(_range, words)
    return words


def _range(match: re.Match[str]) -> str:
    """Return the beginning of a range with a dash behind it; what does not ascend is no range."""
    *_before, first, second = match.groups()
    ascends = float(first.replace(",", ".")) < float(second.replace(",", "."))
    return f"{match[0][:-1]}–" if ascends else match[0]
