import random
from dataclasses import replace

import pytest

from composer.app.commands import takes, text_length, text_paths
from composer.app.portions import portion, toggled
from composer.app.stretch import (
    Spot,
    Stretch,
    between,
    erase,
    places,
    whole,
)
from composer.model.document import Block, BlockId, Document, Where
from composer.model.edits import find, get_field, place_of
from composer.model.inline import parse_text
from composer.model.slices import formatted, length, part, put_in, without
from composer.model.unparse import unparse_text
from tests.builders import (
    argument,
    bullets,
    example,
    examples,
    figure,
    heading,
    item,
    letter,
    page_break,
    paragraph,
    preamble,
    quotation,
    request,
    section,
    signatures,
    table,
)
from tests.conftest import CHANCE
from tests.gates.any_document import any_document


def spot(block: str, offset: int = 0, path: str = "text") -> Spot:
    return Spot(Where(BlockId(block), path), offset)


def said(document: Document | tuple[Block, ...]) -> list[str]:
    """The name and the texts of each block; a block within another is indented."""
    out = []

    def say(blocks: tuple[Block, ...], depth: int) -> None:
        for block in blocks:
            texts = [unparse_text(get_field(block, one.path)) for one in text_paths(block)]
            out.append("  " * depth + f"{type(block).__name__}: {' | '.join(filter(None, texts))}".rstrip())
            say(block.children, depth + 1)

    say(document.blocks if isinstance(document, Document) else document, 0)
    return out


def erased(
    document: Document, first: Spot, last: Spot, *, join: bool = True
) -> tuple[list[str], Spot | None]:
    left = erase(document, Stretch(first, last), join=join)
    return said(left.document), left.spot


# ---- parts of texts


def test_a_part_of_a_text_keeps_chips_formats_and_paragraphs():
    text = parse_text("een **twee**[@k] drie\n\nvier")
    assert part(text, 4, 9) == parse_text("**twee**[@k]")
    assert part(text, 10, 16) == parse_text("drie\n\nv")
    assert part(text, 0) is text
    assert without(text, 4, 9) == parse_text("een  drie\n\nvier")
    assert without(text, 3, 3) is text


def test_taking_the_end_of_a_paragraph_joins_it_to_the_next():
    text = parse_text("een\n\ntwee\n\ndrie")
    assert without(text, 3, 4) == parse_text("eentwee\n\ndrie")
    assert without(text, 4, 4) is text


def test_words_put_in_become_part_of_the_paragraph_around():
    text = parse_text("een drie")
    assert put_in(text, 4, parse_text("*twee* ")) == parse_text("een *twee* drie")
    assert put_in(text, 4, parse_text("a\n\nb")) == parse_text("een a\n\nbdrie")
    assert put_in(text, 4, parse_text("")) is text


def test_a_format_is_given_to_runs_and_fields_only():
    text = parse_text("een [@k]{{date}} twee")
    assert formatted(text, 0, 6, bold=True) == parse_text("**een** [@k]**{{date}}** twee")


@pytest.mark.parametrize("seed", range(30))
def test_parts_put_together_again_are_the_text(seed):
    dice = random.Random(seed)
    texts = [get_field(b, p.path) for b in any_document(seed).walk() for p in text_paths(b)]
    for text in dice.sample(texts, min(40, len(texts))):
        assert length(text) == text_length(text)
        at = dice.randint(0, length(text))
        again = without(put_in(text, at, parse_text("xyz")), at, at + 3)
        assert again.plain == text.plain or "\n" in unparse_text(text)


# ---- taking away


def test_what_is_selected_in_one_text_goes():
    document = letter(paragraph("een twee"))
    assert erased(document, spot("1", 3), spot("1", 8)) == (["Paragraph: een"], spot("1", 3))


def test_two_paragraphs_become_one():
    document = letter(paragraph("een twee"), paragraph("weg"), heading("weg"), paragraph("drie vier"))
    assert erased(document, spot("1", 4), spot("4", 5)) == (["Paragraph: een vier"], spot("1", 4))


def test_a_request_never_becomes_part_of_a_heading():
    document = letter(heading("Kop"), paragraph("weg"), request("Verzoek"))
    assert erased(document, spot("1", 1), spot("3", 3)) == (["Heading: K", "Request: zoek"], spot("1", 1))


def test_running_text_joins_what_it_is_selected_with():
    document = letter(heading("Kop"), paragraph("alinea"))
    assert erased(document, spot("1", 1), spot("2", 3)) == (["Heading: Knea"], spot("1", 1))


def test_a_block_that_is_wholly_selected_goes_and_the_other_keeps_its_kind():
    document = letter(heading("Kop"), request("Verzoek"))
    assert erased(document, spot("1", 0), spot("2", 3)) == (["Request: zoek"], spot("2", 0))


def test_one_block_stays_to_write_in():
    document = letter(heading("Kop"), section("Sectie", request("Verzoek")), paragraph("slot"))
    assert erased(document, spot("1"), spot("3", 4)) == (["Heading:"], spot("1"))
    everything = whole(document)
    assert everything
    assert said(erase(document, everything).document) == ["Heading:"]


def test_what_holds_other_blocks_stays_for_them():
    document = letter(paragraph("een"), section("Sectie", request("Verzoek"), request("Tweede")))
    left, caret = erased(document, spot("1", 1), spot("2.1", 3))
    assert left == ["Paragraph: e", "Section:", "  Request: zoek", "  Request: Tweede"]
    assert caret == spot("1", 1)


def test_what_held_only_what_was_joined_goes():
    document = letter(paragraph("een"), section("Sectie", paragraph("twee")), paragraph("slot"))
    left, _ = erased(document, spot("1", 2), spot("2.1", 2))
    assert left == ["Paragraph: eeee", "Paragraph: slot"]


def test_a_frame_that_lost_all_it_held_goes():
    document = letter(examples("", example("Eerste", "tekst")), paragraph("slot"))
    left, caret = erased(document, spot("1.1", 0, "title"), spot("2", 1))
    assert left == ["Paragraph: lot"]
    assert caret == spot("2", 0)


def test_items_go_and_join_within_their_list():
    document = letter(bullets("een", "twee", "drie", "vier"))
    left, caret = erased(document, spot("1", 2, "items.0.text"), spot("1", 2, "items.2.text"))
    assert left == ["List: eeie | vier"]
    assert caret == spot("1", 2, "items.0.text")
    left, caret = erased(document, spot("1", 0, "items.1.text"), spot("1", 2, "items.3.text"))
    assert left == ["List: een | er"]
    assert caret == spot("1", 0, "items.1.text")


def test_an_item_with_items_of_its_own_is_not_joined():
    document = letter(bullets("een", item("twee", item("binnen"))))
    left, _ = erased(document, spot("1", 1, "items.0.text"), spot("1", 2, "items.1.text"))
    assert left == ["List: e | ee | binnen"]


def test_items_of_two_lists_join_and_the_rest_stays():
    document = letter(bullets("een", "weg"), paragraph("weg"), bullets("weg", "twee", "drie"))
    left, _ = erased(document, spot("1", 1, "items.0.text"), spot("3", 2, "items.1.text"))
    assert left == ["List: eee", "List: drie"]


def test_a_lead_keeps_its_block():
    document = letter(preamble("constaterende", "een", "twee"), paragraph("slot"))
    left, _ = erased(document, spot("1", 4, "lead"), spot("2", 1))
    assert left == ["Preamble: conslot"]


def test_a_picture_goes_only_when_it_is_wholly_selected():
    document = letter(paragraph("een"), figure("a.png", "onderschrift"), paragraph("slot"))
    assert erased(document, spot("1", 1), spot("3", 1))[0] == ["Paragraph: elot"]
    left, _ = erased(document, spot("1", 1), spot("2", 12, "caption"))
    assert left == ["Paragraph: e", "Figure:", "Paragraph: slot"]


def test_cells_are_emptied_and_rows_stay():
    document = letter(paragraph("een"), table(("a", "b"), ("c", "d")), paragraph("slot"))
    left, _ = erased(document, spot("2", 0, "rows.0.1"), spot("3", 2))
    assert left == ["Paragraph: een", "Table: a", "Paragraph: ot"]
    assert get_field(
        find(erase(document, Stretch(spot("2", 0, "rows.0.1"), spot("3", 2))).document, BlockId("2")),
        "rows.1.1",
    ) == parse_text("")


def test_blocks_without_words_go_when_they_are_at_an_edge():
    document = letter(page_break(), paragraph("een"))
    assert erased(document, spot("1", 0, ""), spot("2", 1)) == (["Paragraph: en"], spot("2", 0))
    document = letter(paragraph("een"), page_break())
    assert erased(document, spot("1", 1), spot("2", 0, "")) == (["Paragraph: e"], spot("1", 1))
    document = letter(page_break(), page_break())
    assert erased(document, spot("1", 0, ""), spot("2", 0, "")) == ([], None)
    document = letter(paragraph("een"), page_break(), signatures())
    assert erased(document, spot("2", 0, ""), spot("3", 0, ""))[1] == spot("1", 3)


def test_enter_leaves_both_sides_apart():
    document = letter(paragraph("een twee"), paragraph("drie vier"))
    left = erase(document, Stretch(spot("1", 3), spot("2", 5)), join=False)
    assert said(left.document) == ["Paragraph: een", "Paragraph: vier"]
    assert (left.spot, left.behind) == (spot("1", 3), spot("2", 0))


# ---- copying and formats


def test_a_copy_holds_only_what_is_selected():
    document = letter(
        paragraph("een twee"), section("Sectie", argument("reden", request("Verzoek"))), bullets("a", "b")
    )
    taken = portion(document, Stretch(spot("1", 4), spot("2.1.1", 3)))
    assert said(taken) == ["Paragraph: twee", "Section: Sectie", "  Argument: reden", "    Request: Ver"]
    taken = portion(document, Stretch(spot("2.1", 1), spot("3", 1, "items.0.text")))
    assert said(taken) == ["Argument: eden", "  Request: Verzoek", "List: a"]


def test_a_copy_has_no_blocks_at_whose_edge_it_ends():
    document = letter(paragraph("een"), page_break(), paragraph(), quotation("q", "wie"), paragraph("slot"))
    taken = portion(document, Stretch(spot("1", 3), spot("5", 0)))
    assert said(taken) == ["Break:", "Paragraph:", "Quotation: q | wie"]


def test_a_stretch_becomes_bold_and_plain_again():
    document = letter(paragraph("een *twee*"), heading("drie"), bullets("vier"))
    stretch = Stretch(spot("1", 4), spot("3", 2, "items.0.text"))
    bold = toggled(document, stretch, "bold")
    assert said(bold) == ["Paragraph: een ***twee***", "Heading: **drie**", "List: **vi**er"]
    assert toggled(bold, stretch, "bold") == document


def test_the_earlier_place_is_the_start():
    document = letter(paragraph("een"), paragraph("twee"))
    assert between(document, spot("2", 1), spot("1", 2)) == Stretch(spot("1", 2), spot("2", 1))
    assert between(document, spot("1", 2), spot("1", 1)) == Stretch(spot("1", 1), spot("1", 2))
    assert between(document, spot("9"), spot("1")) is None
    assert whole(letter()) is None


# ---- whatever is selected


def any_stretch(document: Document, dice: random.Random) -> Stretch:
    order = places(document)
    spots = []
    for where in dice.choices(order, k=2):
        block = find(document, where.block)
        end = length(get_field(block, where.field)) if where.field else 0
        spots.append(Spot(where, dice.choice((0, end, dice.randint(0, end)))))
    found = between(document, *spots)
    assert found
    return found


def is_sound(document: Document) -> bool:
    ids = [block.id for block in document.walk()]
    alone = replace(document, blocks=())
    assert takes(alone, None, paragraph())
    return len(ids) == len(set(ids)) and all(
        (place := place_of(document, block.id)) and takes(document, place.parent, block)
        for block in document.walk()
    )


@pytest.mark.parametrize("seed", [*range(12), CHANCE], indirect=True)
def test_whatever_is_taken_away_the_rest_is_sound_and_as_it_was(seed):
    document, dice = any_document(seed), random.Random(seed)
    order = places(document)
    kept = {block.id: block for block in document.walk()}
    for _time in range(25 if order else 0):
        stretch = any_stretch(document, dice)
        first, last = (order.index(spot.where) for spot in stretch)
        left = erase(document, stretch, join=dice.random() < 0.7)
        assert is_sound(left.document)
        outside = {where.block for where in (*order[:first], *order[last + 1 :])}
        touched = {where.block for where in order[first : last + 1]}
        there = {block.id: block for block in left.document.walk()}
        for block in outside - touched:
            if not kept[block].children:
                assert there[block] is kept[block]
        if left.spot and left.spot.where.field:
            block = find(left.document, left.spot.where.block)
            assert left.spot.offset <= length(get_field(block, left.spot.where.field)) + 1
        else:
            assert left.spot is not None or not left.document.blocks


@pytest.mark.parametrize("seed", [*range(6), CHANCE], indirect=True)
def test_whatever_is_copied_can_stand_by_itself(seed):
    document, dice = any_document(seed), random.Random(seed)
    for _time in range(15 if document.blocks else 0):
        stretch = any_stretch(document, dice)
        assert is_sound(replace(document, blocks=portion(document, stretch)))
        toggled(document, stretch, "bold")


def test_all_of_a_document_copied_is_all_of_it():
    document = any_document(1)
    everything = whole(document)
    assert everything
    assert portion(document, everything) == document.blocks
