"""Whenever the power goes, the old file or the new one is there, whole; who saves otherwise is caught."""

import hashlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from composer.errors import SaveFailed
from composer.store import files, journal
from composer.store.disk import FileLayer
from composer.store.documents import open_bytes
from composer.store.files import save
from composer.store.journal import Journal, left_journals
from tests.builders import letter, paragraph
from tests.store.crashes import Image, Memory

OLD, NEW, THEIRS = b"old words " * 40, b"new words, and more of them " * 50, b"their words " * 30
TARGET = Path("/folder/brief.yaml")

Save = Callable[[Memory, Path, bytes, str], None]


def ours(disk: Memory, path: Path, data: bytes, base: str) -> None:
    save(path, data, base=base, layer=disk)


# ---- mutants: each leaves out one thing that `save` does


def temporary(path: Path) -> Path:
    return path.with_name(f".{path.name}.tmp")


def written(disk: Memory, path: Path, data: bytes, *, sync: bool = True) -> None:
    descriptor = disk.create(path, 0o644)
    disk.write(descriptor, memoryview(data))
    if sync:
        disk.sync(descriptor)
    disk.close(descriptor)


def refuse_other(disk: Memory, path: Path, base: str) -> None:
    if hashlib.sha256(disk.content(path) or b"").hexdigest() != base:
        raise SaveFailed("conflict")


def refuse_damaged(disk: Memory, path: Path, data: bytes) -> None:
    if disk.read(path) != data:
        raise SaveFailed("damaged")


def no_sync(disk: Memory, path: Path, data: bytes, base: str) -> None:
    beside = temporary(path)
    written(disk, beside, data, sync=False)
    refuse_damaged(disk, beside, data)
    refuse_other(disk, path, base)
    disk.replace(beside, path)
    disk.sync_folder(path.parent)


def no_read_back(disk: Memory, path: Path, data: bytes, base: str) -> None:
    beside = temporary(path)
    written(disk, beside, data)
    refuse_other(disk, path, base)
    disk.replace(beside, path)
    disk.sync_folder(path.parent)


def by_bak(disk: Memory, path: Path, data: bytes, base: str) -> None:
    refuse_other(disk, path, base)
    disk.replace(path, path.with_name(path.name + ".bak"))
    written(disk, path, data)
    refuse_damaged(disk, path, data)
    disk.sync_folder(path.parent)


def no_hash(disk: Memory, path: Path, data: bytes, base: str) -> None:
    beside = temporary(path)
    written(disk, beside, data)
    refuse_damaged(disk, beside, data)
    disk.replace(beside, path)
    disk.sync_folder(path.parent)


def no_folder_sync(disk: Memory, path: Path, data: bytes, base: str) -> None:
    beside = temporary(path)
    written(disk, beside, data)
    refuse_damaged(disk, beside, data)
    refuse_other(disk, path, base)
    disk.replace(beside, path)


MUTANTS = (no_sync, no_read_back, by_bak, no_hash, no_folder_sync)


# ---- what can go wrong


def after_crash(saving: Save) -> list[str]:
    """The power goes at any moment of two saves, one after the other."""
    disk = Memory.holding({TARGET: OLD}, mark=(OLD, NEW))
    saving(disk, TARGET, NEW, hashlib.sha256(OLD).hexdigest())
    disk.mark = (NEW,)
    disk._done("returned")
    disk.mark = (NEW, THEIRS)
    saving(disk, TARGET, THEIRS, hashlib.sha256(NEW).hexdigest())
    disk.mark = (THEIRS,)
    disk._done("returned")
    return [call for allowed, call, image in disk.images() if image.get(TARGET) not in allowed]


def after_damage(saving: Save) -> list[str]:
    """The disk takes what it is given and keeps something else."""
    disk = Memory.holding({TARGET: OLD}, corrupts=True)
    with suppress(SaveFailed):
        saving(disk, TARGET, NEW, hashlib.sha256(OLD).hexdigest())
    return [] if disk.content(TARGET) in (OLD, NEW) else ["damage"]


def after_somebody_else(saving: Save) -> list[str]:
    """Somebody else saved since we read the file, before we begin or while we write."""
    bad = []
    for call in ("", "write", "sync", "close"):
        disk = Memory.holding({TARGET: OLD})
        arrived: list[str] = []

        def arrive(now: str, disk: Memory = disk, call: str = call, arrived: list[str] = arrived) -> None:
            if now == call and not arrived:
                arrived.append(now)
                disk.put(TARGET, THEIRS)

        disk.before = arrive
        if not call:
            disk.put(TARGET, THEIRS)
        with suppress(SaveFailed):
            saving(disk, TARGET, NEW, hashlib.sha256(OLD).hexdigest())
        if disk.content(TARGET) != THEIRS:
            bad.append(f"theirs after {call}")
    return bad


def bad_ends(saving: Save) -> list[str]:
    return [*after_crash(saving), *after_damage(saving), *after_somebody_else(saving)]


def test_no_crash_no_damage_and_nobody_else_leaves_anything_but_a_whole_file():
    assert bad_ends(ours) == []


def test_the_model_knows_every_call_and_the_mutants_are_those_of_the_contract():
    calls = {name for name in vars(FileLayer) if not name.startswith("_")}
    assert calls <= set(vars(Memory))
    names = ["no_sync", "no_read_back", "by_bak", "no_hash", "no_folder_sync"]
    assert [mutant.__name__ for mutant in MUTANTS] == names


def test_the_model_has_many_images():
    disk = Memory.holding({TARGET: OLD})
    ours(disk, TARGET, NEW, hashlib.sha256(OLD).hexdigest())
    assert len(list(disk.images())) > 20


@pytest.mark.parametrize("mutant", MUTANTS)
def test_whoever_leaves_out_a_step_is_caught(mutant):
    assert bad_ends(mutant)


@pytest.mark.parametrize("step", ["sync", "read", "sync_folder"])
def test_our_own_function_without_a_step_is_caught(step, monkeypatch):
    """The mutants above are written apart; these are `save` itself with one call to the disk left out."""
    if step == "read":
        monkeypatch.setattr(files, "_read_back", lambda *_arguments: None)
    else:
        monkeypatch.setattr(Memory, step, lambda self, _what: self._done(step))
    assert bad_ends(ours)


# ---- the journal

FOLDER = Path("/data/journal")


def typing(disk: Memory) -> list:
    """Types ten things, saves after the sixth, and marks what is acknowledged."""
    documents = [letter(paragraph(f"Nummer {number}. " * (1 + number % 3))) for number in range(10)]
    disk.mark = -1
    written = Journal(FOLDER, layer=disk)
    for number, document in enumerate(documents):
        written.write(document, edits=number)
        disk.mark = number
        disk._done("acknowledged")
        if number == 5:
            written.saved(document, TARGET, "hash")
            disk._done("saved")
    return documents


def lost(disk: Memory, documents: list, folder: Path) -> list[str]:
    """The images from which less can be recovered than was acknowledged."""
    bad, seen = [], {}
    for acknowledged, call, image in disk.images():
        key = tuple(sorted((path.name, content) for path, content in image.items()))
        if key not in seen:
            seen[key] = recovered(image, documents, folder)
        if seen[key] < acknowledged:
            bad.append(call)
    return bad


def recovered(image: Image, documents: list, folder: Path) -> int:
    for old in folder.iterdir():
        old.unlink()
    for path, content in image.items():
        (folder / path.name).write_bytes(content)
    found = list(left_journals(folder))
    assert len(found) <= 1
    return documents.index(open_bytes(found[0].text, Path("x")).document) if found else -1


@pytest.fixture
def short(monkeypatch):
    monkeypatch.setattr(journal, "LINES", 3)


def test_no_crash_loses_what_was_acknowledged(short, tmp_path):
    disk = Memory()
    assert lost(disk, typing(disk), tmp_path) == []
    assert disk.moments[-1][0] == 9


@pytest.mark.parametrize("call", ["sync", "sync_folder"])
def test_a_journal_that_does_not_sync_is_caught(short, tmp_path, monkeypatch, call):
    monkeypatch.setattr(Memory, call, lambda self, _what: self._done(call))
    disk = Memory()
    assert lost(disk, typing(disk), tmp_path)


def test_a_journal_that_deletes_the_old_file_first_is_caught(short, tmp_path, monkeypatch):
    begin = Journal._begin

    def hasty(self, flat, media):
        if self.file is not None:
            self.layer.remove(self.file)
            self.layer.sync_folder(self.folder)
            self.file = None
        begin(self, flat, media)

    monkeypatch.setattr(Journal, "_begin", hasty)
    disk = Memory()
    assert lost(disk, typing(disk), tmp_path)
