from composer.model.finding import Severity
from tests.builders import bullets, letter, paragraph, request, section
from tests.checks.documents import preflighted


def test_a_document_without_blocks_is_found_with_a_hint():
    (found,) = preflighted(letter())
    assert (found.id, found.severity) == ("empty-document", Severity.WARNING)
    assert found.advice


def test_a_document_in_order_has_no_findings():
    assert preflighted(letter(paragraph("a"))) == ()


def test_blocks_within_blocks_are_checked():
    (found,) = preflighted(letter(section("a", request())))
    assert (found.id, found.at.block) == ("empty-block", "1.1")


def test_findings_of_content_look_ups_and_layout_come_together_the_gravest_first():
    document = letter(paragraph("{{nobody}} ☃"), bullets())
    assert [finding.id for finding in preflighted(document)] == [
        "missing-character",
        "empty-block",
        "unknown-field",
    ]


def test_a_finding_is_told_once():
    assert [finding.id for finding in preflighted(letter(paragraph("{{x}} {{x}}")))] == ["unknown-field"]
