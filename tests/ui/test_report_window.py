"""A report of a problem: all of it is read before it is saved, and none of it is private."""

import getpass
import logging
import platform

import pytest
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog

from composer.app.log import start_log
from composer.ui.report_window import ReportWindow
from composer.ui.safety import report_crash
from tests.ui.hands import answer, choose, field, in_dialog
from tests.ui.keys import type_text

SECRET = "Vertrouwelijk-woord"


@pytest.fixture
def log(tmp_path):
    logger = logging.getLogger("composer")
    before = logger.level, list(logger.handlers)
    file = start_log(tmp_path / "logs")
    logging.getLogger("composer.x").warning("something happened in %s", tmp_path / "brief.pleidooi")
    yield file
    for handler in set(logger.handlers) - set(before[1]):
        logger.removeHandler(handler)
        handler.close()
    logger.setLevel(before[0])


def reported(window, act):
    def look(dialog):
        assert isinstance(dialog, ReportWindow)
        act(dialog)
        if dialog.isVisible():
            dialog.reject()

    in_dialog(look)
    choose(window, "Help", "Report a problem…")


def test_the_report_is_read_before_it_is_saved(window, log, tmp_path, monkeypatch):
    type_text(field(window, "introduction"), SECRET)
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", staticmethod(lambda *_args: (str(tmp_path / "report.txt"), ""))
    )
    seen = []

    def save(dialog):
        seen.append(dialog.text.toPlainText())
        dialog.text.appendPlainText("It happened when I pressed Enter.")
        dialog.save_button.click()

    reported(window, save)
    (text,) = seen
    assert text.startswith("Pleidooi, report of a problem")
    assert "something happened in PATH" in text
    assert "5 paragraph" in text
    for private in (SECRET, str(tmp_path), platform.node(), f" {getpass.getuser()} "):
        assert private not in text
    written = (tmp_path / "report.txt").read_text("utf-8")
    assert written.startswith(text[:100])
    assert written.endswith("It happened when I pressed Enter.")


def test_without_a_document_there_is_a_report_too(first, log):
    seen = []
    reported(first, lambda dialog: seen.append(dialog.text.toPlainText()))
    assert "template" not in seen[0]


def test_the_report_can_be_copied_and_saving_be_put_off(first, log, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *_args: ("", "")))

    def act(dialog):
        dialog.copy_button.click()
        dialog.save_button.click()
        assert dialog.isVisible()

    reported(first, act)
    assert QGuiApplication.clipboard().text().startswith("Pleidooi, report of a problem")


def test_a_report_that_cannot_be_saved_is_said(first, log, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *_args: (str(tmp_path), "")))
    seen = []

    def act(dialog):
        answer("OK", seen)
        dialog.save_button.click()
        assert dialog.isVisible()

    reported(first, act)
    assert "a folder has this name" in seen[0][0]


def test_the_folder_of_the_log_is_shown(first, log, monkeypatch):
    opened = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", staticmethod(lambda url: opened.append(url.toLocalFile()))
    )
    choose(first, "Help", "Open log folder")
    reported(first, lambda dialog: dialog.folder_button.click())
    assert opened == [str(log.parent)] * 2


def test_without_a_log_there_is_no_folder_to_show(first, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", staticmethod(opened.append))
    choose(first, "Help", "Open log folder")
    reported(first, lambda dialog: opened.append("on") if dialog.folder_button.isEnabled() else None)
    assert opened == []
    assert QApplication.activeModalWidget() is None


def test_a_report_of_an_error_has_its_details_and_says_that_they_may_quote(window, program, log):
    seen = []

    def look(dialog):
        seen.append((dialog.accessibleDescription(), dialog.text.toPlainText()))
        dialog.reject()

    in_dialog(look)
    report_crash(program, "ValueError: Vertrouwelijk", window)
    assert "words of your document that the error quotes" in seen[0][0]
    assert "Details\nValueError: Vertrouwelijk" in seen[0][1]
    assert "5 paragraph" in seen[0][1]
