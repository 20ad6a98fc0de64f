"""Saving keeps the old file or makes the new one, whatever fails; reading says plainly what is wrong."""

import errno
import hashlib
import os
import stat
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from composer.errors import DocumentError, SaveFailed, TemplateError
from composer.store.disk import DISK, FileLayer
from composer.store.files import ChangedOnDisk, make_folder, read_bytes, remove, save, set_aside
from tests.store.builders import written
from tests.store.faults import Faulty

OLD, NEW = b"old words", b"new words, and more of them"
CALLS = (
    "resolve",
    "hold",
    "mode",
    "create",
    "write",
    "sync",
    "close",
    "permit",
    "read",
    "replace",
    "sync_folder",
)


def digest(data: bytes) -> str:
    """Returns what `save` returns."""
    return hashlib.sha256(data).hexdigest()


@dataclass
class Short(Faulty):
    """A disk that takes a few bytes at a time."""

    most: int = 5

    def write(self, descriptor, data):
        return os.write(descriptor, data[: self.most])


class Lying(Faulty):
    """A disk that gives back other bytes than it was given."""

    def read(self, path):
        return path.read_bytes()[:-1] + b"?"


def on_windows(code: int) -> OSError:
    """Returns the error as Windows raises it."""
    error = OSError(errno.EACCES, "somebody has it open")
    error.winerror = code
    return error


def failure(path: Path, layer: FileLayer = DISK, **how) -> SaveFailed:
    """Saves what cannot be saved."""
    with pytest.raises(SaveFailed) as caught:
        save(path, NEW, layer=layer, **how)
    assert caught.value.hint
    assert path.name in caught.value.reason
    return caught.value


def test_a_new_file_is_saved_and_its_hash_returned(tmp_path):
    path = tmp_path / "een brief.yaml"
    assert save(path, NEW) == digest(NEW)
    assert path.read_bytes() == NEW
    assert list(tmp_path.iterdir()) == [path]


def test_an_empty_file_is_saved(tmp_path):
    assert save(tmp_path / "a", b"") == digest(b"")
    assert (tmp_path / "a").read_bytes() == b""


def test_an_old_file_is_replaced_by_a_new_one_not_written_over(tmp_path):
    path = written(tmp_path, OLD)
    with path.open("rb") as reading:
        save(path, NEW, base=digest(OLD))
        assert reading.read() == OLD
    assert path.read_bytes() == NEW


def test_the_calls_come_in_the_order_that_keeps_one_of_the_two_whole(tmp_path):
    layer = Faulty()
    save(written(tmp_path, OLD), NEW, base=digest(OLD), layer=layer)
    assert layer.calls == [
        "resolve", "mode", "create", "write", "sync", "close", "permit", "read",
        "hold", "mode", "read", "replace", "close", "sync_folder",
    ]  # fmt: skip


def test_a_disk_that_takes_little_at_a_time_gets_all(tmp_path):
    path = tmp_path / "a"
    save(path, NEW, layer=Short())
    assert path.read_bytes() == NEW
    assert "takes no more" in failure(path, Short(most=0)).reason
    assert path.read_bytes() == NEW


@pytest.mark.parametrize(
    "error", [errno.EIO, errno.ENOSPC, errno.EACCES, errno.EDQUOT, errno.EROFS, errno.EINTR]
)
@pytest.mark.parametrize("times", [1, 1000])
@pytest.mark.parametrize("call", CALLS)
def test_a_call_that_fails_leaves_one_whole_file_and_nothing_beside_it(tmp_path, call, times, error):
    path = written(tmp_path, OLD)
    layer = Faulty(call, OSError(error, os.strerror(error)), times)
    saved = call in {"permit", "hold"} or (call == "sync_folder" and error == errno.EACCES)
    if saved:
        save(path, NEW, layer=layer)
    else:
        failure(path, layer)
    assert path.read_bytes() == (NEW if saved or call == "sync_folder" else OLD)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("call", ["write", "sync", "close", "read", "replace"])
def test_an_interruption_leaves_nothing_beside_the_file(tmp_path, call):
    path = written(tmp_path, OLD)
    with pytest.raises(KeyboardInterrupt):
        save(path, NEW, layer=Faulty(call, KeyboardInterrupt()))
    assert path.read_bytes() == OLD
    assert list(tmp_path.iterdir()) == [path]


def test_what_cannot_even_be_removed_does_not_hide_what_failed(tmp_path):
    class Stuck(Faulty):
        def remove(self, path):
            raise OSError(errno.EIO, "stuck")

    assert "full" in failure(tmp_path / "a", Stuck("sync", OSError(errno.ENOSPC, "full"))).reason


@pytest.mark.parametrize(
    ("error", "reason", "hint"),
    [
        (errno.ENOSPC, "the disk is full", "make room"),
        (errno.EACCES, "you may not write there", "another folder"),
        (errno.EROFS, "can only be read", "another folder"),
        (errno.ENOENT, "the folder is not there", "another folder"),
        (errno.EIO, "the disk reports an error", "save again"),
        (errno.EXDEV, "cross-device", "save again"),
    ],
)
def test_a_failure_says_what_failed_what_is_safe_and_what_to_do(tmp_path, error, reason, hint):
    found = failure(tmp_path / "brief.yaml", Faulty("write", OSError(error, os.strerror(error))))
    assert found.reason.startswith("'brief.yaml' was not saved: ")
    assert reason in found.reason
    assert found.hint.startswith("what was there before is untouched; ")
    assert hint in found.hint


def test_a_disk_that_gives_back_other_bytes_is_not_trusted(tmp_path):
    path = written(tmp_path, OLD)
    assert "other bytes" in failure(path, Lying()).reason
    assert path.read_bytes() == OLD
    assert list(tmp_path.iterdir()) == [path]


# ---- somebody else


def test_what_somebody_else_saved_is_not_overwritten(tmp_path):
    path = written(tmp_path, b"theirs")
    with pytest.raises(ChangedOnDisk) as caught:
        save(path, NEW, base=digest(OLD))
    assert "somebody else changed it" in caught.value.reason
    assert "nothing was written" in caught.value.hint
    assert path.read_bytes() == b"theirs"
    assert list(tmp_path.iterdir()) == [path]


def test_what_somebody_else_moved_away_is_not_silently_made_again(tmp_path):
    with pytest.raises(ChangedOnDisk, match="moved or deleted"):
        save(tmp_path / "a", NEW, base=digest(OLD))
    assert list(tmp_path.iterdir()) == []


def test_the_same_bytes_are_no_conflict(tmp_path):
    path = written(tmp_path, NEW)
    assert save(path, NEW, base=digest(OLD)) == digest(NEW)


def test_an_empty_base_says_that_there_is_no_file_yet(tmp_path):
    path = tmp_path / "a"
    assert save(path, NEW, base="") == digest(NEW)
    with pytest.raises(ChangedOnDisk):
        save(path, OLD, base="")


def test_without_a_base_whatever_is_there_is_replaced(tmp_path):
    path = written(tmp_path, OLD)
    save(path, NEW)
    assert path.read_bytes() == NEW


# ---- what stood there before, and who is next


def test_the_old_content_is_given_before_it_is_replaced(tmp_path):
    path = written(tmp_path, OLD)
    kept = []
    save(path, NEW, keep=lambda old: kept.append((old, path.read_bytes())))
    assert kept == [(OLD, OLD)]


def test_there_is_nothing_to_keep_of_a_new_file_or_of_the_same_bytes(tmp_path):
    kept = []
    save(tmp_path / "a", NEW, keep=kept.append)
    save(tmp_path / "a", NEW, keep=kept.append)
    assert kept == []


def test_who_saves_waits_for_the_process_that_saves_in_the_folder(tmp_path):
    path = written(tmp_path, OLD)
    held = DISK.hold(tmp_path)

    class Patient(Faulty):
        def wait(self, seconds):
            self.calls.append("wait")
            if self.calls.count("wait") == 3:
                DISK.close(held)

    layer = Patient()
    save(path, NEW, base=digest(OLD), layer=layer)
    assert [call for call in layer.calls if call in {"hold", "wait", "replace"}] == (
        ["hold", "wait"] * 3 + ["hold", "replace"]
    )


def test_who_keeps_the_folder_locked_for_ever_stops_nobody(tmp_path):
    path = written(tmp_path, OLD)
    held = DISK.hold(tmp_path)
    layer = Faulty()
    save(path, NEW, layer=layer)
    DISK.close(held)
    assert path.read_bytes() == NEW
    assert sum(layer.waited) == pytest.approx(2.0)


def test_a_lock_ends_with_what_holds_it(tmp_path):
    held = DISK.hold(tmp_path)
    with pytest.raises(BlockingIOError):
        DISK.hold(tmp_path)
    DISK.close(held)
    DISK.close(DISK.hold(tmp_path))


def test_a_folder_is_made_or_it_is_told_why_not(tmp_path):
    make_folder(tmp_path / "a" / "b", permissions=0o700)
    make_folder(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()
    written(tmp_path, OLD, "file")
    with pytest.raises(SaveFailed, match="cannot be made"):
        make_folder(tmp_path / "file" / "b")


def test_a_file_is_set_aside_over_an_older_one(tmp_path):
    path, aside = written(tmp_path, NEW, "a"), written(tmp_path, OLD, "b")
    assert set_aside(path, aside)
    assert aside.read_bytes() == NEW
    assert not set_aside(path, aside)


def test_a_file_of_the_program_is_removed(tmp_path):
    path = written(tmp_path, OLD)
    assert not remove(path, layer=Faulty("remove"))
    assert remove(path)
    assert remove(path)


# ---- the loader of the caller


def test_what_cannot_be_read_again_is_never_written(tmp_path):
    path = written(tmp_path, OLD)
    layer = Faulty()

    def check(data):
        assert data == NEW
        raise DocumentError("a", 1, 2, "a text that is too long")

    assert "a text that is too long" in failure(path, layer, check=check).reason
    assert layer.calls == []
    save(path, NEW, check=lambda data: None)
    assert path.read_bytes() == NEW


# ---- the kinds of file


def test_a_link_stays_a_link(tmp_path):
    path = written(tmp_path / "team", OLD)
    link = tmp_path / "link.yaml"
    link.symlink_to(path)
    save(link, NEW, base=digest(OLD))
    assert link.is_symlink()
    assert path.read_bytes() == NEW
    assert list(path.parent.iterdir()) == [path]


def test_a_link_to_nothing_yet_makes_the_file(tmp_path):
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "later")
    save(link, NEW)
    assert link.is_symlink()
    assert (tmp_path / "later").read_bytes() == NEW


def test_links_in_a_circle_are_told(tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"
    one.symlink_to(other)
    other.symlink_to(one)
    assert "circle" in failure(one).reason


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no permission bits")
def test_a_file_keeps_its_permissions(tmp_path):
    path = written(tmp_path, OLD)
    path.chmod(0o642)
    save(path, NEW)
    assert stat.S_IMODE(path.stat().st_mode) == 0o642


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no permission bits")
def test_a_new_file_has_the_permissions_that_new_files_have(tmp_path):
    (tmp_path / "plain").touch()
    save(tmp_path / "a", NEW)
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_file_that_can_only_be_read_stays_as_it_is(tmp_path):
    path = written(tmp_path, OLD)
    path.chmod(0o444)
    assert "only be read" in failure(path).reason
    assert path.read_bytes() == OLD


def test_what_is_no_file_is_not_replaced(tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    assert "folder has this name" in failure(folder).reason
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        assert "ordinary" in failure(tmp_path / "pipe").reason


@pytest.mark.parametrize(
    "name", ["é" * 120, "x" * 250, "a b", "-rf", "…", "brief (kopie) #2.yaml", "👩‍👩‍👧.yaml"]
)
def test_any_name_that_the_disk_allows_is_saved(tmp_path, name):
    save(tmp_path / name, NEW)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_name_that_is_too_long_is_told(tmp_path):
    assert "name is too long" in failure(tmp_path / ("x" * 300)).reason


def test_a_folder_that_is_gone_is_told(tmp_path):
    assert "folder is not there" in failure(tmp_path / "gone" / "a").reason


# ---- Windows


@pytest.mark.parametrize("code", [5, 32, 33])
def test_windows_is_asked_again_while_somebody_has_the_file_open(tmp_path, code):
    path = written(tmp_path, OLD)
    layer = Faulty("replace", on_windows(code), times=3)
    save(path, NEW, layer=layer)
    assert path.read_bytes() == NEW
    assert layer.waited == [0.01, 0.02, 0.05]


def test_windows_is_not_asked_for_ever(tmp_path):
    path = written(tmp_path, OLD)
    layer = Faulty("replace", on_windows(32), times=1000)
    failure(path, layer)
    assert 1.5 < sum(layer.waited) < 1.7
    assert path.read_bytes() == OLD
    assert list(tmp_path.iterdir()) == [path]


def test_another_error_of_windows_is_told_at_once(tmp_path):
    layer = Faulty("replace", on_windows(112))
    failure(tmp_path / "a", layer)
    assert layer.waited == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fcntl")
def test_macos_is_asked_for_more_than_a_sync(tmp_path, monkeypatch):
    import fcntl

    asked = []
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(fcntl, "F_FULLFSYNC", 51, raising=False)
    monkeypatch.setattr(fcntl, "fcntl", lambda _descriptor, command: asked.append(command))
    save(tmp_path / "a", NEW)
    assert asked == [51]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fcntl")
def test_a_network_disk_that_knows_no_more_gets_a_sync(tmp_path, monkeypatch):
    import fcntl

    def unknown(*_arguments):
        raise OSError(errno.ENOTSUP, "not here")

    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(fcntl, "F_FULLFSYNC", 51, raising=False)
    monkeypatch.setattr(fcntl, "fcntl", unknown)
    assert save(tmp_path / "a", NEW) == digest(NEW)


def test_waiting_waits():
    DISK.wait(0)


# ---- reading


def test_the_content_of_a_file_is_read(tmp_path):
    path = written(tmp_path, OLD)
    assert read_bytes(path, len(OLD)) == OLD
    with pytest.raises(DocumentError, match="larger than 0 MB"):
        read_bytes(path, len(OLD) - 1)


@pytest.mark.parametrize("refusal", [DocumentError, TemplateError])
def test_what_cannot_be_read_is_refused_in_plain_words(tmp_path, refusal, bound_by_rights):
    secret = written(tmp_path, OLD, "secret")
    secret.chmod(0)
    cases = {tmp_path / "gone": "no such file", tmp_path: "folder", tmp_path / ("x" * 300): "cannot be read"}
    cases[secret] = "may not read"
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        cases[tmp_path / "pipe"] = "ordinary"
    for path, words in cases.items():
        with pytest.raises(refusal, match=words) as caught:
            read_bytes(path, 10, refusal=refusal)
        assert caught.value.path == str(path)
        assert caught.value.line == 0
        assert caught.value.hint


def test_a_file_that_may_not_be_read_is_told_so(tmp_path, monkeypatch):
    def forbidden(*_arguments):
        raise PermissionError(errno.EACCES, "no")

    path = written(tmp_path, OLD)
    monkeypatch.setattr(Path, "open", forbidden)
    with pytest.raises(DocumentError, match="may not read"):
        read_bytes(path, 10)


class Msvcrt:
    """The module of Windows that locks one byte of a file."""

    LK_NBLCK = 2

    def __init__(self, error=None):
        self.error = error
        self.locked = []

    def locking(self, descriptor, mode, count):
        self.locked.append((os.lseek(descriptor, 0, os.SEEK_CUR), mode, count))
        if self.error:
            raise self.error


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has its own")
@pytest.mark.parametrize("is_locked", [False, True])
def test_on_windows_a_byte_is_locked_that_no_file_has(tmp_path, monkeypatch, is_locked):
    msvcrt = Msvcrt(OSError(errno.EACCES, "locked") if is_locked else None)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "msvcrt", msvcrt)
    path = written(tmp_path, OLD)
    if is_locked:
        with pytest.raises(BlockingIOError):
            DISK.hold(path)
    else:
        descriptor = DISK.hold(path)
        assert os.lseek(descriptor, 0, os.SEEK_CUR) == 0
        DISK.close(descriptor)
    assert msvcrt.locked == [(2**31 - 2, Msvcrt.LK_NBLCK, 1)]
