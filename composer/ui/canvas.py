"""The canvas: the document as text in its hierarchy, each field edited in place.

Keys become edits of the document or stay with the field; a change of the document comes back as lines.
"""

from collections.abc import Mapping
from contextlib import ExitStack

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QKeyEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from composer.app.commands import Step
from composer.app.fields import FieldNames
from composer.app.history import Caret, said
from composer.app.session import Change, Session
from composer.i18n import N_, _
from composer.model.document import BlockId, Where
from composer.ui import theme
from composer.ui.block_commands import BlockCommands
from composer.ui.chips import ChipPainter
from composer.ui.clipboard import Clipboard
from composer.ui.column import Column
from composer.ui.dragging import Dragging
from composer.ui.guide import Guide
from composer.ui.insertions import Insertions
from composer.ui.invitation import Invitation
from composer.ui.keys import RowKeys
from composer.ui.nesting import Nesting
from composer.ui.palettes import Scheme
from composer.ui.rows import Row
from composer.ui.selection import Selection
from composer.ui.selection_keys import SelectionKeys
from composer.ui.text_edit import FieldEdit
from composer.ui.typography import Typography
from composer.ui.unfolding import Unfolding
from composer.ui.writing import Writing

_SIGHT = 48
_EDIT = N_("Edit {kind}")


class Canvas(QScrollArea):
    """The text pane of one session. `where_changed` tells the `Where` of the caret, `offset` the rest."""

    where_changed = Signal(object)

    def __init__(self, session: Session) -> None:
        """Show the document of a session from now on."""
        super().__init__()
        self.session = session
        self._zoom = 1.0
        self._scheme: Scheme | None = None
        self._numbers: Mapping[BlockId, str] = {}
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._names: FieldNames | None = None
        chips = ChipPainter(self, lambda: self.session.document.sources, self.field_labels)
        self.selection = Selection(self)
        self.clipboard = Clipboard(self)
        self.selection_keys = SelectionKeys(self)
        self.keys = RowKeys(self)
        self.blocks = BlockCommands(self)
        self.insertions = Insertions(self)
        self.column = Column(self.keys.pressed, chips, self.port)
        self.column.guide = Guide(self)
        self.dragging = Dragging(self)
        self.column.placing.sight_moved.connect(self.verticalScrollBar().setValue)
        self.writing = Writing(self)
        self.column.chip_chosen.connect(self.insertions.choose)
        self.unfolding = Unfolding(session, self.column)
        self.column.lead_chosen.connect(self.go_to)
        self.column.chip_opened.connect(self.insertions.open_at)
        self.setWidget(self.column)
        theme.ground(self, "surface")
        self.viewport().setBackgroundRole(QPalette.ColorRole.Base)
        self.invitation = Invitation(self.viewport())
        self.invitation.kind_chosen.connect(self.blocks.add)
        self.nesting = Nesting(self)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._scrolled())
        self._subscription = ExitStack()
        self._subscription.callback(session.subscribe(self._changed))
        self.destroyed.connect(self._subscription.close)
        self._restyle()
        self.retranslate()

    # ---- for the window

    def go_to(self, where: Where, offset: int = 0) -> None:
        """Bring the caret to a place and the place into sight; the keyboard follows only if it is here."""
        self.selection.clear()
        self.unfolding.at(where)
        control = self._control(where)
        row = self.column.row_at(where)
        if row is None:
            return
        widget = self.column.make(row)
        self.become_current(row)
        self.column.placing.make_near()
        if isinstance(widget, FieldEdit):
            widget.select(offset, offset)
        if self.has_focus():
            (control or widget).setFocus()
        self.show_row(row)

    def current_block(self) -> BlockId | None:
        """Return the block that the caret is in."""
        row = self.column.current
        return row.line.where.block if row else None

    def offset(self) -> int:
        """Return how many characters stand before the caret in its text."""
        edit = self.edit()
        return edit.offset() if edit else 0

    def has_focus(self) -> bool:
        """Return whether the keyboard is somewhere in the canvas."""
        focus = QApplication.focusWidget()
        return focus is not None and (focus is self or self.isAncestorOf(focus))

    def toggle(self, name: str) -> None:
        """Make what is selected, or what is typed next, `bold` or `italic`, or no longer so."""
        if self.selection.toggle(name):
            return
        if edit := self.edit():
            self.session.history.pause()
            edit.toggle(name)
            edit.setFocus()

    def show_details(self) -> None:
        """Give the keyboard to the small fields of the block, from where Esc leads back to its text."""
        panel = self.column.panel()
        stops = panel.stops() if panel else []
        if stops and self.column.panel_row:
            stops[0].setFocus(Qt.FocusReason.TabFocusReason)
            self.show_row(self.column.panel_row)
        else:
            self.announce(_("This block has no other fields."))

    def set_numbers(self, numbers: Mapping[BlockId, str]) -> None:
        """Show these numbers before the blocks."""
        self._numbers = dict(numbers)
        self.column.set_numbers(self._numbers)
        before, self._names = self._names, None
        if before is not None and not before.is_said_by(self.field_labels()):
            self.column.relabel_chips()

    def set_findings(self, findings: Mapping[BlockId, int]) -> None:
        """Show in the gutter how many findings a block has."""
        self.column.set_findings(findings)

    def set_linked(self, signs: Mapping[BlockId, str]) -> None:
        """Show in the gutter how blocks stand to the library they came from."""
        self.column.set_linked(signs)

    def set_scale(self, factor: float) -> None:
        """Show the text some factor larger than the window."""
        self._zoom = factor
        self._restyle()

    def retranslate(self) -> None:
        """Say everything anew in the language of the window."""
        self.insertions.go_back()
        self.setAccessibleName(_("Text of the document"))
        self.invitation.retranslate()
        self.unfolding.renew_looks()
        self.column.forget_words()
        self._show(None)
        self.column.placing.begin(afresh=False)
        self.column.describe_all()

    # ---- doing

    def do(self, step: Step | None, *, merge: str = "", is_tidy: bool = True) -> bool:
        """Do a step and bring the caret where it belongs; return whether there was one.

        `merge` and `is_tidy` as for `Session.apply`.
        """
        if step is None:
            return False
        self.selection.clear()
        if edit := self.edit():
            edit.commit_composition()
        self.unfolding.will_be_at(step.caret)
        had_focus = self.has_focus()
        self.session.apply(
            step.label,
            lambda _document: step.document,
            origin=self,
            is_tidy=is_tidy,
            merge=merge,
            carets=(self.writing.caret, step.caret),
        )
        self.put_caret(step.caret)
        if had_focus and not self.has_focus():
            self.setFocus()
        self.announce(said(step.label))
        return True

    def announce(self, words: str) -> None:
        """Say something to who does not see it."""
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def field_labels(self) -> Mapping[str, str]:
        """Return what fields are called in the language of the text that they stand in."""
        document, template = self.session.document, self.session.world.template
        if self._names is None or not self._names.fits(template, document.language):
            self._names = FieldNames(document, template, self._numbers)
        return self._names

    # ---- what the session says

    def _changed(self, change: Change) -> None:
        if change.before is change.after:
            return
        if self.selection.is_on:
            self.selection.clear()
        if change.before.template != change.after.template:
            self.unfolding.renew_looks()
            self._restyle()
        if self.unfolding.show_typed(change):
            return
        had_focus = self.has_focus()
        if change.caret:
            self.unfolding.will_be_at(change.caret)
        self._show(change.origin)
        if change.before.sources is not change.after.sources:
            self.column.relabel_chips()
        if change.caret and change.caret.block:
            self.put_caret(change.caret)
        if had_focus and not self.has_focus() and change.origin is not self:
            self.setFocus()

    def _show(self, origin: object) -> None:
        self.unfolding.show(origin)
        self.invitation.setVisible(not self.session.document.blocks)

    def become_current(self, row: Row) -> None:
        """Let a row be the one that one writes in."""
        if self.column.current is not row:
            self.column.current = row
            self.column.update()
            self.where_changed.emit(row.line.where)

    def put_caret(self, caret: Caret) -> None:
        """Bring the keyboard to a place, and select what is selected there."""
        if not caret.block:
            return
        where = Where(BlockId(caret.block), caret.field)
        self.unfolding.at(where)
        row = self.column.row_at(where)
        if row is None:
            return
        widget = self.column.make(row)
        self.become_current(row)
        widget.setFocus()
        if isinstance(widget, FieldEdit) and row.line.where.field == caret.field:
            widget.select(caret.position if caret.since else caret.anchor, caret.position)
        self.writing.caret = caret
        self.selection.restore(caret)
        self.column.placing.make_near()
        self.show_row(row)

    # ---- focus and sight

    def edit(self) -> FieldEdit | None:
        """Return the field with the caret, None when there is none."""
        row = self.column.current
        return row.widget if row and isinstance(row.widget, FieldEdit) else None

    def _control(self, where: Where) -> QWidget | None:
        panel = self.column.panel()
        return panel.control(where.field) if panel and panel.block.id == where.block else None

    def focus_row(self, row: Row) -> QWidget:
        """Give a row the keyboard and return its widget."""
        widget = self.column.make(row)
        widget.setFocus()
        self.column.placing.make_near()
        return widget

    def show_row(self, row: Row) -> None:
        """Bring the caret of a row, or the row, into sight."""
        edit = row.widget
        if isinstance(edit, FieldEdit):
            rect = edit.cursorRect()
            rect = QRect(edit.mapTo(self.column, rect.topLeft()), rect.size())
        else:
            rect = QRect(row.left, row.top, row.width, row.height)
        panel = self.column.panel_row
        if panel is not None and panel.line.where.block == row.line.where.block:
            self.column.placing.measure(panel)
            below = panel.top + panel.height
            if 0 < below - rect.top() < self.viewport().height() // 2:  # what belongs to it, too
                rect.setBottom(below)
        sight = round(_SIGHT * theme.scale())
        self.ensureVisible(self.column.width() // 2, rect.center().y(), 0, rect.height() // 2 + sight)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Pass the keyboard on to the text."""
        super().focusInEvent(event)
        row = self.column.current or next((one for one in self.column.rows if not one.line.is_panel), None)
        if row is not None:
            self.focus_row(row)
        else:
            self.invitation.take_focus()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001  as Qt calls it
        """Go to the next field or control in reading order; beyond the last one out of the canvas."""
        return self.nesting.tab(forward=forward) or self.keys.go_on(forward=forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave every key that no field took to the window; from the small fields Esc leads to their text."""
        panel = self.column.panel()
        focus = QApplication.focusWidget()
        in_panel = panel is not None and focus is not None and panel.isAncestorOf(focus)
        if event.key() == Qt.Key.Key_Escape and in_panel and self.column.current:
            self.focus_row(self.column.current)
        else:
            event.ignore()

    def _scrolled(self) -> None:
        self.column.placing.make_near()
        if self.selection.is_on:
            self.selection.refresh()

    def port(self) -> QRect:
        """Return the part of the column that can be seen."""
        return QRect(QPoint(0, self.verticalScrollBar().value()), self.viewport().size())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the text in the new width."""
        super().resizeEvent(event)
        self.invitation.setGeometry(self.viewport().rect())
        if self.column.width() != self.viewport().width():
            self.column.resize(self.viewport().width(), self.column.height())
            self.column.placing.begin()
            self.insertions.follow()
        else:
            self.column.placing.resight()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme and the scale of the window."""
        super().changeEvent(event)
        is_recoloured = event.type() is QEvent.Type.PaletteChange and self._scheme is not theme.scheme()
        if is_recoloured or event.type() is QEvent.Type.FontChange:
            self._restyle()

    def _restyle(self) -> None:
        if not hasattr(self, "column"):
            return
        self._scheme = theme.scheme()
        factor = theme.scale() * self._zoom
        if self.column.type is not None and self.column.type.factor != factor:
            self.insertions.go_back()  # its letters and its place are those of before
        self.column.set_typography(Typography(self.session.world.house, factor))

    def close_session(self) -> None:
        """Hear no more of the session."""
        self.clipboard.stop()
        self._subscription.close()
