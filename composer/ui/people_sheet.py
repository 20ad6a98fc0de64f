"""The people of a document, by the roles that its template names."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from composer.app import people
from composer.app.history import translated
from composer.app.session import Session
from composer.i18n import N_, _, spoken
from composer.model.house import in_language
from composer.model.people import Person
from composer.model.template import RoleSpec
from composer.ui import theme
from composer.ui.entries import Entry, EntryList
from composer.ui.form import Form, Row
from composer.ui.sheet import Drawer, Heading, Page, name_button, tool_button
from composer.ui.tab_order import lead


class _Role(QWidget):
    """One role: its name, a button to add somebody, the list of who has it."""

    def __init__(self, role: str, sheet: "PeopleSheet") -> None:
        super().__init__()
        self.heading = Heading(self)
        self.add = tool_button("plus", lambda: sheet.add(role), self)
        self.entries = EntryList(self, ordered=True)
        self.nobody = QLabel(self)
        self.nobody.setForegroundRole(self.nobody.palette().ColorRole.PlaceholderText)
        head = QHBoxLayout()
        head.setContentsMargins(theme.px(12), 0, theme.px(8), 0)
        head.addWidget(self.heading, 1)
        head.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, theme.px(8))
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.entries)
        column.addWidget(self.nobody)
        self.nobody.setContentsMargins(theme.px(12), 0, theme.px(12), theme.px(4))
        self.entries.chosen.connect(lambda key: sheet.open(role, int(key)))
        self.entries.deleted.connect(lambda key: sheet.remove(role, int(key)))
        self.entries.moved.connect(lambda old, new: sheet.reorder(role, old, new))

    def show_people(self, label: str, persons: tuple[Person, ...]) -> None:
        self.heading.setText(label)
        self.entries.setAccessibleName(label)
        self.entries.show_entries([_entry(str(i), person) for i, person in enumerate(persons)])
        self.entries.setVisible(bool(persons))
        self.nobody.setVisible(not persons)
        self.nobody.setText(_("None yet"))
        name_button(self.add, _("Add to {role}").format(role=label))


class PeopleSheet(Drawer):
    """Lists by role; a person is opened in place of the lists."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Show the people of a session from now on."""
        super().__init__(session, parent)
        self.form = Form()
        self.form.edited.connect(self._edited)
        self._open: tuple[str, int] | None = None
        self._roles: dict[str, _Role] = {}
        self._lists = Page(indented=False)
        column = QVBoxLayout(self.list_page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._lists)
        self._up = self.tool("arrow-up", lambda: self._step(-1))
        self._down = self.tool("arrow-down", lambda: self._step(1))
        self._delete = self.tool("trash-2", self._remove_open)
        self.entry_page.column.addWidget(self.form)

    def role(self, key: str) -> EntryList:
        """Return the list of a role."""
        return self._roles[key].entries

    def add_button(self, key: str) -> QWidget:
        """Return the button that adds somebody to a role."""
        return self._roles[key].add

    def go_to(self, role: str) -> None:
        """Give the keyboard to who has a role, or to the button that adds somebody."""
        self.close_entry()
        if role in self._roles:
            shown = self._roles[role]
            (shown.entries if shown.entries.count() else shown.add).setFocus(Qt.FocusReason.TabFocusReason)

    def refresh(self, typed: str) -> None:
        """Show who is in the document now."""
        labels = self._labels()
        if list(labels) != list(self._roles):
            self._build(list(labels))
        for key, label in labels.items():
            self._roles[key].show_people(label, self.document.people.of(key))
        self.back.setText(_("All people"))
        name_button(self._up, _("Move up"))
        name_button(self._down, _("Move down"))
        name_button(self._delete, _("Remove"))
        self._refresh_open(typed)

    def _labels(self) -> dict[str, str]:
        """Return the roles of the template, and those that only the document has."""
        roles = self.session.world.template.roles
        labels = {role.key: in_language(role.label, spoken()) or role.key for role in roles}
        return labels | {key: key for key, _persons in self.document.people.roles if key not in labels}

    def _label(self, role: str) -> str:
        return self._labels().get(role, role)

    def _spec(self, role: str) -> RoleSpec | None:
        return self.session.world.template.role(role)

    def _build(self, keys: list[str]) -> None:
        for old in self._roles.values():
            old.hide()
            old.deleteLater()
        self._roles = {key: _Role(key, self) for key in keys}
        for role in self._roles.values():
            self._lists.column.addWidget(role)
            role.show()  # as in a form
        lead(self.list_page, *(stop for role in self._roles.values() for stop in (role.add, role.entries)))

    def _refresh_open(self, typed: str) -> None:
        person = self._person()
        if self._open is None or person is None:
            self.close_entry()
            return
        role, index = self._open
        count = len(self.document.people.of(role))
        self._up.setEnabled(index > 0)
        self._down.setEnabled(index < count - 1)
        parts = people.parts_of(self._spec(role), person)
        self.form.set_rows(
            [
                Row(
                    part.key,
                    _(part.label),
                    part.type,
                    people.words_of(person, part.key),
                    (),
                    _(part.hint) if part.hint else "",
                )
                for part in parts
            ],
            typed=typed,
        )

    def _person(self) -> Person | None:
        if self._open is None:
            return None
        role, index = self._open
        persons = self.document.people.of(role)
        return persons[index] if index < len(persons) else None

    # ---- what the author does

    def open(self, role: str, index: int) -> None:
        """Open a person."""
        self._open = role, index
        self._refresh_open("")
        self.show_entry()
        self.form.focus(next(iter(self.form.keys()), ""))

    def close_entry(self) -> None:
        """Go back to the lists, to where the person is in them."""
        opened, self._open = self._open, None
        was_here = self.is_open
        super().close_entry()
        if opened and was_here and opened[0] in self._roles:
            entries = self._roles[opened[0]].entries
            entries.setCurrentRow(min(opened[1], entries.count() - 1))
            entries.setFocus(Qt.FocusReason.OtherFocusReason)

    def add(self, role: str) -> None:
        """Add somebody to a role and open the form."""
        label = translated(N_("Add to {role}"), role=lambda: self._label(role))
        self.edit(label, lambda document: people.add_person(document, role))
        self.open(role, len(self.document.people.of(role)) - 1)

    def remove(self, role: str, index: int) -> None:
        """Take somebody out of a role."""
        self.edit(
            translated(N_("Remove from {role}"), role=lambda: self._label(role)),
            lambda document: people.remove_person(document, role, index),
        )

    def reorder(self, role: str, index: int, to: int) -> None:
        """Put somebody at another place in the order of a role."""
        if self._open == (role, index):
            self._open = role, to
        self.edit(
            translated(N_("Change the order of {role}"), role=lambda: self._label(role)),
            lambda document: people.move_person(document, role, index, to),
        )

    def _step(self, by: int) -> None:
        if self._open:
            role, index = self._open
            self.reorder(role, index, index + by)

    def _remove_open(self) -> None:
        if self._open:
            role, index = self._open
            self.close_entry()
            self.remove(role, index)

    def _edited(self, key: str, value: object) -> None:
        person = self._person()
        if self._open is None or person is None:
            return
        role, index = self._open
        part = next(part for part in people.parts_of(self._spec(role), person) if part.key == key)
        changed = people.with_words(person, key, str(value))
        self.edit(
            translated(N_("Change {field}"), field=lambda: _(part.label)),
            lambda document: people.set_person(document, role, index, changed),
            merge=f"people.{role}.{index}.{key}",
            typed=key,
        )


def _entry(key: str, person: Person) -> Entry:
    """Return a person as an entry: who it is, and in what capacity or where."""
    rest = [person.role, person.party, person.organisation if person.names else ""]
    second = ", ".join(part for part in rest if part) or (", ".join(person.address[:1]))
    title = person.title
    return Entry(key, title or _("No name yet"), second, muted=not title)
