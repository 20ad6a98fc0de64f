"""What fields are called where they are written."""

import pytest

from composer.app.fields import FieldNames, called, names_in
from composer.model.document import BlockId
from tests.builders import annex, field, heading, letter, paragraph, template

TEMPLATE = template(fields=(field("date", "date"),))
DOCUMENT = letter(heading("Where we stand"), annex("Sums"), paragraph("p"))


def names(**numbers: str) -> FieldNames:
    return FieldNames(
        DOCUMENT, TEMPLATE, {BlockId(key.strip("b")): number for key, number in numbers.items()}
    )


def test_a_reference_is_called_by_what_it_prints():
    said = names(b2="A")
    assert said["ref:2"] == "bijlage A"
    assert said["Ref:2"] == "Bijlage A"
    assert said["ref:1"] == "“Where we stand”"
    assert said["page:2"] == "pagina …"


def test_what_nobody_says_keeps_its_name():
    said = names()
    assert said.get("ref:gone", "?") == said.get("ref:3", "?") == said.get("nothing", "?") == "?"
    with pytest.raises(KeyError):
        said["ref:gone"]


def test_reference_that_leads_nowhere_says_so():
    assert called("ref:gone", names()) == "reference to nothing"
    assert called("ref:2", names(b2="A")) == "bijlage A"
    assert called("nothing", names()) == "nothing"


def test_fields_of_the_template_are_called_as_it_does():
    said = names()
    assert list(said) == ["date"]
    assert len(said) == 1
    assert said["date"] == "Date"


def test_they_fit_a_template_and_a_language():
    assert names().fits(TEMPLATE, "nl")
    assert not names().fits(TEMPLATE, "en")
    assert not names().fits(template(), "nl")


def test_it_is_known_whether_a_reference_has_come_to_be_called_otherwise():
    before = names(b2="A")
    assert before.is_said_by(names(b2="B"))  # nobody asked yet
    assert before["ref:2"]
    assert before.is_said_by(names(b1="1", b2="A"))
    assert not before.is_said_by(names(b2="B"))


def test_what_one_document_does_not_say_another_one_may():
    otherwise = names_in(letter(heading("Kop")), TEMPLATE)
    said = names_in(letter(paragraph("p"), annex("Sums")), TEMPLATE, otherwise)
    assert (said["ref:2"], said["ref:1"], said["date"]) == ("bijlage A", "“Kop”", "Date")
    with pytest.raises(KeyError):
        said["ref:3"]
