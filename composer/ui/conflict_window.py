"""Two people changed one file: both versions, what is asked about them, and the answer."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from composer.app.called import part_called
from composer.app.conflict import Choice, Conflict, Opened, merged
from composer.app.differences import Difference, Sort, differences, marked, name_of, part_words
from composer.app.fields import names_in
from composer.i18n import N_, _, ngettext
from composer.model.document import Block
from composer.ui import theme
from composer.ui.literal import literal
from composer.ui.screens import fit_to_screen
from composer.ui.sides import SideBySide, heading

if TYPE_CHECKING:
    from composer.app.session import Session

# What may be answered to each sort of question, the default first; of a value of the document itself there
# can only be one.
_ANSWERS: dict[str, tuple[tuple[Choice, str], ...]] = {
    "changed": (("both", N_("Keep both")), ("mine", N_("Keep mine")), ("theirs", N_("Keep theirs"))),
    "deleted by them": (("both", N_("Keep it")), ("theirs", N_("Delete it, as they did"))),
    "deleted by me": (("both", N_("Keep it, as they changed it")), ("mine", N_("Delete it, as I did"))),
    "document": (("mine", N_("Keep mine")), ("theirs", N_("Keep theirs"))),
}

# Of what comes in by itself no more is shown.
MOST = 100


class Way(Enum):
    """What to do about a file that somebody else changed."""

    MERGE = "merge"
    THEIRS = "theirs"
    MINE = "mine"
    ELSEWHERE = "elsewhere"
    LATER = "later"


class ConflictWindow(QDialog):
    """Shows what both made of a document; afterwards `way` and `choices` have the answer.

    Nothing is changed here. The default puts both together and keeps both where they contradict.
    """

    def __init__(
        self, session: Session, theirs: Opened, parent: QWidget | None = None, *, saving: bool, who: str = ""
    ) -> None:
        """Ask about a session and what somebody else saved; `saving` tells that this is why it is asked.

        `who` is the name of who else has the document open, as far as one knows.
        """
        super().__init__(parent)
        self.way = Way.LATER
        self.merged = merged(session, theirs)
        self._session, self._theirs, self._saving, self._who = session, theirs, saving, who
        self._chips = names_in(self.merged.document, session.world.template)
        self._groups: dict[Conflict, QButtonGroup] = {}
        self.setWindowTitle(_("Two versions of “{name}”").format(name=session.name))
        by_them = _("By {name}").format(name=who) if who else _("Theirs")
        self.sides = SideBySide(_("Mine"), by_them if self.merged.conflicts else _("Put together"))
        for conflict in self.merged.conflicts:
            self._ask(conflict)
        self._show_theirs()
        self.merge_button = self._button(_("Put both together"), Way.MERGE, "primary")
        self.theirs_button = self._button(_("Only theirs"), Way.THEIRS)
        self.mine_button = self._button(_("Only mine"), Way.MINE)
        self.elsewhere_button = self._button(_("Save mine elsewhere…"), Way.ELSEWHERE)
        self.later_button = self._button(_("Cancel") if saving else _("Later"), Way.LATER)
        self.merge_button.setDefault(True)
        self._tips()
        self._place()
        self.merge_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def choices(self) -> dict[Conflict, Choice]:
        """Return what was answered to each question."""
        return {
            conflict: _ANSWERS[conflict.sort][max(group.checkedId(), 0)][0]
            for conflict, group in self._groups.items()
        }

    def answers_of(self, conflict: Conflict) -> dict[Choice, QRadioButton]:
        """Return the buttons of one question."""
        buttons = self._groups[conflict].buttons()
        shown = (button for button in buttons if isinstance(button, QRadioButton))
        return {
            answer: button for (answer, _words), button in zip(_ANSWERS[conflict.sort], shown, strict=True)
        }

    def _button(self, words: str, way: Way, look: str = "framed") -> QPushButton:
        button = QPushButton(words)
        button.setAutoDefault(True)
        button.clicked.connect(lambda _checked=False: self._go(way))
        theme.dress(button, look)
        return button

    def _go(self, way: Way) -> None:
        self.way = way
        if way is Way.LATER:
            self.reject()
        else:
            self.accept()

    def _tips(self) -> None:
        tips = {
            self.theirs_button: _("What you wrote since is one step of Undo away."),
            self.mine_button: _("What they wrote stays under Earlier versions."),
            self.elsewhere_button: _("Their file stays as it is."),
        }
        for button, words in tips.items():
            button.setToolTip(words)
            button.setAccessibleDescription(words)

    def _words(self) -> str:
        count = len(self.merged.conflicts)
        who = self._who or _("Somebody else")
        told = _("{who} changed the file since you opened or saved it.").format(who=who)
        if count:
            asked = ngettext(
                "Of all changes, {count} contradicts another; everything else is put together by itself.",
                "Of all changes, {count} contradict each other; everything else is put together by itself.",
                count,
            ).format(count=count)
        else:
            asked = _("No place was changed by both: your changes and theirs can be put together.")
        written = _("Nothing was written yet.") if self._saving else ""
        return " ".join(part for part in (told, asked, written) if part)

    def _ask(self, conflict: Conflict) -> None:
        """Add a question, with both sides of it."""
        answers, group = QWidget(), QButtonGroup(self)
        row = QHBoxLayout(answers)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(16))
        place = self._place_of(conflict)
        for number, (_choice, words) in enumerate(_ANSWERS[conflict.sort]):
            button = QRadioButton(_(words))
            theme.dress(button)
            button.setAccessibleName(f"{_(words)}: {place}")
            group.addButton(button, number)
            row.addWidget(button)
        row.addStretch(1)
        group.button(0).setChecked(True)
        self._groups[conflict] = group
        template, sides = self._session.world.template, (conflict.mine, conflict.theirs)
        mine, theirs = (part_words(conflict.path, value, template, self._chips) for value in sides)
        self.sides.add(Difference(place, Sort.CHANGED, *marked(mine, theirs)), answers, says_sort=False)

    def _place_of(self, conflict: Conflict) -> str:
        if conflict.path:
            return part_called(conflict.path, self._session.world.template, self._session.document)
        block = conflict.mine or conflict.theirs
        name = name_of(block, self._chips) if isinstance(block, Block) else ""
        if conflict.sort == "deleted by them":
            return _("Deleted by them, changed by you – {place}").format(place=name)
        if conflict.sort == "deleted by me":
            return _("Deleted by you, changed by them – {place}").format(place=name)
        return name

    def _show_theirs(self) -> None:
        """Show, below what is asked, what of theirs comes in by itself."""
        copies = {conflict.copy for conflict in self.merged.conflicts if conflict.copy}
        mine, template = self._session.document, self._session.world.template
        found = [one for one in differences(mine, self.merged.document, template) if one.block not in copies]
        if found and self.merged.conflicts:
            self.sides.name(_("Mine"), _("Put together by itself"))
        for one in found[:MOST]:
            self.sides.add(one)

    def _buttons(self) -> QGridLayout:
        """Return the ways in one row, or in two where the screen has no room for that."""
        ways = [self.merge_button, self.theirs_button, self.mine_button]
        ways += [self.elsewhere_button] if self._saving else []
        gap = theme.px(8)
        needed = sum(button.sizeHint().width() + gap for button in (*ways, self.later_button))
        room = self.screen().availableSize().width() - theme.px(60)
        across = len(ways) if needed <= room else (len(ways) + 1) // 2
        grid = QGridLayout()
        grid.setSpacing(gap)
        for place, button in enumerate(ways):
            grid.addWidget(button, place // across, place % across)
        grid.setColumnStretch(across, 1)
        grid.addWidget(self.later_button, (len(ways) - 1) // across, across + 1)
        return grid

    def _place(self) -> None:
        buttons = self._buttons()
        words = QLabel(self._words(), wordWrap=True)
        literal(words)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(*(theme.px(20),) * 4)
        whole.setSpacing(theme.px(12))
        whole.addWidget(heading(self.windowTitle(), 1.15))
        whole.addWidget(words)
        whole.addWidget(self.sides, 1)
        whole.addLayout(buttons)
        self.setAccessibleDescription(words.text())
        fit_to_screen(self, (860, 560))
