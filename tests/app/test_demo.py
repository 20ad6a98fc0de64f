"""The samples that come with the program."""

from pathlib import Path

from composer import resources
from composer.app.demo import write_samples
from composer.app.export import compile_file


def test_every_sample_is_written_with_its_pdf(tmp_path: Path):
    folder = tmp_path / "new" / "demo"
    written = list(write_samples(folder))
    samples = sorted(resources.templates().glob("*/samples/*.yaml"))
    assert samples
    pictures = sorted(resources.templates().glob("*/samples/media/*"))
    assert [path.name for path in written] == [
        *(picture.name for picture in pictures),
        *(name for sample in samples for name in (sample.name, sample.stem + ".pdf")),
    ]
    assert pictures
    assert all((folder / "media" / one.name).read_bytes() == one.read_bytes() for one in pictures)
    assert all((folder / sample.name).read_bytes() == sample.read_bytes() for sample in samples)
    assert all(path.read_bytes().startswith(b"%PDF") for path in written if path.suffix == ".pdf")


def test_a_file_is_there_when_it_is_named(tmp_path: Path):
    assert all(path.exists() for path in write_samples(tmp_path))


def test_writing_twice_gives_the_same_files(tmp_path: Path):
    once = {path: path.read_bytes() for path in write_samples(tmp_path)}
    assert {path: path.read_bytes() for path in write_samples(tmp_path)} == once


def test_no_sample_has_an_error_or_a_warning():
    for sample in resources.templates().glob("*/samples/*.yaml"):
        findings = compile_file(sample).compilation.findings
        assert {finding.id for finding in findings if finding.severity.value != "note"} == set(), sample.name
