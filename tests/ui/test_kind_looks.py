"""What the canvas shows of blocks whose words are the template's."""

from composer.ui.looks import block_look
from tests.builders import (
    annex,
    bibliography,
    field,
    letter,
    metadata,
    operative,
    page_break,
    paragraph,
    person,
    phrase,
    preamble,
    role,
    source,
    submitters,
    template,
)

TEMPLATE = template(
    fields=(field("date", "date"), field("case", show_empty=True)),
    roles=(role("submitters", "submitter", plurals=(("wethouder", "wethouders"),)),),
    phrases=(
        phrase("preamble", "Overwegende dat:"),
        phrase("operative", "{{asker}} verzoekt {{actor}}:"),
        phrase("submitters", "Indiener:", "Indieners:", of="submitters"),
    ),
)
PEOPLE = {"submitters": (person("A", "B", role="wethouder"),)}


def shown(*blocks, **changes) -> list[str]:
    """The words that the canvas shows of the first block where nothing is typed."""
    document = letter(*blocks, **changes)
    look = block_look(document.blocks[0], document, TEMPLATE, depth=1, opened=None)
    return [line.look.words for line in look.lines]


def test_the_canvas_shows_what_the_template_says_where_nothing_is_typed():
    assert shown(preamble("", "a"))[0] == "Overwegende dat:"
    assert shown(operative("", "a", asker="wij", actor="hen"))[0] == "Wij verzoekt hen:"
    assert shown(submitters(), people=PEOPLE) == ["A en B, wethouders"]


def test_the_canvas_shows_the_fields_with_their_labels():
    assert shown(metadata(), fields={"date": "2026-02-01"}) == ["Date: 1 februari 2026"]


def test_the_title_of_an_annex_looks_like_one_and_is_all_there_is():
    document = letter(annex("t", paragraph("p")), annex())
    for block in document.blocks:
        (line,) = block_look(block, document, TEMPLATE, depth=1, opened=None).lines
        assert line.where == block.where("title")
        assert line.look.style == TEMPLATE.styles["annex-title"]
        assert not line.look.is_rule
    assert shown(page_break()) == ["Page break"]


def test_the_canvas_shows_the_list_of_sources():
    sources = (source("a", title="T"), source("b", title="U"))
    assert shown(bibliography(uncited=True), sources=sources) == ["T.\nU."]
