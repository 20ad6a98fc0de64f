"""Who writes in a library: asked once, when somebody first does something there that is kept under a name."""

from dataclasses import replace

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QInputDialog

from composer.i18n import _
from composer.ui import theme
from composer.ui.window import Window


def name_of_author(window: Window) -> str:
    """Return the name of the user; asked for and kept when it is not known, empty when none is given.

    Never the name of who wrote before: a library keeps who did what.
    """
    program = window.program
    if known := program.preferences.settings.author:
        return known
    asking = QInputDialog(window)
    asking.setWindowTitle(_("Your name"))
    asking.setLabelText(_("Say who you are; the library keeps who wrote what."))
    asking.setOkButtonText(_("Continue"))
    asking.setCancelButtonText(_("Cancel"))
    for box in asking.findChildren(QDialogButtonBox):
        theme.dress(box.button(QDialogButtonBox.StandardButton.Ok), "primary")
        theme.dress(box.button(QDialogButtonBox.StandardButton.Cancel), "framed")
    if asking.exec() != QDialog.DialogCode.Accepted:
        return ""
    name = asking.textValue().strip()
    if name:
        program.keep(replace(program.preferences.settings, author=name))
    return name
