"""veraPDF takes every document as PDF/UA-1 and as PDF/A-2a, and refuses what was damaged on purpose."""

from pathlib import Path

import pytest

from tests.gates import verapdf
from tests.gates.damage import FAULTS, damaged
from tests.gates.documents import NAMES, Made, made_by_name
from tests.gates.verapdf import FLAVOURS, MissingError, Verdict, verdicts_on
from tests.pdf.letters import EVERYTHING, file_of

Verdicts = dict[tuple[str, str], Verdict]


@pytest.fixture(scope="module")
def verdicts(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Verdicts:
    """Return what veraPDF says of all files, good and bad; it is started once."""
    folder = tmp_path_factory.mktemp("pdf")
    for name in NAMES:
        (folder / name).write_bytes(made_by_name(name, request.config.option.seed).compilation.pdf)
    whole = file_of(EVERYTHING).pdf
    for number, fault in enumerate(FAULTS.values()):
        (folder / f"fault-{number}").write_bytes(damaged(whole, fault.change))
    (folder / "not a PDF").write_bytes(b"%PDF-1.7 and nothing more")
    try:
        return verdicts_on(folder.iterdir())
    except MissingError as missing:
        pytest.fail(str(missing), pytrace=False)


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_verapdf_takes(made: Made, name: str, flavour: str, verdicts: Verdicts):
    assert verdicts[name, flavour] == Verdict("compliant", ())


@pytest.mark.parametrize("flavour", FLAVOURS)
@pytest.mark.parametrize("fault", FAULTS)
def test_verapdf_refuses(fault: str, flavour: str, verdicts: Verdicts):
    verdict = verdicts[f"fault-{list(FAULTS).index(fault)}", flavour]
    assert verdict.word == ("refused" if flavour in FAULTS[fault].forbidden_by else "compliant")


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_verapdf_cannot_read_what_is_not_a_pdf(flavour: str, verdicts: Verdicts):
    assert verdicts["not a PDF", flavour].word == "unreadable"


def test_without_java_the_line_that_installs_it_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr(verapdf, "JARS", tmp_path)
    with pytest.raises(MissingError, match="apt-get install default-jdk-headless libjaxb-java"):
        verdicts_on([])
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingError, match="apt-get install"):
        verdicts_on([])
