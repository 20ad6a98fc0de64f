"""What is typed in the window of a library block is as safe as in a document: after a crash, after a no."""

import errno
import os

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from composer.app.recovery import candidates, recover, thrown_away
from composer.app.versions import of_this_user
from composer.blocks.kind import texts_of
from composer.model.document import BlockId, Where
from composer.store.disk import DISK
from composer.ui.library_make import MakeWindow
from tests.ui.hands import PATIENCE
from tests.ui.keys import type_text
from tests.ui.libraries import opened

SAID = "Dit stond nergens anders. "


@pytest.fixture
def made(team, window, qtbot):
    """The window in which the first paragraph becomes a library block."""
    window.panes.go_to(Where(BlockId("introduction"), "text"), focus=True)
    window.library.make_block()
    found = opened(window, qtbot, MakeWindow)
    qtbot.waitUntil(lambda: found.place == team, timeout=PATIENCE)
    return found


def write(made, qtbot):
    made.activateWindow()
    type_text(made.canvas.focus_row(made.canvas.column.rows[0]), SAID)
    assert made.session.is_changed


def words(document):
    return " ".join(text.plain for block in document.walk() for _path, text in texts_of(block))


def test_what_is_typed_there_is_offered_after_a_crash(made, window, qtbot):
    made.reject()
    assert candidates(*of_this_user()) == thrown_away(*of_this_user()) == (), "nothing was typed"
    window.library.make_block()
    made = opened(window, qtbot, MakeWindow)
    write(made, qtbot)
    qtbot.waitUntil(lambda: made.session.keeper.is_safe, timeout=PATIENCE)
    made.session.keeper.abandon()
    (found,) = candidates(*of_this_user())
    assert SAID.strip() in words(found.document)
    assert found.name == made.details.title, "not the name of the letter"
    folder, backups = of_this_user()
    again = recover(found, folder, backups=backups)
    assert SAID.strip() in words(again.document)
    again.keeper.abandon()


def test_trouble_is_said_there_too_and_what_is_discarded_is_in_the_bin(made, window, qtbot, monkeypatch):
    def full(*_arguments):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(type(DISK), "create", full)
        write(made, qtbot)
        qtbot.waitUntil(made.strip.isVisible, timeout=PATIENCE)
        assert "is not kept in case Pleidooi ends: the disk is full." in made.strip.words.text()
    qtbot.waitUntil(lambda: made.session.keeper.is_safe, timeout=PATIENCE)
    qtbot.waitUntil(made.strip.isHidden, timeout=PATIENCE)
    made.reject()
    QTest.mouseClick(made.strip.buttons[0], Qt.MouseButton.LeftButton)
    assert not window.library.opened
    assert candidates(*of_this_user()) == ()
    (found,) = thrown_away(*of_this_user())
    assert SAID.strip() in words(found.document)


def test_what_is_in_the_library_is_not_offered_again(made, window, qtbot):
    write(made, qtbot)
    qtbot.waitUntil(lambda: made.session.keeper.is_safe, timeout=PATIENCE)
    for key, value in {"title": "Titel", "themes": "Wonen", "owner": "Team", "author": "A. Jansen"}.items():
        made.form.edited.emit(key, value)
    made.save("adopted")
    qtbot.waitUntil(lambda: not window.library.opened, timeout=PATIENCE)
    assert candidates(*of_this_user()) == thrown_away(*of_this_user()) == ()
