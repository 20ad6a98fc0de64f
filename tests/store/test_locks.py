"""Who has a document open: told by a file beside it, never by a clock."""

import errno
import os
from dataclasses import replace

import pytest

from composer.store.locks import STILL, InUse, Lock
from tests.store.builders import written
from tests.store.faults import Faulty

ANNA, BRAM = InUse("anna", "pc-1", "a"), InUse("bram", "pc-2", "b")


@pytest.fixture
def path(tmp_path):
    return written(tmp_path, "x", "brief.yaml")


def test_the_first_has_the_document_and_the_second_hears_of_it(path):
    anna, bram = Lock(path, ANNA), Lock(path, BRAM)
    assert anna.step() is None
    assert bram.step() == ANNA
    assert (anna.is_mine, bram.is_mine) == (True, False)
    assert anna.file.name == "brief.yaml.in-use"


def test_who_counts_on_keeps_the_document(path):
    anna, bram = Lock(path, ANNA), Lock(path, BRAM)
    for _ in range(3 * STILL):
        assert anna.step() is None
        assert bram.step() == ANNA
    assert anna.me.counter == 3 * STILL


def test_a_lock_that_stands_still_for_three_steps_is_taken_over(path):
    anna, bram = Lock(path, ANNA), Lock(path, BRAM)
    anna.step()
    assert [bram.step() for _ in range(STILL)] == [ANNA] * STILL
    assert bram.step() is None
    assert bram.is_mine
    assert anna.step() == BRAM
    assert not anna.is_mine
    anna.release()
    assert bram.step() is None


def test_the_age_of_the_file_says_nothing(path):
    anna, bram = Lock(path, ANNA), Lock(path, BRAM)
    anna.step()
    os.utime(anna.file, (0, 0))
    assert bram.step() == ANNA
    os.utime(anna.file, (2**32, 2**32))
    assert bram.step() == ANNA


def test_a_document_let_go_is_free_at_once(path):
    anna, bram = Lock(path, ANNA), Lock(path, BRAM)
    anna.step()
    bram.step()
    bram.release()
    anna.release()
    assert not anna.file.exists()
    assert bram.step() is None


def test_letting_go_of_what_is_gone_is_nothing(path):
    anna = Lock(path, ANNA)
    anna.release()
    anna.step()
    anna.file.unlink()
    anna.release()


@pytest.mark.parametrize(
    "content", [b"x", b"{}", b"[]", b'{"name": 1}', b"[" * 3000, b"\xff", b'{"name":"a","machine":"b"}']
)
def test_a_lock_that_says_nothing_sensible_is_waited_for_and_then_taken(path, content):
    lock = Lock(path, ANNA)
    lock.file.write_bytes(content)
    assert [lock.step() for _ in range(STILL)] == [InUse("", "", "")] * STILL
    assert lock.step() is None
    assert lock.is_mine


def test_a_lock_that_is_far_too_long_is_no_lock(path):
    lock = Lock(path, ANNA)
    lock.file.write_bytes(b"x" * 10**6)
    assert lock.step() is None


def test_what_is_shown_of_others_is_one_short_visible_line(path):
    Lock(path, replace(BRAM, name="a\x1b[2J\n" + "b" * 500)).step()
    other = Lock(path, ANNA).step()
    assert other.name.startswith("a\\x1b[2J b")
    assert len(other.name) <= 60


def test_a_folder_that_can_only_be_read_has_no_locks(path):
    lock = Lock(path, ANNA, layer=Faulty("create", OSError(errno.EROFS, "read only"), times=1000))
    assert lock.step() is None
    assert not lock.is_mine
    lock.release()
