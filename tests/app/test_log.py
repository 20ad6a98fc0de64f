"""The log and a report hold numbers and places in the program: nobody's words, paths or names."""

import getpass
import logging
import platform
import stat
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path

import pytest

from composer.app import log as module
from composer.app.log import Formatter, scrubbed, start_log
from composer.app.report import report, save_report
from composer.app.session import Session
from composer.compose.world import World
from composer.model.edits import set_people
from composer.store.own_folders import log_folder
from tests.builders import letter, paragraph, person, section, template

HOME, USER, MACHINE = "/people/zqx-login", "zqx-login", "zqx-machine.example"
SECRET = "Geheime woorden van de vereniging"
NAMES = ((HOME, "HOME"), (MACHINE, "MACHINE"), (USER, "USER"))


@pytest.fixture
def known(monkeypatch):
    """A user, a home and a machine whose names cannot be met by chance."""
    monkeypatch.setattr(getpass, "getuser", lambda: USER)
    monkeypatch.setattr(platform, "node", lambda: MACHINE)
    monkeypatch.setattr(Path, "home", lambda: Path(HOME))


@pytest.fixture
def log(tmp_path, known):
    root = logging.getLogger("composer")
    before, level = list(root.handlers), root.level
    file = start_log(tmp_path / "log")
    yield file
    for handler in root.handlers[len(before) :]:
        handler.close()
        root.removeHandler(handler)
    root.setLevel(level)


def private(text):
    return [word for word in (HOME, USER, MACHINE, SECRET, "brief.yaml") if word.lower() in text.lower()]


def test_an_exception_is_its_type_and_its_places(log):
    def fail():
        try:
            int(SECRET)
        except ValueError as error:
            raise KeyError(SECRET) from error

    try:
        fail()
    except KeyError:
        logging.getLogger("composer.preview").exception("the preview failed")
    told = log.read_text(encoding="utf-8")
    assert "ERROR MainThread composer.preview the preview failed" in told
    assert "KeyError\n  test_log.py:" in told
    assert "ValueError\n  test_log.py:" in told
    assert private(told) == []


def test_an_exception_that_hides_what_it_came_from_is_alone(log):
    def fail():
        try:
            int(SECRET)
        except ValueError:
            raise KeyError(SECRET) from None

    try:
        fail()
    except KeyError:
        logging.getLogger("composer").warning("x", exc_info=True, stack_info=True)
    told = log.read_text(encoding="utf-8")
    assert "ValueError" not in told
    assert told.count("test_log.py") == 2


@pytest.mark.parametrize(
    "words",
    [
        f"not saved: {HOME}/Documents/brief.yaml",
        "not saved: /srv/team/een map/brief.yaml: full",
        r"not saved: C:\Users\zqx-login\brief.yaml",
        r"not saved: \\server\share\brief.yaml",
        f"by {USER} on {MACHINE}",
        f"by {USER.upper()}",
    ],
)
def test_what_slips_into_an_entry_is_replaced(log, words):
    logging.getLogger("composer.x").warning("%s", words)
    told = log.read_text(encoding="utf-8")
    assert private(told) == []
    assert any(word in told for word in ("PATH", "USER"))


def test_an_entry_is_one_short_line(log):
    logging.getLogger("composer.x").warning("een\ntwee %s", "x" * 10_000)
    (line,) = log.read_text(encoding="utf-8").splitlines()
    assert len(line) == module.LONGEST


def test_the_log_cannot_grow_for_ever(log, monkeypatch):
    logger = logging.getLogger("composer.x")
    for handler in logging.getLogger("composer").handlers:
        if hasattr(handler, "maxBytes"):
            handler.maxBytes = 2000
    for _ in range(200):
        logger.warning("x" * 100)
    files = list(log.parent.iterdir())
    assert len(files) == 1 + module.OLD
    assert sum(file.stat().st_size for file in files) < (1 + module.OLD) * 2400


FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="this system has no disk that is always full")
def test_a_log_that_cannot_be_written_says_nothing_on_the_terminal(log, capsys):
    root = logging.getLogger("composer")
    (handler,) = (one for one in root.handlers if isinstance(one, RotatingFileHandler))
    whole, handler.stream = handler.stream, FULL.open("w", encoding="utf-8")
    root.warning("lost")
    with suppress(OSError):  # closing writes what is left
        handler.stream.close()
    handler.stream = whole
    assert capsys.readouterr() == ("", "")
    root.warning("there is room again")
    assert "there is room again" in log.read_text("utf-8")


def test_the_log_is_of_this_user_alone_or_there_is_none(log, tmp_path, monkeypatch):
    assert stat.S_IMODE(log.parent.stat().st_mode) == 0o700
    (tmp_path / "file").touch()
    assert start_log(tmp_path / "file" / "log") is None
    monkeypatch.setenv("PLEIDOOI_DATA", str(tmp_path))
    assert log_folder() == tmp_path / "log"
    monkeypatch.delenv("PLEIDOOI_DATA")
    assert "pleidooi" in str(log_folder())


def test_short_names_are_left_in_words(monkeypatch):
    monkeypatch.setattr(getpass, "getuser", lambda: "jo")
    assert "USER" not in [word for _name, word in module.private_names()]
    assert scrubbed("anna's banana", (("anna", "USER"),)) == "USER's banana"

    def nobody():
        raise KeyError("uid")

    monkeypatch.setattr(getpass, "getuser", nobody)
    assert Formatter()


# ---- reports


def test_a_report_has_versions_counts_and_the_log_and_nobodys_words(log, tmp_path):
    logging.getLogger("composer.x").warning("journal: SaveFailed")
    document = letter(section(SECRET, paragraph(SECRET)), title=SECRET)
    document = set_people(document, "addressees", (person(SECRET, email=USER),))
    session = Session(document, World(template()), path=Path(HOME) / "brief.yaml")
    told = report(session, log, f'File "{HOME}/x/brief.py", line 3')
    assert "blocks: 1 paragraph, 1 section" in told
    assert "reportlab " in told
    assert "journal: SaveFailed" in told
    assert private(told) == []
    save_report(tmp_path / "report.txt", told)
    assert (tmp_path / "report.txt").read_text(encoding="utf-8") == told


def test_a_report_of_nothing_has_the_versions(monkeypatch):
    monkeypatch.setattr("composer.app.report.LIBRARIES", ("no-such-library",))
    assert "no-such-library: not there" in report(None, None)


def test_a_log_that_cannot_be_read_is_said_in_the_report(tmp_path):
    (tmp_path / "pleidooi.log").write_bytes(bytes(3_000_000))
    assert "larger than" in report(None, tmp_path / "pleidooi.log")
