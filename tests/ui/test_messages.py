"""Boxes that tell and ask: which sign they have, and how their buttons look."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from composer.errors import SaveFailed
from composer.ui.messages import Answer, ask_for_another_name, ask_to_save, tell

FAILED = SaveFailed("'brief.yaml' was not saved: the disk is full", "make room and save again")


def seen(ask):
    """Returns the sign of the box that something shows, and how each of its buttons looks."""
    found = []

    def look():
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        found.append((box.icon(), {one.text(): one.property("look") for one in box.buttons()}))
        box.reject()

    QTimer.singleShot(0, look)
    answered = ask()
    assert answered in {None, Answer.CANCEL}
    return found[0]


def test_what_went_wrong_has_a_sign_of_warning_and_a_button_like_any_other(first):
    icon, looks = seen(lambda: tell(first, FAILED))
    assert icon is QMessageBox.Icon.Warning
    assert looks == {"OK": "primary"}
    icon, looks = seen(lambda: ask_for_another_name(first, FAILED, is_kept=True))
    assert icon is QMessageBox.Icon.Warning, "that it was not saved comes first"
    assert looks == {"Save under another name": "primary", "Cancel": "framed"}


def test_a_question_has_a_sign_of_its_own_and_one_main_answer(first):
    icon, looks = seen(lambda: ask_to_save(first, "brief", is_kept=True))
    assert icon is QMessageBox.Icon.Question
    assert sorted(looks.values()) == ["framed", "framed", "primary"]
    assert looks["Save"] == "primary"
