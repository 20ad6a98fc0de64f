"""A file in, a PDF and the places of its findings out."""

from pathlib import Path

import pytest

from composer.app.export import Checked, compile_file
from composer.errors import DocumentError
from composer.model.document import BlockId, Where
from composer.model.finding import Finding, warning

LETTER = """\
pleidooi: 1
template: demo/letter
language: nl
fields:
  date: morgen
  subject: Iets
blocks:
  - kind: paragraph
    id: opening
    text: Dag {{nobody.knows}}.
  - kind: list
    id: items
    items:
      - Een
      - label: Twee
        text: "{{nobody.knows}}"
"""


@pytest.fixture
def checked(tmp_path: Path) -> Checked:
    file = tmp_path / "brief.yaml"
    file.write_text(LETTER, "utf-8")
    return compile_file(file)


def at(block: str = "", field: str = "") -> Finding:
    return warning("some", "Some.", Where(BlockId(block), field))


def test_a_file_is_compiled_with_its_path(checked: Checked, tmp_path: Path):
    assert checked.path == tmp_path / "brief.yaml"
    assert checked.compilation.pdf.startswith(b"%PDF")


def test_findings_stand_where_the_author_wrote(checked: Checked):
    places = {(finding.id, checked.place(finding)[0]) for finding in checked.compilation.findings}
    assert {("bad-date", 5), ("unknown-field", 10), ("unknown-field", 16)} <= places


def test_a_place_within_a_field_is_that_of_the_nearest_thing_written(checked: Checked):
    assert checked.place(at("items", "items.1.text"))[0] == 16
    assert checked.place(at("items", "items.0.text"))[0] == 14
    assert checked.place(at("items", "items.7.label.far.away"))[0] in {13, 14}


def test_a_field_that_was_not_written_stands_at_its_block(checked: Checked):
    assert checked.place(at("opening", "role"))[0] == 8


def test_a_field_of_the_document_stands_in_its_fields(checked: Checked):
    (found,) = (finding for finding in checked.compilation.findings if finding.id == "bad-date")
    assert checked.place(found) == (5, 9)


def test_what_is_nowhere_in_the_file_has_no_place(checked: Checked):
    assert checked.place(at("never-heard-of")) == (0, 0)


def test_progress_is_passed_on(tmp_path: Path):
    file = tmp_path / "brief.yaml"
    file.write_text(LETTER, "utf-8")
    told: list[tuple[str, int, int]] = []
    compile_file(file, progress=lambda *news: told.append(news))
    assert {stage for stage, _, _ in told} == {"Laying out", "Painting"}


def test_a_folder_with_houses_comes_before_the_shipped_ones(tmp_path: Path):
    house = tmp_path / "houses" / "demo"
    house.mkdir(parents=True)
    file = tmp_path / "brief.yaml"
    file.write_text(LETTER, "utf-8")
    with pytest.raises(DocumentError) as caught:
        compile_file(file, [tmp_path / "houses", tmp_path / "nowhere"])
    assert str(tmp_path) in str(caught.value)


def test_a_house_that_does_not_exist_is_refused_where_the_file_names_it(tmp_path: Path):
    file = tmp_path / "brief.yaml"
    file.write_text(LETTER.replace("demo/letter", "demo/leter"), "utf-8")
    with pytest.raises(DocumentError) as caught:
        compile_file(file)
    assert (caught.value.path, caught.value.line) == (str(file), 2)
    assert "demo/letter" in caught.value.hint


def test_a_file_that_is_not_there_is_refused(tmp_path: Path):
    with pytest.raises(DocumentError, match="nothing"):
        compile_file(tmp_path / "nothing.yaml")
