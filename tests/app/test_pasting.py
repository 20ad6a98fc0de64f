import random

import pytest

from composer.app.clip import Clip, clip_of, clip_of_blocks, packed, unpacked
from composer.app.clip_words import words_of
from composer.app.commands import takes
from composer.app.foreign import bare, from_html, from_image, from_link, from_plain
from composer.app.pasting import carry, made_own, put, put_beside
from composer.app.stretch import Spot, Stretch, whole
from composer.compose.world import World
from composer.model.document import BlockId, Document, Where
from composer.model.edits import Place, find, place_of
from composer.model.inline import parse_text
from composer.model.picture import Image
from composer.store.pictures import read_picture
from tests.app.test_stretch import any_stretch, said, spot
from tests.builders import (
    argument,
    bullets,
    figure,
    heading,
    item,
    letter,
    operative,
    page_break,
    paragraph,
    quotation,
    request,
    section,
    source,
    table,
    template,
)
from tests.conftest import CHANCE
from tests.gates.any_document import any_document, any_world
from tests.pictures import png

WORLD = World(template())


def at(block: str, offset: int = 0, path: str = "text") -> Stretch:
    return Stretch(spot(block, offset, path), spot(block, offset, path))


def pasted(document: Document, place: Stretch, clip: Clip) -> list[str]:
    step = put(document, place, clip)
    assert step
    ids = [block.id for block in step.document.walk()]
    assert len(ids) == len(set(ids))
    for block in step.document.walk():
        assert takes(step.document, place_of(step.document, block.id).parent, block)
    if step.caret.block:
        assert find(step.document, BlockId(step.caret.block)) is not None
    return said(step.document)


def own(*blocks, **changes) -> Clip:
    return clip_of_blocks(letter(*blocks, **changes), [block.id for block in letter(*blocks).blocks])


# ---- words into a text


def test_words_become_part_of_the_text_at_the_caret():
    document = letter(heading("Een drie"))
    clip = clip_of(letter(paragraph("**twee** en")), Stretch(spot("1", 0), spot("1", 4)))
    step = put(document, at("1", 4), clip)
    assert step
    assert said(step.document) == ["Heading: Een **twee**drie"]
    assert step.caret.position == 8


def test_one_paragraph_becomes_part_of_the_text_too():
    assert pasted(letter(request("a z")), at("1", 2), own(paragraph("b"))) == ["Request: a bz"]


def test_a_space_at_the_edge_is_not_there_twice():
    document = letter(paragraph("een drie"))
    clip = clip_of(letter(paragraph(" twee ")), Stretch(spot("1", 0), spot("1", 6)))
    assert pasted(document, at("1", 4), clip) == ["Paragraph: een twee drie"]
    assert pasted(document, at("1", 3), clip) == ["Paragraph: een twee drie"]


def test_what_is_selected_goes_first():
    document = letter(paragraph("een twee"), paragraph("drie vier"))
    assert pasted(document, Stretch(spot("1", 4), spot("2", 5)), own(paragraph("x"))) == [
        "Paragraph: een xvier"
    ]
    left = pasted(document, Stretch(spot("1", 4), spot("2", 5)), own(paragraph("x"), heading("y")))
    assert left == ["Paragraph: een", "Paragraph: x", "Heading: y", "Paragraph: vier"]


def test_a_heading_from_elsewhere_in_the_middle_of_words_is_words():
    clip = from_html("<h1>Kop</h1>").clip
    assert pasted(letter(paragraph("a")), at("1", 1), clip) == ["Paragraph: aKop"]
    assert pasted(letter(paragraph()), at("1"), clip) == ["Heading: Kop"]


# ---- blocks at a caret


def test_blocks_stand_between_what_was_before_and_behind_the_caret():
    document = letter(paragraph("voor na"), paragraph("slot"))
    left = pasted(document, at("1", 4), own(heading("Kop"), request("Verzoek")))
    assert left == ["Paragraph: voor", "Heading: Kop", "Request: Verzoek", "Paragraph: na", "Paragraph: slot"]


def test_at_an_edge_of_a_text_nothing_is_parted():
    two = own(heading("Kop"), request("Verzoek"))
    assert pasted(letter(paragraph("een")), at("1", 0), two) == [
        "Heading: Kop",
        "Request: Verzoek",
        "Paragraph: een",
    ]
    assert pasted(letter(paragraph("een")), at("1", 3), two) == [
        "Paragraph: een",
        "Heading: Kop",
        "Request: Verzoek",
    ]


def test_an_empty_block_gives_its_place():
    assert pasted(letter(paragraph()), at("1"), own(heading("Kop"))) == ["Heading: Kop"]
    assert pasted(letter(page_break()), at("1", 0, ""), own(heading("Kop"))) == ["Break:", "Heading: Kop"]
    step = put_beside(letter(), Place(None, 0), own(heading("Kop")))
    assert step
    assert said(step.document) == ["Heading: Kop"]


def test_blocks_go_out_of_what_may_not_hold_them():
    document = letter(section("S", argument("reden", request("Verzoek"))))
    assert pasted(document, at("1.1.1", 3), own(heading("Kop"), request("R"))) == [
        "Section: S",
        "  Argument: reden",
        "    Request: Verzoek",
        "  Heading: Kop",
        "  Request: R",
    ]


def test_what_holds_blocks_takes_them_in_front():
    document = letter(section("Sectie", request("Verzoek")))
    assert pasted(document, at("1", 3, "title"), own(heading("Kop"))) == [
        "Section: Sectie",
        "  Heading: Kop",
        "  Request: Verzoek",
    ]
    assert pasted(document, at("1", 0, "title"), own(heading("Kop")))[0] == "Heading: Kop"
    document = letter(argument("reden", request("Verzoek")))
    assert pasted(document, at("1", 3), own(heading("Kop")))[-1] == "Heading: Kop"


def test_a_block_with_more_texts_is_not_parted():
    document = letter(quotation("woorden", "wie"))
    assert pasted(document, at("1", 3), own(heading("Kop"))) == ["Quotation: woorden | wie", "Heading: Kop"]


def test_items_and_paragraphs_go_into_a_list():
    document = letter(bullets("een", "twee drie"))
    two = own(bullets("x", item("y", item("z"))), paragraph("p"))
    assert pasted(document, at("1", 5, "items.1.text"), two) == ["List: een | twee | x | y | z | p | drie"]
    assert pasted(document, at("1", 0, "items.0.text"), two) == ["List: x | y | z | p | een | twee drie"]
    assert pasted(letter(bullets("")), at("1", 0, "items.0.text"), two) == ["List: x | y | z | p"]
    assert pasted(
        letter(operative("lead", "een")), at("1", 3, "items.0.text"), own(paragraph("a"), paragraph("b"))
    ) == ["Operative: lead | een | a | b"]


def test_other_blocks_part_a_list():
    document = letter(bullets("een", "twee drie"))
    left = pasted(document, at("1", 4, "items.1.text"), own(heading("Kop"), paragraph("p")))
    assert left == ["List: een | twee", "Heading: Kop", "Paragraph: p", "List: drie"]
    left = pasted(letter(bullets("een")), at("1", 0, "items.0.text"), own(heading("Kop"), paragraph("p")))
    assert left == ["Heading: Kop", "Paragraph: p", "List: een"]
    document = letter(bullets("een", item("twee", item("diep"))))
    left = pasted(document, at("1", 2, "items.1.items.0.text"), own(heading("Kop"), paragraph("p")))
    assert left == ["List: een | twee | diep", "Heading: Kop", "Paragraph: p"]


def test_a_table_fills_the_cells_from_the_caret_on_and_makes_room():
    document = letter(table(("a",), ("c", "x")), paragraph("p"))
    clip = from_html("<table><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>").clip
    step = put(document, at("1", 0, "rows.1.1"), clip)
    (block, _after) = step.document.blocks
    cells = [[cell.plain for cell in row] for row in block.rows]
    assert cells == [["a", "", ""], ["c", "1", "2"], ["", "3", "4"]]
    assert (step.caret.field, step.caret.position) == ("rows.2.2", 1)


def test_a_table_with_a_caption_loses_no_words_in_a_cell():
    clip = own(table(("c", "d"), caption="t"))
    assert pasted(letter(table(("a", "b"))), at("1", 1, "rows.0.0"), clip) == ["Table: at\n\nc\n\nd | b"]


def test_a_picture_pasted_in_a_cell_stands_behind_the_table():
    document = letter(table(("a", "b")), paragraph("p"))
    step = put(document, at("1", 1, "rows.0.0"), from_image(png()).clip)
    kept, picture, _after = step.document.blocks
    assert kept == document.blocks[0]
    assert step.document.image(picture.image) is not None


def test_a_cell_takes_words_only():
    document = letter(table(("a", "b")))
    assert pasted(document, at("1", 1, "rows.0.1"), own(heading("Kop"), paragraph("p"))) == [
        "Table: a | bKop\n\np"
    ]


def carried(document: Document, first: Spot, last: Spot, to: Spot) -> tuple[list[str], int] | None:
    step = carry(document, Stretch(first, last), to, "x")
    return step and (said(step.document), step.caret.position)


def test_words_are_moved_in_one_step():
    document = letter(paragraph("een twee drie"), paragraph("vier"))
    assert carried(document, spot("1", 0), spot("1", 4), spot("1", 13)) == (
        ["Paragraph: twee drieeen", "Paragraph: vier"],
        13,
    )
    assert carried(document, spot("1", 8), spot("1", 13), spot("1", 3)) == (
        ["Paragraph: een drie twee", "Paragraph: vier"],
        8,
    )
    assert carried(document, spot("1", 3), spot("1", 8), spot("2", 4)) == (
        ["Paragraph: een drie", "Paragraph: vier twee"],
        9,
    )
    assert carried(document, spot("1", 0), spot("1", 4), spot("1", 2)) is None
    assert carried(document, spot("1", 0), spot("1", 4), spot("9", 2)) is None


def test_what_is_selected_over_several_blocks_is_moved_too():
    document = letter(paragraph("een twee"), heading("Kop"), paragraph("drie vier"), paragraph("slot"))
    left, _caret = carried(document, spot("1", 4), spot("3", 4), spot("4", 4))
    assert left == [
        "Paragraph: een  vier",
        "Paragraph: slot",
        "Paragraph: twee",
        "Heading: Kop",
        "Paragraph: drie",
    ]
    left, _caret = carried(document, spot("1", 4), spot("3", 4), spot("3", 9))
    assert left == [
        "Paragraph: een  vier",
        "Paragraph: twee",
        "Heading: Kop",
        "Paragraph: drie",
        "Paragraph: slot",
    ]


def test_an_empty_clip_is_no_step():
    assert put(letter(paragraph()), at("1"), Clip()) is None
    assert put_beside(letter(paragraph()), Place(None, 0), Clip()) is None


# ---- what comes along


def test_ids_are_new_and_references_follow():
    clip = own(section("S", request("Verzoek")), paragraph("zie {{ref:1}} en {{page:1.1.2}} en {{ref:weg}}"))
    document, blocks = made_own(letter(paragraph("x"), bullets("b1")), clip)
    assert [block.id for block in blocks] == ["b1", "b3"]
    assert blocks[0].children[0].id == "b2"
    assert blocks[1].text == parse_text("zie {{ref:b1}} en {{page:b2.2}} en {{ref:weg}}")
    assert document == letter(paragraph("x"), bullets("b1"))


def test_what_is_cut_and_pasted_is_still_referred_to():
    document = letter(
        paragraph("zie {{ref:s}}^[en {{ref:l.2}}]"), section("t", id="s"), bullets("a", "b", id="l")
    )
    clip = clip_of_blocks(document, [BlockId("s"), BlockId("l")])
    _whole, twice = made_own(document, clip)
    assert not {"s", "l"} & {block.id for block in twice}
    _left, blocks = made_own(letter(document.blocks[0]), clip)
    assert [block.id for block in blocks] == ["s", "l"]


def test_a_block_that_nothing_refers_to_gets_an_id_of_its_own():
    _document, blocks = made_own(
        letter(paragraph("x")), Clip((paragraph("y", id="p"), paragraph("z", id="q")))
    )
    assert [block.id for block in blocks] == ["b1", "b2"]


def test_sources_come_along_and_two_of_one_name_stay_two():
    clip = own(
        paragraph("a[@wrr, p. 1]^[zie [@rvs]]"),
        sources=(source("wrr", title="WRR"), source("rvs", title="RVS"), source("not", title="cited")),
    )
    assert [one.key for one in clip.sources] == ["wrr", "rvs"]
    document, blocks = made_own(letter(sources=(source("wrr", title="Andere"),)), clip)
    assert [one.key for one in document.sources] == ["wrr", "wrr-2", "rvs"]
    assert blocks[0].text == parse_text("a[@wrr-2, p. 1]^[zie [@rvs]]")
    again, blocks = made_own(document, clip)
    assert again.sources == document.sources
    assert blocks[0].text == parse_text("a[@wrr-2, p. 1]^[zie [@rvs]]")


def test_pictures_come_along_and_two_of_one_name_stay_two():
    one, other = read_picture(png(4, 4), "foto.png"), read_picture(png(8, 4), "foto.png")
    clip = own(figure("media/foto.png", "een"), media=(one,))
    document, blocks = made_own(letter(media=(other,)), clip)
    assert [image.name for image in document.media] == ["foto.png", one.content_name]
    assert blocks[0].image == one.content_name
    document, blocks = made_own(letter(media=(one,)), clip)
    assert document.media == (one,)


def test_a_clip_travels_as_a_document_of_its_own():
    image = read_picture(png(4, 4), "foto.png")
    document = letter(
        section("S", figure("foto.png", "een"), request("doe[@k]", to="minister")),
        sources=(source("k", title="T"),),
        media=(image,),
    )
    clip = clip_of_blocks(document, [BlockId("1"), BlockId("1.1")])
    back = unpacked(packed(clip, document))
    assert said(back.blocks) == ["Section: S", "  Figure: een", "  Request: doe[@k]"]
    assert back.sources == clip.sources
    assert back.media[0].data == image.data
    assert back.blocks[0].children[1].to == "minister"


@pytest.mark.parametrize("data", [b"", b"kind: paragraph", b"PK\x03\x04 broken", b"\x00" * 100])
def test_what_is_no_clip_is_an_empty_one(data):
    assert not unpacked(data)


def test_a_clip_of_nothing_is_empty():
    assert not clip_of(letter(paragraph("x")), at("1", 1))
    assert not clip_of_blocks(letter(paragraph("x")), [])


# ---- for other programs


def test_other_programs_get_it_as_it_is_printed():
    document = letter(
        heading("Kop"),
        section("Sectie", argument("reden^[Noot.]", request("doe **dit**"))),
        bullets("een", item("twee", item("diep"))),
        table(("a", "b"), ("c", "[d](https://d.nl)")),
        quotation("woorden", "wie"),
        page_break(),
    )
    everything = whole(document)
    assert everything
    html, plain = words_of(clip_of(document, everything), document, WORLD)
    assert "<h1>Kop</h1>" in html or "<h2>Kop</h2>" in html
    assert "<ul><li>een</li><li><p>twee</p><ul><li>diep</li></ul></li></ul>" in html
    assert "➢ doe <b>dit</b>" in html
    assert '<a href="https://d.nl">d</a>' in html
    assert "<blockquote>" in html
    assert "<sup>1</sup> Noot." in html
    assert "➢ doe dit" in plain
    assert "reden[1]" in plain
    assert "a\tb\nc\td" in plain
    assert plain.splitlines()[-1] == "[1] Noot."


def test_words_of_one_text_stay_within_the_line():
    document = letter(paragraph("een **twee**"))
    html, plain = words_of(clip_of(document, Stretch(spot("1", 0), spot("1", 8))), document, WORLD)
    assert "<body>een <b>twee</b></body>" in html
    assert plain == "een twee"


def test_what_other_programs_get_we_can_read_back():
    document = letter(
        heading("Kop"),
        paragraph("een **twee** *drie*"),
        bullets("a", item("b", item("c"))),
        request("doe dit"),
    )
    everything = whole(document)
    assert everything
    html, _plain = words_of(clip_of(document, everything), document, WORLD)
    assert said(from_html(html).clip.blocks) == said(document)


# ---- from other programs


def test_plain_words_are_blocks_where_they_are_more_than_one_line():
    assert from_plain("een").clip.is_text
    assert said(from_plain("een\ntwee").clip.blocks) == ["Paragraph: een", "Paragraph: twee"]
    assert said(bare("- een\n\n**twee**").clip.blocks) == ["Paragraph: - een", r"Paragraph: \*\*twee\*\*"]
    assert bare("een").clip.is_text
    assert not bare("\n").clip


def test_an_address_is_a_link():
    clip = from_link("https://a.nl/x").clip
    assert said(clip.blocks) == ["Paragraph: [https://a.nl/x](https://a.nl/x)"]


def test_a_picture_is_a_figure_and_a_broken_one_is_said():
    found = from_image(png(4, 4))
    assert said(found.clip.blocks) == ["Figure:"]
    assert found.clip.blocks[0].image == found.clip.media[0].name
    found = from_image(b"GIF89a")
    assert not found.clip
    assert found.findings[0].id == "paste-picture"
    assert "GIF" in found.findings[0].sentence


# ---- whatever is pasted wherever


@pytest.mark.parametrize("seed", [*range(8), CHANCE], indirect=True)
def test_whatever_is_pasted_wherever_the_document_stays_sound(seed):
    document, other, dice = any_document(seed), any_document(seed + 1), random.Random(seed)
    if not document.blocks or not other.blocks:
        return
    for _time in range(10):
        clip = clip_of(other, any_stretch(other, dice))
        if clip:
            pasted(document, any_stretch(document, dice), unpacked(packed(clip, other), is_text=clip.is_text))


@pytest.mark.parametrize("seed", [1, 3, 5])
def test_whatever_is_copied_other_programs_get_words(seed):
    document, dice = any_document(seed), random.Random(seed)
    world = any_world(seed)
    everything = whole(document)
    assert everything
    html, plain = words_of(clip_of(document, everything), document, world)
    assert html.count("<p>") > 5
    assert len(plain.splitlines()) > 5
    for _time in range(4):
        clip = clip_of(document, any_stretch(document, dice))
        if clip:
            assert words_of(clip, document, world)[0].startswith("<html")


def test_an_image_without_a_file_is_no_trouble():
    clip = own(figure("weg.png", "een"), media=(Image(name="weg.png", problem="it is gone"),))
    assert said(unpacked(packed(clip, letter())).blocks) == ["Figure: een"]


def test_a_spot_in_a_block_that_is_gone_is_the_end():
    step = put(
        letter(paragraph("x")),
        Stretch(Spot(Where(BlockId("9"), "text")), Spot(Where(BlockId("9"), "text"))),
        own(heading("K")),
    )
    assert step
    assert said(step.document)[-1] == "Heading: K"
