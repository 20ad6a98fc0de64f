"""Somebody else saved the file: told by what it holds; both are merged, and nothing is lost."""

import multiprocessing
import os
import shutil
from dataclasses import replace

import pytest

from composer import resources
from composer.app.conflict import Outside, keep_mine, look, merged, take_merged, take_theirs
from composer.app.session import ConflictError, Session
from composer.app.templates import begin
from composer.model.document import BlockId
from composer.model.edits import Place, insert_blocks, set_document_field, set_field
from composer.model.inline import parse_text
from composer.store.backups import Backups
from composer.store.documents import read_document
from tests.builders import paragraph

SAMPLE = resources.templates() / "demo" / "samples" / "brief-woningen.yaml"
WRITERS, SAVES = 4, 500


@pytest.fixture
def path(tmp_path):
    return shutil.copy(SAMPLE, tmp_path / "brief.yaml")


def begun(path):
    """A small document in its file."""
    session = begin("demo/letter", "nl")
    session.apply("x", lambda document: replace(document, blocks=()))
    session.save(path)
    return session


def field(key, value):
    return lambda document: set_document_field(document, key, value)


def test_a_file_that_nobody_changed_is_the_same_whatever_its_time(path):
    session = Session.open(path)
    for when in (0, 2**31):
        os.utime(path, (when, when))
        assert look(path, session.base).state is Outside.SAME


def test_own_saves_are_never_foreign(memory_path):
    """As a watcher would look after every save; a real one looks at ten thousand in tests/ui."""
    session = begun(memory_path / "brief.yaml")
    path = session.path
    for number in range(1000):
        session.apply("x", field("subject", f"{number}"))
        session.save()
        assert look(path, session.base).state is Outside.SAME


def test_a_changed_file_of_the_same_size_and_time_is_another(path):
    session = Session.open(path)
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(b"woning", b"gninow", 1))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert look(path, session.base).state is Outside.CHANGED


def test_a_file_that_is_gone_or_damaged_is_told(path):
    session = Session.open(path)
    path.write_bytes(b"\x00")
    assert look(path, session.base).state is Outside.UNREADABLE
    assert look(path, session.base).error.hint
    path.unlink()
    assert look(path, session.base).state is Outside.MISSING


@pytest.fixture
def two(path):
    """Two windows on one file; the other one saved."""
    mine, other = Session.open(path), Session.open(path)
    mine.apply("x", field("subject", "Mijn onderwerp"))
    other.apply("x", field("subject", "Hun onderwerp"))
    other.apply("x", field("place", "Zwolle"))
    other.save()
    return mine, other


def test_two_windows_on_one_file_are_merged(path, two):
    mine, other = two
    with pytest.raises(ConflictError):
        mine.save()
    theirs = look(path, mine.base).theirs
    result = merged(mine, theirs)
    assert [conflict.path for conflict in result.conflicts] == ["fields.subject"]
    take_merged(mine, theirs, result)
    assert mine.document.field("subject") == "Mijn onderwerp"
    assert mine.document.field("place") == "Zwolle"
    assert mine.undo_label
    mine.save()
    assert read_document(path) == mine.document
    assert look(path, other.base).state is Outside.CHANGED


def test_an_answer_is_taken_into_the_merge(path, two):
    mine, _other = two
    theirs = look(path, mine.base).theirs
    result = merged(mine, theirs)
    take_merged(mine, theirs, result, dict.fromkeys(result.conflicts, "theirs"))
    assert mine.document == theirs.document
    assert not mine.is_changed
    mine.undo()
    assert mine.document.field("subject") == "Mijn onderwerp"
    assert mine.is_changed


def test_theirs_can_be_taken_and_mine_is_one_step_of_undo_away(path, two):
    mine, other = two
    take_theirs(mine, look(path, mine.base).theirs)
    assert mine.document == other.document
    mine.undo()
    mine.save()
    assert read_document(path).field("subject") == "Mijn onderwerp"


def test_mine_over_theirs_keeps_theirs_as_an_earlier_version(path, two, tmp_path):
    mine, _other = two
    backups = Backups(tmp_path / "versions")
    mine.keep_in(tmp_path / "journal", backups)
    keep_mine(mine, look(path, mine.base).theirs)
    mine.save()
    assert read_document(path).field("subject") == "Mijn onderwerp"
    kept = [backups.read(version.digest) for version in backups.versions(path)]
    assert any(b"Hun onderwerp" in content for content in kept)
    mine.close()


# ---- several programs on one file


def with_number(document, writer, number):
    """Adds a number to the newest block of a writer, each fiftieth time in a new block at the top."""
    mine = [block for block in document.blocks if block.id.startswith(f"writer{writer}-")]
    if number % 50 == 0:
        new = paragraph(f"{writer}:{number}", id=BlockId(f"writer{writer}-{number}"))
        return insert_blocks(document, (new,), Place(None, 0))
    words = parse_text(f"{mine[0].text.plain} {writer}:{number}")
    return set_field(document, mine[0].id, "text", words)


def write_again_and_again(path, writer, telling):
    """Opens the document, and saves it with a number more each time; whoever is in the way is merged."""
    session, merges = Session.open(path), 0
    for number in range(SAVES):
        session.apply("x", lambda document, number=number: with_number(document, writer, number))
        while True:
            try:
                session.save()
                break
            except ConflictError:
                theirs = look(path, session.base).theirs
                take_merged(session, theirs, merged(session, theirs))
                merges += 1
    telling.send(merges)


def test_writers_on_one_file_lose_nothing(memory_path):
    """4 processes, 500 saves each."""
    path = begun(memory_path / "brief.yaml").path
    context = multiprocessing.get_context("spawn")
    told, telling = context.Pipe(duplex=False)
    writers = [
        context.Process(target=write_again_and_again, args=(path, writer, telling))
        for writer in range(WRITERS)
    ]
    for process in writers:
        process.start()
    for process in writers:
        process.join()
        assert process.exitcode == 0
    blocks = (block for block in read_document(path).walk() if block.id.startswith("writer"))
    words = [word for block in blocks for word in block.text.plain.split()]
    assert sorted(words) == sorted(f"{w}:{n}" for w in range(WRITERS) for n in range(SAVES))
    assert list(path.parent.iterdir()) == [path]
    assert sum(told.recv() for _process in writers) > SAVES / 10, "they were in each other's way"
