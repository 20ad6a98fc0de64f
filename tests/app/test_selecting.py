from composer.app.history import Caret, said
from composer.app.selecting import caret_of, delete, part_there, toggle
from composer.app.stretch import Stretch
from composer.model.document import BlockId, Where
from tests.app.test_stretch import said as words
from tests.app.test_stretch import spot
from tests.builders import bullets, heading, letter, page_break, paragraph, request

TWO = letter(paragraph("een twee"), paragraph("drie vier"))
OVER = Stretch(spot("1", 4), spot("2", 5))


def test_a_caret_keeps_where_the_selection_began():
    assert caret_of(None) == Caret()
    assert caret_of(spot("1", 2)) == Caret("1", "text", 2, 2)
    assert caret_of(spot("1", 2), spot("1", 5)) == Caret("1", "text", 5, 2)
    assert caret_of(spot("1", 2), spot("2", 5)) == Caret("1", "text", 5, 2, since=Where(BlockId("2"), "text"))


def test_what_is_selected_is_deleted():
    step = delete(TWO, OVER)
    assert words(step.document) == ["Paragraph: een vier"]
    assert (said(step.label), step.caret) == ("Delete text", Caret("1", "text", 4, 4))


def test_enter_parts_what_is_left():
    step = part_there(TWO, OVER)
    assert words(step.document) == ["Paragraph: een", "Paragraph: vier"]
    assert step.caret == Caret("2", "text", 0, 0)
    step = part_there(letter(paragraph("een"), request("r")), Stretch(spot("1", 1), spot("2", 1)))
    assert words(step.document) == ["Paragraph: e", "Paragraph:"]
    step = part_there(
        letter(bullets("een", "twee")), Stretch(spot("1", 1, "items.0.text"), spot("1", 3, "items.0.text"))
    )
    assert words(step.document) == ["List: e | twee"]
    step = part_there(letter(page_break(), page_break()), Stretch(spot("1", 0, ""), spot("2", 0, "")))
    assert (words(step.document), step.caret) == ([], Caret())


def test_a_format_leaves_the_selection():
    caret = caret_of(OVER.last, OVER.first)
    step = toggle(TWO, OVER, "bold", caret)
    assert words(step.document) == ["Paragraph: een **twee**", "Paragraph: **drie** vier"]
    assert step.caret is caret
    step = toggle(letter(heading("Kop"), paragraph()), Stretch(spot("1", 0), spot("2", 0)), "italic", caret)
    assert words(step.document) == ["Heading: *Kop*", "Paragraph:"]
