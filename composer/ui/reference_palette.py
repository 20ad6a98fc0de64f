"""What the text can refer to, chosen by typing; what is chosen goes in at the caret, by number or by page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from composer.app.fields import field_words
from composer.app.referring import Target, reference_to, targets
from composer.blocks import kind_of
from composer.i18n import _
from composer.ui.choosing import Choice, fitting
from composer.ui.command_palette import LONGEST, CommandPalette

if TYPE_CHECKING:
    from composer.ui.canvas import Canvas
    from composer.ui.window import Window


class ReferencePalette(CommandPalette):
    """Offers every heading, section, annex, figure, table and the like: first itself, then its page."""

    def retranslate(self) -> None:
        """Say what there is to choose, in the language of now."""
        self.setAccessibleName(_("Cross-reference"))
        self.line.setAccessibleName(_("What to refer to"))
        self.line.setPlaceholderText(_("Type a number or a word of what you refer to"))
        self.list.setAccessibleName(_("Cross-reference"))
        self.nothing.setText(
            _("Nothing found. Headings, sections, annexes, figures and tables can be referred to.")
        )

    def fill(self) -> None:
        """Gather what there is to refer to just now."""
        session, canvas = self._window.session, self._window.canvas
        self._choices: tuple[Choice, ...] = ()
        if session is None or canvas is None:
            return
        document, world = session.document, session.world
        fields = field_words(document, world, document.language)
        here = canvas.current_block()
        found = targets(document, world.template, canvas.column.numbers, fields)
        there = [one for one in found if one.block.id != here]
        self._choices = (
            *(_choice(canvas, one, page=False) for one in there),
            *(_choice(canvas, one, page=True) for one in there),
        )

    def choices(self, typed: str) -> tuple[Choice, ...]:
        """Return what holds the words that were typed."""
        return fitting(typed, self._choices)


def show_references(window: Window) -> None:
    """Let it be chosen what the text refers to at the caret."""
    canvas = window.canvas
    if canvas is None:
        return
    if canvas.edit() is None:
        canvas.announce(_("There is no text at the caret."))
        return
    palette = window.findChild(ReferencePalette) or ReferencePalette(window)
    canvas.setFocus()
    palette.open()


def _choice(canvas: Canvas, target: Target, *, page: bool) -> Choice:
    words = _("page of {what}").format(what=target.words) if page else target.words
    label = words if len(words) <= LONGEST else f"{words[:LONGEST]}…"
    kind = kind_of(target.block)
    sign = "file-text" if page else kind.icon
    return Choice(label, _inserts(canvas, target, page=page), _(kind.label), sign, words)


def _inserts(canvas: Canvas, target: Target, *, page: bool) -> Callable[[], None]:
    def insert() -> None:
        edit = canvas.edit()
        if edit is not None:
            before = edit.text(0, edit.textCursor().selectionStart())
            canvas.insertions.insert(reference_to(target, before, page=page))

    return insert
