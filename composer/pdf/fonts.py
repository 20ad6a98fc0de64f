"""Fonts: measured by HarfBuzz, embedded by ReportLab as 8-bit subsets, kept between documents.

A subset addresses characters, so ligatures and other substitutions are off. The first subset of every font
begins with the same characters in every document, so that words once encoded stay valid and its font
objects are made once.
"""

import re
import struct
import zlib
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import uharfbuzz
from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfbase.ttfonts import SUBSETN, TTFError, TTFont, makeToUnicodeCMap

from composer.errors import TemplateError
from composer.i18n import _
from composer.layout.metrics import Font, Shape
from composer.layout.words import Word
from composer.model.house import House, Typeface
from composer.pdf.file import PackedDocument
from composer.pdf.objects import deflated_bytes, number

_OFF = ("liga", "dlig", "clig", "calt", "locl", "ccmp", "rlig")
FEATURES: dict[str, bool] = {"kern": True} | dict.fromkeys(_OFF, False)

# What the first subset holds besides ASCII: what Dutch, English and their neighbours need, and the mark
# of a request.
CORE = (
    "\u00adàáâäçèéêëìíîïòóôöùúûüÀÁÂÄÇÈÉÊËÌÍÎÏÒÓÔÖÙÚÛÜñß"
    "‘’‚“”„–—…•·€§°±×½²³«»©®➢\u202f"  # noqa: RUF001  the low quotation mark is meant
)  # fmt: skip
_SOFT_HYPHEN = 0xAD
_HYPHEN = 0x2D

# Every byte of a string in a page stream is printable ASCII, since ReportLab encodes streams once more.
_ESCAPED = [
    chr(code) if 32 <= code <= 126 and chr(code) not in "()\\" else f"\\{code:03o}" for code in range(256)
]


class FontFile:
    """One TrueType file: what layout asks of it, and its codes in a document."""

    def __init__(self, path: Path) -> None:
        """Load a file of glyf outlines; the store has checked that it is one."""
        data = path.read_bytes()
        # What the file is called in a PDF: the same in every process, another one for every file, and short,
        # since every paragraph of every page says it.
        self.key = f"F{zlib.crc32(data):08x}"
        self.name = f"{re.sub('[^A-Za-z0-9]', '', path.stem)}-{self.key[1:]}"
        try:
            self._ttf = _Embedded(self.key, BytesIO(data), asciiReadable=1)
        except (TTFError, ValueError, IndexError, struct.error) as error:
            reason = _("the font file '{name}' is damaged").format(name=path.name)
            raise TemplateError(str(path), 0, 0, reason, _("take another copy of it")) from error
        face = self._ttf.face
        self._glyphs: dict[int, int] = face.charToGlyph
        self._widths: dict[int, float] = face.charWidths
        self._hyphen_as_soft_hyphen()
        self._harfbuzz = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob(data)))
        self._scale = 1000 / self._harfbuzz.face.upem
        self.ascent: float = face.ascent / 1000
        self.space: float = self._widths[32]
        self._codes = {chr(code): (0, _ESCAPED[code]) for code in range(32, 127)}
        self._codes["\u00a0"] = (0, " ")
        self.core = "".join(character for character in CORE if ord(character) in self._glyphs)
        probe = _Probe()
        for character in self.core:
            ((subset, encoded),) = self._ttf.splitString(character, probe)
            self._codes[character] = (subset, _ESCAPED[encoded[0]])
        self._first = self._ttf._assignState(probe)
        self.known = _Known(self._codes)

    def _hyphen_as_soft_hyphen(self) -> None:
        """Let U+00AD show and measure as the hyphen: HarfBuzz gives it no width, some fonts no glyph."""
        if self._widths.get(_SOFT_HYPHEN) != self._widths[_HYPHEN] or _SOFT_HYPHEN not in self._glyphs:
            self._glyphs[_SOFT_HYPHEN] = self._glyphs[_HYPHEN]
            self._widths[_SOFT_HYPHEN] = self._widths[_HYPHEN]

    def covers(self, character: str) -> bool:
        """Return whether the font has a glyph for a character."""
        return ord(character) in self._glyphs

    def characters(self) -> tuple[int, ...]:
        """Return the code points that the font has glyphs for, in order."""
        return tuple(sorted(self._glyphs))

    def shape(self, word: str) -> Shape:
        """Return the widths the file gives and the kerning behind each character, rounded as TJ takes it."""
        widths = tuple(self._widths[ord(character)] for character in word)
        buffer = uharfbuzz.Buffer()
        buffer.add_str(word)
        buffer.guess_segment_properties()
        uharfbuzz.shape(self._harfbuzz, buffer, FEATURES)
        if len(buffer.glyph_infos) != len(word):
            return Shape(widths, (0,) * len(word))
        advance = self._harfbuzz.get_glyph_h_advance
        pairs = zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        kerns = (round((advance(info.codepoint) - place.x_advance) * self._scale) for info, place in pairs)
        return Shape(
            widths, tuple(0 if sign == "\u00ad" else kern for sign, kern in zip(word, kerns, strict=True))
        )

    def begin(self, document: PDFDocument) -> None:
        """Make the font known to a document, with the same first codes as in every other."""
        state, first = self._ttf._assignState(document), self._first
        state.assignments, state.nextCode = dict(first.assignments), first.nextCode
        state.subsets = [list(subset) for subset in first.subsets]
        state.internalName = self.key
        document.fontMapping[self.key] = "/" + self.key
        document.delayedFonts.append(self._ttf)

    def encoded(self, word: Word | None) -> str | None:
        """Return a word ready for an array of TJ, None when codes in it differ per document."""
        try:
            return self.known[word]
        except KeyError:
            return None

    def encode(self, word: Word, size: float, document: PDFDocument) -> str:
        """Return the same for one document; where the subset changes, the array ends and another begins."""
        out = ""
        current = 0
        for character, kern in zip(word.text, word.kerns, strict=True):
            code = self._codes.get(character)
            if code is None:
                ((subset, encoded),) = self._ttf.splitString(character, document)
                code = subset, _ESCAPED[encoded[0]]
            if code[0] != current:
                current = code[0]
                out += f")]TJ /{self.key}+{current} {size:g} Tf [("
            out += code[1] + (f"){kern}(" if kern else "")
        return out if not current else f"{out})]TJ /{self.key}+0 {size:g} Tf [("


class _Known(dict[Word | None, str]):
    """Words ready for an array of TJ, None for a space; none whose codes differ per document."""

    def __init__(self, codes: dict[str, tuple[int, str]]) -> None:
        super().__init__({None: " "})
        self._codes = codes

    def __missing__(self, word: Word | None) -> str:
        """Encode a word; KeyError when one of its characters has another code in every document."""
        if word is None:
            raise KeyError
        pairs = zip(word.text, word.kerns, strict=True)
        parts = [f"{self._codes[sign][1]}){kern}(" if kern else self._codes[sign][1] for sign, kern in pairs]
        known = self[word] = "".join(parts)
        return known


class _Probe:
    """Stands for a document while the fixed codes are found out; ReportLab keeps its state by weak key."""


class _Embedded(TTFont):  # type: ignore[misc]
    """A font whose objects are made once per subset and kept as bytes.

    ReportLab cuts every subset and formats every width anew for each document: 7 of the 10 ms of a letter.
    """

    def addObjects(self, document: PackedDocument) -> None:  # noqa: N802  ReportLab's name
        """Add the objects of every subset to a document."""
        state = self.state[document]
        state.frozen = 1
        for index, subset in enumerate(state.subsets):
            file, unicode, descriptor, font = self._objects(index, tuple(subset))
            name = f"{state.internalName}+{index}"
            described = document.add(descriptor + b"/FontFile2 %d 0 R>>" % document.add(file))
            refers = (described, document.add(unicode))
            whole = font + b"/FontDescriptor %d 0 R/ToUnicode %d 0 R>>" % refers
            document.fonts[name] = document.add(whole)
        del self.state[document]

    def _objects(self, index: int, subset: tuple[int, ...]) -> tuple[bytes, bytes, bytes, bytes]:
        kept = self.__dict__.setdefault("_kept", {})
        key = (index, subset)
        if key not in kept:
            kept[key] = self._make(index, list(subset))
        made: tuple[bytes, bytes, bytes, bytes] = kept[key]
        return made

    def _make(self, index: int, subset: list[int]) -> tuple[bytes, bytes, bytes, bytes]:
        face = self.face
        name: bytes = SUBSETN(index) + b"+" + face.name + face.subfontNameX
        data: bytes = face.makeSubset(subset)
        file = deflated_bytes(data, b"/Length1 %d" % len(data))
        unicode = deflated_bytes(_to_unicode(name.decode("latin1"), subset).encode("ascii"))
        numbers = (face.ascent, face.descent, face.capHeight, face.italicAngle, face.stemV, face.defaultWidth)
        descriptor = (
            b"<</Type/FontDescriptor/FontName/%s/Flags %d/FontBBox[%s]/Ascent %s/Descent %s/CapHeight %s"
            b"/ItalicAngle %s/StemV %s/MissingWidth %s"
            % (name, face.flags & ~32 | 4, b" ".join(map(number, face.bbox)), *map(number, numbers))
        )
        widths = b" ".join(number(face.getCharWidth(code)) for code in subset)
        font = b"<</Type/Font/Subtype/TrueType/BaseFont/%s/FirstChar 0/LastChar %d/Widths[%s]" % (
            name,
            len(subset) - 1,
            widths,
        )
        return file, unicode, descriptor, font


def _to_unicode(name: str, subset: list[int]) -> str:
    """Return the table from codes to characters, without the codes that stand for none."""
    lines = makeToUnicodeCMap(name, subset).split("\n")
    first = next(i for i, line in enumerate(lines) if line.endswith("beginbfchar"))
    last = lines.index("endbfchar")
    pairs = [line for line in lines[first + 1 : last] if not line.endswith("<0000>")]
    out = lines[:first]
    for i in range(0, len(pairs), 100):  # at most a hundred a section: Adobe Technical Note 5014
        chunk = [_utf16(pair) for pair in pairs[i : i + 100]]
        out += [f"{len(chunk)} beginbfchar", *chunk, "endbfchar"]
    return "\n".join(out + lines[last + 1 :])


def _utf16(pair: str) -> str:
    """Return one line of the table with its character in UTF-16, as the standard asks beyond U+FFFF."""
    code, character = pair.split(" ")
    return f"{code} <{chr(int(character[1:-1], 16)).encode('utf-16-be').hex().upper()}>"


@lru_cache(maxsize=64)
def font_file(path: Path) -> FontFile:
    """Return a font file, loaded once."""
    return FontFile(path)


class HouseFonts:
    """The fonts of a house, each loaded when the first text needs it."""

    def __init__(self, typefaces: tuple[tuple[str, Typeface], ...], fallback: tuple[Typeface, ...]) -> None:
        """Keep the typefaces by the names that styles use; the first is the face of the text."""
        self._typefaces = dict(typefaces)
        self._text = typefaces[0][1]
        self._fallback = fallback
        self._fonts: dict[tuple[str, bool, bool], FontFile] = {}

    def font(self, face: str, *, bold: bool, italic: bool) -> Font:
        """Return the font of a cut."""
        found = self._fonts.get((face, bold, italic))
        if found is None:
            typeface = self._typefaces.get(face, self._text)
            found = self._fonts[face, bold, italic] = font_file(typeface.file(bold=bold, italic=italic))
        return found

    def fallback(self, character: str) -> Font | None:
        """Return the first further font that has a character."""
        fonts = (font_file(typeface.regular) for typeface in self._fallback)
        return next((font for font in fonts if font.covers(character)), None)


@lru_cache(maxsize=16)
def _fonts_of(typefaces: tuple[tuple[str, Typeface], ...], fallback: tuple[Typeface, ...]) -> HouseFonts:
    return HouseFonts(typefaces, fallback)


def house_fonts(house: House) -> HouseFonts:
    """Return the fonts of a house; the same house always gets the same object."""
    return _fonts_of(house.typefaces, house.fallback)
