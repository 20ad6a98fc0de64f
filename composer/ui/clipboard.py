"""The clipboard of a canvas: what is copied goes out in three forms, what is pasted comes in as blocks.

Our own form keeps everything; HTML and plain words are for other programs. From elsewhere the richest form
counts: HTML, a picture, addresses, plain words.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage

from composer.app import selecting
from composer.app.clip import Clip, clip_of, packed, unpacked
from composer.app.clip_words import words_of
from composer.app.foreign import LARGE, Foreign, bare, from_file, from_html, from_image, from_link, from_plain
from composer.app.history import translated
from composer.app.pasting import put, put_beside
from composer.app.stretch import Stretch
from composer.errors import DocumentError
from composer.i18n import N_, _
from composer.model.edits import Place, get_field
from composer.model.unparse import unparse_text
from composer.ui.gui_thread import post
from composer.ui.mime import BLOCKS, TEXT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from composer.app.session import Session
    from composer.model.document import Block
    from composer.model.picture import Image
    from composer.ui.canvas import Canvas

PICTURES = (".png", ".jpg", ".jpeg", ".svg")
_NOTHING = Foreign(Clip())
# Where something goes: in the place of what is selected in texts, or between blocks.
Target = Stretch | Place
_CUT = translated(N_("Cut"))


def mime_of(clip: Clip, session: Session) -> QMimeData:
    """Return a clip of a session in every form."""
    made = QMimeData()
    made.setData(BLOCKS, QByteArray(packed(clip, session.document)))
    html, plain = words_of(clip, session.document, session.world)
    if clip.is_text:
        words = get_field(clip.blocks[0], "text")
        made.setData(TEXT, unparse_text(words).encode())
        plain = words.plain if plain == words.plain else plain
    made.setHtml(html)
    made.setText(plain)
    return made


def clip_in(mime: QMimeData) -> Clip:
    """Return our own clip, an empty one when there is none."""
    if not mime.hasFormat(BLOCKS):
        return Clip()
    return unpacked(bytes(mime.data(BLOCKS).data()), is_text=mime.hasFormat(TEXT))


def picture_files(mime: QMimeData) -> list[Path]:
    """Return the files of pictures that are dragged or pasted."""
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in PICTURES]


def can_take(mime: QMimeData) -> bool:
    """Return whether something can be made of what is dragged or pasted; documents are for the window."""
    if mime.hasUrls() and not mime.hasHtml():
        return bool(picture_files(mime)) or any(not url.isLocalFile() for url in mime.urls())
    is_picture = mime.hasImage() or any(form.startswith("image/") for form in mime.formats())
    return any((mime.hasFormat(BLOCKS), mime.hasHtml(), is_picture, mime.hasText()))


class Clipboard(QObject):
    """Copies and pastes for a canvas.

    `told` says what was left out, `reading` gives what ends the reading of something large, None at its end.
    """

    told = Signal(object)
    reading = Signal(object)

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._worker: ThreadPoolExecutor | None = None
        self._cancel: Event | None = None

    # ---- out

    def mime(self) -> QMimeData | None:
        """Return what is selected, None when nothing is."""
        here, session = self._canvas.selection.here(), self._canvas.session
        if here is None or (here.first == here.last and here.first.where.field):
            return None
        clip = clip_of(session.document, here)
        return mime_of(clip, session) if clip else None

    def run(self, command: str) -> bool:
        """Do one of `copy`, `cut`, `paste`, `paste_plain`, `selectAll`."""
        doing = {
            "copy": self.copy,
            "cut": self.cut,
            "paste": self.paste,
            "paste_plain": lambda: self.paste(plain=True),
            "selectAll": self._canvas.selection.select_all,
        }
        doing[command]()
        return True

    def copy(self) -> bool:
        """Copy what is selected; return whether anything is."""
        mime = self.mime()
        if mime is not None:
            QGuiApplication.clipboard().setMimeData(mime)
        return mime is not None

    def cut(self) -> None:
        """Copy what is selected and take it away."""
        here = self._canvas.selection.here()
        if here is not None and self.copy():
            self._canvas.do(selecting.delete(self._canvas.session.document, here, _CUT))

    # ---- in

    def paste(self, *, plain: bool = False) -> None:
        """Insert what is on the clipboard, as plain words if wished."""
        mime: QMimeData | None = QGuiApplication.clipboard().mimeData()
        if mime is not None:  # as the stubs do not tell, an empty clipboard has none
            self.take(mime, plain=plain)

    def take(self, mime: QMimeData, *, plain: bool = False, at: Target | None = None) -> bool:
        """Insert the richest form of something at a place, else at the caret; return whether there is any."""
        if plain:
            return mime.hasText() and self._put(bare(mime.text()), at)
        if clip := clip_in(mime):
            return self._put(Foreign(clip), at)
        if mime.hasHtml():
            html = mime.html()
            if len(html) > LARGE:
                self._read_beside(html, partial(self._after_html, _copied(mime), at or self._here()))
                return True
            return self._after_html(_copied(mime), at, from_html(html))
        return self._take_bare(mime, at)

    def _here(self) -> Target | None:
        return self._canvas.selection.here()

    def _after_html(
        self, mime: QMimeData, at: Target | None, found: Foreign, *, is_as_it_was: bool = True
    ) -> bool:
        """Insert what HTML says; when that is nothing, what else there is."""
        at = at if is_as_it_was else None
        return self._put(found, at) if found.clip else self._take_bare(mime, at, found)

    def _take_bare(self, mime: QMimeData, at: Target | None, found: Foreign = _NOTHING) -> bool:
        image = image_in(mime)
        if image is not None and not image.isNull():
            return self._put(from_image(_png(image)), at)
        if files := picture_files(mime):
            return self.put_files(files, at)
        addresses = [url.toString() for url in mime.urls() if not url.isLocalFile()]
        if addresses and mime.text().strip() in {"", addresses[0]}:
            return self._put(from_link(addresses[0]), at)
        if mime.hasText() and mime.text() and not mime.hasUrls():
            return self._put(from_plain(mime.text()), at)
        if not found.findings and (sentence := _why_nothing(mime, image)):
            self.told.emit(sentence)
        return self._put(found, at)

    def put_files(self, files: Sequence[Path], at: Target | None = None) -> bool:
        """Insert the pictures of files as figures; what cannot be printed is said."""
        blocks: list[Block] = []
        media: list[Image] = []
        for path in files:
            try:
                clip = from_file(path).clip
            except DocumentError as error:
                words = ": ".join(part for part in (path.name, error.reason, error.hint) if part)
                self.told.emit(lambda words=words: words)
                continue
            blocks += clip.blocks
            media += clip.media
        return self._put(Foreign(Clip(tuple(blocks), media=tuple(media), is_foreign=True)), at)

    def _put(self, found: Foreign, at: Target | None) -> bool:
        canvas = self._canvas
        document = canvas.session.document
        place = at or canvas.selection.here() or Place(None, len(document.blocks))
        putting = put_beside if isinstance(place, Place) else put
        step = putting(document, place, found.clip)  # type: ignore[arg-type]  # each its own sort of place
        if found.findings:
            findings = found.findings
            self.told.emit(lambda: " ".join(finding.sentence for finding in findings))
        return canvas.do(step, is_tidy=False)

    # ---- beside the window

    def _read_beside(self, html: str, then: Callable[..., object]) -> None:
        """Read something large in another thread; what is written meanwhile stays."""
        self.stop()
        before = self._canvas.session.document
        cancel = self._cancel = Event()
        self._worker = self._worker or ThreadPoolExecutor(1, "paste")

        def done(found: Foreign) -> None:
            if self._cancel is cancel:
                self._cancel = None
                self.reading.emit(None)
                if not cancel.is_set():
                    # What was written meanwhile may have moved the place: then the caret says where.
                    then(found, is_as_it_was=self._canvas.session.document is before)

        def read() -> None:
            found = from_html(html, cancel.is_set)
            post(lambda: done(found))

        self.reading.emit(self.stop)
        self._worker.submit(read)

    def stop(self) -> None:
        """Read no further; nothing is inserted."""
        if self._cancel is not None:
            self._cancel.set()
            self._cancel = None
            self.reading.emit(None)


def image_in(mime: QMimeData) -> QImage | None:
    """Return a picture, a null one when it cannot be read; None when there is none."""
    given = mime.imageData()
    if isinstance(given, QImage) and not given.isNull():
        return given
    forms = [form for form in mime.formats() if form.startswith("image/")]
    read = (QImage.fromData(mime.data(form)) for form in forms)
    return next((one for one in read if not one.isNull()), QImage() if forms or mime.hasImage() else None)


def _why_nothing(mime: QMimeData, image: QImage | None) -> Callable[[], str] | None:
    """Return what to say when nothing can be made of what is pasted or dropped."""
    if image is not None:
        return lambda: _(
            "This picture is damaged or of an unknown sort; nothing was inserted. "
            "Save it as PNG or JPEG and drag the file here."
        )
    names = ", ".join(Path(url.toLocalFile()).name for url in mime.urls() if url.isLocalFile())
    if not names:
        return None
    message = N_("{name} cannot stand in a text; nothing was inserted. Pictures can: PNG, JPEG and SVG.")
    return lambda: _(message).format(name=names)


def _copied(mime: QMimeData) -> QMimeData:
    """Return what is left of something when its HTML says nothing; the clipboard may change meanwhile."""
    made = QMimeData()
    if mime.hasText():
        made.setText(mime.text())
    if mime.hasUrls():
        made.setUrls(mime.urls())
    if mime.hasImage():
        made.setImageData(mime.imageData())
    for form in mime.formats():
        if form.startswith("image/"):
            made.setData(form, mime.data(form))
    return made


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # PySide's stub wants bytes, Qt takes words
    return bytes(buffer.data().data())
