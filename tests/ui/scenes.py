"""Every window and dialog as a scene: for pictures of all of them, and for tests that walk them.

A new window or dialog is one more function here; pictures and the test of accessibility then have it too.
"""

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from composer import resources
from composer.app.recovery import thrown_away
from composer.app.session import Session
from composer.app.versions import earlier_versions, of_this_user
from composer.model.document import BlockId, Where
from composer.model.edits import find, set_field
from composer.model.inline import parse_text
from composer.model.unparse import unparse_text
from composer.store.documents import open_document
from composer.ui.cheat_sheet import CheatSheet
from composer.ui.compare_window import CompareWindow
from composer.ui.conflict_window import ConflictWindow
from composer.ui.crash_window import CrashWindow
from composer.ui.messages import ask_to_revert, ask_to_save
from composer.ui.program import Program
from composer.ui.recovery_window import RecoveryWindow
from composer.ui.report_window import ReportWindow
from composer.ui.versions_window import VersionsWindow
from composer.ui.window import Window
from tests.ui.library_scenes import LIBRARY_SCENES

PATIENCE = 30
SIZE = 1280, 800
SAMPLES = resources.templates() / "demo" / "samples"


@dataclass(frozen=True)
class Stage:
    """A program without windows, and a folder for the files of a scene."""

    program: Program
    folder: Path

    def wait(self, until: Callable[[], bool]) -> None:
        """Let the program go on until something holds; raises TimeoutError when it does not in time."""
        end = time.monotonic() + PATIENCE
        while not until():
            if time.monotonic() > end:
                raise TimeoutError
            QApplication.processEvents()
            time.sleep(0.002)
        QApplication.processEvents()

    def first_page(self) -> Window:
        """Return the window as the program begins, with the pictures of its templates."""
        window = self.program.open_window()
        window.resize(*SIZE)
        page = window.start_page
        self.wait(
            lambda: page.templates.count() > 0 and all(map(page.templates.picture, page.templates.keys()))
        )
        return window

    def letter(self, name: str = "brief-woningen") -> Window:
        """Return the window with a sample, its pages made."""
        file = Path(shutil.copy(SAMPLES / f"{name}.yaml", self.folder))
        shutil.copytree(SAMPLES / "media", self.folder / "media", dirs_exist_ok=True)
        window = self.program.open_window()
        window.resize(*SIZE)
        self.program.open_file(file, window)
        return self.settled(window)

    def settled(self, window: Window) -> Window:
        """Wait until the pages of a window are as they will be printed."""
        self.wait(lambda: window.preview is not None and window.preview.is_settled)
        return window

    def at(self, block: str, field: str = "text", name: str = "brief-woningen") -> Window:
        """Return the window with a sample and the caret in it."""
        window = self.letter(name)
        window.panes.go_to(Where(BlockId(block), field), focus=True)
        return self.settled(window)

    def asked(self, ask: Callable[[], object]) -> QWidget:
        """Return the box that a question opens; it is closed with everything else."""
        boxes: list[QWidget] = []

        def look() -> None:
            box = QApplication.activeModalWidget()
            if not isinstance(box, QMessageBox):
                QTimer.singleShot(5, look)
                return
            boxes.append(copy_of(box))
            box.reject()

        QTimer.singleShot(0, look)
        ask()
        return boxes[0]


def copy_of(box: QMessageBox) -> QMessageBox:
    """Return a box that says the same, and waits for nobody."""
    made = QMessageBox(box.icon(), box.windowTitle(), box.text())
    made.setInformativeText(box.informativeText())
    for button in box.buttons():
        made.addButton(button.text(), box.buttonRole(button))
    made.show()
    return made


Scene = Callable[[Stage], QWidget]


def _first_page(stage: Stage) -> QWidget:
    for name in ("brief-woningen", "position-paper-warmte", "motie-jongeren"):
        stage.program.remember(Path(shutil.copy(SAMPLES / f"{name}.yaml", stage.folder)))
    return stage.first_page()


def _letter(stage: Stage) -> QWidget:
    return stage.at("coaches-request")


def _tab(pane: str) -> Scene:
    def scene(stage: Stage) -> QWidget:
        window = stage.letter()
        window.panes.tabs.setCurrentWidget(getattr(window.panes, pane))
        return window

    return scene


def _person(stage: Stage) -> QWidget:
    window = stage.letter()
    panes = window.panes
    panes.tabs.setCurrentWidget(panes.people)
    panes.people.open("signatories", 0)
    return window


def _source(stage: Stage) -> QWidget:
    window = stage.letter()
    panes = window.panes
    panes.tabs.setCurrentWidget(panes.sources)
    panes.sources.open(window.session.document.sources[0].key)
    return window


def _findings(stage: Stage) -> QWidget:
    window = stage.at("introduction")
    window.session.apply("", _with_findings)
    stage.settled(window)
    window.show_findings(always=True)
    return window


def _with_findings(document):
    text = parse_text("Zie {{onbekend}} en \U0001f984 in dit debat.")
    return replace(set_field(document, BlockId("introduction"), "text", text), fields=document.fields[1:])


def _empty(stage: Stage) -> QWidget:
    window = stage.program.open_window()
    window.resize(*SIZE)
    stage.program.new_document("demo/letter", window)
    return stage.settled(window)


def _note(stage: Stage) -> QWidget:
    window = stage.at("introduction")
    window.canvas.insertions.insert_note()
    QApplication.processEvents()
    return window


def _figure(stage: Stage) -> QWidget:
    return stage.at("cities-drawn", "caption", "position-paper-warmte")


def _table(stage: Stage) -> QWidget:
    return stage.at("terms", "rows[1][1]", "position-paper-warmte")


def _motion(stage: Stage) -> QWidget:
    return stage.letter("raadsmotie-schoolstraten")


def _without_pages(stage: Stage) -> QWidget:
    window = stage.at("introduction")
    window.panes.show_pages(visible=False)
    return window


def _export(stage: Stage) -> QWidget:
    window = stage.letter()
    window.files.export_as()
    return window.files.exporting.asking


def _export_blocked(stage: Stage) -> QWidget:
    window = _findings(stage)
    window.files.export_as()
    return window.files.exporting.asking


def _revert(stage: Stage) -> QWidget:
    return stage.asked(lambda: ask_to_revert(stage.letter(), "brief-woningen"))


def _saved_twice(stage: Stage, first: str, second: str) -> Window:
    """Returns a window whose document was saved twice, after words were put before its introduction."""
    window = stage.at("introduction")
    for words in (first, second):
        window.session.apply("", lambda document, words=words: _begun(document, words))
        window.session.save()
        stage.settled(window)
    return window


def _begun(document, words):
    block = find(document, BlockId("introduction"))
    return set_field(document, block.id, "text", parse_text(f"{words} {unparse_text(block.text)}"))


def _versions(stage: Stage) -> QWidget:
    window = _saved_twice(stage, "Eerst.", "Daarna.")
    _journals, backups = of_this_user()
    found = earlier_versions(window.session, backups)
    made = VersionsWindow(stage.program, window.session, found, backups, window)
    made.show()
    stage.wait(lambda: made.isVisible() and made.list.count() > 0)
    return made


def _conflict(stage: Stage) -> QWidget:
    window = stage.at("introduction")
    theirs = Session.open(window.session.path)
    theirs.apply("", lambda document: _begun(document, "Van een collega."))
    theirs.save()
    window.session.apply("", lambda document: _begun(document, "Van mij."))
    made = ConflictWindow(window.session, open_document(window.session.path), window, saving=True)
    made.show()
    return made


def _compare(stage: Stage) -> QWidget:
    window = stage.letter()
    before = window.session.document
    after = _begun(before, "Anders.")
    template = window.session.world.template
    made = CompareWindow("Wat is veranderd", ("Eerst", "Nu"), (before, after), template, window)
    made.show()
    return made


def _report(stage: Stage) -> QWidget:
    made = ReportWindow("Pleidooi 1.0\nEen fout.", stage.folder, None, stage.letter())
    made.show()
    return made


def _recovery(stage: Stage) -> QWidget:
    window = stage.at("introduction")
    window.session.apply("", lambda document: _begun(document, "Niet bewaard."))
    window.session.keeper.keep()
    window.close_without_asking()
    found = thrown_away(*of_this_user())
    made = RecoveryWindow(found, of_this_user(), lambda _session: None, None)
    made.show()
    return made


def _find(stage: Stage) -> QWidget:
    window = stage.at("introduction")
    window.actions_["replace"].trigger()
    QApplication.processEvents()
    return window


def _library(stage: Stage) -> QWidget:
    window = stage.at("introduction")
    window.actions_["library"].trigger()
    pane = window.panes.library
    stage.wait(lambda: pane.is_settled and bool(pane.results.hits()))
    return window


def _keys(stage: Stage) -> QWidget:
    made = CheatSheet(stage.letter())
    made.show()
    return made


def _settings(stage: Stage) -> QWidget:
    window = stage.program.open_window()
    stage.program.show_settings(window)
    return stage.program._settings_window


def _crash(_stage: Stage) -> QWidget:
    made = CrashWindow("Traceback (most recent call last):\nZeroDivisionError", is_safe=True)
    made.show()
    return made


def _unsaved(stage: Stage) -> QWidget:
    return stage.asked(lambda: ask_to_save(stage.letter(), "brief-woningen", is_kept=True))


SCENES: dict[str, Scene] = {
    "first-page": _first_page,
    "empty": _empty,
    "letter": _letter,
    "fields": _tab("fields"),
    "people": _tab("people"),
    "person": _person,
    "sources": _tab("sources"),
    "source": _source,
    "findings": _findings,
    "note": _note,
    "paper": _figure,
    "table": _table,
    "motion": _motion,
    "without-pages": _without_pages,
    "export": _export,
    "export-blocked": _export_blocked,
    "find": _find,
    "library": _library,
    "keys": _keys,
    "versions": _versions,
    "conflict": _conflict,
    "compare": _compare,
    "report": _report,
    "recovery": _recovery,
    "settings": _settings,
    "revert": _revert,
    "save-changes": _unsaved,
    "crash": _crash,
} | LIBRARY_SCENES
