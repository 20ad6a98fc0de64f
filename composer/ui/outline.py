"""The structure of a document: a line to search it, a tree to find one's way and to put blocks in order."""

from collections.abc import Callable, Container, Mapping

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAction,
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPalette,
)
from PySide6.QtWidgets import QLineEdit, QMenu, QVBoxLayout, QWidget

from composer.app import chapters, commands, moving
from composer.app.commands import Step
from composer.app.fields import field_labels, field_words
from composer.app.history import Caret, said, translated
from composer.app.pasting import put_beside
from composer.app.session import Change, Session
from composer.i18n import N_, _, spoken
from composer.model.document import Block, BlockId, Document
from composer.model.edits import Place, children_of, place_of
from composer.ui import theme
from composer.ui.carry import BlockCarrier, carried, mime_of_blocks
from composer.ui.controls import PassesOn
from composer.ui.icons import icon
from composer.ui.key_press import clip_command
from composer.ui.library_results import MIME, dragged
from composer.ui.outline_model import OutlineModel, folded
from composer.ui.outline_view import OutlineView

Command = Callable[[Document, tuple[BlockId, ...]], Step | None]

# The parts of a document whose words stand for merge fields.
_NAMED = ("title", "fields", "people", "language", "template")

_ALT = Qt.KeyboardModifier.AltModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_NONE = Qt.KeyboardModifier.NoModifier


def _up(document: Document, chosen: tuple[BlockId, ...]) -> Step | None:
    return chapters.shift(document, chosen, -1)


def _down(document: Document, chosen: tuple[BlockId, ...]) -> Step | None:
    return chapters.shift(document, chosen, 1)


# What the menu offers: its words, its icon, its key, what it does.
_MENU: tuple[tuple[str, str, str, Command] | None, ...] = (
    (N_("Move up"), "arrow-up", "Alt+Up", _up),
    (N_("Move down"), "arrow-down", "Alt+Down", _down),
    None,
    (N_("Duplicate"), "copy", "Ctrl+D", chapters.duplicate),
    (N_("Delete"), "trash-2", "Del", commands.delete_blocks),
)
# What the menu offers of the clipboard.
_CLIPBOARD_MENU = (
    (N_("Cu&t"), "scissors", QKeySequence.StandardKey.Cut, "cut"),
    (N_("&Copy"), "copy", QKeySequence.StandardKey.Copy, "copy"),
    (N_("&Paste"), "clipboard-paste", QKeySequence.StandardKey.Paste, "paste"),
)
# Word moves paragraphs by Alt+Shift, and Option+Up is caret travel on a Mac: both do.
_KEYS: dict[tuple[Qt.Key, Qt.KeyboardModifier], Command] = {
    (Qt.Key.Key_Up, _ALT): _up,
    (Qt.Key.Key_Up, _ALT | _SHIFT): _up,
    (Qt.Key.Key_Down, _ALT): _down,
    (Qt.Key.Key_Down, _ALT | _SHIFT): _down,
    (Qt.Key.Key_D, _CONTROL): chapters.duplicate,
    (Qt.Key.Key_Delete, _NONE): commands.delete_blocks,
    (Qt.Key.Key_Backspace, _NONE): commands.delete_blocks,
}


class Outline(PassesOn):
    """The structure pane.

    `block_selected` (arrow keys) is a wish to see a block, `block_chosen` (click, Enter, F2) to write in it.
    `library_dropped` has which library block was dropped, and its place.
    """

    block_selected = Signal(object)
    block_chosen = Signal(object)
    library_dropped = Signal(object, object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Show the blocks of a session from now on."""
        super().__init__(parent)
        self._session = session
        self._knows_values = False
        self.model = OutlineModel(session.document.blocks, self._marks(), self)
        self._carrier = BlockCarrier(session, parts=True)
        self.tree = OutlineView(self.model, self._carrier, self)
        self.line = QLineEdit(self)
        self._set_up()
        self.retranslate()
        self.tree.row_chosen.connect(self.block_chosen)
        self.tree.row_selected.connect(self.block_selected)
        self.tree.dropped.connect(self._dropped)
        self.tree.commanded.connect(self._clip)
        self.tree.installEventFilter(self)
        self.line.installEventFilter(self)
        self.line.textChanged.connect(self._filter)
        stop = session.subscribe(self._changed)
        self.destroyed.connect(stop)

    def _set_up(self) -> None:
        self.line.setClearButtonEnabled(True)
        self._sign = self.line.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        theme.dress(self.line)
        self.pass_to(self.tree)
        theme.ground(self, "panel")
        self.tree.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        self._bar = QVBoxLayout()
        self._bar.addWidget(self.line)
        column = QVBoxLayout(self)
        column.setSpacing(0)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._bar)
        column.addWidget(self.tree, 1)
        self.setTabOrder(self.line, self.tree)
        self._measure()

    def _measure(self) -> None:
        self._bar.setContentsMargins(theme.px(12), theme.px(10), theme.px(12), theme.px(10))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of letters."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._measure()

    def retranslate(self) -> None:
        """Speak the program's language of now."""
        self.line.setPlaceholderText(_("Search in this document"))
        self.line.setAccessibleName(_("Search in this document"))
        self._sign.setText(_("Search in this document"))
        self.line.setAccessibleDescription(_("Shows only the blocks that hold these words."))
        self.tree.setAccessibleName(_("Structure"))
        self.tree.setAccessibleDescription(
            _("Enter goes to the text of a block, Alt with the arrow keys moves it, Delete deletes it.")
        )
        self.model.retranslate()
        self._say_fields()
        self._filter()

    # ---- what the window tells

    def set_numbers(self, numbers: Mapping[BlockId, str]) -> None:
        """Show the printed numbers of blocks."""
        self.model.set_numbers(numbers)

    def set_findings(self, findings: Mapping[BlockId, int]) -> None:
        """Show a dot at each block that has findings."""
        self.model.set_findings(findings)

    def set_linked(self, signs: Mapping[BlockId, str]) -> None:
        """Show how blocks stand to the libraries they came from."""
        self.model.set_linked(signs)

    def know_values(self) -> None:
        """Show the values of merge fields from now on: to write out dates costs the first paint too much."""
        if not self._knows_values:
            self._knows_values = True
            self._say_fields()

    def show_block(self, identity: BlockId) -> None:
        """Make a block the current one, without telling anybody."""
        self.tree.show_block(identity)

    # ---- what the session tells

    def _marks(self) -> Mapping[str, str]:
        return dict(self._session.world.template.markers)

    def _changed(self, change: Change) -> None:
        if any(getattr(change.after, part) is not getattr(change.before, part) for part in _NAMED):
            self._say_fields()
            if self.line.text():
                self._filter()
        if change.after.blocks is change.before.blocks and change.after.template == change.before.template:
            return
        current = self.tree.current_block()
        self.model.become(change.after.blocks, self._marks())
        if current and not self.model.index_of(current.id).isValid():
            self.tree.show_block(_neighbour(change.before, current, change.after))
        if self.line.text() or not (change.before.blocks and change.after.blocks):
            self._filter()

    def _say_fields(self) -> None:
        document, world = self._session.document, self._session.world
        words = field_words(document, world, spoken()) if self._knows_values else None
        self.model.set_fields(words or field_labels(world, spoken()))

    # ---- what the author does

    def _filter(self) -> None:
        words = self.line.text().strip()
        none = _("Nothing found for “{words}”.").format(words=words) if words else _("There is no text yet.")
        self.tree.filter(folded(words), none)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that are commands before anybody else does."""
        if isinstance(event, QKeyEvent):
            is_own = bool(_command(event) or clip_command(event))
            if event.type() is QEvent.Type.ShortcutOverride and watched is self.tree and is_own:
                event.accept()
                return True
            if event.type() is QEvent.Type.KeyPress:
                return self._tree_key(event) if watched is self.tree else self._line_key(event)
        if isinstance(event, QContextMenuEvent) and watched is self.tree:
            self._open_menu(event)
            return True
        return False

    def _tree_key(self, event: QKeyEvent) -> bool:
        command, clip = _command(event), clip_command(event)
        if command:
            self._do(command)
        elif clip:
            self._clip(clip)
        return command is not None or bool(clip)

    def _line_key(self, event: QKeyEvent) -> bool:
        """Let Enter and the arrow go to the first hit, Escape clear the line."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go_to_hit(choose=event.key() != Qt.Key.Key_Down)
            return True
        if event.key() == Qt.Key.Key_Escape and self.line.text():
            self.line.clear()
            return True
        return False

    def _go_to_hit(self, *, choose: bool) -> None:
        words = folded(self.line.text().strip())
        hit = next((index for index in self.tree.rows() if not words or self.model.holds(index, words)), None)
        if hit is not None:
            self.tree.setFocus(Qt.FocusReason.OtherFocusReason)
            self.tree.setCurrentIndex(hit)
            block = self.model.block(hit)
            if choose and block:
                self.block_chosen.emit(block.id)

    def _do(self, command: Command) -> None:
        chosen, current = self.tree.chosen_blocks(), self.tree.current_block()
        if chosen and current:
            self._take(command(self._session.document, chosen), current)

    def _clip(self, command: str) -> None:
        """Cut, copy or paste blocks with all they hold."""
        chosen, document = self.tree.chosen_blocks(), self._session.document
        if command.startswith("paste"):
            mime: QMimeData | None = QGuiApplication.clipboard().mimeData()
            place = moving.behind(document, chosen[-1] if chosen else None)
            self._put(put_beside(document, place, carried(mime).clip) if mime else None)
            return
        chosen = chapters.with_parts(document, chosen)
        if chosen:
            QGuiApplication.clipboard().setMimeData(mime_of_blocks(self._session, chosen))
        if command == "cut" and chosen and (step := commands.delete_blocks(document, chosen)):
            self._put(Step(translated(N_("Cut")), step.document, step.caret))

    def _dropped(self, mime: QMimeData, place: Place) -> None:
        document = self._session.document
        if mime.hasFormat(MIME):
            self.library_dropped.emit(dragged(mime), place)
            return
        if own := self._carrier.own(mime):
            step = chapters.move(document, own, place)
        else:
            step = put_beside(document, place, carried(mime).clip)
        self._put(step)
        self._carrier.forget()

    def _put(self, step: Step | None) -> None:
        """Do a step that brings blocks or takes them away; what is then there becomes current."""
        if step is None:
            return
        known = {block.id for block in self._session.document.walk()}
        current = self.tree.current_block()
        carets = Caret(current.id if current else ""), step.caret
        self._session.apply(step.label, lambda _document: step.document, origin=self, carets=carets)
        if step.caret.block and self.model.index_of(BlockId(step.caret.block)).isValid():
            self.tree.show_block(BlockId(step.caret.block))
        self._select_new(known)
        self._say(said(step.label))

    def _select_new(self, known: Container[BlockId]) -> None:
        """Select all that came in, when that is several blocks: what is done next is done to all of them."""
        fresh = [block for block in self._session.document.walk() if block.id not in known]
        within = {child.id for block in fresh for child in block.children}
        tops = [block.id for block in fresh if block.id not in within]
        if len(tops) > 1:
            self.tree.show_block(tops[-1])
            self.tree.choose_blocks(tops)

    def _take(self, step: Step | None, block: Block) -> None:
        if step is None:
            self._say(_("“{block}” cannot go further.").format(block=self.model.title(block)))
            return
        carets = Caret(block.id), step.caret
        is_several = len(self.tree.chosen_blocks()) > 1
        self._session.apply(
            step.label, lambda _document: step.document, origin=self, is_tidy=True, carets=carets
        )
        shown = BlockId(step.caret.block) if self.model.index_of(block.id).isValid() else None
        if shown and not is_several:
            self.tree.show_block(shown)
        self._say(said(step.label))

    def _say(self, words: str) -> None:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.tree, words))

    # ---- the menu

    def menu(self) -> QMenu:
        """Return what can be done with the current block."""
        menu = QMenu(self)
        chosen = self.tree.chosen_blocks()
        for label, picture, keys, name in _CLIPBOARD_MENU:
            shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
            action = QAction(icon(picture), f"{_(label).replace('&', '')}\t{shown}", menu)
            mime: QMimeData | None = QGuiApplication.clipboard().mimeData()
            can = bool(chosen) if name != "paste" else mime is not None and self._carrier.takes(mime)
            action.setEnabled(can)
            action.triggered.connect(lambda _on=False, command=name: self._clip(command))
            menu.addAction(action)
        menu.addSeparator()
        for entry in _MENU:
            if entry is None:
                menu.addSeparator()
                continue
            words, picture, key, command = entry
            action = QAction(icon(picture), f"{_(words)}\t{key}", menu)
            action.setEnabled(bool(chosen) and command(self._session.document, chosen) is not None)
            action.triggered.connect(lambda _on=False, command=command: self._do(command))
            menu.addAction(action)
        return menu

    def _open_menu(self, event: QContextMenuEvent) -> None:
        where = event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            where = self.tree.viewport().mapToGlobal(
                self.tree.visualRect(self.tree.currentIndex()).bottomLeft()
            )
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(where)


def _command(event: QKeyEvent) -> Command | None:
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return _KEYS.get((Qt.Key(event.key()), modifiers))


def _neighbour(before: Document, block: Block, after: Document) -> BlockId:
    """Return what is to be current when a block is gone: the next beside it, the one before, what held it."""
    place = place_of(before, block.id)
    if place is None:
        return BlockId("")
    siblings = children_of(before, place.parent)
    left = {one.id for one in after.walk()}
    candidates = [*siblings[place.index + 1 :], *reversed(siblings[: place.index])]
    found = next((one.id for one in candidates if one.id in left), place.parent)
    return found if found in left else BlockId("")
