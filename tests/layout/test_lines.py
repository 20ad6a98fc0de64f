import pytest

from composer.layout import words as layout_words
from composer.layout.lines import Setting, set_lines
from composer.layout.runs import Run, Type
from composer.model.flow import Span
from tests.halfem import METRICS, HalfEm, HalfEmMetrics

TEN = Type(
    "text",
    10.0,
    14.0,
    bold=False,
    italic=False,
    align="left",
    hyphenate=True,
    colour="ink",
    link_colour="link",
)


def setting(*spans: Span | str, width: float = 100.0, language: str = "", **changes) -> Setting:
    spans = tuple(Span(span) if isinstance(span, str) else span for span in spans)
    return set_lines(spans, TEN._replace(**changes), width, language, METRICS)


def run_of(text: str) -> Run:
    return Run(text, METRICS.font("text", bold=False, italic=False), 10.0, 0.0, "ink", 0)


def words(made: Setting) -> list[str]:
    return [
        "".join(" " if word is None else word.text for piece in line.pieces for word in piece.words)
        for line in made.lines
    ]


def test_twenty_characters_of_ten_points_fill_a_line_of_a_hundred():
    made = setting("aaaaa bbbbb cccccccc ddd")
    assert words(made) == ["aaaaa bbbbb cccccccc ", "ddd"]
    assert [line.width for line in made.lines] == [100.0, 15.0]


def test_every_line_but_the_last_ends_with_a_space_so_that_extracted_words_stay_apart():
    assert words(setting("aaaaaaaaaaaa bbbbbbbbbbbb cc")) == ["aaaaaaaaaaaa ", "bbbbbbbbbbbb cc"]


def test_nothing_at_all_is_one_empty_line():
    assert words(setting()) == [""]


def test_a_newline_ends_the_line():
    assert words(setting("Postbus 1\nUtrecht")) == ["Postbus 1 ", "Utrecht"]


def test_an_empty_line_between_two_newlines_stays():
    assert words(setting("a\n\nb")) == ["a ", "", "b"]


def test_a_no_break_space_keeps_its_words_together():
    assert words(setting("aaaaaaaaaaaaaaa 2\u00a0maart", width=100.0)) == ["aaaaaaaaaaaaaaa ", "2 maart"]


def test_a_narrow_no_break_space_is_part_of_its_word_or_else_a_no_break_space():
    class WithoutNarrow(HalfEm):
        def covers(self, character: str) -> bool:
            return character != "\u202f"

    lacking = HalfEmMetrics()
    lacking.only = WithoutNarrow()
    text = (Span("aaaaaaaaaaaaaaa 12\u202f000"),)
    assert words(set_lines(text, TEN, 100.0, "", METRICS)) == ["aaaaaaaaaaaaaaa ", "12\u202f000"]
    without = set_lines(text, TEN, 100.0, "", lacking)
    assert words(without) == ["aaaaaaaaaaaaaaa ", "12 000"]
    assert not without.missing


def test_a_divided_word_ends_with_a_soft_hyphen():
    made = setting("zzzzzzzzzz verantwoordelijkheid", width=100.0, language="nl")
    assert words(made)[0].endswith("\u00ad")
    assert made.lines[0].hyphenated
    assert "".join(words(made)).replace("\u00ad", "") == "zzzzzzzzzz verantwoordelijkheid"


def test_a_word_is_never_divided_without_a_language():
    assert not any(line.hyphenated for line in setting("zzzzzzzzzz verantwoordelijkheid").lines)


def test_at_most_two_lines_in_a_row_end_with_a_hyphen():
    made = setting("verantwoordelijkheidsverdeling " * 12, width=70.0, language="nl")
    hyphenated = "".join("h" if line.hyphenated else "." for line in made.lines)
    assert "hhh" not in hyphenated


def test_a_word_wider_than_the_line_is_broken_where_the_line_is_full_and_told():
    made = setting("aa", " " + "x" * 50, " bb")
    assert words(made) == ["aa " + "x" * 17, "x" * 20, "x" * 13 + " bb"]
    assert all(line.width <= 100.0 for line in made.lines)
    assert made.overfull == ("x" * 50,)


def test_an_address_may_break_after_its_separators():
    made = setting("https://stedenkring.example/themas/wonen", width=100.0)
    assert words(made) == ["https://", "stedenkring.example/", "themas/wonen"] or len(made.lines) > 1
    assert not made.overfull


def test_a_compound_breaks_after_its_own_hyphen_without_a_second_one():
    made = setting("aaaaaaaaaaaaaaa VWS-begroting", width=100.0)
    assert words(made) == ["aaaaaaaaaaaaaaa VWS-", "begroting"]


def test_justified_lines_fill_the_measure_exactly():
    made = setting(
        "een twee drie vier vijf zes zeven acht negen tien elf twaalf", width=95.0, align="justify"
    )
    for line in made.lines[:-1]:
        gaps = sum(word is None for piece in line.pieces for word in piece.words) - 1
        assert line.width + gaps * line.stretch == pytest.approx(95.0, abs=0.01 * gaps)
    assert made.lines[-1].stretch <= 0


def test_a_line_at_the_right_or_in_the_middle_is_moved_there():
    assert setting("aaaa", align="right").lines[0].x == 80.0
    assert setting("aaaa", align="center").lines[0].x == 40.0


def test_a_mark_is_small_and_raised_and_its_line_knows_the_note():
    made = setting("rapporten", Span("1", note=1), " staat")
    assert made.lines[0].notes == (1,)
    mark = made.runs[1]
    assert mark.size < 10
    assert mark.rise > 0
    assert words(made) == ["rapporten1 staat"]


def test_a_mark_never_leaves_its_word():
    made = setting("aaaaaaaaaaaaaaaaaaa", Span("1", note=1), " b", width=100.0)
    assert words(made)[0] == "aaaaaaaaaaaaaaaaaaa1 "


def test_a_character_that_no_font_has_is_told_and_shown_as_its_number():
    made = setting("a ☃ b")
    assert made.missing == ("☃",)
    assert words(made) == ["a [U+2603] b"]


def test_the_same_words_in_the_same_type_are_the_same_object():
    assert setting("aaa", width=77.0) is setting("aaa", width=77.0)
    assert setting("aaa", width=77.0) is not setting("aaa", width=78.0)


def test_a_font_forgets_its_words_when_they_are_too_many(monkeypatch):
    monkeypatch.setattr(layout_words, "MOST_WORDS", 3)
    made = set_lines((Span("a b c d e f g"),), TEN, 99.0, "", HalfEmMetrics())
    assert words(made) == ["a b c d e f g"]
    kept = layout_words.words_of(made.font)
    assert len(kept) <= 3
    assert kept["a"].text == "a"


def test_several_spaces_and_spaces_at_the_ends_are_kept():
    assert words(setting(" a  b ")) == [" a  b "]
