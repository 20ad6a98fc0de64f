"""ReportLab's own names: the version is pinned, and here each seam fails by name when it is gone."""

import re
from io import BytesIO
from pathlib import Path

import pytest
import reportlab
from reportlab.pdfbase import pdfdoc, ttfonts
from reportlab.pdfgen.canvas import Canvas

import composer.pdf
from composer import resources

SANS = str(resources.path("fonts/source-sans-3/SourceSans3-Regular.ttf"))
SOURCES = [path.read_text("utf-8") for path in Path(composer.pdf.__file__).parent.glob("*.py")]


class Bare(Canvas):
    """A canvas that chooses no font of its own."""

    def _make_preamble(self) -> None:
        self._preamble = "% begun"


def canvas(kind: type[Canvas] = Canvas) -> Canvas:
    return kind(BytesIO(), invariant=1, pageCompression=0)


def font(document: object | None = None) -> tuple[ttfonts.TTFont, ttfonts.TTFont.State]:
    made = ttfonts.TTFont("Sans", SANS, asciiReadable=1)
    return made, made._assignState(document or canvas()._doc)


# What composer.pdf reads or writes of ReportLab, and an object that must have it.
SEAMS = {
    # canvas
    "_doc": canvas,
    "_code": canvas,
    "_pagesize": canvas,
    "_preamble": canvas,
    "_make_preamble": canvas,
    "showPage": canvas,
    # document
    "delayedFonts": lambda: canvas()._doc,
    "fontMapping": lambda: canvas()._doc,
    "idToObject": lambda: canvas()._doc,
    "idToObjectNumberAndVersion": lambda: canvas()._doc,
    "numberToId": lambda: canvas()._doc,
    "objectcounter": lambda: canvas()._doc,
    "format": lambda: canvas()._doc,
    "Reference": lambda: canvas()._doc,
    "Catalog": lambda: canvas()._doc,
    "Pages": lambda: canvas()._doc,
    "Outlines": lambda: canvas()._doc,
    "info": lambda: canvas()._doc,
    # objects
    # fonts
    "_assignState": lambda: font()[0],
    "state": lambda: font()[0],
    "splitString": lambda: font()[0],
    "addObjects": lambda: font()[0],
    "face": lambda: font()[0],
    "charToGlyph": lambda: font()[0].face,
    "charWidths": lambda: font()[0].face,
    "getCharWidth": lambda: font()[0].face,
    "makeSubset": lambda: font()[0].face,
    "subfontNameX": lambda: font()[0].face,
    "flags": lambda: font()[0].face,
    "bbox": lambda: font()[0].face,
    "defaultWidth": lambda: font()[0].face,
    "internalName": lambda: font()[1],
    "subsets": lambda: font()[1],
    "assignments": lambda: font()[1],
    "nextCode": lambda: font()[1],
    "frozen": lambda: font()[1],
    "SUBSETN": lambda: ttfonts,
    "makeToUnicodeCMap": lambda: ttfonts,
}
OF_PYTHON = {"__dict__", "__module__", "__weakref__"}


def test_the_version_is_the_one_that_was_tried():
    assert reportlab.__version__.startswith("5.1.")


@pytest.mark.parametrize("name", SEAMS)
def test_reportlab_still_has(name: str):
    assert hasattr(SEAMS[name](), name)


def test_every_private_name_of_reportlab_that_is_used_is_listed_here():
    used = {name for source in SOURCES for name in re.findall(r"(?<=\.)_\w+|\b__\w+__", source)}
    theirs = (canvas(), canvas()._doc, *font())
    shared = {name for name in used if any(hasattr(one, name) for one in theirs)}
    assert {name for name in shared if not hasattr(object(), name)} - OF_PYTHON <= set(SEAMS)


# ---- what the seams do


def test_make_preamble_begins_every_page():
    assert canvas(Bare)._preamble == "% begun"


def test_code_is_what_a_page_paints_and_decides_whether_save_adds_one():
    made = canvas()
    made._code.append("0 0 9 9 re f")
    made.showPage()
    assert made._pageNumber == 2
    made._code.clear()
    made.save()
    assert len(made._doc.Pages.pages) == 1


def test_a_reference_gives_an_object_its_number_at_once():
    document = canvas()._doc
    document.Reference(pdfdoc.PDFDictionary({}), "Mine")
    number, generation = document.idToObjectNumberAndVersion["Mine"]
    assert (number > 0, generation) == (True, 0)
    assert "Mine" in document.idToObject


def test_fonts_are_collected_in_one_dictionary():
    assert canvas(Bare)._doc.idToObject["BasicFonts"].dict == {}
    assert list(canvas()._doc.idToObject["BasicFonts"].dict) == ["F1"]


def test_a_reference_knows_the_name_of_its_object():
    document = canvas()._doc
    held = document.Catalog
    name = document.Reference(held).name
    assert document.Reference(held).name == name
    assert document.idToObject[name] is held


def test_what_stands_in_the_place_of_the_outline_is_asked_whether_it_is_ready():
    prepared: list[object] = []

    class Noted:
        ready = -1

        def prepare(self, document: object, _canvas: object) -> None:
            prepared.append(document)

    made = canvas()
    made.drawString(0, 0, "")
    made._doc.Outlines = made._doc.outline = Noted()
    made.save()
    assert prepared == [made._doc]


def test_the_state_of_a_font_is_that_of_one_document_and_goes_with_it():
    class Holder:
        pass

    one = Holder()
    made, state = font(one)
    assert made._assignState(one) is state
    assert made.splitString("aé", one) == [(0, b"a\x01")]
    assert state.subsets[0][1] == ord("é")
    assert made._assignState(Holder()) is not state
    assert state.frozen == 0
    assert state.internalName is None


def test_delayed_fonts_add_their_objects_when_the_document_is_written():
    made, added = canvas(), []

    class Noted:
        def addObjects(self, document: object) -> None:  # noqa: N802  ReportLab's name
            added.append(document)

    made._doc.delayedFonts.append(Noted())
    made.drawString(0, 0, "")
    made.save()
    assert added == [made._doc]


def test_subsets_are_named_by_six_letters():
    assert [ttfonts.SUBSETN(number) for number in (0, 1)] == [b"AAAAAA", b"AAAAAB"]


def test_the_table_to_unicode_has_the_shape_that_is_edited():
    lines = ttfonts.makeToUnicodeCMap("AAAAAA+Sans", [0, 0x2D, 0x1F642]).split("\n")
    begin = lines.index("3 beginbfchar")
    assert lines[begin + 1 : begin + 5] == ["<00> <0000>", "<01> <002D>", "<02> <1F642>", "endbfchar"]
