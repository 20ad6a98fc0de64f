"""The menus of what goes in at the caret: the fields of the template, the sources of the document.

They are filled when they open; the list of all commands has what is in them too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QMenu

from composer.app.fields import field_labels
from composer.i18n import _, spoken
from composer.model.text import Cite, MergeField, Reference

if TYPE_CHECKING:
    from composer.app.session import Session
    from composer.model.source import Source
    from composer.ui.inline import Chip
    from composer.ui.window import Window


class _Entry(NamedTuple):
    label: str
    item: Chip


class FieldsMenu(QMenu):
    """The fields that a text may hold, by what the template calls them."""

    def __init__(self, window: Window) -> None:
        """Ask what there is each time the menu opens."""
        super().__init__(window)
        self.aboutToShow.connect(lambda: _fill(self, window, _fields))

    def retranslate(self) -> None:
        """Say the name in the language of now."""
        self.setTitle(_("Fiel&d"))


class SourcesMenu(QMenu):
    """The sources of the document, by author and title, to cite without leaving the text."""

    def __init__(self, window: Window) -> None:
        """Ask what there is each time the menu opens."""
        super().__init__(window)
        self.aboutToShow.connect(lambda: _fill(self, window, _sources))

    def retranslate(self) -> None:
        """Say the name in the language of now."""
        self.setTitle(_("C&ite"))


def _fields(session: Session) -> Iterator[_Entry]:
    for name, label in field_labels(session.world, spoken()).items():
        yield _Entry(label, MergeField(name))


def _sources(session: Session) -> Iterator[_Entry]:
    for source in session.document.sources:
        yield _Entry(_named(source), Cite((Reference(source.key),)))


def _named(source: Source) -> str:
    parts = (source.get("author"), source.get("title"), source.get("issued")[:4])
    return ", ".join(part for part in parts if part) or source.key


def _fill(menu: QMenu, window: Window, entries: Callable[[Session], Iterator[_Entry]]) -> None:
    menu.clear()
    session = window.session
    found = list(entries(session)) if session else []
    for entry in found:
        action = menu.addAction(entry.label.replace("&", "&&"))
        action.triggered.connect(lambda _checked=False, item=entry.item: _insert(window, item))
    if not found:
        menu.addAction(_("None yet")).setEnabled(False)


def _insert(window: Window, item: Chip) -> None:
    if window.canvas is not None:
        window.canvas.insertions.insert(item)
