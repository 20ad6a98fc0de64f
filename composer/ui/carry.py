"""What is carried by the mouse or the clipboard: whole blocks, within a document or into another window."""

import os
from collections.abc import Iterable

from PySide6.QtCore import QMimeData

from composer.app.chapters import with_parts
from composer.app.clip import Clip, clip_of_blocks
from composer.app.commands import new_block, takes
from composer.app.foreign import LARGE, Foreign, from_html, from_plain
from composer.app.moving import move_blocks
from composer.app.session import Session
from composer.blocks import KINDS
from composer.blocks.kind import Kind
from composer.model.document import BlockId
from composer.model.edits import Place
from composer.ui.clipboard import clip_in, mime_of
from composer.ui.library_results import MIME, dragged
from composer.ui.mime import BLOCKS

# Which rows of which document these are, so that the same document moves them and others copy.
ROWS = "application/x-pleidooi-rows"


def mime_of_blocks(session: Session, identities: Iterable[BlockId]) -> QMimeData:
    """Return blocks with all they hold, in every form."""
    chosen = tuple(identities)
    made = mime_of(clip_of_blocks(session.document, chosen), session)
    made.setData(ROWS, "\n".join((_token(session), *chosen)).encode())
    return made


def blocks_in(mime: QMimeData, session: Session) -> tuple[BlockId, ...]:
    """Return which blocks of this very document are carried, none when they are of another one."""
    if not mime.hasFormat(ROWS):
        return ()
    token, *chosen = bytes(mime.data(ROWS).data()).decode("utf-8", "replace").split("\n")
    return tuple(BlockId(one) for one in chosen) if token == _token(session) else ()


def carried(mime: QMimeData) -> Foreign:
    """Return what can stand between blocks: our own, else HTML or plain words as blocks."""
    clip = clip_in(mime)
    if clip:
        return Foreign(clip)
    if mime.hasHtml() and len(mime.html()) <= LARGE:
        return from_html(mime.html())
    return from_plain(mime.text()) if mime.hasText() and not mime.hasUrls() else Foreign(clip)


class BlockCarrier:
    """Says what is dragged over one document and where it may go; see `outline_view.Carrier`.

    With `parts`, a heading takes along what stands under it.
    """

    def __init__(self, session: Session, *, parts: bool = False) -> None:
        self._with_parts = parts
        self._session = session
        self._seen: tuple[bytes, Clip] | None = None

    def mime(self, identities: tuple[BlockId, ...]) -> QMimeData:
        """Return what is dragged for blocks."""
        if self._with_parts:
            identities = with_parts(self._session.document, identities)
        return mime_of_blocks(self._session, identities)

    def own(self, mime: QMimeData) -> tuple[BlockId, ...]:
        """Return which blocks of this document are dragged; none when something else is."""
        return blocks_in(mime, self._session)

    def takes(self, mime: QMimeData) -> bool:
        """Return whether something can stand between blocks: blocks, or words of which some can be made."""
        if mime.hasFormat(MIME):
            return _kind_dragged(mime) is not None
        return mime.hasFormat(ROWS) or mime.hasFormat(BLOCKS) or (mime.hasText() and not mime.hasUrls())

    def may_go(self, mime: QMimeData, place: Place) -> bool:
        """Return whether something may stand at a place."""
        document = self._session.document
        if own := self.own(mime):
            return move_blocks(document, own, place) is not None
        if kind := _kind_dragged(mime):
            return takes(document, place.parent, new_block(document, kind))
        return all(takes(document, place.parent, block) for block in self._clip(mime).blocks)

    def forget(self) -> None:
        """Let go of what was dragged."""
        self._seen = None

    def _clip(self, mime: QMimeData) -> Clip:
        """Return what is dragged, read only once while it is over the rows."""
        data = bytes(mime.data(BLOCKS).data()) or mime.text().encode()
        if self._seen is None or self._seen[0] != data:
            self._seen = data, carried(mime).clip
        return self._seen[1]


def _kind_dragged(mime: QMimeData) -> Kind | None:
    """Return the kind of the library block that is dragged; a source is none that stands between blocks."""
    return KINDS.get(dragged(mime).get("kind", "")) if mime.hasFormat(MIME) else None


def _token(session: Session) -> str:
    return f"{os.getpid()}.{id(session)}"
