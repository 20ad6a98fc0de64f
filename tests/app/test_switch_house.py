"""A document in another house looks otherwise, passes the same gates, and loses nothing."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import page as page_validation
import pytest

from composer import resources
from composer.app.compile import Compilation, compile_document
from composer.app.session import Session
from composer.app.templates import begin, houses_of, in_house
from composer.app.world import world_of
from composer.compose.world import World
from composer.errors import TemplateError
from composer.model.document import Document
from composer.store.documents import read_document
from tests.audit import audit, tree_text
from tests.gates.extracted import page_lines, pages_of_pdfium, pages_of_pdftotext
from tests.pdf.letters import as_read, said

TESTS = Path(__file__).parents[1]
LETTERS = sorted((TESTS.parent.parent / "shared" / "letters").glob("*.yaml"))  # where they are at hand
SAMPLES = {path.stem: path for path in (*resources.templates().glob("*/samples/*.yaml"), *LETTERS)}
HOUSES = ("demo", "waterlanden")
LIMITS = page_validation.SafetyLimits(max_reference_depth=100_000)
# What only the template of the second house has a place for.
ONLY_THERE = {"unknown-document-field": "fields.sender", "unknown-role": "people.partners"}

each = pytest.mark.parametrize("name", SAMPLES)
in_each = pytest.mark.parametrize("house", HOUSES)


def other(document: Document, house: str) -> Document:
    return in_house(document, f"{house}/{document.template.partition('/')[2]}")


@cache
def switched(name: str, house: str) -> tuple[Document, Compilation]:
    """Compile a sample in a house, once for all tests."""
    document = other(read_document(SAMPLES[name]), house)
    return document, compile_document(document, world_of(document))


@each
@in_each
def test_a_document_in_another_house_and_back_is_equal(name, house):
    document = read_document(SAMPLES[name])
    there = other(document, house)
    assert there.template.startswith(f"{house}/")
    assert (there.fields, there.people, there.sources, there.blocks) == (
        document.fields,
        document.people,
        document.sources,
        document.blocks,
    )
    assert in_house(there, document.template) == document


@each
@in_each
def test_every_sample_says_all_it_has_to_say_in_every_house(name, house):
    document, compilation = switched(name, house)
    told = [as_read(text) for _tag, text in tree_text(compilation.pdf)]
    assert told == said(document, world_of(document))
    assert audit(compilation.pdf) == []


def lost(compilation: Compilation) -> list[str]:
    """Return the lines that lose a space, or more, in what PDFium or pdftotext read."""
    readers = pages_of_pdftotext(compilation.pdf), pages_of_pdfium(compilation.pdf)
    return [
        line
        for pages in readers
        for page, text in zip(compilation.layout.pages, map(as_read, pages), strict=True)
        for line in page_lines(page)
        if line not in text
    ]


@each
@in_each
def test_every_line_is_read_with_its_spaces_in_every_house(name, house):
    assert lost(switched(name, house)[1]) == []


@pytest.mark.parametrize("narrower", [7, 14, 21, 28, 35, 42, 56, 63])
def test_the_tightest_lines_of_a_justified_house_keep_their_spaces(narrower):
    document, _ = switched("praktijkvoorbeelden", "waterlanden")
    template = world_of(document).template
    geometry = replace(template.house.geometry, right=template.house.geometry.right + narrower)
    world = World(replace(template, house=replace(template.house, geometry=geometry)))
    compilation = compile_document(document, world)
    assert any(
        line.stretch < -0.05 * mark.setting.type.size
        for page in compilation.layout.pages
        for mark in page.marks
        for line in mark.setting.lines[mark.first : mark.last]
    )
    assert lost(compilation) == []


@each
@in_each
@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_page_validation_takes_every_sample_in_every_house(name, house, profile):
    _document, compilation = switched(name, house)
    report = page_validation.validate_pdf_bytes(compilation.pdf, profile=profile, limits=LIMITS)
    assert [failure.message for failure in report.failures] == []
    assert report.is_compliant


@each
@in_each
def test_nothing_is_found_in_another_house_but_what_it_has_no_place_for(name, house):
    _document, compilation = switched(name, house)
    found = {one.id: one.at.field for one in compilation.findings if one.id != "page-budget"}
    assert found.items() <= ONLY_THERE.items()


def test_what_the_other_house_has_no_place_for_is_told():
    _document, compilation = switched("brief-zoetwater", "demo")
    assert {one.id: one.at.field for one in compilation.findings} == ONLY_THERE


def test_the_same_words_look_altogether_different():
    one, two = (switched("brief-woningen", house)[1].layout for house in HOUSES)
    marks = [
        [(mark.setting.type.size, mark.setting.type.align) for mark in found.pages[0].marks]
        for found in (one, two)
    ]
    assert not set(marks[0]) & set(marks[1]) - {(8.5, "left")}


def test_a_document_that_is_there_already_is_itself():
    document = read_document(SAMPLES["brief-woningen"])
    assert in_house(document, document.template) is document


def test_the_houses_that_have_a_template_of_this_kind_are_offered():
    assert [template for template, _house in houses_of("demo/letter")] == [
        "demo/letter",
        "waterlanden/letter",
    ]
    assert not list(houses_of("waterlanden/nothing"))


# ---- in a session


def test_a_session_shows_the_other_house_and_goes_back():
    session = begin("demo/letter", "nl")
    before = session.document
    session.apply("Huis", lambda document: in_house(document, "waterlanden/letter"))
    assert session.world.house.id == "waterlanden"
    session.undo()
    assert (session.world.house.id, session.document) == ("demo", before)


def test_a_house_that_is_not_there_changes_nothing():
    session: Session = begin("demo/letter", "nl")
    before = session.document
    with pytest.raises(TemplateError):
        session.apply("Huis", lambda document: in_house(document, "nowhere/letter"))
    assert session.document is before
    assert session.undo_label == ""
    assert session.world.house.id == "demo"
