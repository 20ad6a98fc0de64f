"""Which characters a document may hold: those that an editor, a file and a PDF take for the same letter."""

import re
import unicodedata

# What no document may hold because it means something to an editor or to a PDF reader: control characters,
# byte order marks, Qt's object and block marks, lone surrogates.
# And what cannot be seen: soft hyphens, joiners and variation selectors that come along with pasted text.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b-\u200d\u2060\ufe00-\ufe0f\ufdd0\ufdd1\ufeff\ufffc\ufffe\uffff\ud800-\udfff]"
)
_PRINTABLE_YET_FORBIDDEN = re.compile("[\ufffc\ufe00-\ufe0f]")


def clean(words: str) -> str:
    """Return words without the characters no document may hold; every line end becomes a newline.

    Letters are composed (NFC), so that equal words are equal values and fonts need no loose accents.
    """
    if not words.isprintable() or _PRINTABLE_YET_FORBIDDEN.search(words):
        words = words.replace("\r\n", "\n").replace("\r", "\n")
        words = words.replace("\u2028", "\n").replace("\u2029", "\n\n").replace("\t", " ")
        words = re.sub(r" +(?=\n)", "", _FORBIDDEN.sub("", words))
    return unicodedata.normalize("NFC", words)  # a quick look when there is nothing to do
