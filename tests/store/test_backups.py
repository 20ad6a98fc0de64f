"""Earlier versions: kept once, thinned with time, never half written."""

import errno
import random
from datetime import UTC, datetime, timedelta

import pytest

from composer.errors import DocumentError, SaveFailed
from composer.store.backups import OBJECTS, Backups, worth_keeping
from composer.store.files import digest_of
from tests.store.faults import Faulty

NOW = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)


class Clock:
    """A clock that is put where a test wants it."""

    def __init__(self):
        self.time = NOW

    def __call__(self):
        return self.time


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def backups(tmp_path, clock):
    return Backups(tmp_path / "versions", now=clock)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "brief.yaml"


def test_versions_are_listed_newest_first_and_read(backups, path, clock):
    for word in (b"een", b"twee", b"drie"):
        backups.keep(path, word)
        clock.time += timedelta(minutes=1)
    found = backups.versions(path)
    assert [backups.read(version.digest) for version in found] == [b"drie", b"twee", b"een"]
    assert [version.size for version in found] == [4, 4, 3]
    assert found[0].time == NOW + timedelta(minutes=2)
    assert backups.versions(path.with_name("other")) == ()


def test_the_same_content_is_kept_once(backups, path, clock):
    for word in (b"een", b"een", b"twee", b"een"):
        backups.keep(path, word)
        clock.time += timedelta(minutes=1)
    backups.keep(path.with_name("other"), b"een")
    assert len(backups.versions(path)) == 3
    assert len(list((backups.folder / OBJECTS).iterdir())) == 2


def test_a_link_and_its_file_have_one_row_of_versions(backups, path):
    path.touch()
    link = path.with_name("link")
    link.symlink_to(path)
    backups.keep(link, b"een")
    assert backups.versions(path)


def test_a_version_that_was_damaged_or_is_gone_is_told(backups, path):
    backups.keep(path, b"een")
    (version,) = backups.versions(path)
    place = backups.folder / OBJECTS / version.digest
    place.write_bytes(b"eeN")
    with pytest.raises(DocumentError, match="damaged"):
        backups.read(version.digest)
    place.unlink()
    assert backups.versions(path) == ()
    with pytest.raises(DocumentError, match="no such file"):
        backups.read(version.digest)
    backups.keep(path, b"een")
    assert backups.versions(path)


@pytest.mark.parametrize("call", ["make_folder", "create", "write", "sync", "replace"])
def test_a_version_that_could_not_be_kept_is_told_and_leaves_no_trace(tmp_path, path, call):
    backups = Backups(tmp_path / "versions", layer=Faulty(call, OSError(errno.ENOSPC, "full")))
    with pytest.raises(SaveFailed):
        backups.keep(path, b"een")
    assert backups.versions(path) == ()
    backups.keep(path, b"een")
    (version,) = backups.versions(path)
    assert backups.read(version.digest) == b"een"


# ---- thinning


def ages(*spans):
    return [NOW - span for span in spans]


def test_the_twenty_newest_are_kept_however_old():
    old = ages(*(timedelta(days=400, minutes=i) for i in range(30)))
    assert worth_keeping(old, NOW) == set(range(20))


def test_of_each_hour_day_and_week_the_newest_is_kept():
    times = [NOW - timedelta(minutes=10 * i) for i in range(6 * 24 * 200)]
    kept = [times[i] for i in sorted(worth_keeping(times, NOW))][20:]
    hours = [time for time in kept if NOW - time <= timedelta(days=2)]
    days = [time for time in kept if timedelta(days=2) < NOW - time <= timedelta(days=30)]
    weeks = [time for time in kept if timedelta(days=30) < NOW - time]
    assert 45 <= len(hours) <= 47  # twenty of the newest stand for the first hours
    assert len({time.strftime("%d%H") for time in hours}) == len(hours)
    assert 28 <= len(days) <= 29
    assert 21 <= len(weeks) <= 23
    assert all(time.minute == 50 for time in hours[1:])
    assert all(NOW - time <= timedelta(weeks=26) for time in weeks)


def test_a_clock_put_back_deletes_nothing_of_today():
    times = [NOW + timedelta(hours=30 - i) for i in range(60)]
    assert set(range(60)) == worth_keeping(times, NOW)


@pytest.mark.parametrize("seed", range(10))
def test_thinning_again_deletes_nothing_more(seed):
    chance = random.Random(seed)
    times = sorted((NOW - timedelta(hours=chance.expovariate(1 / 300)) for _ in range(300)), reverse=True)
    once = [times[i] for i in sorted(worth_keeping(times, NOW))]
    assert worth_keeping(once, NOW) == set(range(len(once)))


def test_thinning_deletes_bytes_that_no_document_names(backups, path, clock):
    for number in range(30):
        backups.keep(path, b"%d" % number)
        clock.time += timedelta(seconds=1)
    other = path.with_name("other")
    backups.keep(other, b"0")
    backups.thin()
    kept = backups.versions(path)
    assert [backups.read(version.digest) for version in kept] == [b"%d" % n for n in range(29, 9, -1)]
    assert {file.name for file in (backups.folder / OBJECTS).iterdir()} == {
        *(version.digest for version in kept),
        digest_of(b"0"),
    }


def test_the_oldest_go_first_when_there_are_too_many_bytes(backups, path, clock):
    other = path.with_name("other")
    backups.keep(other, b"o" * 50)
    for number in range(5):
        clock.time += timedelta(seconds=1)
        backups.keep(path, b"%d" % number * 10)
    backups.thin(most=80)
    assert [backups.read(version.digest)[:1] for version in backups.versions(path)] == [b"4", b"3", b"2"]
    backups.thin(most=0)
    assert len(backups.versions(path)) == len(backups.versions(other)) == 1


def test_what_is_not_ours_is_left_alone(backups, path):
    backups.keep(path, b"een")
    stray = backups.versions(path)[0].marker.with_name("note.txt")
    stray.touch()
    backups.thin()
    assert stray.exists()
    assert len(backups.versions(path)) == 1
    Backups(path.with_name("gone")).thin()
