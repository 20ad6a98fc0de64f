import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from composer.app.session import Session
from composer.blocks import kind_of
from composer.compose.world import World
from composer.model.document import Where
from composer.ui.canvas import Canvas
from composer.ui.text_edit import FieldEdit
from tests.builders import argument, bullets, heading, letter, paragraph, request, section, table, template
from tests.ui.hands import choose, field, keys
from tests.ui.keys import press, type_text

Key, Mod = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def show(qtbot):
    def shown(*blocks) -> Canvas:
        canvas = Canvas(Session(letter(*blocks), World(template())))
        qtbot.addWidget(canvas)
        canvas.resize(700, 600)
        canvas.show()
        canvas.activateWindow()
        qtbot.waitUntil(canvas.isActiveWindow)
        qtbot.waitUntil(lambda: canvas.column.placing.is_done, timeout=10_000)
        return canvas

    return shown


def click(canvas, block, path="text", offset=0):
    """Puts the keyboard into a field, as a click does."""
    row = canvas.column.row_at(Where(block, path))
    edit = canvas.focus_row(row)
    edit.select(offset, offset)
    return edit


def tab(back=False):
    widget = QApplication.focusWidget()
    press(
        widget,
        Key.Key_Backtab if back else Key.Key_Tab,
        Mod.ShiftModifier if back else Mod.NoModifier,
        text="\t",
    )


def tab_to_text(back=False):
    """Goes on by Tab to the next text, past the controls of the block that is open."""
    for _control in range(9):
        tab(back)
        if isinstance(QApplication.focusWidget(), FieldEdit):
            return


def shape(canvas) -> str:
    def said(block) -> str:
        inner = f"[{' '.join(map(said, block.children))}]" if block.children else ""
        return kind_of(block).name + inner

    return " ".join(map(said, canvas.session.document.blocks))


def test_tab_at_the_start_nests_and_back_again_and_the_caret_stays(show):
    canvas = show(section("s", argument("a")), request("r"))
    click(canvas, "2")
    tab()
    assert shape(canvas) == "section[argument request]"
    tab()
    assert shape(canvas) == "section[argument[request]]"
    assert canvas.current_block() == "2"
    assert canvas.edit().hasFocus()
    tab(back=True)
    tab(back=True)
    assert shape(canvas) == "section[argument] request"
    assert canvas.edit().offset() == 0


def test_tab_in_the_midst_of_a_paragraph_changes_nothing_and_stays(show):
    canvas = show(section("s"), paragraph("abc"), paragraph("d"))
    edit = click(canvas, "2", offset=2)
    before = canvas.session.document
    for back in (False, True):
        tab(back=back)
        assert canvas.session.document is before
        assert QApplication.focusWidget() is edit
    type_text(QApplication.focusWidget(), "x")
    assert edit.text().plain == "abxc"


def test_who_goes_through_by_tab_goes_on(show):
    canvas = show(section("s"), paragraph("a"), paragraph("b"), paragraph("c"))
    canvas.setFocus(Qt.FocusReason.TabFocusReason)
    assert canvas.current_block() == "1"
    for block in ("2", "3", "4"):
        tab_to_text()
        assert canvas.current_block() == block
    tab_to_text(back=True)
    assert canvas.current_block() == "3"
    assert shape(canvas) == "section paragraph paragraph paragraph"


def test_tab_nests_an_item_wherever_the_caret_is(show):
    canvas = show(bullets("a", "bcd"))
    click(canvas, "1", "items.1.text", 2)
    tab()
    assert [len(one.items) for one in canvas.session.document.blocks[0].items] == [1]
    assert canvas.edit().offset() == 2
    tab(back=True)
    assert [one.text.plain for one in canvas.session.document.blocks[0].items] == ["a", "bcd"]


def test_tab_in_the_midst_of_a_heading_changes_its_level(show):
    canvas = show(heading("abc"))
    click(canvas, "1", offset=2)
    tab()
    assert canvas.session.document.blocks[0].level == 2
    assert canvas.edit().offset() == 2


def cells(canvas) -> list[str]:
    return [" ".join(cell.plain for cell in row) for row in canvas.session.document.blocks[0].rows]


def test_tab_goes_from_cell_to_cell_and_behind_the_last_to_a_new_row(show):
    canvas = show(table(("a", "b"), ("c", "d")))
    click(canvas, "1", "rows.0.0", 1)
    tab()
    assert canvas.column.current.line.where.field == "rows.0.1"
    tab(back=True)
    assert canvas.column.current.line.where.field == "rows.0.0"
    click(canvas, "1", "rows.1.1", 1)
    tab()
    assert cells(canvas) == ["a b", "c d", " "]
    assert canvas.column.current.line.where.field == "rows.2.0"
    assert canvas.session.undo_label == "Undo: New row"


def test_the_other_fields_of_a_block_have_a_command_and_escape_leads_back(window):
    edit = field(window, "introduction")
    edit.select(3, 3)
    choose(window, "Edit", "Other fields of the block")
    line = QApplication.focusWidget()
    assert line is window.canvas.column.panel().control("role")
    type_text(line, "kern")
    press(line, Key.Key_Escape)
    assert QApplication.focusWidget() is edit
    assert edit.offset() == 3
    keys(window, "Alt+Return")
    assert QApplication.focusWidget() is line


def test_who_came_by_tab_and_began_to_write_nests(show):
    canvas = show(section("s"), paragraph("a"), paragraph("b"))
    canvas.setFocus(Qt.FocusReason.TabFocusReason)
    tab_to_text()
    type_text(canvas.edit(), "x")
    press(canvas.edit(), Key.Key_Home)
    tab()
    assert shape(canvas) == "section[paragraph] paragraph"


def test_a_new_item_of_a_list_nests(show):
    canvas = show(bullets("a", "b"))
    edit = click(canvas, "1", "items.1.text", 1)
    press(edit, Key.Key_Return, text="\r")
    tab()
    items = canvas.session.document.blocks[0].items
    assert [len(one.items) for one in items] == [0, 1]
    assert canvas.column.current.line.where.field == "items.1.items.0.text"
    type_text(canvas.edit(), "c")
    assert canvas.session.document.blocks[0].items[1].items[0].text.plain == "c"
    press(canvas.edit(), Key.Key_Home)
    tab(back=True)
    assert [one.text.plain for one in canvas.session.document.blocks[0].items] == ["a", "b", "c"]


def test_a_heading_changes_its_level(show):
    canvas = show(heading("a"))
    click(canvas, "1")
    tab()
    assert canvas.session.document.blocks[0].level == 2
    canvas.session.undo()
    assert canvas.session.document.blocks[0].level == 1


def test_one_step_of_undo_has_a_name(show):
    canvas = show(section("s"), paragraph("a"))
    click(canvas, "2")
    tab()
    assert canvas.session.undo_label == "Undo: Indent paragraph"


def test_the_keyboard_that_comes_from_outside_by_tab_goes_on(window):
    window.panes.outline.setFocus()
    edit = field(window, "introduction")
    edit.select(0, 0)
    window.panes.outline.setFocus()
    before = window.session.document
    window.canvas.setFocus(Qt.FocusReason.TabFocusReason)
    tab()
    assert window.session.document is before


def test_commands_nest_wherever_the_caret_is(window):
    document = window.session.document
    block = next(one for one in document.walk() if kind_of(one).name == "request")
    edit = field(window, block.id)
    edit.select(3, 3)
    keys(window, "Alt+Shift+Left")
    assert window.session.undo_label == "Undo: Outdent request"
    assert window.canvas.edit().offset() == 3
    choose(window, "Edit", "Undo: Outdent request")
    assert window.session.document == document


def test_escape_leaves_the_text_for_the_structure(window):
    edit = field(window, "introduction")
    press(edit, Key.Key_Escape)
    outline = window.panes.outline
    assert outline.isAncestorOf(QApplication.focusWidget())
    assert window.canvas.current_block() == "introduction"


def test_escape_ends_a_search_first(window):
    keys(window, "Ctrl+F")
    edit = field(window, "introduction")
    press(edit, Key.Key_Escape)
    assert not window.panes.finder.isVisible()
    assert edit.hasFocus()


def test_f5_goes_to_the_page(window):
    field(window, "introduction")
    keys(window, "F5")
    assert window.preview.isAncestorOf(QApplication.focusWidget())
