import subprocess
import sys

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale
from PySide6.QtWidgets import QWidget

from composer import __version__, i18n
from composer.ui.application import make_application, set_language


def test_the_application_knows_its_name_and_is_made_once(qapp):
    assert make_application(["pleidooi"], "en") is qapp
    assert (qapp.applicationName(), qapp.applicationVersion()) == ("Pleidooi", __version__)
    assert not qapp.windowIcon().isNull()


@pytest.mark.parametrize(("spoken", "undo"), [("nl", "&Ongedaan maken"), ("en", "&Undo")])
def test_qt_speaks_the_language_of_the_window(qapp, spoken, undo):
    set_language(qapp, "en" if spoken == "nl" else "nl")
    set_language(qapp, spoken)
    assert QCoreApplication.translate("QWidgetTextControl", "&Undo") == undo
    assert i18n._spoken == [spoken]
    assert QLocale().name()[:2] == spoken


@pytest.mark.parametrize("spoken", ["nl", "en"])
def test_every_window_hears_of_another_language(qapp, qtbot, spoken):
    heard = []

    class Listener(QWidget):
        def changeEvent(self, event: QEvent) -> None:  # noqa: N802
            heard.append(event.type())

    listener = Listener()
    qtbot.addWidget(listener)
    set_language(qapp, spoken)
    qtbot.waitUntil(lambda: QEvent.Type.LanguageChange in heard)


def test_nothing_heavy_comes_with_the_application():
    heavy = "reportlab pypdfium2 PIL uharfbuzz pyphen babel yaml composer.layout composer.pdf"
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            f"import composer.ui.application, sys; print([m for m in '{heavy}'.split() if m in sys.modules])",
        ],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.strip() == "[]"
