"""Words of strangers in every window: shown sign for sign, never as HTML, never as a key behind an "&"."""

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QMenu,
    QMessageBox,
    QTabBar,
    QToolTip,
    QWidget,
)

from composer import resources
from composer.app.settings import Preferences
from composer.errors import DocumentError
from composer.model.document import Document
from composer.model.inline import plain_text
from composer.store.documents import read_document, write_document
from composer.ui.messages import tell
from composer.ui.program import Program
from tests.ui.scenes import SAMPLES, SCENES, SIZE, Stage

WORDS = "<b>x</b>&y <img src='z'>"
# Scenes that show no words of a document or a house, and those in which one is made from nothing.
WITHOUT = {"keys", "crash", "settings", "empty", "report", "without-pages", "paper", "motion"}
HTML = re.compile(r"<(?:b|img)\b")
KEY = re.compile(r"(?<!&)&(?:&&)*y")


def everywhere(value: object, key: str = "") -> object:
    """The content of a file of a house, in which whatever is said to people is hostile."""
    if isinstance(value, dict):
        return {name: everywhere(held, str(name)) for name, held in value.items()}
    if isinstance(value, list):
        return [everywhere(held, key) for held in value]
    spoken = {"nl", "en", "label", "hint", "name", "tagline", "one", "many"}
    is_spoken = isinstance(value, str) and key in spoken and "{{" not in value and ".svg" not in value
    return f"{value} {WORDS}" if is_spoken else value


class StageOfAStranger(Stage):
    """A stage on which all documents come from a stranger, in a house of his."""

    def letter(self, name: str = "brief-woningen"):
        file = self.folder / f"{name} {WORDS.replace('/', '')}.yaml"
        whole = read_document(SAMPLES / f"{name}.yaml")
        file.write_text(write_document(hostile(whole)), encoding="utf-8")
        window = self.program.open_window()
        window.resize(*SIZE)
        self.program.open_file(file, window)
        return self.settled(window)

    def asked(self, ask):
        """The box itself is looked at while it is open; a copy would say nothing of how it shows words."""
        found: list[list[str]] = []

        def look() -> None:
            box = QApplication.activeModalWidget()
            if not isinstance(box, QMessageBox):
                QTimer.singleShot(5, look)
                return
            found.append(wrong_in([box, *box.findChildren(QWidget)]))
            box.reject()

        QTimer.singleShot(0, look)
        ask()
        assert found == [[]]
        return QWidget()


def hostile(document: Document) -> Document:
    """A document in the house of the stranger, with his words in all that windows tell of it."""
    people = tuple(
        (role, tuple(replace(one, names=(WORDS,), role=WORDS, organisation=WORDS) for one in persons))
        for role, persons in document.people.roles
    )
    sources = tuple(
        replace(one, variables=tuple((name, WORDS) for name, _words in one.variables))
        for one in document.sources
    )
    blocks = tuple(
        replace(block, **{name: plain_text(WORDS) for name in ("title", "label") if hasattr(block, name)})
        for block in document.blocks
    )
    return replace(
        document,
        template=document.template.replace("demo/", "vreemd/"),
        title=WORDS,
        fields=(*document.fields, ("subject", WORDS), (WORDS, WORDS)),
        people=replace(document.people, roles=people),
        sources=sources,
        blocks=blocks,
    )


@pytest.fixture
def stage(qapp, tmp_path, monkeypatch):
    houses = tmp_path / "data" / "houses"
    house = Path(shutil.copytree(resources.templates() / "demo", houses / "vreemd"))
    for path in house.glob("*.yaml"):
        told = everywhere(yaml.safe_load(path.read_text("utf-8")))
        path.write_text(yaml.safe_dump(told, allow_unicode=True, sort_keys=False), encoding="utf-8")
    monkeypatch.setenv("PLEIDOOI_DATA", str(houses.parent))
    preferences = Preferences(tmp_path / "settings.yaml")
    preferences.choose("language", "en")
    program = Program(qapp, preferences)
    (tmp_path / "documents").mkdir()
    yield StageOfAStranger(program, tmp_path / "documents")
    for window in tuple(program.windows):
        window.close_without_asking()
    program.stop()


def wrong_in(widgets) -> list[str]:
    """What shows the words of a stranger otherwise than as they stand."""
    return [f"{_name(one)}: {wrong}" for one in widgets for wrong in _wrong(one)]


def _name(widget: QWidget) -> str:
    return f"{type(widget.parent()).__name__}/{type(widget).__name__} {widget.objectName()}"


def _wrong(widget: QWidget):
    yield from _as_html("tooltip", widget.toolTip())
    if isinstance(widget, QLabel) and widget.textFormat() is not Qt.TextFormat.PlainText:
        yield from _as_html("label", widget.text())
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        for index in _indexes(widget.model(), QModelIndex()):
            yield from _as_html("tooltip of an item", index.data(Qt.ItemDataRole.ToolTipRole))
    for what, words in _with_keys(widget):
        yield from _as_key(what, words)
    if not isinstance(widget, QMenu) or widget.toolTipsVisible():
        for action in widget.actions():
            yield from _as_html("tooltip of an action", action.toolTip())


def _with_keys(widget: QWidget):
    """The words in which an "&" makes the next sign a key."""
    yield from (("action", action.text()) for action in widget.actions())
    if isinstance(widget, QLabel) and widget.buddy() is not None:
        yield "label", widget.text()
    if isinstance(widget, QAbstractButton):
        yield "button", widget.text()
    if isinstance(widget, QMenu):
        yield "menu", widget.title()
    if isinstance(widget, QTabBar):
        yield from (("tab", widget.tabText(number)) for number in range(widget.count()))


def _indexes(model: QAbstractItemModel, parent: QModelIndex):
    for row in range(min(model.rowCount(parent), 50)):
        index = model.index(row, 0, parent)
        yield index
        yield from _indexes(model, index)


def _as_html(what: str, words: object):
    if isinstance(words, str) and HTML.search(words):
        yield f"{what} takes it for HTML: {words[:80]!r}"


def _as_key(what: str, words: str):
    if KEY.search(words):
        yield f"{what} takes it for a key: {words[:80]!r}"


def _views() -> list[QAbstractItemView]:
    return [one for one in QApplication.allWidgets() if isinstance(one, QAbstractItemView) and one.model()]


def open_menus(window: QWidget) -> None:
    """Let every menu fill itself, as if it were opened."""
    for menu in window.findChildren(QMenu):
        menu.aboutToShow.emit()


@pytest.mark.parametrize("scene", sorted(SCENES.keys() - WITHOUT))
def test_words_of_a_stranger_are_shown_as_they_stand(scene, stage):
    made = SCENES[scene](stage)
    QApplication.processEvents()
    for window in stage.program.windows:
        open_menus(window)
    assert "\n".join(dict.fromkeys(wrong_in(QApplication.allWidgets()))) == ""
    shown = [one.text() for one in QApplication.allWidgets() if isinstance(one, QLabel | QAbstractButton)]
    shown += [window.windowTitle() for window in stage.program.windows]
    shown += [index.data() or "" for view in _views() for index in _indexes(view.model(), QModelIndex())]
    if stage.program.windows:
        assert any("<b>x" in words or "&lt;b&gt;x" in words for words in shown)
    if made not in stage.program.windows:
        made.close()


def test_a_refusal_is_shown_as_it_stands(stage, qapp):
    error = DocumentError(f"{WORDS.replace('/', '')}.yaml", 1, 1, f"unknown '{WORDS}'", WORDS)
    stage.asked(lambda: tell(None, error))


def test_a_window_that_takes_words_for_html_would_be_seen(qapp):
    label = QLabel(WORDS)
    label.setToolTip(WORDS)
    assert len(wrong_in([label])) == 2
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setToolTip("")
    assert wrong_in([label]) == []
    QToolTip.hideText()
