"""The journal: what was written is there after any end of the program, and nothing else is."""

import errno
import json
import os
import random
import stat
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from composer.app.recovery import candidates
from composer.errors import DocumentError, SaveFailed
from composer.model.document import BlockId, Document
from composer.model.edits import Place, insert_blocks, move_block, remove_blocks, set_field, tidied
from composer.model.inline import parse_text
from composer.model.picture import Image
from composer.store.documents import open_bytes
from composer.store.flat import changed_by, changes, document_text, flatten
from composer.store.journal import (
    BIN,
    LINES,
    PICTURES,
    Journal,
    _line,
    left_journals,
    read_journal,
    read_media,
    sweep,
    take_journal,
)
from composer.store.pictures import read_picture
from tests.builders import letter, paragraph, section
from tests.store.builders import DOCUMENTS
from tests.store.faults import Faulty

WHEN = datetime(2026, 3, 1, 12, tzinfo=UTC)
PICTURE = read_picture(b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'/>", "foto.svg")


def typed(document: Document, words: str, block: str = "1") -> Document:
    return set_field(document, BlockId(block), "text", parse_text(words))


def recovered(text: bytes) -> Document:
    return open_bytes(text, Path("journal")).document


def left(folder: Path) -> Document:
    """The one document that a program left behind."""
    (found,) = left_journals(folder)
    return recovered(found.text)


@pytest.fixture
def journal(tmp_path):
    journal = Journal(tmp_path / "journal", now=lambda: WHEN)
    yield journal
    journal.abandon()


@pytest.fixture
def document():
    return letter(paragraph("Een."), section("Twee", paragraph("Drie."), paragraph("Vier.")), title="Proef")


# ---- flat documents


@settings(max_examples=60, deadline=None)
@given(DOCUMENTS, DOCUMENTS)
def test_a_change_makes_the_one_document_the_other(one, other):
    one, other = tidied(one), tidied(other)
    before = flatten(one)
    after = flatten(other, before)
    tree = changed_by(before.tree, changes(before, after))
    assert recovered(document_text(tree).encode()) == other
    assert changes(after, flatten(other, after)) == {}


def test_a_change_holds_the_block_that_changed_and_nothing_else(document):
    before = flatten(document)
    inner = document.blocks[1].children[0].id
    change = changes(before, flatten(typed(document, "Anders.", inner), before))
    assert change == {"blocks": {inner: {"kind": "paragraph", "id": inner, "text": "Anders."}}}


def test_blocks_of_one_id_or_none_are_all_kept(document):
    twice = replace(document, blocks=(paragraph("a", id=BlockId("x")), paragraph("b", id=BlockId("x"))))
    texts = [block.text.plain for block in recovered(document_text(flatten(twice).tree).encode()).blocks]
    assert texts == ["a", "b"]


@pytest.mark.parametrize(
    "tree",
    [
        {"head": 1, "order": [], "blocks": {}},
        {"head": {}, "order": [1], "blocks": {}},
        {"head": {}, "order": [["a", "b"]], "blocks": {"a": {}}},
        {"head": {}, "order": ["a"], "blocks": {"a": 1}},
    ],
)
def test_what_is_no_flat_document_is_refused(tree):
    with pytest.raises(TypeError):
        document_text(tree)


# ---- writing and reading


def test_what_was_written_last_is_what_is_left(journal, document):
    for words in ("a", "ab", "abc"):
        document = typed(document, words)
        journal.write(document, edits=len(words))
    moved = move_block(
        remove_blocks(document, [BlockId("1")]), document.blocks[1].children[1].id, Place(None, 0)
    )
    journal.write(moved, edits=5)
    journal.abandon()
    assert left(journal.folder) == moved
    (found,) = left_journals(journal.folder)
    assert (found.edits, found.time, found.path, found.base, found.is_cut) == (5, WHEN, None, "", False)


def test_a_journal_tells_of_which_file_it_is(tmp_path, document):
    journal = Journal(tmp_path / "journal", tmp_path / "brief.yaml", "abc")
    journal.write(document, edits=1)
    journal.abandon()
    (found,) = left_journals(journal.folder)
    assert (found.path, found.base) == (tmp_path / "brief.yaml", "abc")


def test_nothing_is_on_the_disk_before_something_is_written(journal):
    journal.close(keep=True)
    assert not journal.folder.exists()


def test_a_journal_is_of_this_user_alone(journal, document):
    journal.write(document)
    assert stat.S_IMODE(journal.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(journal.file.stat().st_mode) == 0o600


def test_every_line_is_on_the_disk_when_the_call_returns(tmp_path, document):
    layer = Faulty()
    journal = Journal(tmp_path / "journal", layer=layer)
    journal.write(document)
    assert layer.calls[-4:] == ["lock", "write", "sync", "sync_folder"]
    journal.write(typed(document, "a"))
    assert layer.calls[-2:] == ["write", "sync"]
    journal.abandon()


def test_the_same_document_is_not_written_twice(tmp_path, document):
    layer = Faulty()
    journal = Journal(tmp_path / "journal", layer=layer)
    journal.write(document)
    layer.calls.clear()
    journal.write(document)
    journal.write(typed(document, document.blocks[0].text.plain))
    assert layer.calls == []
    journal.abandon()


def test_a_long_journal_begins_anew_in_one_file(journal, document):
    for number in range(2 * LINES + 5):
        journal.write(typed(document, f"Nummer {number}."))
    assert [path.name[-12:] for path in journal.folder.iterdir()] == ["000003.jsonl"]
    journal.abandon()
    assert left(journal.folder) == typed(document, f"Nummer {2 * LINES + 4}.")


def test_a_line_that_was_cut_off_anywhere_costs_that_line_only(journal, document):
    journal.write(document)
    size = journal.file.stat().st_size
    journal.write(typed(document, "Anders."))
    journal.abandon()
    whole = journal.file.read_bytes()
    for end in range(size, len(whole)):
        journal.file.write_bytes(whole[:end])
        found = read_journal(journal.file)
        assert recovered(found.text) == document
        assert found.is_cut == (end > size)
    for end in random.Random(7).sample(range(size), 20):
        journal.file.write_bytes(whole[:end])
        with pytest.raises(DocumentError, match="whole document"):
            read_journal(journal.file)
        assert list(left_journals(journal.folder)) == []


def test_bytes_that_turned_over_end_what_is_read(journal, document):
    journal.write(document)
    size = journal.file.stat().st_size
    journal.write(typed(document, "Anders."))
    journal.write(typed(document, "Nog anders."))
    journal.abandon()
    data = bytearray(journal.file.read_bytes())
    data[size + 30] ^= 1
    journal.file.write_bytes(data)
    found = read_journal(journal.file)
    assert recovered(found.text) == document
    assert found.is_cut


def test_lines_out_of_order_are_not_believed(journal, document):
    journal.write(document)
    journal.write(typed(document, "a"))
    journal.write(typed(document, "b"))
    journal.abandon()
    first, _second, third = journal.file.read_bytes().splitlines(keepends=True)
    journal.file.write_bytes(first + third)
    assert recovered(read_journal(journal.file).text) == document


# ---- when the disk fails


@pytest.mark.parametrize("call", ["make_folder", "create", "write", "sync", "sync_folder"])
@pytest.mark.parametrize("before", [0, 1])
def test_after_a_failure_everything_is_written_anew(tmp_path, document, call, before):
    layer = Faulty()
    journal = Journal(tmp_path / "journal", layer=layer)
    for number in range(before):
        journal.write(typed(document, f"{number}"))
    layer.call, layer.error = call, OSError(errno.ENOSPC, "full")
    if before and call in {"make_folder", "create", "sync_folder"}:
        journal.write(typed(document, "a"))  # nothing of the kind is asked for one more line
        layer.call = ""
        journal.saved(typed(document, "a"), tmp_path / "b", "c")
    else:
        with pytest.raises(SaveFailed) as caught:
            journal.write(typed(document, "a"))
        assert caught.value.hint
        if before:
            assert recovered(read_journal(journal.file).text) in (typed(document, "0"), typed(document, "a"))
    journal.write(typed(document, "ab"))
    journal.abandon()
    assert left(journal.folder) == typed(document, "ab")


def test_a_short_write_is_completed(tmp_path, document):
    class Short(Faulty):
        def write(self, descriptor, data):
            return os.write(descriptor, data[:7])

    journal = Journal(tmp_path / "journal", layer=Short())
    journal.write(document)
    journal.write(typed(document, "a"))
    journal.abandon()
    assert left(journal.folder) == typed(document, "a")


def test_the_old_file_stays_until_the_new_one_is_whole(tmp_path, document):
    layer = Faulty()
    journal = Journal(tmp_path / "journal", layer=layer)
    journal.write(document)
    layer.call = "sync_folder"
    with pytest.raises(SaveFailed):
        journal.saved(typed(document, "a"), tmp_path / "b", "c")
    assert recovered(read_journal(journal.file).text) == document
    assert len(list(journal.folder.iterdir())) == 1
    journal.abandon()


def test_a_disk_without_locks_has_a_journal_all_the_same(tmp_path, document):
    journal = Journal(tmp_path / "journal", layer=Faulty("lock", OSError(errno.ENOLCK, "none")))
    journal.write(document)
    journal.abandon()
    assert left(journal.folder) == document


# ---- saving and closing


def test_a_save_begins_the_journal_anew(journal, document, tmp_path):
    journal.write(document, edits=3)
    journal.write(typed(document, "a"), edits=4)
    journal.saved(typed(document, "a"), tmp_path / "brief.yaml", "abc")
    assert len(list(journal.folder.iterdir())) == 1
    journal.abandon()
    (found,) = left_journals(journal.folder)
    assert (found.path, found.base, found.edits) == (tmp_path / "brief.yaml", "abc", 0)


def test_a_save_of_what_was_never_changed_writes_no_journal(journal, document, tmp_path):
    journal.saved(document, tmp_path / "brief.yaml", "abc")
    assert not journal.folder.exists()
    journal.write(document, edits=1)
    assert journal.path == tmp_path / "brief.yaml"


def test_a_clean_end_leaves_nothing(journal, document):
    journal.write(document)
    journal.close(keep=False)
    assert list(journal.folder.iterdir()) == []


def test_what_the_author_threw_away_is_in_the_bin_for_thirty_days(journal, document):
    journal.write(document)
    journal.close(keep=True)
    assert list(left_journals(journal.folder)) == []
    (kept,) = (journal.folder / BIN).iterdir()
    assert kept.name.startswith("2026-03-01-")
    assert recovered(read_journal(kept).text) == document
    (journal.folder / BIN / "2026-13-99-x.jsonl").touch()
    (journal.folder / BIN / "other").touch()
    sweep(journal.folder, now=lambda: WHEN + timedelta(days=30))
    assert kept.exists()
    sweep(journal.folder, now=lambda: WHEN + timedelta(days=31))
    assert {path.name for path in (journal.folder / BIN).iterdir()} == {"2026-13-99-x.jsonl", "other"}


# ---- more than one program


def test_the_journal_of_a_program_that_runs_is_left_alone(journal, document):
    journal.write(document)
    assert list(left_journals(journal.folder)) == []
    with pytest.raises(SaveFailed, match="another window"):
        take_journal(journal.file)
    journal.abandon()
    take_journal(journal.file)
    assert left(journal.folder) == document


def test_an_older_part_serves_when_the_newest_was_cut_off_at_its_beginning(journal, document):
    journal.write(document)
    journal.abandon()
    newest = journal.file.with_name(journal.file.name.replace("000001", "000002"))
    newest.write_bytes(journal.file.read_bytes()[:50])
    assert left(journal.folder) == document


def test_a_folder_that_is_not_there_holds_nothing(tmp_path):
    assert list(left_journals(tmp_path / "gone")) == []
    sweep(tmp_path / "gone")


# ---- pictures


def pictured(document):
    return replace(document, media=(PICTURE,))


def test_pictures_are_kept_once_and_swept_when_no_journal_names_them(journal, document):
    journal.write(pictured(document))
    journal.write(pictured(typed(document, "a")))
    place = journal.folder / PICTURES / PICTURE.digest
    assert place.read_bytes() == PICTURE.data
    sweep(journal.folder)
    journal.abandon()
    sweep(journal.folder)
    (found,) = left_journals(journal.folder)
    assert read_media(found) == (PICTURE,)
    assert read_media(found)[0].data == PICTURE.data
    place.write_bytes(b"other")
    assert read_media(found) == ()
    journal.file.unlink()
    sweep(journal.folder)
    assert not place.exists()


def test_a_picture_that_comes_later_is_kept_too(journal, document):
    journal.write(document)
    journal.write(pictured(document))
    journal.write(pictured(typed(document, "a")))
    journal.abandon()
    (found,) = left_journals(journal.folder)
    assert read_media(found) == (PICTURE,)


def test_a_picture_that_could_not_be_read_is_not_kept(journal, document):
    journal.write(replace(document, media=(Image(name="weg.png", problem="x", hint="y"),)))
    journal.abandon()
    (found,) = left_journals(journal.folder)
    assert read_media(found) == ()


@pytest.mark.parametrize("told", [[], {"a": "../../etc/passwd"}, {"a": None}])
def test_a_journal_leads_nowhere_else(journal, document, told):
    journal.write(document)
    journal.abandon()
    head = json.loads(journal.file.read_bytes().partition(b" ")[2])
    journal.file.write_bytes(_line(head | {"media": told}))
    with pytest.raises(DocumentError):
        read_journal(journal.file)


def test_nothing_is_swept_while_a_journal_cannot_be_read(journal, document):
    journal.write(pictured(document))
    journal.abandon()
    journal.file.write_bytes(b"")
    sweep(journal.folder)
    assert (journal.folder / PICTURES / PICTURE.digest).exists()


@settings(max_examples=25, deadline=None)
@given(st.lists(DOCUMENTS, min_size=1, max_size=4))
def test_any_row_of_documents_is_given_back(tmp_path_factory, documents):
    journal = Journal(tmp_path_factory.mktemp("j") / "journal")
    for document in documents:
        journal.write(document)
        assert recovered(read_journal(journal.file).text) == tidied(document)
    journal.abandon()


def test_a_block_inserted_at_the_top_costs_one_block(journal, document):
    journal.write(document)
    size = journal.file.stat().st_size
    journal.write(insert_blocks(document, (paragraph("Nieuw.", id=BlockId("new")),), Place(None, 0)))
    assert journal.file.stat().st_size - size < 260


# ---- lines that are whole and say nothing sensible


SENSELESS = (
    None, 0, -1, 1e308, True, "", "a\0b", "\ud800", "../../a", "/dev/zero", [], {}, [[]], {"a": {}},
    float("nan"),
    "2026-99-99", "9999-12-31T23:59:59+23:59", "0001-01-01T00:00:00+23:00", "20260101",
)  # fmt: skip


@pytest.mark.parametrize("is_gone", [False, True], ids=["other", "gone"])
def test_a_journal_that_says_anything_hides_no_other(tmp_path, is_gone):
    """Each entry of each line in turn is another or missing: the words are offered, or the journal is not."""
    folder = tmp_path / "journal"
    for number in range(2):
        journal = Journal(folder, tmp_path / f"{number}.yaml", "a" * 64)
        journal.write(letter(paragraph("Een.")))
        journal.write(letter(paragraph("Twee.")), edits=2)
        journal.abandon()
    file, other = sorted(folder.iterdir())
    lines = [json.loads(line[9:]) for line in file.read_bytes().splitlines()]
    for at, line in enumerate(lines):
        for key in line:
            for value in SENSELESS[:1] if is_gone else SENSELESS:
                changed = [{**one} for one in lines]
                changed[at][key] = value
                if is_gone:
                    del changed[at][key]
                file.write_bytes(b"".join(_line(one) for one in changed))
                found = {one.journal: one for one in candidates(folder)}
                assert found[other].document.blocks[0].text.plain == "Twee."
                if file in found:
                    assert found[file].time.tzinfo is UTC
                    assert 1970 <= found[file].time.year < 9999
                    Journal(folder, found[file].path)
