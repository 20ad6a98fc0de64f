import pytest

from composer.app.beginnings import begun
from composer.app.commands import takes
from composer.app.history import Caret, said
from composer.blocks import kind_of
from composer.i18n import speak
from composer.model.document import BlockId, Where
from composer.model.edits import find, set_field
from composer.model.inline import parse_text, plain_text
from tests.builders import argument, bullets, heading, letter, paragraph, request


@pytest.fixture(autouse=True)
def english():
    speak("en")


def step_of(signs: str, behind: str = ""):
    document = letter(paragraph("voor"), paragraph(""), paragraph("na"))
    document = set_field(document, BlockId("2"), "text", plain_text(f"{signs}{behind}"))
    return begun(document, Where(BlockId("2"), "text"), signs)


@pytest.mark.parametrize(
    ("signs", "kind", "marker"),
    [
        ("- ", "list", "bullet"),
        ("* ", "list", "bullet"),
        ("• ", "list", "bullet"),
        ("1. ", "list", "number"),
        ("1) ", "list", "number"),
        ("a. ", "list", "letter"),
        ("-\u00a0", "list", "bullet"),
        ("➢ ", "request", None),
        ("=> ", "request", None),
        ("-> ", "request", None),
        ("> ", "quotation", None),
    ],
)
def test_signs_at_the_start_make_what_they_stand_for(signs, kind, marker):
    step = step_of(signs)
    block = step.document.blocks[1]
    assert [kind_of(one).name for one in step.document.blocks] == ["paragraph", kind, "paragraph"]
    assert getattr(block, "marker", None) == marker
    assert step.caret.block == block.id
    assert said(step.label) == f"Turn into {kind}"


@pytest.mark.parametrize("signs", ["-", "2. ", "b. ", "-- ", " - ", "x ", "/ ", " ", "", "1.- "])
def test_other_signs_stay_what_they_are(signs):
    assert step_of(signs) is None


def test_what_stands_behind_goes_along():
    step = step_of("- ", "wonen")
    assert step.document.blocks[1].items[0].text == parse_text("wonen")
    assert step.caret == Caret(step.document.blocks[1].id, "items.0.text")


def test_only_running_text_turns_and_only_where_the_other_may_stand():
    document = letter(heading("- "), request("- "), paragraph("- "))
    assert [bool(begun(document, Where(BlockId(one), "text"), "- ")) for one in "123"] == [False, False, True]
    assert begun(document, Where(BlockId("x"), "text"), "- ") is None


def test_nothing_turns_into_what_may_not_stand_there():
    document = letter(argument("a", paragraph("- ")))
    step = begun(document, Where(BlockId("1.1"), "text"), "- ")
    takes_lists = takes(document, BlockId("1"), bullets("a"))
    assert bool(step) == takes_lists


def test_the_language_stays():
    document = letter(paragraph("- ", language="de"))
    step = begun(document, Where(BlockId("1"), "text"), "- ")
    assert find(step.document, step.document.blocks[0].id).language == "de"
