"""A block alone as it will be printed in the house of a document: pictures of it, cut out of its pages.

Only the thread that makes all pictures may call it.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from composer.app.preview import Box, PageImage, Pictures, boxes_of, notes_of, render
from composer.compose.world import World
from composer.model.document import Block, Document, walk
from composer.model.edits import set_image
from composer.model.picture import Image
from composer.model.source import Source

__all__ = ["Cutting", "World", "alone", "picture_block"]

# Around what is cut out, in points; and pages of a block at most.
AROUND = 6.0
MOST_PAGES = 3


class Cutting(NamedTuple):
    """A page, and what of it to show: left, top, width and height in pixels of its picture."""

    page: PageImage
    left: int
    top: int
    width: int
    height: int


def alone(
    document: Document,
    block: Block,
    sources: Sequence[Source],
    *,
    language: str = "",
    images: Sequence[Image] = (),
) -> Document:
    """Return a document like another one that says nothing but a block; fields and people are the same."""
    said = replace(
        document, language=language or document.language, sources=tuple(sources), blocks=(block,), title=""
    )
    for image in images:
        said = set_image(said, image)
    return said


def picture_block(
    document: Document, world: World, width: int, check: Callable[[], None] = lambda: None
) -> tuple[Cutting, ...]:
    """Return the only block of a document as it will be printed, in pictures at most `width` pixels wide.

    What it says comes first, its notes after it; nothing for a block that prints nothing.
    """
    rendered = render(document, world, check)
    layout = rendered.layout
    found: list[Box] = []
    for boxes in (boxes_of, notes_of):
        every = [box for block in walk(document.blocks) for box in boxes(layout, block.id)]
        pages = sorted({box.page for box in every})[:MOST_PAGES]
        found.extend(_around([box for box in every if box.page == number]) for number in pages)
    if not found:
        return ()
    widest = max(box.width for box in found) + 2 * AROUND
    pictures = Pictures()
    made = []
    try:
        for box in found:
            check()
            scale = width / widest
            image = pictures.image(rendered, box.page, round(layout.width * scale))
            made.append(_cut(image, box, image.width / layout.width))
    finally:
        pictures.close()
    return tuple(made)


def _around(boxes: Sequence[Box]) -> Box:
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right = max(box.x + box.width for box in boxes)
    bottom = max(box.y + box.height for box in boxes)
    return Box(boxes[0].page, left, top, right - left, bottom - top)


def _cut(image: PageImage, box: Box, scale: float) -> Cutting:
    left, top = max(0, round((box.x - AROUND) * scale)), max(0, round((box.y - AROUND) * scale))
    right = min(image.width, round((box.x + box.width + AROUND) * scale))
    bottom = min(image.height, round((box.y + box.height + AROUND) * scale))
    return Cutting(image, left, top, right - left, bottom - top)
