"""The templates of the house that is shipped: what each has, and that a new one takes one file."""

import shutil
from pathlib import Path

import pypdfium2
import pytest

from composer import resources
from composer.__main__ import main
from composer.app.export import compile_file
from composer.app.templates import new_document, offers
from composer.model.template import Template
from composer.store.documents import read_document
from composer.store.templates import find_template

STATUSES = {"draft", "submitted", "adopted", "rejected", "withdrawn", "held"}
# From the format: fields and people of each template, in its words.
SHIPPED = {
    "letter": (
        ("date", "place", "reference", "your_reference", "subject", "event", "event_date"),
        ("addressees", "cc", "signatories", "enclosures"),
    ),
    "assembly-motion": (("meeting", "date", "number", "status"), ("addressees", "submitters")),
    "council-motion": (
        ("meeting_date", "number", "case_number", "status", "subject"),
        ("addressees", "submitters"),
    ),
    "publication": (("date", "subtitle", "edition"), ("signatories",)),
    "position-paper": (("date", "subject", "version"), ("addressees", "signatories")),
    "one-pager": (("date", "subject"), ()),
}
each = pytest.mark.parametrize("name", SHIPPED)


def shipped(name: str) -> Template:
    return find_template(f"demo/{name}", ())


def printed(folder: Path, text: str, *options: str) -> str:
    """Exports a document by the command line and returns the words of its PDF."""
    path = folder / "document.yaml"
    path.write_text(text, encoding="utf-8")
    pdf = folder / "document.pdf"
    assert main(["export", str(path), "-o", str(pdf), *options]) == 0
    pages = pypdfium2.PdfDocument(pdf)
    said = " ".join(page.get_textpage().get_text_range() for page in pages)
    return " ".join(said.replace("\u00a0", " ").split())


# ---- all of them


def test_the_house_ships_these_templates_in_this_order():
    found = [offer.id for offer in offers("nl") if offer.id.startswith("demo/")]
    assert found[0] == "demo/letter"
    assert set(found) == {f"demo/{name}" for name in SHIPPED}
    assert tuple(found) == tuple(f"demo/{name}" for name in shipped("letter").house.templates)


@each
def test_a_template_has_the_fields_and_people_of_the_format(name):
    template = shipped(name)
    fields, roles = SHIPPED[name]
    assert tuple(spec.key for spec in template.fields) == fields
    assert tuple(spec.key for spec in template.roles) == roles


@each
def test_everything_a_template_says_it_says_in_both_languages(name):
    template = shipped(name)
    said = [template.label, *(spec.label for spec in (*template.fields, *template.roles))]
    said += [words for spec in template.fields for _key, words in spec.choices]
    said += [words for phrase in template.phrases for words in (phrase.one, phrase.many) if words]
    said += [row.text for row in (*template.head, *template.tail) if row.text]
    for words in said:
        assert {language for language, _text in words} in ({"nl", "en"}, {""})
        assert all(text for _language, text in words)


@each
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_new_document_of_a_template_is_exported(name, language, tmp_path):
    document = new_document(shipped(name), language)
    assert [block.id for block in document.blocks] == [f"b{i + 1}" for i in range(len(document.blocks))]
    assert len(document.blocks) == len(shipped(name).start)
    text = f"pleidooi: 1\ntemplate: demo/{name}\nlanguage: {language}\n"
    assert "Woord" in printed(tmp_path, f"{text}blocks: [{{kind: paragraph, text: Woord}}]\n")


@pytest.mark.parametrize("name", ["assembly-motion", "council-motion"])
def test_a_status_is_one_of_six(name):
    assert {key for key, _words in shipped(name).field("status").choices} == STATUSES


def test_every_template_has_a_sample():
    samples = (resources.templates() / "demo" / "samples").glob("*.yaml")
    assert {read_document(sample).template for sample in samples} == {f"demo/{name}" for name in SHIPPED}


# ---- the council motion

COUNCIL = """\
pleidooi: 1
template: demo/council-motion
language: {language}
title: {title}
fields: {{meeting_date: 2026-09-17, number: M-1, case_number: null, status: {status}, subject: Bomen}}
people:
  addressees: [{{organisation: {to}}}]
  submitters: {submitters}
blocks:
{head}
  - {{kind: preamble, lead: "Constaterende dat:", items: [er te weinig bomen zijn]}}
  - {{kind: preamble, lead: "Gelet op:", items: [het Bomenplan], marker: dash}}
  - {{kind: operative, items: [{{text: Bomen te planten, to: het college}}, Bomen te snoeien]}}
  - {{kind: submitters}}
"""
PLAIN = {
    "language": "nl",
    "title": "Meer bomen",
    "status": "rejected",
    "to": "de gemeenteraad",
    "submitters": "[{name: A. de Vries, party: Lokaal}]",
    "head": "  - {kind: metadata}",
}


def council(folder: Path, **changes: str) -> str:
    return printed(folder, COUNCIL.format(**PLAIN | changes))


@pytest.mark.parametrize("head", ["  - {kind: metadata}", ""])
def test_a_council_motion_is_in_its_order_and_an_empty_case_number_has_its_label(tmp_path, head):
    said = council(tmp_path, head=head)
    expected = [
        "Datum vergadering 17 september 2026",
        "Zaaknummer Status Verworpen",
        "Onderwerp Bomen",
        "Meer bomen",
        "Aan de gemeenteraad",
        "Ondergetekende stelt voor:",
        "Constaterende dat:",
        "Gelet op:",
        "De raad verzoekt het college van burgemeester en wethouders: 1. Bomen te planten",
        "2. Bomen te snoeien",
        "Indiener:",
        "A. de Vries (Lokaal)",
    ]
    places = [said.index(words) for words in expected]
    assert places == sorted(places)
    assert said.count("Zaaknummer") == 1


def test_a_status_is_a_word_in_the_language_of_the_document(tmp_path):
    said = council(tmp_path, language="en", to="the council")
    assert "Status Rejected" in said
    assert "Case number" in said
    assert "The undersigned proposes:" in said


def test_with_two_submitters_the_formula_is_plural(tmp_path):
    said = council(tmp_path, submitters="[{names: [A. de Vries, B. Jansen]}]")
    assert "Ondergetekenden stellen voor:" in said
    assert "A. de Vries en B. Jansen" in said


def test_a_motion_without_a_title_is_called_by_its_subject(tmp_path):
    assert "Motie: Bomen" in council(tmp_path, title='""')


# ---- the publication


def test_a_publication_has_a_cover_and_begins_its_items_on_a_new_page():
    sample = resources.templates() / "demo" / "samples" / "praktijkvoorbeelden.yaml"
    layout = compile_file(sample).compilation.layout
    firsts = [page.marks[0].setting.spans[0].text for page in layout.pages]
    items = [bookmark for bookmark in layout.bookmarks if bookmark.level == 2]
    assert len(items) == len({item.page for item in items}) == 5
    assert all(firsts[item.page] == item.title for item in items)
    assert layout.pages[0].foot == ()
    assert any(rect.colour == "brand" for rect in layout.pages[0].rects)
    assert all(page.foot for page in layout.pages[1:])


# ---- a kind of document that nobody thought of

MEMBERS_LETTER = """\
pleidooi-template: 1
label: {nl: Ledenbrief, en: Letter to members}
parts: [{kind: paragraph, required: true}]
fields:
  date: {type: date, label: {nl: Datum}}
  volume: {type: number, label: {nl: Jaargang}, show-empty: true}
  open: {type: yes-no, label: {nl: Openbaar}}
people:
  writers: {singular: writer, label: {nl: Schrijvers}, plurals: {redacteur: redacteuren}}
phrases:
  by: {of: writers, one: {nl: "Geschreven door {{writers}}"}, many: {nl: "Samen geschreven door {{writers}}"}}
head:
  - {style: title, text: "{{title}}", heading: true}
  - {block: metadata}
  - {style: note, text: "{{phrase.by}}, {{writer.role}}"}
numbering: {heading: ["1", "1.a"]}
styles: {title: {size: 30, colour: accent}}
"""
LETTER = """\
pleidooi: 1
template: demo/ledenbrief
title: Nieuws uit de steden
fields: {date: 2026-03-01, open: true}
people: {writers: [{names: [A. Bos, B. Dal], role: redacteur}]}
blocks:
  - {kind: heading, text: Kop, numbered: true}
  - {kind: heading, text: Onder, level: 2, numbered: true, id: below}
  - {kind: paragraph, text: "Zie {{ref:below}}."}
"""


def test_one_file_makes_a_new_kind_of_document(tmp_path):
    house = tmp_path / "huizen" / "demo"
    shutil.copytree(resources.templates() / "demo", house)
    (house / "ledenbrief.yaml").write_text(MEMBERS_LETTER, encoding="utf-8")
    said = printed(tmp_path, LETTER, "--templates", str(house.parent))
    for words in (
        "Nieuws uit de steden",
        "Datum 1 maart 2026",
        "Jaargang Openbaar ja",
        "Samen geschreven door A. Bos, B. Dal, redacteuren",
        "1 Kop 1.a Onder",
    ):
        assert words in said
    assert any(offer.id == "demo/ledenbrief" for offer in offers("nl", [house.parent]))
    assert new_document(find_template("demo/ledenbrief", [house.parent]), "nl").blocks
