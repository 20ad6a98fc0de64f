"""What a PDF says of itself."""

import re
from io import BytesIO
from typing import Any

import pikepdf
import pytest

from composer import resources
from composer.app.world import world_of
from composer.layout.page import Layout, Page
from composer.pdf.paint import paint
from tests.pdf.letters import compiled, letter, paragraph, pdf_of


def told(data: bytes) -> dict[str, Any]:
    with pikepdf.open(BytesIO(data)) as pdf:
        info = {str(key)[1:]: str(value) for key, value in pdf.docinfo.items()}
        with pdf.open_metadata() as xmp:
            described = {key.rpartition("}")[2]: xmp[key] for key in xmp}
        root = pdf.Root
        intent = root.OutputIntents[0]
        return {
            "info": info,
            "xmp": described,
            "language": str(root.Lang),
            "marked": bool(root.MarkInfo.Marked),
            "shows title": bool(root.ViewerPreferences.DisplayDocTitle),
            "intent": (str(intent.S), intent.DestOutputProfile.read_bytes(), int(intent.DestOutputProfile.N)),
            "version": pdf.pdf_version,
        }


def test_the_title_is_that_of_the_document_and_readers_show_it():
    said = told(pdf_of("Dag.", title="Eén <titel> & “meer” Ж (1)"))
    assert said["info"]["Title"] == said["xmp"]["title"] == "Eén <titel> & “meer” Ж (1)"
    assert said["shows title"]


def test_without_a_title_the_subject_counts_and_without_that_the_house():
    assert told(pdf_of("Dag.", title="", subject="Een onderwerp"))["info"]["Title"] == "Een onderwerp"
    assert told(pdf_of("Dag.", title=""))["info"]["Title"] == "Stedenkring"


def test_the_author_is_the_house():
    said = told(pdf_of("Dag."))
    assert said["info"]["Author"] == "Stedenkring"
    assert said["xmp"]["creator"] == ["Stedenkring"]
    assert said["info"]["Producer"] == said["xmp"]["Producer"] == "Pleidooi"


@pytest.mark.parametrize("language", ["nl", "en", "fy-NL"])
def test_the_language_is_that_of_the_document(language: str):
    said = told(pdf_of("Dag.", language=language))
    assert said["language"] == language
    assert language in said["xmp"]["language"]


def test_both_dates_are_that_of_the_document():
    said = told(pdf_of("Dag.", date="2026-02-03"))
    assert said["info"]["CreationDate"] == said["info"]["ModDate"]
    assert said["info"]["CreationDate"].startswith("D:20260203120000")
    assert said["xmp"]["CreateDate"] == said["xmp"]["ModifyDate"]
    assert said["xmp"]["CreateDate"].startswith("2026-02-03T12:00:00")


@pytest.mark.parametrize("date", ["", "morgen", "2026-02-31"])
def test_without_a_date_the_file_bears_none_of_today(date: str):
    said = told(pdf_of("Dag.", **({"date": date} if date else {})))
    assert said["info"]["CreationDate"].startswith("D:20000101120000")
    assert said["xmp"]["CreateDate"].startswith("2000-01-01")


def test_the_date_does_not_hang_on_the_time_zone(monkeypatch: pytest.MonkeyPatch):
    import time

    if not hasattr(time, "tzset"):
        pytest.skip("this system has no time zones to set")
    there = pdf_of("Dag.", date="1969-07-20")
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    time.tzset()
    try:
        assert pdf_of("Dag.", date="1969-07-20") == there
    finally:
        monkeypatch.undo()
        time.tzset()


def test_it_says_which_standards_it_follows():
    described = told(pdf_of("Dag."))["xmp"]
    assert described["part"] in ("1", "2")
    packet = xmp_of(pdf_of("Dag."))
    assert b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in packet
    assert b"<pdfuaid:part>1</pdfuaid:part>" in packet


def xmp_of(data: bytes) -> bytes:
    found = re.search(rb"<\?xpacket begin.*?xpacket end=\"w\"\?>", data, re.DOTALL)
    assert found, "the packet must be readable without decompression"
    return found[0]


def test_colours_are_meant_as_srgb():
    kind, profile, components = told(pdf_of("Dag."))["intent"]
    assert (kind, components) == ("/GTS_PDFA1", 3)
    assert profile == resources.path("colour/sRGB2014.icc").read_bytes()


def test_it_is_a_tagged_pdf_of_version_1_7():
    said = told(pdf_of("Dag."))
    assert said["marked"]
    assert said["version"] == "1.7"


def test_a_layout_can_be_painted_alone():
    made = compiled(letter(paragraph("Dag.")))
    seen = []
    house = world_of(letter()).house
    assert paint(made.layout, house, progress=lambda done, of: seen.append((done, of))) == made.pdf
    assert seen == [(1, 1)]


def test_a_page_without_anything_is_a_page():
    bare = Layout("", "nl", 100.0, 100.0, (Page(1, (), (), (), (), 0.0),), (), ())
    with pikepdf.open(BytesIO(paint(bare, world_of(letter()).house))) as pdf:
        assert len(pdf.pages) == 1
