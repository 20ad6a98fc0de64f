"""What the pane of the libraries does to the document, and the document's blocks to the libraries.

Libraries are asked on other threads; whatever comes back meets a document that may be another one by then.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog

from composer.app.brought import bring, cites_in, is_source
from composer.app.latest import Latest
from composer.app.library_edits import image_names, in_state
from composer.errors import ComposerError
from composer.i18n import N_, _
from composer.model.document import BlockId
from composer.model.edits import Place, find
from composer.model.hit import Hit
from composer.model.picture import Image
from composer.model.revision import State, Stored, Variant
from composer.ui.gui_thread import post
from composer.ui.library_card import Deed
from composer.ui.library_drop import LibraryDrop
from composer.ui.library_folders import LibraryFolders
from composer.ui.library_news import LibraryNews
from composer.ui.library_slash import LibraryChoices
from composer.ui.messages import tell

if TYPE_CHECKING:
    from composer.app.session import Session
    from composer.app.used import Used
    from composer.ui.library_make import Making
    from composer.ui.panes import Panes
    from composer.ui.slash import Slash
    from composer.ui.window import Window

Result = TypeVar("Result")

_DEEDS: dict[State, str] = {
    "adopted": N_("Adopt"),
    "proposed": N_("Propose again"),
    "withdrawn": N_("Withdraw"),
}
_DONE: dict[State, str] = {
    "adopted": N_("“{title}” is adopted."),
    "proposed": N_("“{title}” is a proposal."),
    "withdrawn": N_("“{title}” is withdrawn; documents that have it are told."),
}


class _Opened(NamedTuple):
    hit: Hit
    stored: Stored | None
    may_write: bool


class LibraryDesk(QObject):
    """Between the libraries, their pane and card, and the document of one window."""

    def __init__(self, window: Window, session: Session, panes: Panes) -> None:
        """Listen to the pane and the card of a window."""
        super().__init__(window)
        self.window, self.session, self.panes = window, session, panes
        program = window.program
        self.librarian, self.readers = program.librarian, program.readers
        self.opened: list[QDialog] = []
        self.choices: LibraryChoices | None = None
        self._is_stopped = False
        self._opening = Latest[_Opened](self.readers, post, self._show_stored, self.broke)
        pane, card = panes.library, panes.card
        pane.hit_shown.connect(self._hit_shown)
        pane.insert_requested.connect(self.insert_hit)
        pane.make_requested.connect(self.make_block)
        card.insert_requested.connect(self._insert_shown)
        card.edit_requested.connect(self._edit_shown)
        card.closed.connect(self._close_card)
        self.news = LibraryNews(self)
        self.folders = LibraryFolders(self)
        self.drop = LibraryDrop(panes.canvas)
        self.drop.dropped.connect(self._dropped)
        panes.outline.library_dropped.connect(self._dropped)

    def stop(self) -> None:
        """Want no more answers."""
        self._is_stopped = True
        self.news.stop()
        if self.choices is not None:
            self.choices.stop()
        self._opening.cancel()
        self.panes.library.stop()
        self.panes.card.picture.stop()
        for window in tuple(self.opened):
            window.done(0)  # without asking

    def ask(self, work: Callable[[], Result], done: Callable[[Result], None]) -> None:
        """Do work on another thread, then something here with what came of it; what went wrong is told."""

        def ended(future: Future[Result]) -> None:
            error = None if future.cancelled() else future.exception()
            if self._is_stopped or future.cancelled():
                return
            if isinstance(error, ComposerError):
                tell(self.window, error)
                return
            done(future.result())

        if not self._is_stopped:
            self.readers.submit(work).add_done_callback(lambda future: post(lambda: ended(future)))

    def offer_in(self, slash: Slash) -> None:
        """Offer library blocks in a palette too."""
        self.choices = LibraryChoices(slash, self)

    # ---- the card

    def _hit_shown(self, hit: Hit | None) -> None:
        if hit is None:
            self._opening.cancel()
            self.panes.card.clear()
            self.panes.show_card(visible=False)
        elif self.panes.library.isVisible():
            self._opening.run(lambda: self._opened(hit))

    def _opened(self, hit: Hit) -> _Opened:
        places = self.librarian.places()
        may_write = any(place.may_write for place in places if place.place == hit.library)
        return _Opened(hit, self.librarian.stored(hit), may_write)

    def _show_stored(self, opened: _Opened) -> None:
        hit, stored, may_write = opened
        if stored is None or self.panes.library.current() != hit:
            return
        self.panes.show_card(visible=True)
        self.panes.card.show_stored(hit, stored, self._deeds(hit, stored, may_write=may_write))

    def broke(self, error: BaseException) -> None:
        """Tell what went wrong outside the program; what is wrong with it goes on to where that is told."""
        if isinstance(error, ComposerError):
            tell(self.window, error)
        else:
            raise error

    def _close_card(self) -> None:
        self.panes.show_card(visible=False)
        self.panes.library.results.setFocus()

    def _deeds(self, hit: Hit, stored: Stored, *, may_write: bool) -> tuple[Deed, ...]:
        """Return what can be done with a block besides inserting and editing it."""
        from composer.ui.library_used import UsedWindow

        def state(name: State) -> Deed:
            return _DEEDS[name], lambda: self.become(hit, stored, name)

        def show_used(found: tuple[Used, ...]) -> None:
            window = UsedWindow(found, stored.revision.title, self.window)
            window.file_chosen.connect(self.window.program.open_file)
            self.keep_open(window)
            window.show()

        def used() -> None:
            self.ask(lambda: self.librarian.used_now(hit.id), show_used)

        states: dict[State, tuple[State, ...]] = {
            "proposed": ("adopted", "withdrawn"),
            "adopted": ("withdrawn",),
            "withdrawn": ("proposed", "adopted"),
        }
        deeds = [state(name) for name in states[stored.revision.state]] if may_write else []
        if hit.forked:
            deeds.insert(0, (N_("Make one of the two…"), lambda: self.show_conflict(hit.id)))
        return (
            *deeds,
            *([("", used)] if deeds else []),
            (N_("Another wording…"), lambda: self._open_make(hit, stored, None)),
            (N_("Where it is used…"), used),
        )

    # ---- into the document

    def insert_hit(
        self,
        hit: Hit,
        place: BlockId | Place | None = None,
        done: Callable[[bool], None] = lambda _ok: None,
    ) -> None:
        """Insert what was found behind a block or at a place; without one, behind the block with the caret.

        Comes back at once; `done` is told whether it could stand there. The palette calls it too.
        """
        self._bring(hit, ("", ""), place, done)

    def _dropped(self, told: Mapping[str, str], place: BlockId | Place) -> None:
        """Insert what was dragged into the text, or between the rows of the structure."""
        key = (told.get("library"), told.get("id"), told.get("digest"))
        hits = self.panes.library.results.hits()
        hit = next((one for one in hits if (one.library, one.id, one.digest) == key), None)
        if hit is not None:
            self._bring(hit, ("", told.get("length", "")), place)

    def _bring(
        self,
        hit: Hit,
        wording: tuple[str, str],
        place: BlockId | Place | None,
        done: Callable[[bool], None] = lambda _ok: None,
    ) -> None:
        def read(found: tuple[Stored, Variant, tuple[Image, ...]] | None) -> None:
            if found is None:
                self.panes.strip.say(
                    lambda: _("“{title}” cannot be read now; its library may be out of reach.").format(
                        title=hit.title
                    ),
                    sign="circle-alert",
                    purpose="warning",
                )
            done(found is not None and self._insert(*found, place))

        self.ask(lambda: self._read(hit, *wording), read)

    def _read(self, hit: Hit, language: str, length: str) -> tuple[Stored, Variant, tuple[Image, ...]] | None:
        stored = self.librarian.stored(hit)
        if stored is None:
            return None
        variant = stored.revision.variant(language or self.session.document.language, length or hit.length)
        return stored, variant, self.librarian.images(hit.library, image_names(variant.block))

    def _insert_shown(self, variant: Variant | None) -> None:
        hit = self.panes.card.hit
        if hit is not None and variant is not None:
            self._bring(hit, variant.key, None)

    def _insert(
        self, stored: Stored, variant: Variant, images: tuple[Image, ...], place: BlockId | Place | None
    ) -> bool:
        canvas, document = self.panes.canvas, self.session.document
        where = place if place is not None else canvas.current_block()
        step = bring(document, stored.revision, variant, stored.digest, where, images=images)
        if step is None:
            self.panes.strip.say(
                lambda: _(
                    "This block cannot stand there: it is too deep, or of a kind that fits nowhere near."
                ),
                sign="circle-alert",
                purpose="warning",
            )
            return False
        if is_source(variant.block):
            cites = cites_in(document, stored.revision, variant.block)
            self.session.apply(step.label, lambda _document: step.document, is_tidy=True)
            for cite in cites:
                canvas.insertions.insert(cite)
            return True
        canvas.setFocus()
        return canvas.do(step)

    # ---- into a library

    def make_block(self) -> None:
        """Make a library block of the block with the caret; what is missing is asked."""
        block = find(self.session.document, self.panes.canvas.current_block() or BlockId(""))
        if block is None:
            self.panes.strip.say(
                lambda: _("Put the caret into the block first that is to go into the library.")
            )
            return
        from composer.ui.library_make import Making

        document = self.session.document
        if block.origin is None:
            self._open_window(Making.of_document(document, block))
            return

        def opened(now: tuple[str, Stored] | None) -> None:
            linked = self.news.linked.get(block.id)
            if now is None and linked is not None and linked.standing == "forked":
                self.show_conflict(linked.origin.block)  # a third block would only hide the two
            elif now is None:
                self._open_window(Making.of_document(document, block))
            else:
                self._open_window(Making.of_linked(document, block, *now))

        origin = block.origin
        self.ask(lambda: self.librarian.now_of(origin), opened)

    def _edit_shown(self, variant: Variant | None) -> None:
        card = self.panes.card
        if card.hit is not None and card.stored is not None and variant is not None:
            self._open_make(card.hit, card.stored, variant)

    def _open_make(self, hit: Hit, stored: Stored, variant: Variant | None) -> None:
        from composer.ui.library_make import Making

        shown = variant or self.panes.card.variant or stored.revision.variants[0]

        def opened(images: tuple[Image, ...]) -> None:
            template = self.session.document.template
            self._open_window(
                Making.of_revision(hit, stored, shown, template, images, is_new_wording=variant is None)
            )

        names = image_names(shown.block)
        self.ask(lambda: self.librarian.images(hit.library, names), opened)

    def _open_window(self, making: Making) -> None:
        from composer.ui.library_make import MakeWindow

        window = MakeWindow(making, self, self.window)
        window.saved.connect(lambda stored: self._saved(making, stored))
        self.keep_open(window)
        window.show()

    def keep_open(self, window: QDialog) -> None:
        """Close a window together with this one."""
        self.opened.append(window)
        window.finished.connect(lambda _result: self.opened.remove(window))

    def _saved(self, making: Making, stored: Stored) -> None:
        """Tie the block that was made into a library block to it, and show what is there now."""
        title = stored.revision.title
        if making.of_block is not None:
            self._tie(making.of_block, stored)
        self.panes.strip.say(
            lambda: _("“{title}” is in the library.").format(title=title),
            sign="circle-check",
            purpose="success",
        )
        self.panes.library.look()

    def _tie(self, identity: BlockId, stored: Stored) -> None:
        from composer.app.history import translated
        from composer.app.linked import tied

        self.session.apply(
            translated(N_("Link to the library")),
            lambda document: tied(document, identity, stored.revision.id, stored.digest),
        )

    def become(self, hit: Hit, stored: Stored, state: State) -> None:
        """Put a block into another state: propose, adopt or withdraw it, in the name of the user."""
        from composer.ui.library_author import name_of_author

        author = name_of_author(self.window)
        if not author:
            return
        revision = in_state(stored.revision, stored.digest, state, author)

        def done(now: Stored) -> None:
            words = _DONE[state]
            self.panes.strip.say(
                lambda: _(words).format(title=now.revision.title), sign="circle-check", purpose="success"
            )
            self.panes.library.look()

        self.ask(lambda: self.librarian.save(revision, hit.library), done)

    def show_difference(self) -> None:
        """Show how the block with the caret stands to the library it came from."""
        self.news.show_difference(self.panes.canvas.current_block())

    def show_wordings(self) -> None:
        """Offer the other wordings of the block with the caret."""
        from composer.ui.library_wordings import show_wordings

        show_wordings(self)

    def toggle_sent(self) -> None:
        """Say that the document was sent today, or that it is being written again."""
        from datetime import UTC, datetime

        from composer.app.history import translated
        from composer.app.linked import mark_sent, sent_on

        is_sent = bool(sent_on(self.session.document))
        day = "" if is_sent else datetime.now(UTC).astimezone().date().isoformat()
        label = N_("Write it again") if is_sent else N_("Mark as sent")
        self.session.apply(translated(label), lambda document: mark_sent(document, day))
        self.panes.strip.say(
            lambda: (
                _("Being written again: newer versions in the library are told.")
                if is_sent
                else _("Marked as sent: what is new in the library no longer reaches this document.")
            ),
            (N_("Undo"), self.session.undo),
        )

    def show_conflict(self, block: str) -> None:
        """Show the versions of a block that contradict each other, to make one of them."""
        from composer.ui.library_conflict import ConflictWindow, Sides, sides_of

        def opened(sides: Sides | None) -> None:
            if sides is not None:
                window = ConflictWindow(sides, self, self.window)
                window.saved.connect(lambda _stored: self.panes.library.look())
                self.keep_open(window)
                window.show()

        self.ask(lambda: sides_of(self.librarian, block), opened)
