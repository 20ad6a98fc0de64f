"""The card of a library block: as it will be printed here, its wordings, who keeps it, what can be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor

from PySide6.QtCore import QDate, QEvent, QLocale, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from composer.app.block_differences import block_words
from composer.app.library_edits import is_due
from composer.app.library_words import LENGTHS, STATES, age_words, uses_words
from composer.app.session import Session
from composer.i18n import _
from composer.model.hit import Hit
from composer.model.revision import Revision, Stored, Variant
from composer.ui import theme
from composer.ui.controls import Choice
from composer.ui.icons import icon
from composer.ui.library_picture import BlockPicture
from composer.ui.literal import literal
from composer.ui.sheet import name_button

# What can be done with a block, behind the button with dots: a name and its words, not yet translated.
Deed = tuple[str, Callable[[], object]]


class LibraryCard(QWidget):
    """Shows one revision; `insert_requested` and `edit_requested` have the wording that is shown."""

    insert_requested = Signal(object)
    edit_requested = Signal(object)
    closed = Signal()

    def __init__(self, session: Session, executor: Executor, parent: QWidget | None = None) -> None:
        """Begin empty; the executor is the one that makes all pictures."""
        super().__init__(parent)
        self.session = session
        self.hit: Hit | None = None
        self.stored: Stored | None = None
        self.variant: Variant | None = None
        self._deeds: tuple[Deed, ...] = ()
        self.heading = QLabel(self)
        self.wordings = Choice(self)
        self.picture = BlockPicture(executor, self)
        self.about = self.picture.about
        self.insert, self.edit = QPushButton(self), QToolButton(self)
        self.more, self.close_button = QToolButton(self), QToolButton(self)
        self.menu = QMenu(self)
        theme.ground(self, "surface")
        self._set_up()
        self.wordings.edited.connect(self._choose_wording)
        self.insert.clicked.connect(lambda: self.insert_requested.emit(self.variant))
        self.edit.clicked.connect(lambda: self.edit_requested.emit(self.variant))
        self.close_button.clicked.connect(self.closed)
        self.menu.aboutToShow.connect(self._fill)
        self.retranslate()

    def _set_up(self) -> None:
        self.heading.setWordWrap(True)
        literal(self.heading)
        self.heading.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.wordings.setMinimumContentsLength(6)
        self.insert.setIcon(icon("plus", "accent_text"))
        theme.dress(self.insert, "primary")
        self.edit.setIcon(icon("pencil"))
        theme.dress(self.edit, "framed")
        self.more.setIcon(icon("ellipsis"))
        self.more.setMenu(self.menu)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.close_button.setIcon(icon("x", "muted"))
        for button in (self.more, self.close_button):
            theme.dress(button)
        self._head = QHBoxLayout()
        self._head.addWidget(self.heading, 1)
        self._head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self._row = QHBoxLayout()
        for widget in (self.insert, self.edit, self.wordings):
            self._row.addWidget(widget)
        self._row.addStretch(1)
        self._row.addWidget(self.more)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addLayout(self._row)
        self._second = QHBoxLayout()
        self._column.addLayout(self._second)
        self._column.addWidget(self.picture, 1)
        self._measure()

    def _measure(self) -> None:
        side = theme.px(14)
        self._column.setContentsMargins(0, theme.px(8), 0, 0)
        self._column.setSpacing(theme.px(6))
        self._head.setContentsMargins(side, 0, theme.px(8), 0)
        self._row.setContentsMargins(side, 0, theme.px(8), theme.px(2))
        self._row.setSpacing(theme.px(8))
        font = QFont(self.font())
        font.setBold(True)
        self.heading.setFont(font)
        self._second.setContentsMargins(side, 0, theme.px(8), theme.px(2))
        self.picture.setMinimumHeight(theme.px(40))

    def _fit(self) -> None:
        """Let every word have room: wordings go below the buttons, then the main button loses its words."""
        room = self.width() - theme.px(14) - theme.px(8)
        self.insert.setText(_("Insert"))
        buttons = (self.insert, self.edit, self.more)
        spacing = self._row.spacing()
        needed = sum(button.sizeHint().width() + spacing for button in buttons)
        words = self.wordings.sizeHint().width() + spacing if self.wordings.isVisibleTo(self) else 0
        beside = needed + words <= room
        if beside != (self._row.indexOf(self.wordings) >= 0):
            self._row.removeWidget(self.wordings)
            self._second.removeWidget(self.wordings)
            if beside:
                self._row.insertWidget(2, self.wordings)
            else:
                self._second.addWidget(self.wordings)
        if needed > room:
            self.insert.setText("")
        self.heading.setMinimumHeight(0)  # which Qt would count as height of the words
        self.heading.setMinimumHeight(max(0, self.heading.heightForWidth(self.heading.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show what there is room for."""
        super().resizeEvent(event)
        self._fit()

    # ---- what is shown

    def show_stored(self, hit: Hit, stored: Stored, deeds: Sequence[Deed]) -> None:
        """Show a revision in the wording of a hit; `deeds` are what can be done with it besides."""
        self.hit, self.stored, self._deeds = hit, stored, tuple(deeds)
        self.variant = stored.revision.variant(self.session.document.language, hit.length)
        self._show()

    def clear(self) -> None:
        """Show nothing."""
        self.hit = self.stored = self.variant = None
        self.picture.clear()

    def _show(self) -> None:
        hit, stored, variant = self.hit, self.stored, self.variant
        if hit is None or stored is None or variant is None:
            return
        from composer.app.block_picture import alone  # with the first card, not with the window

        revision = stored.revision
        self.heading.setText(revision.title or hit.title)
        self.about.setText(about_words(revision, hit))
        named = [(_key(one), wording_words(one)) for one in revision.variants]
        self.wordings.set_choices(tuple(named))
        self.wordings.show_value(_key(variant))
        self.wordings.setVisible(len(named) > 1)
        self._fit()
        session = self.session
        document = alone(session.document, variant.block, revision.sources, language=variant.language)
        self.picture.show_block(document, session.world, block_words(variant.block))

    def _choose_wording(self, key: object) -> None:
        if self.stored is not None:
            found = [one for one in self.stored.revision.variants if _key(one) == key]
            self.variant = found[0] if found else self.variant
            self._show()

    def _fill(self) -> None:
        self.menu.clear()
        for words, call in self._deeds:
            if words:
                self.menu.addAction(_(words)).triggered.connect(lambda _on=False, call=call: call())
            else:
                self.menu.addSeparator()

    # ---- Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close by Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self.setAccessibleName(_("Block of the library"))
        self.insert.setText(_("Insert"))
        self.insert.setAccessibleName(_("Insert"))
        self.insert.setToolTip(_("Put this block behind the one with the caret"))
        name_button(self.edit, _("Edit"))
        self.wordings.setAccessibleName(_("Wording"))
        self.picture.retranslate(_("As it will be printed here"))
        name_button(self.more, _("More"))
        name_button(self.close_button, _("Close"))
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        """Keep measure with the font."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "_row"):
            self._measure()


def wording_words(variant: Variant) -> str:
    """Return what a wording is called: the letters of its language, and its length where it has one."""
    words = variant.language.upper()
    return f"{words} {_(LENGTHS[variant.length]).lower()}" if variant.length else words


def about_words(revision: Revision, hit: Hit) -> str:
    """Return one line on a revision: state, age, owner, organisation, themes, use, when to look again."""
    review = ""
    if revision.review_by:
        day = revision.review_by
        review = _("review was due {day}") if is_due(day) else _("review by {day}")
        review = review.format(day=day_words(day))
    parts = (
        _("Conflict") if hit.forked else _(STATES[revision.state]),
        revision.author if hit.forked else "",
        age_words(revision.time),
        revision.organisation,
        ", ".join(revision.themes),
        _("kept by {owner}").format(owner=revision.owner) if revision.owner else "",
        review,
        uses_words(hit.uses),
        hit.library_name,
    )
    return " · ".join(part for part in parts if part)


def day_words(day: str) -> str:
    """Return an ISO date as the user writes it; words that are none as they are."""
    found = QDate.fromString(day, Qt.DateFormat.ISODate)
    return QLocale().toString(found, QLocale.FormatType.ShortFormat) if found.isValid() else day


def _key(variant: Variant) -> str:
    return f"{variant.language}/{variant.length}"
