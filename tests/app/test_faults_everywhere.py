"""Each call to the disk that a save makes fails, also those of the journal and of the earlier versions.

`test_faults` hands a failing disk to the one save function; here the disk of the whole program fails.
"""

import errno
import itertools
import os
from dataclasses import dataclass, field

import pytest

from composer.app.session import Session
from composer.compose.world import World
from composer.errors import SaveFailed
from composer.model.edits import set_document_field
from composer.store.backups import Backups
from composer.store.disk import DISK, FileLayer
from composer.store.documents import open_bytes, write_document
from composer.store.files import digest_of
from composer.store.journal import left_journals
from tests.app.test_faults import ERRORS
from tests.builders import letter, paragraph, template

# All there are: a call that is added to the layer is in here by itself.
CALLS = tuple(name for name in vars(FileLayer) if not name.startswith("_"))
# `wait` asks the disk nothing. `lock` is of a journal that begins, and `make_folder` of the first one of all.
NEVER = {"wait"}
DOCUMENT = letter(paragraph("Een."), paragraph("Twee."))
OLD = write_document(DOCUMENT).encode()


@dataclass
class Failing:
    """Lets a call of a number fail, once or from then on; `is_short` writes a few bytes at a time."""

    number: int = -1
    error: int = errno.EIO
    for_good: bool = False
    is_short: bool = False
    count: itertools.count = field(default_factory=itertools.count)
    calls: list[str] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)

    def install(self, patch: pytest.MonkeyPatch) -> None:
        for name in CALLS:
            patch.setattr(type(DISK), name, self._failing(name, getattr(type(DISK), name)))

    def _failing(self, name, really):
        def do(disk, *arguments):
            here = next(self.count)
            self.calls.append(name)
            if name != "wait" and (here == self.number or (self.for_good and here > self.number >= 0)):
                self.failed.append((name, str(arguments[0])))
                if name == "close":  # a system that complains has closed all the same
                    really(disk, *arguments)
                raise OSError(self.error, os.strerror(self.error))
            if name == "write" and self.is_short:
                descriptor, data = arguments
                return really(disk, descriptor, data[: max(len(data) // 3, 1)])
            return really(disk, *arguments)

        return do


def saving(folder, failing):
    """A session that types, whose words are kept, and that saves; returns it with what went wrong."""
    path = folder / "brief.yaml"
    path.write_bytes(OLD)
    session = Session(DOCUMENT, World(template()), path=path)
    session._base = digest_of(OLD)
    keeper = session.keep_in(folder / "journal", Backups(folder / "versions"))
    keeper._end()  # the test alone says when the journal is written
    session.apply("x", lambda document: set_document_field(document, "subject", "Nieuw"))
    failure = None
    with pytest.MonkeyPatch.context() as patch:
        failing.install(patch)
        is_kept = keeper.keep()
        try:
            session.save()
        except SaveFailed as error:
            failure = error
    return session, is_kept, failure


def test_the_calls_of_a_save_are_all_there_are(memory_path):
    """What is not in this list is called nowhere, or the list is not whole."""
    failing = Failing()
    saving(memory_path, failing)
    assert set(CALLS) - set(failing.calls) == NEVER
    assert set(CALLS) == {name for name in vars(type(DISK)) if not name.startswith("_")}
    assert len(failing.calls) > 60


@pytest.mark.parametrize("is_short", [False, True], ids=["whole", "short"])
@pytest.mark.parametrize("for_good", [False, True], ids=["once", "for-good"])
@pytest.mark.parametrize("name", ERRORS)
def test_every_call_of_the_program_may_fail(memory_path, name, for_good, is_short):
    """The file is the old or the new one, whole; the error is ours; what was typed is safe somewhere."""
    error = getattr(errno, name, None)
    if error is None:
        pytest.skip(f"this system has no {name}")
    whole, first = Failing(is_short=is_short), memory_path / "first"
    first.mkdir()
    session, is_kept, failure = saving(first, whole)
    assert (is_kept, failure) == (True, None)
    new = session.path.read_bytes()
    for number in range(len(whole.calls)):
        folder = memory_path / f"{number}"
        folder.mkdir()
        failing = Failing(number, error, for_good, is_short)
        session, is_kept, failure = saving(folder, failing)
        assert failing.failed or whole.calls[number] == "wait"
        content = session.path.read_bytes()
        assert content in (OLD, new), "torn"
        if failure:
            assert failure.hint
            assert "saved" in failure.reason
            assert session.is_changed, "the window says that it is not saved"
            assert content == OLD or ("sync_folder", str(folder)) in failing.failed
        else:
            assert content == new, "it says saved and is not"
            assert not session.is_changed
        session.keeper.journal.abandon()
        if content == OLD and is_kept:
            held = [open_bytes(left.text, folder).document for left in left_journals(folder / "journal")]
            assert [document.field("subject") for document in held] == ["Nieuw"]
