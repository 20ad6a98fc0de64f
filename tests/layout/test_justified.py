"""Justified lines, in the fonts of the shipped house: filled exactly, even, without rivers, edges hung."""

import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from composer import resources
from composer.blocks.kind import texts_of
from composer.layout import paragraph
from composer.layout.fit import MOST_STRETCH, SHRINK, STRETCH
from composer.layout.lines import Line, Setting, set_lines
from composer.layout.margin import BEFORE, BEHIND
from composer.layout.rivers import rivers
from composer.layout.runs import Type
from composer.model.flow import Span
from composer.pdf.fonts import house_fonts
from composer.store.documents import read_document
from composer.store.templates import find_template

FONTS = house_fonts(find_template("demo/letter", ()).house)
FONT = FONTS.font("text", bold=False, italic=False)
BODY = Type(
    "text",
    10.5,
    14.5,
    bold=False,
    italic=False,
    align="justify",
    hyphenate=True,
    colour="ink",
    link_colour="link",
)
SPACE = FONT.space * BODY.size / 1000
# In these bold type has narrower spaces than the rest.
SERIFS = house_fonts(find_template("waterlanden/letter", ()).house)
# The measures of a letter, of an argument in it and of a narrow column.
MEASURES = (453.5, 433.5, 340.0)

SIGNS = st.sampled_from(["", "", "", ".", ",", ":", ";", "”", ")", "’", "–", "-", "…"])
WORDS = st.sampled_from(
    [
        "de",
        "verantwoordelijkheid",
        "‘zorg’",
        "“wonen",
        "€5",
        "VWS-begroting",
        "cliënten",
        "en/of",
        "’s",
        "i.p.v.",
    ]
)
TEXTS = st.lists(st.tuples(WORDS, SIGNS, st.sampled_from("    \u00a0")), min_size=1, max_size=90).map(
    lambda parts: "".join(word + sign + space for word, sign, space in parts).rstrip(" \u00a0")
)


def setting(*spans: Span | str, width: float = 453.5, **changes) -> Setting:
    made = tuple(Span(span) if isinstance(span, str) else span for span in spans)
    return set_lines.__wrapped__(made, BODY._replace(**changes), width, "nl", FONTS)


def shown(line: Line) -> str:
    return "".join(" " if word is None else word.text for piece in line.pieces for word in piece.words)


def gaps(line: Line) -> int:
    return shown(line).rstrip(" ").count(" ")


def hang(line: Line) -> float:
    """Return how far the last sign of a line is to stand over the right edge."""
    sign = shown(line).rstrip(" ")[-1:]
    glyph = "-" if sign == "\u00ad" else sign
    return BEHIND.get(sign, 0.0) * FONT.shape(glyph).advances[0] * BODY.size / 1000 if sign else 0.0


def end(line: Line) -> float:
    return line.x + line.width + gaps(line) * line.stretch


def shipped_paragraphs() -> list[str]:
    samples = sorted((resources.templates() / "demo" / "samples").glob("*.yaml"))
    documents = [document for document in map(read_document, samples) if document.language == "nl"]
    texts = (text.plain for document in documents for block in document.walk() for _, text in texts_of(block))
    return [line for text in texts for line in text.split("\n") if len(line) > 200]


@given(TEXTS, st.floats(150, 500))
@settings(deadline=None, max_examples=150)
def test_every_line_but_the_last_fills_the_measure_to_its_hanging_sign(text, width):
    for line in setting(text, width=width).lines[:-1]:
        if gaps(line):
            assert end(line) == pytest.approx(width + hang(line), abs=0.001 * (gaps(line) + 1))


@given(TEXTS, st.floats(150, 500))
@settings(deadline=None, max_examples=150)
def test_the_text_is_what_it_was(text, width):
    lines = setting(text, width=width).lines
    assert "".join(map(shown, lines)).replace("\u00ad", "") == text.replace("\u00a0", " ")


@given(TEXTS, st.floats(150, 500))
@settings(deadline=None, max_examples=150)
def test_no_third_hyphen_no_space_too_narrow_and_the_last_line_within_the_measure(text, width):
    lines = setting(text, width=width).lines
    assert "hhh" not in "".join("h" if line.hyphenated else "." for line in lines)
    assert all(line.stretch >= -SHRINK * SPACE - 0.001 for line in lines if gaps(line))
    assert end(lines[-1]) <= width + hang(lines[-1]) + 0.01


def bold_and_plain(width: float) -> Setting:
    text = "De wachttijd voor een gewone afspraak daalde van negen naar vier dagen, " * 4
    spans = Span("Rust in de praktijk op elke dag. ", bold=True), Span(text)
    return set_lines.__wrapped__(spans, BODY, width, "nl", SERIFS)


def test_the_narrower_spaces_of_bold_type_are_no_tighter_than_others():
    bold = SERIFS.font("text", bold=True, italic=False).space * BODY.size / 1000
    assert bold < SERIFS.font("text", bold=False, italic=False).space * BODY.size / 1000
    tight = [line.stretch for width in range(250, 460, 2) for line in bold_and_plain(width).lines]
    assert -SHRINK * bold - 0.001 <= min(tight) < -0.9 * SHRINK * bold


def test_shipped_letters_have_even_lines_no_rivers_and_few_hyphens():
    texts = shipped_paragraphs()
    assert len(texts) > 10
    for width in MEASURES:
        made = [setting(text, width=width) for text in texts]
        lines = [line for one in made for line in one.lines[:-1]]
        assert all(line.stretch <= STRETCH * MOST_STRETCH * SPACE for line in lines)
        assert sum(line.hyphenated for line in lines) < len(lines) / 6
        assert not any(rivers(spaces(one), SPACE) for one in made)


def spaces(made: Setting) -> list[list[tuple[float, float]]]:
    """Return the word spaces of each line, from its left edge on."""
    rows = []
    for line in made.lines:
        x = line.x
        row = []
        for piece in line.pieces:
            for word in piece.words:
                if word is None:
                    row.append((x, x + SPACE + line.stretch))
                x += SPACE + line.stretch if word is None else word.width * BODY.size / 1000
        rows.append(row[: gaps(line)])
    return rows


def test_other_lines_are_chosen_where_total_fit_alone_leaves_a_river(monkeypatch):
    words = " ".join(shipped_paragraphs()).split()
    chance = random.Random(4)
    texts = [" ".join(chance.choices(words, k=90)) for _ in range(60)]

    def with_rivers() -> int:
        return sum(bool(rivers(spaces(setting(text)), SPACE)) for text in texts)

    dried = with_rivers()
    monkeypatch.setattr(paragraph, "RIVER", 0.0)
    assert dried < with_rivers() / 2


@pytest.mark.parametrize("sign", [".", ",", "-", ":", ";", "’", "”", "–"])
def test_small_signs_hang_over_the_right_edge_and_letters_do_not(sign):
    chance = random.Random(1)
    text = " ".join(chance.choice((f"woord{sign}", "ander", f"voorwaarde{sign}", "er")) for _ in range(400))
    ends = {shown(line).rstrip(" ")[-1]: end(line) for line in setting(text).lines[:-1]}
    assert ends[sign] - 453.5 > 0.15 * FONT.shape(sign).advances[0] * BODY.size / 1000
    assert ends["r"] == pytest.approx(453.5, abs=0.02)


def test_our_hyphen_hangs_like_a_hyphen_of_the_source():
    lines = setting(" ".join(["verantwoordelijkheidsverdeling"] * 40)).lines[:-1]
    hyphen = BEHIND["-"] * FONT.shape("-").advances[0] * BODY.size / 1000
    divided = [end(line) - 453.5 for line in lines if line.hyphenated]
    assert divided == pytest.approx([hyphen] * len(divided), abs=0.02)
    assert divided


def test_an_opening_quotation_mark_hangs_over_the_left_edge():
    lines = setting(" ".join(["‘aangehaald’"] * 60)).lines
    quote = BEFORE["‘"] * FONT.shape("‘").advances[0] * BODY.size / 1000
    hung = [line.x for line in lines if shown(line)[0] == "‘"]
    assert set(hung) == {-round(quote, 3)}
    assert all(line.x == 0 for line in lines if shown(line)[0] != "‘")


def test_behind_the_mark_of_a_note_nothing_hangs():
    lines = setting(*(part for _ in range(40) for part in ("wonen.", Span("1", note=1), " "))).lines
    assert all(end(line) == pytest.approx(453.5, abs=0.05) for line in lines[:-1])


@pytest.mark.parametrize("align", ["left", "right", "center"])
def test_in_a_ragged_setting_nothing_hangs(align):
    for line in setting(" ".join(["‘aangehaald’."] * 60), align=align).lines:
        assert line.x >= 0
        assert line.x + line.width <= 453.5
        assert line.stretch == 0


def test_a_no_break_space_stretches_like_any_other():
    text = " ".join(["op 2\u00a0maart 2026 te Den\u00a0Haag vergaderen"] * 12)
    lines = setting(text).lines
    assert not any(shown(line).endswith(("2 ", "Den ")) for line in lines)
    for line in lines[:-1]:
        assert end(line) == pytest.approx(453.5 + hang(line), abs=0.02)


def test_a_narrow_no_break_space_keeps_its_width_and_its_words():
    text = " ".join(["te betalen 12\u202f000 euro en"] * 20)
    for line in setting(text).lines:
        assert shown(line).count("12") == shown(line).count("12\u202f000")


def test_lines_in_several_fonts_fill_the_measure_too():
    parts = [
        Span("Gemeenten "),
        Span("vragen u, ", bold=True),
        Span("met klem", italic=True),
        Span(", te kiezen. "),
    ]
    for line in setting(*(parts * 14)).lines[:-1]:
        last = line.pieces[-1]
        assert line.x + last.x + last.width == pytest.approx(end(line), abs=0.01)
        assert -0.02 <= end(line) - 453.5 < 2.5


def test_a_column_too_narrow_for_even_lines_is_still_set():
    lines = setting("Onze verantwoordelijkheidsverdeling is onmisbaar", width=70.0).lines
    assert all(end(line) < 75 for line in lines)
    assert all(below.width for _, below in pairwise(lines))
