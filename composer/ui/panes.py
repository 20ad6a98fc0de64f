"""The panes of a document, and what they tell each other: what it consists of, says and looks like."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QSplitter, QVBoxLayout, QWidget

from composer.app.session import Session
from composer.i18n import N_, _
from composer.model.document import BlockId, Where
from composer.ui import theme
from composer.ui.canvas import Canvas
from composer.ui.edition import tell_edition
from composer.ui.findings import FindingsPane
from composer.ui.gui_thread import post
from composer.ui.library import LibraryPane
from composer.ui.library_card import LibraryCard
from composer.ui.outline import Outline
from composer.ui.preview import Preview
from composer.ui.sheets import FieldsSheet, PeopleSheet, SourcesSheet
from composer.ui.strip import Strip
from composer.ui.tab_order import give_focus
from composer.ui.tabs import Tabs, least_pages, least_text

if TYPE_CHECKING:
    from composer.app.librarian import Librarian
    from composer.app.preview import Rendered
    from composer.model.finding import Finding
    from composer.ui.find_bar import FindBar

# Of the width of a window: the left pane within bounds, text and pages share the rest.
LEFT, MOST, WIDEST = 0.22, 0.3, 320
TEXT, PAGES = 53, 47
FINDINGS = 30
CARD = 46


class Panes(QWidget):
    """All of one session; `compiled` tells what came of laying it out, after every pane has heard it."""

    compiled = Signal(object)  # Rendered

    def __init__(self, session: Session, executor: Executor, librarian: Librarian, readers: Executor) -> None:
        """Show a session; the executor has one thread, the readers are those of the librarian."""
        super().__init__()
        self._session = session
        self.finder: FindBar | None = None
        self.strip = Strip()
        self._has_told_edition = False
        self._rendered: Rendered | None = None
        self._of_library: tuple[Finding, ...] = ()
        self.outline = Outline(session)
        self.fields, self.people, self.sources = (
            FieldsSheet(session),
            PeopleSheet(session),
            SourcesSheet(session),
        )
        self.library = LibraryPane(librarian, readers, lambda: session.document.language)
        self.card = LibraryCard(session, executor)
        self.card.hide()
        self.tabs = Tabs()
        self.tabs.tabBar().setAcceptDrops(True)  # a block is dragged from the library into the structure
        self.tabs.tabBar().setChangeCurrentOnDrag(True)
        for pane in self._left():
            self.tabs.addTab(pane, "")
        self.canvas = Canvas(session)
        self.preview = Preview(session, executor, post)
        self.findings = FindingsPane()
        self.findings.hide()
        self.right = QSplitter(Qt.Orientation.Vertical)
        self.right.addWidget(self.card)
        self.right.addWidget(self.preview)
        self.right.addWidget(self.findings)
        self.right.setStretchFactor(1, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self._shown_sizes: tuple[int, ...] = ()
        for part, stretch in ((self.tabs, 0), (self.canvas, TEXT), (self.right, PAGES)):
            self.splitter.addWidget(part)
            self.splitter.setStretchFactor(self.splitter.count() - 1, stretch)
        for dressed in (self.tabs, self.splitter, self.right):
            theme.dress(dressed)
        in_sheets = self.tabs.findChildren(QAbstractScrollArea)
        for area in (self.canvas, self.preview.desk, self.findings.list, *in_sheets):
            theme.dress(area.verticalScrollBar())
            theme.dress(area.horizontalScrollBar())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(self.splitter, 1)
        self._name_tabs()
        self._connect()

    def add_strip(self) -> Strip:
        """Return a line over the panes, below those added before; for what must not be hidden by another."""
        strip = Strip()
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(column.indexOf(self.strip), strip)
        return strip

    def _left(self) -> tuple[QWidget, ...]:
        return self.outline, self.library, self.fields, self.people, self.sources

    def _measure(self) -> None:
        self.tabs.fit()
        self.canvas.setMinimumWidth(least_text())
        self.right.setMinimumWidth(least_pages())

    def _connect(self) -> None:
        self.canvas.where_changed.connect(self._where_changed)
        self.outline.block_selected.connect(lambda block: self.go_to(Where(block)))
        self.outline.block_chosen.connect(lambda block: self.go_to(Where(block), focus=True))
        self.canvas.clipboard.told.connect(self.strip.say)
        self.canvas.insertions.field_chosen.connect(
            lambda name: self.go_to(Where(BlockId(""), f"fields.{name}"))
        )
        self.canvas.clipboard.reading.connect(self._reading)
        self.sources.insert_requested.connect(self.canvas.insertions.cite)
        self.sources.block_chosen.connect(lambda block: self.go_to(Where(block), focus=True))
        self.preview.where_clicked.connect(lambda where, offset: self.go_to(where, offset, focus=True))
        self.preview.compiled.connect(self._compiled)
        self.findings.chosen.connect(lambda where: self.go_to(where, focus=True))

    # ---- how wide

    def _tab_width(self) -> int:
        """Return the room for the names of all tabs."""
        return self.tabs.name_width()

    def share(self, width: int, saved: tuple[int, ...] = ()) -> None:
        """Share a width as it was saved, else as is good for it."""
        tabs = min(self._tab_width(), round(width * MOST))
        left = max(tabs, min(theme.px(WIDEST), round(width * LEFT)))
        text = (width - left) * TEXT // (TEXT + PAGES)
        good = left, text, width - left - text
        is_saved = len(saved) == len(good)
        self._shown_sizes = good
        if is_saved and not saved[-1]:  # the pages were hidden
            self.show_pages(visible=False)
        self.splitter.setSizes(list(saved if is_saved else good))

    def sizes(self) -> tuple[int, ...]:
        """Return how wide the panes are; hidden pages have no width."""
        left, text, pages = self.splitter.sizes()
        return left, text, 0 if self.preview.isHidden() else pages

    # ---- what they tell each other

    def show_library_findings(self, findings: tuple[Finding, ...]) -> None:
        """Show what the libraries have to say of the document, with what else there is to tell."""
        is_other, self._of_library = findings != self._of_library, findings
        if is_other and self._rendered is not None:
            self._compiled(self._rendered)

    def _compiled(self, rendered: Rendered) -> None:
        self._rendered = rendered
        rendered = replace(rendered, findings=(*rendered.findings, *self._of_library))
        counts: dict[BlockId, int] = {}
        for finding in rendered.findings:
            if finding.at.block:
                counts[finding.at.block] = counts.get(finding.at.block, 0) + 1
        for pane in (self.canvas, self.outline):
            pane.set_numbers(rendered.numbers)
            pane.set_findings(counts)
        self.outline.know_values()
        self.findings.show_findings(rendered)
        if not self._has_told_edition:
            self._has_told_edition = True
            tell_edition(self.strip, rendered, lambda: self.show_findings(visible=True))
        self.compiled.emit(rendered)

    def _reading(self, stop: Callable[[], object] | None) -> None:
        """Say that something large is being read, and how to stop that."""
        if stop is None:
            self.strip.hide()
        else:
            self.strip.say(lambda: _("Reading what you paste…"), (N_("Cancel"), stop))

    def _where_changed(self, where: Where) -> None:
        self.preview.show_caret(where, self.canvas.offset())
        self.outline.show_block(where.block)

    def go_to(self, where: Where, offset: int = 0, *, focus: bool = False) -> None:
        """Bring the caret to a place, behind so many characters; one outside the text is on a sheet."""
        part, _dot, key = where.field.partition(".")
        if where.block:
            if focus:
                self.canvas.setFocus()
            self.canvas.go_to(where, offset)
            self.preview.show_caret(where, offset)
        elif part == "people":
            self.tabs.setCurrentWidget(self.people)
            self.people.go_to(key.partition("[")[0])
        elif part == "sources":
            self.tabs.setCurrentWidget(self.sources)
            self.sources.open(key)
        else:
            self.tabs.setCurrentWidget(self.fields)
            self.fields.form.focus(where.field or "title")

    def show_sources(self) -> None:
        """Give the list of sources the keyboard."""
        self.tabs.setCurrentWidget(self.sources)
        self.sources.close_entry()
        give_focus(self.sources)

    def show_preview(self) -> None:
        """Show the place of the caret on its page, and give the pages the keyboard."""
        block = self.canvas.current_block()
        if self.preview.isHidden():
            self.show_pages(visible=True)
        if block:
            self.preview.show_block(block)
        give_focus(self.preview)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the text by Esc: first the marks of a search go, then one comes to the structure."""
        if event.key() != Qt.Key.Key_Escape or event.modifiers() or not self.canvas.has_focus():
            super().keyPressEvent(event)
        elif self.finder is not None and self.finder.isVisible():
            self.finder.leave()
        else:
            self.tabs.setCurrentWidget(self.outline)
            give_focus(self.outline)

    def show_findings(self, *, visible: bool) -> None:
        """Show the list of findings below the pages, or hide it."""
        if visible and not self.findings.isVisible():
            self.right.show()
            self.findings.show()
            height = max(100, self.right.height())
            card = self.right.sizes()[0]
            rest = height - card
            self.right.setSizes([card, rest * (100 - FINDINGS) // 100, rest * FINDINGS // 100])
        self.findings.setVisible(visible)
        self._show_right()
        if visible:
            self.findings.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_library(self) -> None:
        """Give the search in the libraries the keyboard."""
        self.tabs.setCurrentWidget(self.library)
        self.library.focus_search()

    def show_card(self, *, visible: bool) -> None:
        """Show the card of a library block over the pages, or hide it."""
        if visible and not self.card.isVisible():
            self.right.show()
            self.card.show()
            height = max(100, self.right.height())
            findings = self.right.sizes()[2] if self.findings.isVisible() else 0
            card = (height - findings) * CARD // 100
            self.right.setSizes([card, height - findings - card, findings])
        self.card.setVisible(visible)
        self._show_right()

    def show_pages(self, *, visible: bool) -> None:
        """Show the pages, or leave their room to the text."""
        has_keyboard = self.preview.isAncestorOf(QApplication.focusWidget() or self)
        if not visible and self.right.isVisible():
            self._shown_sizes = tuple(self.splitter.sizes())
        self.preview.setVisible(visible)
        self._show_right()
        if visible:
            self.splitter.setSizes(list(self._shown_sizes))
        elif has_keyboard:
            self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_right(self) -> None:
        """Show the right side while anything is on it."""
        parts = (self.card, self.preview, self.findings)
        self.right.setVisible(not all(part.isHidden() for part in parts))

    def toggle_pages(self) -> None:
        """Show the pages, or hide them."""
        self.show_pages(visible=self.preview.isHidden())

    def go_round(self, direction: int) -> None:
        """Give the keyboard to the next pane: left, text, pages, findings."""
        panes = [self.tabs.currentWidget(), self.canvas]
        panes += [pane for pane in (self.preview, self.findings) if pane.isVisible()]
        if self.card.isVisible():
            panes.insert(1, self.card)
        holder = QApplication.focusWidget()
        here = [i for i, pane in enumerate(panes) if holder and (pane is holder or pane.isAncestorOf(holder))]
        start = here[0] if here else -1 if direction > 0 else 0
        for step in range(1, len(panes) + 1):  # past one that has nothing to give the keyboard to
            give_focus(panes[(start + direction * step) % len(panes)])
            if QApplication.focusWidget() is not holder:
                return

    def find_bar(self) -> FindBar:
        """Return the find bar, over the text; it is made when it is first asked for."""
        if self.finder is None:
            from composer.ui.find_bar import FindBar

            self.finder = FindBar(self._session, self.canvas)
            self.finder.place_chosen.connect(self.go_to)
            column = self.layout()
            if isinstance(column, QVBoxLayout):
                column.insertWidget(column.indexOf(self.strip) + 1, self.finder)
        return self.finder

    def settle(self) -> None:
        """Take what is being typed as it is, before it is saved."""
        self.fields.form.settle()
        QGuiApplication.inputMethod().commit()
        self.canvas.insertions.settle()

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self._name_tabs()
        for pane in (
            self.strip,
            self.outline,
            self.library,
            self.card,
            self.fields,
            self.people,
            self.sources,
            self.canvas,
            self.preview,
            self.findings,
        ):
            pane.retranslate()
        if self.finder is not None:
            self.finder.retranslate()

    def _name_tabs(self) -> None:
        self.tabs.show_names((_("Structure"), _("Library"), _("Fields"), _("People"), _("Sources")))
        self.tabs.tabBar().setAccessibleName(_("Parts of the document"))
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the scale."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "splitter"):
            QTimer.singleShot(0, self, self._measure)  # when everything in it has its new font and style
