"""The sample letter written from nothing by the keyboard alone, saved and exported: every step of an author.

What is typed is read from the sample, so that the journey follows it. Nothing here but keys changes anything.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QFileDialog, QWidget

from composer.app.compile import compile_document
from composer.app.world import world_of
from composer.blocks import kind_of
from composer.blocks.kind import schema_of
from composer.i18n import _, spoken
from composer.model.document import Block, BlockId, Document
from composer.model.people import Person
from composer.model.source import Source
from composer.model.text import Cite, Inline, MergeField, Reference, Run, Text
from composer.store.documents import open_document, read_document
from composer.ui.choosing import CHOICE
from composer.ui.form import Form
from composer.ui.window import Window
from tests.audit import audit
from tests.bench.documents import SAMPLE
from tests.ui.hands import PATIENCE, keys, settle
from tests.ui.keys import press, type_text

Key, Mod = Qt.Key, Qt.KeyboardModifier
SMALL = {"words", "strings", "choice", "integer", "flag"}
# How often a key is pressed at most to get somewhere; more is no way for an author.
FAR = 24


class Author:
    """Somebody at a keyboard, who sees the window and knows where the caret is."""

    def __init__(self, window: Window, qtbot) -> None:
        self.window, self.qtbot = window, qtbot
        self._merged = 0

    @property
    def canvas(self):
        return self.window.canvas

    @property
    def here(self) -> QWidget:
        return QApplication.focusWidget()

    def press(self, key: Key, modifiers: Mod = Mod.NoModifier) -> None:
        press(self.here, key, modifiers, text={Key.Key_Return: "\r", Key.Key_Tab: "\t"}.get(key))

    def tab(self, *, back: bool = False) -> None:
        self.press(Key.Key_Backtab if back else Key.Key_Tab, Mod.ShiftModifier if back else Mod.NoModifier)

    def tab_to(self, target: QWidget, *, back: bool = False) -> None:
        """Goes on by Tab to a control that is to be seen."""
        wanted = target.focusProxy() or target
        for _step in range(FAR):
            if self.here is wanted:
                return
            self.tab(back=back)
        raise AssertionError(f"Tab does not come to {wanted.accessibleName() or wanted}")

    # ---- running text

    def write(self, text: Text) -> None:
        assert len(text.paragraphs) <= 1
        for item in text.inlines:
            self._write_inline(item)

    def _write_inline(self, item: Inline) -> None:
        match item:
            case Run(words, form) if form.href:
                self._link(words, form.href)
            case Run(words, form):
                chords = [chord for chord, on in (("Ctrl+B", form.bold), ("Ctrl+I", form.italic)) if on]
                for chord in chords:
                    keys(self.window, chord)
                self._type(words)
                for chord in chords:
                    keys(self.window, chord)
            case MergeField(name):
                self._field(name)
            case Cite(references):
                for reference in references:
                    self._cite(reference)
            case _:
                raise AssertionError(item)

    def _type(self, words: str) -> None:
        """Types what a keyboard has: straight marks, and a chord for the space that holds words together."""
        for part in words.replace("’", "'").partition("\u00a0"):
            if part == "\u00a0":
                self.press(Key.Key_Space, Mod.ControlModifier | Mod.ShiftModifier)
            elif "\u00a0" in part:
                self._type(part)
            else:
                type_text(self.here, part)

    def _link(self, words: str, address: str) -> None:
        text = self.here
        keys(self.window, "Ctrl+K")
        dialog = self.window.links.window
        self.qtbot.waitUntil(dialog.isActiveWindow)
        type_text(self.here, words)
        self.tab()
        type_text(self.here, address)
        self.press(Key.Key_Return)
        self.window.activateWindow()  # as a desktop does; the platform without a screen does not
        self.qtbot.waitUntil(lambda: self.here is text)

    def _field(self, name: str) -> None:
        """Takes a field from the list of all commands, and types the next one as a saved document says it."""
        self._merged += 1
        if self._merged % 2 == 0:
            type_text(self.here, f"{{{{{name}}}}}")
            return
        label = dict(self.window.session.world.template.field(name).label)[spoken()]
        self._command(f"{_('Fiel&d').replace('&', '')} {label}", label)

    def _cite(self, reference: Reference) -> None:
        """Cites by the notation where a page is told, else from the sheet of sources."""
        if reference.locator:
            type_text(self.here, f"[@{reference.key}, {reference.locator}]")
            return
        text = self.here
        sources = self.window.session.document.sources
        title = next(one for one in sources if one.key == reference.key).get("title")
        keys(self.window, "Ctrl+Alt+B")
        type_text(self.here, title)
        self.press(Key.Key_Return, Mod.ControlModifier)
        assert self.here is text

    def _command(self, typed: str, label: str) -> None:
        text = self.here
        keys(self.window, "Ctrl+Shift+P")
        palette = self.window.all_commands
        assert self.here is palette.line
        type_text(self.here, typed)
        assert label in palette.list.current().label
        self.press(Key.Key_Return)
        assert self.here is text

    # ---- blocks

    def begin(self, block: Block, depth: int) -> None:
        """Begins a block behind the one that was written last."""
        before = self.canvas.current_block()
        self.press(Key.Key_Return)
        if self.canvas.current_block() == before:  # an item of a list: it is left by another Enter
            self.press(Key.Key_Return)
        if kind_of(self._block()) is not kind_of(block):
            self._turn(_(kind_of(block).label))
        for _step in range(FAR):
            now = self.canvas.column.current.line.depth
            if now == depth:
                return
            self.tab(back=now > depth)
        raise AssertionError(("cannot be brought to its place", block.id, self._block(), now))

    def _block(self) -> Block:
        return self.canvas.column.current.block

    def _turn(self, label: str) -> None:
        type_text(self.here, f"/{label}")
        choices = self.window.slash.list
        for _step in range(FAR):
            if choices.item(choices.currentRow()).data(CHOICE).label == label:
                break
            self.press(Key.Key_Down)
        self.press(Key.Key_Return)
        assert self.canvas.has_focus()

    def fill(self, block: Block) -> None:
        """Writes the texts of a block, then what stands in the small fields below it."""
        texts = [name for name, schema in schema_of(type(block)) if schema.sort == "text"]
        written = [name for name in texts if getattr(block, name)]
        for name in written:
            if self._path() != name:
                self.press(Key.Key_Return)
            assert self._path() == name
            if self._block_text(name) != getattr(block, name):
                self.write(getattr(block, name))
        for i, item in enumerate(getattr(block, "items", ())):
            if i:
                self.press(Key.Key_Return)
            if item.label:
                self.press(Key.Key_Up)
                assert self._path() == f"items.{i}.label"
                self.write(item.label)
                self.press(Key.Key_Return)
            assert self._path() == f"items.{i}.text"
            self.write(item.text)
        self._fill_small(block)

    def _path(self) -> str:
        return self.canvas.column.current.line.where.field

    def _block_text(self, name: str) -> Text:
        return getattr(self._block(), name)

    def _fill_small(self, block: Block) -> None:
        wanted = [
            (path, value) for path, value in small(block) if value != dict(small(self._block())).get(path)
        ]
        text = self.here
        if wanted:
            keys(self.window, "Alt+Return")
        for path, value in wanted:
            self.tab_to(self.canvas.column.panel().control(path))
            self.set(value)
        if wanted:
            self.press(Key.Key_Escape)
            assert self.here is text
            self.press(Key.Key_End, Mod.NoModifier)

    def set(self, value: object) -> None:
        """Sets the control that has the keyboard."""
        control = self.here
        if isinstance(control, QCheckBox):
            self.press(Key.Key_Space)
        elif isinstance(control, QComboBox):
            for key in (*[Key.Key_Up] * control.count(), *[Key.Key_Down] * control.count()):
                if control.currentData() == str(value):
                    return
                self.press(key)
        else:
            type_text(control, "; ".join(value) if isinstance(value, tuple) else str(value))

    # ---- the panes beside the text

    def pane(self, pane: QWidget) -> None:
        """Goes from the text to a pane on the left: F6 back, then on by Ctrl+Tab."""
        keys(self.window, "Shift+F6")
        for _step in range(FAR):
            if pane.isVisible() and pane.isAncestorOf(self.here):
                return
            self.press(Key.Key_Tab, Mod.ControlModifier)
        raise AssertionError(f"no key leads to {pane}")

    def text(self) -> None:
        keys(self.window, "F6")
        assert self.canvas.has_focus()

    def form(self, form: Form, values: dict[str, object]) -> None:
        for key in form.keys():  # noqa: SIM118  no mapping
            control = form.control(key)
            is_so = isinstance(control, QComboBox) and control.currentData() == values.get(key)
            if values.get(key) and not is_so:
                self.tab_to(control)
                self.set(values[key])

    def person(self, role: str, person: Person) -> None:
        people = self.window.panes.people
        add = people.add_button(role)
        if people.is_open:
            self.press(Key.Key_Escape)
            self.tab_to(add, back=people.role(role).hasFocus())
        self.tab_to(add)
        self.press(Key.Key_Space)
        names = ("role", "organisation", "party", "email", "salutation")
        words = {name: getattr(person, name) for name in names}
        lines = {name: "\n".join(getattr(person, name)) for name in ("names", "address")}
        self.form(people.form, words | lines)

    def source(self, source: Source) -> None:
        sheet = self.window.panes.sources
        if sheet.is_open:
            self.press(Key.Key_Escape)
            self.tab_to(sheet.add_button, back=True)
        self.tab_to(sheet.add_button)
        self.press(Key.Key_Space)
        values = {**dict(source.variables), "type": source.type, "key": source.key}
        self.form(sheet.form, values)


def small(block: Block) -> Iterator[tuple[str, object]]:
    """Yields the small fields of a block, by their paths."""
    for name, schema in schema_of(type(block)):
        value = getattr(block, name)
        if schema.sort in SMALL:
            yield name, value
        elif schema.sort == "record" and value is not None:
            yield from (
                (f"{name}.{inner}", getattr(value, inner)) for inner, _one in schema_of(schema.record)
            )


def with_depth(blocks: tuple[Block, ...], depth: int = 1) -> Iterator[tuple[Block, int]]:
    for block in blocks:
        yield block, depth
        yield from with_depth(block.children, depth + 1)


def said(document: Document) -> tuple[object, ...]:
    """Returns all of a document but what no author types: ids, and the order of what has names."""
    fields = {key: value for key, value in document.fields if value is not None}
    people = {role: persons for role, persons in document.people.roles if persons}
    sources = [(one.key, one.type, dict(one.variables)) for one in document.sources]
    head = (document.template, document.language, document.title)
    return (*head, fields, people, sources, tuple(map(_nameless, document.blocks)))


def _nameless(block: Block) -> Block:
    bare = replace(block, id=BlockId("x"), origin=None)
    return replace(bare, blocks=tuple(map(_nameless, block.children))) if block.children else bare


def pdf_text(data: bytes) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]


@pytest.fixture
def preferences(preferences):
    """The settings of somebody who speaks Dutch, so that the letter begins in Dutch."""
    preferences.choose("language", "nl")
    return preferences


@pytest.fixture
def sample() -> Document:
    return read_document(SAMPLE)


@pytest.fixture
def file_names(monkeypatch, tmp_path) -> list[Path]:
    """Answers the file dialogs, one after the other."""
    names = [tmp_path / "brief.yaml", tmp_path / "brief.pdf"]
    rest = iter(names)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *_args: (str(next(rest)), "")))
    return names


def begin_letter(window: Window, qtbot, template: str) -> Author:
    """Chooses a template on the first page by the arrows and Enter."""
    author = Author(window, qtbot)
    cards = window.start_page.templates
    assert author.here is cards
    for _step in range(cards.keys().index(template)):
        author.press(Key.Key_Right)
    author.press(Key.Key_Return)
    settle(qtbot, window)
    assert window.session.document.template == template
    return author


def write_blocks(author: Author, document: Document) -> None:
    """Writes the blocks; what the template begins with is gone to instead of begun anew."""
    there = [type(block) for block in author.window.session.document.blocks]
    ends = len(document.blocks) - 2
    keys(author.window, "Ctrl+Home")
    top = -1
    for i, (block, depth) in enumerate(with_depth(document.blocks)):
        top += depth == 1
        if depth == 1 and (top < 2 or top >= ends):
            assert type(block) is there[top if top < 2 else top - ends + 2]
            if i:
                author.press(Key.Key_Down)
        else:
            author.begin(block, depth)
        author.fill(block)


def test_the_sample_letter_is_written_by_keyboard_alone(first, qtbot, sample, file_names):
    author = begin_letter(first, qtbot, sample.template)
    panes = first.panes
    author.pane(panes.fields)
    head = {"title": sample.title, "language": sample.language}
    author.form(panes.fields.form, head | {f"fields.{key}": value for key, value in sample.fields})
    author.text()
    author.pane(panes.people)
    for role, persons in sample.people.roles:
        for person in persons:
            author.person(role, person)
    author.text()
    author.pane(panes.sources)
    for source in sample.sources:
        author.source(source)
    author.text()
    write_blocks(author, sample)
    saved, exported = file_names
    keys(first, "Ctrl+S")
    assert said(open_document(saved).document) == said(sample)
    settle(qtbot, first)
    keys(first, "Ctrl+E")
    qtbot.waitUntil(exported.exists, timeout=PATIENCE)
    data = exported.read_bytes()
    assert pdf_text(data) == pdf_text(compile_document(sample, world_of(sample)).pdf)
    assert audit(data) == []
