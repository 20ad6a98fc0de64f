"""The whole path from document to PDF."""

import gc
from dataclasses import replace

import pytest

from composer.app.compile import LAYING_OUT, PAINTING, compile_document
from composer.app.world import world_of
from composer.errors import TemplateError
from composer.layout.page import Layout
from composer.model.finding import Severity
from composer.store.documents import read_document
from tests.pdf.letters import EVERYTHING, compiled, letter, paragraph

LONG = "Een zin van enige lengte, die samen met zijn buren een alinea vult. " * 8


def test_a_document_with_errors_has_pages_all_the_same():
    made = compiled(letter(paragraph("Het teken 日 ontbreekt.")))
    assert made.has_errors
    assert made.findings[0].id == "missing-character"
    assert made.findings[0].at.block == "b0"
    assert made.pdf.startswith(b"%PDF-1.7")
    assert len(made.layout.pages) == 1


def test_warnings_and_notes_are_no_errors():
    made = compiled(letter(paragraph("{{nobody.knows}}")))
    assert {finding.severity for finding in made.findings} == {Severity.WARNING}
    assert not made.has_errors


def test_the_gravest_findings_come_first():
    ranks = [
        ("error", "warning", "note").index(found.severity.value)
        for found in compiled(letter(paragraph("{{nobody.knows}} 日 " + LONG * 20))).findings
    ]
    assert ranks == sorted(ranks)
    assert set(ranks) == {0, 1, 2}


def test_an_empty_document_is_a_page_and_a_finding():
    made = compiled(letter())
    assert len(made.layout.pages) == 1
    assert "empty-document" in {finding.id for finding in made.findings}


def test_progress_is_told_stage_by_stage_and_page_by_page():
    told: list[tuple[str, int, int]] = []
    document = letter(*(paragraph(LONG) for _ in range(40)))
    made = compile_document(document, world_of(document), lambda *news: told.append(news))
    pages = len(made.layout.pages)
    assert pages > 3
    for stage in (LAYING_OUT, PAINTING):
        news = [(done, of) for name, done, of in told if name == stage]
        assert news[-1] == (pages, pages)
        assert [done for done, _ in news] == sorted(done for done, _ in news)
    assert [name for name, _, _ in told] == sorted(
        (name for name, _, _ in told), key=(LAYING_OUT, PAINTING).index
    )


def test_ten_times_the_text_is_ten_times_the_pages():
    few, many = (letter(*(paragraph(f"{i}. {LONG}") for i in range(count))) for count in (60, 600))
    few, many = (used(compiled(document).layout) for document in (few, many))
    assert 9 * few < many < 11 * few


def used(layout: Layout) -> float:
    """Returns how many pages there are, the last one only as far as it is filled."""
    return len(layout.pages) - 1 + layout.pages[-1].filled


@pytest.mark.parametrize("collecting", [True, False])
def test_the_garbage_collector_is_left_as_it_was(collecting: bool):
    was = gc.isenabled()
    (gc.enable if collecting else gc.disable)()
    try:
        compiled(letter())
        with pytest.raises(ZeroDivisionError):
            compile_document(letter(), world_of(letter()), lambda *_: 1 / 0)
        assert gc.isenabled() == collecting
    finally:
        (gc.enable if was else gc.disable)()


def test_compiling_changes_nothing_in_the_document():
    document = read_document(EVERYTHING)
    compiled(document)
    assert document == read_document(EVERYTHING)


def test_a_house_that_does_not_exist_is_refused():
    with pytest.raises(TemplateError, match="nowhere/letter"):
        world_of(replace(letter(), template="nowhere/letter"))
