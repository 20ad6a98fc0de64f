"""A form made from specifications: of the fields of a document, a person, a source, the settings."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import cast

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPalette
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from composer.i18n import _
from composer.ui import theme
from composer.ui.controls import Checked, Choice, Control, Line, Lines, YesNo, number_line
from composer.ui.date_field import DateField
from composer.ui.folder_field import Folder, Folders
from composer.ui.literal import literal
from composer.ui.tab_order import lead, parts

_SMALL = 13 / 14


@dataclass(frozen=True, slots=True)
class Row:
    """One field: `type` is one of those a template has, `choices` are values with their words.

    The value of a date is an ISO date, of a number an int, of yes-no a bool, of folders a tuple of paths, of
    all others words; an entry that is not understood is handed on as the words it is.
    """

    key: str
    label: str
    type: str = "text"
    value: object = None
    choices: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    required: bool = False


_CONTROLS: Mapping[str, Callable[[QWidget], QWidget]] = {
    "text": lambda parent: Lines(parent, single=True),
    "long-text": lambda parent: Lines(parent, rows=3),
    "lines": Lines,
    "date": DateField,
    "number": number_line,
    "choice": Choice,
    "yes-no": YesNo,
    "folder": Folder,
    "folders": Folders,
}


class Form(QWidget):
    """Fields below each other, each with its label above it; `edited` has the key and the value."""

    edited = Signal(str, object)

    def __init__(
        self, rows: Sequence[Row] = (), *, language: str = "nl", parent: QWidget | None = None
    ) -> None:
        """Show rows; dates are written out in a language, that of the document."""
        super().__init__(parent)
        self._language = language
        self._fields: dict[str, _Field] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.set_rows(rows)

    def set_rows(self, rows: Sequence[Row], *, typed: str = "") -> None:
        """Show other rows; controls of the same keys and types stay, with what is being typed in them.

        The value of the row `typed`, where this very change comes from, is left as the author typed it.
        """
        if [(row.key, row.type) for row in rows] != [
            (key, field.type) for key, field in self._fields.items()
        ]:
            self._build(rows)
        for row in rows:
            self._fields[row.key].fill(row, keep=row.key == typed)

    def set_values(self, values: Mapping[str, object], *, typed: str = "") -> None:
        """Show other values, without telling anybody."""
        for key, value in values.items():
            if key in self._fields and key != typed:
                self._fields[key].show_value(value)

    def set_language(self, language: str) -> None:
        """Write dates out in another language."""
        self._language = language
        for field in self._fields.values():
            if isinstance(field.control, DateField):
                field.control.set_language(language)

    def keys(self) -> Iterable[str]:
        """Return the keys of the rows in order."""
        return self._fields.keys()

    def control(self, key: str) -> QWidget:
        """Return the control of a row."""
        return self._fields[key].control

    def problem(self, key: str) -> str:
        """Return what is wrong with an entry, empty when nothing is."""
        return self._fields[key].problem

    def set_problem(self, key: str, problem: str) -> None:
        """Say what is wrong with an entry that only the caller can judge; empty when nothing is."""
        self._fields[key].set_problem(problem)

    def focus(self, key: str) -> None:
        """Give a row the keyboard."""
        if key in self._fields:
            self._fields[key].control.setFocus(Qt.FocusReason.TabFocusReason)

    def settle(self) -> None:
        """Take what is being typed as it is, as leaving the field would; before saving."""
        for field in self._fields.values():
            if isinstance(field.control, Checked) and field.control.hasFocus():
                field.control.settle()

    def _build(self, rows: Sequence[Row]) -> None:
        for field in self._fields.values():
            field.hide()
            field.deleteLater()
        self._fields = {}
        for row in rows:
            field = _Field(row, self)
            if isinstance(field.control, DateField):
                field.control.set_language(self._language)
            cast("Control", field.control).edited.connect(partial(self.edited.emit, row.key))
            self._column.addWidget(field)
            field.show()  # else only when Qt comes to it: who comes here by a key finds nothing
            self._fields[row.key] = field
        self._order()
        self._measure()

    def _order(self) -> None:
        """Let Tab go through the rows from where the form is, whenever they were made."""
        self.lead_to(*(stop for field in self._fields.values() for stop in parts(field.control)))

    def lead_to(self, *stops: QWidget) -> None:
        """Let Tab go from the form to these, in order, before all that came next."""
        lead(self, *stops)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme and the size of letters."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange):
            self._measure()

    def _measure(self) -> None:
        self._column.setSpacing(theme.px(12))
        for field in self._fields.values():
            field.measure()


class _Field(QWidget):
    """One row: label, control, and below it what there is to say."""

    def __init__(self, row: Row, parent: QWidget) -> None:
        super().__init__(parent)
        self.type = row.type
        self.control = _CONTROLS[row.type](self)
        self._row = row
        self._from_outside = ""
        self._value: object = None
        self._label = QLabel(self)
        self._label.setBuddy(self.control.focusProxy() or self.control)
        self._required = QLabel(self)
        self._note = QLabel(self)
        self._note.setWordWrap(True)
        literal(self._label, self._note)
        self._head = QHBoxLayout()
        self._head.addWidget(self._label, 1)
        self._head.addWidget(self._required)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.addLayout(self._head)
        self._box.addWidget(self.control)
        self._box.addWidget(self._note)
        if isinstance(self.control, Checked):
            self.control.changed.connect(self._say_problem)

    @property
    def problem(self) -> str:
        return cast("Control", self.control).problem or self._from_outside

    def set_problem(self, problem: str) -> None:
        self._from_outside = problem
        self._say_problem()

    def fill(self, row: Row, *, keep: bool) -> None:
        self._row = row
        beside = isinstance(self.control, YesNo)
        label = row.label.replace("&", "&&")
        self._label.setText("" if beside else label)
        self._label.setVisible(not beside)
        if isinstance(self.control, YesNo):
            self.control.setText(label)
        if isinstance(self.control, Choice):
            self.control.set_choices(row.choices)
        if isinstance(self.control, DateField):
            self.control.retranslate()
        if not keep:
            cast("Control", self.control).show_value(row.value)
        self._tell(row.value)

    def show_value(self, value: object) -> None:
        cast("Control", self.control).show_value(value)
        self._tell(value)

    def _tell(self, value: object) -> None:
        """Say what is required, of what kind the entry is, what is wrong with it."""
        self._value = value
        row, problem = self._row, self.problem
        missing = row.required and value in (None, "")
        self._required.setText(_("required"))
        self._required.setVisible(missing)
        self._note.setText(problem or row.hint)
        self._note.setVisible(bool(problem or row.hint))
        _small(self._note, "error" if problem else "muted")
        said = (problem, row.hint, _("required") if row.required else "")
        described = self.control.focusProxy() or self.control
        for widget in dict.fromkeys((described, self.control)):  # the control may name its parts by it
            widget.setAccessibleName(row.label)
            widget.setAccessibleDescription(" ".join(part for part in said if part))

    def _say_problem(self) -> None:
        self._tell(self.control.text() if isinstance(self.control, Line) else self._value)
        if self.problem:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.control, self.problem))

    def measure(self) -> None:
        self._box.setSpacing(theme.px(4))
        for label in (self._label, self._required):
            _small(label, "muted")
        _small(self._note, "error" if self.problem else "muted")


def _small(label: QLabel, purpose: str) -> None:
    colours = QPalette()
    colours.setColor(QPalette.ColorRole.WindowText, theme.colour(purpose))
    label.setPalette(colours)
    label.setFont(theme.font_at(QApplication.font(), _SMALL))
