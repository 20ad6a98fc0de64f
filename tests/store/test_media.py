"""The pictures of a document: found beside it or in its file, never looked for elsewhere, never lost."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from composer.errors import SaveFailed
from composer.model.document import Document
from composer.model.edits import set_image
from composer.store import limits, media
from composer.store.container import unpack
from composer.store.documents import document_bytes, is_packed, open_bytes, read_document
from composer.store.media import save_beside, settled
from composer.store.pictures import read_picture
from tests.builders import figure, letter, section
from tests.pictures import jpeg, png, svg
from tests.store.builders import HEAD, written


def document(folder: Path, *names: str, **files: bytes) -> Document:
    """Reads a document of figures with these names; files get a dot for the last underscore."""
    for name, data in files.items():
        written(folder, data, f"media/{'.'.join(name.rsplit('_', 1))}")
    blocks = "".join(f"  - {{kind: figure, image: {name!r}}}\n" for name in names)
    return read_document(written(folder, f"{HEAD}blocks:\n{blocks}"))


def test_pictures_stand_beside_the_document(tmp_path):
    made = document(
        tmp_path, "a.png", "b.svg", "a.png", "media/c.jpg", a_png=png(), b_svg=svg(), c_jpg=jpeg()
    )
    assert [(image.name, image.sort) for image in made.media] == [
        ("a.png", "png"),
        ("b.svg", "svg"),
        ("c.jpg", "jpeg"),
    ]
    assert made.image("media/a.png") is made.image("a.png") is made.media[0]


def test_what_no_block_names_is_not_read(tmp_path):
    assert document(tmp_path, "a.png", a_png=png(), b_png=png()).media[1:] == ()


def test_a_picture_within_a_section_is_found(tmp_path):
    written(tmp_path, png(), "media/a.png")
    text = f"{HEAD}blocks:\n  - kind: section\n    blocks:\n      - {{kind: figure, image: a.png}}\n"
    assert len(read_document(written(tmp_path, text)).media) == 1


def test_a_picture_that_is_not_there_is_not_in_the_document(tmp_path):
    made = document(tmp_path, "a.png", "x" * 190 + "é" * 9)
    assert made.media == ()
    assert made.image("a.png") is None


@pytest.mark.parametrize(
    "name", ["../secret.png", "/etc/passwd", "sub/a.png", "..", ".hidden.png", "C:a.png", "a\\b.png"]
)
def test_no_picture_is_looked_for_outside_its_folder(tmp_path, name):
    written(tmp_path, png(), "secret.png")
    assert document(tmp_path / "in", name).media == ()


def test_what_is_not_a_file_or_too_large_says_so(tmp_path, monkeypatch):
    (tmp_path / "media" / "folder.png").mkdir(parents=True)
    monkeypatch.setattr(limits, "PICTURE_BYTES", 500)
    made = document(tmp_path, "folder.png", "large.png", large_png=bytes(501))
    assert [bool(image.problem) for image in made.media] == [True, True]


def test_all_pictures_together_have_a_limit_too(tmp_path, monkeypatch):
    data = png()
    monkeypatch.setattr(limits, "ZIP_BYTES", len(data) + 10)
    made = document(tmp_path, "a.png", "b.png", a_png=data, b_png=data)
    assert [bool(image.problem) for image in made.media] == [False, True]


@pytest.mark.skipif(os.name == "nt", reason="no pipes with names there")
def test_a_pipe_is_not_waited_for(tmp_path):
    (tmp_path / "media").mkdir()
    os.mkfifo(tmp_path / "media" / "a.png")
    assert document(tmp_path, "a.png").media[0].problem


# ---- in one file


def test_packed_pictures_are_named_after_their_content_and_come_back(tmp_path):
    made = document(tmp_path, "a.png", "b.svg", "copy.png", a_png=png(), b_svg=svg(), copy_png=png())
    data = document_bytes(made, ".pleidooi")
    assert data == document_bytes(made, ".PLEIDOOI")
    images = [read_picture(png(), ""), read_picture(svg(), "")]
    assert set(unpack(data, "a").media) == {f"media/{image.content_name}" for image in images}
    again = open_bytes(data, Path("a")).document
    assert again == settled(made, None)
    assert [block.image for block in again.blocks] == [images[i].content_name for i in (0, 1, 0)]
    assert document_bytes(again, ".pleidooi") == data


def test_a_picture_that_cannot_be_printed_is_not_lost(tmp_path):
    made = document(tmp_path, "a.png", a_png=b"GIF89a")
    again = open_bytes(document_bytes(made, ".pleidooi"), Path("a")).document
    assert again.media[0].data == b"GIF89a"
    assert again.media[0].problem


def test_what_is_packed_but_named_by_no_block_stays_out(tmp_path):
    made = replace(
        letter(figure("a.png")), media=(read_picture(png(), "a.png"), read_picture(svg(), "b.svg"))
    )
    assert len(unpack(document_bytes(made, ".pleidooi"), "a").media) == 1


def test_the_name_of_a_file_says_whether_it_holds_its_pictures():
    assert is_packed(Path("a.Pleidooi"))
    assert not is_packed(Path("a.yaml"))


# ---- beside a file


def test_pictures_beside_a_document_keep_their_names(tmp_path):
    made = document(tmp_path, "a.png", a_png=png())
    target = tmp_path / "other" / "letter.yaml"
    target.parent.mkdir()
    kept = settled(made, target)
    assert kept == made
    save_beside(kept, target)
    assert (tmp_path / "other" / "media" / "a.png").read_bytes() == png()


def test_another_picture_of_the_same_name_is_left_alone(tmp_path):
    made = document(tmp_path, "a.png", a_png=png())
    theirs = written(tmp_path / "other", svg(), "media/a.png")
    target = tmp_path / "other" / "letter.yaml"
    kept = settled(made, target)
    save_beside(kept, target)
    save_beside(kept, target)
    assert theirs.read_bytes() == svg()
    assert kept.blocks[0].image == kept.media[0].content_name
    assert (theirs.parent / kept.media[0].content_name).read_bytes() == png()


def test_a_picture_named_after_its_content_is_written_again_when_it_is_damaged(tmp_path):
    image = read_picture(png(), "")
    image = replace(image, name=image.content_name)
    made = letter(figure(image.name), media=(image,))
    damaged = written(tmp_path, b"torn", f"media/{image.name}")
    save_beside(settled(made, tmp_path / "letter.yaml"), tmp_path / "letter.yaml")
    assert damaged.read_bytes() == png()


def test_a_picture_that_was_never_read_stays_where_it_is(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "PICTURE_BYTES", 500)
    made = document(tmp_path, "large.png", large_png=bytes(501))
    assert settled(made, tmp_path / "letter.yaml").media == made.media
    assert settled(made, tmp_path / "elsewhere" / "letter.yaml").media == ()
    assert settled(made, None).media == ()


def test_a_document_without_pictures_needs_no_folder(tmp_path):
    made = letter(section("a"))
    assert settled(made, tmp_path / "a.yaml") is made
    save_beside(made, tmp_path / "a.yaml")
    assert not (tmp_path / "media").exists()


def test_a_folder_that_cannot_be_made_is_said(tmp_path):
    written(tmp_path, "in the way", "media")
    made = letter(figure("a.png"), media=(read_picture(png(), "a.png"),))
    with pytest.raises(SaveFailed, match="media"):
        save_beside(made, tmp_path / "a.yaml")


def test_a_folder_with_the_name_of_a_picture_is_left_alone(tmp_path):
    (tmp_path / "media" / "a.png").mkdir(parents=True)
    made = settled(letter(figure("a.png"), media=(read_picture(png(), "a.png"),)), tmp_path / "a.yaml")
    save_beside(made, tmp_path / "a.yaml")
    assert (tmp_path / "media" / made.blocks[0].image).read_bytes() == png()


def test_a_name_that_no_disk_can_have_is_nowhere(tmp_path):
    assert not media._is_there(tmp_path / ("é" * 200))
    assert not media._is_there(Path("a\0b"))


def test_putting_a_picture_in_takes_the_place_of_its_name():
    one, other = read_picture(png(), "a.png"), read_picture(svg(), "a.png")
    made = set_image(set_image(letter(), one), other)
    assert made.media == (other,)
