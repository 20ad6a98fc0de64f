"""Two revisions of one library block become one, by field; what both changed is asked."""

from dataclasses import replace

import pytest

from composer.app.merge_revisions import merge_heads
from composer.blocks.example import Example
from composer.blocks.paragraph import Paragraph
from composer.blocks.request import Request
from composer.blocks.section import Section
from composer.model.document import BlockId
from composer.model.inline import parse_text
from composer.model.revision import Stored, Variant
from composer.model.source import Source
from tests.store.revisions import edited, request, revision, text_of

BASE = revision(title="Bussen", themes=("ov", "klimaat"), owner="Team A", sources=(Source("a"), Source("b")))
ROOT = "000000000000"


def merged(mine, theirs, *others, base=BASE, choices=None):
    """What becomes of heads that were made from one base, none where that is not known."""
    history = {ROOT: base} if base else {}
    sides = [replace(side, parents=(ROOT,)) for side in (mine, theirs, *others)]
    heads = [Stored(f"{i}" * 12, side) for i, side in enumerate(sides, 1)]
    history |= {head.digest: head.revision for head in heads}
    return merge_heads(history, heads, author="Dee", time="2026-03-01T10:00:00Z", choices=choices)


def test_the_merge_is_made_from_both_by_whoever_merges():
    both = merged(BASE, BASE)
    assert both.revision.parents == ("1" * 12, "2" * 12)
    assert (both.revision.author, both.revision.time) == ("Dee", "2026-03-01T10:00:00Z")
    assert both.questions == ()


def test_what_only_one_side_changed_is_taken():
    mine = replace(BASE, title="Gratis bussen", themes=("ov", "jeugd"), sources=(Source("b"),))
    theirs = edited(replace(BASE, owner="Team B", review_by="2027-01-01", tags=("x",)), "Maak trams gratis.")
    both = merged(mine, theirs)
    one = both.revision
    assert (one.title, one.owner, one.review_by, one.tags) == (
        "Gratis bussen",
        "Team B",
        "2027-01-01",
        ("x",),
    )
    assert one.themes == ("ov", "jeugd")
    assert [source.key for source in one.sources] == ["b"]
    assert text_of(one) == "Maak trams gratis."
    assert both.questions == ()


def test_lists_get_what_either_added_and_lose_what_either_took_out():
    both = merged(replace(BASE, themes=("ov", "wonen")), replace(BASE, themes=("zorg", "klimaat")))
    assert both.revision.themes == ("wonen", "zorg")


@pytest.mark.parametrize("field", ["title", "owner", "organisation", "review_by"])
@pytest.mark.parametrize("choice", ["mine", "theirs"])
def test_a_field_that_both_changed_is_asked(field, choice):
    mine, theirs = (replace(BASE, **{field: value}) for value in ("mine", "theirs"))
    (question,) = merged(mine, theirs).questions
    assert (question.path, question.mine, question.theirs) == (field, "mine", "theirs")
    both = merged(mine, theirs, choices={field: choice})
    assert getattr(both.revision, field) == choice
    assert len(both.questions) == 1


def test_of_a_field_that_nobody_answered_mine_stands():
    both = merged(replace(BASE, state="withdrawn"), replace(BASE, state="proposed"))
    assert both.revision.state == "withdrawn"


def test_texts_that_both_changed_are_asked_with_their_wording_and_block():
    mine, theirs = edited(BASE, "Mijn tekst."), edited(BASE, "Hun tekst.")
    (question,) = merged(mine, theirs).questions
    assert (question.wording, question.block, question.field) == (("nl", ""), "b1", "text")
    assert (question.mine.plain, question.theirs.plain) == ("Mijn tekst.", "Hun tekst.")
    assert text_of(merged(mine, theirs).revision) == "Mijn tekst."
    assert text_of(merged(mine, theirs, choices={question.path: "theirs"}).revision) == "Hun tekst."


def with_block(block):
    return replace(BASE, variants=(Variant(block),))


def test_fields_of_one_block_are_merged_apart():
    base = Example(id=BlockId("b1"), title=parse_text("Titel"), text=parse_text("Tekst"))
    mine = replace(base, title=parse_text("Mijn titel"), text=parse_text("Mijn tekst"))
    theirs = replace(base, organisations=("Aa",), text=parse_text("Hun tekst"))
    both = merged(with_block(mine), with_block(theirs), base=with_block(base))
    (question,) = both.questions
    assert question.field == "text"
    chosen = merged(
        with_block(mine), with_block(theirs), base=with_block(base), choices={question.path: "theirs"}
    )
    block = chosen.revision.variants[0].block
    assert (block.title.plain, block.text.plain, block.organisations) == ("Mijn titel", "Hun tekst", ("Aa",))


def section(*blocks):
    return Section(id=BlockId("s"), blocks=blocks)


def test_blocks_within_a_block_are_merged_and_asked_about():
    one, two = request("Een.", "r1"), request("Twee.", "r2")
    mine = section(replace(one, text=parse_text("Een, maar beter.")), two)
    theirs = section(one, replace(two, theme="ov"), request("Drie.", "r3"))
    both = merged(with_block(mine), with_block(theirs), base=with_block(section(one, two)))
    assert [block.text.plain for block in both.revision.variants[0].block.blocks] == [
        "Een, maar beter.", "Twee.", "Drie.",
    ]  # fmt: skip
    assert both.questions == ()


@pytest.mark.parametrize("mine_deletes", [True, False])
def test_what_one_deleted_and_the_other_changed_stays_until_it_is_answered(mine_deletes):
    one, two = request("Een.", "r1"), request("Twee.", "r2")
    sides = [section(one), section(one, replace(two, theme="ov"))]
    mine, theirs = map(with_block, sides if mine_deletes else reversed(sides))
    base = with_block(section(one, two))
    both = merged(mine, theirs, base=base)
    (question,) = both.questions
    assert None in (question.mine, question.theirs)
    assert len(both.revision.variants[0].block.blocks) == 2
    deletes = "mine" if mine_deletes else "theirs"
    gone = merged(mine, theirs, base=base, choices={question.path: deletes})
    assert len(gone.revision.variants[0].block.blocks) == 1


def test_another_kind_of_block_is_asked_as_a_whole():
    mine = with_block(Paragraph(id=BlockId("b1"), text=parse_text("Alinea.")))
    theirs = edited(BASE, "Verzoek.")
    (question,) = merged(mine, theirs).questions
    assert (question.field, question.block) == ("", "b1")
    assert isinstance(merged(mine, theirs).revision.variants[0].block, Paragraph)
    chosen = merged(mine, theirs, choices={question.path: "theirs"}).revision.variants[0].block
    assert isinstance(chosen, Request)


def test_blocks_of_other_ids_are_asked_as_a_whole():
    mine, theirs = (with_block(request(text, block)) for text, block in (("Een.", "x"), ("Twee.", "y")))
    both = merged(mine, theirs, base=None)
    (question,) = both.questions
    assert (question.field, question.block, question.wording) == ("", "", ("nl", ""))
    assert text_of(both.revision) == "Een."
    assert text_of(merged(mine, theirs, base=None, choices={question.path: "theirs"}).revision) == "Twee."


def test_wordings_that_either_added_are_there():
    english, short = Variant(request("Free buses."), "en"), Variant(request("Gratis."), "nl", "short")
    both = merged(
        replace(BASE, variants=(*BASE.variants, english)), replace(BASE, variants=(*BASE.variants, short))
    )
    assert [one.key for one in both.revision.variants] == [("nl", ""), ("en", ""), ("nl", "short")]


def test_a_wording_that_one_took_out_and_the_other_changed_is_asked():
    english = Variant(request("Free buses."), "en")
    base = replace(BASE, variants=(*BASE.variants, english))
    changed = replace(base, variants=(*BASE.variants, Variant(request("Free trams."), "en")))
    both = merged(changed, BASE, base=base)
    (question,) = both.questions
    assert (question.wording, question.theirs) == (("en", ""), None)
    assert len(both.revision.variants) == 2
    assert len(merged(changed, BASE, base=base, choices={question.path: "theirs"}).revision.variants) == 1


def test_where_each_took_out_the_wording_of_the_other_one_stays():
    english = Variant(request("Free buses."), "en")
    base = replace(BASE, variants=(*BASE.variants, english))
    both = merged(BASE, replace(BASE, variants=(english,)), base=base)
    assert both.revision.variants == BASE.variants


def test_without_what_they_were_made_from_all_that_differs_is_asked():
    both = merged(BASE, replace(edited(BASE, "Anders."), title="Anders", sources=()), base=None)
    assert {question.field for question in both.questions} == {"title", "text"}
    assert both.revision.sources == BASE.sources


def test_three_heads_become_one():
    both = merged(edited(BASE, "Een."), edited(BASE, "Twee."), replace(BASE, title="Drie"))
    assert both.revision.title == "Drie"
    assert both.revision.parents == ("1" * 12, "2" * 12, "3" * 12)
    more = merged(edited(BASE, "Een."), edited(BASE, "Twee."), edited(BASE, "Drie."))
    paths = [question.path for question in more.questions]
    assert len(paths) == len(set(paths)) == 2
    chosen = merged(
        edited(BASE, "Een."), edited(BASE, "Twee."), edited(BASE, "Drie."), choices={paths[1]: "theirs"}
    )
    assert text_of(chosen.revision) == "Drie."
