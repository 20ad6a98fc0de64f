"""What holds for every kind; what a kind says is in `test_speech.py`."""

from dataclasses import dataclass, fields

import pytest

from composer.blocks import KINDS, kind_of
from composer.blocks.contents import Overview
from composer.blocks.kind import (
    Schema,
    blocks_field,
    record_field,
    register,
    schema_of,
    text_field,
    texts_field,
    texts_of,
    words_field,
)
from composer.layout.page import Layout
from composer.model.document import Block
from composer.model.inline import parse_text
from composer.model.style import resolve_styles
from composer.model.text import Text
from composer.store.pictures import read_picture
from composer.store.styles import BASE_RULES
from tests.builders import (
    annex,
    approval,
    argument,
    bibliography,
    bullets,
    byline,
    closing,
    example,
    examples,
    figure,
    heading,
    item,
    laid_out,
    letter,
    metadata,
    operative,
    page_break,
    paragraph,
    part,
    person,
    preamble,
    quotation,
    request,
    said,
    salutation,
    section,
    signatures,
    submitters,
    table,
    template,
    texts,
    walk,
)
from tests.pictures import png

PICTURE = read_picture(png(30, 20), "picture.png")
EVERY_KIND = pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)

# Kinds that say something, or nothing by intent, when the author has written nothing.
CONTENT_WITHOUT_TEXT = {
    "bibliography",
    "closing",
    "contents",
    "metadata",
    "page-break",
    "salutation",
    "signatures",
    "submitters",
}

SAMPLES: dict[str, tuple[Block, ...]] = {
    "annex": (annex("a", paragraph("b")), annex("c", numbered=False)),
    "argument": (argument("a"), argument("b", request("c"))),
    "bibliography": (bibliography(uncited=True),),
    "byline": (byline("a"),),
    "closing": (closing("a"), closing()),
    "contents": (Overview(), heading("a")),
    "example": (example("a", "b", part("c", "d", item("e", item("f"), label="g"))),),
    "examples": (examples("a", example("b"), example("c")),),
    "figure": (
        figure(PICTURE.name, "a", alt="b", credit="c", width="60%"),
        figure(PICTURE.name, decorative=True),
        figure("lost.png", alt="b"),
    ),
    "heading": tuple(heading("a", level, numbered=True) for level in (1, 2, 3)),
    "list": tuple(bullets("a", item("b", item("c"), label="d"), marker=m) for m in ("bullet", "number")),
    "metadata": (metadata(),),
    "operative": (operative("a", "b", "c"), operative("d", "e", marker="bullet")),
    "page-break": (page_break(),),
    "paragraph": tuple(paragraph("a", role=role) for role in ("body", "lead", "small")),
    "preamble": (preamble("a", "b", item("c", item("d"), label="e")),),
    "quotation": (quotation("a", "b"), quotation("c")),
    "request": (request("a"), request("b")),
    "salutation": (salutation("a"), salutation()),
    "section": (section("a", paragraph("b")), section("c", numbered=False)),
    "table": (table(("a", "b"), ("c", "d"), caption="e", columns=("left", "decimal")), table(("f",))),
    "signatures": (signatures("a"), signatures(arrangement="list")),
    "submitters": tuple(submitters("a", arrangement=how) for how in ("list", "table", "columns")),
}
SIGNING = {
    "signatories": (person("A", role="b", organisation="c"),),
    "submitters": (person("A", "B", role="b", organisation="c", party="d"), person("C")),
}


@EVERY_KIND
def test_an_empty_block_gives_findings_and_not_exceptions(kind):
    found = list(kind.check(kind.block()))
    assert bool(found) != (kind.name in CONTENT_WITHOUT_TEXT)
    assert {finding.id for finding in found} <= {"empty-block"}


@EVERY_KIND
def test_an_empty_block_flows_and_is_laid_out(kind):
    assert isinstance(laid_out(letter(kind.block())), Layout)


@EVERY_KIND
def test_a_filled_block_has_nothing_to_tell(kind):
    document = letter(*SAMPLES[kind.name], people=SIGNING, media=(PICTURE,))
    assert [finding for block in document.walk() for finding in kind_of(block).check(block)] == []


@EVERY_KIND
def test_every_style_a_kind_speaks_in_is_known(kind):
    flow = said(letter(*SAMPLES[kind.name], people=SIGNING, media=(PICTURE,)))
    named = {getattr(one, "style", "") for one in walk(*flow.body)} - {""}
    assert named <= set(template().styles)


@EVERY_KIND
def test_every_style_of_a_kind_stands_on_a_known_one(kind):
    known = set(resolve_styles(BASE_RULES, *(other.styles for other in KINDS.values())))
    assert {rule.parent for rule in kind.styles} <= known


@EVERY_KIND
def test_a_kind_has_a_label_an_icon_and_a_name_of_its_own(kind):
    assert kind.label
    assert kind.icon
    assert KINDS[kind.name] is kind is kind_of(kind.block())


@EVERY_KIND
def test_every_field_of_a_kind_says_how_it_is_written(kind):
    of_every_block = {item.name for item in fields(Block)}
    declared = {name for name, _schema in schema_of(kind.block)}
    assert declared == {item.name for item in fields(kind.block)} - of_every_block


@EVERY_KIND
def test_a_container_names_kinds_that_exist(kind):
    for _name, schema in schema_of(kind.block):
        assert set(schema.kinds) <= set(KINDS)


@EVERY_KIND
def test_every_text_of_a_kind_is_walked_and_printed(kind):
    document = letter(*SAMPLES[kind.name], people=SIGNING, media=(PICTURE,))
    walked = [text.plain for block in document.walk() for _path, text in texts_of(block)]
    printed = " ".join(texts(said(document)))
    assert all(words in printed for words in walked)


def test_texts_are_walked_in_reading_order_with_their_paths():
    block = example("a", "b", part("c", "d", item("f", item("g"), label="e")), part(), approved=approval("x"))
    assert [(path, text.plain) for path, text in texts_of(block)] == [
        ("title", "a"),
        ("text", "b"),
        ("parts.0.title", "c"),
        ("parts.0.text", "d"),
        ("parts.0.items.0.label", "e"),
        ("parts.0.items.0.text", "f"),
        ("parts.0.items.0.items.0.text", "g"),
    ]


def test_two_kinds_of_one_name_are_our_mistake():
    with pytest.raises(ValueError, match="request"):
        register(KINDS["request"])


def test_an_empty_required_text_is_found_in_its_place():
    (found,) = KINDS["paragraph"].check(paragraph(id="7"))
    assert (found.id, found.at.block, found.at.field) == ("empty-block", "7", "text")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    text: Text = text_field("Text")  # noqa: RUF009


@dataclass(frozen=True, slots=True, kw_only=True)
class Clauses:
    """Fields as a kind to come may declare them."""

    whereas: tuple[Text, ...] = texts_field("Whereas")
    lead: Clause | None = record_field("Lead", Clause)  # noqa: RUF009
    reviewed: Clause | None = record_field("Reviewed", Clause, printed=False)  # noqa: RUF009


def test_several_texts_and_one_record_are_walked_too_and_what_is_not_printed_is_not():
    one, two = parse_text("a"), parse_text("b")
    clauses = Clauses(whereas=(one, two), lead=Clause(text=one), reviewed=Clause(text=two))
    assert list(texts_of(clauses)) == [("whereas.0", one), ("whereas.1", two), ("lead.text", one)]
    assert list(texts_of(Clauses())) == []


def test_a_field_that_is_not_printed_says_so():
    (schema,) = words_field("Contact", printed=False).metadata.values()
    assert schema == Schema(sort="words", label="Contact", printed=False)


def test_a_container_that_names_no_kinds_holds_any():
    (schema,) = blocks_field("Content").metadata.values()
    assert schema.kinds == ()
