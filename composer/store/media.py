"""The pictures beside a document or in its file: which ones its blocks name, and where their bytes are.

It never looks outside the folder `media`, and never writes over the picture of somebody else.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from composer.blocks.kind import images_of
from composer.errors import DocumentError, SaveFailed
from composer.i18n import _
from composer.model.document import MEDIA, BlockId, Document
from composer.model.edits import set_field
from composer.model.picture import Image
from composer.store import limits
from composer.store.files import make_folder, read_bytes, save
from composer.store.pictures import read_picture, unread_picture

# A name and nothing else: no folder, no drive, nothing hidden.
_NAME = re.compile(r"(?!\.)[^/\\:\x00-\x1f]{1,200}")


def with_packed(document: Document, packed: Mapping[str, bytes]) -> Document:
    """Returns a document with the pictures of its file that its blocks name."""
    found = (read_picture(packed[MEDIA + name], name) for name in _names(document) if MEDIA + name in packed)
    return replace(document, media=tuple(found))


def with_beside(document: Document, path: Path) -> Document:
    """Returns a document with the pictures in the folder `media` beside its file that its blocks name."""
    return replace(document, media=tuple(_beside(path.parent / MEDIA, _names(document))))


def _names(document: Document) -> tuple[str, ...]:
    """Returns the names of all pictures, each once, in reading order."""
    named = (name for _block, _path, name in _named(document))
    return tuple(dict.fromkeys(name.removeprefix(MEDIA) for name in named))


def _named(document: Document) -> Iterator[tuple[BlockId, str, str]]:
    for block in document.walk():
        yield from ((block.id, path, name) for path, name in images_of(block))


def _beside(folder: Path, names: Iterable[str]) -> Iterator[Image]:
    room = limits.ZIP_BYTES
    for name in names:
        path = folder / name
        if _NAME.fullmatch(name) and _is_there(path):
            try:
                data = read_bytes(path, min(room, limits.PICTURE_BYTES))
            except DocumentError as error:
                yield unread_picture(name, error.reason, error.hint)
            else:
                room -= len(data)
                yield read_picture(data, name)


def _is_there(path: Path) -> bool:
    try:
        path.stat()
    except (OSError, ValueError):  # a name that no disk can have is not there either
        return False
    return True


# ---- saving


def settled(document: Document, target: Path | None) -> Document:
    """Returns a document as it can be saved: its pictures are those that its blocks name, in their order.

    In a packed file, which has no target, a picture is named after its content; beside a target it keeps its
    name, unless another picture has that already.
    """
    folder = target.parent / MEDIA if target else None
    names = _names(document)
    kept: dict[str, Image] = {}
    for image in (found for name in names if (found := document.image(name))):
        if image.digest and (folder is None or _is_there(folder / image.name)):
            is_own = folder is not None and not _differs(folder / image.name, image)
            kept[image.name] = image if is_own else replace(image, name=image.content_name)
        elif image.digest or (folder is not None and _is_there(folder / image.name)):
            kept[image.name] = image
    for block, path, name in tuple(_named(document)):
        short = name.removeprefix(MEDIA)
        if short in kept and kept[short].name != short:
            document = set_field(document, block, path, kept[short].name)
    media = tuple(dict.fromkeys(kept.values()))
    return document if media == document.media else replace(document, media=media)


def packed_media(document: Document) -> dict[str, bytes]:
    """Returns the pictures of a settled document by their names in its file."""
    return {MEDIA + image.name: image.data for image in document.media if image.digest}


def save_beside(document: Document, target: Path) -> None:
    """Saves the pictures of a settled document in the folder `media` beside its file; raises SaveFailed."""
    folder = target.parent / MEDIA
    for image in document.media:
        path = folder / image.name
        if image.digest and (not _is_there(path) or _differs(path, image)):
            try:
                make_folder(folder)
            except SaveFailed as error:
                reason = _("the folder 'media' for its pictures cannot be made beside it")
                raise SaveFailed(reason, _("save it in another folder")) from error
            save(path, image.data)


def _differs(path: Path, image: Image) -> bool:
    """Returns whether a file holds something else than a picture."""
    try:
        return read_bytes(path, len(image.data)) != image.data
    except DocumentError:  # it is larger, or not a file
        return True
