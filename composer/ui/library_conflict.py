"""The window in which two versions of a library block become one: by field, only where both changed it.

Both authors are named. Nothing is lost by choosing: the versions stay in the history of the block.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from composer.app.block_differences import value_words
from composer.app.differences import Pieces, marked
from composer.app.library_edits import now
from composer.app.library_words import STATES, age_words, language_words
from composer.app.merge_revisions import Both, Question, Side, merge_heads
from composer.i18n import N_, _, ngettext
from composer.model.revision import Revision, Stored, forks
from composer.ui import theme
from composer.ui.controls import Line
from composer.ui.literal import literal
from composer.ui.screens import fit_to_screen
from composer.ui.sheet import Heading, Page
from composer.ui.sides import SideText
from composer.ui.strip import Strip

if TYPE_CHECKING:
    from composer.app.librarian import Librarian
    from composer.ui.library_desk import LibraryDesk

_SIZE = 720, 520


class Sides(NamedTuple):
    """The versions of a block that contradict each other, in which library, with its whole history."""

    place: str
    history: Mapping[str, Revision]
    heads: tuple[Stored, ...]


def sides_of(librarian: Librarian, block: str) -> Sides | None:
    """Return what contradicts itself of a block, in the first library where it does; takes a while."""
    for place in librarian.places():
        found = forks(librarian.shelf.heads(block, place.place))
        if found:
            return Sides(place.place, librarian.shelf.history(block, place.place), found)
    return None


class ConflictWindow(QDialog):
    """`saved` has the revision that was made of both."""

    saved = Signal(object)

    def __init__(self, sides: Sides, desk: LibraryDesk, parent: QWidget | None = None) -> None:
        """Show what both changed."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._sides, self._desk = sides, desk
        self.choices: dict[str, Side] = {}
        self.page, self.strip = Page(), Strip()
        self.author = Line()
        self.author.setText(desk.window.program.preferences.settings.author)
        self.save_button, self.cancel = QPushButton(), QPushButton()
        theme.ground(self.page, "surface")
        theme.dress(self.page.verticalScrollBar())
        theme.dress(self.save_button, "primary")
        theme.dress(self.cancel, "framed")
        self._named = QLabel()
        self._named.setBuddy(self.author)
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        foot.setSpacing(theme.px(8))
        foot.addWidget(self._named)
        foot.addWidget(self.author, 1)
        for button in (self.cancel, self.save_button):
            button.setAutoDefault(False)
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(self.page, 1)
        column.addLayout(foot)
        fit_to_screen(self, _SIZE)
        self.save_button.clicked.connect(self.save)
        self.author.textEdited.connect(lambda _words: self.strip.hide())
        self.cancel.clicked.connect(self.reject)
        self.retranslate()

    def merged(self) -> Both:
        """Return the revision that would be saved, and what there is to choose in it."""
        sides = self._sides
        author = self.author.text().strip()
        return merge_heads(sides.history, sides.heads, author=author, time=now(), choices=self.choices)

    def choose(self, path: str, side: Side) -> None:
        """Choose the words of one side."""
        self.choices[path] = side

    def save(self) -> None:
        """Put the one that was made of both into the library."""
        if not self.author.text().strip():
            self.author.setFocus(Qt.FocusReason.OtherFocusReason)
            self.strip.say(
                lambda: _("Say who you are; the library keeps who wrote what."),
                sign="circle-alert",
                purpose="warning",
            )
            return
        program = self._desk.window.program
        program.keep(replace(program.preferences.settings, author=self.author.text().strip()))
        revision, place, librarian = self.merged().revision, self._sides.place, self._desk.librarian
        self._desk.ask(lambda: librarian.save(revision, place), self._done)

    def _done(self, stored: Stored) -> None:
        self.saved.emit(stored)
        self.accept()

    # ---- what is shown

    def _fill(self) -> None:
        column = self.page.column
        questions = self.merged().questions
        names = [_side_words(stored.revision) for stored in self._sides.heads]
        count = len(questions)
        asked = ngettext(
            "{count} thing was changed by both; choose whose words stay.",
            "{count} things were changed by both; choose whose words stay.",
            count,
        )
        nothing = _("They changed different things; the one made of both has all of it.")
        told = QLabel("\n".join((*names, asked.format(count=count) if count else nothing)))
        told.setWordWrap(True)
        literal(told)
        column.addWidget(told)
        for question in questions:
            column.addWidget(self._asked(question))

    def _asked(self, question: Question) -> QWidget:
        box = QWidget()
        rows = QVBoxLayout(box)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.px(4))
        name = question_words(question)
        heading = Heading()
        heading.setText(name)
        rows.addWidget(heading)
        group = QButtonGroup(box)
        first, second = self._sides.heads[0].revision, self._sides.heads[-1].revision
        mine, theirs = (_said(question, value) for value in (question.mine, question.theirs))
        is_apart = not _is_field(question) or max(len(mine), len(theirs)) > _LONG
        ours, other = marked(mine, theirs)
        sides: tuple[tuple[Side, str, str, Pieces], ...] = (
            ("mine", first.author, mine, ours),
            ("theirs", second.author, theirs, other),
        )
        for side, author, words, pieces in sides:
            button = QRadioButton((author if is_apart else f"{author}: {_line(words)}").replace("&", "&&"))
            theme.dress(button)
            button.setAccessibleName(f"{name}, {author}: {words}")
            button.setChecked(self.choices.get(question.path, "mine") == side)
            button.clicked.connect(lambda _on=False, side=side: self.choose(question.path, side))
            group.addButton(button)
            rows.addWidget(button)
            if is_apart:
                beside = QHBoxLayout()
                beside.setContentsMargins(theme.px(28), 0, 0, theme.px(6))
                beside.addWidget(SideText(author, pieces, ""))
                rows.addLayout(beside)
        return box

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        title = self._sides.heads[0].revision.title
        self.setWindowTitle(_("Two versions of “{title}”").format(title=title))
        self._named.setText(_("Your name"))
        self.author.setAccessibleName(_("Your name"))
        self.save_button.setText(_("Save the one made of both"))
        self.cancel.setText(_("Cancel"))
        self.page.setAccessibleName(_("What both changed"))
        self._fill()


# Fields longer than this, in signs, stand as every text below the name of who wrote them, the words marked
# that the other one does not have.
_LONG = 60


def _said(question: Question, value: object) -> str:
    return _(STATES[value]) if question.field == "state" and value in STATES else value_words(value)


def _line(words: str) -> str:
    return " ".join(words.split())


def _side_words(revision: Revision) -> str:
    parts = (revision.author, _(STATES[revision.state]), age_words(revision.time))
    return " · ".join(part for part in parts if part)


_FIELDS = {
    "title": N_("Title"),
    "state": N_("State"),
    "owner": N_("Kept right by"),
    "review_by": N_("Look again by"),
    "organisation": N_("Organisation"),
    "sources": N_("Source"),
}


def _is_field(question: Question) -> bool:
    return question.field in _FIELDS and not question.block


def question_words(question: Question) -> str:
    """Return what a question is about: a field, or the text in which wording."""
    if _is_field(question):
        return _(_FIELDS[question.field])
    wording = language_words(question.wording[0])
    return _("Text ({wording})").format(wording=wording)
