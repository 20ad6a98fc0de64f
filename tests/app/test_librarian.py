"""The libraries while the program runs: by the settings of now, with what is used where."""

import os
import threading
from dataclasses import replace

import pytest

from composer.app.librarian import Librarian
from composer.app.library_edits import Details, new_revision, next_revision
from composer.app.shelf import own_library
from composer.errors import SaveFailed
from composer.model.document import Origin
from composer.model.hit import Filters
from composer.model.picture import Image
from composer.store.documents import write_document
from composer.store.library_folder import create_library
from tests.builders import figure, letter, paragraph
from tests.pictures import png

DETAILS = Details(title="Wijkbedrijf", themes=("Wonen",), owner="Team", author="A. Jansen")
TEXT = "Het wijkbedrijf van de buurt helpt huurders aan werk en houdt de straten schoon en de portieken heel."


@pytest.fixture
def folders():
    return []


@pytest.fixture
def recent():
    return []


@pytest.fixture
def librarian(tmp_path, folders, recent, monkeypatch):
    monkeypatch.setenv("PLEIDOOI_DATA", str(tmp_path / "data"))
    made = Librarian(lambda: map(str, folders), lambda: map(str, recent), cache=tmp_path / "cache")
    yield made
    made.close()


def add(librarian, block, place="", **changes):
    details = replace(DETAILS, **changes)
    return librarian.save(
        new_revision(block, letter(), details, is_taken=librarian.has, state="adopted"), place
    )


def test_samples_are_there_from_the_start(librarian):
    assert librarian.look().findings == ()
    found = librarian.search("schoolstraat")
    assert librarian.search("", Filters(kinds=("request",))).hits
    assert found.choices.kinds
    assert librarian.search("auto’s schooltijd").hits[0].id == "vb-schoolstraat"
    stored = librarian.stored(librarian.search("auto’s schooltijd").hits[0])
    assert stored.revision.title == "Een half uur zonder auto’s"


def test_wordings_of_the_language_that_is_written_in_come_first(librarian):
    librarian.look()
    for language in ("nl", "en"):
        hits = librarian.search("", language=language).hits
        with_wording = [hit for hit in hits if hit.language == language]
        assert hits[: len(with_wording)] == tuple(with_wording)
        assert len({(hit.library, hit.id) for hit in hits}) == len(hits)
    assert {hit.language for hit in librarian.search("", Filters(languages=("en",)), "nl").hits} == {"en"}


def test_source_is_a_kind_of_its_own_and_found_by_author_and_title(librarian):
    librarian.look()
    hits = librarian.search("", Filters(kinds=("source",))).hits
    assert {hit.id for hit in hits} > {"br-wrr-2021", "br-klimaatwet"}
    (found,) = [hit for hit in librarian.search("raad regeringsbeleid").hits if hit.kind == "source"]
    assert found.text.startswith("WRR. Kiezen voor houdbare zorg.")
    assert not [
        hit for hit in librarian.search("", Filters(kinds=("paragraph",))).hits if hit.id.startswith("br-")
    ]


def test_first_block_makes_the_library_of_the_user(librarian):
    assert not own_library().exists()
    stored = add(librarian, paragraph(TEXT))
    assert own_library().is_dir()
    assert librarian.has(stored.revision.id)
    assert [hit.id for hit in librarian.search("portieken").hits] == [stored.revision.id]


def test_folder_of_the_settings_is_searched_from_then_on(librarian, folders, tmp_path):
    assert not librarian.search("portieken").hits
    create_library(tmp_path / "team", "Team")
    folders.append(tmp_path / "team")
    stored = add(librarian, paragraph(TEXT), str(tmp_path / "team"))
    place = next(one for one in librarian.places() if one.name == "Team")
    assert place.may_write
    assert not next(one for one in librarian.places() if "Stedenkring" in one.name).may_write
    assert librarian.search("portieken").hits[0].library == place.place
    assert stored.digest


def test_nearly_the_same_is_found_and_the_block_itself_left_out(librarian):
    stored = add(librarian, paragraph(TEXT))
    scanned = TEXT.replace("de buurt", "debuurt").replace("schoon", "sch00n").replace("helpt", "he1pt")
    ((hit, like),) = librarian.alike(scanned)
    assert hit.id == stored.revision.id
    assert like.relation == "same"
    assert librarian.alike(scanned, but=stored.revision.id) == ()
    assert librarian.alike("Iets heel anders, over warmte en water in een straat die nergens op lijkt.") == ()


def test_documents_beside_the_recent_ones_are_counted(librarian, recent, tmp_path):
    folder = tmp_path / "brieven"
    folder.mkdir()
    block = replace(paragraph("x"), origin=Origin("vb-schoolstraat", "abc"))
    for name in ("een.yaml", "twee.yaml"):
        (folder / name).write_text(write_document(letter(block)), encoding="utf-8")
    recent.append(folder / "een.yaml")
    librarian.look()
    assert len(librarian.used_now("vb-schoolstraat")) == 2
    assert librarian.search("auto’s schooltijd").hits[0].uses == 2


def test_histories_are_those_of_the_blocks_of_a_document(librarian):
    document = letter(replace(paragraph("x"), origin=Origin("vb-wijkbedrijf", "abc")))
    (found,) = librarian.histories(document).values()
    assert len(found) == 2


def test_pictures_come_along_both_ways(librarian, tmp_path):
    data = png()
    image = Image(name="foto.png", digest="0" * 64, sort="png", data=data)
    document = letter(figure("foto.png", "Een foto"), media=(image,))
    revision = new_revision(document.blocks[0], document, DETAILS)
    add(librarian, paragraph("Eerst."), title="Eerst")
    place = str(own_library())
    librarian.save(revision, place, (image, Image(name="leeg.png")))
    library = librarian.shelf.library(place)
    name = library.put_asset(data, ".png")
    (back,) = librarian.images(place, [name, "0" * 64 + ".png"])
    assert back.data == data
    assert librarian.images("nowhere", [name]) == ()


def test_what_cannot_be_saved_is_said(librarian):
    shipped = next(one.place for one in librarian.places() if not one.may_write)
    with pytest.raises(SaveFailed):
        add(librarian, paragraph(TEXT), shipped)


def test_look_ends_when_nobody_wants_it(librarian):
    def stop():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        librarian.look(stop)


def test_hit_that_is_gone_opens_as_nothing(librarian):
    librarian.look()
    hit = librarian.search("wijkbedrijf").hits[0]
    assert librarian.stored(hit._replace(digest="0" * 12)) is None
    assert librarian.stored(hit._replace(library="nowhere")) is None


def test_what_counts_now_is_found_in_the_library_that_has_the_block(librarian):
    place, stored = librarian.now_of(Origin("vb-wijkbedrijf", "gone"))
    assert "library" in place
    assert stored.revision.state == "adopted"
    known = librarian.now_of(Origin("vb-wijkbedrijf", stored.digest))
    assert known == (place, stored)
    assert librarian.now_of(Origin("no-such-block")) is None


def test_nothing_counts_where_two_contradict_each_other(librarian):
    one = add(librarian, paragraph(TEXT))
    for words in ("Anders.", "Nog anders."):
        details = replace(DETAILS, owner=words)
        librarian.save(next_revision(one.revision, one.digest, details, state="adopted"), str(own_library()))
    assert librarian.now_of(Origin(one.revision.id, one.digest)) is None


def test_other_settings_open_other_libraries(librarian, folders, tmp_path):
    first = librarian.shelf
    assert librarian.shelf is first
    folders.append(tmp_path / "team")
    assert librarian.shelf is not first
    librarian.close()
    librarian.close()


def test_palette_finds_samples_though_nobody_looked_at_the_libraries(librarian):
    assert not librarian.search("schoolplein").hits
    librarian.be_ready()
    librarian.be_ready()
    assert librarian.search("schoolplein").hits


def test_the_own_library_has_its_name_before_it_is_made(librarian):
    own = next(one for one in librarian.places() if one.may_write)
    assert own.name == "My library"
    add(librarian, paragraph("Een blok."), own.place)
    assert next(one for one in librarian.places() if one.may_write) == own


def test_other_folders_are_chosen_while_somebody_searches(librarian, folders, tmp_path):
    for name in ("een", "twee"):
        create_library(tmp_path / name, name)
    librarian.look()
    ended = threading.Event()
    broke = []

    def searched():
        while not ended.is_set():
            try:
                librarian.search("de")
                librarian.look()
            except Exception as error:  # noqa: BLE001  whatever it is, it is told below
                broke.append(error)
                return

    threads = [threading.Thread(target=searched) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(60):
        folders[:] = [tmp_path / "een"] if number % 2 else [tmp_path / "twee", tmp_path / "een"]
        librarian.search("buurt")
    ended.set()
    for thread in threads:
        thread.join()
    assert broke == []
    assert librarian.search("auto’s schooltijd").hits


def test_libraries_that_are_named_for_the_machine_come_first(librarian, folders, tmp_path, monkeypatch):
    for name in ("alle", "ook", "mijn"):
        create_library(tmp_path / name, name)
    folders.append(tmp_path / "mijn")
    named = os.pathsep.join((str(tmp_path / "alle"), "", str(tmp_path / "ook"), str(tmp_path / "weg")))
    monkeypatch.setenv("PLEIDOOI_LIBRARIES", named)
    places = librarian.places()
    assert [one.name for one in places][:4] == ["alle", "ook", "weg", "mijn"]
    assert [one.is_chosen for one in places][:4] == [False, False, False, True]
    assert "'weg'" in librarian.look().findings[0].sentence
