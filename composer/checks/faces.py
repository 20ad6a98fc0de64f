"""The fonts of a house: whether they have the letters that its languages need, and the cuts."""

from collections.abc import Collection, Iterator

from composer.i18n import N_
from composer.layout.metrics import Font, Metrics
from composer.model.document import Where
from composer.model.finding import Finding, note, warning
from composer.model.house import House, Typeface

# The letters beyond a to z in ordinary words of a language, small ones; capitals are needed too.
LETTERS = {
    "nl": "áàâäçéèêëíìîïóòôöúùûüñĳ",
    "en": "éèêëïôöçñæ",
    "de": "äöüßé",
    "fr": "àâæçéèêëîïôœùûüÿ",
    "fy": "âäêéëîïôöûúü",
}
SIGNS = "➢•–—“”‘’„\u201a…€§°%×½²³«»"
_PLAIN = "abcdefghijklmnopqrstuvwxyz0123456789.,:;!?()[]/&@+-'\""


def check_faces(house: House, metrics: Metrics, languages: Collection[str]) -> Iterator[Finding]:
    """Yield letters that no font of a face has, and missing cuts; `languages` are those of the house."""
    for name, face in house.typefaces:
        at = Where(field=f"typefaces.{name}")
        lacking: dict[str, str] = {}
        for font in _fonts(name, face, metrics):
            for need, signs in _needed():
                missing = "".join(sign for sign in signs if not _has(font, sign, metrics))
                if missing:
                    lacking[need] = "".join(dict.fromkeys(lacking.get(need, "") + missing))
        yield from (_lacking(name, need, signs, languages, at) for need, signs in lacking.items())
    yield from _missing_cuts(house)


def _needed() -> Iterator[tuple[str, str]]:
    """Yield which signs are needed for what: for any text, or for a language."""
    yield "", "".join(dict.fromkeys(_PLAIN + _PLAIN.upper() + SIGNS))
    for language, letters in LETTERS.items():
        capitals = "".join(sign for letter in letters if len(sign := letter.upper()) == 1)
        yield language, letters + capitals


def _fonts(name: str, face: Typeface, metrics: Metrics) -> Iterator[Font]:
    cuts = ((False, False), (True, False), (False, True), (True, True))
    files = {face.file(bold=bold, italic=italic): (bold, italic) for bold, italic in reversed(cuts)}
    for bold, italic in files.values():
        yield metrics.font(name, bold=bold, italic=italic)


def _has(font: Font, sign: str, metrics: Metrics) -> bool:
    return font.covers(sign) or metrics.fallback(sign) is not None


def _lacking(face: str, language: str, signs: str, languages: Collection[str], at: Where) -> Finding:
    hint = N_("Add a font that has them to the fallback fonts.")
    if not language:
        message = N_("The typeface “{face}” lacks {signs}, and so do the fallback fonts.")
        return warning("missing-glyphs", message, at, hint=hint, face=face, signs=" ".join(signs))
    message = N_("The typeface “{face}” lacks {signs}, which texts in “{language}” need.")
    tell = warning if language in languages else note
    return tell("missing-glyphs", message, at, hint=hint, face=face, signs=" ".join(signs), language=language)


def _missing_cuts(house: House) -> Iterator[Finding]:
    face = dict(house.typefaces)["text"]
    for cut, file in (("bold", face.bold), ("italic", face.italic)):
        if file is None:
            yield note(
                "missing-cut",
                N_("The typeface “text” has no font for “{cut}”: such words look like any other."),
                Where(field="typefaces.text"),
                hint=N_("Add the font file of that cut."),
                cut=cut,
            )
