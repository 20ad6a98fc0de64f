"""What is told of the pictures that blocks name."""

from dataclasses import replace

import pytest

from composer.compose.flow import say
from composer.compose.resolve import resolve
from composer.compose.world import World
from composer.model.flow import paras_in
from composer.store.pictures import read_picture
from tests.builders import figure, findings, letter, paragraph, section, template, words
from tests.pictures import encoded, jpeg, picture, png, svg


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


def test_a_block_says_its_picture_anew_when_it_is_another_of_the_same_name():
    document = letter(figure("a.png", alt="x"), paragraph("b"), media=(read_picture(png(), "a.png"),))
    world = World(template())
    first = say(resolve(document, world))
    again = say(resolve(document, world), first)
    assert again.flow.body[0] is first.flow.body[0]
    other = replace(document, media=(read_picture(svg(), "a.png"),))
    changed = say(resolve(other, world), first)
    assert changed.flow.body[0].image == other.media[0]
    gone = say(resolve(replace(document, media=()), world), changed)
    assert words(next(paras_in(gone.flow.body[0])).spans) == "⟦a.png?⟧"
