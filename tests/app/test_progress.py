"""Progress at a terminal: silent until it matters, and gone afterwards."""

import pytest

from composer import i18n
from composer.app import progress
from composer.app.latest import Cancelled
from composer.app.progress import INTERVAL, PATIENCE, TerminalProgress, Watched


class Screen:
    """A terminal that keeps what it shows."""

    def __init__(self, *, looking: bool = True) -> None:
        self.looking = looking
        self.written: list[str] = []
        self.flushed = 0

    @property
    def line(self) -> str:
        """Returns what is to be seen: a carriage return leads back, what is not overwritten stays."""
        seen = ""
        for words in "".join(self.written).split("\r"):
            seen = words + seen[len(words) :]
        return seen

    def write(self, words: str, /) -> None:
        self.written.append(words)

    def flush(self) -> None:
        self.flushed += 1

    def isatty(self) -> bool:
        return self.looking


class Clock:
    """Time that goes on when it is told to."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(progress, "monotonic", made)
    monkeypatch.setattr(i18n, "_spoken", ["en"])
    return made


def test_quick_work_shows_nothing(clock: Clock):
    screen = Screen()
    shown = TerminalProgress(screen)
    clock.now += PATIENCE / 2
    shown("Painting", 1, 9)
    shown.close()
    assert screen.written == []


def test_long_work_shows_stage_and_page_on_one_line(clock: Clock):
    screen = Screen()
    shown = TerminalProgress(screen)
    clock.now += PATIENCE
    shown("Painting", 3, 9)
    assert screen.written == ["\rPainting: page 3 of 9"]
    assert screen.flushed == 1


def test_the_line_changes_no_more_often_than_an_eye_follows(clock: Clock):
    screen = Screen()
    shown = TerminalProgress(screen)
    clock.now += PATIENCE
    shown("Painting", 3, 9)
    clock.now += INTERVAL / 2
    shown("Painting", 4, 9)
    assert len(screen.written) == 1
    clock.now += INTERVAL
    shown("Painting", 5, 9)
    assert screen.written[1:] == ["\rPainting: page 5 of 9"]


def test_a_shorter_line_leaves_nothing_of_the_longer_one(clock: Clock):
    screen = Screen()
    shown = TerminalProgress(screen)
    clock.now += PATIENCE
    shown("Laying out", 100, 100)
    clock.now += INTERVAL
    shown("Painting", 1, 100)
    assert screen.line.rstrip() == "Painting: page 1 of 100"


def test_closing_wipes_the_line_once(clock: Clock):
    screen = Screen()
    shown = TerminalProgress(screen)
    clock.now += PATIENCE
    shown("Painting", 3, 9)
    shown.close()
    shown.close()
    assert screen.written[1:] == ["\r" + " " * len("Painting: page 3 of 9") + "\r"]
    assert screen.flushed == 2


def test_where_nobody_looks_nothing_is_written(clock: Clock):
    screen = Screen(looking=False)
    shown = TerminalProgress(screen)
    clock.now += 10 * PATIENCE
    shown("Painting", 3, 9)
    shown.close()
    assert screen.written == []


def test_after_a_long_line_closing_wipes_all_of_it(clock: Clock):
    screen = Screen()
    shown = TerminalProgress(screen)
    clock.now += PATIENCE
    shown("Laying out", 100, 100)
    clock.now += INTERVAL
    shown("Painting", 1, 9)
    shown.close()
    assert screen.line.strip() == ""


def test_work_is_watched_from_outside():
    i18n.speak("en")
    watched = Watched()
    assert watched.words == ""
    watched("Laying out", 3, 12)
    assert watched.words == "Laying out: page 3 of 12"
    i18n.speak("nl")
    assert watched.words == "Opmaken: pagina 3 van 12"


def test_work_that_is_not_wanted_any_more_ends_at_its_next_step():
    watched = Watched()
    watched("Painting", 1, 2)
    watched.cancel()
    with pytest.raises(Cancelled):
        watched("Painting", 2, 2)
