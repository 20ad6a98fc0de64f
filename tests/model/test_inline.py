import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from composer.model.characters import clean
from composer.model.inline import MAX_DEPTH, parse_text, plain_text, text_of
from composer.model.text import Cite, Format, FreeNote, MergeField, Reference, Run, Text
from composer.model.unparse import unparse_text

BOLD = Format(bold=True)
ITALIC = Format(italic=True)
BOTH = Format(bold=True, italic=True)
SITE = Format(href="https://a.nl")
ENGLISH = Format(language="en")
E_ACUTE = "e\u0301"

SIGNS = "ab *[]{}^@~\\\n,;()é\u00a0x.e\u0301\u0323"
NOTATIONS = [
    *("**", "*", "[", "]", "^[", "](http://x.nl)", "]{lang=en}", "{{a.b}}", "[@a; @b, p. 3]", "\\", "~", "@"),
    *(" ", "\n", "\n\n", "\r\n", "wo", "e", "\u0301", "\\\u0301", "\\*"),
]
NOTATION = st.text(SIGNS, max_size=40) | st.lists(st.sampled_from(NOTATIONS), max_size=20).map("".join)
FORMAT = st.builds(
    Format,
    bold=st.booleans(),
    italic=st.booleans(),
    href=st.sampled_from(["", "https://a.nl"]),
    language=st.sampled_from(["", "en"]),
)
RUN = st.builds(Run, st.text(SIGNS, max_size=25), FORMAT)
PLAIN_RUN = st.builds(
    Run,
    st.text("ab é*[{^~@\u00a0", max_size=6),
    st.sampled_from([Format(), BOLD, ITALIC, BOTH]),
)
INLINE = (
    RUN
    | st.builds(MergeField, st.just("a.b"), FORMAT)
    | st.just(Cite((Reference("k", "p. 3"), Reference("z"))))
    | st.lists(RUN, max_size=3).map(lambda runs: FreeNote(tuple(runs)))
)
MANY = settings(max_examples=400, deadline=None)


def only(notation: str):
    """The inlines of the one paragraph that a notation says."""
    (paragraph,) = parse_text(notation).paragraphs
    return paragraph


def runs_of(text: Text) -> str:
    return "".join(inline.text for inline in text.inlines if isinstance(inline, Run))


# ---- laws


@MANY
@given(NOTATION)
def test_what_was_parsed_and_written_parses_to_the_same_text(notation):
    text = parse_text(notation)
    assert parse_text(unparse_text(text)) == text


@MANY
@given(st.lists(st.lists(INLINE | PLAIN_RUN, max_size=5), max_size=2))
def test_the_short_way_to_the_normal_form_leads_where_the_notation_does(paragraphs):
    said = unparse_text(Text(tuple(map(tuple, paragraphs))))
    assert text_of(paragraphs) == parse_text(said)


@given(st.lists(st.lists(INLINE, max_size=5), max_size=3))
def test_text_of_gives_the_form_that_the_notation_can_say(paragraphs):
    text = text_of(paragraphs)
    assert parse_text(unparse_text(text)) == text


@MANY
@given(st.lists(st.lists(INLINE, max_size=5), max_size=3))
def test_no_letter_of_any_run_is_lost(paragraphs):
    def letters(words: str) -> str:
        return unicodedata.normalize("NFC", "".join(words.split()))

    given_runs = "".join(one.text for inlines in paragraphs for one in inlines if isinstance(one, Run))
    assert letters(runs_of(text_of(paragraphs))) == letters(given_runs)


@MANY
@given(NOTATION)
def test_every_run_is_filled_and_neighbours_differ_in_format(notation):
    for paragraph in parse_text(notation).paragraphs:
        for one, next_one in zip(paragraph, [*paragraph[1:], None], strict=True):
            if isinstance(one, Run):
                assert one.text
                assert not (isinstance(next_one, Run) and next_one.format == one.format)


@MANY
@given(st.text(SIGNS, max_size=40))
def test_plain_text_has_no_notation_in_it(words):
    text = plain_text(words)
    assert all(isinstance(inline, Run) and inline.format == Format() for inline in text.inlines)


@pytest.mark.parametrize(
    "notation",
    [
        "[" * 100_000,
        "*" * 100_001,
        "^[" * 50_000 + "]" * 50_000,
        "[a" * 25_000 + "](http://x)" * 25_000,
        "**a " * 25_000,
        "{{" * 50_000,
        "[@a" * 30_000,
        "[a](http://" * 10_000,
        "[a\n]{lang=en}\nb " * 5_000,
    ],
    ids=lambda notation: notation[:12],
)
def test_hostile_notation_is_read_to_its_end(notation):
    assert parse_text(notation)


# ---- each notation


def test_words_without_notation_are_one_run():
    assert only("Gewone woorden.") == (Run("Gewone woorden."),)


def test_nothing_is_a_text_without_paragraphs():
    assert parse_text("") == parse_text("\n\n\n") == Text()


@pytest.mark.parametrize(
    ("notation", "expected"),
    [
        ("**vet**", (Run("vet", BOLD),)),
        ("*schuin*", (Run("schuin", ITALIC),)),
        ("***beide***", (Run("beide", BOTH),)),
        ("een **vet** woord", (Run("een "), Run("vet", BOLD), Run(" woord"))),
        ("**vet *beide***", (Run("vet ", BOLD), Run("beide", BOTH))),
        ("on**mid**dellijk", (Run("on"), Run("mid", BOLD), Run("dellijk"))),
        ("[hier](https://a.nl)", (Run("hier", SITE),)),
        ("[**hier**](https://a.nl)", (Run("hier", Format(bold=True, href="https://a.nl")),)),
        ("[word]{lang=en}", (Run("word", ENGLISH),)),
        ("[{{x}}]{lang=en}", (MergeField("x", ENGLISH),)),
        ("[@wrr]", (Cite((Reference("wrr"),)),)),
        ("[@wrr, p. 12; @rvs-2023]", (Cite((Reference("wrr", "p. 12"), Reference("rvs-2023"))),)),
        ("[ @wrr ,  p.   12 ]", (Cite((Reference("wrr", "p. 12"),)),)),
        ("^[Een noot.]", (FreeNote((Run("Een noot."),)),)),
        ("^[Zie [@wrr].]", (FreeNote((Run("Zie "), Cite((Reference("wrr"),)), Run("."))),)),
        ("{{addressee.name}}", (MergeField("addressee.name"),)),
        ("{{ date }}", (MergeField("date"),)),
        ("**{{date}}**", (MergeField("date", BOLD),)),
        ("2~maart", (Run("2\u00a0maart"),)),
        ("regel\nvolgende", (Run("regel\nvolgende"),)),
    ],
)
def test_notation_means(notation, expected):
    assert only(notation) == expected


def test_an_empty_line_begins_a_new_paragraph():
    assert parse_text("een\n\n\ntwee").paragraphs == ((Run("een"),), (Run("twee"),))


def test_white_space_at_the_edge_of_emphasis_is_plain():
    assert text_of([[Run("een"), Run(" twee ", BOLD), Run("drie")]]).paragraphs == (
        (Run("een "), Run("twee", BOLD), Run(" drie")),
    )


def test_white_space_at_the_edge_of_emphasis_is_plain_in_a_note_too():
    assert only("^[**[@a] wo**]") == (FreeNote((Cite((Reference("a"),)), Run(" "), Run("wo", BOLD))),)


def test_the_inner_one_of_two_links_stays():
    assert only("[a [b](https://b.nl)](https://a.nl)") == (
        Run("a ", SITE),
        Run("b", Format(href="https://b.nl")),
    )


def test_the_inner_one_of_two_languages_stays():
    assert only("[a [b]{lang=fr}]{lang=en}") == (Run("a ", ENGLISH), Run("b", Format(language="fr")))


def test_a_link_may_stand_in_another_language():
    assert only("[[a](https://a.nl)]{lang=en}") == (Run("a", Format(href="https://a.nl", language="en")),)


def test_a_note_keeps_its_place_within_a_link():
    assert only("[a[@k]b](https://a.nl)") == (Run("a", SITE), Cite((Reference("k"),)), Run("b", SITE))


@pytest.mark.parametrize("sign", "\\*[]~{^@")
def test_a_backslash_makes_any_sign_literal(sign):
    assert only("\\" + sign) == (Run(sign),)


@pytest.mark.parametrize(
    "words", [r"\[@wrr]", r"[\@wrr]", r"^\[noot]", r"\*x\*", r"\{{x}}", r"[a\](https://a.nl)"]
)
def test_escaped_notation_is_words(words):
    assert runs_of(parse_text(words)) == words.replace("\\", "")
    assert all(isinstance(inline, Run) for inline in parse_text(words).inlines)


@pytest.mark.parametrize(
    "words",
    [
        "2 * 3",
        "a * b * c",
        "**",
        "* punt",
        "****vet****",
        "[tussen haken]",
        "[",
        "]",
        "^",
        "^[]",
        "[]",
        "[](https://a.nl)",
        "[]{lang=en}",
        "[a]{lang=e}",
        "[a]{lang=}",
        "[a](b)",
        "{{}}",
        "{{a b}}",
        "{a}",
        "naam@voorbeeld.nl",
        "[naam@voorbeeld.nl]",
        "[@]",
        "[zie @wrr]",
        "[@wrr @rvs]",
        "a\\",
    ],
)
def test_what_is_not_notation_is_literal(words):
    assert only(words) == (Run(words),)


def test_a_delimiter_without_partner_is_literal():
    assert only("**a") == (Run("**a"),)
    assert only("a *b **c** d") == (Run("a *b "), Run("c", BOLD), Run(" d"))


@pytest.mark.parametrize(
    "address",
    [
        "http://a.nl",
        "https://a.nl/b_(c)",
        "https://a.nl/~jan/*/[1]/{{x}}",
        "HTTPS://A.NL",
        "mailto:a@b.nl",
        "tel:+31301234567",
    ],
)
def test_a_link_leads_to_a_site_an_address_or_a_telephone(address):
    assert only(f"[hier]({address})") == (Run("hier", Format(href=address)),)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "ftp://a.nl",
        "//a.nl",
        "https://a b",
        "",
    ],
)
def test_a_link_to_anything_else_is_literal(address):
    assert runs_of(parse_text(f"[hier]({address})")) == f"[hier]({address})"
    assert not any(inline.format.href for inline in parse_text(f"[hier]({address})").inlines)


def test_brackets_deeper_than_the_limit_are_literal():
    deep = "[" * (MAX_DEPTH + 1) + "x" + "]{lang=en}" * (MAX_DEPTH + 1)
    assert only(deep) == (Run("[x]{lang=en}", ENGLISH),)


def test_a_note_in_a_note_is_literal_when_read():
    assert only("^[a ^[b] c]") == (FreeNote((Run("a ^[b] c"),)),)


def test_a_note_in_a_note_becomes_part_of_it_when_built():
    inner = FreeNote((Run("b"),))
    assert text_of([[FreeNote((Run("a "), inner, Run(" c")))]]) == parse_text("^[a b c]")


def test_paragraphs_in_a_note_become_lines():
    assert text_of([[FreeNote((Run("a\n\nb"),))]]) == parse_text("^[a\nb]")


def test_a_note_that_says_nothing_is_left_out():
    assert text_of([[Run("a"), FreeNote((Run(""),)), FreeNote(())]]) == parse_text("a")


def test_a_paragraph_break_within_a_run_parts_its_emphasis():
    assert text_of([[Run("a\n\nb", BOLD)]]).paragraphs == ((Run("a", BOLD),), (Run("b", BOLD),))


@pytest.mark.parametrize(
    "inlines",
    [
        [Run("a\n", BOLD), Run("\nb")],
        [Run("a\n"), Run("\n", BOLD), Run("\nb")],
        [Run("a\n\n"), Run("\nb", BOLD)],
        [Run("a\r\n"), Run("\r\nb", BOLD)],
    ],
)
def test_two_runs_that_meet_in_line_breaks_are_two_paragraphs(inlines):
    assert [runs_of(Text((paragraph,))) for paragraph in text_of([inlines]).paragraphs] == ["a", "b"]


def test_literal_words_survive_as_they_are():
    assert runs_of(plain_text("2*3 [@x] {{y}} ~ \\")) == "2*3 [@x] {{y}} ~ \\"
    assert plain_text("gewoon") == parse_text("gewoon")


def test_words_that_begin_with_an_at_sign_within_a_link_are_not_a_citation():
    text = text_of([[Run("@wrr", SITE)]])
    assert only(unparse_text(text)) == (Run("@wrr", SITE),)


# ---- clean


def test_an_accent_becomes_one_character_with_its_letter():
    assert only(f"caf{E_ACUTE}") == (Run("café"),)


def test_an_accent_kept_apart_by_an_escape_becomes_one_with_its_letter():
    assert only("e\\\u0301") == (Run("é"),)


def test_words_in_composed_letters_are_returned_as_they_are():
    words = "Ge\u00efnteresseerd in patiënten"
    assert clean(words) is words


def test_the_name_of_a_field_may_be_written_with_loose_accents():
    assert only(f"{{{{pr{E_ACUTE}nom}}}}") == (MergeField("prénom"),)


@pytest.mark.parametrize("words", ["a\r\nb", "a\rb", "a\u2028b", "a  \nb", "a\t\nb"])
def test_every_line_end_is_a_newline(words):
    assert clean(words) == "a\nb"


def test_a_paragraph_separator_begins_a_paragraph():
    assert len(parse_text("a\u2029b").paragraphs) == 2


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\x7f", "\ufeff", "\ufffc", "\ufdd0", "\uffff", "\ud800"])
def test_characters_that_no_document_may_hold_disappear(sign):
    assert clean(f"a{sign}b") == "ab"


def test_a_tab_is_a_space():
    assert clean("a\tb") == "a b"


def test_line_breaks_that_meet_across_runs_of_a_link_part_paragraphs():
    link = Format(href="https://a.nl", language="en")
    assert text_of([[Run("\n ", link), Run("\n", link)]]) == Text()
    assert text_of([[Run("a\n ", link), Run(" "), Run("\nb", link)]]) == text_of(
        [[Run("a", link)], [Run("b", link)]]
    )
