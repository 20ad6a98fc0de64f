"""What a program left that ended without closing: which documents, and what to do with each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from composer.app.fields import plain_words
from composer.app.recovery import Candidate, FileState, can_open, discard, recover, save_copy
from composer.blocks.kind import texts_of
from composer.errors import ComposerError
from composer.i18n import N_, _, ngettext
from composer.model.text import MergeField, Text
from composer.ui import theme
from composer.ui.entries import Entry, EntryList
from composer.ui.literal import literal
from composer.ui.messages import ask_to_discard, tell
from composer.ui.screens import fit_to_screen
from composer.ui.sides import heading
from composer.ui.when import when

if TYPE_CHECKING:
    from composer.app.session import Session
    from composer.app.versions import Backups

# So many signs of the first words of a document that has no name.
_FIRST = 40
_STATES = {
    FileState.NONE: N_("it is in no file yet"),
    FileState.UNCHANGED: N_("the file is as it was"),
    FileState.CHANGED: N_("the file was changed since"),
    FileState.MISSING: N_("the file is gone"),
}


def title_of(candidate: Candidate) -> str:
    """Return what a document is called."""
    return candidate.name or _("Untitled")


def told_of(candidate: Candidate) -> str:
    """Return when it was typed last, how much of it is in no file, and what became of its file."""
    edits = ngettext(
        "{count} edit that is not in the file", "{count} edits that are not in the file", candidate.edits
    ).format(count=candidate.edits)
    parts = [_("typed {time}").format(time=when(candidate.time))]
    if candidate.state is not FileState.NONE and candidate.edits:
        parts.append(edits)
    parts.append(_(_STATES[candidate.state]))
    if candidate.is_binned:
        parts.append(_("not saved or discarded"))
    if not candidate.name and (begun := _first_words(candidate)):
        parts.append(begun)
    words = " · ".join(parts)
    return words[:1].upper() + words[1:]


def _first_words(candidate: Candidate) -> str:
    """Return how the text of a document begins, by which one that has no name is known."""
    blocks = candidate.document.walk() if candidate.document else ()
    texts = (" ".join(_said(text).split()) for block in blocks for _path, text in texts_of(block))
    words = next(filter(None, texts), "")
    return words if len(words) <= _FIRST else words[:_FIRST].rstrip() + "…"


def _said(text: Text) -> str:
    """Return the words of a text without the fields in it, whose keys say nothing to its author."""
    return plain_words(text, dict.fromkeys(_fields_of(text), "…"))


def _fields_of(text: Text) -> set[str]:
    return {item.name for item in text.inlines if isinstance(item, MergeField)}


def _folder_of(candidate: Candidate, others: Sequence[Candidate]) -> str:
    """Return the folder of a file when another one is called the same, which alone tells them apart."""
    alike = [one for one in others if one.name == candidate.name and one.path != candidate.path]
    return f" · {candidate.path.parent}" if candidate.path and alike else ""


class RecoveryWindow(QDialog):
    """A list of documents with what can be done; closing it leaves everything where it is."""

    def __init__(
        self,
        found: tuple[Candidate, ...],
        places: tuple[Path, Backups],
        opened: Callable[[Session], object],
        parent: QWidget | None = None,
        *,
        search: tuple[Path, ...] = (),
    ) -> None:
        """Offer what was found; `opened` is given each document that is recovered, unsaved."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._left = list(found)
        self._places, self._opened, self._search = places, opened, search
        self._is_left = not all(one.is_binned for one in found)
        self._title, self._what, self._why_not = (
            heading("", 1.15),
            QLabel(wordWrap=True),
            QLabel(wordWrap=True),
        )
        literal(self._what, self._why_not)
        self.list = EntryList(grows=False, inset=8)
        self.list.setFrameShape(QFrame.Shape.StyledPanel)
        self.recover_button, self.compare_button, self.copy_button = (
            QPushButton(),
            QPushButton(),
            QPushButton(),
        )
        self.discard_button, self.later_button = QPushButton(), QPushButton()
        self._connect()
        self._place()
        self.retranslate()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def current(self) -> Candidate | None:
        """Return the document that is chosen in the list."""
        row = self.list.currentRow()
        return self._left[row] if 0 <= row < len(self._left) else None

    def _connect(self) -> None:
        acts = (
            (self.recover_button, self.recover, "primary"),
            (self.compare_button, self.compare, "framed"),
            (self.copy_button, self.save_copy, "framed"),
            (self.discard_button, self.discard, "framed"),
            (self.later_button, self.reject, "framed"),
        )
        for button, act, look in acts:
            button.clicked.connect(lambda _checked=False, act=act: act())
            theme.dress(button, look)
        self.recover_button.setDefault(True)
        self.list.currentRowChanged.connect(lambda _row: self._reflect())
        self.list.itemDoubleClicked.connect(lambda _item: self.recover())
        self.list.deleted.connect(lambda _key: self.discard())
        theme.dress(self.list.verticalScrollBar())

    def _place(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(8))
        for button in (self.recover_button, self.compare_button, self.copy_button, self.discard_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.later_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(*(theme.px(20),) * 4)
        whole.setSpacing(theme.px(12))
        whole.addWidget(self._title)
        whole.addWidget(self._what)
        whole.addWidget(self.list, 1)
        whole.addWidget(self._why_not)
        whole.addLayout(buttons)
        fit_to_screen(self, (720, 400))

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self.setWindowTitle(_("Recover work"))
        if self._is_left:
            self._title.setText(_("Pleidooi ended without closing these documents"))
            what = _("What was typed in them has been kept. Nothing is thrown away unless you discard it.")
        else:
            self._title.setText(_("Work that is in no file"))
            what = _("What was not saved when a document was closed, or discarded, stays here for 30 days.")
            if not self._left:
                what += " " + _("There is none now.")
        self._what.setText(what)
        self.setAccessibleDescription(f"{self._title.text()}. {what}")
        self.recover_button.setText(_("Recover"))
        self.compare_button.setText(_("Compare…"))
        self.copy_button.setText(_("Save a copy…"))
        self.discard_button.setText(_("Discard"))
        self.later_button.setText(_("Later") if self._is_left else _("Close"))
        tips = {
            self.recover_button: _("Opens it as it was typed last; you save it yourself."),
            self.compare_button: _("Shows what differs from the file."),
            self.discard_button: _("It stays in the bin for 30 days."),
        }
        for button, words in tips.items():
            button.setToolTip(words)
            button.setAccessibleDescription(words)
        self.list.setAccessibleName(_("Documents to recover"))
        self._show()

    def _show(self) -> None:
        entries = [
            Entry(str(one.journal), title_of(one), told_of(one) + _folder_of(one, self._left))
            for one in self._left
        ]
        self.list.show_entries(entries)
        self.list.setVisible(bool(entries))
        self._reflect()

    def _reflect(self) -> None:
        """Let be chosen what can be done with the document that is current."""
        one = self.current
        can = one is not None and can_open(one, self._search)
        self.recover_button.setEnabled(can)
        self.compare_button.setEnabled(can)
        self.copy_button.setEnabled(one is not None)
        self.discard_button.setEnabled(one is not None and not one.is_binned)
        self._why_not.setVisible(one is not None and not can)
        self._why_not.setText(
            _("It cannot be opened here, as its template is not there or it was damaged. Save a copy.")
        )

    def _do(self, act: Callable[[Candidate], object], *, is_gone: bool) -> None:
        """Do something with the document that is current; afterwards it may be no longer in the list."""
        one = self.current
        if one is None:
            return
        try:
            act(one)
        except ComposerError as error:
            tell(self, error)
            return
        if is_gone:
            self._left.remove(one)
            self._show()
        if self._left:
            self.activateWindow()
        else:
            self.accept()

    def recover(self) -> None:
        """Open the document as it was typed last, unsaved."""
        folder, backups = self._places
        if self.recover_button.isEnabled():
            self._do(
                lambda one: self._opened(recover(one, folder, search=self._search, backups=backups)),
                is_gone=True,
            )

    def discard(self) -> None:
        """Put it into the bin, after a question."""
        one = self.current
        if one is not None and not one.is_binned and ask_to_discard(self, title_of(one)):
            self._do(discard, is_gone=True)

    def save_copy(self) -> None:
        """Save it in a file of its own; it stays here."""
        one = self.current
        if one is None:
            return
        suffix = ".yaml" if one.document is None else ".pleidooi"
        folder = one.path.parent if one.path else Path.home()
        name = _("{name} (recovered)").format(name=Path(title_of(one)).stem or _("Untitled"))
        kinds = _("Documents ({patterns})").format(patterns="*.pleidooi *.yaml *.yml")
        chosen, _kind = QFileDialog.getSaveFileName(
            self, _("Save a copy"), str(folder / (name + suffix)), kinds
        )
        if chosen:
            path = Path(chosen)
            whole = path if path.suffix else path.with_name(path.name + suffix)
            self._do(lambda one: save_copy(one, whole), is_gone=False)

    def compare(self) -> None:
        """Show what differs between the file and what was typed."""
        from composer.app.world import world_of
        from composer.ui.compare_window import CompareWindow

        one = self.current
        if one is None or one.document is None:
            return
        states = one.there or one.saved, one.document
        names = _("In the file"), _("As it was typed last")
        template = world_of(one.document, self._search).template
        shown = CompareWindow(title_of(one), names, states, template, self)
        shown.exec()
        shown.deleteLater()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
