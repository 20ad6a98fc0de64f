"""What the window says and asks in a box of its own: only what must be answered, or what went wrong."""

from enum import Enum
from pathlib import Path

from PySide6.QtWidgets import QMessageBox, QWidget

from composer.errors import ComposerError, DocumentError, TemplateError, seen
from composer.i18n import _
from composer.ui import theme
from composer.ui.literal import literal


class Answer(Enum):
    """What the user wants to do with changes."""

    SAVE = "save"
    SAVE_ELSEWHERE = "save elsewhere"
    DISCARD = "discard"
    CANCEL = "cancel"


def tell(parent: QWidget, error: ComposerError) -> None:
    """Say what went wrong outside the program, and what to do."""
    words, more = _capital(error.reason), _capital(error.hint)
    if isinstance(error, DocumentError):
        place = _("Line {line}, column {column}:").format(line=error.line, column=error.column)
        more = " ".join(part for part in (place if error.line else "", words, more) if part)
        words = _("“{name}” cannot be opened.").format(name=_named(error))
    box = QMessageBox(QMessageBox.Icon.Warning, "Pleidooi", words, parent=parent)
    literal(box)
    box.setInformativeText(more)
    theme.dress(box.addButton(QMessageBox.StandardButton.Ok), "primary")
    box.exec()


def _named(error: DocumentError) -> str:
    """Return the name of a file; that of a house with its folder, which alone says which house it is."""
    path = Path(error.path)
    return seen(f"{path.parent.name}/{path.name}" if isinstance(error, TemplateError) else path.name)


def ask_to_save(parent: QWidget, name: str, *, is_kept: bool) -> Answer:
    """Ask what to do with changes before a document is closed; `is_kept` tells that they are in a journal."""
    choices = (
        (_("Save"), QMessageBox.ButtonRole.AcceptRole, Answer.SAVE),
        (_("Do not save"), QMessageBox.ButtonRole.DestructiveRole, Answer.DISCARD),
    )
    return _ask(
        parent,
        _("Save the changes in “{name}”?").format(name=name),
        _("If you do not save, what you changed is kept for 30 days under File, Recover work.")
        if is_kept
        else _("If you do not save, what you changed is lost."),
        choices,
    )


def ask_to_revert(parent: QWidget, name: str) -> Answer:
    """Ask whether to go back to what a file holds."""
    choices = ((_("Go back"), QMessageBox.ButtonRole.DestructiveRole, Answer.DISCARD),)
    return _ask(
        parent,
        _("Go back to “{name}” as it was saved?").format(name=name),
        _("What you changed since is taken out of the text. Undo brings it back."),
        choices,
    )


def ask_to_overwrite(parent: QWidget, error: ComposerError, *, is_gone: bool) -> Answer:
    """Ask whether to write over a file that somebody else changed, or to write one again that is gone."""
    over = _("Save it here again") if is_gone else _("Write over it")
    role = QMessageBox.ButtonRole.AcceptRole if is_gone else QMessageBox.ButtonRole.DestructiveRole
    choices = (
        (_("Save under another name"), QMessageBox.ButtonRole.AcceptRole, Answer.SAVE_ELSEWHERE),
        (over, role, Answer.SAVE),
    )
    return _ask(parent, _capital(error.reason), _capital(error.hint), choices)


def ask_for_another_name(parent: QWidget, error: ComposerError, *, is_kept: bool) -> Answer:
    """Say why a file could not be saved, what is safe, and offer to save it elsewhere.

    `is_kept` tells that what was written is found again should the program end.
    """
    choices = ((_("Save under another name"), QMessageBox.ButtonRole.AcceptRole, Answer.SAVE_ELSEWHERE),)
    safe = (
        _("What you wrote is still in this window, and is kept in case Pleidooi ends.")
        if is_kept
        else _("What you wrote is still in this window, and only there: do not close it.")
    )
    icon = QMessageBox.Icon.Warning  # it went wrong; what is asked comes second
    return _ask(parent, _capital(error.reason), f"{_capital(error.hint)} {safe}", choices, icon)


def ask_to_discard(parent: QWidget, name: str) -> bool:
    """Ask whether work that is in no file may be thrown away."""
    choices = ((_("Discard"), QMessageBox.ButtonRole.DestructiveRole, Answer.DISCARD),)
    told = _("It stays in the bin for 30 days; File, Recover work finds it there.")
    return (
        _ask(parent, _("Discard what was typed in “{name}”?").format(name=name), told, choices)
        is Answer.DISCARD
    )


def _ask(
    parent: QWidget,
    question: str,
    more: str,
    choices: tuple[tuple[str, QMessageBox.ButtonRole, Answer], ...],
    icon: QMessageBox.Icon = QMessageBox.Icon.Question,
) -> Answer:
    """Ask; the first choice is the default, Escape the last, which does nothing."""
    box = QMessageBox(icon, "Pleidooi", question, parent=parent)
    literal(box)
    box.setInformativeText(more)
    buttons = {box.addButton(words, role): answer for words, role, answer in choices}
    first, cancel = next(iter(buttons)), box.addButton(_("Cancel"), QMessageBox.ButtonRole.RejectRole)
    for button in (*buttons, cancel):
        theme.dress(button, "primary" if button is first else "framed")
    box.setDefaultButton(first)
    box.setEscapeButton(cancel)
    box.exec()
    clicked = box.clickedButton()
    return next((answer for button, answer in buttons.items() if button is clicked), Answer.CANCEL)


def _capital(words: str) -> str:
    """Return a reason, which begins in lower case behind a file name, as a sentence."""
    words = words[:1].upper() + words[1:]
    return words if words.endswith((".", "?", "!")) or not words else f"{words}."
