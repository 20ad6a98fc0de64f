"""Earlier versions of a document: when, how long, what their pages look like; any as a new document."""

from __future__ import annotations

import threading
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from composer.app.version_pages import Reader, Seen
from composer.app.versions import Backups, Version, open_version, restored_as_new, words_in
from composer.errors import ComposerError
from composer.i18n import _, ngettext
from composer.ui import theme
from composer.ui.desk import page_words
from composer.ui.entries import Entry, EntryList
from composer.ui.gui_thread import post
from composer.ui.icons import icon
from composer.ui.literal import literal
from composer.ui.messages import tell
from composer.ui.screens import fit_to_screen
from composer.ui.sides import heading
from composer.ui.when import each_when, size_words, when

if TYPE_CHECKING:
    from composer.app.session import Session
    from composer.ui.program import Program

# Of the picture of a page, and of the list.
PAGE, LIST = 420, 260


class VersionsWindow(QDialog):
    """The versions of one document, the newest first; it changes nothing."""

    def __init__(
        self,
        program: Program,
        session: Session,
        found: tuple[Version, ...],
        backups: Backups,
        parent: QWidget | None = None,
    ) -> None:
        """Show what was found; the pages and the words of each come when there is time."""
        super().__init__(parent)
        self._program, self._session, self._backups = program, session, backups
        self._path = session.path or Path()
        self.versions = found
        self.new_session: Session | None = None
        self.seen: Seen | None = None
        self._words: dict[str, int] = {}
        self._reader = Reader(self._path, backups, program.search)
        self._wanted: tuple[Version, int] | None = None
        self._is_painting = False
        self._is_closed = threading.Event()
        self.list = EntryList(grows=False, inset=8)
        self.list.setFrameShape(QFrame.Shape.StyledPanel)
        self.page, self._page_words = QLabel(), QLabel()
        self.before_button, self.after_button = QToolButton(), QToolButton()
        self.open_button, self.compare_button, self.close_button = QPushButton(), QPushButton(), QPushButton()
        self._title, self._what = heading("", 1.15), QLabel(wordWrap=True)
        literal(self._what)
        self._connect()
        self._place()
        self.retranslate()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        threading.Thread(target=self._count, name="words of versions", daemon=True).start()

    @property
    def current(self) -> Version | None:
        """Return the version that is chosen in the list."""
        row = self.list.currentRow()
        return self.versions[row] if 0 <= row < len(self.versions) else None

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(lambda _row: self._show_page(0))
        self.list.chosen.connect(lambda _key: self._show_page(0))
        theme.dress(self.list.verticalScrollBar())
        self.before_button.setIcon(icon("chevron-left"))
        self.after_button.setIcon(icon("chevron-right"))
        self.before_button.clicked.connect(lambda _checked=False: self._turn(-1))
        self.after_button.clicked.connect(lambda _checked=False: self._turn(1))
        for turning in (self.before_button, self.after_button):
            theme.dress(turning)
        acts = ((self.open_button, self.open_as_new), (self.compare_button, self.compare),
                (self.close_button, self.reject))  # fmt: skip
        for button, act in acts:
            button.clicked.connect(lambda _checked=False, act=act: act())
            theme.dress(button, "primary" if button is self.open_button else "framed")
        self.open_button.setDefault(True)

    def _place(self) -> None:
        self.list.setFixedWidth(theme.px(LIST))
        self.page.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.page.setWordWrap(True)
        self.page.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        theme.ground(self.page, "desk")
        self.page.setMinimumSize(240, 240)  # unscaled: letters may be large, screens are not
        turning = QHBoxLayout()
        turning.addStretch(1)
        for widget in (self.before_button, self._page_words, self.after_button):
            turning.addWidget(widget)
        turning.addStretch(1)
        right = QVBoxLayout()
        right.addWidget(self.page, 1)
        right.addLayout(turning)
        both = QHBoxLayout()
        both.setSpacing(theme.px(12))
        both.addWidget(self.list)
        both.addLayout(right, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(8))
        buttons.addWidget(self.open_button)
        buttons.addWidget(self.compare_button)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(*(theme.px(20),) * 4)
        whole.setSpacing(theme.px(12))
        whole.addWidget(self._title)
        whole.addWidget(self._what)
        whole.addLayout(both, 1)
        whole.addLayout(buttons)
        fit_to_screen(self, (820, 640))

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self.setWindowTitle(_("Earlier versions"))
        self._title.setText(_("Earlier versions of “{name}”").format(name=self._session.name))
        what = (
            _("A version is kept with every save. Opening one makes a new document; this one stays as it is.")
            if self.versions
            else _("There are none yet: a version is kept with every save from now on.")
        )
        self._what.setText(what)
        self.setAccessibleDescription(what)
        self.open_button.setText(_("Open as a new document"))
        self.compare_button.setText(_("Compare with now…"))
        self.close_button.setText(_("Close"))
        for turning, words in ((self.before_button, _("Previous page")), (self.after_button, _("Next page"))):
            turning.setToolTip(words)
            turning.setAccessibleName(words)
        self.list.setAccessibleName(_("Earlier versions"))
        for button in (self.open_button, self.compare_button):
            button.setEnabled(bool(self.versions))
        self._show_list()
        self._show_turning()

    # ---- the list

    def _show_list(self) -> None:
        times = each_when([version.time for version in self.versions])
        self.list.show_entries(
            [
                Entry(str(version.marker), time, self._told(version))
                for version, time in zip(self.versions, times, strict=True)
            ]
        )

    def _told(self, version: Version) -> str:
        parts = [size_words(version.size)]
        if (count := self._words.get(version.digest)) is not None:
            parts.append(ngettext("{count} word", "{count} words", count).format(count=count))
        return " · ".join(parts)

    def _count(self) -> None:
        """Count the words of each version, on a thread of its own."""
        found: dict[str, int] = {}
        for version in self.versions:
            if self._is_closed.is_set():
                return
            try:
                found[version.digest] = words_in(open_version(self._path, version, self._backups).document)
            except ComposerError:  # what is wrong with it is said when it is chosen
                continue
        post(lambda: self._counted(found))

    def _counted(self, found: dict[str, int]) -> None:
        if not self._is_closed.is_set():
            self._words = found
            self._show_list()

    # ---- its pages

    def _turn(self, by: int) -> None:
        if self.seen is not None:
            self._show_page(self.seen.number + by)

    def _show_page(self, number: int) -> None:
        version = self.current
        if version is None:
            return
        self._wanted = version, max(number, 0)
        if not self._is_painting:
            self._paint()

    def _paint(self) -> None:
        """Have the page made that is wanted now."""
        if self._wanted is None or self._is_closed.is_set():
            return
        (version, number), self._wanted = self._wanted, None
        self._is_painting = True
        width = round(theme.px(PAGE) * self.devicePixelRatioF())
        self._program.run(lambda: self._reader.page(version, number, width), self._painted)

    def _painted(self, future: Future[Seen]) -> None:
        self._is_painting = False
        if self._is_closed.is_set():
            return
        error = future.exception()
        if isinstance(error, ComposerError):
            self.seen = None
            self.page.setPixmap(QPixmap())
            self.page.setText(str(error))
        else:
            self.seen = future.result()
            self._show_picture()
        self._show_turning()
        self._paint()

    def _show_picture(self) -> None:
        if self.seen is None:
            return
        image = self.seen.image
        picture = QImage(image.pixels, image.width, image.height, image.stride, QImage.Format.Format_RGB32)
        room = self.page.size() * self.devicePixelRatioF()
        fitted = picture.scaled(
            room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        fitted.setDevicePixelRatio(self.devicePixelRatioF())
        self.page.setPixmap(QPixmap.fromImage(fitted))

    def _show_turning(self) -> None:
        seen = self.seen
        words = page_words(seen.number + 1, seen.pages) if seen else ""
        self._page_words.setText(words)
        self.page.setAccessibleName(words)
        self.before_button.setEnabled(seen is not None and seen.number > 0)
        self.after_button.setEnabled(seen is not None and seen.number + 1 < seen.pages)

    # ---- what can be done

    def open_as_new(self) -> None:
        """Begin a new document, in no file yet, with the version."""
        version = self.current
        if version is None:
            return
        try:
            self.new_session = restored_as_new(self._path, version, self._backups, self._program.search)
        except ComposerError as error:
            tell(self, error)
            return
        self.accept()

    def compare(self) -> None:
        """Show what differs between the version and the document as it is now."""
        from composer.ui.compare_window import CompareWindow

        version = self.current
        if version is None:
            return
        try:
            then = open_version(self._path, version, self._backups).document
        except ComposerError as error:
            tell(self, error)
            return
        names = when(version.time), _("Now")
        states = then, self._session.document
        shown = CompareWindow(self._session.name, names, states, self._session.world.template, self)
        shown.exec()
        shown.deleteLater()

    def done(self, result: int) -> None:
        """Stop what still works for this window."""
        self._is_closed.set()
        self._program.executor.submit(self._reader.close)
        super().done(result)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the page."""
        super().resizeEvent(event)
        self._show_picture()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange and hasattr(self, "_what"):
            self.retranslate()
