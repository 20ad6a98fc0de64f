"""The window in which a block becomes one of a library, or a library block is edited.

Its words stand in the same editor as any and have a journal of their own; beside them is what a library asks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from composer.app.block_differences import block_words
from composer.app.library_edits import (
    Details,
    as_document,
    details_of,
    images_in,
    new_revision,
    next_revision,
    problems,
    suggested,
)
from composer.app.library_words import LENGTHS, language_words
from composer.app.linked import variant_taken
from composer.app.session import Session
from composer.errors import ComposerError
from composer.i18n import N_, _
from composer.model.alike import Likeness
from composer.model.document import Block, BlockId, Document
from composer.model.edits import set_image
from composer.model.hit import Hit
from composer.model.picture import Image
from composer.model.revision import Revision, State, Stored, Variant
from composer.ui import theme
from composer.ui.canvas import Canvas
from composer.ui.form import Form, Row
from composer.ui.kept import keep, let_go, trouble_words
from composer.ui.screens import fit_to_screen
from composer.ui.sheet import Page
from composer.ui.strip import Strip
from composer.ui.tab_order import stops

if TYPE_CHECKING:
    from composer.app.librarian import Place
    from composer.ui.library_desk import LibraryDesk

_SIZE = 900, 780
_LANGUAGES = ("nl", "en", "de", "fr", "fy")


@dataclass(frozen=True, slots=True)
class Making:
    """What is made: a document that holds the block alone, its details, and what it is the next of.

    `of_block` is the block of the author's document it is made from, `replaces` the wording that is edited.
    """

    document: Document
    details: Details
    of_block: BlockId | None = None
    place: str = ""
    stored: Stored | None = None
    replaces: Variant | None = None

    @classmethod
    def of_document(cls, document: Document, block: Block) -> Making:
        """Begin with a block of a document."""
        language = block.language or document.language
        plain = replace(block, origin=None, language="")
        details = suggested(block, document)
        # The title is what recovered work is called.
        alone = replace(document, title=details.title, language=language, blocks=(plain,))
        return cls(alone, details, block.id)

    @classmethod
    def of_linked(cls, document: Document, block: Block, place: str, stored: Stored) -> Making:
        """Begin with a block of a document that came from a library, to make its words the next there."""
        made = cls.of_document(document, block)
        variant = variant_taken(stored.revision, block, block.language or document.language)
        details = details_of(stored.revision, variant, author="")
        return replace(made, details=details, place=place, stored=stored, replaces=variant)

    @classmethod
    def of_revision(
        cls,
        hit: Hit,
        stored: Stored,
        variant: Variant,
        template: str,
        images: tuple[Image, ...],
        *,
        is_new_wording: bool = False,
    ) -> Making:
        """Begin with a wording of a library block, to edit it or to add another one made from it."""
        document = as_document(template, variant, stored.revision.sources)
        document = replace(document, title=stored.revision.title)
        for image in images:
            document = set_image(document, image)
        details = details_of(stored.revision, variant, author="")
        return cls(document, details, None, hit.library, stored, None if is_new_wording else variant)


class MakeWindow(QDialog):
    """`saved` has the revision that was put into the library."""

    saved = Signal(object)

    def __init__(self, making: Making, desk: LibraryDesk, parent: QWidget | None = None) -> None:
        """Show what is made; the desk asks the libraries."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._making, self._desk = making, desk
        author = desk.window.program.preferences.settings.author
        self.details = replace(making.details, author=author)
        self.place = making.place
        self._places: tuple[Place, ...] = ()
        self._may_lose = False
        self.session = Session(making.document, desk.session.world)
        keep(self.session, self._journal_told)
        self.canvas = Canvas(self.session)
        self.form = Form(language=making.document.language)
        self.strip = Strip()
        self.propose, self.adopt, self.cancel = QPushButton(), QPushButton(), QPushButton()
        self._set_up()
        self.form.edited.connect(self._edited)
        self.propose.clicked.connect(lambda: self.save("proposed"))
        self.adopt.clicked.connect(lambda: self.save("adopted"))
        self.cancel.clicked.connect(self.reject)
        self.retranslate()
        desk.ask(desk.librarian.places, self._have_places)
        QTimer.singleShot(0, self, lambda: self.form.focus("title"))

    def _set_up(self) -> None:
        page = Page()
        page.column.addWidget(self.form)
        theme.ground(page, "panel")
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.addWidget(page)
        parts.addWidget(self.canvas)
        page.lower()  # Tab goes from the form into the text, and from there to the buttons
        parts.setStretchFactor(1, 1)
        parts.setSizes([theme.px(300), theme.px(_SIZE[0] - 300)])
        for dressed in (parts, page.verticalScrollBar(), self.canvas.verticalScrollBar()):
            theme.dress(dressed)
        theme.dress(self.adopt, "primary")
        theme.dress(self.propose, "framed")
        theme.dress(self.cancel, "framed")
        for button in (self.propose, self.adopt, self.cancel):
            button.setAutoDefault(False)
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        foot.setSpacing(theme.px(8))
        foot.addStretch(1)
        for button in (self.cancel, self.propose, self.adopt):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(parts, 1)
        column.addLayout(foot)
        fit_to_screen(self, _SIZE)

    # ---- the form

    def _have_places(self, places: tuple[Place, ...]) -> None:
        self._places = tuple(one for one in places if one.may_write)
        if self.place not in {one.place for one in self._places}:
            self.place = self._places[0].place if self._places else ""
        self._show_form("")
        if not self._places:
            self.strip.say(
                lambda: _("There is no library that you may write to; add a folder of your own."),
                sign="circle-alert",
                purpose="warning",
            )

    def _show_form(self, typed: str) -> None:
        details = self.details
        languages = tuple((one, language_words(one)) for one in _LANGUAGES)
        lengths = tuple((one, _(words)) for one, words in LENGTHS.items())
        rows = [
            Row("title", _("Title"), "text", details.title, required=True),
            Row(
                "themes",
                _("Themes"),
                "text",
                ", ".join(details.themes),
                (),
                _("With commas between."),
                required=True,
            ),
            Row("organisation", _("Organisation"), "text", details.organisation),
            Row("language", _("Language"), "choice", details.language, languages),
            Row("length", _("Length"), "choice", details.length, lengths),
            Row("owner", _("Kept right by"), "text", details.owner, required=True),
            Row("review_by", _("Look again by"), "date", details.review_by),
            Row("tags", _("Keywords"), "text", ", ".join(details.tags), (), _("With commas between.")),
            Row("author", _("Your name"), "text", details.author, required=True),
        ]
        named = tuple((one.place, one.name) for one in self._places)
        rows.append(Row("place", _("Library"), "choice", self.place, named))
        self.form.set_rows(rows, typed=typed)

    def _edited(self, key: str, value: object) -> None:
        words = str(value or "")
        if key == "place":
            self.place = words
        elif key in ("themes", "tags"):
            listed = tuple(part.strip() for part in words.split(",") if part.strip())
            self.details = replace(self.details, **{key: listed})  # type: ignore[arg-type]  # by its name
        else:
            self.details = replace(self.details, **{key: words.strip()})  # type: ignore[arg-type]  # by its name
        self.form.set_problem(key, "")

    # ---- saving

    def block(self) -> Block | None:
        """Return the block that is made; None when there is not exactly one."""
        blocks = self.session.document.blocks
        return blocks[0] if len(blocks) == 1 else None

    def save(self, state: State, *, even_if_alike: bool = False) -> None:
        """Put the block into the library, unless something is missing or another one says nearly the same."""
        self.form.settle()
        found = problems(self.details)
        for key in self.form.keys():  # noqa: SIM118  no mapping
            self.form.set_problem(key, _(found[key]) if key in found else "")
        block = self.block()
        if found:
            self.form.focus(next(key for key in self.form.keys() if key in found))  # noqa: SIM118  no mapping
            return
        if block is None or not block_words(block).strip():
            self.strip.say(
                lambda: _("A library block is one block with words; put several into a section or a frame."),
                sign="circle-alert",
                purpose="warning",
            )
            return
        if even_if_alike:
            self._put(block, state)
            return
        but = self._making.stored.revision.id if self._making.stored else ""
        words = block_words(block)
        self._desk.ask(
            lambda: self._desk.librarian.alike(words, but), lambda alike: self._judge(alike, block, state)
        )

    def _judge(self, alike: tuple[tuple[Hit, Likeness], ...], block: Block, state: State) -> None:
        """Warn when another block says nearly the same; it is the author who decides."""
        if not alike:
            self._put(block, state)
            return
        hit, like = alike[0]
        self.strip.say(
            lambda: alike_words(hit, like),
            (N_("Show it"), lambda: self._show_other(hit)),
            (N_("Save all the same"), lambda: self.save(state, even_if_alike=True)),
            sign="copy",
            purpose="warning",
        )

    def _show_other(self, hit: Hit) -> None:
        self._desk.panes.tabs.setCurrentWidget(self._desk.panes.library)
        self._desk.panes.library.line.setText(hit.title)
        self._desk.window.activateWindow()

    def revision(self, block: Block, state: State, is_taken: Callable[[str], bool]) -> Revision:
        """Return what is to be saved."""
        making, document = self._making, self.session.document
        if making.stored is None:
            return new_revision(block, document, self.details, is_taken=is_taken, state=state)
        return next_revision(
            making.stored.revision,
            making.stored.digest,
            self.details,
            block=block,
            document=document,
            replaces=making.replaces,
            state=state,
        )

    def _put(self, block: Block, state: State) -> None:
        librarian, place = self._desk.librarian, self.place
        images = images_in(block, self.session.document)

        making = self._making

        def work() -> Stored:
            if making.stored is not None and place != making.place:
                librarian.save(making.stored.revision, place)  # what it is made from comes along
            return librarian.save(self.revision(block, state, librarian.has), place, images)

        self._desk.ask(work, self._done)

    def _done(self, stored: Stored) -> None:
        program = self._desk.window.program
        program.keep(replace(program.preferences.settings, author=self.details.author))
        self.saved.emit(stored)
        self.accept()

    # ---- the journal

    def _journal_told(self, error: ComposerError | None) -> None:
        if error is None:
            self.strip.hide()
        else:
            self.strip.say(lambda: trouble_words(error), sign="triangle-alert", purpose="warning")

    # ---- Qt

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001  as Qt calls it
        """Go from the line over the window through the form, the text and the buttons, and round again.

        What was made later stands at the end of Qt's chain, and fields of the text are made all the time.
        """
        inside = (one for one in stops(self) if one is not self.canvas and not self.canvas.isAncestorOf(one))
        order = list(dict.fromkeys(one.focusProxy() or one for one in inside))
        here = self.focusWidget()
        if here not in order:
            return super().focusNextPrevChild(forward)
        other = order[(order.index(here) + (1 if forward else -1)) % len(order)]
        if (other if forward else here) is self.cancel:  # between the form and the buttons stands the text
            rows = [row for row in self.canvas.column.rows if not row.line.is_panel]
            other = self.canvas.column.make(rows[0 if forward else -1]) if rows else self.canvas
        other.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on to the next part by F6, as in the window: the form, the text, the buttons."""
        if event.key() != Qt.Key.Key_F6:
            super().keyPressEvent(event)
            return
        here = self.focusWidget()
        if here is not None and self.form.isAncestorOf(here):
            self.canvas.setFocus()
        elif here is not None and self.canvas.isAncestorOf(here):
            self.propose.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.form.focus("title")

    def reject(self) -> None:
        """Close; ask first when something was written here, which is nowhere else."""
        if self._is_written and not self._may_lose:
            self.strip.say(
                lambda: _("What you wrote here is not in the library yet."),
                (N_("Discard it"), self.discard),
                sign="triangle-alert",
                purpose="warning",
            )
            return
        self._end(is_lost=self.session.document != self._making.document)
        super().reject()

    @property
    def _is_written(self) -> bool:
        begun = replace(self._making.details, author=self.details.author)
        return self.session.document != self._making.document or self.details != begun

    def discard(self) -> None:
        """Close; what was written here is in the bin."""
        self._may_lose = True
        self.reject()

    def accept(self) -> None:
        """Close after saving."""
        self._end(is_lost=False)
        super().accept()

    def _end(self, *, is_lost: bool) -> None:
        self.canvas.close_session()
        let_go(self.session, is_lost=is_lost)

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        is_new = self._making.stored is None
        self.setWindowTitle(_("Make library block") if is_new else _("Edit library block"))
        self.propose.setText(_("Save as a proposal"))
        self.adopt.setText(_("Save and adopt"))
        self.cancel.setText(_("Cancel"))
        self._show_form("")
        self.canvas.retranslate()


def alike_words(hit: Hit, like: Likeness) -> str:
    """Return what there is to say of a block that says nearly the same."""
    words = {
        "same": _("“{title}” in the library says nearly the same ({share} %)."),
        "part": _("“{title}” in the library says this too, and more."),
        "whole": _("This says what “{title}” in the library says, and more."),
    }
    return words[like.relation].format(title=hit.title, share=round(like.share * 100))
