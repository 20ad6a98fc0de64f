"""What of YAML is read, what each refusal says and where it points, and that nothing is too much."""

import re
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from composer.errors import DocumentError, TemplateError
from composer.model.characters import clean
from composer.store import limits
from composer.store.yaml import Mapping, Node, Scalar, Sequence, read_yaml, write_yaml
from composer.store.yaml_text import Plain


def plain(node: Node) -> Plain:
    """Returns the bare values of a tree."""
    match node:
        case Mapping():
            return {str(key.value): plain(value) for key, value in node.entries}
        case Sequence():
            return [plain(item) for item in node.items]
        case Scalar():
            return node.value


def read(text: str | bytes) -> Plain:
    """Reads bare values."""
    return plain(read_yaml(text.encode() if isinstance(text, str) else text, "a.yaml"))


def refusal(text: str | bytes) -> DocumentError:
    """Reads a file that must be refused."""
    with pytest.raises(DocumentError) as caught:
        read(text)
    assert caught.value.path == "a.yaml"
    assert caught.value.reason
    assert "\n" not in str(caught.value)
    return caught.value


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("2026-02-26", "2026-02-26"),
        ("yes", "yes"),
        ("1.5", "1.5"),
        ("0x10", "0x10"),
        ("1_000", "1_000"),
        ("007", "007"),
        ("-0", "-0"),
        ("+31 30 123 45 67", "+31 30 123 45 67"),
        ("12:30", "12:30"),
        ("True", "True"),
        ("1" * 19, "1" * 19),
        ("1" * 5000, "1" * 5000),
        ('"12"', "12"),
        ("'true'", "true"),
        ("|-\n  12", "12"),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ('""', ""),
        ("0", 0),
        ("-12", -12),
        ("12", 12),
        ("één zin, met een komma", "één zin, met een komma"),
        ("|\n  een\n  twee\n", "een\ntwee\n"),
        (">-\n  een\n  twee\n", "een twee"),
        ("[a, 1, [], {b: c}]", ["a", 1, [], {"b": "c"}]),
    ],
)
def test_plain_words_are_text_but_for_whole_numbers_true_false_and_null(written, value):
    assert read(f"a: {written}") == {"a": value}


def test_every_value_knows_its_line_and_column():
    tree = read_yaml("a: 1\nbé: [x,  y]\nc:\n  - d: |-\n      z\n".encode(), "a.yaml")
    assert isinstance(tree, Mapping)
    (a, one), (be, listed), (_c, blocks) = tree.entries
    assert (tree.line, tree.column) == (1, 1)
    assert (a.line, a.column, one.line, one.column) == (1, 1, 1, 4)
    assert (be.line, be.column, listed.line, listed.column) == (2, 1, 2, 5)
    assert isinstance(listed, Sequence)
    assert [(item.line, item.column) for item in listed.items] == [(2, 6), (2, 10)]
    assert isinstance(blocks, Sequence)
    assert (blocks.items[0].line, blocks.items[0].column) == (4, 5)


def test_quoted_text_is_told_from_bare_words():
    tree = read_yaml(b"[a, 'b', \"c\"]", "a.yaml")
    assert isinstance(tree, Sequence)
    assert [item.quoted for item in tree.items if isinstance(item, Scalar)] == [False, True, True]


def test_a_byte_order_mark_and_foreign_line_ends_do_no_harm():
    assert read(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n") == {"a": 1, "b": 2}
    assert read("---\na: 1\n...\n") == {"a": 1}


DEEP = "[" * 25 + "]" * 25

REFUSED = [
    (b"a: 1\nb: caf\xe9\n", 2, 7, "not UTF-8"),
    ("a: é1\nb: ".encode() + b"\xff", 2, 4, "not UTF-8"),
    (b"\xef\xbb\xbfa\xff", 1, 2, "not UTF-8"),
    (b"\xff\xfea\x00:\x00", 1, 1, "not UTF-8"),
    (b"a: 1\n\x00\x00", 2, 1, "U+0000"),
    (b"a: b\x07c", 1, 5, "U+0007"),
    ("a: b\ufeffc", 1, 5, "U+FEFF"),
    ("a: \u0086", 1, 4, "U+0086"),
    (b"", 0, 0, "empty"),
    (b"\xef\xbb\xbf \n\n", 0, 0, "empty"),
    ("# remark\n", 0, 0, "comments"),
    ("\ta: 1\n", 1, 1, "tab"),
    ("a:\n\tb: 1\n", 2, 1, "tab"),
    ("a:\n  - b\n\t  - c\n", 3, 1, "tab"),
    ("a:\r\n \tb: 1\r\n", 2, 2, "tab"),
    ("a: [\n\tb]\n", 2, 1, "tab"),
    ("a: |\n \tb\n", 2, 2, "tab"),
    ("a: &anchor 1", 1, 4, "&anchor"),
    ("a: &anchor [1]", 1, 4, "&anchor"),
    ("a: &anchor {b: 1}", 1, 4, "&anchor"),
    ("&anchor a: 1", 1, 1, "&anchor"),
    ("a: 1\nb: *anchor", 2, 4, "*anchor"),
    ("*anchor : 1", 1, 1, "*anchor"),
    ("a: !!str 1", 1, 4, "a tag"),
    ("a: !<x> [1]", 1, 4, "a tag"),
    ("a: !thing {b: 1}", 1, 4, "a tag"),
    ("! a: 1", 1, 1, "a tag"),
    ("a:\n  <<: {b: 1}", 2, 3, "merge key"),
    ("a: 1\nb: 2\na: 3", 3, 1, "'a' appears here twice"),
    ("1: a\n'1': b", 2, 1, "twice"),
    ("? [a]\n: 1", 1, 3, "name"),
    ("? {a: b}\n: 1", 1, 3, "name"),
    ("a: 1\n---\nb: 2", 2, 1, "second document"),
    ("a: 1\n...\n---\n", 3, 1, "second document"),
    ("%YAML 1.2\n---\na: 1", 1, 1, "instruction"),
    ("%TAG ! x:\n---\na: 1", 1, 1, "instruction"),
    (DEEP, 1, 25, "24 levels deep"),
    ("a: b: c", 1, 5, "colon"),
    ("a: 1\n b: 2", 2, 3, "colon"),
    ("a\nb: 1", 2, 2, "colon"),
    ("a: 1\nb\nc: 2", 2, 1, "without a colon"),
    ('a: 1\nb: "x\nc: 2', 2, 4, "never closed"),
    ("a: 'x\n---\n", 1, 4, "never closed"),
    ("a: [1, 2\nb: 3", 1, 4, "[ ]"),
    ("a: {b: 1\nc: 2", 1, 4, "{ }"),
    ("a: [\n", 2, 1, "missing"),
    ("a: 1\n- b", 2, 1, "does not fit"),
    ("a:\n  - b\n c: 1", 3, 2, "does not fit"),
    ('a: "b" c', 1, 8, "does not fit"),
    ("- a\nb: 1", 2, 1, "no part of the list"),
    ("a: - b", 1, 4, "list cannot begin"),
    ("a: @b", 1, 4, "begin with this character"),
    ("a: `b`", 1, 4, "begin with this character"),
    ("a: %b", 1, 4, "begin with this character"),
    ('a: "\\q"', 1, 5, "after \\"),
    ('a: "\\ud800"', 1, 7, "after \\"),
    ("a: |x\n b", 1, 5, "cannot be read"),
    ("[1] 2", 1, 5, "cannot be read"),
]


@pytest.mark.parametrize(("text", "line", "column", "words"), REFUSED)
def test_a_refusal_names_line_column_and_reason(text, line, column, words):
    error = refusal(text)
    assert (error.line, error.column) == (line, column)
    assert words in error.reason
    assert error.hint


def test_the_name_of_a_field_in_a_refusal_is_short_and_on_one_line():
    error = refusal('"a\\n' + "b" * 900 + '": 1\n"a\\n' + "b" * 900 + '": 1\n')
    assert len(error.reason) < 120


def test_twenty_four_levels_are_read():
    assert read("[" * 24 + "]" * 24)


def test_a_house_is_refused_with_the_error_of_a_house():
    with pytest.raises(TemplateError):
        read_yaml(b"", "house.yaml", refusal=TemplateError)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"[" * 100_000, "deep"),
        (b"{a: " * 50_000, "deep"),
        (b"- " * 100_000, "deep"),
        (b"x" * 5 * 1024**2, "4 MiB"),
        (b"- a\n" * 200_001, "too many"),
        (b"[" + b"[]," * 100_000, "too many"),
        (b"a: '" + b"x" * (limits.TEXT_LENGTH + 1) + b"'", "too long"),
        (b"'" * 3_000_000, "too long"),
        (b"x: &a [" + b"*a," * 100_000, "anchor"),
        (b"!" * 1_000_000, "tag"),
        (b"? " * 100_000, "name"),
    ],
)
def test_what_is_too_much_is_refused(content, words):
    assert words in refusal(content).reason


@given(st.binary(max_size=200))
@example(b"\xef\xbb\xbf")
def test_no_bytes_raise_anything_but_a_refusal(content):
    with suppress(DocumentError):
        read_yaml(content, "a.yaml")


@given(st.text(alphabet="ab:-?[]{},#&*!|>'\"%@`~ \n\t\\é\u2028", max_size=60))
def test_no_text_raises_anything_but_a_refusal(content):
    with suppress(DocumentError):
        read(content)


SCALARS = st.one_of(st.none(), st.booleans(), st.integers(-(10**17), 10**17), st.text())
KEYS = st.text().map(clean)
TREES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=12,
)


@given(TREES)
@example("a\nb")
@example({"a": "b\nc"})
@example({"a": ["b\n\nc\n  d", "e\n f"]})
@example({"a": " b\nc"})
@example({"a": "b\nc\n"})
@example({"a": "b \nc"})
@example({"a": "b\nc "})
@example({"a": "b\n\u2028c"})
@example({"a\nb": [[["c"], []], {}]})
@example({"": "", "x" * 2000: {"y" * 1001: ["z"]}})
@example([{"a" * 1500: "b\nc"}])
@example({"a": "b: c", "d": "e #f", "g": "h:", "i": "j ", "k": "l::m", "n": "o:p#q"})
@example({"null": "null", "y": "No", "a": "~", "b": "-", "c": "?", "d": "- e", "f": "'", "g": '"\\'})
@example({"a": "1", "b": "1.5", "c": "2026-02-26", "d": "007", "e": "true"})
@example({"a": "\x00\x07\x1b\x7f\x85\xa0\xad\u200b\u2028\ufeff\ufffe\U0001fffe\U000e0001 \t\r\n"})
def test_what_was_written_is_read_back(tree):
    assert read(write_yaml(tree)) == tree


@given(TREES)
def test_writing_is_deterministic_and_ends_its_last_line(tree):
    text = write_yaml(tree)
    assert text == write_yaml(tree)
    assert text.endswith("\n")


def test_half_a_surrogate_pair_becomes_the_sign_for_what_was_lost():
    assert read(write_yaml({"a": "b\ud800c"})) == {"a": "b\ufffdc"}


def test_a_person_can_read_what_is_written():
    tree: Plain = {
        "title": "Wat is nodig? [@wrr, p. 12]",
        "date": "2026-02-26",
        "number": "12",
        "level": 2,
        "held": None,
        "numbered": False,
        "quoted": "Uit balans: IBO",
        "items": ["een", {"label": "twee", "items": ["drie"]}, ["vier", "vijf"]],
        "text": "Eerste regel: hier\n\n  tweede\nderde",
        "none": {},
        "nothing": [],
    }
    assert write_yaml(tree) == (
        "title: Wat is nodig? [@wrr, p. 12]\n"
        "date: 2026-02-26\n"
        'number: "12"\n'
        "level: 2\n"
        "held: null\n"
        "numbered: false\n"
        'quoted: "Uit balans: IBO"\n'
        "items:\n"
        "  - een\n"
        "  - label: twee\n"
        "    items:\n"
        "      - drie\n"
        "  - - vier\n"
        "    - vijf\n"
        "text: |-\n"
        "  Eerste regel: hier\n"
        "\n"
        "    tweede\n"
        "  derde\n"
        "none: {}\n"
        "nothing: []\n"
    )


def test_only_one_module_imports_pyyaml():
    composer = Path(__file__).resolve().parents[2] / "composer"
    imports = re.compile(r"^\s*(?:import|from) yaml\b", re.MULTILINE)
    importing = [path for path in composer.rglob("*.py") if imports.search(path.read_text("utf-8"))]
    assert importing == [composer / "store" / "yaml.py"]
