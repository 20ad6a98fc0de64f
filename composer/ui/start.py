"""The first page of a window without a document: new from a template, open, or go on with a recent one."""

from __future__ import annotations

import logging
import re
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QImage, QKeyEvent, QPaintEvent, QPalette, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from composer.i18n import _, spoken
from composer.ui import theme
from composer.ui.cards import PAGE, Card, Cards
from composer.ui.entries import Entry, EntryList
from composer.ui.house_tabs import HouseTabs
from composer.ui.icons import icon
from composer.ui.literal import literal

if TYPE_CHECKING:
    from concurrent.futures import Future

    from composer.app.gallery import Gallery
    from composer.app.preview import PageImage
    from composer.app.templates import Offer
    from composer.ui.program import Program

RECENT, NARROWEST, HEIGHT = 348, 200, 290
# Around everything, and between its two columns.
MARGIN, BETWEEN = 24, 32
# Milliseconds after which the pictures are drawn: nobody waits for them.
PAUSE = 200
# Templates are looked for when the page has been painted; one that never is waits so many milliseconds.
BEGIN = 250
# Problems of houses that are told one by one.
MOST_PROBLEMS = 3

_log = logging.getLogger("composer.start")


class StartPage(QWidget):
    """Templates as pages to begin with beside the documents of before; Enter or a click chooses."""

    template_chosen = Signal(str)
    file_chosen = Signal(object)
    open_asked = Signal()

    def __init__(self, program: Program) -> None:
        """Show what can be begun and what was open before."""
        super().__init__()
        self._program = program
        self._to_draw: list[str] = []
        self._is_drawing = self._is_stopped = False
        self._drawn_as: tuple[object, ...] = ()
        self._gallery: Gallery | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._draw)
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._offer)
        self._title, self._new, self._go_on = QLabel(), QLabel(), QLabel()
        self._hint, self.told = _quiet(), _quiet()  # the second says what is wrong with houses
        self.templates = Cards()
        self.recent = EntryList(grows=False, inset=8)
        self.recent.setFrameShape(QFrame.Shape.NoFrame)
        self.open_button = QPushButton(icon("folder-open"), "")
        theme.dress(self.open_button, "framed")
        for bar in (self.templates.verticalScrollBar(), self.recent.verticalScrollBar()):
            theme.dress(bar)
        self._new.setBuddy(self.templates)
        self._go_on.setBuddy(self.recent)
        self.templates.chosen.connect(self.template_chosen)
        self.recent.chosen.connect(lambda name: self.file_chosen.emit(Path(name)))
        self.open_button.clicked.connect(lambda _checked=False: self.open_asked.emit())
        self._lay_out()
        theme.ground(self, "surface")
        self.setFocusProxy(self.templates)
        self._measure()
        self.retranslate()

    def _lay_out(self) -> None:
        """Put the templates on the left and the documents of before on the right."""
        self._right = QVBoxLayout()
        for widget in (self.recent, self._hint):
            self._right.addWidget(widget)
        self._below = QHBoxLayout()
        self._below.addWidget(self.open_button)
        self._below.addStretch(1)
        self._right.addLayout(self._below)
        self._right.addStretch(1)
        self._grid = QGridLayout()
        self._grid.addWidget(self._title, 0, 0, 1, 2)
        self._grid.addWidget(self._new, 1, 0)
        self._grid.addWidget(self._go_on, 1, 1)
        self.houses = HouseTabs(self.templates)
        self._left = QVBoxLayout()
        self._left.addWidget(self.houses)
        self._left.addWidget(self.templates)
        self._grid.addLayout(self._left, 2, 0)
        self._grid.addLayout(self._right, 2, 1)
        self._grid.addWidget(self.told, 3, 0, 1, 2)
        self.told.hide()
        self._around = around = QVBoxLayout(self)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addLayout(self._grid)
        row.addStretch(1)
        around.addStretch(2)
        around.addLayout(row)
        around.addStretch(3)

    def _measure(self) -> None:
        """Set everything in the size of letters that there is now."""
        self._title.setFont(theme.font_at(self.font(), 1.8))
        for label in (self._new, self._go_on):
            font = theme.font_at(self.font(), 1.0)
            font.setBold(True)
            label.setFont(font)
            label.setContentsMargins(theme.px(8), theme.px(20), 0, theme.px(4))
        for label, above in ((self._title, 0), (self._hint, 0), (self.told, 16)):
            label.setContentsMargins(theme.px(8), theme.px(above), 0, 0)
        self._around.setContentsMargins(*(theme.px(MARGIN),) * 4)
        self._grid.setHorizontalSpacing(theme.px(BETWEEN))
        self._right.setSpacing(theme.px(12))
        self._below.setContentsMargins(theme.px(8), 0, 0, 0)
        self.templates.updateGeometry()
        self._share()
        self._fit_recent()

    def _share(self) -> None:
        """Share the width: the documents of before get what they need, the cards as many columns as fit."""
        room = self.width() - 2 * theme.px(MARGIN) - theme.px(BETWEEN)
        recent = max(theme.px(NARROWEST), min(theme.px(RECENT), room - self.templates.width_of(1)))
        self.templates.fit(room - recent)
        for widget in (self.recent, self._hint):
            widget.setFixedWidth(recent)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self._share()

    def _fit_recent(self) -> None:
        """Be as high as the list is, or as there is room for: it scrolls."""
        rows = sum(self.recent.sizeHintForRow(row) for row in range(self.recent.count()))
        self.recent.setFixedHeight(min(rows, theme.px(HEIGHT - 44)))

    def show_recent(self) -> None:
        """Show the files that were open before; those that are gone stay out."""
        paths = [Path(name) for name in self._program.preferences.settings.recent]
        entries = [Entry(str(path), path.stem, str(path.parent)) for path in paths if path.is_file()]
        self.recent.show_entries(entries)
        self.recent.setVisible(bool(entries))
        self._hint.setVisible(not entries)
        self._fit_recent()

    # ---- pictures of what the first pages look like, one after the other, once the window is there

    def stop(self) -> None:
        """Draw no more."""
        self._is_stopped = True

    def _draw(self) -> None:
        look = spoken(), self._page_width()
        if look != self._drawn_as:
            self._drawn_as = look
            from composer.app.gallery import Gallery

            self._gallery = Gallery(spoken(), self._program.search, self._page_width())
            self._to_draw = self.templates.keys()
            self._draw_next()

    def _draw_next(self) -> None:
        gallery = self._gallery
        if self._is_drawing or self._is_stopped or not self._to_draw or not self.isVisible() or not gallery:
            return
        self._is_drawing = True
        template = self._to_draw.pop(0)

        def drawn(future: Future[PageImage]) -> None:
            self._is_drawing = False
            if self._is_stopped:
                return
            if error := future.exception():
                _log.error("no picture of %s", template, exc_info=error)
            else:
                self.templates.show_picture(template, _image(future.result()))
            self._draw_next()

        self._program.run(lambda: gallery.picture(template), drawn)

    def _page_width(self) -> int:
        return round(theme.px(PAGE) * self.devicePixelRatioF())

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self._title.setText(_("What shall we plead for?"))
        self._new.setText(_("Begin a new document"))
        self._go_on.setText(_("Go on with"))
        self._hint.setText(
            _("What you open comes to stand here. You can also drag a document onto this window.")
        )
        self.open_button.setText(" " + _("Open a document…"))
        self.templates.setAccessibleName(_("Templates"))
        self.houses.retranslate()
        self.recent.setAccessibleName(_("Recent documents"))
        if self.isVisible():
            self._offer()

    def _offer(self) -> None:
        """Show the templates: when the page has been painted, since reading houses takes a moment."""
        from composer.app.templates import offers

        found = list(offers(spoken(), self._program.search))
        self.templates.show_cards([_card(offer) for offer in found])
        self._tell([offer.problem for offer in found if offer.problem])
        self._pause.start()

    def _tell(self, problems: list[str]) -> None:
        """Say what could not be read, which houses are in several folders, and which of those count."""
        from composer.app.world import duplicate_houses

        first = [trouble] if (trouble := self._program.preferences.trouble) else []
        told = [_breakable(problem) for problem in (*first, *problems[:MOST_PROBLEMS])]
        if more := len(problems[MOST_PROBLEMS:]):
            told.append(_("And {count} more cannot be read.").format(count=more))
        told += [
            _("The house “{house}” is in several folders; {one} counts, and not {others}.").format(
                house=found.house,
                one=_breakable(str(found.folders[0])),
                others=", ".join(_breakable(str(folder)) for folder in found.folders[1:]),
            )
            for found in duplicate_houses(self._program.search)
        ]
        self.told.setText("\n".join(told))
        self.told.setVisible(bool(told))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of letters."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "_grid"):
            self._measure()
            self._pause.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Look again which documents there are."""
        self.show_recent()
        super().showEvent(event)
        self._soon.start(BEGIN)

    def hideEvent(self, event: QHideEvent) -> None:
        """Look for nothing that nobody sees: a document has taken the place of the page."""
        super().hideEvent(event)
        self._soon.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Look for templates once something is to be seen."""
        super().paintEvent(event)
        if self._soon.isActive():
            self._soon.start(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from the templates to the documents and back by the arrows."""
        lists = {Qt.Key.Key_Right: self.recent, Qt.Key.Key_Left: self.templates}
        target = lists.get(Qt.Key(event.key()))
        if target is not None and target.isVisible():
            target.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Return the room for both columns."""
        cards = self.templates.minimumSizeHint()
        return QSize(cards.width() + theme.px(RECENT + 80), cards.height() + theme.px(160))


def _quiet() -> QLabel:
    """Return a label of several lines in grey."""
    label = QLabel(wordWrap=True)
    literal(label)
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label


def _breakable(words: str) -> str:
    """Return words in which a line may end behind each part of a path."""
    return re.sub(r"(?<=[\\/])(?=\S)", "\u200b", words)


def _card(offer: Offer) -> Card:
    if offer.template is None:
        return Card(offer.id, offer.label, _("Cannot be read, see below"), can_begin=False)
    return Card(offer.id, offer.label, offer.house)


def _image(picture: PageImage) -> QImage:
    image = QImage(picture.pixels, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB32)
    return image.copy()  # of its own, whatever becomes of the bytes
