import logging
import re
import sys
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel

from composer.app.log import start_log
from composer.ui import crash_window
from composer.ui.application import set_language
from composer.ui.crash import Crash
from composer.ui.crash_window import CrashWindow
from composer.ui.gui_thread import post


@pytest.fixture
def log(tmp_path):
    logger = logging.getLogger("composer")
    before = logger.level, list(logger.handlers)
    file = start_log(tmp_path / "logs")
    yield file
    for handler in set(logger.handlers) - set(before[1]):
        logger.removeHandler(handler)
        handler.close()
    logger.setLevel(before[0])


@pytest.fixture
def crash(qapp, log):
    made = Crash(log_file=log)
    made.install()
    yield made
    made.restore()
    if made.window is not None:
        made.window.close()


def wrong(message: str) -> None:
    raise ValueError(message)


def wrong_because(cause: Exception) -> None:
    raise ValueError("outer") from cause


def fail(message: str = "wrong") -> ValueError:
    """An exception with a traceback."""
    with pytest.raises(ValueError) as caught:
        wrong(message)
    return caught.value


def words(window: CrashWindow) -> str:
    return " ".join(label.text() for label in window.findChildren(QLabel))


def test_a_crash_opens_one_window_and_writes_the_log(crash, log, capsys):
    error = fail()
    sys.excepthook(type(error), error, error.__traceback__)
    assert crash.window.isVisible()
    assert not crash.window.isModal()
    written = log.read_text(encoding="utf-8")
    assert "ValueError" in written
    assert "test_crash.py" in written
    assert "ValueError: wrong" in capsys.readouterr().err


def test_a_second_crash_is_logged_and_opens_no_window(crash, log):
    crash.caught(ValueError, fail("first"))
    window = crash.window
    crash.caught(ValueError, fail("second"))
    assert crash.window is window
    assert [type(w) for w in QApplication.topLevelWidgets() if w.isVisible()].count(CrashWindow) == 1
    assert log.read_text(encoding="utf-8").count("an error of the program") == 2


def test_after_the_window_was_closed_a_new_crash_is_told_again(crash, qtbot):
    crash.caught(ValueError, fail())
    qtbot.mouseClick(crash.window.close_it, Qt.MouseButton.LeftButton)
    assert crash.window is None
    crash.caught(ValueError, fail())
    assert crash.window.isVisible()


def test_a_crash_in_a_thread_is_told_in_the_thread_of_the_window(crash, log, qtbot):
    worker = threading.Thread(target=lambda: 1 / 0, name="compile")
    worker.start()
    worker.join()
    assert crash.window is None
    qtbot.waitUntil(lambda: crash.window is not None)
    assert re.search(r"compile composer an error of the program\nZeroDivisionError\n", log.read_text("utf-8"))


def test_a_crash_in_a_slot_is_told(crash, qtbot):
    post(lambda: "".index("x"))
    qtbot.waitUntil(lambda: crash.window is not None)
    assert "substring not found" in crash.window.details.toPlainText()


def test_what_is_unraisable_is_only_logged(crash, log):
    error = fail("of a secret")
    arguments = (type(error), error, error.__traceback__)
    names = ("exc_type", "exc_value", "exc_traceback")
    sys.unraisablehook(SimpleNamespace(**dict(zip(names, arguments, strict=True)), err_msg=None, object=None))
    assert crash.window is None
    written = log.read_text(encoding="utf-8")
    assert "unraisable\nValueError" in written
    assert "secret" not in written


def test_the_work_is_kept_before_the_window_opens(crash):
    kept = []
    crash.keep_work = lambda: not kept.append(crash.window)
    crash.caught(ValueError, fail())
    assert kept == [None]
    assert "has been kept" in words(crash.window)


@pytest.mark.parametrize("keep", [lambda: False, lambda: 1 / 0])
def test_work_that_could_not_be_kept_is_said_plainly(crash, keep):
    crash.keep_work = keep
    crash.caught(ValueError, fail())
    assert "could not be kept" in words(crash.window)
    assert "under another name" in words(crash.window)


def test_no_word_of_a_document_is_in_the_log_and_all_of_it_in_the_window(crash, log):
    secret = "Geachte leden"
    crash.caught(ValueError, fail(secret))
    assert secret in crash.window.details.toPlainText()
    written = log.read_text(encoding="utf-8")
    assert "ValueError" in written
    assert secret not in written
    assert "Geachte" not in written


def test_the_log_names_the_cause_and_no_folder(crash, log):
    with pytest.raises(ValueError) as caught:
        wrong_because(OSError("disk"))
    crash.caught(ValueError, caught.value)
    written = log.read_text(encoding="utf-8")
    assert written.index("ValueError") < written.index("OSError")
    assert "wrong_because" in written
    assert "outer" not in written
    assert "disk" not in written
    assert str(Path(__file__).parent) not in written


def test_a_wish_to_stop_stops(crash, qtbot):
    with qtbot.waitSignal(QApplication.instance().aboutToQuit, timeout=1000, raising=False):
        crash.caught(KeyboardInterrupt, KeyboardInterrupt())
    assert crash.window is None


def test_the_details_are_hidden_until_asked_for_and_can_be_copied(crash, qtbot, log):
    crash.caught(ValueError, fail())
    window = crash.window
    assert not window.details.isVisible()
    qtbot.mouseClick(window.show_details, Qt.MouseButton.LeftButton)
    assert window.details.isVisible()
    assert str(log) in words(window)
    qtbot.mouseClick(window.copy, Qt.MouseButton.LeftButton)
    assert "ValueError: wrong" in QGuiApplication.clipboard().text()
    assert QGuiApplication.clipboard().text().startswith("Pleidooi ")


def test_a_report_of_the_error_is_offered_where_there_is_one_to_make(crash, qtbot):
    crash.caught(ValueError, fail())
    assert not crash.window.report.isVisible()
    crash.window.close()
    reported = []
    crash.report = reported.append
    crash.caught(ValueError, fail())
    qtbot.mouseClick(crash.window.report, Qt.MouseButton.LeftButton)
    assert "ValueError: wrong" in reported[0]


def test_the_window_can_be_used_with_the_keyboard(crash, qtbot):
    crash.caught(ValueError, fail())
    qtbot.waitExposed(crash.window)
    assert crash.window.close_it.hasFocus() or crash.window.focusWidget() is crash.window.close_it
    qtbot.keyClick(crash.window, Qt.Key.Key_Escape)
    assert crash.window is None


def test_the_window_speaks_the_language_of_now(crash, qapp, qtbot, monkeypatch):
    crash.caught(ValueError, fail())
    monkeypatch.setattr(crash_window, "_", lambda message: f"«{message}»")
    set_language(qapp, "nl")
    qtbot.waitUntil(lambda: crash.window.copy.text() == "«Copy details»")
    assert "«Something went wrong in Pleidooi»" in words(crash.window)


def test_every_control_has_a_name(crash):
    crash.caught(ValueError, fail())
    assert crash.window.details.accessibleName()
    assert crash.window.accessibleDescription()


def test_what_was_there_before_is_given_back(qapp):
    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    crash = Crash()
    crash.install()
    crash.restore()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before
