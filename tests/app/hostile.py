"""Sixty strings that some program would obey, in every text field of a document, under an audit hook.

Run as a program it prints as JSON what happened: the events heard, and what was not printed literally.
"""

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import chain
from pathlib import Path

from composer.app.compile import compile_document
from composer.app.world import world_of
from composer.blocks import KINDS
from composer.blocks.kind import schema_of
from composer.compose.world import World
from composer.model.document import Block, BlockId, Document
from composer.model.inline import parse_text, plain_text
from composer.model.people import People, Person
from composer.model.source import VARIABLES, Source
from composer.model.template import Typography
from composer.store.documents import document_bytes, open_bytes

HOSTILE = (
    "{{7*7}}", "${7*7}", "#{7*7}", "<%= 7*7 %>", "{% import os %}", "{0.__class__.__mro__}", "{secret}",
    "{!r:>{0}}", "%(secret)s", "%s%s%s%n", "%x" * 20, "$(touch hacked)", "`touch hacked`",
    "; rm -rf ~", "| cat /etc/passwd", "&& shutdown -h now", "\\input{/etc/passwd}", "\\write18{id}",
    "__import__('os').system('id')", "eval('1+1')", "exec(open('/etc/passwd').read())", "lambda: 1/0",
    "!!python/object/apply:os.system ['id']", "!include /etc/passwd", "&a [*a]", "<<: *default",
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<para><font name='x'>a</font></para>",
    "<a href='file:///etc/passwd'>x</a>", "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>", "&e;",
    "<?xml version='1.0'?>", "<![CDATA[x]]>", "&lt;b&gt;", "&#x41;", "<b>bold</b>", "<seq id='x'/>",
    "<greek>a</greek>", "<onDraw name='x' label='y'/>", "<evalString>1</evalString>",
    "<unichar code='65'/>", "BT /F1 12 Tf (x) Tj ET", ") Tj ET Q (", "endstream endobj",
    "/JavaScript /JS (app.alert(1))", "%%EOF", "<</Type/Action/S/Launch/F(calc.exe)>>",
    "\\u0041\\x41\\101", "\\", "\\n\\r\\0", "'; DROP TABLE brief; --", "../../../../etc/passwd",
    "file:///etc/passwd", "\\\\server\\share\\x", "C:\\Windows\\win.ini", "CON", "=1+1",
    "=cmd|'/C calc'!A0", "@SUM(1,1)", "+31", "-1", "[x](javascript:alert(1))", "[@source, p. 1]",
    "^[a note]", "**a** *b*", "(null)", "undefined", "NaN", "-0", "1e999", "a" * 300,
)  # fmt: skip
# What must not happen while a document is composed, painted, written and read.
FORBIDDEN = re.compile(
    r"open|import|exec|compile|os\.|socket\.|subprocess\.|shutil\.|tempfile\.|urllib\.|http\.|ftplib\.|ctypes\.|"
    r"pty\.|code\.|marshal\.|pickle\.|glob\.|webbrowser\.|smtplib\.|sqlite3\.|winreg\.|builtins\.(?!id$)|sys\._"
)


class Filler:
    """Fills every field that holds words; each gets a number of its own in front."""

    def __init__(self, words: str, *, notation: bool) -> None:
        self.words = words
        self.notation = notation
        self.printed: list[str] = []
        self.count = 0

    def next(self, *, printed: bool) -> str:
        self.count += 1
        words = f"q{self.count}q{self.words}"
        if printed:
            self.printed.append(words)
        return words

    def record(self, record: type, depth: int, *, printed: bool) -> dict[str, object]:
        found: dict[str, object] = {}
        for name, schema in schema_of(record):
            shown = printed and schema.printed
            match schema.sort:
                case "text":
                    found[name] = self.text(printed=shown)
                case "texts":
                    found[name] = (self.text(printed=shown),)
                case "words":
                    found[name] = self.next(printed=False)
                case "strings":
                    found[name] = (self.next(printed=False),)
                case "image":
                    found[name] = self.next(printed=shown)
                case "grid":
                    found[name] = ((self.text(printed=shown), self.text(printed=shown)),) * 2
                case "blocks" if depth:
                    inner = KINDS[(schema.kinds or ("paragraph",))[0]].block
                    inside = self.record(inner, depth - 1, printed=shown)
                    found[name] = (inner(id=BlockId(f"c{self.count}"), **inside),)
                case "record" | "records" if depth:
                    inner = schema.record or record
                    one = inner(**self.record(inner, depth - 1, printed=shown))
                    found[name] = one if schema.sort == "record" else (one,)
                case _:
                    pass
        return found

    def text(self, *, printed: bool) -> object:
        words = self.next(printed=printed and not self.notation)
        return parse_text(words) if self.notation else plain_text(words)


def document(words: str, *, notation: bool) -> tuple[Document, list[str]]:
    """A document of every kind of block, every field of which holds some words; and what it must print."""
    filler = Filler(words, notation=notation)
    blocks: list[Block] = []
    for number, kind in enumerate(KINDS.values()):
        made = kind.block(id=BlockId(f"b{number}"), **filler.record(kind.block, 2, printed=True))
        blocks.append(made)
    one, other = (
        Person(
            names=(filler.next(printed=True),), role=filler.next(printed=True), party=words, email=words,
            organisation=filler.next(printed=printed), address=(filler.next(printed=printed), words),
            salutation=words,
        )
        for printed in (True, False)
    )  # fmt: skip
    people = People((("addressees", (one,)), ("signatories", (other,)), (words or "x", (one,))))
    source = Source("source", words, tuple((name, words) for name in VARIABLES))
    printed_fields = tuple((key, filler.next(printed=True)) for key in ("subject", "reference"))
    made = Document(
        template="demo/letter", title=words, blocks=tuple(blocks), people=people,
        fields=(*printed_fields, (words or "x", words)), sources=(source,),
    )  # fmt: skip
    return made, filler.printed


# Text fields that cannot hold whatever somebody types, and what keeps them from it: the reader of the file
# and the forms let only these through.
NOT_TYPED = {
    "Document.template": "house/kind",
    "Document.language": "the tag of a language",
    "Edition.template": "house/kind",
    "Block.id": "letters, figures, full stops and hyphens",
    "Block.language": "the tag of a language",
    "Origin.block": "the id of a library block",
    "Origin.revision": "twelve hexadecimal digits",
    "Format.href": "an address that addresses_of lets through",
    "Format.language": "the tag of a language",
    "Source.key": "letters, figures and some signs",
    "Table.columns": "choices and figures",
    "Document.media": "pictures, whose names blocks say",
}


def unfilled(value: object, words: str) -> list[str]:
    """Return the text fields that hold these words nowhere, of all the dataclasses a value is made of."""
    looked = list(text_fields(value, "", words))
    return sorted({place for place, _holds in looked} - {place for place, holds in looked if holds})


def text_fields(value: object, place: str, words: str) -> Iterator[tuple[str, bool]]:
    """Yield the fields of text in a value, and whether the words stand in each."""
    if is_dataclass(value):
        for one in fields(value):
            owners = (
                base for base in type(value).__mro__ if one.name in vars(base).get("__annotations__", ())
            )
            name = f"{next(owners).__name__}.{one.name}"
            choice = "schema" in one.metadata and one.metadata["schema"].sort == "choice"
            if name not in NOT_TYPED and not choice:
                yield from text_fields(getattr(value, one.name), name, words)
    elif isinstance(value, tuple):
        yield place, any(holds(one, words) for one in value)
        yield from chain.from_iterable(text_fields(one, place, words) for one in value)
    elif isinstance(value, str):
        yield place, words in value


def holds(value: object, words: str) -> bool:
    """Return whether the words stand somewhere in a value."""
    if is_dataclass(value):
        return any(holds(getattr(value, one.name), words) for one in fields(value))
    if isinstance(value, tuple):
        return any(holds(one, words) for one in value)
    return isinstance(value, str) and words in value


def said(compilation) -> str:
    settings = (mark.setting for page in compilation.layout.pages for mark in page.marks)
    return squeezed("".join(span.text for setting in settings for span in setting.spans))


def squeezed(words: str) -> str:
    """Words without what lines and typography may change: spaces."""
    return "".join(words.split()).replace("\u00ad", "")


def literal(world: World) -> World:
    """A world that sets what is typed as it is typed."""
    return replace(world, template=replace(world.template, typography=Typography(False, False, False)))


def trial(world: World, words: str, *, notation: bool) -> tuple[int, list[str]]:
    """Compose, paint, write and read one document; return how much it must print, and what it does not."""
    made, printed = document(words, notation=notation)
    compilation = compile_document(made, world)
    found = said(compilation)
    wrong = [one for one in printed if squeezed(one) not in found]
    wrong += [
        f"read back otherwise: {words!r}"
        for suffix in (".yaml", ".pleidooi")
        if open_bytes(document_bytes(made, suffix), Path("x")).document != made
    ]
    return len(printed), wrong


def main() -> None:
    """Warm up with harmless words, then listen."""
    heard: list[str] = []
    looked_for = 0
    listening = False

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if listening and FORBIDDEN.match(event):
            heard.append(f"{event} {str(arguments)[:200]}")

    harmless, _printed = document("gewone woorden", notation=False)
    world = literal(world_of(harmless))
    sys.addaudithook(hook)
    for words in ("gewone woorden", "{}[]<>()!@#$%^&*-+=|\\/'\"`~;:,.?_ 0123456789 " * 3, "a" * 300):
        for notation in (False, True):
            trial(world, words, notation=notation)
    listening = True
    missing = []
    for words in HOSTILE:
        for notation in (False, True):
            count, wrong = trial(world, words, notation=notation)
            looked_for += count
            missing += wrong
    with Path(__file__).open(encoding="utf-8"):
        hears = bool(heard) and heard.pop().startswith("open ")
    told = {
        "hears": hears,
        "unfilled": unfilled(document("WORDS", notation=False)[0], "WORDS"),
        "heard": heard,
        "missing": missing,
        "strings": len(HOSTILE),
        "looked for": looked_for,
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
