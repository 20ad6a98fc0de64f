"""What is marked on the pages: the block one writes in is framed, the word at the caret tinted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from composer.model.document import BlockId, Where

if TYPE_CHECKING:
    from composer.app.preview import Box, Rendered
    from composer.ui.desk import Desk


class Marks:
    """The marks on a desk. `follow` is whether they stay in sight; a user who scrolls ends it."""

    def __init__(self, desk: Desk) -> None:
        self.follow = False
        self._desk = desk
        self._rendered: Rendered | None = None
        self._block = BlockId("")
        self._boxes: tuple[Box, ...] = ()
        self._caret = Where(), 0
        self._word: tuple[Box, ...] = ()

    def clear(self) -> None:
        """Mark nothing."""
        self._block, self._boxes, self._word = BlockId(""), (), ()

    def choose(self, block: BlockId) -> bool:
        """Mark a block from now on; return whether it is another one."""
        self.follow = True
        is_other = block != self._block
        if is_other:
            self._block, self._word = block, ()
            self._boxes = self._boxes_in(self._rendered)
        return is_other

    def put_caret(self, where: Where, offset: int) -> None:
        """Take note of a caret, whose word `find_word` looks for."""
        self._caret = where, offset

    def find_word(self) -> bool:
        """Mark the word at the caret; return whether it is another one."""
        before, self._word = self._word, self._word_in(self._rendered)
        return self._word != before

    def find_all(self, rendered: Rendered) -> None:
        """Mark the same on other pages."""
        self._rendered = rendered
        self._boxes = self._boxes_in(rendered)
        self._word = self._word_in(rendered)

    def show_on(self, number: int) -> None:
        """Show on a page what is marked there."""
        page = self._desk.pages[number]
        page.show_frames(tuple(self._part(box) for box in self._boxes if box.page == number))
        page.show_words(tuple(self._part(box) for box in self._word if box.page == number))

    @property
    def pages(self) -> set[int]:
        """Return the pages that the block stands on."""
        return {box.page for box in self._boxes}

    def are_seen(self) -> bool:
        """Return whether something marked can be seen."""
        return any(
            self._desk.sees(box.page, self._part(box))
            for box in self._word or self._boxes
            if box.page < len(self._desk.pages)
        )

    def reveal(self) -> None:
        """Scroll there, unless it can be seen or the user is scrolling."""
        marked = self._word or self._boxes
        if marked and not self.are_seen() and not self._desk.user_scrolls():
            self._desk.reveal(marked[0].page, self._part(marked[0]))

    def _boxes_in(self, rendered: Rendered | None) -> tuple[Box, ...]:
        if rendered is None or not self._block:
            return ()
        from composer.app.preview import boxes_of

        return boxes_of(rendered.layout, self._block)

    def _word_in(self, rendered: Rendered | None) -> tuple[Box, ...]:
        where, offset = self._caret
        if rendered is None or not where.block or where.block != self._block:
            return ()
        from composer.app.pointing import word_at

        return word_at(rendered, where, offset, tuple(box.page for box in self._boxes))

    def _part(self, box: Box) -> QRectF:
        """Return a box in parts of its page."""
        if self._rendered is None:
            return QRectF()
        width, height = self._rendered.layout.width, self._rendered.layout.height
        return QRectF(box.x / width, box.y / height, box.width / width, box.height / height)
