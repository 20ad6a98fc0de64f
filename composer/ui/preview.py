"""The preview: the pages as they will be exported, beside the text while it is written.

Documents are laid out and pages painted by one worker thread; this thread only shows what comes back. What is
shown stays until something newer is there, also when making that failed.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QObject, QPointF, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from composer.app.latest import Latest, Post
from composer.app.session import Change, Session
from composer.errors import ComposerError
from composer.i18n import N_, _
from composer.model.document import BlockId, Document, Where
from composer.ui import theme
from composer.ui.desk import Desk, Fit
from composer.ui.marks import Marks
from composer.ui.preview_bar import Notice, PreviewBar

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from composer.app.preview import PageImage, Pictures, Rendered

# Milliseconds of silence before the preview says that it is busy.
PATIENCE = 500
# A preview that is never painted, hidden as it may be, begins after so many milliseconds all the same.
BEGIN = 250
# Pages whose pictures are kept besides the visible ones, before and after those.
KEPT = 3

FAILED = N_("The pages could not be updated; they are shown as they were.")

_log = logging.getLogger("composer.preview")


class _Made(NamedTuple):
    """A picture with what it is of."""

    rendered: Rendered
    page: int
    width: int
    image: PageImage


class _Shown(NamedTuple):
    """Of what the picture of a page is that stands on the desk."""

    rendered: Rendered
    page: int
    width: int


class Preview(QWidget):
    """Follows a session; `executor` has one thread, `post` brings a call to the thread of the window.

    Call `close` before the executor is shut down.
    """

    where_clicked = Signal(object, int)  # Where, and how many characters stand before it there
    compiled = Signal(object)  # Rendered
    failed = Signal(str)
    settled = Signal()  # everything that can be seen is as it will be printed

    def __init__(
        self, session: Session, executor: Executor, post: Post, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.rendered: Rendered | None = None
        self.desk = Desk()
        self.bar = PreviewBar(self.desk)
        self.notice = Notice()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.notice)
        around = QVBoxLayout()
        around.setContentsMargins(2, 2, 2, 2)  # where the ring is painted that shows the keyboard
        around.addWidget(self.desk)
        column.addLayout(around)
        self.setFocusProxy(self.desk)
        self.desk.page_clicked.connect(self._page_clicked)
        self.desk.moved.connect(self._moved)
        self.desk.installEventFilter(self)

        self._executor = executor
        self._layouts: Latest[Rendered] = Latest(executor, post, self._laid_out, self._broke)
        self._images = Latest[_Made](executor, post, self._painted, self._picture_broke)
        self._pictures: Pictures | None = None
        self._shown: dict[int, _Shown] = {}
        self._painting = 0
        self._refused: set[int] = set()  # pages whose pictures failed, until the next layout
        self.marks = Marks(self.desk)
        self._caret_moved = QTimer(self, singleShot=True, interval=0)
        self._caret_moved.timeout.connect(self._find_word)
        self._asked: Document | None = None
        self._is_closed = False
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(lambda: self.bar.show_busy(busy=True))
        self._start = QTimer(self, singleShot=True, interval=BEGIN)
        self._start.timeout.connect(self._begin)
        self._start.start()
        # Laying out begins when the window has painted what was typed: they would keep each other waiting.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._lay_out)
        self._session = session
        self._unsubscribe = session.subscribe(self._changed)
        self.retranslate()

    # ---- what others ask for

    def follow(self, session: Session) -> None:
        """Show another document from now on."""
        self._unsubscribe()
        self._layouts.cancel()
        self._images.cancel()
        self._session = session
        self._unsubscribe = session.subscribe(self._changed)
        self.marks.clear()
        self.desk.verticalScrollBar().setValue(0)
        self._ask()

    def show_block(self, block: str) -> None:
        """Frame a block on the page, and scroll there unless it can be seen or the user is scrolling."""
        if self.marks.choose(BlockId(block)):
            self._mark_pages()
        self.marks.reveal()
        self._paint_next()

    def show_caret(self, where: Where, offset: int) -> None:
        """Frame the block of a caret and mark its word, and scroll there, but only by what is needed."""
        self.marks.put_caret(where, offset)
        if self.marks.choose(where.block):
            self._mark_pages()
            self.marks.reveal()
            self._paint_next()
        self._caret_moved.start()

    def fit_width(self) -> None:
        """Show pages as wide as there is room."""
        self.desk.set_fit(Fit.WIDTH)

    def retranslate(self) -> None:
        """Say everything in the language of the user."""
        self.setAccessibleName(_("Preview"))
        self.desk.setAccessibleName(_("Pages"))
        self.desk.setAccessibleDescription(
            _("The pages as they will be exported. Arrows and page keys scroll, Ctrl with + and - zooms.")
        )
        self.desk.retranslate()
        self.bar.retranslate()
        self.bar.show_page(self.desk.current_page() + 1, len(self.desk.pages))

    def close(self) -> bool:
        """Stop following the document, and wait until the worker has let go of it."""
        if not self._is_closed:
            self._is_closed = True
            self._unsubscribe()
            for timer in (self._start, self._soon, self._patience):
                timer.stop()
            self._layouts.cancel()
            self._images.cancel()
            pictures = self._pictures
            self._executor.submit(pictures.close if pictures else _nothing).result()
        return super().close()

    @property
    def is_settled(self) -> bool:
        """Return whether everything that can be seen is as it will be printed."""
        is_new = self.rendered is not None and self.rendered.document is self._session.document
        return is_new and self._wanted() is None and not self._layouts.is_busy and not self._images.is_busy

    # ---- laying out

    def _changed(self, change: Change) -> None:
        if change.after is not self._asked and not self._start.isActive():
            self._ask()

    def _begin(self) -> None:
        """Lay out for the first time, once the window has been painted: nobody should wait for it."""
        self._start.stop()
        if self._asked is None and not self._is_closed:
            self._ask()

    def _ask(self) -> None:
        self._asked = self._session.document
        if not self._patience.isActive():
            self._patience.start()
        self._soon.start()

    def _lay_out(self) -> None:
        document, world = self._session.document, self._session.world
        check = self._layouts.checkpoint()
        before = self.rendered

        def work() -> Rendered:
            from composer.app.preview import render  # by the worker, once the window is painted

            return render(document, world, check, before)

        self._layouts.run(work)

    def _laid_out(self, rendered: Rendered) -> None:
        self.rendered = rendered
        self._refused.clear()
        layout = rendered.layout
        is_followed = self.marks.follow and self.marks.are_seen()
        self.desk.show_paper(len(layout.pages), layout.width, layout.height)
        self._shown = {page: shown for page, shown in self._shown.items() if page < len(layout.pages)}
        self.marks.find_all(rendered)
        self._mark_pages()
        if is_followed:
            self.marks.reveal()
        self._settle()
        self.notice.hide()
        self.bar.show_page(self.desk.current_page() + 1, len(layout.pages))
        self._paint_next()
        self.compiled.emit(rendered)

    def _settle(self) -> None:
        """Begin to wait anew for what is still to come, or be quiet."""
        self._patience.stop()
        self.bar.show_busy(busy=False)
        if self._layouts.is_busy or self._soon.isActive():
            self._patience.start()

    def _broke(self, error: BaseException) -> None:
        """Say that something went wrong; the pages stay as they are."""
        _log.error("the preview failed", exc_info=error)
        self._settle()
        words = f"{error.reason} {error.hint}".strip() if isinstance(error, ComposerError) else _(FAILED)
        self.notice.say(words)
        self.failed.emit(words)

    # ---- pictures

    def _wanted(self) -> int | None:
        """Return the visible page whose picture is to be made next, that of the block first."""
        rendered, width = self.rendered, self.desk.page_width()
        if rendered is None:
            return None
        stale = [
            page
            for page in self.desk.visible_pages()
            if page not in self._refused and not self._is_fresh(rendered, page, width)
        ]
        marked = self.marks.pages
        return min(stale, key=lambda page: (page not in marked, page), default=None)

    def _is_fresh(self, rendered: Rendered, page: int, width: int) -> bool:
        shown = self._shown.get(page)
        return shown is not None and shown.width == width and self._looks_right(rendered, page, shown)

    def _looks_right(self, rendered: Rendered, page: int, shown: _Shown) -> bool:
        """Return whether a picture shows what a page looks like now; one of another house never does."""
        if shown.rendered is rendered:
            return True
        from composer.app.preview import same_look

        return (
            shown.rendered.world.house is rendered.world.house
            and (shown.rendered.layout.width, shown.rendered.layout.height)
            == (rendered.layout.width, rendered.layout.height)
            and same_look(shown.rendered.layout.pages[shown.page], rendered.layout.pages[page])
        )

    def _paint_next(self) -> None:
        rendered, page = self.rendered, self._wanted()
        if rendered is None or self._images.is_busy or self._is_closed:
            return
        if page is None:
            if rendered.document is self._session.document:
                self.settled.emit()
            return
        from composer.app.preview import Pictures

        self._painting = page
        pictures = self._pictures = self._pictures or Pictures()
        width = self.desk.page_width()
        self._images.run(lambda: _Made(rendered, page, width, pictures.image(rendered, page, width)))

    def _painted(self, made: _Made) -> None:
        if made.page < len(self.desk.pages):
            self._shown[made.page] = _Shown(made.rendered, made.page, made.width)
            self.desk.pages[made.page].show_image(self._image_of(made.image))
            self._mark_pages()
            self._forget_far_pages()
        self._paint_next()

    def _image_of(self, picture: PageImage) -> QImage:
        """Return a picture for the screen; it reads the very bytes, which it keeps alive."""
        image = QImage(
            picture.pixels, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB32
        )
        image.setDevicePixelRatio(self.devicePixelRatioF())
        return image

    def _picture_broke(self, error: BaseException) -> None:
        self._refused.add(self._painting)
        self._broke(error)
        self._paint_next()

    def _forget_far_pages(self) -> None:
        visible = self.desk.visible_pages()
        for page in [page for page in self._shown if visible and not _is_near(page, visible)]:
            del self._shown[page]
            self.desk.pages[page].image = None

    def _moved(self) -> None:
        self.bar.show_page(self.desk.current_page() + 1, len(self.desk.pages))
        if self.desk.user_scrolls():
            self.marks.follow = False
        self._paint_next()

    # ---- marks and clicks

    def _mark_pages(self) -> None:
        """Mark every page whose picture is of now; other pages keep marks and picture."""
        if self.rendered is None:
            return
        for number in range(len(self.desk.pages)):
            shown = self._shown.get(number)
            if shown is None or self._looks_right(self.rendered, number, shown):
                self.marks.show_on(number)

    def _find_word(self) -> None:
        """Mark the word at the caret; while pages are being made of what is typed, they bring it."""
        if self.rendered is None or self.rendered.document is not self._session.document:
            return
        if self.marks.find_word():
            self._mark_pages()
        self.marks.reveal()

    def _page_clicked(self, page: int, place: QPointF) -> None:
        if self.rendered is None:
            return
        from composer.app.pointing import spot_at

        layout = self.rendered.layout
        spot = spot_at(self.rendered, page, place.x() * layout.width, place.y() * layout.height)
        if spot is not None:
            self.where_clicked.emit(*spot)

    # ---- Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the desk under everything, and a ring when the keyboard is here."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.colour("desk"))
        if self.desk.hasFocus():
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRect(self.desk.geometry().adjusted(-1, -1, 1, 1))
        if self._start.isActive():
            QTimer.singleShot(0, self._begin)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Hear when the keyboard comes to the pages or leaves them."""
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.update()
        return False

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _is_near(page: int, visible: list[int]) -> bool:
    return visible[0] - KEPT <= page <= visible[-1] + KEPT


def _nothing() -> None:
    """Be what the worker does last when it has made no picture."""
