"""What is told of the pictures that blocks name."""

import pytest

from composer.store.pictures import read_picture
from tests.builders import figure, findings, letter, section
from tests.pictures import encoded, jpeg, picture, png


def told(document) -> list[tuple[str, str, str]]:
    return [(one.severity.value, one.id, one.at.block) for one in findings(document)]


def test_a_picture_that_is_there_and_whole_is_not_spoken_of():
    assert told(letter(figure("a.png"), media=(read_picture(png(), "a.png"),))) == []
    assert told(letter(figure(""))) == []


def test_a_picture_that_is_not_there_is_an_error_wherever_it_is_named():
    document = letter(figure("a.png"), section("b", figure("b.png")))
    assert told(document) == [("error", "missing-picture", "1"), ("error", "missing-picture", "2.1")]


def test_a_picture_that_cannot_be_printed_says_why():
    (found,) = findings(letter(figure("a.png"), media=(read_picture(b"GIF89a", "a.png"),)))
    assert (found.severity.value, found.id, found.at.field) == ("error", "bad-picture", "image")
    assert "GIF" in found.sentence
    assert "PNG" in found.advice


@pytest.mark.parametrize(
    ("data", "id_"),
    [
        (jpeg(mode="CMYK"), "printing-colours"),
        (encoded(picture(), "PNG", save_all=True, append_images=[picture().rotate(90)]), "moving-picture"),
    ],
)
def test_what_print_does_not_show_is_told(data, id_):
    assert told(letter(figure("a"), media=(read_picture(data, "a"),))) == [("note", id_, "1")]
