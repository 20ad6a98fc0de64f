"""The structure pane: real keys, real drops, and a model that Qt itself checks."""

import random
from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from composer.app.session import Session
from composer.compose.world import World
from composer.model.edits import (
    Place,
    insert_blocks,
    move_block,
    remove_blocks,
    set_document_field,
    set_field,
)
from composer.model.inline import parse_text
from composer.model.template import FieldSpec
from composer.ui import theme
from composer.ui.application import set_language
from composer.ui.outline import Outline
from composer.ui.outline_model import MARK, OutlineModel, folded
from tests.builders import (
    argument,
    example,
    examples,
    figure,
    heading,
    letter,
    paragraph,
    request,
    salutation,
    section,
    signatures,
    source,
    template,
)
from tests.ui.keys import press, type_text

ALT = Qt.KeyboardModifier.AltModifier


def a_letter():
    return letter(
        salutation("Geachte leden,"),
        examples("", example("Haarlem", "Gewoon in de wijk")),
        section("Wat is nodig?", argument("Gemeenten hebben behoefte", request("Zorg voor een wet"))),
        paragraph("Graag gaan wij in gesprek; over **één** ding."),
    )


@pytest.fixture
def session():
    return Session(a_letter(), World(template()))


@pytest.fixture
def outline(session, qtbot):
    made = Outline(session)
    QAbstractItemModelTester(made.model, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    qtbot.addWidget(made)
    made.resize(280, 800)
    made.show()
    made.tree.setFocus()
    return made


def ids(model, parent=None):
    """The tree of ids that a model shows."""
    parent = parent or QModelIndex()
    rows = (model.index(row, 0, parent) for row in range(model.rowCount(parent)))
    return [(model.block(index).id, ids(model, index)) for index in rows]


def ids_of(blocks):
    return [(block.id, ids_of(block.children)) for block in blocks]


def seen(outline):
    """The words of the rows that can be seen, from top to bottom."""
    tree, rows = outline.tree, []
    index = tree.model().index(0, 0)
    while index.isValid():
        if not tree.isRowHidden(index.row(), index.parent()):
            rows.append(index.data())
        index = tree.indexBelow(index)
    return rows


def current(outline):
    block = outline.tree.current_block()
    return block and block.id


# ---- what is shown


def test_every_block_has_a_row_with_its_first_words_or_the_name_of_its_kind(outline):
    assert seen(outline) == [
        "Geachte leden,",
        "Examples",
        "Haarlem",
        "Wat is nodig?",
        "Gemeenten hebben behoefte",
        "Zorg voor een wet",
        "Graag gaan wij in gesprek; over één ding.",
    ]


def test_a_row_is_marked_by_the_sign_of_the_template_else_by_its_number(outline):
    outline.set_numbers({"3": "1.", "3.1": "a.", "3.1.1": "4"})
    marks = [outline.model.index_of(id_).data(MARK) for id_ in ("1", "3", "3.1", "3.1.1")]
    assert marks == ["", "1", "a", "➢"]


def test_a_figure_is_not_marked_by_the_number_of_its_caption(qtbot):
    made = Outline(Session(letter(heading("h"), figure("a.png", caption="c")), World(template())))
    qtbot.addWidget(made)
    made.set_numbers({"1": "1", "2": "1"})
    assert [made.model.index_of(id_).data(MARK) for id_ in ("1", "2")] == ["1", ""]


def test_a_screen_reader_hears_kind_number_words_and_findings(outline, dutch):
    outline.set_numbers({"3": "1."})
    outline.set_findings({"3": 2})
    index = outline.model.index_of("3")
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Sectie 1: Wat is nodig?"
    assert "2" in index.data(Qt.ItemDataRole.AccessibleDescriptionRole)
    assert "2" in index.data(Qt.ItemDataRole.ToolTipRole)


def test_the_pane_speaks_the_language_of_the_program(outline, qapp):
    from composer.ui.application import set_language

    assert outline.line.placeholderText() == "Search in this document"
    set_language(qapp, "nl")
    outline.retranslate()
    assert seen(outline)[1] == "Voorbeelden"
    assert outline.tree.accessibleName()
    assert outline.line.accessibleName() == outline.line.placeholderText()


# ---- following the session


def test_typing_changes_one_row_and_keeps_what_is_folded(outline, session):
    outline.tree.setExpanded(outline.model.index_of("3"), False)
    outline.show_block("1")
    session.apply("type", lambda document: set_field(document, "4", "text", parse_text("Anders")))
    assert seen(outline)[-1] == "Anders"
    assert not outline.tree.isExpanded(outline.model.index_of("3"))
    assert current(outline) == "1"


def test_a_moved_block_stays_folded_and_current(outline, session):
    outline.tree.setExpanded(outline.model.index_of("3"), False)
    outline.show_block("3")
    session.apply("move", lambda document: move_block(document, "3", Place(None, 0)))
    assert current(outline) == "3"
    assert not outline.tree.isExpanded(outline.model.index_of("3"))
    session.undo()
    assert ids(outline.model) == ids_of(session.document.blocks)
    assert not outline.tree.isExpanded(outline.model.index_of("3"))


def test_new_blocks_are_unfolded(outline, session):
    new = replace(section("Nieuw", request("Vraag", id="n2")), id="n1")
    session.apply("add", lambda document: insert_blocks(document, (new,), Place(None, 1)))
    assert seen(outline)[1:3] == ["Nieuw", "Vraag"]


def test_the_row_after_a_deleted_one_becomes_current(outline, session):
    outline.show_block("2")
    session.apply("delete", lambda document: remove_blocks(document, ["2"]))
    assert current(outline) == "3"


def test_rows_follow_any_sequence_of_edits_and_their_undoing(session, qtbot):
    chance = random.Random(7)
    model = OutlineModel(session.document.blocks, {})
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    session.subscribe(lambda change: model.become(change.after.blocks, {}))
    for step in range(300):
        _edit_by_chance(session, chance, step)
        assert ids(model) == ids_of(session.document.blocks)


def _edit_by_chance(session, chance, step):
    all_ids = [block.id for block in session.document.walk()]
    holders = [None, *(block.id for block in session.document.walk() if hasattr(block, "blocks"))]
    place = Place(chance.choice(holders), chance.randint(0, 4))
    new = replace(section("x", request("y", id=f"r{step}")), id=f"s{step}")
    victim = chance.choice(all_ids or ["none"])
    edits = [
        lambda document: insert_blocks(document, (new,), place),
        lambda document: move_block(document, victim, place),
        lambda document: move_block(document, victim, place),
        lambda document: remove_blocks(document, [victim]),
        lambda document: replace(document, blocks=tuple(reversed(document.blocks))),
    ]
    match chance.randrange(8):
        case 0:
            session.undo()
        case 1:
            session.redo()
        case number:
            session.apply(str(step), edits[number % len(edits)])


def test_wrapping_and_unwrapping_keep_the_rows(session):
    model = OutlineModel(session.document.blocks, {})
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    blocks = session.document.blocks
    wrapped = (replace(section("Om alles"), id="w", blocks=blocks),)
    model.become(wrapped, {})
    assert ids(model) == ids_of(wrapped)
    model.become(blocks, {})
    assert ids(model) == ids_of(blocks)


# ---- choosing


def test_showing_a_block_tells_nobody(outline, qtbot):
    with qtbot.assertNotEmitted(outline.block_selected), qtbot.assertNotEmitted(outline.block_chosen):
        outline.show_block("3.1.1")
    assert current(outline) == "3.1.1"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2])
def test_enter_and_f2_choose_the_block(key, outline, qtbot):
    outline.show_block("3")
    with qtbot.waitSignal(outline.block_chosen) as signal:
        press(outline.tree, key)
    assert signal.args == ["3"]


def test_the_arrow_keys_show_a_block_without_going_there(outline, qtbot):
    outline.show_block("1")
    with qtbot.waitSignal(outline.block_selected) as signal, qtbot.assertNotEmitted(outline.block_chosen):
        press(outline.tree, Qt.Key.Key_Down)
    assert signal.args == ["2"]


def test_a_click_chooses_the_block(outline, qtbot):
    place = outline.tree.visualRect(outline.model.index_of("3.1")).center()
    with qtbot.waitSignal(outline.block_chosen) as signal:
        qtbot.mouseClick(outline.tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert signal.args == ["3.1"]


def test_a_click_on_the_chevron_folds(outline, qtbot):
    place = outline.tree.visualRect(outline.model.index_of("3")).center()
    place.setX(8)
    qtbot.mouseClick(outline.tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert not outline.tree.isExpanded(outline.model.index_of("3"))


# ---- commands


def test_alt_with_the_arrows_moves_the_block_in_one_step(outline, session):
    outline.show_block("4")
    press(outline.tree, Qt.Key.Key_Up, ALT)
    moved = ids(outline.model)
    assert moved != ids_of(a_letter().blocks)
    assert moved == ids_of(session.document.blocks)
    assert current(outline) == "4"
    assert "Move" in session.undo_label
    press(outline.tree, Qt.Key.Key_Down, ALT | Qt.KeyboardModifier.ShiftModifier)
    session.undo()
    session.undo()
    assert session.document == a_letter()


def test_a_block_that_cannot_go_further_stays(outline, session):
    outline.show_block("1")
    press(outline.tree, Qt.Key.Key_Up, ALT)
    assert session.document == a_letter()


@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, Qt.Key.Key_Backspace])
def test_delete_deletes_a_block_with_all_it_holds(key, outline, session):
    outline.show_block("3")
    press(outline.tree, key)
    assert [block.id for block in session.document.blocks] == ["1", "2", "4"]
    assert current(outline) == "4"
    session.undo()
    assert session.document == a_letter()


def test_a_block_is_duplicated_and_its_copy_becomes_current(outline, session):
    outline.show_block("1")
    press(outline.tree, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert [block.id for block in session.document.blocks] == ["1", "b1", "2", "3", "4"]
    assert current(outline) == "b1"


def test_the_menu_offers_what_can_be_done_and_does_it(outline, session):
    outline.show_block("1")
    menu = outline.menu()
    enabled = {action.text().split("\t")[0]: action.isEnabled() for action in menu.actions() if action.text()}
    pasting = enabled.pop("Paste")
    assert enabled == {
        "Cut": True,
        "Copy": True,
        "Move up": False,
        "Move down": True,
        "Duplicate": True,
        "Delete": True,
    }
    assert isinstance(pasting, bool)
    next(action for action in menu.actions() if action.text().startswith("Move down")).trigger()
    assert session.document.blocks[0].id != "1"


def test_the_commands_win_from_shortcuts_of_the_window(outline, session, qtbot):
    from PySide6.QtGui import QShortcut

    heard = []
    QShortcut("Alt+Up", outline).activated.connect(lambda: heard.append("window"))
    outline.show_block("4")
    QTest.keyClick(outline.tree, Qt.Key.Key_Up, ALT)
    assert heard == []
    assert session.undo_label


# ---- dragging


def drag(outline, dragged, over, x, *, lower):
    """Move a dragged block over a row, into its upper or lower half; return what is sent to drop it there."""
    rect = outline.tree.visualRect(outline.model.index_of(over))
    place = QPointF(x, rect.bottom() - 2 if lower else rect.top() + 2)
    mime = outline.tree.mime_of(dragged)
    move, left = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(outline.tree.viewport(), QDragEnterEvent(place.toPoint(), move, mime, left, none))
    over_event = QDragMoveEvent(place.toPoint(), move, mime, left, none)
    QApplication.sendEvent(outline.tree.viewport(), over_event)
    return QDropEvent(place, move, mime, left, none), mime, over_event.isAccepted()


@pytest.mark.parametrize(
    ("dragged", "over", "x", "lower", "expected"),
    [
        ("4", "1", 5, False, Place(None, 0)),
        ("4", "3", 5, True, Place("3", 0)),
        ("4", "3.1.1", 5, True, None),
        ("4", "3.1.1", 40, True, Place("3", 1)),
        ("4", "3.1.1", 75, True, Place("3.1", 1)),
        ("3.1.1", "4", 5, True, Place(None, 4)),
        ("3.1.1", "2.1", 60, True, Place(None, 2)),  # no requests among examples
        ("3", "3.1", 60, True, None),  # nothing goes into itself
    ],
)
def test_a_block_is_dropped_at_the_allowed_place_nearest_to_the_mouse(
    dragged, over, x, lower, expected, outline, session, qtbot
):
    event, _mime, accepted = drag(outline, dragged, over, x, lower=lower)
    assert accepted == (expected is not None)
    outline.tree.viewport().grab()
    QApplication.sendEvent(outline.tree.viewport(), event)
    before = a_letter()
    assert session.document == (move_block(before, dragged, expected) if expected else before)
    assert current(outline) == (dragged if expected else "1")
    session.undo()
    assert session.document == before


def test_blocks_of_another_window_are_copied_with_what_they_cite(outline, session, qtbot):
    theirs = letter(request("doe[@k]", id="zz"), sources=(source("k", title="T"),))
    other = Outline(Session(theirs, World(template())))
    qtbot.addWidget(other)
    mime = other.tree.mime_of("zz")
    rect = outline.tree.visualRect(outline.model.index_of("1"))
    both = Qt.DropAction.MoveAction | Qt.DropAction.CopyAction
    how = both, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for event in (
        QDragEnterEvent(rect.center(), *how),
        QDragMoveEvent(QPoint(5, rect.bottom() - 2), *how),
        QDropEvent(QPointF(5, rect.bottom() - 2), *how),
    ):
        QApplication.sendEvent(outline.tree.viewport(), event)
        assert event.isAccepted()
        if not isinstance(event, QDragEnterEvent):
            assert event.dropAction() is Qt.DropAction.CopyAction
    assert [block.id for block in session.document.blocks] == ["1", "b1", "2", "3", "4"]
    assert session.document.sources == theirs.sources
    assert session.undo_label == "Undo: Paste"
    assert current(outline) == "b1"


def test_what_no_block_can_be_made_of_is_not_let_in(outline):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile("/nowhere/x.pleidooi")])
    how = Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDragEnterEvent(QPoint(10, 10), *how)
    QApplication.sendEvent(outline.tree.viewport(), event)
    assert not event.isAccepted()


def test_a_row_is_dragged_with_its_id(outline, monkeypatch):
    dragged = []
    monkeypatch.setattr(outline.tree, "start_drag", dragged.append)
    outline.show_block("3")
    outline.tree.startDrag(Qt.DropAction.MoveAction)
    assert dragged[0].formats() == outline.tree.mime_of("3").formats()


# ---- several rows, and the clipboard


CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def click(outline, block, modifiers=Qt.KeyboardModifier.NoModifier):
    place = outline.tree.visualRect(outline.model.index_of(block)).center()
    QTest.mouseClick(outline.tree.viewport(), Qt.MouseButton.LeftButton, modifiers, place)


def test_rows_are_selected_with_control_and_shift(outline, qtbot):
    click(outline, "1")
    with qtbot.assertNotEmitted(outline.block_chosen):
        click(outline, "4", CONTROL)
        assert outline.tree.chosen_blocks() == ("1", "4")
    click(outline, "1")
    with qtbot.assertNotEmitted(outline.block_chosen):
        click(outline, "3", SHIFT)
        assert outline.tree.chosen_blocks() == ("1", "2", "2.1", "3")
    outline.show_block("1")
    press(outline.tree, Qt.Key.Key_Down, SHIFT)
    assert outline.tree.chosen_blocks() == ("1", "2")


def test_what_is_selected_is_deleted_duplicated_and_moved_together(outline, session):
    outline.show_block("1")
    press(outline.tree, Qt.Key.Key_Down, SHIFT)
    press(outline.tree, Qt.Key.Key_Down, ALT)
    assert [block.id for block in session.document.blocks] == ["3", "1", "2", "4"] or session.undo_label
    assert session.undo_label == "Undo: Move 2 blocks"
    assert outline.tree.chosen_blocks() == ("1", "2")
    session.undo()
    press(outline.tree, Qt.Key.Key_D, CONTROL)
    assert [type(block).__name__ for block in session.document.blocks[:4]] == [
        "Salutation",
        "Examples",
        "Salutation",
        "Examples",
    ]
    session.undo()
    outline.show_block("4")
    outline.show_block("1")
    press(outline.tree, Qt.Key.Key_Down, SHIFT)
    press(outline.tree, Qt.Key.Key_Delete)
    assert [block.id for block in session.document.blocks] == ["3", "4"]
    assert session.undo_label == "Undo: Delete 2 blocks"


def test_blocks_are_cut_and_pasted_behind_the_current_one(outline, session):
    before = session.document
    outline.show_block("3.1.1")
    press(outline.tree, Qt.Key.Key_X, CONTROL)
    assert session.undo_label == "Undo: Cut"
    outline.show_block("4")
    press(outline.tree, Qt.Key.Key_V, CONTROL)
    assert type(session.document.blocks[-1]).__name__ == "Request"
    assert current(outline) == session.document.blocks[-1].id
    press(outline.tree, Qt.Key.Key_C, CONTROL)
    press(outline.tree, Qt.Key.Key_V, CONTROL)
    assert len(session.document.blocks) == 6
    for _time in range(3):
        session.undo()
    assert session.document is before


def test_subtrees_go_from_window_to_window_by_the_clipboard(outline, session, qtbot):
    outline.show_block("3")
    outline.tree.copy()
    other = Outline(Session(letter(paragraph("hier")), World(template())))
    qtbot.addWidget(other)
    other.tree.paste()
    assert ids(other.model) == [("1", []), ("b1", [("b2", [("b3", [])])])]


def test_words_of_another_program_are_pasted_as_blocks(outline, session):
    QApplication.clipboard().setText("➢ doe dit\nen dit")
    outline.show_block("3.1.1")
    outline.tree.paste()
    kinds = [type(block).__name__ for block in session.document.walk()]
    assert kinds.count("Request") == 2
    assert session.document.blocks[2].children[0].children[1].text == parse_text("doe dit")


def test_several_rows_are_dropped_together(outline, session):
    mime = outline._carrier.mime(("1", "2"))
    rect = outline.tree.visualRect(outline.model.index_of("4"))
    how = Qt.DropAction.MoveAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(outline.tree.viewport(), QDragEnterEvent(rect.center(), *how))
    QApplication.sendEvent(outline.tree.viewport(), QDropEvent(QPointF(5, rect.bottom() - 2), *how))
    assert [block.id for block in session.document.blocks] == ["3", "4", "1", "2"]
    session.undo()
    assert session.document == a_letter()


# ---- searching


def test_searching_shows_only_the_blocks_that_hold_the_words_and_what_they_stand_in(outline):
    outline.line.setFocus()
    type_text(outline.line, "WET")
    assert seen(outline) == ["Wat is nodig?", "Gemeenten hebben behoefte", "Zorg voor een wet"]
    press(outline.line, Qt.Key.Key_Escape)
    assert len(seen(outline)) == 7


def test_accents_do_not_matter_when_searching(outline):
    type_text(outline.line, "een ding")
    assert seen(outline) == ["Graag gaan wij in gesprek; over één ding."]


def test_a_hit_is_shown_with_the_words_around_it(outline):
    index = outline.model.index_of("4")
    assert outline.model.excerpt(index, folded("één ding")) == "… gesprek; over één ding."
    assert outline.model.excerpt(index, "graag") == "Graag gaan wij in gesprek; over één ding."


def test_enter_in_the_search_line_goes_to_the_first_hit(outline, qtbot):
    type_text(outline.line, "wet")
    with qtbot.waitSignal(outline.block_chosen) as signal:
        press(outline.line, Qt.Key.Key_Return)
    assert signal.args == ["3.1.1"]
    assert outline.tree.hasFocus()


def test_nothing_found_is_said(outline):
    type_text(outline.line, "wetboek")
    assert seen(outline) == []
    assert "wetboek" in outline.tree._message


def test_blocks_that_come_while_searching_are_searched_too(outline, session):
    type_text(outline.line, "wet")
    new = (paragraph("Nog een wet", id="n1"), heading("Niets", id="n2"))
    session.apply("add", lambda document: insert_blocks(document, new, Place(None, 0)))
    assert seen(outline)[0] == "Nog een wet"
    assert "Niets" not in seen(outline)


def test_an_empty_document_says_so(qtbot):
    made = Outline(Session(letter(), World(template())))
    qtbot.addWidget(made)
    assert made.tree._message
    press(made.tree, Qt.Key.Key_Delete)
    press(made.tree, Qt.Key.Key_Return)
    assert made.tree.current_block() is None


def test_the_pane_can_be_painted_in_every_scheme(scheme, outline):
    outline.show_block("3")
    outline.set_findings({"3": 1})
    assert not outline.grab().isNull()


def test_signatures_are_named_by_their_kind(qtbot):
    made = Outline(Session(letter(signatures()), World(template())))
    qtbot.addWidget(made)
    assert seen(made) == ["Signatures"]


# ---- merge fields


DAY = FieldSpec(key="day", type="date", label=(("en", "Day of the talk"), ("nl", "Dag van het gesprek")))


@pytest.fixture
def with_field(qtbot):
    session = Session(letter(paragraph("On {{day}} we speak.")), World(template(fields=(DAY,))))
    made = Outline(session)
    qtbot.addWidget(made)
    made.show()
    return made, session


def test_a_field_is_called_as_the_template_calls_it_until_values_are_known(with_field, qapp):
    outline, _session = with_field
    assert seen(outline) == ["On Day of the talk we speak."]
    set_language(qapp, "nl")
    outline.retranslate()
    assert seen(outline) == ["On Dag van het gesprek we speak."]


def test_a_field_stands_with_its_value_and_follows_it(with_field):
    outline, session = with_field
    outline.know_values()
    session.apply("Type", lambda document: set_document_field(document, "day", "2026-06-18"))
    assert [one.replace("\xa0", " ") for one in seen(outline)] == ["On 18 juni 2026 we speak."]
    outline.line.setText("18 juni")
    assert len(seen(outline)) == 1
    session.undo()
    assert seen(outline) == []


def test_the_ground_follows_the_theme_while_the_program_runs(outline, qapp):
    theme.apply(qapp, theme.Scheme.DARK)
    place = outline.tree.mapTo(outline, outline.tree.rect().bottomRight()) - QPoint(20, 20)
    assert outline.grab().toImage().pixelColor(place) == theme.colour("panel")


def test_all_blocks_that_were_pasted_are_selected(outline, session):
    outline.show_block("1")
    press(outline.tree, Qt.Key.Key_Down, SHIFT)
    press(outline.tree, Qt.Key.Key_C, CONTROL)
    outline.show_block("4")
    press(outline.tree, Qt.Key.Key_V, CONTROL)
    fresh = tuple(block.id for block in session.document.blocks[-2:])
    assert outline.tree.chosen_blocks() == fresh
    press(outline.tree, Qt.Key.Key_Delete)
    assert [block.id for block in session.document.blocks] == ["1", "2", "3", "4"]


def test_many_rows_come_and_go_together(outline, session):
    told = []
    outline.model.rowsInserted.connect(lambda _parent, first, last: told.append(("in", first, last)))
    outline.model.rowsRemoved.connect(lambda _parent, first, last: told.append(("out", first, last)))
    before = session.document
    outline.show_block("4")
    QApplication.clipboard().setText("\n".join(f"regel {number}" for number in range(40)))
    press(outline.tree, Qt.Key.Key_V, CONTROL)
    session.undo()
    assert told == [("in", 4, 43), ("out", 4, 43)]
    assert session.document is before
    assert ids(outline.model) == [
        (block.id, rest) for block, rest in zip(before.blocks, shape(before), strict=True)
    ]


def shape(document):
    def below(block):
        return [(child.id, below(child)) for child in block.children]

    return [below(block) for block in document.blocks]


# ---- headings with what stands under them


@pytest.fixture
def chapters(qtbot):
    document = letter(
        heading("A", id="A"),
        paragraph("a", id="a"),
        heading("A1", level=2, id="A1"),
        paragraph("a1", id="a1"),
        heading("B", id="B"),
        paragraph("b", id="b"),
    )
    made = Outline(Session(document, World(template())))
    qtbot.addWidget(made)
    made.resize(280, 800)
    made.show()
    made.tree.setFocus()
    return made


def order(outline):
    return " ".join(block.id for block in outline._session.document.blocks)


def test_a_heading_takes_its_part_along_when_it_is_dragged(chapters):
    event, _mime, accepted = drag(chapters, "A", "b", 5, lower=True)
    assert accepted
    QApplication.sendEvent(chapters.tree.viewport(), event)
    assert order(chapters) == "B b A a A1 a1"
    assert current(chapters) == "A"
    assert chapters._session.undo_label == "Undo: Move heading with its text"
    chapters._session.undo()
    assert order(chapters) == "A a A1 a1 B b"


def test_a_heading_is_not_dropped_within_its_own_part(chapters):
    assert not drag(chapters, "A", "a", 5, lower=True)[2]


def test_a_heading_takes_its_part_along_by_the_keys(chapters):
    chapters.show_block("B")
    press(chapters.tree, Qt.Key.Key_Up, ALT)
    assert order(chapters) == "B b A a A1 a1"
    press(chapters.tree, Qt.Key.Key_Down, ALT)
    assert order(chapters) == "A a A1 a1 B b"
    assert current(chapters) == "B"


def test_a_heading_is_cut_with_its_part_and_deleted_alone(chapters):
    chapters.show_block("A1")
    press(chapters.tree, Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier)
    assert order(chapters) == "A a B b"
    chapters._session.undo()
    chapters.show_block("A")
    press(chapters.tree, Qt.Key.Key_Delete)
    assert order(chapters) == "a A1 a1 B b"
