"""The command line as a user meets it: what it writes, says and answers."""

import json
import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pypdfium2
import pytest

from composer import __main__, i18n, resources
from composer.app import progress

ROOT = Path(__file__).parent.parent
SAMPLE = resources.templates() / "demo" / "samples" / "brief-woningen.yaml"
HEAD = """\
pleidooi: 1
template: demo/letter
language: nl
title: Proef
fields: {date: 2026-02-26, subject: Proef}
people: {addressees: [{organisation: Commissie}], signatories: [{name: A. Voorbeeld}]}
blocks:
"""


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    monkeypatch.setenv("PLEIDOOI_LANGUAGE", "en")
    yield
    i18n.speak("en")


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: object) -> int:
    try:
        return __main__.main([str(argument) for argument in arguments])
    except SystemExit as stop:
        return int(stop.code or 0)


def write(folder: Path, *blocks: str, name: str = "brief.yaml") -> Path:
    path = folder / name
    path.write_text(HEAD + "".join(f"  - {block}\n" for block in blocks), encoding="utf-8")
    return path


def test_export_writes_a_pdf_beside_the_document_and_says_nothing(folder, capsys):
    document = write(folder, "{kind: paragraph, text: Dag.}")
    assert run("export", document) == 0
    assert (folder / "brief.pdf").read_bytes().startswith(b"%PDF-1.7")
    assert capsys.readouterr() == ("", "")


def test_export_writes_where_it_is_told(folder):
    document = write(folder, "{kind: paragraph, text: Dag.}")
    assert run("export", document, "-o", folder / "uit.pdf") == 0
    assert (folder / "uit.pdf").exists()
    assert not (folder / "brief.pdf").exists()


def test_a_dash_is_standard_output(folder):
    document = write(folder, "{kind: paragraph, text: Dag.}")
    done = subprocess.run(
        [sys.executable, "-m", "composer", "export", str(document), "-o", "-"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    assert done.stdout.startswith(b"%PDF-1.7")
    assert done.stdout.rstrip().endswith(b"%%EOF")
    assert not (folder / "brief.pdf").exists()


def test_two_exports_in_two_processes_are_equal_bytes(folder):
    made = []
    for seed in ("1", "2"):
        target = folder / f"{seed}.pdf"
        subprocess.run(
            [sys.executable, "-m", "composer", "export", str(SAMPLE), "-o", str(target)],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        )
        made.append(target.read_bytes())
    assert made[0] == made[1]


def test_findings_are_said_with_their_place_and_the_pdf_is_made(folder, capsys):
    document = write(folder, '{kind: paragraph, text: "Zie [@nergens]."}')
    assert run("export", document) == 0
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 1
    assert said[0].startswith(f"{document}:8:29: warning: The source “nergens” is not among the sources")
    assert said[0].endswith("[unknown-source]")
    assert (folder / "brief.pdf").exists()


def test_a_character_that_no_font_has_forbids_the_export_and_leaves_the_old_file(folder, capsys):
    document = write(folder, '{kind: paragraph, text: "Een 𓀀 woord"}')
    (folder / "brief.pdf").write_bytes(b"old")
    assert run("export", document) == 1
    said = capsys.readouterr().err
    assert f"{document}:8:29: error: No font of this house has the character 𓀀 (U+13000)." in said
    assert (folder / "brief.pdf").read_bytes() == b"old"


FINDINGS = {
    "wide-word": "{kind: paragraph, text: " + "x" * 300 + "}",
    "split-frame": "{kind: example, title: Lang, text: " + "woord en nog " * 900 + "}",
    "many-notes": '{kind: paragraph, text: "' + "woord^[Een noot.] " * 500 + '"}',
    "unknown-source": '{kind: paragraph, text: "[@nergens]"}',
    "unknown-field": '{kind: paragraph, text: "{{nergens}}"}',
    "empty-field": '{kind: paragraph, text: "{{place}}"}',
    "missing-character": '{kind: paragraph, text: "𓀀"}',
    "empty-block": "{kind: paragraph}",
}


@pytest.mark.parametrize(("identity", "block"), FINDINGS.items(), ids=list(FINDINGS))
def test_what_the_author_should_know_has_a_place(identity, block, folder, capsys):
    document = write(folder, block)
    code = run("check", document, "--json")
    rows = json.loads(capsys.readouterr().out)
    (row,) = [row for row in rows if row["id"] == identity]
    assert row["place"]["line"] == 8
    assert row["place"]["file"] == str(document)
    assert code == (1 if row["severity"] == "error" else 0)


def test_an_empty_document_is_told_and_still_has_its_page(folder, capsys):
    document = folder / "brief.yaml"
    document.write_text(HEAD.replace("blocks:\n", "blocks: []\n"), encoding="utf-8")
    assert run("check", document) == 0
    said = capsys.readouterr().out
    assert "The document has no content." in said
    assert "1 page, 1 finding" in said


G40 = {
    "kind: paragraph": (
        "kind: paragrap",
        ":8:12: unknown kind of block 'paragrap' (did you mean 'paragraph'?)",
    ),
    "text:": ("txt:", ":8:23: unknown field 'txt' of a paragraph (did you mean 'text'?)"),
    "demo/letter": (
        "demo/leter",
        ":2:11: there is no template 'demo/leter' here (did you mean 'demo/letter'?)",
    ),
    "title: Proef": ("title: &a Proef", ":4:8: an anchor (&a) is not allowed"),
    "language: nl": ("language: [nl]", ":3:11: expected"),
    "pleidooi: 1": ("pleidooi: 9", ":1:11: written by a newer version of Pleidooi (format 9)"),
    "template:": ("\ttemplate:", ":2:1: a tab"),
    "fields:": ("title: Nog een\nfields:", ":5:1: the field 'title' appears here twice"),
}


@pytest.mark.parametrize(("right", "wrong", "said"), [(k, *v) for k, v in G40.items()])
def test_bad_input_is_one_line_with_its_place(right, wrong, said, folder, capsys):
    document = write(folder, "{kind: paragraph, text: Dag.}")
    document.write_text(document.read_text(encoding="utf-8").replace(right, wrong, 1), encoding="utf-8")
    assert run("export", document) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert err.startswith(f"{document}{said}")
    assert list(folder.iterdir()) == [document]


WHOLE_FILES = {
    "empty": (b"", "the file is empty"),
    "binary": (b"\x7fELF\x00\x01", ":1:"),
    "utf8": (b"pleidooi: 1\ntitle: \xff\n", ":2:8: this is not UTF-8"),
    "brackets": (b"pleidooi: 1\ntitle: " + b"[" * 100_000, ":2:"),
    "large": (b"pleidooi: 1\n" + b"# remark\n" * 600_000, "larger than 4 MiB"),
}


@pytest.mark.parametrize(("data", "said"), WHOLE_FILES.values(), ids=list(WHOLE_FILES))
def test_a_file_that_is_no_document_is_refused_in_one_line(data, said, folder, capsys):
    document = folder / "brief.yaml"
    document.write_bytes(data)
    assert run("export", document) == 2
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert err.startswith(f"{document}:")
    assert said in err
    assert not (folder / "brief.pdf").exists()


def test_a_missing_file_and_a_folder_are_refused_in_one_line(folder, capsys):
    assert run("export", folder / "nergens.yaml") == 2
    assert run("check", folder) == 2
    assert capsys.readouterr().err == (
        f"{folder}/nergens.yaml:1:1: there is no such file (check the spelling of the name)\n"
        f"{folder}:1:1: this is a folder (choose a file in it)\n"
    )


@pytest.mark.parametrize("target", ["weg/uit.pdf", "uit.txt", "."])
def test_output_that_cannot_be_written_is_refused_in_one_line(target, folder, capsys):
    document = write(folder, "{kind: paragraph, text: Dag.}")
    assert run("export", document, "-o", target) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert list(folder.iterdir()) == [document]


@pytest.mark.parametrize("arguments", [["expor"], ["export"], ["export", "a", "b"], ["check", "--jsn", "a"]])
def test_wrong_usage_is_refused_in_one_line(arguments, capsys):
    assert run(*arguments) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
def test_without_a_screen_the_window_is_refused_in_one_line(monkeypatch, capsys):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert run() == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
@pytest.mark.parametrize("arguments", [[], ["brief.yaml"]])
def test_without_a_screen_the_window_says_so_in_one_line(arguments, monkeypatch, capsys):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert run(*arguments) == 2
    assert capsys.readouterr().err.startswith("there is no screen for the window")


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("arguments", [["--help"], ["export", "--help"], ["check", "-h"], ["demo", "-h"]])
def test_help_teaches_in_the_language_of_the_user(arguments, language, monkeypatch, capsys):
    monkeypatch.setenv("PLEIDOOI_LANGUAGE", language)
    assert run(*arguments) == 0
    said = capsys.readouterr().out
    assert "pleidooi" in said
    assert said.startswith("gebruik: " if language == "nl" else "usage: ")
    assert ("opties" if language == "nl" else "options") in said


def test_demo_writes_every_sample_with_its_pdf_and_says_where(folder, capsys):
    assert run("demo", "-o", "proef") == 0
    said = capsys.readouterr().out.split()
    assert {Path(name).name for name in said} == {
        path.name for path in (folder / "proef").rglob("*") if path.is_file()
    }
    assert any(name.endswith(".pdf") for name in said)


def test_the_sample_letters_have_two_pages_five_requests_and_nothing_to_tell(folder, capsys):
    run("demo", "-o", "proef")
    capsys.readouterr()
    for pdf in (folder / "proef" / name for name in ("brief-woningen.pdf", "letter-housing.pdf")):
        pages = pypdfium2.PdfDocument(pdf)
        text = "".join(page.get_textpage().get_text_range() for page in pages)
        assert len(pages) == 2
        assert text.count("➢") == 5
        assert run("check", pdf.with_suffix(".yaml"), "--json") == 0
        assert json.loads(capsys.readouterr().out) == []


def test_a_house_of_ones_own_comes_before_those_that_are_shipped(folder, capsys):
    house = folder / "huizen" / "demo"
    house.mkdir(parents=True)
    for path in (resources.templates() / "demo").iterdir():
        if path.is_file():
            (house / path.name).write_bytes(path.read_bytes())
    yaml = house / "house.yaml"
    yaml.write_text(
        yaml.read_text(encoding="utf-8").replace("name: Stedenkring", "name: Eigen Huis"), encoding="utf-8"
    )
    document = write(folder, "{kind: paragraph, text: Dag.}")
    assert run("export", document, "--templates", folder / "huizen") == 0
    text = pypdfium2.PdfDocument(folder / "brief.pdf")[0].get_textpage().get_text_range()
    assert "Eigen Huis, netwerk van middelgrote steden" in text


def test_stopping_says_that_nothing_was_written(folder, monkeypatch, capsys):
    document = write(folder, "{kind: paragraph, text: Dag.}")

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(progress.TerminalProgress, "__call__", stop)
    assert run("export", document) == 130
    assert capsys.readouterr().err == "Stopped; nothing was written.\n"
    assert list(folder.iterdir()) == [document]


@pytest.mark.parametrize(
    "arguments", [["in.pdf"], ["in.pdf", "-o", "./in.pdf"], ["in.pdf", "-o", "link.pdf"]]
)
def test_a_document_is_never_written_over_by_its_own_pdf(arguments, folder, capsys):
    document = write(folder, "{kind: paragraph, text: Dag.}", name="in.pdf")
    (folder / "link.pdf").symlink_to(document)
    before = document.read_bytes()
    assert run("export", *arguments) == 2
    assert "is the document itself" in capsys.readouterr().err
    assert document.read_bytes() == before


def test_a_sample_that_was_changed_is_kept_by_the_next_demo(folder):
    run("demo", "-o", "proef")
    sample = folder / "proef" / "brief-woningen.yaml"
    sample.write_text(sample.read_text(encoding="utf-8").replace("Geachte", "Beste"), encoding="utf-8")
    assert run("demo", "-o", "proef") == 0
    assert "Beste" in sample.read_text(encoding="utf-8")
    text = pypdfium2.PdfDocument(sample.with_suffix(".pdf"))[0].get_textpage().get_text_range()
    assert "Beste commissieleden" in text


def test_a_name_that_is_too_long_is_refused_in_one_line(folder, capsys):
    document = write(folder, "{kind: paragraph, text: Dag.}")
    assert run("export", document, "-o", "n" * 300 + ".pdf") == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no device that is always full")
@pytest.mark.parametrize("words", [["export", "-o", "-"], ["check"]])
def test_output_that_does_not_fit_is_refused_in_one_line(words, folder):
    document = write(folder, "{kind: paragraph, text: Dag.}")
    command = [sys.executable, "-m", "composer", words[0], str(document), *words[1:]]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    assert done.stderr.count(b"\n") == 1


def test_a_terminal_without_the_signs_still_shows_the_findings(folder):
    document = write(folder, '{kind: paragraph, text: "☃{{nergens}}"}')
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "composer", "check", str(document)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
    assert done.returncode == 0
    assert b"There is no field" in done.stdout


def test_a_tab_in_a_field_is_printed_as_a_space(folder):
    document = write(folder, "{kind: paragraph, text: Dag.}")
    words = document.read_text(encoding="utf-8").replace("subject: Proef", 'subject: "a\\tb\\x07c"')
    document.write_text(words, encoding="utf-8")
    assert run("export", document) == 0
    text = pypdfium2.PdfDocument(folder / "brief.pdf")[0].get_textpage().get_text_range()
    assert "a bc" in text


def test_an_address_that_leaves_its_place_forbids_the_export(folder, capsys):
    document = write(folder, "{kind: paragraph, text: Dag.}")
    lines = ", ".join(f"Regel {n}" for n in range(20))
    words = document.read_text(encoding="utf-8").replace(
        "{organisation: Commissie}", f"{{organisation: C, address: [{lines}]}}"
    )
    document.write_text(words, encoding="utf-8")
    assert run("export", document) == 1
    assert "more than fit in its place" in capsys.readouterr().err


def test_copies_enclosures_and_further_addressees_are_printed(folder):
    document = write(folder, "{kind: paragraph, text: Dag.}")
    words = document.read_text(encoding="utf-8").replace(
        "people: {addressees: [{organisation: Commissie}]",
        "people: {cc: [Griffie], enclosures: [Rapport], "
        "addressees: [{organisation: Commissie}, {organisation: Minister}]",
    )
    document.write_text(words, encoding="utf-8")
    assert run("export", document) == 0
    text = pypdfium2.PdfDocument(folder / "brief.pdf")[0].get_textpage().get_text_range()
    assert [word for word in ("Griffie", "Rapport", "Minister") if word in text] == [
        "Griffie",
        "Rapport",
        "Minister",
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
@pytest.mark.parametrize("command", [("check",), ("check", "--json"), ("export",)])
@pytest.mark.parametrize("sign", ["\x1b[31m", "\n", "\r", "\x9b31m", "\u202e", "\u2028", "\x07"])
def test_the_name_of_a_file_cannot_give_orders_to_a_terminal(command, sign, tmp_path, capsys):
    """What a stranger calls an attachment is said on one line, with every sign to be seen."""
    sound, broken, gone = (tmp_path / f"{name}{sign}.yaml" for name in ("goed", "stuk", "weg"))
    sound.write_text(HEAD + f"  - kind: figure\n    image: {json.dumps('x' + sign)}\n", encoding="utf-8")
    broken.write_text("pleidooi: [", encoding="utf-8")
    for path in (sound, broken, gone):
        __main__.main([*command, str(path)])
        out, err = capsys.readouterr()
        assert out + err
        for line in (out + err).split("\n"):
            assert not [one for one in line if unicodedata.category(one) in {"Cc", "Cf", "Zl", "Zp"}]
            assert line == "" or line[0] in "[{ }]" or str(tmp_path) in line or "Nothing was written" in line
        if "--json" in command and out:
            assert json.loads(out)[0]["place"]["file"] == str(sound)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_what_is_no_file_is_not_waited_for(tmp_path, capsys):
    os.mkfifo(tmp_path / "pijp.yaml")
    for path in (tmp_path / "pijp.yaml", Path("/dev/zero"), tmp_path):
        for command in ("check", "export"):
            assert (
                __main__.main(
                    [command, str(path), *(["-o", str(tmp_path / "x.pdf")] * (command == "export"))]
                )
                == 2
            )
            assert capsys.readouterr().err.startswith(f"{path}:1:1: ")
