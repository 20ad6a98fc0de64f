"""The pane of the libraries in the real window: found, pictured, inserted, made, edited, told of."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QRadioButton

from composer.app.library_edits import in_state, new_revision
from composer.model.document import BlockId, Where
from composer.model.edits import find
from composer.model.hit import Filters
from composer.model.inline import parse_text
from composer.model.use import Use
from composer.store.library_folder import FolderLibrary, create_library
from composer.ui import theme
from composer.ui.choosing import CHOICE
from composer.ui.findings import FINDING
from composer.ui.library_conflict import ConflictWindow
from composer.ui.library_difference import DifferenceWindow
from composer.ui.library_left_out import LeftOutWindow
from composer.ui.library_make import MakeWindow
from composer.ui.library_results import MIME, dragged, mime_of
from composer.ui.library_used import UsedWindow
from composer.ui.library_wordings import show_wordings
from composer.ui.outline_model import FINDINGS, LINKED
from composer.ui.palettes import Scheme
from composer.ui.sides import SideText
from tests.builders import paragraph
from tests.ui.hands import answer, choose, field, in_dialog, settle
from tests.ui.keys import press, type_text
from tests.ui.libraries import DETAILS, linked, newer, news, opened, search, show_first

LEFT = Qt.MouseButton.LeftButton
pytestmark = pytest.mark.usefixtures("own_data")


# ---- searching


def test_search_while_typing_finds_without_accents_and_by_the_beginning(library, qtbot):
    assert len(library.results.hits()) > 40
    assert search(qtbot, library, "schoolpl")[0] == "vb-schoolplein"
    assert "vz-aansluiting" in search(qtbot, library, "STROOMNET")
    assert search(qtbot, library, "onvindbaarwoord") == []
    assert "onvindbaarwoord" in library.told.text()
    press(library.line, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: library.is_settled and len(library.results.hits()) > 40)


def test_filters_narrow_and_say_so(library, qtbot):
    row = library.filters.kinds.findData("request")
    library.filters.kinds.setCurrentIndex(row)
    library.filters.kinds.activated.emit(row)
    qtbot.waitUntil(
        lambda: library.is_settled and {hit.kind for hit in library.results.hits()} == {"request"}
    )
    library.filters.menu.aboutToShow.emit()
    titles = [action.text() for action in library.filters.menu.actions() if action.menu()]
    assert titles == ["State", "Language", "Organisation"]
    states = library.filters.menu.actions()[0].menu().actions()
    next(action for action in states if action.text() == "Proposed").trigger()
    qtbot.waitUntil(
        lambda: library.is_settled and {hit.state for hit in library.results.hits()} == {"proposed"}
    )
    search(qtbot, library, "onvindbaarwoord")
    assert "Filters are on" in library.told.text()
    library.filters.clear()
    assert not library.filters.is_narrow


def test_line_over_the_results_is_as_high_as_its_words(library, qtbot):
    search(qtbot, library, "woordloos " * 20)
    line = library.told.fontMetrics().lineSpacing()
    qtbot.waitUntil(lambda: library.told.height() > 2 * line)
    search(qtbot, library, "verhuiscoach")
    qtbot.waitUntil(lambda: library.told.height() < 2 * line)


def test_newest_search_wins(library, qtbot):
    for words in ("warmte", "jeugd", "schoolplein"):
        library.line.setText(words)
    qtbot.waitUntil(lambda: library.is_settled)
    assert library.results.hits()[0].id == "vb-schoolplein"


def test_row_says_text_state_and_age_to_a_screen_reader(library, qtbot):
    search(qtbot, library, "schoolplein")
    index = library.results.model().index(0, 0)
    said = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Example: Schoolpleinen die water drinken")
    assert "Adopted" in said
    assert " old" in said or "today" in said


def test_arrow_down_goes_from_the_search_into_the_results(library, window, qtbot):
    library.focus_search()
    press(library.line, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is library.results
    assert library.current() is library.results.hits()[0]


def test_card_shows_the_block_as_it_will_be_printed(library, window, qtbot):
    search(qtbot, library, "Oostkade")
    card = show_first(qtbot, window)
    qtbot.waitUntil(lambda: not card.picture.is_empty, timeout=20_000)
    assert card.heading.text() == "Wijkbedrijf Oostkade"
    assert "Team Wonen" in card.about.text()
    assert card.variant.language == "nl"
    assert "Bewoners van Oostkade" in card.picture.accessibleDescription()
    row = card.wordings.findData("en/")
    card.wordings.activated.emit(row)
    assert card.variant.language == "en"
    press(card, Qt.Key.Key_Escape)
    assert not card.isVisible()


def test_card_goes_when_another_pane_is_shown(library, window, qtbot):
    search(qtbot, library, "Oostkade")
    card = show_first(qtbot, window)
    window.panes.tabs.setCurrentWidget(window.panes.outline)
    assert not card.isVisible()


def test_what_a_colleague_wrote_is_never_taken_for_html(window, team, library, qtbot):
    words = "<h1>Groot</h1><img src='file://server/x.png'> & <b>vet</b>"
    block = next(block for block in window.session.document.walk() if type(block).__name__ == "Example")
    details = replace(DETAILS, title=words, owner="<i>wie</i>", organisation="<a href='https://x'>klik</a>")
    made = new_revision(block, window.session.document, details, state="adopted")
    linked(window, qtbot, block.id, made, team)
    search(qtbot, library, "groot")
    card = show_first(qtbot, window)
    assert card.heading.text() == words
    window.panes.strip.say(lambda: words)
    used = UsedWindow((), words, window)
    used.show()
    rich = [one.text() for one in QApplication.allWidgets() if isinstance(one, QLabel) and is_rich(one)]
    used.close()
    assert rich == []
    assert not library.results.model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole).count("<img")


def is_rich(label):
    return "<" in label.text() and label.textFormat() is not Qt.TextFormat.PlainText


# ---- inserting


def test_enter_inserts_behind_the_block_with_the_caret(library, window, qtbot):
    before = window.session.document.blocks
    window.panes.go_to(Where(before[1].id, "text"))
    search(qtbot, library, "Oostkade")
    library.results.setFocus()
    library.results.go_to(0)
    press(library.results, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(window.session.document.blocks) == len(before) + 1)
    block = window.session.document.blocks[2]
    assert block.origin.block == "vb-wijkbedrijf"
    assert window.canvas.current_block() == block.id
    assert window.session.undo_label == "Undo: Insert example from the library"
    window.session.undo()
    assert window.session.document.blocks == before


def test_enter_in_the_search_inserts_the_first_hit(library, window, qtbot):
    count = len(window.session.document.blocks)
    search(qtbot, library, "schoolplein")
    press(library.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(window.session.document.blocks) == count + 1)


def test_button_of_the_card_inserts_the_wording_that_is_shown(library, window, qtbot):
    count = len(window.session.document.blocks)
    search(qtbot, library, "Oostkade")
    card = show_first(qtbot, window)
    card.wordings.activated.emit(card.wordings.findData("en/"))
    QTest.mouseClick(card.insert, LEFT)
    qtbot.waitUntil(lambda: len(window.session.document.blocks) == count + 1)
    made = next(block for block in window.session.document.blocks if block.origin)
    assert made.language == "en"
    assert made.title.plain.startswith("The Oostkade")


def test_english_letter_gets_the_english_wording(library, window, qtbot):
    document = replace(window.session.document, language="en")
    window.session.apply(lambda: "English", lambda _document: document)
    search(qtbot, library, "Oostkade")
    assert library.results.hits()[0].language == "en"
    window.library.insert_hit(library.results.hits()[0])
    qtbot.waitUntil(lambda: any(block.origin for block in window.session.document.blocks))
    made = next(block for block in window.session.document.blocks if block.origin)
    assert made.title.plain.startswith("The Oostkade")
    assert made.language == "", "it is that of the document"


def test_wording_is_changed_for_another_in_the_text(library, window, qtbot):
    search(qtbot, library, "Oostkade")
    window.library.insert_hit(library.results.hits()[0])
    qtbot.waitUntil(lambda: any(block.origin for block in window.session.document.blocks))
    made = next(block for block in window.session.document.blocks if block.origin)
    news(window, qtbot)
    window.panes.go_to(Where(made.id, "text"), focus=True)
    before = window.session.document
    menu = show_wordings(window.library)
    named = {action.text(): action.isChecked() for action in menu.actions()}
    assert named == {"Nederlands, short": True, "Nederlands, long": False, "English": False}
    assert menu.isVisible()
    while menu.activeAction().text() != "English":
        press(menu, Qt.Key.Key_Down)
    press(menu, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.session.document != before)
    block = find(window.session.document, made.id)
    assert (block.language, block.title.plain[:12]) == ("en", "The Oostkade")
    assert block.origin == made.origin
    assert window.session.undo_label == "Undo: Take another wording of example"
    assert news(window, qtbot)[made.id].own == ()
    window.session.undo()
    assert window.session.document == before


def test_window_of_a_block_is_used_by_keys_alone(window, team, qtbot):
    field(window, "introduction")
    window.library.make_block()
    made = opened(window, qtbot, MakeWindow)
    qtbot.waitUntil(lambda: bool(made.place) and made.isActiveWindow())
    made.form.focus("title")
    for holder in (made.canvas, made.propose, made.form):
        press(QApplication.focusWidget(), Qt.Key.Key_F6)
        here = QApplication.focusWidget()
        assert here is holder or holder.isAncestorOf(here)
    made.adopt.setFocus()
    press(made.adopt, Qt.Key.Key_Tab)
    assert made.form.isAncestorOf(QApplication.focusWidget()), "and round again"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is made.adopt


def test_block_without_other_wordings_says_so(window, coach, library, qtbot):
    window.panes.go_to(Where(coach[0], "text"), focus=True)
    choose(window, "Insert", "Other wording…")
    assert window.panes.strip.words.text() == "The library has no other wording of “De verhuiscoach”."
    window.panes.go_to(Where(window.session.document.blocks[0].id, "text"), focus=True)
    choose(window, "Insert", "Other wording…")
    assert window.panes.strip.words.text() == "This block does not come from a library."


def test_source_is_cited_at_the_caret(library, window, qtbot):
    field(window, "introduction")
    search(qtbot, library, "WRR houdbare")
    hit = next(hit for hit in library.results.hits() if hit.id == "br-wrr-2021")
    blocks = len(window.session.document.blocks)
    window.library.insert_hit(hit)
    qtbot.waitUntil(lambda: any(one.key == "wrr-2021" for one in window.session.document.sources))
    assert len(window.session.document.blocks) == blocks
    text = find(window.session.document, BlockId("introduction")).text
    assert any(getattr(item, "references", ()) for item in text.inlines)


def test_palette_inserts_in_place_of_an_empty_paragraph(library, window, qtbot):
    window.canvas.blocks.add("paragraph")
    empty, done = window.canvas.current_block(), []
    search(qtbot, library, "schoolplein")
    window.library.insert_hit(library.results.hits()[0], empty, done.append)
    qtbot.waitUntil(lambda: done == [True])
    assert find(window.session.document, empty) is None


def test_slash_finds_library_blocks_behind_the_kinds(window, qtbot):
    made = field(window, "introduction")
    made.select(-1, -1)
    press(made, Qt.Key.Key_Return, text="\r")
    empty = window.canvas.current_block()
    type_text(window.canvas.edit(), "/schoolpl")
    shown = window.slash.list
    qtbot.waitUntil(lambda: window.slash.is_open and shown.count() == 1, timeout=20_000)
    assert shown.item(0).data(CHOICE).label == "Schoolpleinen die water drinken"
    assert shown.item(0).data(CHOICE).detail == "library"
    press(window.canvas.edit(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: find(window.session.document, empty) is None, timeout=10_000)
    (brought,) = [block for block in window.session.document.blocks if block.origin]
    assert brought.origin.block == "vb-schoolplein"
    assert "/" not in {row.text.plain[:1] for row in window.canvas.column.rows}


@pytest.mark.parametrize("look", ["light", "dark"])
def test_enter_before_the_libraries_have_answered_takes_what_they_find(window, qtbot, look):
    window.program.choose("theme", look)
    empty = begin_empty(window)
    type_text(window.canvas.edit(), "/schoolpl")
    assert not window.slash.is_open
    press(window.canvas.edit(), Qt.Key.Key_Return, text="\r")
    qtbot.waitUntil(lambda: find(window.session.document, empty) is None, timeout=20_000)
    (brought,) = [block for block in window.session.document.blocks if block.origin]
    assert brought.origin.block == "vb-schoolplein"
    assert not any(row.text.plain.startswith("/") for row in window.canvas.column.rows)


def test_enter_makes_the_next_block_when_the_libraries_find_nothing(window, qtbot):
    begin_empty(window)
    type_text(window.canvas.edit(), "/qxqxqx")
    before = len(window.session.document.blocks)
    press(window.canvas.edit(), Qt.Key.Key_Return, text="\r")
    qtbot.waitUntil(lambda: len(window.session.document.blocks) == before + 1, timeout=20_000)
    assert "/qxqxqx" in {row.text.plain for row in window.canvas.column.rows}
    assert window.canvas.edit().text().plain == ""


def test_who_types_on_while_enter_waits_chooses_nothing(window, qtbot):
    empty = begin_empty(window)
    type_text(window.canvas.edit(), "/schoolpl")
    press(window.canvas.edit(), Qt.Key.Key_Return, text="\r")
    type_text(window.canvas.edit(), "e")
    qtbot.waitUntil(lambda: window.library.choices.is_settled and window.slash.is_open, timeout=20_000)
    assert find(window.session.document, empty) is not None
    press(window.canvas.edit(), Qt.Key.Key_Escape)
    assert window.canvas.edit().text().plain == "/schoolple"


def begin_empty(window):
    """Begins an empty paragraph behind the introduction and returns it."""
    made = field(window, "introduction")
    made.select(-1, -1)
    press(made, Qt.Key.Key_Return, text="\r")
    return window.canvas.current_block()


def test_choice_that_was_gone_to_stays_when_the_libraries_answer(window, qtbot):
    made = field(window, "introduction")
    made.select(-1, -1)
    press(made, Qt.Key.Key_Return, text="\r")
    type_text(window.canvas.edit(), "/li")
    kinds = window.slash.list.count()
    press(window.canvas.edit(), Qt.Key.Key_Down)
    chosen = window.slash.list.current().label
    qtbot.waitUntil(lambda: window.library.choices.is_settled, timeout=20_000)
    assert window.slash.list.count() >= kinds > 1
    assert window.slash.list.current().label == chosen


def test_hit_that_is_gone_is_not_inserted_and_that_is_said(library, window, qtbot):
    done = []
    hit = library.results.hits()[0]._replace(digest="0" * 12)
    window.library.insert_hit(hit, None, done.append)
    qtbot.waitUntil(lambda: done == [False])
    assert window.panes.strip.isVisible()
    assert f"“{hit.title}” cannot be read now" in window.panes.strip.words.text()


def drag(column, mime, at, sort):
    how = Qt.DropAction.CopyAction, mime, LEFT, Qt.KeyboardModifier.NoModifier
    point = QPointF(at) if sort is QDropEvent else at
    event = sort(point, *how)
    QApplication.sendEvent(column, event)
    return event


def test_block_is_dragged_into_the_text(library, window, qtbot):
    search(qtbot, library, "schoolplein")
    mime = mime_of(library.results.hits()[0])
    assert dragged(mime)["id"] == "vb-schoolplein"
    column, count = window.canvas.column, len(window.session.document.blocks)
    second = next(row for row in column.rows if row.block.id == window.session.document.blocks[1].id)
    below = QPoint(column.width() // 2, second.top + second.height - 1)
    assert drag(column, mime, below, QDragEnterEvent).isAccepted()
    assert drag(column, mime, below, QDragMoveEvent).isAccepted()
    line = next(child for child in column.children() if type(child).__name__ == "_Line")
    assert line.isVisible()
    QApplication.sendEvent(column, QDragLeaveEvent())
    assert not line.isVisible()
    drag(column, mime, below, QDragEnterEvent)
    drag(column, mime, below, QDropEvent)
    qtbot.waitUntil(lambda: len(window.session.document.blocks) == count + 1)
    assert window.session.document.blocks[2].origin.block == "vb-schoolplein"
    drag(column, mime, QPoint(column.width() // 2, 0), QDragEnterEvent)
    drag(column, mime, QPoint(column.width() // 2, 0), QDropEvent)
    qtbot.waitUntil(lambda: len(window.session.document.blocks) == count + 2)
    assert window.session.document.blocks[0].origin.block == "vb-schoolplein"


def over_row(window, block, *, lower):
    """Returns where the mouse is over a row of the structure, in its upper or lower half."""
    tree = window.panes.outline.tree
    rect = tree.visualRect(window.panes.outline.model.index_of(block))
    return QPoint(5, rect.bottom() - 2 if lower else rect.top() + 2)


def test_block_is_dragged_between_the_rows_of_the_structure(library, window, qtbot):
    search(qtbot, library, "schoolplein")
    mime = mime_of(library.results.hits()[0])
    before = window.session.document
    bar = window.panes.tabs.tabBar()
    over = bar.tabRect(window.panes.tabs.indexOf(window.panes.outline)).center()
    drag(bar, mime, over, QDragEnterEvent)
    drag(bar, mime, over, QDragMoveEvent)
    qtbot.waitUntil(lambda: window.panes.tabs.currentWidget() is window.panes.outline, timeout=10_000)
    view = window.panes.outline.tree.viewport()
    below = over_row(window, before.blocks[1].id, lower=True)
    assert drag(view, mime, below, QDragEnterEvent).isAccepted()
    moved = drag(view, mime, below, QDragMoveEvent)
    assert moved.isAccepted()
    assert moved.dropAction() is Qt.DropAction.CopyAction
    drag(view, mime, below, QDropEvent)
    qtbot.waitUntil(lambda: len(window.session.document.blocks) == len(before.blocks) + 1)
    made = window.session.document.blocks[2]
    assert made.origin.block == "vb-schoolplein"
    assert window.session.undo_label == "Undo: Insert example from the library"
    window.session.undo()
    assert window.session.document == before


def test_block_goes_only_where_the_structure_lets_it(library, window, qtbot):
    search(qtbot, library, "onbebouwd")
    window.panes.tabs.setCurrentWidget(window.panes.outline)
    view, outline = window.panes.outline.tree.viewport(), window.panes.outline
    hit = window.program.librarian.search("", Filters(kinds=("argument",))).hits[0]
    holder = next(block for block in window.session.document.walk() if type(block).__name__ == "Examples")
    first = over_row(window, holder.children[0].id, lower=True) + QPoint(60, 0)
    drag(view, mime_of(hit), first, QDragEnterEvent)
    drag(view, mime_of(hit), first, QDragMoveEvent)
    drop = outline.tree._drop
    assert drop is None or drop.place.parent != holder.id
    source = window.program.librarian.search("WRR houdbare").hits[0]
    assert source.kind == "source"
    assert not drag(view, mime_of(source), first, QDragEnterEvent).isAccepted()


def test_dragging_from_the_list_carries_the_block(library, qtbot, monkeypatch):
    search(qtbot, library, "schoolplein")
    carried = []
    monkeypatch.setattr(library.results, "start_drag", carried.append)
    library.results.startDrag(Qt.DropAction.CopyAction)
    assert not carried
    library.results.go_to(0)
    library.results.startDrag(Qt.DropAction.CopyAction)
    assert carried[0].hasFormat(MIME)


# ---- making and editing


def fill(made, **values):
    for key, words in values.items():
        made.form.focus(key)
        control = QApplication.focusWidget()
        control.selectAll()
        type_text(control, words)


def test_block_of_the_document_becomes_one_of_the_library(window, team, qtbot):
    window.panes.go_to(Where(BlockId("introduction"), "text"), focus=True)
    choose(window, "Insert", "Make library block…")
    made = opened(window, qtbot, MakeWindow)
    qtbot.waitUntil(lambda: made.place == team)
    QTest.mouseClick(made.adopt, LEFT)
    assert made.form.problem("themes")
    assert made.form.problem("owner")
    assert made.form.problem("author")
    fill(made, themes="Wonen, Starters", owner="Team", author="A. Jansen")
    assert not made.form.problem("owner")
    QTest.mouseClick(made.adopt, LEFT)
    qtbot.waitUntil(lambda: not window.library.opened, timeout=10_000)
    block = find(window.session.document, BlockId("introduction"))
    stored = window.program.librarian.shelf.heads(block.origin.block)[0]
    assert stored.revision.state == "adopted"
    assert stored.revision.themes == ("Wonen", "Starters")
    assert stored.digest == block.origin.revision
    assert window.program.preferences.settings.author == "A. Jansen"
    assert "is in the library" in window.panes.strip.words.text()


def test_words_are_changed_in_the_same_editor_before_saving(window, team, qtbot):
    window.panes.go_to(Where(BlockId("introduction"), "text"), focus=True)
    window.library.make_block()
    made = opened(window, qtbot, MakeWindow)
    qtbot.waitUntil(lambda: made.place == team)
    fill(made, themes="Wonen", owner="Team", author="A. Jansen")
    row = made.canvas.column.rows[0]
    type_text(made.canvas.focus_row(row), "Eerst dit. ")
    made.save("proposed")
    qtbot.waitUntil(lambda: not window.library.opened, timeout=10_000)
    (hit,) = window.program.librarian.search("Eerst dit").hits[:1]
    assert hit.state == "proposed"
    assert "Eerst dit" not in find(window.session.document, BlockId("introduction")).text.plain


def test_block_that_is_nearly_there_already_is_warned_of(window, coach, qtbot):
    identity, stored, _place = coach
    window.session.apply(lambda: "cut", lambda document: _loose(document, identity))
    window.panes.go_to(Where(identity, "text"), focus=True)
    window.library.make_block()
    made = opened(window, qtbot, MakeWindow)
    qtbot.waitUntil(lambda: bool(made.place))
    fill(made, themes="Wonen", owner="Team", author="A. Jansen")
    made.save("adopted")
    qtbot.waitUntil(made.strip.isVisible, timeout=10_000)
    assert "De verhuiscoach" in made.strip.words.text()
    QTest.mouseClick(made.strip.buttons[0], LEFT)
    assert window.panes.tabs.currentWidget() is window.panes.library
    made.save("adopted", even_if_alike=True)
    qtbot.waitUntil(lambda: not window.library.opened, timeout=10_000)
    assert find(window.session.document, identity).origin.block != stored.revision.id


def _loose(document, identity):
    from composer.app.linked import cut_loose

    return cut_loose(document, identity).document


def test_two_blocks_are_no_library_block(window, team, qtbot):
    window.panes.go_to(Where(BlockId("introduction"), "text"), focus=True)
    window.library.make_block()
    made = opened(window, qtbot, MakeWindow)
    qtbot.waitUntil(lambda: made.place == team)
    fill(made, themes="Wonen", owner="Team", author="A. Jansen")
    made.canvas.blocks.add("paragraph")
    made.save("adopted")
    assert "one block" in made.strip.words.text()
    made.reject()
    assert "not in the library yet" in made.strip.words.text()
    assert window.library.opened
    QTest.mouseClick(made.strip.buttons[0], LEFT)
    assert not window.library.opened


def test_without_a_caret_nothing_is_made(window, qtbot):
    window.session.apply(lambda: "empty", lambda document: replace(document, blocks=()))
    window.library.make_block()
    assert "caret" in window.panes.strip.words.text()


def test_library_block_is_edited_and_its_next_version_saved(window, coach, library, qtbot):
    _identity, stored, place = coach
    search(qtbot, library, "verhuiscoach")
    card = show_first(qtbot, window)
    QTest.mouseClick(card.edit, LEFT)
    made = opened(window, qtbot, MakeWindow)
    assert made.windowTitle() == "Edit library block"
    qtbot.waitUntil(lambda: made.place == place)
    fill(made, title="De coach", author="K. Aydin")
    made.save("adopted")
    qtbot.waitUntil(lambda: not window.library.opened, timeout=10_000)
    (head,) = window.program.librarian.shelf.heads(stored.revision.id)
    assert head.revision.parents == (stored.digest,)
    assert (head.revision.title, head.revision.author) == ("De coach", "K. Aydin")


def test_sample_is_edited_into_the_library_of_the_user(window, library, qtbot):
    search(qtbot, library, "Oostkade")
    card = show_first(qtbot, window)
    card.menu.aboutToShow.emit()
    words = [action.text() for action in card.menu.actions()]
    assert words == ["Another wording…", "Where it is used…"], "a library that is only read offers no more"
    card.menu.actions()[0].trigger()
    made = opened(window, qtbot, MakeWindow)
    qtbot.waitUntil(lambda: bool(made.place))
    row = made.form.control("language").findData("de")
    made.form.control("language").activated.emit(row)
    fill(made, author="A. Jansen")
    made.save("proposed")
    qtbot.waitUntil(lambda: not window.library.opened, timeout=10_000)
    shelf = window.program.librarian.shelf
    history = shelf.history("vb-wijkbedrijf", shelf.writable[0].place)
    assert len(history) == 2, "what it was made from came along"
    newest = list(history.values())[-1]
    assert {variant.language for variant in newest.variants} == {"nl", "en", "de"}


def test_linked_block_becomes_the_next_version_of_its_own(window, coach, qtbot):
    identity, stored, place = coach
    window.session.apply(
        lambda: "type",
        lambda document: replace(
            document,
            blocks=tuple(
                _with_text(block, identity, "Sinds 2024 helpen drie coaches.") for block in document.blocks
            ),
        ),
    )
    window.panes.go_to(Where(identity, "text"), focus=True)
    window.library.make_block()
    made = opened(window, qtbot, MakeWindow)
    qtbot.waitUntil(lambda: made.place == place)
    assert made.details.title == "De verhuiscoach"
    fill(made, author="A. Jansen")
    made.save("adopted")
    qtbot.waitUntil(lambda: not window.library.opened, timeout=10_000)
    (head,) = window.program.librarian.shelf.heads(stored.revision.id)
    assert head.revision.variants[0].block.text.plain == "Sinds 2024 helpen drie coaches."
    assert news(window, qtbot)[identity].standing == "same"


def _with_text(block, identity, words):
    if block.id == identity:
        return replace(block, text=parse_text(words))
    if block.children:
        return replace(block, blocks=tuple(_with_text(child, identity, words) for child in block.children))
    return block


def named(name, asked):
    """Answers the question who the user is."""

    def act(dialog):
        asked.append(dialog.labelText())
        type_text(dialog.findChild(QLineEdit), name)
        press(dialog, Qt.Key.Key_Return if name else Qt.Key.Key_Escape)

    in_dialog(act)


def do(window, qtbot, words):
    """Does something with the first block that was found, by the menu of its card."""
    card = show_first(qtbot, window)
    card.menu.aboutToShow.emit()
    next(action for action in card.menu.actions() if action.text() == words).trigger()


def test_block_is_withdrawn_in_the_name_of_who_does_it(window, coach, library, qtbot):
    _identity, stored, _place = coach
    assert stored.revision.author == "M. de Boer"
    search(qtbot, library, "verhuiscoach")
    asked = []
    named("", asked)
    do(window, qtbot, "Withdraw")
    shelf = window.program.librarian.shelf
    assert shelf.heads(stored.revision.id)[0].revision.state == "adopted", "nobody did it"
    named("K. Aydin", asked)
    do(window, qtbot, "Withdraw")
    qtbot.waitUntil(lambda: shelf.heads(stored.revision.id)[0].revision.state == "withdrawn", timeout=10_000)
    assert shelf.heads(stored.revision.id)[0].revision.author == "K. Aydin"
    assert window.program.preferences.settings.author == "K. Aydin"
    assert len(asked) == 2


def test_block_is_withdrawn_and_adopted_again(window, coach, library, qtbot):
    _identity, stored, _place = coach
    window.program.preferences.choose("author", "K. Aydin")
    search(qtbot, library, "verhuiscoach")
    do(window, qtbot, "Withdraw")
    shelf = window.program.librarian.shelf
    qtbot.waitUntil(lambda: shelf.heads(stored.revision.id)[0].revision.state == "withdrawn", timeout=10_000)
    found = lambda: {hit.id for hit in library.results.hits()}  # noqa: E731  as short as it is clear
    qtbot.waitUntil(lambda: library.is_settled and stored.revision.id not in found(), timeout=10_000)
    assert "withdrawn" in window.panes.strip.words.text()


# ---- linked use


def test_newer_version_is_told_beside_the_block_and_taken_over(window, coach, qtbot):
    identity, _stored, _place = coach
    assert window.canvas.column.linked[identity] == "library"
    newer(window, coach, "Sinds 2024 helpen twee coaches.")
    news(window, qtbot)
    assert window.canvas.column.linked[identity] == "↑ newer"
    assert window.panes.outline.model.index_of(identity).data(LINKED) == "↑ newer"
    window.panes.go_to(Where(identity, "text"), focus=True)
    strip = window.panes.strip
    assert strip.isVisible()
    assert "De verhuiscoach" in strip.words.text()
    assert [button.text() for button in strip.buttons] == ["See difference", "Take over", "Keep mine"]
    QTest.mouseClick(strip.buttons[1], LEFT)
    assert find(window.session.document, identity).text.plain == "Sinds 2024 helpen twee coaches."
    qtbot.waitUntil(lambda: window.canvas.column.linked.get(identity) == "library", timeout=10_000)
    assert window.session.undo_label == "Undo: Take over example from the library"
    row = next(row for row in window.canvas.column.rows if row.block.id == identity and row.line.is_first)
    assert "Library: library" in window.canvas.column.make(row).accessibleDescription()


def test_keeping_mine_leaves_the_words_and_says_they_are_other(window, coach, qtbot):
    identity, stored, _place = coach
    before = find(window.session.document, identity).text
    now = newer(window, coach, "Anders.")
    news(window, qtbot)
    window.library.news.keep_mine(identity)
    qtbot.waitUntil(lambda: window.canvas.column.linked.get(identity) == "changed here", timeout=10_000)
    row = window.panes.outline.model.index_of(identity)
    assert row.data(LINKED) == "changed here"
    assert "Library: changed here" in row.data(Qt.ItemDataRole.AccessibleDescriptionRole)
    block = find(window.session.document, identity)
    assert block.text == before
    assert block.origin.revision == now.digest != stored.digest


def test_difference_is_shown_word_by_word(window, coach, qtbot):
    identity, _stored, _place = coach
    newer(window, coach, "Sinds 2024 helpen twee coaches.")
    news(window, qtbot)
    field(window, identity, "text")
    choose(window, "Insert", "Compare with the library…")
    shown = opened(window, qtbot, DifferenceWindow)
    words = [label.text() for label in shown.page.findChildren(QLabel)]
    assert any("<u " in text and "twee" in text for text in words)
    assert any("<s " in text for text in words)
    assert not any("</s><u" in text for text in words), "what is gone and what is new are two words"
    assert "Nothing was changed here." in words
    assert any("gone:" in label.accessibleName() for label in shown.page.findChildren(QLabel))
    QTest.mouseClick(shown.follow, LEFT)
    qtbot.waitUntil(lambda: find(window.session.document, identity).origin.follow)
    QTest.mouseClick(shown.take, LEFT)
    assert find(window.session.document, identity).text.plain == "Sinds 2024 helpen twee coaches."


def test_block_is_cut_loose(window, coach, qtbot):
    identity = coach[0]
    window.library.news.show_difference(identity)
    shown = opened(window, qtbot, DifferenceWindow)
    QTest.mouseClick(shown.loose, LEFT)
    assert find(window.session.document, identity).origin is None
    qtbot.waitUntil(lambda: not window.canvas.column.linked, timeout=10_000)
    window.library.news.show_difference(identity)
    assert "does not come from a library" in window.panes.strip.words.text()


def test_block_that_follows_is_brought_up_to_date_by_itself(window, coach, qtbot):
    from composer.app.linked import set_follow

    identity = coach[0]
    window.canvas.do(set_follow(window.session.document, identity, follow=True))
    newer(window, coach, "Sinds 2024 helpen twee coaches.")
    window.library.news.ask()
    qtbot.waitUntil(
        lambda: find(window.session.document, identity).text.plain == "Sinds 2024 helpen twee coaches.",
        timeout=10_000,
    )
    assert "brought up to date" in window.panes.strip.words.text()
    QTest.mouseClick(window.panes.strip.buttons[0], LEFT)
    assert find(window.session.document, identity).text.plain.startswith("Sinds 2024 helpt een coach")
    news(window, qtbot)
    assert window.canvas.column.linked[identity] == "↑ newer", "what was taken back stays so"


def test_sent_document_hears_nothing_and_changes_in_nothing(window, coach, qtbot):
    from composer.app.linked import set_follow

    identity = coach[0]
    window.canvas.do(set_follow(window.session.document, identity, follow=True))
    news(window, qtbot)
    choose(window, "File", "Mark as sent")
    assert "no longer reaches" in window.panes.strip.words.text()
    newer(window, coach, "Sinds 2024 helpen twee coaches.")
    before = window.session.document
    assert news(window, qtbot) == {}
    assert window.session.document is before
    settle(qtbot, window)
    assert not [one for one in window.preview.rendered.findings if one.id == "unknown-document-field"]
    choose(window, "File", "Mark as sent")
    assert "newer versions" in window.panes.strip.words.text()
    qtbot.waitUntil(
        lambda: find(window.session.document, identity).text.plain == "Sinds 2024 helpen twee coaches.",
        timeout=10_000,
    )


def test_withdrawn_block_is_told(window, coach, qtbot):
    identity, stored, place = coach
    window.program.librarian.save(in_state(stored.revision, stored.digest, "withdrawn", "B"), place)
    assert news(window, qtbot)[identity].standing == "withdrawn"
    window.panes.go_to(Where(identity, "text"), focus=True)
    assert "was withdrawn" in window.panes.strip.words.text()
    window.library.news.show_difference(identity)
    shown = opened(window, qtbot, DifferenceWindow)
    assert not shown.take.isVisible()
    assert shown.keep.isVisible()


def test_findings_tell_of_blocks_that_are_withdrawn_or_long_unread(window, coach, qtbot):
    identity, _stored, place = coach

    def told():
        pane = window.panes.findings
        found = [pane.list.item(row).data(FINDING) for row in range(pane.list.count())]
        return {one.id for one in found if one.at.block == identity}

    late = newer(window, coach, "Sinds 2024 helpen twee coaches.", review_by="2020-01-01")
    news(window, qtbot)
    assert {"library-newer", "library-review"} <= told()
    assert window.panes.outline.model.index_of(identity).data(FINDINGS) >= 2
    window.program.librarian.save(in_state(late.revision, late.digest, "withdrawn", "B"), place)
    news(window, qtbot)
    assert "library-withdrawn" in told()
    assert "library-review" not in told()
    choose(window, "File", "Mark as sent")
    qtbot.waitUntil(lambda: not told() & {"library-withdrawn", "library-newer"}, timeout=10_000)


def test_conflict_is_shown_with_both_authors_and_made_one(window, coach, qtbot):
    identity, stored, _place = coach
    newer(window, coach, "Sinds 2024 helpen twee coaches.", author="M. de Boer", owner="Bureau")
    newer(window, coach, "Sinds 2024 helpt een coach in huis.", author="K. Aydin")
    assert news(window, qtbot)[identity].standing == "forked"
    window.panes.go_to(Where(identity, "text"), focus=True)
    assert "contradict" in window.panes.strip.words.text()
    QTest.mouseClick(window.panes.strip.buttons[0], LEFT)
    shown = opened(window, qtbot, ConflictWindow)
    words = " ".join(label.text() for label in shown.page.findChildren(QLabel))
    assert "M. de Boer" in words
    assert "K. Aydin" in words
    long = [side.text() for side in shown.page.findChildren(SideText)]
    assert [text.count("text-decoration: underline") > 0 for text in long] == [True, True]
    assert "K. Aydin" in [button.text() for button in shown.page.findChildren(QRadioButton)]
    (question,) = shown.merged().questions
    shown.choose(question.path, "theirs")
    chosen = shown.merged().revision.variants[0].block.text
    assert chosen == question.theirs
    shown.save()
    assert window.library.opened, "it is asked who made one of the two"
    assert shown.strip.words.text().startswith("Say who you are")
    assert shown.strip.isVisible()
    type_text(shown.author, "A. Jansen")
    assert not shown.strip.isVisible()
    QTest.mouseClick(shown.save_button, LEFT)
    qtbot.waitUntil(lambda: not window.library.opened, timeout=10_000)
    (head,) = window.program.librarian.shelf.heads(stored.revision.id)
    assert len(head.revision.parents) == 2
    assert (head.revision.owner, head.revision.author) == ("Bureau", "A. Jansen")
    assert news(window, qtbot)[identity].standing == "newer"


# ---- where it is used


def test_block_in_conflict_is_made_one_before_it_is_changed(window, coach, qtbot):
    newer(window, coach, "Door de een.")
    newer(window, coach, "Door de ander.", author="P. Jansen")
    news(window, qtbot)
    window.panes.go_to(Where(coach[0], "text"), focus=True)
    choose(window, "Insert", "Make library block…")
    opened(window, qtbot, ConflictWindow)


def test_where_it_is_used_is_a_list_of_documents(window, coach, library, qtbot):
    window.session.save()
    library.look()
    qtbot.waitUntil(lambda: library.is_settled, timeout=10_000)
    search(qtbot, library, "verhuiscoach")
    assert library.results.hits()[0].uses == 1
    card = show_first(qtbot, window)
    card.menu.aboutToShow.emit()
    next(action for action in card.menu.actions() if action.text() == "Where it is used…").trigger()
    shown = opened(window, qtbot, UsedWindow)
    assert shown.entries.count() == 1
    second = shown.entries.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Vaste commissie" in second
    chosen = []
    shown.file_chosen.connect(chosen.append)
    press(shown.entries, Qt.Key.Key_Return)
    assert chosen == [window.session.path]


def test_document_that_was_just_saved_is_among_those_where_it_is_used(window, coach, library, qtbot):
    search(qtbot, library, "verhuiscoach")
    assert library.results.hits()[0].uses == 0
    window.session.save()
    do(window, qtbot, "Where it is used…")
    assert opened(window, qtbot, UsedWindow).entries.count() == 1


def test_document_of_a_colleague_is_told_and_not_opened(window, coach, library, qtbot):
    _identity, stored, place = coach
    theirs = Use(
        "Brief over wonen", "2026-03-01", ("Ministerie",), "", "K. Aydin", ((stored.revision.id, "abc"),)
    )
    FolderLibrary(Path(place)).put_uses("0123456789ab", (theirs,))
    library.look()
    qtbot.waitUntil(lambda: library.is_settled, timeout=10_000)
    assert search(qtbot, library, "verhuiscoach")
    assert library.results.hits()[0].uses == 1
    card = show_first(qtbot, window)
    card.menu.aboutToShow.emit()
    next(action for action in card.menu.actions() if action.text() == "Where it is used…").trigger()
    shown = opened(window, qtbot, UsedWindow)
    assert "of K. Aydin" in shown.entries.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    chosen = []
    shown.file_chosen.connect(chosen.append)
    shown.entries.setCurrentRow(0)
    press(shown.entries, Qt.Key.Key_Return)
    assert chosen == []
    assert shown.told.text() == "“Brief over wonen” is not on this machine; ask K. Aydin for it."


# ---- the rest


def test_folder_is_kept_in_the_settings_and_what_was_skipped_is_said(window, library, qtbot, tmp_path):
    create_library(tmp_path / "team", "Team")
    damaged = tmp_path / "team" / "blocks" / "kapot"
    damaged.mkdir(parents=True)
    (damaged / "0123456789ab.yaml").write_text("pleidooi-block: 1\nid: [\n", encoding="utf-8")
    window.library.folders.use(tmp_path / "team")
    qtbot.waitUntil(lambda: "left out" in library.told.text(), timeout=10_000)
    assert str(tmp_path / "team") in window.program.preferences.settings.libraries
    library.menu.aboutToShow.emit()
    next(one for one in library.menu.actions() if one.text() == "What was left out…").trigger()
    shown = opened(window, qtbot, LeftOutWindow)
    assert "0123456789ab" in shown.entries.item(0).text()


def test_of_many_damaged_files_all_are_counted(window, library, qtbot, tmp_path):
    create_library(tmp_path / "team", "Team")
    for number in range(50):
        damaged = tmp_path / "team" / "blocks" / f"b{number}"
        damaged.mkdir()
        (damaged / f"{number:012x}.yaml").write_text("half", encoding="utf-8")
    window.library.folders.use(tmp_path / "team")
    qtbot.waitUntil(lambda: "50 files were left out." in library.told.text(), timeout=10_000)


def test_folder_that_is_out_of_reach_leaves_the_rest_working(window, library, qtbot, tmp_path):
    window.library.folders.use(tmp_path / "nowhere")
    qtbot.waitUntil(lambda: "'nowhere' is not searched: the folder is not there" in library.told.text())
    assert "left out" not in library.told.text(), "a folder is no file"
    assert search(qtbot, library, "schoolplein")


def test_search_for_a_whole_page_is_said_shortly(library, qtbot):
    library.line.setText("x" * 10_000)
    qtbot.waitUntil(lambda: library.is_settled and "Nothing found" in library.told.text())
    assert len(library.told.text()) < 100


def choose_folder(window, monkeypatch, folder):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", staticmethod(lambda *_args: str(folder)))
    window.library.folders.add()


def test_library_is_begun_in_an_empty_folder(window, library, qtbot, tmp_path, monkeypatch):
    (tmp_path / "Team Wonen").mkdir()
    choose_folder(window, monkeypatch, tmp_path / "Team Wonen")
    assert "A library is begun in “Team Wonen”" in window.panes.strip.words.text()
    assert (tmp_path / "Team Wonen" / "library.yaml").is_file()
    qtbot.waitUntil(lambda: library.is_settled, timeout=10_000)
    assert "Team Wonen" in {place.name for place in window.program.librarian.places() if place.may_write}
    assert "left out" not in library.told.text()


def test_folder_of_other_things_is_no_library(window, library, tmp_path, monkeypatch):
    (tmp_path / "holiday").mkdir()
    (tmp_path / "holiday" / "beach.jpg").touch()
    seen = []
    answer("OK", seen)
    choose_folder(window, monkeypatch, tmp_path / "holiday")
    assert "This folder is not a library" in seen[0][1]
    assert window.program.preferences.settings.libraries == ()
    choose_folder(window, monkeypatch, "")
    assert [one.name for one in (tmp_path / "holiday").iterdir()] == ["beach.jpg"]


def test_command_brings_the_keyboard_to_the_search(window, qtbot):
    choose(window, "Insert", "From the library…")
    assert window.panes.tabs.currentWidget() is window.panes.library
    assert QApplication.focusWidget() is window.panes.library.line


@pytest.mark.parametrize("scheme", [one.value for one in Scheme], indirect=True)
def test_pane_is_painted_in_every_scheme(window, library, scheme, qtbot):
    search(qtbot, library, "een")
    show_first(qtbot, window)
    image = library.results.grab().toImage()
    colours = {
        image.pixelColor(x, y).name() for x in range(0, image.width(), 3) for y in range(image.height())
    }
    assert theme.colour("current").name() in colours
    assert len(colours) > 8


def test_paragraph_alone_is_no_linked_block(window, qtbot):
    assert news(window, qtbot) == {}
    assert paragraph("x").origin is None


def test_what_the_pane_tells_can_be_read_when_the_theme_changes_while_it_is_open(program, library, qtbot):
    for name in ("dark", "light", "high-contrast"):
        program.choose("theme", name)
        for role in (QPalette.ColorRole.PlaceholderText, QPalette.ColorRole.WindowText):
            qtbot.waitUntil(
                lambda role=role: library.told.palette().color(role) == QApplication.palette().color(role)
            )
