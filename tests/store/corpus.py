"""Makes hostile files: sound ones with a few mutations, and those that are known to hurt some reader.

`python -m tests.store.corpus FOLDER COUNT` writes as many of each format; one number is always the same file.
"""

import io
import random
import re
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from composer import resources
from composer.blocks import KINDS
from composer.model.document import Document
from composer.store.container import DOCUMENT, pack
from composer.store.documents import read_document, write_document
from composer.store.revisions import revision_bytes
from tests.pictures import jpeg, png
from tests.store.revisions import revision


def _seeds() -> tuple[bytes, ...]:
    """The sample documents cut in small ones, of one block each: a small file is read in a moment."""
    found: dict[str, bytes] = {}
    all_kinds = Path(__file__).resolve().parents[1] / "golden" / "everything" / "document.yaml"
    for path in (*sorted(resources.templates().glob("*/samples/*.yaml")), all_kinds):
        whole = read_document(path)
        head = Document(template=whole.template, title=whole.title, fields=whole.fields, people=whole.people)
        documents = [replace(head, sources=whole.sources[:2])]
        documents += [Document(template=whole.template, blocks=(block,)) for block in whole.blocks]
        for document in documents:
            data = write_document(document).encode()
            if len(data) < 4_000:
                found.setdefault(
                    "".join(re.findall(r"^ *[\w-]+:|kind: .*", data.decode(), re.MULTILINE)), data
                )
    said = b"".join(found.values())
    for kind in KINDS.values():
        if f"kind: {kind.name}\n".encode() not in said:
            found[kind.name] = write_document(
                Document(template="demo/letter", blocks=(kind.block(),))
            ).encode()
    return tuple(found.values())


# One of every shape that occurs in the samples, and the samples themselves once in a while.
SEEDS = _seeds()
SAMPLES = tuple(
    path.read_bytes()
    for path in sorted(resources.templates().glob("*/samples/*.yaml"))
    if path.stat().st_size < 40_000
)
_WHOLE = 0.02
HOUSES = tuple(path.read_bytes() for path in sorted(resources.templates().glob("demo/house.yaml")))
TEMPLATES = tuple(
    path.read_bytes() for path in sorted(resources.templates().glob("demo/*.yaml")) if path.stem != "house"
)
REVISION = revision_bytes(
    revision(
        "Maak de *bussen* gratis.",
        parents=("0" * 12,),
        review_by="2027-01-01",
        organisation="Wij",
        tags=("x",),
    )
)
DRAWINGS = tuple(
    path.read_bytes()
    for folder in (resources.templates(), resources.templates().parent / "assets" / "icons")
    for path in sorted(folder.rglob("*.svg"))
)
SMALL = b"pleidooi: 1\ntemplate: demo/letter\nlanguage: nl\ntitle: a\nblocks:\n- kind: paragraph\n  text: x\n"
PICTURE = "media/" + "0" * 64 + ".png"

# What a reader of the format may stumble over, to be put anywhere.
YAML_TOKENS = (
    b"&a ", b"*a", b"!!python/object:os.system ", b"!x ", b"<<: ", b"? ", b": ", b"- ", b"---\n",
    b"...\n", b"[", b"]", b"{", b"}", b'"', b"'", b"|\n", b">+9\n", b"\t", b"%YAML 9.9\n", b"\x00",
    b"\xff", b"\xef\xbb\xbf", b"\xc2\x85", b"\\x", b"#", b"@", b"`", b"null", b"9" * 400, b"1e999",
    b".inf", b"blocks:\n", b"kind: section\n", b"\r", b"\n\n", b"  ", b"0x7f", b"~", b"=", b"on",
    b"\xed\xa0\x80", b"\xf4\x90\x80\x80", "\u202e".encode(), b"{{" * 30,
)  # fmt: skip
SVG_TOKENS = (
    b"<g>", b"</g>", b"<use href='#a'/>", b"<image href='file:///etc/passwd'/>", b"<!DOCTYPE x [",
    b"<!ENTITY a 'b'>", b"&a;", b"<style>", b"<script>", b"url(#a)", b"NaN", b"1e400", b"-1e-400",
    b"9" * 400, b"matrix(0 0 0 0 0 0)", b"<![CDATA[", b"]]>", b"<?xml version='1.0' encoding='utf-7'?>",
    b"\x00", b"\xff", b"viewBox='0 0 0 0'", b"M0", b"a1 1 0 11 1 1",
    b"<path d='" + b"M0 0" * 2000 + b"'/>", b"/>", b">", b"'", b'"', b"xlink:href=", b"transform='",
    b"rotate(9", b"id='a'", b"<svg>", b"</svg>", b"<foreignObject/>", b"%", b"px", b"#12",
    b"stroke-dasharray='0'",
)  # fmt: skip


def _mutated(data: bytes, tokens: tuple[bytes, ...], chance: random.Random) -> bytes:
    """One to eight mutations: bytes turned, cut, doubled, moved, tokens put in, the end cut off."""
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        here = chance.randrange(len(out) + 1)
        until = min(len(out), here + int(chance.expovariate(1 / 12)))
        match chance.randrange(8):
            case 0 if here < len(out):
                out[here] ^= 1 << chance.randrange(8)
            case 1:
                del out[here:until]
            case 2:
                out[here:here] = out[here:until] * chance.choice((1, 2, 30))
            case 3 | 4 | 5:
                out[here:until] = chance.choice(tokens)
            case 6:
                there = chance.randrange(len(out) + 1)
                out[there:there] = out[here:until]
            case _ if chance.random() < 0.3:
                del out[here:]
    return bytes(out)


# What a house says in place of what it should: too much, too little, another sort.
VALUES = (
    b"0", b"-1", b"1", b"2", b"999", b"1000000", b"0.0001", b"1e999", b"9" * 30, b"[]", b"{}", b"null", b"''",
    b"true", b"'{{title}}'", b"'{title}'", b"'{0.__class__}'", b"'%s'", b"x", b"[0, 0]", b"[1, 2, 3]",
    b'"\\u202e"', b'"\\0"', b'"\\e[31m"', b"'" + b"{{page}} " * 500 + b"'", b"body", b"ink", b"paper",
    b"text", b"left", b"'../x'", b"'#12345'", b'"' + b"\\n" * 3000 + b'"',
)  # fmt: skip
_VALUE = re.compile(rb"(?<=: )[^\n{}\[\],]+|(?<=[\[,] )[^\n{}\[\],:]+|(?<=\[)[0-9.]+")


def _revalued(data: bytes, chance: random.Random) -> bytes:
    """Some values of a file in another's place; once in a while the bytes are mutated as those of others."""
    if chance.random() < 0.2:
        return _mutated(data, YAML_TOKENS, chance)
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        start, end = chance.choice([found.span() for found in _VALUE.finditer(data)])
        data = data[:start] + chance.choice(VALUES) + data[end:]
    return data


def _known_yaml() -> Iterator[bytes]:
    """Files that hang or crash readers of YAML."""
    yield b"[" * 100_000
    yield b"{a: " * 100_000
    yield b"- " * 100_000
    yield b"? " * 50_000
    yield b"a: &a [x]\n" + b"".join(b"b%d: [*a, *a]\n" % n for n in range(1000))
    yield b"a: &a {<<: *a}\n"
    yield b"x: " + b'"' + b"\\u0041" * 300_000 + b'"'
    yield b"a" * 3_000_000
    yield b"- \n" * 250_000
    yield b"\n" * 3_000_000
    yield b"#" * 3_000_000
    yield b"".join(b"k%d: 1\n" % n for n in range(150_000))
    yield SMALL + b"".join(b"- kind: paragraph\n  text: '%s'\n" % (b"*" * 5000) for _ in range(50))
    yield SMALL + b"- kind: paragraph\n  text: '" + b"[" * 100_000 + b"'\n"
    yield SMALL + b"- kind: paragraph\n  text: '" + b"^[" * 50_000 + b"'\n"
    yield SMALL + b"- kind: paragraph\n  text: '" + b"**a" * 50_000 + b"'\n"
    yield SMALL + b"- kind: paragraph\n  text: '" + b"{{a" * 50_000 + b"'\n"
    yield SMALL + b"- kind: paragraph\n  text: '" + b"[a](" * 50_000 + b"'\n"
    yield bytes(1000)
    yield b""
    yield SMALL.decode().encode("utf-16")


def _known_drawings() -> Iterator[bytes]:
    """Drawings that hang or crash readers of XML and SVG."""
    head = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'>"
    yield head + b"<g>" * 100_000
    yield head + b"<g>" * 500 + b"</g>" * 500 + b"</svg>"
    entities = b"".join(b"<!ENTITY a%d '%s'>" % (n + 1, b"&a%d;" % n * 10) for n in range(12))
    yield b"<!DOCTYPE svg [<!ENTITY a0 'ha'>" + entities + b"]>" + head + b"<title>&a12;</title></svg>"
    yield b"<!DOCTYPE svg [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>" + head + b"<title>&e;</title></svg>"
    yield head + b"<path d='M0 0" + b"l1 1" * 240_000 + b"'/></svg>"
    yield head + b"<path d='" + b"9" * 900_000 + b"'/></svg>"
    yield head + b"<g a='" + b"x" * 990_000 + b"'/></svg>"
    yield head + b"<rect " + b" ".join(b"a%d='1'" % n for n in range(60_000)) + b"/></svg>"
    yield head + b"<path transform='" + b"scale(2)" * 100_000 + b"' d='M0 0h1'/></svg>"
    yield head + b"<path style='" + b"fill:red;" * 100_000 + b"' d='M0 0h1'/></svg>"
    yield head + b"<polygon points='" + b"1 " * 400_000 + b"'/></svg>"
    yield b"<svg" * 200_000
    yield b"\x1f\x8b" + bytes(100)
    yield b""


def _zip(*entries: tuple[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in entries:
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return buffer.getvalue()


def _known_zips() -> Iterator[bytes]:
    """Archives that write elsewhere, grow without end, or are two things at once."""
    for name in ("../x", "/etc/x", "C:/x", "..\\x", "a/../../x", ".", "x\x00y", "\\\\server\\x"):
        yield _zip((DOCUMENT, SMALL), (name, b"x"))
    yield _zip((DOCUMENT, bytes(50_000_000)))
    yield _zip((DOCUMENT, SMALL + b"# " + b"x" * 3_000_000))
    yield _zip((DOCUMENT, SMALL), *((f"media/{n}", b"") for n in range(3000)))
    yield _zip((DOCUMENT, SMALL), (PICTURE, b"not a picture"))
    yield _zip((DOCUMENT, _zip((DOCUMENT, SMALL))))
    yield _zip(("other.yaml", SMALL))
    sound = pack(SMALL, {})
    yield sound + sound
    yield b"x" * 100 + sound
    end = sound.rindex(b"PK\x05\x06")
    for at, form, values in (
        (end + 8, "<HH", (0, 65535)), (end + 8, "<HHI", (65535, 65535, 2**32 - 1)),
        (end + 16, "<I", (2**31,)), (end + 20, "<H", (65535,)),
    ):  # fmt: skip
        broken = bytearray(sound)
        struct.pack_into(form, broken, at, *values)
        yield bytes(broken)
    directory = sound.rindex(b"PK\x01\x02")
    for at, value in (
        (8, 1),
        (8, 0x41),
        (10, 99),
        (10, 12),
        (16, 0),
        (20, 2**31),
        (24, 2**32 - 1),
        (24, 1),
        (42, 5),
    ):
        broken = bytearray(sound)
        struct.pack_into("<H" if at < 16 else "<I", broken, directory + at, value)
        yield bytes(broken)


def _document(chance: random.Random) -> bytes:
    return chance.choice(SAMPLES if chance.random() < _WHOLE else SEEDS)


def _mutated_zip(number: int, chance: random.Random) -> bytes:
    """Mutations of the archive, or of the document in a sound archive."""
    sample = _document(chance)
    if number % 2:
        return pack(_mutated(sample, YAML_TOKENS, chance), {PICTURE: zlib.compress(sample)})
    tokens = (
        b"PK\x03\x04",
        b"PK\x01\x02",
        b"PK\x05\x06",
        b"\x00\x00\x00\x00",
        b"\xff\xff\xff\xff",
        b"\x08\x00",
    )
    return _mutated(pack(sample, {PICTURE: b"x" * 50}), tokens, chance)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _png_of(width: int, height: int, pixels: bytes, *extra: bytes, mode: tuple[int, int] = (8, 2)) -> bytes:
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, *mode, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(extra) + _chunk(b"IDAT", pixels) + _chunk(b"IEND", b"")


def _known_pngs() -> Iterator[bytes]:
    """Pictures that say they are larger than they are, or unpack to far more."""
    yield _png_of(2**31 - 1, 2**31 - 1, b"")
    yield _png_of(30_000, 30_000, zlib.compress(bytes(1000)))
    yield _png_of(6_000, 6_000, zlib.compress(bytes(6_001)))
    yield _png_of(1, 1, zlib.compress(bytes(200_000_000)))
    yield _png_of(0, 0, b"")
    yield _png_of(4, 4, zlib.compress(bytes(100)), mode=(16, 7))
    for name in (b"zTXt", b"iCCP"):
        yield _png_of(
            1, 1, zlib.compress(bytes(4)), _chunk(name, b"a\0\0" + zlib.compress(bytes(100_000_000)))
        )
    yield _png_of(1, 1, zlib.compress(bytes(4)), *(_chunk(b"tEXt", b"a\0b") for _ in range(50_000)))
    yield _png_of(1, 1, zlib.compress(bytes(4)), _chunk(b"pHYs", struct.pack(">IIB", 2**32 - 1, 0, 1)))
    yield _png_of(1, 1, zlib.compress(bytes(4)), _chunk(b"acTL", struct.pack(">II", 2**31, 0)))
    yield b"\x89PNG\r\n\x1a\n"
    yield b""


def _known_jpegs() -> Iterator[bytes]:
    """The same, of JPEG."""
    frame = struct.pack(">HBHHB", 17, 8, 65_500, 65_500, 3) + b"\x01\x11\0\x02\x11\0\x03\x11\0"
    yield b"\xff\xd8\xff\xc0" + frame + b"\xff\xd9"
    yield b"\xff\xd8\xff\xc2" + frame + b"\xff\xda" * 10_000
    yield b"\xff\xd8" + b"\xff\xe1\xff\xff" * 50_000
    yield b"\xff\xd8\xff\xe1\x00\x10Exif\0\0MM\0*" + b"\xff" * 100
    yield b"\xff\xd8\xff" + b"\xff" * 1_000_000
    yield b"\xff\xd8\xff"
    yield b""


PNG_TOKENS = (
    b"IHDR", b"IDAT", b"IEND", b"PLTE", b"tRNS", b"acTL", b"fdAT", b"pHYs", b"eXIf", b"gAMA", bytes(4),
    b"\xff" * 4, b"\x7f\xff\xff\xff", b"\x00\x00\x00\x0d",
)  # fmt: skip
JPEG_TOKENS = (
    b"\xff\xd8", b"\xff\xd9", b"\xff\xda", b"\xff\xc0", b"\xff\xc2", b"\xff\xc4", b"\xff\xdb", b"\xff\xe1",
    b"\xff\xee\x00\x0eAdobe", b"\xff\xd0", bytes(4), b"\xff" * 4, b"\xff\xdd\x00\x04\x00\x01", b"MM\x00*",
)  # fmt: skip
PNGS = tuple(png(mode=mode) for mode in ("RGB", "RGBA", "L", "LA", "P", "1", "I;16"))
JPEGS = tuple(jpeg(mode=mode) for mode in ("RGB", "L", "CMYK"))


def _mutated_png(_number: int, chance: random.Random) -> bytes:
    """Mutations of a picture; the sums of its parts are often put right again, so that they are read."""
    data = _mutated(chance.choice(PNGS), PNG_TOKENS, chance)
    return _summed(data) if chance.random() < 0.7 else data


def _summed(data: bytes) -> bytes:
    """A PNG whose checksums are right, as far as it can be read at all."""
    out, at = data[:8], 8
    while at + 12 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        if at + 12 + length > len(data):
            break
        out += _chunk(data[at + 4 : at + 8], data[at + 8 : at + 8 + length])
        at += 12 + length
    return out + data[at:]


FORMATS: dict[str, tuple[Callable[[], Iterator[bytes]], Callable[[int, random.Random], bytes]]] = {
    "yaml": (_known_yaml, lambda _n, chance: _mutated(_document(chance), YAML_TOKENS, chance)),
    "pleidooi": (_known_zips, _mutated_zip),
    "png": (_known_pngs, _mutated_png),
    "jpg": (_known_jpegs, lambda _n, chance: _mutated(chance.choice(JPEGS), JPEG_TOKENS, chance)),
    "house": (lambda: iter((b"",)), lambda _n, chance: _revalued(chance.choice(HOUSES), chance)),
    "template": (lambda: iter((b"",)), lambda _n, chance: _revalued(chance.choice(TEMPLATES), chance)),
    "revision": (lambda: iter((b"",)), lambda _n, chance: _mutated(REVISION, YAML_TOKENS, chance)),
    "svg": (_known_drawings, lambda _n, chance: _mutated(chance.choice(DRAWINGS), SVG_TOKENS, chance)),
}


def hostile(format_: str, count: int) -> Iterator[bytes]:
    """Yield the known files of a format and then mutated ones, so many in all."""
    known, mutate = FORMATS[format_]
    number = 0
    for data in known():
        yield data
        number += 1
    for n in range(number, count):
        yield mutate(n, random.Random(f"{format_} {n}"))


def main(folder: str, count: str) -> None:
    """Write the corpus."""
    for format_ in FORMATS:
        place = Path(folder) / format_
        place.mkdir(parents=True, exist_ok=True)
        for number, data in enumerate(hostile(format_, int(count))):
            (place / f"{number:06d}.{format_}").write_bytes(data)


if __name__ == "__main__":
    main(*sys.argv[1:])
