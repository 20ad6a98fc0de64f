"""Documents from disk and back, and what is said about those that are not sound."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from composer.blocks import KINDS
from composer.blocks.list import List, ListItem
from composer.blocks.paragraph import Paragraph
from composer.blocks.section import Section
from composer.errors import DocumentError
from composer.model.document import BlockId, Document, Origin, Where
from composer.model.inline import parse_text
from composer.model.people import Person
from composer.model.source import Source
from composer.store.documents import (
    document_bytes,
    open_bytes,
    open_document,
    read_document,
    write_document,
)
from tests.store.builders import DOCUMENTS, HEAD, blocks_of, cleaned, with_ids, written


def read(text: str) -> Document:
    """Reads a document from its text."""
    return open_bytes((HEAD + text).encode(), Path("letter.yaml")).document


def refusal(text: str) -> DocumentError:
    """Reads a document that must be refused."""
    with pytest.raises(DocumentError) as caught:
        open_bytes(text.encode(), Path("letter.yaml"))
    assert str(caught.value).startswith(f"letter.yaml:{caught.value.line}:{caught.value.column}: ")
    return caught.value


def person(text: str, role: str = "signatories") -> Person:
    """Reads one person."""
    return read(f"people:\n  {role}:\n    - {text}\n").people.of(role)[0]


def source(text: str) -> Source:
    """Reads one source."""
    return read(f"sources:\n  a: {text}\n").sources[0]


# ---- reading


def test_a_document_with_nothing_but_a_template_is_one():
    assert read("") == Document(template="demo/letter")
    assert read("language:\ntitle:\nfields:\npeople:\nsources:\nblocks:\n") == Document(
        template="demo/letter"
    )


def test_everything_that_a_document_holds_is_read():
    document = read(
        "language: en\ntitle: Report\n"
        "fields: {date: 2026-02-30, number: 12, urgent: true, place: null}\n"
        "blocks:\n"
        "  - kind: section\n"
        "    id: ask\n"
        "    origin: {block: lib, revision: abc, follow: true}\n"
        "    language: nl\n"
        "    title: Wat is *nodig*?\n"
        "    numbered: false\n"
        "    blocks:\n"
        "      - {kind: paragraph, role: lead, text: 12}\n"
    )
    assert document.language == "en"
    assert document.title == "Report"
    assert document.fields == (("date", "2026-02-30"), ("number", 12), ("urgent", True), ("place", None))
    assert document.blocks == (
        Section(
            id=BlockId("ask"),
            origin=Origin("lib", "abc", follow=True),
            language="nl",
            title=parse_text("Wat is *nodig*?"),
            numbered=False,
            blocks=(Paragraph(id=BlockId("b1"), role="lead", text=parse_text("12")),),
        ),
    )


def test_an_item_may_be_a_text_or_have_parts():
    items = read("blocks: [{kind: list, items: [a, 1, {label: b, items: [c]}, null]}]").blocks[0]
    text = parse_text
    assert items == List(
        id=BlockId("b1"),
        items=(
            ListItem(text=text("a")),
            ListItem(text=text("1")),
            ListItem(label=text("b"), items=(ListItem(text=text("c")),)),
            ListItem(),
        ),
    )


def test_a_field_left_empty_has_its_default():
    assert read("blocks: [{kind: heading, level: , text: null, numbered: ~}]").blocks == (
        KINDS["heading"].block(id=BlockId("b1")),
    )


def test_words_may_be_a_number_or_a_true():
    document = read("title: true\npeople: {cc: , addressees: [{name: 12, role: false}]}\n")
    assert document.title == "true"
    assert document.people.roles == (("cc", ()), ("addressees", (Person(names=("12",), role="false"),)))


def test_missing_ids_are_numbered_in_reading_order_past_those_that_are_taken():
    document = read(
        "blocks:\n"
        "  - kind: paragraph\n"
        "  - kind: section\n"
        "    blocks:\n"
        "      - {kind: paragraph, id: b3}\n"
        "      - {kind: paragraph, id: ''}\n"
        "  - {kind: paragraph, id: b1}\n"
        "  - {kind: paragraph, id: 7}\n"
        "  - kind: paragraph\n"
    )
    assert [block.id for block in document.walk()] == ["b2", "b4", "b3", "b5", "b1", "7", "b6"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{name: A. Vries, role: chair}", Person(names=("A. Vries",), role="chair")),
        ("{names: [A, B], party: null}", Person(names=("A", "B"))),
        ("{names: A}", Person(names=("A",))),
        ("{name: null, organisation: 2030}", Person(organisation="2030")),
        ('{address: "Postbus 1\\n3500 BE Utrecht\\n"}', Person(address=("Postbus 1", "3500 BE Utrecht"))),
        (
            "{address: [Postbus 1, 3500 BE Utrecht], email: a@b.nl}",
            Person(address=("Postbus 1", "3500 BE Utrecht"), email="a@b.nl"),
        ),
        ("A. Vries", Person(names=("A. Vries",))),
        ("{}", Person()),
        ("", Person()),
    ],
)
def test_a_person_is_a_name_or_has_parts(text, expected):
    assert person(text) == expected


def test_what_no_document_may_hold_is_left_out_of_plain_words():
    document = read(
        'title: "be\\u00adgroting\\x07"\n'
        'fields: {subject: "a\\tb", "pla\\u200bce": "e\\u0301\\x1b[31m", number: 12}\n'
        'people: {cc: [{names: ["A\\r\\nB", "\\ufeff"], address: "Postbus 1\\r3500 BE", role: "\\ufffc"}]}\n'
        'sources: {a: {type: "re\\x00port", author: ["A\\x9b", B], note: "\\t"}}\n'
        'blocks: [{kind: example, organisations: ["O\\x1f"], contact: "c\\td"}]\n'
    )
    assert document == cleaned(document)
    assert document.title == "begroting"
    assert document.fields == (("subject", "a b"), ("place", "é[31m"), ("number", 12))
    assert document.people.of("cc") == (Person(names=("A\nB", ""), address=("Postbus 1", "3500 BE")),)
    assert document.sources == (Source("a", "report", (("author", "A, B"), ("note", " "))),)
    example = document.blocks[0]
    assert (example.organisations, example.contact) == (("O",), "c d")


def test_names_that_differ_in_what_cannot_be_seen_are_the_same():
    error = refusal(HEAD + 'fields: {place: a, "pla\\u00adce": b}\n')
    assert "'place' appears here twice" in error.reason


def test_an_addressee_in_one_text_is_an_organisation():
    assert person("Vaste Kamercommissie VWS", "addressees") == Person(organisation="Vaste Kamercommissie VWS")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "{type: report, author: WRR, issued: 2021}",
            Source("a", "report", (("author", "WRR"), ("issued", "2021"))),
        ),
        (
            "{author: [De Vries, Jansen], note: null}",
            Source("a", "document", (("author", "De Vries, Jansen"),)),
        ),
        (
            "{publisher-place: Den Haag, URL: 'https://a.nl'}",
            Source("a", "document", (("publisher-place", "Den Haag"), ("URL", "https://a.nl"))),
        ),
        ("{}", Source("a")),
    ],
)
def test_a_source_has_the_variables_of_csl(text, expected):
    assert source(text) == expected


# ---- places


def test_every_block_and_field_knows_where_it_stands():
    text = HEAD + (
        "title: T\n"
        "fields:\n"
        "  date: 2026-02-26\n"
        "people:\n"
        "  addressees:\n"
        "    - organisation: O\n"
        "sources:\n"
        "  wrr: {title: K}\n"
        "blocks:\n"
        "  - kind: example\n"
        "    organisations: [a, b]\n"
        "    parts:\n"
        "      - title: p\n"
        "        items:\n"
        "          - one\n"
        "          - {text: two}\n"
        "  - {kind: paragraph, id: x, text: y}\n"
    )
    opened = open_bytes(text.encode(), Path("letter.yaml"))
    places = {(where.block, where.field): place for where, place in opened.places.items()}
    assert places == {
        ("", ""): (1, 1),
        ("", "pleidooi"): (1, 11),
        ("", "template"): (2, 11),
        ("", "title"): (3, 8),
        ("", "fields"): (5, 3),
        ("", "fields.date"): (5, 9),
        ("", "people"): (7, 3),
        ("", "people.addressees.0"): (8, 7),
        ("", "people.addressees.0.organisation"): (8, 21),
        ("", "sources"): (10, 3),
        ("", "sources.wrr"): (10, 8),
        ("", "sources.wrr.title"): (10, 16),
        ("", "blocks"): (12, 3),
        ("b1", ""): (12, 5),
        ("b1", "organisations"): (13, 20),
        ("b1", "organisations.0"): (13, 21),
        ("b1", "organisations.1"): (13, 24),
        ("b1", "parts"): (15, 7),
        ("b1", "parts.0"): (15, 9),
        ("b1", "parts.0.title"): (15, 16),
        ("b1", "parts.0.items"): (17, 11),
        ("b1", "parts.0.items.0"): (17, 13),
        ("b1", "parts.0.items.0.text"): (17, 13),
        ("b1", "parts.0.items.1"): (18, 13),
        ("b1", "parts.0.items.1.text"): (18, 20),
        ("x", ""): (19, 5),
        ("x", "text"): (19, 36),
    }


def test_a_place_that_is_not_in_the_file_is_that_of_what_is_around_it():
    text = HEAD + "blocks:\n  - {kind: list, items: [a, {label: b}]}\n"
    opened = open_bytes(text.encode(), Path("letter.yaml"))
    block = BlockId("b1")
    assert opened.place(Where(block, "items.1.text")) == opened.places[Where(block, "items.1")]
    assert opened.place(Where(block, "marker")) == (4, 5)
    assert opened.place(Where(BlockId("gone"), "text")) == (1, 1)
    assert opened.place(Where(field="fields.date")) == (1, 1)


# ---- refusals


B = HEAD + "blocks:\n"

# A » stands before the place that the refusal names.
REFUSED = [
    ("»- a\n", "expected names with values, found a list", "is this a document?"),
    ("»just words\n", "found the text 'just words'", "is this a document?"),
    ("»template: demo/letter\n", "no 'pleidooi'", "begin it with 'pleidooi: 1'"),
    ("pleidooi: »2\ntemplate: [x]\n", "written by a newer version", "this version reads format 1"),
    ("pleidooi: »0\n", "out of range", "1 to"),
    ("pleidooi: »one\n", "expected a whole number", "without quotation marks"),
    ("pleidooi: »true\n", "found true or false", "without"),
    ("pleidooi:»\n", "found nothing", "without"),
    ("»pleidooi: 1\n", "names no template", "demo/letter"),
    ("pleidooi: 1\ntemplate: »letter\n", "'letter' cannot be the name of a template", "house/kind"),
    ("pleidooi: 1\ntemplate: »../x\n", "'../x'", "house/kind"),
    (HEAD + "»titel: x\n", "unknown field 'titel' of a document", "did you mean 'title'?"),
    (HEAD + "language: »Dutch please\n", "not the tag of a language", "nl-BE"),
    (HEAD + "title: »[x]\n", "expected text, found a list", "quotation marks"),
    (HEAD + "fields: »[x]\n", "expected names with values, found a list", "name: value"),
    (HEAD + "fields:\n  date: »[x]\n", "expected one value", "one text, number or date"),
    (HEAD + "people: {addressees: »{name: x}}\n", "expected a list, found names", "dash"),
    (HEAD + "people: {cc: [»[x]]}\n", "expected names with values, found a list", "name: value"),
    (HEAD + "people:\n  cc:\n    - {»nam: x}\n", "unknown field 'nam' of a person", "'name'"),
    (HEAD + "people:\n  cc:\n    - {name: x, names: »[y]}\n", "both", "keep one"),
    (HEAD + "sources:\n  a: »text\n", "found the text 'text'", "name: value"),
    (HEAD + "sources:\n  a: {»titel: x}\n", "unknown field 'titel' of a source", "'title'"),
    (HEAD + "sources:\n  a: {»url: x}\n", "unknown field 'url'", "'URL'"),
    (HEAD + "blocks: »text\n", "expected a list, found the text 'text'", "dash"),
    (B + "  - »text\n", "expected names with values", "kind: paragraph"),
    (B + "  - »text: x\n", "a block without a kind", "paragraph"),
    (B + "  - kind: »paragrph\n", "unknown kind of block 'paragrph'", "did you mean 'paragraph'?"),
    (B + "  - kind: »Paragraph\n", "unknown kind of block", "'paragraph'"),
    (B + "  - kind: »xyzzy\n", "unknown kind of block 'xyzzy'", "choose from: annex, argument"),
    (B + "  - kind: »[x]\n", "expected text, found a list", ""),
    (B + "  - kind: paragraph\n    »txt: x\n", "unknown field 'txt' of a paragraph", "'text'"),
    (B + "  - kind: argument\n    »txt: x\n", "unknown field 'txt' of an argument", "'text'"),
    (B + "  - kind: paragraph\n    text: »[x]\n", "expected text, found a list", "quotation"),
    (B + "  - {kind: paragraph, role: »bdy}\n", "unknown role 'bdy'", "'body'"),
    (B + "  - {kind: heading, level: »4}\n", "4 is out of range", "it may be 1 to 3"),
    (B + "  - {kind: heading, level: »'2'}\n", "expected a whole number, found the text '2'", "without"),
    (B + "  - {kind: heading, level: »[2]}\n", "found a list", "without"),
    (B + "  - {kind: heading, numbered: »yes}\n", "expected true or false, found the text 'yes'", "without"),
    (B + "  - {kind: heading, numbered: »1}\n", "found a number", "without"),
    (B + "  - {kind: list, items: »text}\n", "expected a list", "dash"),
    (B + "  - {kind: list, items: [»[x]]}\n", "expected names with values", "name: value"),
    (B + "  - kind: list\n    items: [{»txt: x}]\n", "unknown field 'txt' of 'items' of a list", "'text'"),
    (
        B + "  - kind: list\n    items: [{items: [{»txt: x}]}]\n",
        "unknown field 'txt' of 'items' of a list",
        "'text'",
    ),
    (B + "  - kind: example\n    approved: {»bye: x}\n", "of 'approved' of an example", "'by'"),
    (B + "  - kind: example\n    parts: [{title: x, »txt: y}]\n", "of 'parts' of an example", "'text'"),
    (
        B + "  - kind: argument\n    blocks:\n      - kind: »heading\n",
        "a heading cannot stand in an argument",
        "allowed here: request, paragraph, list",
    ),
    (B + "  - {kind: paragraph, id: »a b}\n", "'a b' cannot be an id", "letters"),
    (B + "  - {kind: paragraph, id: »[x]}\n", "expected text", ""),
    (
        B + "  - {kind: paragraph, id: a}\n  - kind: section\n    blocks: [{kind: paragraph, id: »a}]\n",
        "a second block with the id 'a'",
        "the first is on line 4",
    ),
    (B + "  - {kind: paragraph, language: »Nederlands!}\n", "not the tag of a language", ""),
    (B + "  - {kind: paragraph, origin: »lib}\n", "expected names with values", ""),
    (B + "  - {kind: paragraph, origin: {»blok: x}}\n", "unknown field 'blok' of an origin", "'block'"),
    (B + "  - {kind: paragraph, origin: {follow: »maybe}}\n", "expected true or false", ""),
]


@pytest.mark.parametrize(("text", "reason", "hint"), REFUSED)
def test_a_refusal_names_place_reason_and_advice(text, reason, hint):
    error = refusal(text.replace("»", ""))
    before = text.partition("»")[0].split("\n")
    assert (error.line, error.column) == (len(before), len(before[-1]) + 1)
    assert reason in error.reason
    assert hint in error.hint
    assert "\n" not in str(error)


def test_a_refusal_says_nothing_that_a_terminal_obeys():
    said = str(refusal(B + '  - "\\e]0;title\\a\\x9b31m\\u202e"\n'))
    assert "'\\x1b]0;title\\x07\\x9b31m\\u202e'" in said
    assert said.isprintable()


def test_a_long_word_is_cut_short_in_a_refusal():
    assert len(refusal(B + f"  - kind: {'x' * 3000}\n").reason) < 100


# ---- the files


def test_a_file_that_is_no_document_is_refused_as_a_whole(tmp_path):
    cases = {
        tmp_path / "absent.yaml": "no such file",
        tmp_path: "a folder",
        written(tmp_path, ""): "empty",
        written(tmp_path, b"PK\x03\x04 and then nothing", "cut.pleidooi"): "damaged or cut off",
        written(tmp_path, b"%PDF-1.7\n\xe2\xe3", "a.pdf"): "not UTF-8",
    }
    for path, words in cases.items():
        with pytest.raises(DocumentError) as caught:
            read_document(path)
        assert words in caught.value.reason
        assert caught.value.hint
        assert caught.value.path == str(path)


@pytest.mark.parametrize("suffix", [".yaml", ".pleidooi", ".PLEIDOOI"])
def test_a_document_is_read_from_what_was_written(tmp_path, suffix):
    document = read("title: T\nblocks: [{kind: paragraph, text: x}]")
    data = document_bytes(document, suffix)
    path = written(tmp_path, data, f"letter{suffix}")
    opened = open_document(path)
    assert opened.document == document == read_document(path)
    assert opened.digest == hashlib.sha256(data).hexdigest()
    assert opened.path == path
    assert opened.places[Where()] == (1, 1)


def test_the_bytes_tell_a_packed_document_not_the_name(tmp_path):
    document = read("")
    assert read_document(written(tmp_path, document_bytes(document, ".pleidooi"), "a.yaml")) == document
    assert read_document(written(tmp_path, document_bytes(document, ".yaml"), "a.pleidooi")) == document


@given(DOCUMENTS)
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_reading_what_was_written_gives_an_equal_document(document):
    data = document_bytes(document, ".pleidooi")
    assert data == document_bytes(document, ".pleidooi")
    opened = open_bytes(data, Path("a"))
    assert opened.document == cleaned(document)
    assert {Where(block.id) for block in document.walk()} <= set(opened.places)
    again = document_bytes(opened.document, ".pleidooi")
    assert open_bytes(again, Path("a")).document == opened.document


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_every_kind_comes_back_as_it_was_written(kind):
    @given(blocks_of(kind, 2))
    @settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None)
    def comes_back(block):
        document = Document(template="demo/letter", blocks=with_ids((block,))[0])
        assert open_bytes(write_document(document).encode(), Path("a")).document == cleaned(document)

    comes_back()


def test_keys_stand_in_the_order_that_people_read_them_in():
    document = Document(
        template="demo/letter",
        language="en",
        title="T",
        fields=(("date", "2026-02-26"), ("number", "12")),
        people=read(
            "people: {cc: [{name: A. N, role: R, organisation: O, address: [A]}, {names: [A, B]}]}"
        ).people,
        sources=(Source("wrr", "report", (("title", "K"), ("issued", "2021"))),),
        blocks=(
            Section(
                id=BlockId("s"),
                origin=Origin("lib", "abc", follow=True),
                language="nl",
                title=parse_text("S"),
                numbered=False,
                blocks=(
                    List(
                        id=BlockId("l"),
                        items=(ListItem(text=parse_text("i")), ListItem(label=parse_text("j"))),
                    ),
                    Paragraph(id=BlockId("p"), origin=Origin("lib"), text=parse_text("een\ntwee")),
                ),
            ),
        ),
    )
    assert write_document(document) == (
        "pleidooi: 1\n"
        "template: demo/letter\n"
        "language: en\n"
        "title: T\n"
        "fields:\n"
        "  date: 2026-02-26\n"
        '  number: "12"\n'
        "people:\n"
        "  cc:\n"
        "    - name: A. N\n"
        "      role: R\n"
        "      organisation: O\n"
        "      address:\n"
        "        - A\n"
        "    - names:\n"
        "        - A\n"
        "        - B\n"
        "sources:\n"
        "  wrr:\n"
        "    type: report\n"
        "    title: K\n"
        '    issued: "2021"\n'
        "blocks:\n"
        "  - kind: section\n"
        "    id: s\n"
        "    origin:\n"
        "      block: lib\n"
        "      revision: abc\n"
        "      follow: true\n"
        "    language: nl\n"
        "    title: S\n"
        "    numbered: false\n"
        "    blocks:\n"
        "      - kind: list\n"
        "        id: l\n"
        "        items:\n"
        "          - i\n"
        "          - label: j\n"
        "      - kind: paragraph\n"
        "        id: p\n"
        "        origin:\n"
        "          block: lib\n"
        "        text: |-\n"
        "          een\n"
        "          twee\n"
    )
    assert open_bytes(write_document(document).encode(), Path("a")).document == document


def test_a_document_of_four_thousand_blocks_is_read():
    text = parse_text(
        "De beweging van zorg naar gezondheid[@wrr, p. 12] vraagt: tijd. " + "Geduld dus. " * 30
    )
    blocks = tuple(Paragraph(id=BlockId(f"p{i}"), text=text) for i in range(4500))
    data = write_document(Document(template="demo/letter", blocks=blocks)).encode()
    assert len(data) > 1_700_000
    opened = open_bytes(data, Path("a"))
    assert opened.document.blocks[-1] == replace(blocks[-1])
