"""Pictures that an author chooses, and documents that are saved with them."""

import shutil
from dataclasses import replace

import pytest

from composer.app.pictures import read_image, with_image
from composer.app.session import Session
from composer.app.world import world_of
from composer.errors import DocumentError
from composer.model.document import BlockId
from composer.model.edits import set_field
from composer.store.documents import read_document
from composer.store.pictures import read_picture
from tests.builders import figure, letter
from tests.pictures import jpeg, png, svg
from tests.store.builders import written


def chosen(*names: str, **media: bytes):
    document = replace(letter(*(figure(name) for name in names)), template="demo/letter")
    return replace(document, media=tuple(read_picture(data, f"{name}.png") for name, data in media.items()))


def session_of(document, path=None) -> Session:
    return Session(document, world_of(document), path=path)


def test_a_picture_is_named_after_its_content_when_it_is_chosen(tmp_path):
    image = read_image(written(tmp_path, jpeg(), "My holiday.JPG"))
    assert image.name == image.content_name
    assert image.name.endswith(".jpg")


def test_what_cannot_be_printed_is_refused_with_its_reason(tmp_path):
    with pytest.raises(DocumentError) as caught:
        read_image(written(tmp_path, b"GIF89a", "a.png"))
    assert "GIF" in caught.value.reason
    assert caught.value.hint
    with pytest.raises(DocumentError):
        read_image(tmp_path / "nowhere.png")


def test_a_picture_goes_into_a_block_and_the_one_before_goes_out(tmp_path):
    one = read_image(written(tmp_path, png(), "a.png"))
    other = read_image(written(tmp_path, svg(), "a.svg"))
    first = with_image(letter(figure(), figure()), BlockId("1"), "image", one)
    assert (first.blocks[0].image, first.media) == (one.name, (one,))
    second = with_image(first, BlockId("1"), "image", other)
    assert (second.blocks[0].image, second.media) == (other.name, (other,))
    both = with_image(second, BlockId("2"), "image", one)
    assert set(both.media) == {one, other}


@pytest.mark.parametrize("suffix", [".pleidooi", ".yaml"])
def test_a_document_is_saved_with_its_pictures(tmp_path, suffix):
    session = session_of(chosen("a.png", "b.png", "a.png", a=png(), b=svg()))
    path = session.save(tmp_path / f"letter{suffix}")
    assert not session.is_changed
    again = read_document(path)
    assert again == session.document
    assert [image.data for image in again.media] == [png(), svg()]
    (tmp_path / "elsewhere").mkdir()
    moved = Session.open(path)
    moved.save(tmp_path / "elsewhere" / "letter.yaml")
    assert [image.data for image in read_document(moved.path).media] == [png(), svg()]


def test_undoing_the_choice_of_a_picture_and_saving_leaves_it_out(tmp_path):
    session = session_of(chosen(""))
    image = read_image(written(tmp_path, png(), "a.png"))
    session.apply("Choose", lambda document: with_image(document, BlockId("1"), "image", image))
    path = session.save(tmp_path / "letter.pleidooi")
    session.undo()
    assert session.is_changed
    session.save()
    assert read_document(path).media == ()
    session.redo()
    session.save()
    assert len(read_document(path).media) == 1


def test_a_picture_that_is_missing_does_not_keep_a_document_from_being_saved(tmp_path):
    session = session_of(chosen("lost.png", "a.png", a=png()))
    written(tmp_path, svg(), "media/lost.png")
    session.save(tmp_path / "letter.yaml")
    session.apply("Name", lambda document: set_field(document, BlockId("1"), "image", "a.png"))
    session.save(tmp_path / "letter.pleidooi")
    assert [block.image for block in read_document(session.path).blocks] == [
        session.document.media[0].name
    ] * 2


def test_saving_beside_does_not_touch_the_pictures_of_others(tmp_path):
    theirs = written(tmp_path, svg(), "media/a.png")
    session = session_of(chosen("a.png", a=png()))
    session.save(tmp_path / "letter.yaml")
    assert theirs.read_bytes() == svg()
    assert read_document(session.path).media[0].data == png()


def test_what_was_saved_opens_elsewhere_when_its_folder_moves_with_it(tmp_path):
    session = session_of(chosen("a.png", a=png()))
    (tmp_path / "one").mkdir()
    session.save(tmp_path / "one" / "letter.yaml")
    shutil.move(tmp_path / "one", tmp_path / "two")
    assert read_document(tmp_path / "two" / "letter.yaml").media[0].data == png()
