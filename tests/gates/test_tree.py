"""The structure of every document passes our own audit and page-validation, and says what the model says."""

import page
import pytest

from tests.audit import Node, audit, nodes, tree_text
from tests.gates.damage import FAULTS, damaged
from tests.gates.documents import Made
from tests.pdf.letters import EVERYTHING, as_read, file_of, said

LIMITS = page.SafetyLimits(max_reference_depth=100_000)


def complaints(data: bytes, profile: str) -> list[str]:
    """Return what page-validation has against a PDF."""
    report = page.validate_pdf_bytes(data, profile=profile, limits=LIMITS)
    found = [f"{failure.rule_id}: {failure.message}" for failure in report.failures]
    return [] if report.is_compliant else [profile, *found]


def test_the_audit_finds_nothing(made: Made):
    assert audit(made.compilation.pdf) == []


def test_the_tree_says_what_the_model_says_in_order(made: Made):
    told = [as_read(text) for _, text in tree_text(made.compilation.pdf)]
    assert told == said(made.document, made.world)


def test_marks_and_notes_lead_to_each_other(made: Made):
    """All marks of a note lead to the page on which it begins, the note back to that of its first mark."""
    marks = [link for mark in nodes(made.compilation.pdf, "Reference") for link in mark.kids]
    places: dict[str, list[Node]] = {}
    for mark in marks:
        if "/TOCI/" not in mark.path:
            places.setdefault(target(mark), []).append(mark)
    notes = [link for note in nodes(made.compilation.pdf, "Note") for link in note.kids[0].kids]
    for (place, found), note in zip(places.items(), notes, strict=True):
        assert page_of(place) == note.page
        assert page_of(target(note)) == found[0].page
        assert {number(mark) for mark in found} == {number(note)}


def number(link: Node) -> str:
    """Return the number that a mark or the label of a note shows; two marks side by side have a comma."""
    (shown,) = link.kids
    return shown.strip(", ")


def target(link: Node) -> str:
    """Return the place that a link leads to; in a narrow cell a mark has two lines, each a way there."""
    (place,) = set(link.links)
    return place


def page_of(place: str) -> int:
    return int(place.removeprefix("#").split()[0])


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_page_validation_takes(made: Made, profile: str):
    assert complaints(made.compilation.pdf, profile) == []


@pytest.mark.parametrize("profile", ["ua1", "2a"])
@pytest.mark.parametrize("fault", FAULTS)
def test_page_validation_refuses(fault: str, profile: str):
    data = damaged(file_of(EVERYTHING).pdf, FAULTS[fault].change)
    assert bool(complaints(data, profile)) == (profile in FAULTS[fault].forbidden_by)
