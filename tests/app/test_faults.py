"""Every call to the disk fails, in every way: the file is whole, the error ours, the session not saved."""

import errno
import os
import shutil
import subprocess
import sys
import unicodedata
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest

from composer import resources
from composer.app import session as module
from composer.app.session import Session
from composer.app.templates import begin
from composer.compose.world import World
from composer.errors import SaveFailed
from composer.model.edits import set_document_field
from composer.store.disk import DISK
from composer.store.documents import read_document, write_document
from composer.store.files import digest_of, save
from composer.store.journal import Journal, left_journals
from tests.builders import letter, paragraph, template

SAMPLE = resources.templates() / "demo" / "samples" / "brief-woningen.yaml"
ERRORS = ("EIO", "ENOSPC", "EACCES", "EROFS", "EDQUOT", "EINTR", "EBUSY", "ESTALE")
# Without these the file is as safe: permissions, the lock of a folder, a folder that syncs by itself.
HARMLESS = {"permit", "hold", "close", "sync_folder"}
DOCUMENT = letter(paragraph("Een."), paragraph("Twee."))
OLD = write_document(DOCUMENT).encode()


@dataclass
class Nth:
    """The disk, whose call of a number fails, once or from then on; it may take a few bytes at a time."""

    number: int = -1
    error: int = errno.EIO
    for_good: bool = False
    is_short: bool = False
    calls: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def __getattr__(self, name):
        def do(*arguments):
            here = len(self.calls)
            self.calls.append(name)
            if here == self.number or (self.for_good and here > self.number >= 0):
                self.failed.append(name)
                if name == "close":  # a system that complains has closed all the same
                    DISK.close(*arguments)
                raise OSError(self.error, os.strerror(self.error))
            if name == "write" and self.is_short:
                descriptor, data = arguments
                return os.write(descriptor, data[: max(len(data) // 3, 1)])
            return getattr(DISK, name)(*arguments)

        return do


def saved_through(layer, session, monkeypatch):
    monkeypatch.setattr(module, "save", partial(save, layer=layer))
    session.save()


def changed(path):
    """A session on a file, with a change that is not saved."""
    session = Session(DOCUMENT, World(template()), path=path)
    session._base = digest_of(OLD)
    session.apply("x", lambda document: set_document_field(document, "subject", "Nieuw"))
    return session


@pytest.fixture
def session(tmp_path):
    (tmp_path / "brief.yaml").write_bytes(OLD)
    return changed(tmp_path / "brief.yaml")


@pytest.mark.parametrize("is_short", [False, True], ids=["whole", "short"])
@pytest.mark.parametrize("for_good", [False, True], ids=["once", "for-good"])
@pytest.mark.parametrize("name", ERRORS)
def test_every_call_may_fail(tmp_path, monkeypatch, session, name, for_good, is_short):
    error = getattr(errno, name, None)
    if error is None:
        pytest.skip(f"this system has no {name}")
    path = session.path
    whole = Nth(is_short=is_short)
    saved_through(whole, session, monkeypatch)
    new = path.read_bytes()
    assert len(whole.calls) >= 13
    for number in range(len(whole.calls)):
        path.write_bytes(OLD)
        session, layer = changed(path), Nth(number, error, for_good, is_short)
        failure = None
        try:
            saved_through(layer, session, monkeypatch)
        except SaveFailed as caught:
            failure = caught
        content = path.read_bytes()
        if failure:
            assert failure.hint
            assert (session.is_changed, session.base) == (True, digest_of(OLD))
            assert content == OLD or (content == new and "sync_folder" in layer.failed)
        else:
            assert set(layer.failed) <= HARMLESS
            assert (session.is_changed, content) == (False, new)
        beside = [other for other in tmp_path.iterdir() if other != path]
        assert not beside or "remove" in layer.failed
        for other in beside:
            other.unlink()


def test_the_session_saves_once_the_disk_is_well_again(session, monkeypatch):
    for number in range(13):
        with pytest.raises(SaveFailed):
            saved_through(Nth(0, errno.EIO, for_good=True), session, monkeypatch)
        session.apply(
            "x", lambda document, number=number: set_document_field(document, "subject", f"{number}")
        )
    saved_through(DISK, session, monkeypatch)
    assert read_document(session.path).field("subject") == "12"


def test_a_save_that_seemed_to_fail_is_not_taken_for_somebody_elses(session, monkeypatch):
    """The folder could not be synced: the file is the new one, and who saves again must not be asked."""
    layer = Nth()
    saved_through(layer, session, monkeypatch)
    session.apply("x", lambda document: set_document_field(document, "subject", "Een"))
    failing = Nth(layer.calls.index("sync_folder"), errno.EIO)
    with pytest.raises(SaveFailed, match="not certain"):
        saved_through(failing, session, monkeypatch)
    assert failing.failed == ["sync_folder"]
    assert session.is_own(digest_of(session.path.read_bytes()))
    session.apply("x", lambda document: set_document_field(document, "subject", "Twee"))
    saved_through(DISK, session, monkeypatch)
    assert read_document(session.path).field("subject") == "Twee"


@pytest.mark.parametrize("name", ERRORS)
def test_every_call_of_the_journal_may_fail(memory_path, name):
    """After a failure that passes, the next words are safe together with those before."""
    documents = [letter(paragraph(f"Nummer {number}.")) for number in range(3)]
    whole = Nth(is_short=True)
    write_all(Journal(memory_path / "whole", layer=whole), documents)
    for number in range(len(whole.calls)):
        folder = memory_path / f"{number}"
        layer = Nth(number, getattr(errno, name, errno.EIO), is_short=True)
        safe = write_all(Journal(folder, layer=layer), documents)
        (left,) = left_journals(folder)
        assert f"Nummer {len(documents) - 1}.".encode() in left.text
        assert safe[-1]


def write_all(journal, documents):
    safe = []
    for document in documents:
        try:
            journal.write(document)
            safe.append(True)
        except SaveFailed:
            safe.append(False)
    if not safe[-1]:  # as the keeper does, a second later
        journal.write(documents[-1])
        safe.append(True)
    journal.abandon()
    return safe


# ---- real disks


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 256 KB, where this user may mount one."""
    place = tmp_path / "small"
    place.mkdir()
    mount = shutil.which("mount")
    if sys.platform != "linux" or not mount or os.geteuid() != 0:
        pytest.skip("only root on Linux can mount a small disk")
    done = subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=256k", "tmpfs", place], capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip("this container may not mount")
    yield place
    subprocess.run([shutil.which("umount"), "-l", place], check=True)


def test_a_disk_that_is_full_keeps_the_old_file(small_disk):
    path = small_disk / "brief.yaml"
    session = begin("demo/letter", "nl")
    session.save(path)
    old = path.read_bytes()
    (small_disk / "ballast").write_bytes(bytes(160_000))
    session.apply("x", lambda document: set_document_field(document, "subject", "woorden " * 20_000))
    with pytest.raises(SaveFailed, match="disk is full"):
        session.save()
    assert session.is_changed
    assert path.read_bytes() == old
    assert {other.name for other in small_disk.iterdir()} == {"brief.yaml", "ballast"}
    (small_disk / "ballast").unlink()
    session.apply("x", lambda document: set_document_field(document, "subject", "woorden " * 200))
    session.save()
    assert read_document(path) == session.document


def test_a_journal_on_a_full_disk_goes_on_when_there_is_room(small_disk):
    journal = Journal(small_disk / "journal")
    journal.write(letter(paragraph("Een.")))
    ballast = small_disk / "ballast"
    with suppress(OSError), ballast.open("wb", buffering=0) as file:
        while file.write(bytes(4096)):
            pass
    with pytest.raises(SaveFailed, match="disk is full"):
        journal.write(letter(paragraph("Twee. " * 2000)))
    ballast.unlink()
    journal.write(letter(paragraph("Drie.")))
    journal.abandon()
    (left,) = left_journals(small_disk / "journal")
    assert b"Drie." in left.text


READ_ONLY = """
import os, sys
from pathlib import Path
from composer.app.session import Session
from composer.errors import SaveFailed
from composer.model.edits import set_document_field
folder = Path(sys.argv[1])
session = Session.open(folder / "brief.yaml")
session.apply("x", lambda document: set_document_field(document, "subject", "Nieuw"))
if os.geteuid() == 0:
    os.setgid(65534); os.setuid(65534)
try:
    session.save()
except SaveFailed as error:
    print(session.is_changed, error.reason, "|", error.hint)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no permission bits")
def test_a_folder_that_can_only_be_read_is_told(tmp_path):
    folder = tmp_path / "team"
    folder.mkdir()
    path = Path(shutil.copy(SAMPLE, folder / "brief.yaml"))
    old = path.read_bytes()
    path.chmod(0o666)
    for above in (folder, *folder.parents[:3]):
        if above.owner() == folder.owner() and above != Path(above.anchor):
            above.chmod(0o555)
    done = subprocess.run(
        [sys.executable, "-c", READ_ONLY, folder], capture_output=True, encoding="utf-8", check=False
    )
    folder.chmod(0o755)
    folder.parent.chmod(0o755)
    assert done.stdout.startswith("True 'brief.yaml' was not saved: you may not write there"), done.stderr
    assert "another folder" in done.stdout
    assert path.read_bytes() == old
    assert list(folder.iterdir()) == [path]


# ---- names


def names():
    """More than 300 names that a disk may have: reserved ones, every script, NFC and NFD, up to 255 bytes."""
    stems = [
        "CON",
        "prn",
        "AUX",
        "nul",
        "COM1",
        "LPT9",
        "-rf",
        "--help",
        "~",
        "#",
        "%s",
        "{0}",
        "$HOME",
        "`id`",
    ]
    stems += ["a b", " a", "a ", "a.", "..a", "...", "a'b", 'a"b', "a;b", "a|b", "a&b", "a<b>c", "a?b", "a*b"]
    stems += [
        "a:b",
        "a\\b",
        "C:",
        "a\tb",
        "a\nb",
        "a\rb",
        "a\x1bb",
        "a\x7fb",
        "\u202eabc",
        "a\u200bb",
        "\ufeffa",
    ]
    stems += ["brief (conflicted copy)", "brief-PC12", "brief (1)", "Kopie van brief", "brief.yaml.in-use"]
    words = [
        "crème brûlée",
        "Ångström",
        "übergröße",
        "naïef",
        "coördinatie",
        "één",
        "ﬁ",
        "ĳsje",
        "Ğ",
        "I\u0307",
    ]
    words += ["письмо", "επιστολή", "信", "手紙", "편지", "مكتوب", "מכתב", "पत्र", "จดหมาย", "წერილი", "նամակ"]
    words += ["👍", "👩‍👩‍👧", "🇳🇱", "👍🏽", "é\u0301\u0302\u0303", "\U0001f1e6", "𝔅𝔯𝔦𝔢𝔣", "\u00ad", "\u2028"]
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        stems += [unicodedata.normalize(form, word) for word in words]
    stems += [letter * count for letter in "xéж信👍" for count in (1, 10, 40, 49, 50, 60)]
    for length in range(200, 251):
        stems.append("x" * length)
    stems += [chr(code) for code in (*range(0x21, 0x2F), *range(0x3A, 0x7F), *range(0xA1, 0x100))]
    fit = (f"{stem}.yaml" for stem in stems)
    return list(dict.fromkeys(name for name in fit if len(name.encode()) <= 255))


def test_every_name_that_the_disk_allows_is_saved_and_opened(tmp_path):
    every = names()
    assert len(every) >= 300
    assert max(len(name.encode()) for name in every) == 255
    for name in every:
        path = tmp_path / name
        path.write_bytes(b"old")
        save(path, OLD)
        assert read_document(path) == DOCUMENT
        assert [other.name for other in tmp_path.iterdir()] == [name], "and nothing beside it"
        path.unlink()
