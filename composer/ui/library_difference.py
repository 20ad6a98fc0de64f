"""The window that shows what the library changed in a block and what was changed here, word by word."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from PySide6.QtCore import QEvent, Qt, Signal, SignalInstance
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from composer.app.block_differences import Difference, spoken
from composer.app.library_words import STATES, age_words
from composer.app.linked import Linked
from composer.i18n import _
from composer.ui import theme
from composer.ui.literal import literal
from composer.ui.screens import fit_to_screen
from composer.ui.sheet import Heading, Page

_SIZE = 560, 480


class DifferenceWindow(QDialog):
    """Shows how a block stands to the library; what is decided is told by its signals."""

    taken_over = Signal()
    kept = Signal()
    cut_loose = Signal()
    follow_changed = Signal(bool)

    def __init__(self, linked: Linked, title: str, parent: QWidget | None = None) -> None:
        """Show what is otherwise."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._linked, self._title = linked, title
        self.page = Page()
        self.follow = QCheckBox()
        self.take, self.keep, self.loose, self.close_button = (QPushButton() for _number in range(4))
        self._set_up()
        self.take.clicked.connect(lambda: self._decide(self.taken_over))
        self.keep.clicked.connect(lambda: self._decide(self.kept))
        self.loose.clicked.connect(lambda: self._decide(self.cut_loose))
        self.close_button.clicked.connect(self.reject)
        self.follow.clicked.connect(self.follow_changed)
        self.retranslate()

    def _set_up(self) -> None:
        linked = self._linked
        theme.ground(self.page, "surface")
        theme.dress(self.page.verticalScrollBar())
        self.follow.setChecked(linked.origin.follow)
        theme.dress(self.follow)
        self.take.setVisible(linked.standing == "newer")
        self.keep.setVisible(linked.is_open)
        theme.dress(self.take, "primary")
        for button in (self.keep, self.loose, self.close_button):
            theme.dress(button, "framed")
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        foot.setSpacing(theme.px(8))
        foot.addWidget(self.loose)
        foot.addStretch(1)
        for button in (self.close_button, self.keep, self.take):
            button.setAutoDefault(False)
            foot.addWidget(button)
        row = QHBoxLayout()
        row.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), 0)
        row.addWidget(self.follow)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.page, 1)
        column.addLayout(row)
        column.addLayout(foot)
        fit_to_screen(self, _SIZE)

    def _decide(self, signal: SignalInstance) -> None:
        signal.emit()
        self.accept()

    def _fill(self) -> None:
        linked, column = self._linked, self.page.column
        while column.count():
            item = column.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        column.addWidget(_words(about_words(linked)))
        groups = (
            (_("Changed in the library"), linked.changed, _("Nothing was changed in the library.")),
            (_("Changed in this document"), linked.own, _("Nothing was changed here.")),
        )
        for heading, found, nothing in groups:
            named = Heading()
            named.setText(heading)
            column.addWidget(named)
            if not found:
                column.addWidget(_words(nothing))
            for difference in found:
                column.addWidget(difference_label(difference))

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self.setWindowTitle(self._title)
        self.follow.setText(_("Take over newer versions by itself, unless this text is changed here"))
        self.take.setText(_("Take over"))
        self.keep.setText(_("Keep mine"))
        self.loose.setText(_("Cut loose"))
        self.loose.setToolTip(_("The block stays, and no longer knows of the library"))
        self.close_button.setText(_("Close"))
        self.page.setAccessibleName(_("Differences"))
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        """Follow theme and language."""
        super().changeEvent(event)
        kinds = (QEvent.Type.PaletteChange, QEvent.Type.LanguageChange)
        if event.type() in kinds and hasattr(self, "close_button"):
            self.retranslate()


def difference_label(difference: Difference) -> QLabel:
    """Return a difference as words: what is gone struck through, what is new underlined, both coloured."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    name = f'<span style="color:{theme.colour("muted").name()}">{escape(difference.label)}</span>'
    otherwise = _("Only its form is otherwise.")
    form = f"<br><i>{escape(otherwise)}</i>" if difference.is_form_only else ""
    label.setText(f"{name}<br>{''.join(_pieces(difference))}{form}")
    label.setAccessibleName(spoken(difference))
    return label


def _pieces(difference: Difference) -> Iterable[str]:
    marks = {
        "same": "{words}",
        "gone": f'<s style="color:{theme.colour("error").name()}">{{words}}</s>',
        "new": f'<u style="color:{theme.colour("success").name()}">{{words}}</u>',
    }
    before = ""
    for piece in difference.pieces:
        if before == "gone" and piece.sort == "new":
            yield " "  # two numbers must not read as one
        before = piece.sort
        yield marks[piece.sort].format(words=escape(piece.words).replace("\n", "<br>"))


def about_words(linked: Linked) -> str:
    """Return who wrote the newest version and when; that the library is not there; that it was withdrawn."""
    revision = linked.revision
    if revision is None:
        return _("The library of this block is not there now; the block stays as it is.")
    parts = (_(STATES[revision.state]), revision.author, age_words(revision.time), revision.owner)
    told = " · ".join(dict.fromkeys(part for part in parts if part))
    if linked.standing == "withdrawn":
        return f"{told}\n" + _("The library no longer offers this block. What stands here stays.")
    return told


def _words(text: str) -> QLabel:
    label = QLabel(text)
    literal(label)
    label.setWordWrap(True)
    label.setForegroundRole(label.palette().ColorRole.PlaceholderText)
    return label
