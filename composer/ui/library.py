"""The pane of the libraries: a search while typing, and what it finds.

Everything is asked on other threads; what is shown stays until something newer is there.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Executor
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from composer.app.latest import Latest
from composer.i18n import _, ngettext
from composer.model.hit import Filters, Hit
from composer.ui import theme
from composer.ui.controls import Line
from composer.ui.gui_thread import post
from composer.ui.icons import icon
from composer.ui.library_filters import FilterRow
from composer.ui.library_results import Results
from composer.ui.literal import literal
from composer.ui.sheet import name_button

if TYPE_CHECKING:
    from composer.app.librarian import Found, Librarian, Looked, Place
    from composer.model.finding import Finding

# While the pane is seen, the libraries are looked at again after so many milliseconds.
AGAIN = 30_000
# Of what was searched for no more signs are said again.
LONGEST = 60

_log = logging.getLogger("composer.library")


class LibraryPane(QWidget):
    """Search line, filters and results of all libraries.

    `hit_shown` has the hit that is current or None, `insert_requested` the one to put into the document,
    `looked` comes when the libraries were looked at anew. Of a library of the user's that is out of reach,
    whose place they have, `again_requested` wants another folder and `removal_requested` none.
    """

    hit_shown = Signal(object)
    insert_requested = Signal(object)
    looked = Signal()
    make_requested = Signal()
    again_requested = Signal(str)
    removal_requested = Signal(str)

    def __init__(
        self,
        librarian: Librarian,
        executor: Executor,
        language: Callable[[], str],
        parent: QWidget | None = None,
    ) -> None:
        """Ask a librarian; the executor has two threads, so that a search need not wait for a long look.

        `language` tells the one that is written in: its wordings come first.
        """
        super().__init__(parent)
        self._language = language
        self._librarian = librarian
        self._found: Found | None = None
        self.skipped: tuple[Finding, ...] = ()
        self.places: tuple[Place, ...] = ()
        self._is_looking = self._looks_again = False
        self._searches: Latest[Found] = Latest(executor, post, self._show_found, self._broke)
        self._looks = Latest["Looked"](executor, post, self._have_looked, self._broke)
        self.line = Line(self)
        self.menu_button = QToolButton(self)
        self.menu = QMenu(self)
        self.filters = FilterRow(self)
        self.told = QLabel(self)
        self.again_button, self.remove_button = QToolButton(self), QToolButton(self)
        self.results = Results(self)
        self.make_button = QToolButton(self)
        self._again = QTimer(self, interval=AGAIN)
        self._again.timeout.connect(self.look)
        theme.ground(self, "panel")
        self._set_up()
        self.line.textChanged.connect(lambda _words: self.search())
        self.line.returnPressed.connect(self._insert_current)
        self.line.installEventFilter(self)
        self.filters.changed.connect(self.search)
        self.results.shown.connect(self.hit_shown)
        self.results.chosen.connect(self.insert_requested)
        self.make_button.clicked.connect(lambda _checked=False: self.make_requested.emit())
        self.again_button.clicked.connect(lambda: self.again_requested.emit(self.away()))
        self.remove_button.clicked.connect(lambda: self.removal_requested.emit(self.away()))
        self.retranslate()

    def _set_up(self) -> None:
        self.line.setClearButtonEnabled(True)
        self._sign = self.line.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.menu_button.setIcon(icon("folder-open"))
        self.menu_button.setMenu(self.menu)
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        theme.dress(self.menu_button)
        self.told.setWordWrap(True)
        literal(self.told)
        self.told.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        self.make_button.setIcon(icon("plus"))
        self.make_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        theme.dress(self.make_button, "quiet")
        self._head = QHBoxLayout()
        self._head.addWidget(self.line, 1)
        self._head.addWidget(self.menu_button)
        self._away = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for button in (self.again_button, self.remove_button):
            theme.dress(button, "framed")
            self._away.addWidget(button)
        self._away.addStretch(1)
        self._foot = QHBoxLayout()
        self._foot.addWidget(self.make_button)
        self._foot.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addLayout(self._head)
        self._column.addWidget(self.filters)
        self._column.addWidget(self.told)
        self._column.addLayout(self._away)
        self._column.addWidget(self.results, 1)
        self._column.addLayout(self._foot)
        self._measure()

    def _measure(self) -> None:
        self._head.setContentsMargins(theme.px(12), theme.px(10), theme.px(8), theme.px(8))
        self._foot.setContentsMargins(theme.px(8), theme.px(4), theme.px(8), theme.px(4))
        self._away.setSpacing(theme.px(6))
        self._away.setContentsMargins(theme.px(12), 0, theme.px(12), theme.px(8))
        self.told.setContentsMargins(theme.px(12), 0, theme.px(12), theme.px(6))

    # ---- asking

    def search(self) -> None:
        """Search for what is typed now; what was searched for before and is not begun is forgotten."""
        words, filters, language = self.line.text().strip(), self.filters.filters, self._language()
        self._searches.run(lambda: self._librarian.search(words, filters, language))

    def look(self) -> None:
        """Look at the libraries and the documents anew; what is asked while that goes on is done after it."""
        if self._is_looking:
            self._looks_again = True  # a folder may have been added behind its back
            return
        self._is_looking = True
        check = self._looks.checkpoint()
        self._looks.run(lambda: self._librarian.look(check))
        self._say()

    def stop(self) -> None:
        """Want no more answers; a look that goes on ends soon."""
        self._again.stop()
        self._searches.cancel()
        self._looks.cancel()

    @property
    def is_settled(self) -> bool:
        """Return whether what is shown is what there is to show."""
        return not self._searches.is_busy and not self._looks.is_busy

    def _show_found(self, found: Found) -> None:
        self._found = found
        self.filters.show_choices(found.choices)
        self.results.show_hits(found.hits)
        self._say()

    def _have_looked(self, looked: Looked) -> None:
        self._is_looking = False
        self.skipped, self.places = looked
        if self._looks_again:
            self._looks_again = False
            self.look()
        self.search()
        self.looked.emit()

    def _broke(self, error: BaseException) -> None:
        self._is_looking = self._looks_again = False
        _log.error("libraries not read", exc_info=error)
        self._say()

    # ---- saying

    def _say(self) -> None:
        """Say how much was found, that nothing was, or that it is still being read."""
        self.told.setText(self._words())
        self.told.setAccessibleName(self.told.text())
        self._fit()
        for button in (self.again_button, self.remove_button):
            button.setVisible(bool(self.away()))

    def away(self) -> str:
        """Return the place of the first library of the user that is out of reach; else nothing."""
        return next((one.place for one in self.places if one.is_chosen and not one.is_there), "")

    def _words(self) -> str:
        found = len(self._found.hits) if self._found else 0
        if self._found is None or (self._is_looking and not found):
            return _("The libraries are being read…")
        parts = []
        sought = self.line.text().strip()
        if found:
            parts.append(ngettext("{count} block", "{count} blocks", found).format(count=found))
        elif sought:
            words = sought if len(sought) <= LONGEST else sought[:LONGEST].rstrip() + "…"
            parts.append(_("Nothing found for “{words}”.").format(words=words))
        elif not self.filters.is_narrow:
            parts.append(
                _("There is nothing in the libraries yet. Make a block of a text that you use again.")
            )
        else:
            parts.append(_("Nothing found."))
        if not found and self.filters.is_narrow:
            parts.append(_("Filters are on; switch them off to find more."))
        parts.extend(one.sentence for one in self.skipped if one.id == "library-away")
        if self.skipped:
            from composer.app.shelf import left_out

            if count := left_out(self.skipped):
                told = ngettext("{count} file was left out.", "{count} files were left out.", count)
                parts.append(told.format(count=count))
        return "\n".join(parts)

    # ---- keys and Qt

    def _insert_current(self) -> None:
        hit = self.results.current() or next(iter(self.results.hits()), None)
        if hit is not None:
            self.insert_requested.emit(hit)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go from the search line into the results by the arrow down."""
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Down:
                self.results.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
            if event.key() == Qt.Key.Key_Escape and self.line.text():
                self.line.clear()
                return True
        return super().eventFilter(watched, event)

    def focus_search(self) -> None:
        """Give the search line the keyboard, what stands in it ready to be typed over."""
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def showEvent(self, event: QShowEvent) -> None:
        """Show what is known at once, and look what is new."""
        super().showEvent(event)
        self.search()
        QTimer.singleShot(0, self, self.look)
        self._again.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Look no more while nobody sees it."""
        super().hideEvent(event)
        self._again.stop()
        self.hit_shown.emit(None)

    def show_filters(self, filters: Filters) -> None:
        """Narrow the search."""
        self.filters.filters = filters
        self.filters.retranslate()
        self.search()

    def current(self) -> Hit | None:
        """Return the hit that is current."""
        return self.results.current()

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self.setAccessibleName(_("Library"))
        self.line.setPlaceholderText(_("Search the libraries"))
        self.line.setAccessibleName(_("Search the libraries"))
        self._sign.setText(_("Search the libraries"))
        for button in self.line.findChildren(QToolButton):
            if button.defaultAction() is not self._sign:
                button.setAccessibleName(_("Clear the search"))
        self.results.setAccessibleName(_("Found blocks"))
        self.results.setAccessibleDescription(_("Enter inserts the block into the document."))
        self.make_button.setText(_("Make library block…"))
        name_button(self.menu_button, _("Libraries"))
        self.again_button.setText(_("Choose again…"))
        self.again_button.setAccessibleDescription(_("Name the folder in which the library is now."))
        self.remove_button.setText(_("Remove from the list"))
        self.remove_button.setAccessibleDescription(_("The folder itself stays as it is."))
        self.filters.retranslate()
        self._say()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons below each other where there is no room for both in a row."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.told.setMinimumHeight(0)  # which Qt would count as height of the words
        self.told.setMinimumHeight(max(0, self.told.heightForWidth(self.told.width())))
        needed = self.again_button.sizeHint().width() + self.remove_button.sizeHint().width() + theme.px(30)
        way = QBoxLayout.Direction
        self._away.setDirection(way.LeftToRight if needed <= self.width() else way.TopToBottom)

    def changeEvent(self, event: QEvent) -> None:
        """Keep measure with the font."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "_head"):
            self._measure()
