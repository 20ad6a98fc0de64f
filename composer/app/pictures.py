"""Pictures that an author puts into a document: read, judged, and named after their content."""

from dataclasses import replace
from pathlib import Path

from composer.blocks.kind import images_of
from composer.errors import DocumentError
from composer.model.document import BlockId, Document
from composer.model.edits import set_field, set_image
from composer.model.picture import Image
from composer.store import limits
from composer.store.files import read_bytes
from composer.store.pictures import read_picture

PATTERNS = ("*.png", "*.jpg", "*.jpeg", "*.svg")


def read_image(path: Path) -> Image:
    """Return the picture in a file; raises DocumentError, with the advice, for one that cannot be printed."""
    image = read_picture(read_bytes(path, limits.PICTURE_BYTES), path.name)
    if image.problem:
        raise DocumentError(str(path), 0, 0, image.problem, image.hint)
    return replace(image, name=image.content_name)


def with_image(document: Document, block: BlockId, path: str, image: Image) -> Document:
    """Return a document with a picture in a field of a block; one that no block names any more is dropped."""
    document = set_field(set_image(document, image), block, path, image.name)
    named = {name for one in document.walk() for _path, name in images_of(one)}
    return replace(document, media=tuple(one for one in document.media if one.name in named))
