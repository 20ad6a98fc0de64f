"""The whole window with real keys and a real mouse: writing, blocks, sheets, pages, findings, panes."""

import logging

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QPlainTextEdit

from composer.app import preview as worker
from composer.app.preview import boxes_of
from composer.model.document import Where
from composer.model.edits import find
from composer.ui import theme
from composer.ui.palettes import PALETTES, Scheme
from tests.ui.hands import PATIENCE, choose, close_menus, entry, field, keys, plain, settle, show, texts
from tests.ui.keys import ime_commit, press, type_text

LEFT = Qt.MouseButton.LeftButton


def words(window, block, path="text"):
    return getattr(find(window.session.document, block), path).plain


def printed(window):
    """Returns all words on the pages; where a line must not end there is a space like any other."""
    pages = window.preview.rendered.layout.pages
    settings = [mark.setting for page in pages for mark in page.marks]
    return " ".join("".join(span.text for span in setting.spans) for setting in settings).replace("\xa0", " ")


def labels(window, menu):
    entry(window, menu)
    close_menus(window)
    bar = window.menuBar().actions()
    found = next(action.menu() for action in bar if plain(action.text()) == menu)
    return [plain(action.text()) for action in found.actions() if not action.isSeparator()]


# ---- writing


def test_what_is_typed_stands_in_the_document_and_on_the_page(window, qtbot):
    type_text(field(window, "introduction"), "Eén woord — ➢ en € 50. ")
    assert words(window, "introduction").startswith("Eén woord — ➢ en € 50. Op")
    settle(qtbot, window)
    assert "Eén woord — ➢ en € 50." in printed(window)


def test_an_input_method_writes_as_well(window):
    ime_commit(field(window, "introduction"), "é", preedit="´")
    assert words(window, "introduction").startswith("éOp")


def test_the_count_of_words_follows(window, qtbot):
    before = window.session.word_count
    type_text(field(window, "introduction"), "Drie woorden erbij ")
    qtbot.waitUntil(lambda: window.status.words.text() == f"{before + 3} words", timeout=PATIENCE)


def test_bold_and_italic_by_keys_and_button(window):
    edit = field(window, "invitation")
    keys(window, "Ctrl+A")
    keys(window, "Ctrl+B")
    QTest.mouseClick(window.toolbar.button("italic"), LEFT)
    runs = [run for part in find(window.session.document, "invitation").text.paragraphs for run in part]
    assert all(run.format.bold and run.format.italic for run in runs if run.text.strip())
    assert QApplication.focusWidget() is edit


def test_a_footnote_is_written_where_the_caret_is(window):
    field(window, "invitation").select(0, 0)
    choose(window, "Insert", "Footnote")
    type_text(QApplication.focusWidget(), "Zie de bijlage")
    press(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert "Zie de bijlage" in str(find(window.session.document, "invitation").text)


def test_cut_copy_and_paste_are_in_the_menu(window):
    edit = field(window, "invitation")
    whole = words(window, "invitation")
    choose(window, "Edit", "Select all")
    assert edit.textCursor().hasSelection()
    choose(window, "Edit", "Cut")
    assert words(window, "invitation") == ""
    choose(window, "Edit", "Paste")
    assert words(window, "invitation") == whole


# ---- blocks


def test_a_block_is_added_from_the_menu_and_takes_the_keyboard(window):
    field(window, "closing")
    before = texts(window.session)
    choose(window, "Insert", "Block", "Paragraph")
    after = texts(window.session)
    assert len(after) == len(before) + 1
    type_text(QApplication.focusWidget(), "Ten slotte")
    assert any(
        words(window, block.id) == "Ten slotte"
        for block in window.session.document.blocks
        if hasattr(block, "text")
    )


def test_enter_makes_the_next_block(window):
    edit = field(window, "introduction")
    edit.select(-1, -1)
    press(edit, Qt.Key.Key_Return)
    assert texts(window.session)[:3] == ["Salutation", "Paragraph", "Paragraph"]


def test_a_block_is_deleted_by_keys_and_by_menu(window):
    field(window, "invitation")
    keys(window, "Ctrl+Shift+Backspace")
    assert find(window.session.document, "invitation") is None
    field(window, "closing")
    choose(window, "Edit", "Delete block")
    assert find(window.session.document, "closing") is None


@pytest.mark.parametrize("how", ["keys", "menu", "word"])
def test_a_block_moves_and_the_caret_goes_along(window, how):
    edit = field(window, "introduction")
    edit.select(3, 3)
    if how == "menu":
        choose(window, "Edit", "Move block down")
    else:
        press(
            edit,
            Qt.Key.Key_Down,
            Qt.KeyboardModifier.AltModifier
            | (Qt.KeyboardModifier.ShiftModifier if how == "word" else Qt.KeyboardModifier.NoModifier),
        )
    assert [block.id for block in window.session.document.blocks][:3] == [
        "salutation",
        "practice",
        "introduction",
    ]
    assert window.canvas.current_block() == "introduction"
    assert window.canvas.offset() == 3


def test_a_block_is_duplicated(window):
    field(window, "introduction")
    keys(window, "Ctrl+D")
    assert texts(window.session)[:3] == ["Salutation", "Paragraph", "Paragraph"]


# ---- undo


def test_undo_and_redo_say_what_they_undo(window):
    before = window.session.document
    type_text(field(window, "introduction"), "Nieuw ")
    field(window, "invitation")
    keys(window, "Ctrl+Shift+Backspace")
    assert labels(window, "Edit")[:2] == ["Undo: Delete paragraph", "Redo"]
    assert "Undo: Delete paragraph" in window.toolbar.button("undo").toolTip()
    choose(window, "Edit", "Undo: Delete paragraph")
    assert labels(window, "Edit")[:2] == ["Undo: Edit paragraph", "Redo: Delete paragraph"]
    keys(window, "Ctrl+Z")
    assert window.session.document == before
    assert not window.actions_["undo"].isEnabled()
    keys(window, "Ctrl+Y")
    QTest.mouseClick(window.toolbar.button("redo"), LEFT)
    assert find(window.session.document, "invitation") is None
    assert not window.actions_["redo"].isEnabled()


def test_undo_in_a_form_undoes_the_document(window):
    window.panes.go_to(Where(field="title"), focus=True)
    title = window.session.document.title
    type_text(QApplication.focusWidget(), "X")
    assert window.session.document.title != title
    keys(window, "Ctrl+Z")
    assert window.session.document.title == title


# ---- fields, people, sources


def test_a_field_changes_document_and_pages(window, qtbot):
    bar, place = window.panes.tabs.tabBar(), window.panes.tabs.indexOf(window.panes.fields)
    QTest.mouseClick(bar, LEFT, pos=bar.tabRect(place).center())
    window.panes.fields.form.focus("fields.place")
    control = QApplication.focusWidget()
    control.selectAll()
    type_text(control, "Waterstede")
    assert window.session.document.field("place") == "Waterstede"
    settle(qtbot, window)
    assert "Waterstede" in printed(window)


def test_a_person_is_added_and_printed(window, qtbot):
    window.panes.tabs.setCurrentWidget(window.panes.people)
    QTest.mouseClick(window.panes.people.add_button("signatories"), LEFT)
    type_text(QApplication.focusWidget(), "Noor van Beek")
    assert "Noor van Beek" in str(window.session.document.people)
    settle(qtbot, window)
    assert "Noor van Beek" in printed(window)


def test_a_source_is_cited_at_the_caret(window, qtbot):
    field(window, "invitation").select(0, 0)
    keys(window, "Ctrl+Alt+B")
    sources = window.panes.sources
    assert sources.isAncestorOf(QApplication.focusWidget())
    sources.entries.setFocus()
    QTest.keyClick(sources.entries, Qt.Key.Key_Return)
    QTest.mouseClick(sources.insert, LEFT)
    assert "isw-2025" in str(find(window.session.document, "invitation").text)
    settle(qtbot, window)
    assert not window.preview.rendered.has_errors


# ---- pages


def on_page(window, block):
    """Returns the page that a block is on, and its middle there."""
    layout = window.preview.rendered.layout
    box = boxes_of(layout, block)[0]
    view = window.preview.desk.pages[box.page]
    x = (box.x + box.width / 2) / layout.width * view.width()
    y = (box.y + box.height / 2) / layout.height * view.height()
    return view, QPoint(round(x), round(y))


@pytest.mark.parametrize("block", ["introduction", "rent-request", "invitation", "closing"])
def test_a_click_on_the_page_puts_the_caret_into_that_block(window, block):
    view, place = on_page(window, block)
    QTest.mouseClick(view, LEFT, pos=place)
    assert window.canvas.current_block() == block
    assert window.canvas.isAncestorOf(QApplication.focusWidget())
    assert window.panes.outline.tree.current_block().id == block


def test_the_block_one_writes_in_is_framed_on_the_page_and_seen(window, qtbot):
    field(window, "splitting-request")
    settle(qtbot, window)
    view, place = on_page(window, "splitting-request")
    assert any(
        frame.top() * view.height() < place.y() < frame.bottom() * view.height() for frame in view.frames
    )
    desk = window.preview.desk
    assert desk.viewport().rect().contains(desk.viewport().mapFromGlobal(view.mapToGlobal(place)))


def test_the_structure_goes_to_the_text(window):
    tree = window.panes.outline.tree
    tree.setFocus()
    window.panes.outline.show_block("introduction")
    QTest.keyClick(tree, Qt.Key.Key_Down)
    assert window.canvas.current_block() == "practice"
    assert QApplication.focusWidget() is tree
    QTest.keyClick(tree, Qt.Key.Key_Return)
    assert window.canvas.isAncestorOf(QApplication.focusWidget())


def test_zoom_by_keys_and_back_to_the_width(window):
    desk = window.preview.desk
    before = desk.zoom
    choose(window, "View", "Zoom in")
    assert desk.zoom > before
    keys(window, "Ctrl+-")
    keys(window, "Ctrl+-")
    assert desk.zoom < before
    keys(window, "Ctrl+0")
    assert desk.zoom == pytest.approx(before)


def test_the_meter_says_how_long_the_letter_is(window, qtbot):
    assert window.status.pages.words.text() == "Pages 2 of 2"
    edit = field(window, "introduction")
    for _step in range(3):
        ime_commit(edit, "Nog een lange zin die ruimte vraagt op de bladzijde. " * 40)
    settle(qtbot, window)
    qtbot.waitUntil(lambda: "too many" in window.status.pages.over.text())


# ---- findings


def test_findings_are_counted_and_lead_to_their_place(window, qtbot):
    edit = field(window, "invitation")
    edit.selectAll()
    press(edit, Qt.Key.Key_Delete)
    field(window, "salutation")
    settle(qtbot, window)
    count = len(window.preview.rendered.findings)
    assert count
    assert window.status.findings.text().strip() == f"{count} finding{'s' * (count > 1)}"
    QTest.mouseClick(window.status.findings, LEFT)
    listed = window.panes.findings.list
    assert QApplication.focusWidget() is listed
    listed.setCurrentRow(0)
    QTest.keyClick(listed, Qt.Key.Key_Return)
    assert window.canvas.current_block() == "invitation"
    assert window.canvas.isAncestorOf(QApplication.focusWidget())
    keys(window, "F7")
    assert not window.panes.findings.isVisible()


@pytest.mark.parametrize(
    ("at", "pane"),
    [
        ("fields.subject", "fields"),
        ("people.addressees", "people"),
        ("people.cc", "people"),
        ("sources.kow-2024", "sources"),
    ],
)
def test_a_finding_outside_the_text_leads_to_its_sheet(window, at, pane):
    window.panes.findings.chosen.emit(Where(field=at))
    sheet = getattr(window.panes, pane)
    assert window.panes.tabs.currentWidget() is sheet
    assert sheet.isAncestorOf(QApplication.focusWidget())


def test_a_document_with_errors_still_shows_pages(window, qtbot):
    type_text(field(window, "introduction"), "\N{EGYPTIAN HIEROGLYPH A001} en verder ")
    settle(qtbot, window)
    assert window.preview.rendered.has_errors
    assert "en verder" in printed(window)
    assert "of them" in window.status.findings.accessibleName()


# ---- going about


def test_the_words_of_the_fields_follow_the_theme(window, qapp):
    window.panes.tabs.setCurrentWidget(window.panes.fields)
    QApplication.processEvents()
    words = next(iter(window.panes.fields.findChildren(QPlainTextEdit)))
    for scheme in (Scheme.DARK, Scheme.LIGHT, Scheme.DARK):
        theme.apply(qapp, scheme)
        QApplication.processEvents()
        assert words.palette().color(QPalette.ColorRole.Text) == QColor(PALETTES[scheme].text), scheme


def test_f6_passes_findings_that_are_empty(window, qtbot):
    keys(window, "F7")
    qtbot.waitUntil(window.panes.findings.isVisible)
    window.canvas.setFocus()
    seen = set()
    for _stop in range(4):
        keys(window, "F6")
        seen.add(type(QApplication.focusWidget()).__name__)
    assert {"OutlineView", "FieldEdit"} <= seen


def test_f6_goes_round_the_panes_and_back(window):
    field(window, "introduction")
    panes = [window.canvas, window.preview, window.panes.outline]
    for key, order in (("F6", [1, 2, 0]), ("Shift+F6", [2, 1, 0])):
        for place in order:
            keys(window, key)
            assert panes[place].isAncestorOf(QApplication.focusWidget()), (key, place)


@pytest.mark.parametrize("pane", ["fields", "people", "sources"])
def test_f6_reaches_whichever_sheet_is_shown(window, pane):
    sheet = getattr(window.panes, pane)
    window.panes.tabs.setCurrentWidget(sheet)
    QApplication.processEvents()
    field(window, "introduction")
    keys(window, "Shift+F6")
    assert sheet.isAncestorOf(QApplication.focusWidget())


def test_a_crash_in_the_background_is_a_sentence_and_a_log_entry(window, qtbot, monkeypatch, caplog):
    pages = len(window.preview.desk.pages)

    def broken(*_args):
        raise ZeroDivisionError

    with monkeypatch.context() as patch, caplog.at_level(logging.ERROR, "composer.preview"):
        patch.setattr(worker, "lay_out_document", broken)
        type_text(field(window, "introduction"), "Toch ")
        qtbot.waitUntil(window.preview.notice.isVisible, timeout=PATIENCE)
    assert window.preview.notice.words.text().startswith("The pages could not be updated")
    assert "ZeroDivisionError" in caplog.text
    assert len(window.preview.desk.pages) == pages
    type_text(field(window, "introduction"), "door ")
    settle(qtbot, window)
    assert not window.preview.notice.isVisible()
    assert words(window, "introduction").startswith("Toch door") or "Toch" in words(window, "introduction")


def test_the_buttons_can_be_pressed_when_their_commands_can(window):
    names = ("undo", "redo", "save")
    for scale in (100, 200, 100):
        window.program.choose("scale", scale)
        for name in names:
            assert window.toolbar.button(name).isEnabled() is window.actions_[name].isEnabled(), name
    assert not window.toolbar.button("undo").isEnabled()
    type_text(field(window, "introduction"), "Nu. ")
    assert window.toolbar.button("undo").isEnabled()


def test_the_toolbar_keeps_its_buttons_in_a_narrow_window(window, qtbot, program):
    program.choose("scale", "150")
    show(qtbot, window, (1024, 640))
    bar = window.toolbar
    qtbot.waitUntil(lambda: bar._width() <= bar.width() and bar.export_button.isVisible())
    assert bar.button("save").isVisible()


def test_panes_are_as_wide_as_they_were_left(window, program, file, qtbot):
    window.panes.splitter.setSizes([300, 420, 560])
    sizes = window.panes.splitter.sizes()
    window.close()
    again = show(qtbot, program.open_file(file, program.open_window()))
    assert again.panes.splitter.sizes() == pytest.approx(sizes, abs=2)
    assert again.panes.findings.list.viewMode() is QListView.ViewMode.ListMode
