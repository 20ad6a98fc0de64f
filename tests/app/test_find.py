import re
from dataclasses import replace
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.app.find import (
    CHIP,
    Found,
    Hit,
    Query,
    find_all,
    hit_beside,
    passages_of,
)
from composer.app.history import said
from composer.app.latest import Cancelled
from composer.app.patterns import effort, is_safe
from composer.app.replacing import glimpse, problem_with, replace_label, replaced
from composer.i18n import speak
from composer.model.document import BlockId, Document, Where
from composer.model.edits import find, get_field
from composer.model.inline import parse_text
from composer.model.template import FieldSpec
from composer.model.text import Cite, MergeField
from composer.model.unparse import unparse_text
from tests.builders import (
    bullets,
    example,
    examples,
    figure,
    heading,
    item,
    letter,
    paragraph,
    request,
    section,
    table,
    template,
)


@pytest.fixture(autouse=True)
def english():
    speak("en")


def search(document: Document, words: str, **how) -> Found:
    return find_all(document, Query(words, **how), template())


def places(found: Found) -> list[tuple[str, str, int, int]]:
    return [(hit.where.block, hit.where.field, *hit.span) for hit in found.hits]


def texts(found: Found) -> list[str]:
    return [hit.words for hit in found.hits]


def notation(document: Document, block: str = "1", path: str = "text") -> str:
    return unparse_text(get_field(find(document, BlockId(block)), path))


def swapped(text: str, words: str, instead: str, **how) -> str:
    document = letter(paragraph(text))
    return notation(replaced(document, search(document, words, **how), instead))


# ---- what is found


def test_words_are_found_in_every_text_in_reading_order():
    document = letter(heading("Wonen"), section("Over wonen", request("Bouw om te wonen")))
    assert places(search(document, "wonen")) == [
        ("1", "text", 0, 5),
        ("2", "title", 5, 10),
        ("2.1", "text", 11, 16),
    ]


def test_nothing_is_found_for_nothing():
    assert search(letter(paragraph("a")), "") == Found(Query(""))


def test_case_counts_when_asked():
    document = letter(paragraph("Rijk en rijk"))
    assert len(search(document, "rijk").hits) == 2
    assert texts(search(document, "rijk", with_case=True)) == ["rijk"]


def test_whole_words_are_no_parts_of_words():
    document = letter(paragraph("gemeente, gemeenten, een gemeente."))
    assert places(search(document, "gemeente", whole_words=True)) == [
        ("1", "text", 0, 8),
        ("1", "text", 25, 33),
    ]


def test_whole_words_hold_for_every_choice_of_an_expression():
    document = letter(paragraph("rijk rijkdom land landen"))
    assert texts(search(document, "rijk|land", whole_words=True, is_pattern=True)) == ["rijk", "land"]


@pytest.mark.parametrize(
    ("typed", "stands"),
    [("'s avonds", "’s avonds"), ('"nee"', "“nee”"), ("20 mei", "20\u00a0mei"), ("A-B", "A\u2011B")],
)
def test_signs_of_the_keyboard_find_those_of_print(typed, stands):
    assert texts(search(letter(paragraph(stands)), typed)) == [stands]


def test_signs_of_an_expression_are_literal_when_it_is_none():
    assert texts(search(letter(paragraph("a.b (c) axb")), "a.b (c)")) == ["a.b (c)"]


def test_cells_items_and_labels_are_searched():
    document = letter(
        table(("Jaar", "Woningen"), ("2026", "Woningen")),
        bullets(item("woningen", label="Woningen")),
    )
    assert [place[1] for place in places(search(document, "woningen"))] == [
        "rows.0.1",
        "rows.1.1",
        "items.0.label",
        "items.0.text",
    ]


def test_a_hit_in_a_note_is_shown_at_its_mark():
    document = letter(paragraph("Zie noot^[Over water en wind.] en water"))
    found = search(document, "water")
    assert [(hit.span, hit.passage.note, hit.start) for hit in found.hits] == [
        ((13, 18), -1, 13),
        ((8, 9), 8, 5),
    ]


def test_hits_of_a_text_stand_before_those_of_its_notes():
    found = search(letter(paragraph("a^[a] a"), paragraph("a")), "a")
    assert [(hit.passage.place, hit.passage.note) for hit in found.hits] == [
        (1, -1),
        (1, -1),
        (1, 1),
        (2, -1),
    ]


def test_the_second_paragraph_and_its_notes_are_counted_from_the_start():
    document = letter(paragraph("een\n\ntwee^[drie]"))
    assert places(search(document, "twee")) == [("1", "text", 4, 8)]
    assert places(search(document, "drie")) == [("1", "text", 8, 9)]


def test_an_expression_sees_paragraphs_as_lines():
    document = letter(paragraph("een\n\ntwee"))
    assert texts(search(document, "^t.*$", is_pattern=True)) == ["twee"]


def test_what_is_empty_is_no_hit():
    assert texts(search(letter(paragraph("axxb")), "x*", is_pattern=True)) == ["xx"]


def test_title_and_free_fields_are_searched_and_choices_are_not():
    fields = (
        FieldSpec(key="subject", type="text", label=(("nl", "Onderwerp"),)),
        FieldSpec(key="body", type="long-text", label=(("nl", "Toelichting"),)),
        FieldSpec(
            key="party", type="choice", label=(("nl", "Partij"),), choices=(("water", (("nl", "Water"),)),)
        ),
    )
    document = replace(
        letter(),
        title="Water",
        fields=(("subject", "water"), ("body", "Water!"), ("party", "water"), ("count", 3)),
    )
    found = find_all(document, Query("water"), template(fields=fields))
    assert [hit.where for hit in found.hits] == [
        Where(field="title"),
        Where(field="subject"),
        Where(field="body"),
    ]
    assert [hit.where.field for hit in find_all(document, Query("water")).hits] == ["title"]


def test_plain_words_of_a_block_are_searched_and_its_measures_are_not():
    document = letter(figure(alt="Kaart van 80 wijken", width="80 %"))
    assert places(search(document, "80")) == [("1", "alt", 10, 12)]


# ---- what cannot be searched for


@pytest.mark.parametrize("pattern", ["(", "[a", "*", "a{99999999999}", r"\2", "(" * 500 + ")" * 500])
def test_what_is_no_expression_is_told_in_a_sentence(pattern):
    found = search(letter(paragraph("a")), pattern, is_pattern=True)
    assert found.hits == ()
    assert found.problem.endswith(".")


def test_the_place_of_a_mistake_is_told():
    found = search(letter(paragraph("a")), "ab(", is_pattern=True)
    assert found.problem == "This is not a regular expression: something is wrong at character 3."


def test_an_expression_of_another_python_is_no_warning():
    assert texts(search(letter(paragraph("a[b")), "[[]", is_pattern=True)) == ["["]


def test_names_of_organisations_are_searched_and_replaced():
    document = letter(examples("", example(organisations=("Gemeente Zeedam", "Waterschap Zeedam"))))
    found = search(document, "zeedam")
    assert [place[1] for place in places(found)] == ["organisations.0", "organisations.1"]
    made = replaced(document, found, "Meerdam")
    assert made.blocks[0].blocks[0].organisations == ("Gemeente Meerdam", "Waterschap Meerdam")


@pytest.mark.parametrize("how", [{}, {"is_pattern": True}])
def test_what_is_very_long_is_not_tried(how):
    assert search(letter(paragraph("a")), "ab" * 10_000, **how).problem == "This is too long to search for."


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|aa)+$", "(?:a?){40}b", ".*.*.*.*x", r"(\w+\w+)+!"])
def test_an_expression_that_could_take_for_ever_is_refused(pattern):
    found = search(letter(paragraph("a" * 5_000)), pattern, is_pattern=True)
    assert found.hits == ()
    assert found.problem.startswith("This expression could take too long.")


def test_a_search_that_takes_too_long_tells_what_it_found():
    document = letter(*[paragraph("a")] * 10)
    ticks = count()
    found = find_all(document, Query("a"), clock=lambda: next(ticks) * 0.5)
    assert 0 < len(found.hits) < 10
    assert found.problem == "The search took too long and stopped halfway."


def test_a_search_that_nobody_wants_any_more_stops():
    def check():
        raise Cancelled

    with pytest.raises(Cancelled):
        find_all(letter(paragraph("a")), Query("a"), check=check)


# ---- which expressions are safe


@pytest.mark.parametrize(
    "pattern",
    [
        r"\d{4}",
        r"art(ikel)?\.? \d+",
        r"(?:\w+\s)+",
        r"\w+@\w+\.\w+",
        r"(\w+) \1",
        r"(?:foo|bar)+x",
        r"^(\w+\.)+$",
        r"\d+(?:[.,]\d+)* ?(?:mln|miljoen)",
        r"(?i:rijk)",
        r"(?>a+)b",
        r"[^.]+\.",
        r"(?<=€ )\d+(?!\d)",
        r"a|b|cd",
        r"(a?)b",
        r"[^a]\D\S\W",
        r"(?:ab|ac)?d",
    ],
)
def test_what_authors_write_is_safe(pattern):
    assert is_safe(pattern, 10_000)


@pytest.mark.parametrize(
    "pattern", [r"(x+x+)+y", r"(.*,)*x", r"([a-z]|ab)*!", r"(a)?(?(1)b|c)", r"(?:(?:a|b)*c?)*d", r"(a*|b)+c"]
)
def test_what_doubles_with_every_letter_has_no_bound(pattern):
    assert effort(pattern, 100) == float("inf")


def test_effort_grows_with_the_length_of_the_text():
    assert effort(".*foo", 100) == pytest.approx(4)
    assert effort(".*foo", 10_000) == pytest.approx(8)
    assert effort("foo", 10_000) == pytest.approx(4)


@pytest.mark.parametrize("signs", ["[а-я]", "[α-ω]", "[一-龥]"])
def test_letters_of_other_scripts_do_not_hide_a_repetition(signs):
    assert effort(f"({signs}+)+!", 100) == float("inf")


def test_the_case_of_a_letter_does_not_hide_a_repetition():
    assert effort("(?:a+A+)+b", 100) == float("inf")


# ---- from hit to hit


@pytest.fixture
def found() -> Found:
    return search(letter(paragraph("a b a"), paragraph("b"), paragraph("a^[a a]")), "a")


def at(block: str) -> Where:
    return Where(BlockId(block), "text")


@pytest.mark.parametrize(
    ("block", "span", "forward", "index"),
    [
        ("1", (0, 0), True, 0),
        ("1", (0, 1), True, 1),
        ("2", (0, 0), True, 2),
        ("2", (0, 0), False, 1),
        ("1", (0, 0), False, 4),
        ("3", (2, 2), True, 0),
        ("3", (2, 2), False, 4),
        ("9", (0, 0), True, 0),
    ],
)
def test_next_and_previous_start_at_the_caret_and_go_round(found, block, span, forward, index):
    assert hit_beside(found, at(block), span, forward=forward) == index


def test_two_hits_in_one_note_follow_each_other(found):
    assert hit_beside(found, at("3"), (1, 2), forward=True, last=3) == 4
    assert hit_beside(found, at("3"), (1, 2), forward=True, last=4) == 0
    assert hit_beside(found, at("3"), (1, 2), forward=False, last=4) == 3


def test_where_nothing_was_found_nothing_is_next():
    assert hit_beside(Found(Query("x")), at("1"), (0, 0), forward=True) is None


# ---- replacing


def test_every_hit_is_replaced_everywhere_and_the_rest_is_the_same_value():
    document = letter(heading("Rijk"), paragraph("niets"), section("Het rijk", request("Rijk^[het rijk]")))
    document = replace(document, title="Rijk")
    made = replaced(document, search(document, "rijk"), "land")
    assert made.title == "land"
    assert [notation(made, "1"), notation(made, "3", "title"), notation(made, "3.1")] == [
        "land",
        "Het land",
        "land^[het land]",
    ]
    assert made.blocks[1] is document.blocks[1]


def test_fields_and_plain_words_are_replaced():
    fields = (FieldSpec(key="subject", type="text", label=(("nl", "Onderwerp"),)),)
    document = replace(letter(figure(alt="rijk")), fields=(("subject", "Het rijk"),))
    made = replaced(document, find_all(document, Query("rijk"), template(fields=fields)), "land")
    assert made.field("subject") == "Het land"
    assert made.blocks[0].alt == "land"


def test_one_hit_is_replaced_alone():
    document = letter(paragraph("a a a"))
    found = search(document, "a")
    assert notation(replaced(document, found, "b", [found.hits[1]])) == "a b a"


@pytest.mark.parametrize(
    ("text", "words", "instead", "after"),
    [
        ("**rijk** en", "rijk", "land", "**land** en"),
        ("**rij**kdom", "rijkdom", "land", "**land**"),
        ("[rijk](https://a.nl) x", "rijk", "land", "[land](https://a.nl) x"),
        ("a rijk b", "rijk ", "", "a b"),
        ("een\n\ntwee een", "een", "drie", "drie\n\ntwee drie"),
        ("rijk^[het rijk]{{name}}rijk", "rijk", "x", "x^[het x]{{name}}x"),
        ("a^[rijk]", "rijk", "", "a"),
        ("een twee", "een", "[*]", r"\[\*\] twee"),
    ],
)
def test_formats_notes_and_fields_stay(text, words, instead, after):
    assert swapped(text, words, instead) == after


def test_groups_stand_in_what_comes_instead():
    assert swapped("artikel 12 lid 3", r"artikel (\d+) lid (\d+)", r"\2e lid van \1", is_pattern=True) == (
        "3e lid van 12"
    )


def test_a_look_around_still_sees_what_is_beside_the_hit():
    assert swapped("€ 12 en 12", r"(?<=€ )\d+(?= en)", "13", is_pattern=True) == "€ 13 en 12"


def test_a_backslash_is_only_a_sign_where_nothing_is_an_expression():
    assert swapped("a", "a", r"\1") == "\\\\1"


@pytest.mark.parametrize("instead", [r"\2", r"\g<name>", "\\"])
def test_a_group_that_is_not_there_is_told_and_nothing_changes(instead):
    document = letter(paragraph("a"))
    found = search(document, "(a)", is_pattern=True)
    assert problem_with(found, instead).startswith("What stands after")
    assert replaced(document, found, instead) is document


def test_what_covers_a_chip_or_two_paragraphs_is_found_and_stays():
    document = letter(paragraph("een{{name}}twee\n\ndrie"))
    found = search(document, r"een.twee|twee\s+drie", is_pattern=True)
    assert [(hit.words, hit.can_change) for hit in found.hits] == [(f"een{CHIP}twee", False)]
    assert replaced(document, found, "x") == document
    over = search(document, r"twee\s+drie", is_pattern=True)
    assert not over.hits[0].can_change
    assert replaced(document, over, "x") == document


def test_a_glimpse_shows_what_would_become():
    document = letter(paragraph("voor " * 10 + "een rijk{{name}} land " + "na " * 20))
    found = search(document, "rijk")
    seen = glimpse(found, found.hits[0], "gemeente")
    assert seen.before.startswith("…")
    assert seen.before.endswith("een ")
    assert (seen.words, seen.instead) == ("rijk", "gemeente")
    assert seen.after.startswith("[…] land ")
    assert seen.after.endswith("…")
    whole = search(letter(paragraph("een{{name}}twee")), "een.twee", is_pattern=True)
    assert glimpse(whole, whole.hits[0], "x").instead == "een[…]twee"


def test_a_step_is_called_by_how_much_it_replaced():
    assert (said(replace_label(1)), said(replace_label(3))) == ("Replace 1 place", "Replace 3 places")


@given(st.text("ab* _\n", max_size=30), st.sampled_from(["a", "ab", "b b", "* "]), st.text("xa ", max_size=3))
def test_replacing_all_is_replacing_the_words(text, words, instead):
    speak("en")
    document = letter(paragraph(text))
    before = "\n".join(passage.words for passage in passages_of(document))
    found = search(document, words)
    made = replaced(document, found, instead)
    if all(hit.can_change for hit in found.hits) and instead.strip():
        wanted = re.sub(re.escape(words), instead, before)
        after = "\n".join(passage.words for passage in passages_of(made))
        assert after.split() == wanted.split()


def test_hits_are_values():
    document = letter(paragraph("a"))
    assert search(document, "a") == search(document, "a")
    assert isinstance(search(document, "a").hits[0], Hit)


NOTATION = st.lists(
    st.sampled_from(
        ["aa", "b ", "**ab**", "*a* ", "{{a}}", "^[a b]", "[a](https://a.nl)", "[@a]", "\n\n", " "]
    ),
    max_size=12,
).map("".join)


@given(NOTATION, st.sampled_from(["a", "b", "ab", "a a"]), st.sampled_from(["", "x", "a", "**", "[y"]))
def test_chips_survive_whatever_is_replaced(text, words, instead):
    speak("en")
    document = letter(paragraph(text))
    found = search(document, words)
    made = replaced(document, found, instead)
    before, after = (list(one.blocks[0].text.inlines) for one in (document, made))
    kept = [item for item in before if isinstance(item, Cite | MergeField)]
    assert [item for item in after if isinstance(item, Cite | MergeField)] == kept
    assert made.blocks[0].text == parse_text(unparse_text(made.blocks[0].text))
