"""Whatever goes wrong in a window, no word of its document and no name of its file is in the log."""

import errno
import logging
import os
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from composer.app import log as module
from composer.app.log import start_log
from composer.app.report import report
from composer.blocks.kind import texts_of
from composer.model.edits import set_document_field, set_field
from composer.model.inline import parse_text
from composer.store.disk import DISK
from composer.ui.crash import Crash
from tests.ui.hands import PATIENCE, answer, field, keys, settle, show
from tests.ui.keys import type_text

MARK = "Geheimwoord"
# As somebody would write to break out of a line, a format or a pattern.
HOSTILE = f"{MARK} %s %(message)s {{0}} \x1b[31m ../{MARK}/ C:\\{MARK}\\x \u2028{MARK}"


@pytest.fixture
def log(tmp_path, monkeypatch):
    """The log from its beginning, which turns over after a few lines."""
    monkeypatch.setenv("PLEIDOOI_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(module, "SIZE", 2000)
    logger = logging.getLogger("composer")
    before = logger.level, list(logger.handlers)
    yield start_log(tmp_path / "logs")
    for handler in set(logger.handlers) - set(before[1]):
        logger.removeHandler(handler)
        handler.close()
    logger.setLevel(before[0])


@pytest.fixture
def secret(program, first, tmp_path, qtbot, log):
    """A document that has the mark in every text, in a file and a folder that are called so."""
    folder = tmp_path / f"{MARK} map"
    folder.mkdir()
    first.program.new_document("demo/letter", first)
    settle(qtbot, first)
    session = first.session

    def everywhere(document):
        for key in ("subject", "place", "reference"):
            document = set_document_field(document, key, HOSTILE)
        for block in document.walk():
            for path, _text in texts_of(block):
                document = set_field(document, block.id, path, parse_text(HOSTILE))
        return replace(document, title=MARK)

    session.apply(lambda: HOSTILE, everywhere)
    session.save(folder / f"{MARK}.pleidooi")
    return first


def refuse(*_arguments):
    raise OSError(errno.ENOSPC, f"{HOSTILE}: {os.strerror(errno.ENOSPC)}", f"/{MARK}/x")


def fail(window, words):
    """An error of the program that quotes what it was given, and what it came from."""
    try:
        {}[words]
    except KeyError as error:
        raise ValueError(words, Path(words), window.session.document) from error


def test_nothing_of_a_document_is_in_the_log_or_the_report(secret, program, log, monkeypatch, qtbot):
    session, crash = secret.session, Crash(program.keep_work, log)
    type_text(field(secret, next(one.id for one in session.document.walk() if texts_of(one))), f"{MARK} ")
    with monkeypatch.context() as patch:  # neither the file nor the journal can be written
        for call in ("create", "replace", "make_folder"):
            patch.setattr(type(DISK), call, refuse)
        answer("Cancel")
        keys(show(qtbot, secret), "Ctrl+S")
        assert not session.keeper.keep()
        program.remember(session.path)
        crash.caught(ValueError, ValueError(HOSTILE))
        crash.window.close()
        QApplication.processEvents()
    try:
        fail(secret, HOSTILE)
    except ValueError as error:
        crash.caught(type(error), error)
    crash.window.close()
    session.path.write_bytes(HOSTILE.encode())  # what somebody else put there cannot be read
    secret.guard.look()
    qtbot.waitUntil(secret.guard.file_strip.isVisible, timeout=PATIENCE)
    for number in range(40):
        logging.getLogger("composer").error("entry %s", number, exc_info=ValueError(HOSTILE))
    files = sorted(log.parent.iterdir())
    assert len(files) > 1, "it turned over"
    written = b"".join(file.read_bytes() for file in files).decode()
    assert "ValueError" in written
    told = report(session, log)
    assert "ValueError" in told
    for text in (written, told):
        for private in (MARK, MARK.lower(), str(Path.home()), "map"):
            assert private not in text
