"""The other wordings of a library block, in a menu at the text: another language, shorter or longer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from composer.app.library_words import LENGTHS, language_words
from composer.app.wordings import wording_here, wordings
from composer.i18n import _
from composer.model.revision import Variant

if TYPE_CHECKING:
    from composer.app.linked import Linked
    from composer.ui.library_desk import LibraryDesk


def show_wordings(desk: LibraryDesk) -> QMenu | None:
    """Offer the wordings of the block with the caret; say it when there are no others."""
    news, strip = desk.news, desk.panes.strip
    linked = news.of_block(desk.panes.canvas.current_block())
    if linked is None:
        strip.say(lambda: _("This block does not come from a library."))
        return None
    if len(wordings(linked)) < 2:
        strip.say(
            lambda: _("The library has no other wording of “{title}”.").format(title=news.title(linked))
        )
        return None
    menu = _menu(desk, linked)
    edit = desk.panes.canvas.edit()
    place = (
        edit.mapToGlobal(edit.cursorRect().bottomLeft())
        if edit
        else desk.panes.canvas.mapToGlobal(desk.panes.canvas.rect().center())
    )
    menu.popup(place)
    for action in menu.actions():
        if action.isChecked():
            menu.setActiveAction(action)
    return menu


def _menu(desk: LibraryDesk, linked: Linked) -> QMenu:
    menu = QMenu(desk.window)
    menu.setAccessibleName(_("Wording"))
    here = wording_here(desk.session.document, linked)
    for variant in wordings(linked):
        action = menu.addAction(spoken_wording(variant))
        action.setCheckable(True)
        action.setChecked(variant is here)
        action.triggered.connect(partial(_take, desk, linked, variant))
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


def _take(desk: LibraryDesk, linked: Linked, variant: Variant, _on: object = None) -> None:
    desk.news.take_wording(linked.block, variant)


def spoken_wording(variant: Variant) -> str:
    """Return what a wording is called: its language, and its length where it has one."""
    words = language_words(variant.language)
    return f"{words}, {_(LENGTHS[variant.length]).lower()}" if variant.length else words
