"""What the libraries have to say of the blocks of a document: newer versions, conflicts, what is withdrawn.

Asked whenever linked blocks changed or the libraries were looked at; shown beside the block, and in the strip
when the caret comes to one about which there is something to decide.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from composer.app.commands import Step, ancestors
from composer.app.history import translated
from composer.app.latest import Latest
from composer.app.library_findings import findings_of
from composer.app.linked import Linked, cut_loose, followed, keep_mine, linked_ids, standing_of, take_over
from composer.app.session import Change
from composer.app.wordings import missing_images, take_wording, with_images
from composer.i18n import N_, _, ngettext
from composer.model.document import BlockId, Document, Where, walk
from composer.model.picture import Image
from composer.model.revision import Variant
from composer.model.same import common
from composer.ui.gui_thread import post

if TYPE_CHECKING:
    from composer.ui.library_desk import LibraryDesk

# Milliseconds of silence before linked blocks are compared with the library again.
SILENCE = 400

# What stands beside a block, by how it stands to the library; with words of its own it is said so.
SIGNS: dict[str, str] = {
    "same": N_("library"),
    "newer": N_("↑ newer"),
    "withdrawn": N_("withdrawn"),
    "forked": N_("conflict"),
    "unknown": N_("library?"),
}
OWN = N_("changed here")
_TOLD: dict[str, str] = {
    "newer": N_("“{title}” has a newer version in the library."),
    "withdrawn": N_("“{title}” was withdrawn from the library."),
    "forked": N_("Of “{title}” the library has two versions that contradict each other."),
}


class _Known(NamedTuple):
    document: Document
    linked: tuple[Linked, ...]
    images: Mapping[BlockId, tuple[Image, ...]]


class LibraryNews(QObject):
    """Follows one document; `told` comes when what is known of its blocks changed."""

    told = Signal()

    def __init__(self, desk: LibraryDesk) -> None:
        """Begin to follow the document of a desk."""
        super().__init__(desk)
        self._desk = desk
        self.linked: Mapping[BlockId, Linked] = {}
        self._answers = Latest[_Known](desk.readers, post, self._have, desk.broke)
        self._asked: Document | None = None
        self._images: Mapping[BlockId, tuple[Image, ...]] = {}
        self._said: tuple[BlockId, str] | None = None
        self._closed: set[tuple[BlockId, str]] = set()
        self._followed: set[tuple[BlockId, str]] = set()  # once each: who takes it back, means it
        self._is_ours = False
        self._timer = QTimer(self, singleShot=True, interval=SILENCE)
        self._timer.timeout.connect(self.ask)
        self._unsubscribe = desk.session.subscribe(self._changed)
        desk.panes.library.looked.connect(self.ask)
        desk.panes.canvas.where_changed.connect(self._where_changed)
        self._timer.start()

    def stop(self) -> None:
        """Follow no more."""
        self._unsubscribe()
        self._timer.stop()
        self._answers.cancel()

    @property
    def is_settled(self) -> bool:
        """Return whether what is known is of the document as it is."""
        return not self._timer.isActive() and not self._answers.is_busy

    # ---- asking

    def _changed(self, change: Change) -> None:
        before = self._asked or change.before
        if not _links_alike(before, change.after) or before.fields != change.after.fields:
            self._timer.start()

    def ask(self) -> None:
        """Compare the linked blocks of the document with the libraries."""
        self._timer.stop()
        document, librarian = self._desk.session.document, self._desk.librarian
        self._asked = document
        if not linked_ids(document):
            self._show(())
            return

        def known() -> _Known:
            linked = standing_of(document, librarian.histories(document))
            images = {
                one.block: librarian.images_of(one.origin.block, missing_images(document, one))
                for one in linked
            }
            return _Known(document, linked, images)

        self._answers.run(known)

    def _have(self, known: _Known) -> None:
        session = self._desk.session
        if not _links_alike(known.document, session.document):
            self._timer.start()
            return
        fresh = [one for one in known.linked if (one.block, one.digest) not in self._followed]
        self._images = known.images
        document, done = followed(session.document, fresh)
        if done:
            for one in fresh:
                document = self._pictured(document, one)
            self._followed.update((one.block, one.digest) for one in fresh)
            self._follow(document, len(done))
            return
        self._show(known.linked)

    def _follow(self, document: Document, count: int) -> None:
        session, strip = self._desk.session, self._desk.panes.strip
        session.apply(translated(N_("Bring up to date from the library")), lambda _document: document)
        said = ngettext(
            "{count} block that follows the library was brought up to date.",
            "{count} blocks that follow the library were brought up to date.",
            count,
        )
        strip.say(lambda: said.format(count=count), (N_("Undo"), session.undo), sign="library")

    # ---- telling

    def _show(self, linked: tuple[Linked, ...]) -> None:
        self.linked = {one.block: one for one in linked}
        self._desk.panes.show_library_findings(
            findings_of(one for one in linked if one.standing != "unknown")
        )
        signs = {one.block: sign_of(one) for one in linked}
        for pane in (self._desk.panes.canvas, self._desk.panes.outline):
            pane.set_linked(signs)
        self.told.emit()
        self._tell(self._desk.panes.canvas.current_block())

    def _where_changed(self, where: Where) -> None:
        self._tell(where.block)

    def of_block(self, identity: BlockId | None) -> Linked | None:
        """Return what is known of a block, or of the nearest one around it."""
        if identity is None:
            return None
        around = (block.id for block in ancestors(self._desk.session.document, identity))
        return next((self.linked[one] for one in (identity, *around) if one in self.linked), None)

    def _tell(self, identity: BlockId | None) -> None:
        """Say in the strip what there is to decide about the block with the caret, unless it is in use."""
        strip = self._desk.panes.strip
        linked = self.of_block(identity)
        key = (linked.block, linked.digest) if linked and linked.standing in _TOLD else None
        if key == self._said:
            return
        if self._said is not None and self._is_ours and strip.isVisible():
            strip.hide()
        self._said, self._is_ours = key, False
        if linked is None or key is None or key in self._closed or strip.isVisible():
            return
        choices = [(N_("See difference"), partial(self.show_difference, linked.block))]
        if linked.standing == "newer":
            choices.append((N_("Take over"), partial(self.take_over, linked.block)))
        if linked.is_open:
            choices.append((N_("Keep mine"), partial(self.keep_mine, linked.block)))
        title = self.title(linked)
        strip.say(lambda: _(_TOLD[linked.standing]).format(title=title), *choices, sign="library")
        self._is_ours = True
        self._closed.add(key)

    def title(self, linked: Linked) -> str:
        """Return what the library calls a block."""
        return linked.revision.title if linked.revision else linked.origin.block

    # ---- deciding

    def take_over(self, identity: BlockId) -> None:
        """Put what the library changed into a block."""
        linked, session = self.linked.get(identity), self._desk.session
        if linked is not None:
            self._do(linked, take_over(session.document, linked))

    def take_wording(self, identity: BlockId, variant: Variant) -> None:
        """Put another wording of the library in the place of a block."""
        linked = self.linked.get(identity)
        if linked is not None:
            self._do(linked, take_wording(self._desk.session.document, linked, variant))

    def _do(self, linked: Linked, step: Step | None) -> None:
        """Do a step that brings words of the library, with the pictures that they show."""
        if step is not None:
            step = replace(step, document=self._pictured(step.document, linked))
        self._desk.panes.canvas.do(step)
        self.ask()

    def _pictured(self, document: Document, linked: Linked) -> Document:
        return with_images(document, linked, self._images.get(linked.block, ()))

    def keep_mine(self, identity: BlockId) -> None:
        """Leave a block as it is."""
        linked, session = self.linked.get(identity), self._desk.session
        if linked is not None:
            self._desk.panes.canvas.do(keep_mine(session.document, linked))
            self.ask()

    def cut_loose(self, identity: BlockId) -> None:
        """Make a block one of the document alone."""
        self._desk.panes.canvas.do(cut_loose(self._desk.session.document, identity))

    def show_difference(self, identity: BlockId | None) -> None:
        """Show what the library changed in a block, and what was changed here."""
        linked = self.of_block(identity)
        if linked is None:
            words = N_("This block does not come from a library.")
            self._desk.panes.strip.say(lambda: _(words))
            return
        if linked.standing == "forked":
            self._desk.show_conflict(linked.origin.block)
            return
        from composer.ui.library_difference import DifferenceWindow

        window = DifferenceWindow(linked, self.title(linked), self._desk.window)
        window.taken_over.connect(lambda: self.take_over(linked.block))
        window.kept.connect(lambda: self.keep_mine(linked.block))
        window.cut_loose.connect(lambda: self.cut_loose(linked.block))
        window.follow_changed.connect(lambda on: self._set_follow(linked.block, follow=on))
        self._desk.keep_open(window)
        window.show()

    def _set_follow(self, identity: BlockId, *, follow: bool) -> None:
        from composer.app.linked import set_follow

        self._desk.panes.canvas.do(set_follow(self._desk.session.document, identity, follow=follow))
        self.ask()


def sign_of(linked: Linked) -> str:
    """Return what stands beside a block, not yet translated."""
    return OWN if linked.standing == "same" and linked.own else SIGNS[linked.standing]


def _links_alike(one: Document, other: Document) -> bool:
    """Return whether two documents have the same linked blocks; only what changed is looked into."""
    head, tail = common(one.blocks, other.blocks)
    changed = (document.blocks[head : len(document.blocks) - tail] for document in (one, other))
    before, after = ([block for block in walk(blocks) if block.origin] for blocks in changed)
    return before == after
