"""What other programs copy becomes clean blocks; what is hostile becomes little, and soon."""

import base64
import itertools
import random

import pytest

from composer.app.foreign import from_html
from composer.imports import guess, limits
from composer.imports.draft import Line
from composer.imports.html import read_html
from composer.imports.plain import read_plain
from composer.model.document import walk
from composer.model.text import FreeNote, Run
from tests.app.test_stretch import said
from tests.imports.dumps import BROWSER, GOOGLE, LIBREOFFICE, OUTLOOK, WORD
from tests.pictures import png


def ids(draft) -> list[str]:
    return [finding.id for finding in draft.findings]


def test_word():
    draft = read_html(WORD)
    assert said(draft.blocks) == [
        "Heading: Gezonde en weerbare stad",
        (
            "Paragraph: In de week van **2~maart** spreekt u *over*"
            " [de begroting](https://stedenkring.example/wonen%20%282026%29).^[Rekenkamer, *Kiezen*.]"
        ),
        "List: het eerste | wat daarin staat | het nieuwe tweede",
        "Section: Maak besluiten gelijk",
        "  Argument: Steden en corporaties wachten.",
        "    Request: Zorg voor een snelle wet.",
        "Table: Jaar | Bedrag | 2026 | €~3",
    ]
    assert draft.blocks[-1].header
    assert ids(draft) == ["paste-deletions", "paste-comments", "paste-pictures"]
    assert draft.findings[0].sentence == "Left out: deleted text of tracked changes (1)."


def test_outlook():
    assert said(read_html(OUTLOOK).blocks) == [
        "Paragraph: Beste allen,",
        "List: punt een | punt twee",
        "Paragraph: **Van:** Iemand <iemand@stedenkring.example>\n**Onderwerp:** Brief",
        "Paragraph: Alleen opmaak.",
    ]
    assert ids(read_html(OUTLOOK)) == []


def test_libreoffice():
    draft = read_html(LIBREOFFICE)
    assert said(draft.blocks) == [
        "Heading: Wonen",
        "Paragraph: **Vet** en *cursief* ^[Een noot.]",
        "List: eerste | tweede | dieper",
        "Table: Kop A | Kop B | 1 | 2\n3",
    ]
    assert draft.blocks[0].level == 2
    assert draft.blocks[2].marker == "letter"


def test_google_docs():
    draft = read_html(GOOGLE)
    assert said(draft.blocks) == [
        "Heading: Kop",
        "Paragraph: **vet** *schuin* gewoon",
        "List: een | diep | twee",
    ]
    assert draft.blocks[2].marker == "number"
    assert [len(item.items) for item in draft.blocks[2].items] == [1, 0]


def test_a_browser():
    draft = read_html(BROWSER.format(png=base64.b64encode(png(4, 4)).decode()))
    assert said(draft.blocks) == [
        "Heading: Nieuws",
        "Paragraph: Een knop, een verwijzing en een [adres](mailto:a@b.example).",
        "Quotation: Wat zij zei.\n\nEn nog iets.",
        "Paragraph: regel 1\nregel 2",
        "Figure:",
        "Paragraph: Bijschrift",
    ]
    figure = draft.blocks[4]
    assert (figure.alt, draft.pictures[0].name) == ("Foto", figure.image)
    clip = from_html(BROWSER.format(png=base64.b64encode(png(4, 4)).decode())).clip
    assert clip.media[0].data == png(4, 4)


def test_a_broken_picture_is_left_out_and_said():
    broken = base64.b64encode(png(4, 4)[:40]).decode()
    found = from_html(
        f'<p>x</p><img src="data:image/png;base64,{broken}"><img src="data:image/png;base64,A">'
    )
    assert said(found.clip.blocks) == ["Paragraph: x"]
    assert [one.id for one in found.findings] == ["paste-pictures", "paste-picture"]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("een <b>twee</b>", ["Paragraph: een **twee**"]),
        ("<p>een<p>twee", ["Paragraph: een", "Paragraph: twee"]),
        ("<ul><li>een<li>twee</ul>", ["List: een | twee"]),
        ("<ul><li><p>een</p><p>verder</p></li></ul>", ["List: een\nverder"]),
        ("<ol type=a><li>een</ol>", ["List: een"]),
        ("<p>een&nbsp;&nbsp; twee\n drie&nbsp;</p>", ["Paragraph: een twee drie"]),
        ("<p>een<br>  twee<br></p>", ["Paragraph: een\ntwee"]),
        ("<table><tr><td>a<table><tr><td>b<td>c</table><td>d</table>", ["Table: a\nb\nc | d"]),
        ("<table><tr><td colspan=2>a<td>b<tr><td>c</table>", ["Table: a | b | c"]),
        ("<table><tr><td></td><td></td></tr></table>", []),
        ("<table><tr><td>a<td>b", ["Table: a | b"]),
        ("<td>los</td><p>x", ["Paragraph: los", "Paragraph: x"]),
        ("<p>**geen** [notatie](https://x.nl)</p>", [r"Paragraph: \*\*geen\*\* \[notatie\](https://x.nl)"]),
        ("<p><b>Kort en vet</b></p><p>tekst</p>", ["Heading: Kort en vet", "Paragraph: tekst"]),
        ("<p><b>Alleen.</b></p><p>tekst</p>", ["Paragraph: **Alleen.**", "Paragraph: tekst"]),
        ("<p class=MsoTitle>T</p><p style='mso-outline-level:2'>U</p>", ["Heading: T", "Heading: U"]),
        ("<p>a<a href='#ftn9'>[9]</a></p>", ["Paragraph: a"]),
        ("</p></div>x</b>", ["Paragraph: x"]),
        ("<dl><dt>a</dt><dd>b</dd></dl>", ["Paragraph: a", "Paragraph: b"]),
        ("<select><option>x</select><p>y", ["Paragraph: y"]),
        ("<p>x</p><hr><p>y", ["Paragraph: x", "Paragraph: y"]),
        ("<ul><ul><ul><ul><li>diep</ul></ul></ul></ul>", ["List: diep"]),
        ("<ul><li>a<ul><li>b<ul><li>c<ul><li>d</ul></ul></ul></ul>", ["List: a | b | c | d"]),
        ("<h6><b>klein</b></h6>", ["Heading: klein"]),
        ("<ol><li>a</li></ol><p>b</p><ul><li>c</li></ul>", ["List: a", "Paragraph: b", "List: c"]),
        ("<p></p>", []),
        ("", []),
        ("<", ["Paragraph: <"]),
    ],
)
def test_small_things(html, expected):
    assert said(read_html(html).blocks) == expected


# ---- marks


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("een", ["Paragraph: een"]),
        ("een\n\ntwee", ["Paragraph: een", "Paragraph: twee"]),
        ("- een\n- twee\n– drie", ["List: een | twee | drie"]),
        ("• een\n* twee", ["List: een | twee"]),
        ("1. een\n2. twee\n3) drie", ["List: een | twee | drie"]),
        ("a. een\nb. twee", ["List: een | twee"]),
        ("➢ doe dit", ["Request: doe dit"]),
        ("1. een", ["Paragraph: 1. een"]),
        ("A. de Vries\nslot", ["Paragraph: A. de Vries", "Paragraph: slot"]),
        ("12. maart\nslot", ["Paragraph: 12. maart", "Paragraph: slot"]),
        (
            "1. Titel\na. reden\n➢ doe\n➢ doe meer\nb. zonder\n2. Tweede\n➢ los\nslot",
            [
                "Section: Titel",
                "  Argument: reden",
                "    Request: doe",
                "    Request: doe meer",
                "  Argument: zonder",
                "Section: Tweede",
                "  Request: los",
                "Paragraph: slot",
            ],
        ),
        ("a. reden\n➢ doe", ["Argument: reden", "  Request: doe"]),
        ("Steden\nPostbus 1\n\nslot", ["Paragraph: Steden\nPostbus 1", "Paragraph: slot"]),
        (f"{'woord ' * 12}\nverder\n\nslot", [f"Paragraph: {'woord ' * 12}verder", "Paragraph: slot"]),
        ("a\tb\nc\td", ["Table: a | b | c | d"]),
        ("\r\n\u2029een\u2028twee", ["Paragraph: een", "Paragraph: twee"]),
        ("", []),
    ],
)
def test_marks_in_plain_words(words, expected):
    assert said(read_plain(words).blocks) == expected


# ---- too much


@pytest.mark.parametrize(
    "html",
    [
        "<a " * 100_000,
        "<!--" * 100_000,
        "<div>" * 100_000,
        "<table><tr><td>" * 40_000,
        "&#" * 100_000,
        "<![CDATA[" * 50_000,
        "<p style='" * 50_000,
        "<li>x" * 50_000,
        "<p>" + "<b>x</b>" * 20_000,
        "<ul>" * 5000 + "<li>x",
        "</p>" * 100_000,
        "<td colspan=999999999>" * 1000,
        "<table>" + "<tr><td colspan=50>x" * 2000,
        "\x00\ufffc\ud800<p>\u202e",
    ],
)
def test_hostile_html_ends_and_says_something(html):
    draft = read_html(html)
    assert isinstance(draft.blocks, tuple)
    assert all(block.children is not None for block in walk(draft.blocks))


def test_more_than_can_be_is_cut_and_said(monkeypatch):
    monkeypatch.setattr(limits, "LONGEST", 1000)
    assert ids(read_html("<p>woord</p>" * 200)) == ["paste-too-long"]
    assert ids(read_plain("woord\n" * 400)) == ["paste-too-long"]
    monkeypatch.setattr(limits, "LINES", 10)
    assert ids(read_plain("woord\n" * 40)) == ["paste-too-long"]
    assert len(read_plain("woord\n" * 40).blocks) == 10
    monkeypatch.setattr(limits, "ELEMENTS", 10)
    assert ids(read_html("<p>x</p>" * 20)) == ["paste-too-long"]
    monkeypatch.setattr(limits, "CELLS", 3)
    assert "paste-too-long" in ids(read_html("<table><tr><td>a<td>b<td>c<td>d<td>e<td>f</table>"))


def test_what_takes_too_long_ends(monkeypatch):
    monkeypatch.setattr(limits, "CHUNK", 100)
    ticks = itertools.count(0, 4)
    draft = read_html("<p>woord</p>" * 200, clock=lambda: next(ticks))
    assert ids(draft) == ["paste-too-long"]
    assert 0 < len(draft.blocks) < 60
    assert ids(read_html("<p>woord</p>" * 200, cancelled=lambda: True)) == ["paste-too-long"]


@pytest.mark.parametrize("seed", range(20))
def test_broken_dumps_never_raise(seed):
    dice = random.Random(seed)
    html = list(dice.choice((WORD, OUTLOOK, LIBREOFFICE, GOOGLE, BROWSER)))
    for _time in range(40):
        place = dice.randrange(len(html))
        html[place : place + dice.randrange(12)] = dice.choice(
            ("", "<", ">", "</p>", "<li>", "<td>", "&", '"', "\x00")
        )
    found = from_html("".join(html))
    assert all(not block.id for block in walk(found.clip.blocks))


def test_formats_that_change_at_every_word_are_left_out_and_said(monkeypatch):
    monkeypatch.setattr(limits, "FORMATS", 3)
    few, many = '<p>a <b>b</b> <i>c</i> <a href="https://e.example">d</a></p>', "<p>" + "<b>b</b> c " * 4
    draft = read_html(few + many + "</p><p>a<br>b</p>")
    assert said(draft.blocks) == [
        "Paragraph: a **b** *c* [d](https://e.example)",
        "Paragraph: b c b c b c b c",
        "Paragraph: a\nb",
    ]
    assert ids(draft) == ["paste-formats"]
    assert "(1)" in draft.findings[0].sentence


def test_words_of_one_format_are_one_run_however_many_elements_they_stood_in():
    (block,) = read_html("<p>" + "<span><i>x</i></span>" * 3000 + " <b>y</b></p>").blocks
    assert [len(run.text) for run in block.text.inlines] == [3000, 1, 1]


def test_a_note_asked_for_without_end_is_told_as_often_as_memory_bears(monkeypatch):
    monkeypatch.setattr(limits, "REPEATED", 25)
    mark, body = '<a href="#_ftn1">1</a> x ', '<div id="ftn1"><p>tien tekens</p></div>'
    (block,) = read_html(f"<p>{mark * 9}</p>{body}").blocks
    notes = [item for item in block.text.inlines if isinstance(item, FreeNote)]
    assert len(notes) == 3
    assert block.text.plain.count("x") == 9


def test_a_cell_says_a_width_that_is_no_number_of_this_world():
    (table,) = read_html(f"<table><tr><td colspan={'9' * 5000}>a<td>b</tr></table>").blocks
    assert [cell.plain for cell in table.rows[0] if cell] == ["a", "b"]


def test_lettered_lines_beside_requests_are_looked_at_a_few_times_each(monkeypatch):
    looked = 0
    sort = guess._sort

    def counted(line):
        nonlocal looked
        looked += 1
        return sort(line)

    monkeypatch.setattr(guess, "_sort", counted)
    lines = [Line([Run(words)]) for words in ("a. x", "➢ y") * 500]
    blocks = guess.blocks_of(lines)
    assert [len(block.blocks) for block in blocks] == [1] * 500
    assert looked < 10 * len(lines)
