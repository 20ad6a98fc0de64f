"""What was typed on a keyboard is set as print has it; a bound space is shown as `~`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.compose.typography import set_spans, typeset
from composer.model.flow import Columns, FlowDocument, Group, Item, Note, PageBreak, Para, Region, Span
from composer.model.template import Typography
from tests.builders import bullets as bulleted
from tests.builders import item, letter, notes, paragraph, request, said, section, source, texts

ALL = Typography()
NOTHING = Typography(quotes=False, spaces=False, dashes=False)


def printed(words: str, language: str = "nl", typography: Typography = ALL) -> str:
    """Returns words as they are set, a bound space as in the notation."""
    assert "~" not in words
    (span,) = set_spans((Span(words),), language, typography)
    return span.text.replace("\u00a0", "~")


def joined(*spans: Span, language: str = "nl") -> str:
    return "|".join(span.text.replace("\u00a0", "~") for span in set_spans(spans, language, ALL))


# ---- spaces


@pytest.mark.parametrize(
    "words",
    [
        "op 2~maart 2026",
        "van 28~februari tot 1~maart",
        "art.~3 en artikel~5, lid~2",
        "Artikel~12 (p.~12, blz.~3)",
        "hoofdstuk~II en bijlage~A.",
        "sub~a, onder~b, maar onder u",
        "nr.~4 van dossier 36~410",
        "€~50 en 10~% of 10~procent",
        "€~19,2~miljoen voor 120~m² en 20~mm",
        "om 14.00~uur",
        "dr.~Jansen en mr.~drs.~A.~de Vries",
        "Prof.~dr.~J.~P.~Balkenende",
        "J.P.~Balkenende en Th.~van 't Hoff",
        "een tekst~– en nog een",
        "Kader~3 en §~4",
    ],
)
def test_what_belongs_together_stays_on_one_line(words):
    assert printed(words.replace("~", " "), typography=Typography(quotes=False)) == words


@pytest.mark.parametrize(
    "words",
    [
        "in 2024 maart en april",
        "in 2024 412 huishoudens",
        "maart 2026",
        "de artikelen van dit jaar",
        "een dr. zonder naam",
        "2 maarten",
        "vijf procent",
        " 3 ",
        "3\u00a0 maart",
        "5 ",
        "zo is 3 beter",
        "– eerst",
        "wat –",
    ],
)
def test_what_does_not_belong_together_may_be_parted(words):
    assert printed(words) == words.replace("\u00a0", "~")


@pytest.mark.parametrize(
    "words",
    [
        "on 2~March or March~2, 2026",
        "on the 2nd~March",
        "Art.~3, Section~4 and Annex~A",
        "£~50, 5~per cent and 3~million",
        "Mr~Smith, Mrs.~A.~B.~Jones and Sir~J.~van der Berg",
        "No.~4, p.~12, at 10~a.m.",
    ],
)
def test_english_has_words_of_its_own(words):
    assert printed(words.replace("~", " "), "en-GB") == words


def test_the_language_of_the_words_decides():
    assert printed("op 2 March", "nl") == "op 2 March"
    assert printed("am 2. März, S. 12", "de") == "am 2.~März, S.~12"
    assert printed("op 2 maaie, side 3", "fy") == "op 2~maaie, side~3"
    assert printed("le 2 mars, p. 12", "fr") == "le 2 mars, p.~12"


def test_an_initial_at_the_end_of_a_line_of_an_address_binds_nothing():
    assert printed("A. de Vries\nPostbus 1\n2 maart") == "A.~de Vries\nPostbus 1\n2~maart"


# ---- quotation marks


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ('Hij zei: "nee".', "Hij zei: “nee”."),
        ("Hij zei: 'nee'.", "Hij zei: ‘nee’."),
        ("\"Hij zei 'nee'\" (\"'ja'\")", "“Hij zei ‘nee’” (“‘ja’”)"),
        ("zo'n foto's van A4's, Mozes' wet", "zo’n foto’s van A4’s, Mozes’ wet"),
        ("'s Avonds in 's-Hertogenbosch 't licht aan", "’s Avonds in ’s-Hertogenbosch ’t licht aan"),
        ("de letter 's' en 'n huis", "de letter ‘s’ en ’n huis"),
        ("de jaren '80 en '90", "de jaren ’80 en ’90"),
        ("'k Weet het", "’k Weet het"),
        ("'ok zonder eind", "’ok zonder eind"),
        ('5\' 10" en een scherm van 27"', '5\' 10" en een scherm van 27"'),
        ('het akkoord "Parijs 2015" geldt', "het akkoord “Parijs 2015” geldt"),
        ("het plan 'Ruimte 2030' geldt", "het plan ‘Ruimte 2030’ geldt"),
        ('"De eerste alinea van een citaat', "“De eerste alinea van een citaat"),
        ('en de laatste"', "en de laatste”"),
        ("een \" en een ' apart", "een \" en een ' apart"),
        ('“al goed” en "nog niet"', "“al goed” en “nog niet”"),
        ("‘al goed, zo’n 5' breed’", "‘al goed, zo’n 5’ breed’"),
        ('"wacht..."', "“wacht…”"),
        ('"a "b" c"', "“a “b” c”"),
    ],
)
def test_straight_signs_become_quotation_marks_and_apostrophes(typed, expected):
    assert printed(typed, typography=Typography(spaces=False)) == expected


@pytest.mark.parametrize(
    ("typed", "language", "expected"),
    [
        ("It's 'tis the cities' plan", "en", "It’s ’tis the cities’ plan"),
        ("He said 'no' in the '90s", "en", "He said ‘no’ in the ’90s"),
        ("\"Er sagt 'gut'\", geht's?", "de", "„Er sagt \u201agut‘“, geht’s?"),
        ("l'eau dit \"non\" et 'oui'", "fr", "l’eau dit \"non\" et 'oui'"),
    ],
)
def test_every_language_has_its_own_marks_and_an_unknown_one_only_apostrophes(typed, language, expected):
    assert printed(typed, language) == expected


# ---- dashes and ellipses


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("en - dus - ja", "en – dus – ja"),
        ("in 2020 - dus eerder", "in 2020 – dus eerder"),
        ('"nee" - zei hij', "“nee” – zei hij"),
        ("10 - 20", "10 - 20"),
        ("- eerst\n- daarna", "- eerst\n- daarna"),
        ("pp. 12-15 en blz. 3-5", "pp. 12–15 en blz. 3–5"),
        ("artikelen 3-5", "artikelen 3–5"),
        ("p. 15-12", "p. 15-12"),
        ("artikel 2-1", "artikel 2-1"),
        ("van 2020-2024", "van 2020–2024"),
        ("kenmerk SK-2020-2024", "kenmerk SK-2020-2024"),
        ("2024-2020", "2024-2020"),
        ("2-3 procent en 1,5-2 %", "2–3 procent en 1,5–2 %"),
        ("op 2026-02-26, bel 030-1234567", "op 2026-02-26, bel 030-1234567"),
        ("een VWS-begroting van de 50-plussers", "een VWS-begroting van de 50-plussers"),
        ("wacht...", "wacht…"),
        ("(...) en ...dan", "(…) en …dan"),
        ("....", "...."),
    ],
)
def test_dashes_and_ellipses_are_set_where_it_is_sure(typed, expected):
    assert printed(typed, typography=Typography(spaces=False)) == expected


# ---- what is left alone


@pytest.mark.parametrize(
    "words",
    [
        'https://a.nl/x\'y...z?q="1"&jaar=2020-2024',
        "www.a.nl/'s-avonds",
        "d'artagnan@example.org",
        "`de 'code' - van 2 maart...`",
        "foo_bar's",
        'naam="waarde"',
        "C:\\map\\'a'",
        "a.b/2020-2024",
        "voorbeeld.example/'s-plan",
        "../...",
    ],
)
def test_addresses_and_code_stay_as_they_are(words):
    assert printed(words) == words
    assert printed(f"zie {words} daar") == f"zie {words} daar"


def test_what_is_around_an_address_is_set():
    assert (
        printed('de "https://a.nl/x\'y" en "zo foo_bar", (p. 3)')
        == "de “https://a.nl/x'y” en “zo foo_bar”, (p.~3)"
    )
    assert printed("... a=b... 'foo_bar'") == "… a=b... ‘foo_bar’"


def test_a_look_up_that_failed_and_the_mark_of_a_note_stay_as_they_are():
    failed = Span("⟦it's-1...?⟧", unknown=True)
    assert joined(Span('"'), failed, Span('" op 2'), Span("1", note=1), Span(" maart...")) == (
        f"“|{failed.text}|” op 2|1|~maart…"
    )
    assert joined(failed) == failed.text
    assert joined(Span("12", note=12)) == "12"


def test_what_is_right_is_the_same_object():
    for spans in ((Span("een woord"),), (Span("een"), Span(" woord", bold=True)), ()):
        assert set_spans(spans, "nl", ALL) is spans


@pytest.mark.parametrize(
    ("typography", "expected"),
    [
        (Typography(quotes=False), "'t is 2~maart~– wacht…"),
        (Typography(spaces=False), "’t is 2 maart – wacht…"),
        (Typography(dashes=False), "’t is 2~maart - wacht..."),
        (NOTHING, "'t is 2 maart - wacht..."),
    ],
)
def test_a_template_can_leave_each_of_them_off(typography, expected):
    assert printed("'t is 2 maart - wacht...", typography=typography) == expected


# ---- over the borders of spans


def test_quotation_marks_find_their_partner_in_another_span():
    assert joined(Span('zegt "'), Span("nee", bold=True), Span('".')) == "zegt “|nee|”."
    assert joined(Span("het plan '"), Span("Ruimte 2030'", italic=True)) == "het plan ‘|Ruimte 2030’"


def test_a_space_finds_its_neighbours_in_other_spans():
    assert joined(Span("op 2"), Span(" maart", bold=True)) == "op 2|~maart"
    assert joined(Span("artikel "), Span("5", bold=True)) == "artikel~|5"


def test_words_in_another_language_are_set_in_theirs():
    assert joined(Span("op 2 maart, "), Span("on 2 March", language="en")) == "op 2~maart, |on 2~March"
    assert joined(Span("on 2 March"), language="nl") == "on 2 March"


# ---- whole documents


def para(words: str, language: str = "") -> Para:
    return Para(spans=(Span(words),), language=language, label=(Span("1 - 'a'"),))


def test_every_part_of_a_document_is_set_but_labels_are_not():
    document = FlowDocument(
        title="2 maart",
        language="nl",
        regions=(Region("address", (para("2 maart"),)),),
        body=(
            para("2 March", "en"),
            Group(children=(Item(label=(Span("'a'"),), children=(para("2 maart"),), style="x"),)),
            Columns(columns=((para("2 maart"),), ()), weights=(1.0, 1.0)),
            PageBreak(),
        ),
        notes=(Note(1, para("2 maart")),),
        foot=((Span("2 maart"),),),
    )
    made = typeset(document, ALL)
    group, columns, page_break = made.body[1:]
    set_paras = [made.regions[0].paras[0], made.body[0], made.notes[0].body, columns.columns[0][0]]
    set_paras.append(group.children[0].children[0])
    assert {one.spans[0].text for one in set_paras} == {"2\u00a0maart", "2\u00a0March"}
    assert {one.label for one in set_paras} == {(Span("1 - 'a'"),)}
    assert group.children[0].label == (Span("'a'"),)
    assert made.foot == ((Span("2\u00a0maart"),),)
    assert (made.title, page_break) == ("2 maart", PageBreak())
    assert typeset(document, NOTHING) is document


def test_a_document_is_set_as_its_template_says():
    blocks = (
        paragraph("Op 2 maart[@a, p. 3-5] 'nee'"),
        section("'Plan' A", request("*Regel* 'dit'")),
        bulleted(item("zo'n")),
        paragraph("It's 2 March", language="en"),
    )
    document = letter(*blocks, sources=(source("a", title="Zo'n plan"),))
    made = said(document, typography=ALL)
    assert texts(made) == ["Op 2\u00a0maart1 ‘nee’", "‘Plan’ A", "Regel ‘dit’", "zo’n", "It’s 2\u00a0March"]
    assert notes(made) == ["Zo’n plan, p.\u00a03–5"]
    assert texts(said(document))[0] == "Op 2 maart1 'nee'"


# ---- rules that hold for any words

SIGNS = st.sampled_from(
    (
        *" '\"-.…–“”‘’012\n\u00a0(€`_@",
        " - ",
        "...",
        "2-3 %",
        "p. ",
        "A.",
        "'s",
        "x",
        "maart",
        "dr. ",
        "http://a ",
    )
)
WORDS = st.lists(SIGNS, max_size=14).map("".join)
LANGUAGES = st.sampled_from(("nl", "en", "de", "fr", "nl-BE", "x"))


@given(WORDS, LANGUAGES)
def test_twice_is_as_once(words, language):
    (once,) = set_spans((Span(words),), language, ALL)
    assert set_spans((once,), language, ALL) == (once,)


@given(WORDS, LANGUAGES)
def test_only_signs_change_and_only_into_their_like(words, language):
    (span,) = set_spans((Span(words),), language, Typography(dashes=False))
    like = {" ": " \u00a0", "'": "'’‘\u201a", '"': '"“”„'}
    assert len(span.text) == len(words)
    assert all(new in like.get(old, old) for old, new in zip(words, span.text, strict=True))


@given(st.lists(WORDS, min_size=1, max_size=4), LANGUAGES)
def test_where_spans_are_divided_makes_no_difference(parts, language):
    parts = [part.replace(".", "") for part in parts]  # three full stops are found within a span only
    apart = set_spans(tuple(Span(part, bold=bool(i % 2)) for i, part in enumerate(parts)), language, ALL)
    assert "".join(span.text for span in apart) == set_spans((Span("".join(parts)),), language, ALL)[0].text


@pytest.mark.parametrize("sign", ["'", '"', "`", "'a ", '"a ', "a_", "...", "2-", "1 ", "- ", "A.", "www."])
def test_a_hostile_text_is_set_without_end_of_patience(sign):
    words = sign * 50_000
    set_spans((Span(words),), "nl", ALL)
