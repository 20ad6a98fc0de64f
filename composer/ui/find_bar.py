"""The find bar: what is looked for, how, what may stand instead, and how many places there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from composer.app.find import Found, Query, hit_beside
from composer.app.history import Caret
from composer.app.replacing import glimpse, problem_with, replace_label, replaced
from composer.i18n import N_, _, ngettext
from composer.model.document import Where
from composer.ui import theme
from composer.ui.find_preview import FindPreview
from composer.ui.highlights import Highlights
from composer.ui.icons import icon
from composer.ui.literal import literal
from composer.ui.searching import Search

if TYPE_CHECKING:
    from composer.app.find import Hit
    from composer.app.session import Session
    from composer.model.document import Document
    from composer.ui.canvas import Canvas

# How a search may differ: the sign on its button, and what it is called.
WAYS = {
    "with_case": ("Aa", N_("Match case")),
    "whole_words": ("[ab]", N_("Whole words only")),
    "is_pattern": (".*", N_("Regular expression")),
}


class FindBar(QWidget):
    """Finds and replaces in the document of a session; `place_chosen` asks for a place outside the text.

    Call `stop` before the session ends.
    """

    place_chosen = Signal(object)  # Where

    def __init__(self, session: Session, canvas: Canvas) -> None:
        """Begin hidden, with nothing to look for."""
        super().__init__()
        self._session, self._canvas = session, canvas
        self._last = -1
        self._said = ""
        self._highlights = Highlights(canvas)
        self.search = Search(session)
        self.search.found.connect(self._found)
        self.words, self.instead = QLineEdit(), QLineEdit()
        self.ways = {name: QToolButton() for name in WAYS}
        self.count, self.problem = QLabel(), QLabel(wordWrap=True)
        literal(self.problem)
        self.previous_button, self.next_button, self.close_button = (
            QToolButton(),
            QToolButton(),
            QToolButton(),
        )
        self.replace_button, self.all_button, self.preview_button = (
            QToolButton(),
            QToolButton(),
            QToolButton(),
        )
        self.preview = FindPreview()
        self._lay_out()
        self._connect()
        self.retranslate()
        self.hide()

    # ---- making

    def _lay_out(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        for name, button in self.ways.items():
            button.setText(WAYS[name][0])
            button.setCheckable(True)
            first.addWidget(button)
        self.previous_button.setIcon(icon("chevron-up"))
        self.next_button.setIcon(icon("chevron-down"))
        self.close_button.setIcon(icon("x", "muted"))
        for button in (self.previous_button, self.next_button):
            first.addWidget(button)
        first.addWidget(self.count, 1)
        first.addWidget(self.close_button)
        self.preview_button.setCheckable(True)
        for button in (self.replace_button, self.all_button, self.preview_button):
            second.addWidget(button)
        second.addStretch(1)
        self._rows = (first, second)
        self._grid = QGridLayout(self)
        self._grid.addWidget(self.words, 0, 0)
        self._grid.addLayout(first, 0, 1)
        self._grid.addWidget(self.instead, 1, 0)
        self._grid.addLayout(second, 1, 1)
        self._grid.addWidget(self.problem, 2, 0, 1, 2)
        self._grid.addWidget(self.preview, 3, 0, 1, 2)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 2)
        for line in (self.words, self.instead):
            theme.dress(line)
        for button in (*self.ways.values(), self.previous_button, self.next_button, self.close_button):
            theme.dress(button)
        for button in (self.replace_button, self.all_button, self.preview_button):
            theme.dress(button, "framed")
        self.setTabOrder(
            self.words, self.instead
        )  # who types on behind Tab means the words that come instead
        self._measure()

    def _connect(self) -> None:
        self.words.textEdited.connect(lambda _words: self._ask())
        self.instead.textEdited.connect(lambda _words: self._show())
        for button in self.ways.values():
            button.toggled.connect(lambda _checked: self._ask())
        self.previous_button.clicked.connect(lambda _checked=False: self.go(forward=False))
        self.next_button.clicked.connect(lambda _checked=False: self.go(forward=True))
        self.close_button.clicked.connect(lambda _checked=False: self.leave())
        self.replace_button.clicked.connect(lambda _checked=False: self.replace_one())
        self.all_button.clicked.connect(lambda _checked=False: self.replace_all())
        self.preview_button.toggled.connect(lambda _checked: self._show())
        self.preview.chosen.connect(lambda index: self._go_to(self.search.answer, index))

    def _measure(self) -> None:
        self._grid.setContentsMargins(theme.px(14), theme.px(6), theme.px(12), theme.px(7))
        self._grid.setVerticalSpacing(theme.px(6))
        self._grid.setHorizontalSpacing(theme.px(8))
        for row in self._rows:
            row.setSpacing(theme.px(4))
        for line in (self.words, self.instead):
            line.setMinimumWidth(theme.px(90))
            line.setMaximumWidth(theme.px(360))

    # ---- for the window

    def open(self, *, replacing: bool = False) -> None:
        """Show the bar and give it the keyboard; what is selected in the text is looked for."""
        for widget in (self.instead, self.replace_button, self.all_button, self.preview_button):
            widget.setVisible(replacing)
        self.preview.setVisible(replacing and self.preview_button.isChecked())
        edit = self._canvas.edit() if self._canvas.has_focus() else None
        chosen = edit.textCursor().selectedText() if edit else ""
        if chosen and not set(chosen) & set("\u2028\u2029\ufffc"):
            self.words.setText(chosen)
        self.show()
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()
        self._ask()
        self._show()

    def leave(self) -> None:
        """Hide the bar and give the keyboard back to the text."""
        self.hide()
        self._highlights.show(())
        self._canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def go(self, *, forward: bool) -> None:
        """Go to the next or the previous place from where the caret is."""
        if not self.search.query.words:
            self.open()
            return

        def then(found: Found) -> None:
            index = hit_beside(found, *self._selected(), forward=forward, last=self._last)
            if index is not None:
                self._go_to(found, index)
            else:
                self._announce(self._count_words(found))

        self.search.when_found(then)

    def replace_one(self) -> None:
        """Replace the place that is selected and go to the next; without one go to the first."""

        def then(found: Found) -> None:
            if not 0 <= self._last < len(found.hits):
                self.go(forward=True)
                return
            hit = found.hits[self._last]
            if (hit.where, hit.span) != self._selected() or not hit.can_change:
                self.go(forward=True)
            else:
                self._replace(found, hit)
                self.go(forward=True)

        self.search.when_found(then)

    def replace_all(self) -> None:
        """Replace every place in one step."""

        def then(found: Found) -> None:
            instead, base = self.instead.text(), self._session.document
            hits = tuple(hit for hit in found.hits if hit.can_change)
            if not hits or problem_with(found, instead):
                self._show()
                return

            def made(document: Document) -> None:
                if self._session.document is base:
                    self._become(document, hits)
                    self._report(len(hits), len(found.hits) - len(hits))
                else:  # something was written meanwhile, and stays
                    self.replace_all()

            self._say(_("Replacing…"), is_wrong=False)
            self.all_button.setEnabled(False)
            self.search.work(lambda: replaced(base, found, instead, hits), made)

        self.search.when_found(then)

    def stop(self) -> None:
        """Look for nothing any more."""
        self.search.stop()

    # ---- doing

    def _ask(self) -> None:
        ways = {name: button.isChecked() for name, button in self.ways.items()}
        self._last = -1
        self.search.ask(Query(self.words.text(), **ways))
        if not self.words.text():
            self._show()

    def _selected(self) -> tuple[Where, tuple[int, int]]:
        row, edit = self._canvas.column.current, self._canvas.edit()
        if row is None or edit is None:
            return row.line.where if row else Where(), (0, 0)
        start, end = sorted(edit.offsets())
        return row.line.where, (start, end)

    def _go_to(self, found: Found, index: int) -> None:
        """Select a hit; the keyboard stays where it is."""
        hit = found.hits[index]
        self._last = index
        if (before := self._canvas.edit()) is not None:
            before.select(*before.offsets()[1:] * 2)
        if hit.where.block:
            self._canvas.go_to(hit.where, hit.span[0])
            row, edit = self._canvas.column.current, self._canvas.edit()
            if row is not None and edit is not None and row.line.where == hit.where:
                edit.select(*hit.span)
                self._canvas.show_row(row)
        else:
            self.place_chosen.emit(hit.where)
        self._show()
        self._announce(self.said)

    def _replace(self, found: Found, hit: Hit) -> None:
        instead = self.instead.text()
        if problem_with(found, instead):
            self._show()
            return
        self._become(replaced(self._session.document, found, instead, (hit,)), (hit,))
        if hit.where.block and hit.passage.note < 0:
            self._put_behind(hit, found)

    def _become(self, document: Document, hits: tuple[Hit, ...]) -> None:
        """Make what was replaced the document, in one step."""
        where, span = self._selected()
        before = Caret(where.block, where.field, *span)
        after = Caret(where.block, where.field, span[0], span[0])
        self._session.history.pause()
        self._session.apply(
            replace_label(len(hits)), lambda _document: document, is_tidy=True, carets=(before, after)
        )
        self._last = -1

    def _put_behind(self, hit: Hit, found: Found) -> None:
        """Put the caret behind what stands instead of a hit, so that it is not found again."""
        edit = self._canvas.edit()
        if edit is not None:
            end = hit.start + len(glimpse(found, hit, self.instead.text()).instead)
            edit.select(end, end)

    # ---- saying

    def _found(self) -> None:
        if self.search.is_fresh and self._last >= len(self.search.answer.hits):
            self._last = -1
        self._show()
        if self.isVisible() and self.words.hasFocus():
            self._announce(self.said)

    def _count_words(self, found: Found) -> str:
        if found.problem and not found.hits:
            return found.problem
        total = len(found.hits)
        if not found.query.words:
            return ""
        if not total:
            return _("Nothing found")
        if 0 <= self._last < total:
            words = _("{number} of {total}").format(number=self._last + 1, total=total)
        else:
            words = ngettext("{count} found", "{count} found", total).format(count=total)
        return f"{words}. {found.problem}" if found.problem else words

    def _show(self) -> None:
        """Show what was found, what it would become, and what is wrong."""
        if not self.isVisible():
            return
        found = self.search.answer
        wrong = problem_with(found, self.instead.text()) if self.instead.isVisible() else ""
        self._say(wrong or self._count_words(found), is_wrong=bool(wrong or found.problem))
        has_hits = bool(found.hits)
        for button in (self.previous_button, self.next_button):
            button.setEnabled(has_hits)
        for button in (self.replace_button, self.all_button):
            button.setEnabled(has_hits and not wrong)
        self._highlights.show(found.hits)
        shows = self.instead.isVisible() and self.preview_button.isChecked()
        self.preview.setVisible(shows)
        if shows:
            instead, session = "" if wrong else self.instead.text(), self._session
            self.preview.show_hits(found, instead, session.document, session.world.template)
            self.preview.select(self._last)

    def _report(self, count: int, left: int) -> None:
        words = ngettext("{count} place replaced", "{count} places replaced", count).format(count=count)
        if left:
            kept = ngettext(
                "{count} stays, since it covers a note or a field",
                "{count} stay, since they cover a note or a field",
                left,
            )
            words = f"{words}. {kept.format(count=left)}"
        self.search.when_found(lambda _found: self._say_now(words))

    def _say_now(self, words: str) -> None:
        self._say(words, is_wrong=False)
        self._announce(words)

    def _say(self, words: str, *, is_wrong: bool) -> None:
        self.count.setText("" if is_wrong else words)
        self.problem.setText(words if is_wrong else "")
        self.problem.setVisible(is_wrong and bool(words))
        for label, purpose in ((self.count, "muted"), (self.problem, "error")):
            palette = label.palette()
            palette.setColor(palette.ColorRole.WindowText, theme.colour(purpose))
            label.setPalette(palette)

    @property
    def said(self) -> str:
        """Return what the bar says now: how many there are, or what is wrong."""
        return self.problem.text() or self.count.text()

    def _announce(self, words: str) -> None:
        if words and self.isVisible():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self.setAccessibleName(_("Find and replace"))
        names: tuple[tuple[QWidget, str], ...] = (
            (self.words, _("Find")),
            (self.instead, _("Replace by")),
            (self.previous_button, _("Previous place")),
            (self.next_button, _("Next place")),
            (self.close_button, _("Close")),
            (self.preview, _("What would change")),
            *((button, _(WAYS[name][1])) for name, button in self.ways.items()),
        )
        for widget, name in names:
            widget.setAccessibleName(name)
            if isinstance(widget, QToolButton):
                widget.setToolTip(name)
        self.words.setPlaceholderText(_("Find"))
        self.instead.setPlaceholderText(_("Replace by"))
        self.words.setAccessibleDescription(_("Enter goes to the next place, Esc closes."))
        self.replace_button.setText(_("Replace"))
        self.all_button.setText(_("Replace all"))
        self.preview_button.setText(_("Show changes"))
        self._show()

    # ---- what Qt tells

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on by Enter, back by Shift+Enter, replace by Enter in the second field, close by Esc."""
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)
        elif self.instead.hasFocus():
            self.replace_one()
        elif self.words.hasFocus():
            self.go(forward=not back)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow theme and scale."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.PaletteChange} and hasattr(self, "_grid"):
            self._measure()
            self._show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and a hairline below."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.colour("surface"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour("line"))
