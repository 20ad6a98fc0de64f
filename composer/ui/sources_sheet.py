"""The sources of a document: a list to search, and each with its form, its note, and where it is cited."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from composer.app import sources
from composer.app.fields import field_words
from composer.app.history import translated
from composer.app.session import Session
from composer.i18n import N_, _, ngettext, spoken
from composer.model.document import BlockId
from composer.model.edits import find, remove_source, set_source
from composer.model.source import Source
from composer.ui import theme
from composer.ui.controls import Line
from composer.ui.entries import Entry, EntryList
from composer.ui.form import Form, Row
from composer.ui.icons import icon
from composer.ui.literal import literal
from composer.ui.outline_model import folded, title
from composer.ui.sheet import Drawer, Heading, name_button, tool_button


class SourcesSheet(Drawer):
    """The list of sources; a source is opened in its place.

    `insert_requested` has the key of a source to cite at the caret, `block_chosen` a block that cites one.
    """

    insert_requested = Signal(str)
    block_chosen = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Show the sources of a session from now on."""
        super().__init__(session, parent)
        self._open = ""
        self.line = Line(self)
        self.add_button = tool_button("plus", self.add, self)
        self.entries = EntryList(self, grows=False)
        self._none = QLabel(self)
        self.form = Form()
        self.insert = QPushButton(self)
        self._note_heading, self.note = Heading(self), QLabel(self)
        literal(self.note)
        self._cited_heading, self.cited = Heading(self), EntryList(self, inset=4)
        self._set_up_list()
        self._set_up_entry()
        self.line.textChanged.connect(lambda _words: self._show_list())
        self.entries.chosen.connect(self.open)
        self.entries.deleted.connect(self.remove)
        self.form.edited.connect(self._edited)
        self.insert.clicked.connect(lambda: self.insert_requested.emit(self._open))
        self.cited.chosen.connect(lambda key: self.block_chosen.emit(BlockId(key)))

    def _set_up_list(self) -> None:
        self.line.setClearButtonEnabled(True)
        self._sign = self.line.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self._none.setWordWrap(True)
        self._none.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        self._none.setContentsMargins(theme.px(12), theme.px(4), theme.px(12), 0)
        head = QHBoxLayout()
        head.setContentsMargins(theme.px(12), theme.px(10), theme.px(8), theme.px(10))
        head.addWidget(self.line, 1)
        head.addWidget(self.add_button)
        column = QVBoxLayout(self.list_page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._none)
        column.addWidget(self.entries, 1)

    def _set_up_entry(self) -> None:
        self._delete = self.tool("trash-2", self._remove_open)
        self.insert.setIcon(icon("superscript"))
        theme.dress(self.insert, "framed")
        self.note.setWordWrap(True)
        self.note.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = self.entry_page.column
        for widget in (
            self.form,
            self._note_heading,
            self.note,
            self.insert,
            self._cited_heading,
            self.cited,
        ):
            column.addWidget(widget)
        self.form.lead_to(self.insert, self.cited)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Cite by Ctrl+Enter the source at which the list stands, or the one that is open."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)
        elif not control:
            if self.line.hasFocus():
                self._add_sought()
        elif key := self._open or self.entries.current_key():
            self.insert_requested.emit(key)

    def refresh(self, typed: str) -> None:
        """Show the sources as they are now."""
        self.line.setPlaceholderText(_("Search the sources"))
        self.line.setAccessibleName(_("Search the sources"))
        self._sign.setText(_("Search the sources"))
        self.entries.setAccessibleName(_("Sources"))
        name_button(self.add_button, _("Add a source"))
        name_button(self._delete, _("Remove"))
        self.back.setText(_("All sources"))
        self.insert.setText(_("Insert in the text"))
        self._note_heading.setText(_("As a note"))
        self.note.setAccessibleName(_("As a note"))
        self._show_list()
        self._refresh_open(typed)

    # ---- the list

    def _show_list(self) -> None:
        sought = folded(self.line.text().strip())
        found = [source for source in self.document.sources if sought in _searched(source)]
        self.entries.show_entries([_entry(source) for source in found])
        words = _("Nothing found for “{words}”. Enter adds it as a source.")
        words = words.format(words=self.line.text().strip())
        self._none.setText(words if sought else _("This document has no sources yet."))
        self._none.setVisible(not found)

    # ---- one source

    def _refresh_open(self, typed: str) -> None:
        source = sources.find_source(self.document, self._open) if self._open else None
        if source is None:
            self.close_entry()
            return
        types = tuple((key, _(words)) for key, words in sources.TYPES)
        rows = [Row("type", _("Type"), "choice", source.type, types)]
        rows += [
            Row(name, _(sources.LABELS[name]), "text", source.get(name))
            for name in sources.variables_of(source)
        ]
        hint = _("What stands in the text: [@{key}]").format(key=source.key)
        rows.append(Row("key", _("Key"), "text", source.key, (), hint))
        self.form.set_rows(rows, typed=typed)
        self.note.setText(sources.note_preview(self.session, source.key))
        self._show_cited(source.key)

    def _show_cited(self, key: str) -> None:
        places = dict.fromkeys(where.block for where in sources.cited_in(self.document, key))
        blocks = [block for block in (find(self.document, identity) for identity in places) if block]
        count = len(blocks)
        said = ngettext("Cited in {count} text", "Cited in {count} texts", count).format(count=count)
        self._cited_heading.setText(said if count else _("Not cited yet"))
        self.cited.setAccessibleName(said)
        words = field_words(self.document, self.session.world, spoken())
        self.cited.show_entries([Entry(block.id, title(block, words)) for block in blocks])
        self.cited.setVisible(bool(blocks))  # Tab would stop where there is nothing to see

    # ---- what the author does

    def open(self, key: str) -> None:
        """Open a source."""
        self._open = key
        self._refresh_open("")
        self.show_entry()
        self.form.focus("author" if "author" in self.form.keys() else "title")  # noqa: SIM118  no mapping

    def close_entry(self) -> None:
        """Go back to the list, to where the source is in it."""
        key, self._open = self._open, ""
        was_here = self.is_open
        super().close_entry()
        if key and was_here:
            self.entries.show_key(key)
            self.entries.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_sought(self) -> None:
        """Add what was looked for in vain: who cites something for the first time types its title here."""
        if self.line.text().strip() and not self.entries.count():
            self.add(self.line.text().strip())

    def add(self, title: str = "") -> None:
        """Add a source, of which a title may be known, and open its form."""
        source = sources.with_variable(sources.new_source(self.document), "title", title)
        if title:
            source = replace(source, key=sources.automatic_key(self.document, source))
        self.line.clear()
        self.edit(translated(N_("Add a source")), lambda document: set_source(document, source))
        self.open(source.key)

    def remove(self, key: str) -> None:
        """Remove a source; texts that cite it say so."""
        self.edit(translated(N_("Remove a source")), lambda document: remove_source(document, key))

    def _remove_open(self) -> None:
        key = self._open
        self.close_entry()
        self.remove(key)

    def _edited(self, name: str, value: object) -> None:
        source = sources.find_source(self.document, self._open)
        if source is None:
            return
        words = str(value)
        place = self.document.sources.index(source)
        if name == "key":
            self._rename(source, words.strip(), place)
            return
        key = source.key
        message = N_("Type") if name == "type" else sources.LABELS[name]
        changed = sources.change_variable(self.document, key, name, words)
        self._open = changed.sources[place].key
        self.edit(
            translated(N_("Change {field}"), field=translated(message)),
            lambda _document: changed,
            merge="" if name == "type" else f"sources.{place}.{name}",
            typed=name,
        )

    def _rename(self, source: Source, key: str, place: int) -> None:
        problem = sources.key_problem(self.document, source, key)
        self.form.set_problem("key", _(problem) if problem else "")
        if problem:
            return
        changed = sources.put_source(self.document, source.key, Source(key, source.type, source.variables))
        self._open = key
        self.edit(
            translated(N_("Change {field}"), field=translated(N_("Key"))),
            lambda _document: changed,
            merge=f"sources.{place}.key",
            typed="key",
        )


def _searched(source: Source) -> str:
    return folded("\n".join((source.key, *(words for _name, words in source.variables))))


def _entry(source: Source) -> Entry:
    made = " ".join(part for part in (source.get("author"), source.get("issued")[:4]) if part)
    name = source.get("title")
    return Entry(
        source.key, made or name or _("No title yet"), name if made else "", muted=not (made or name)
    )
