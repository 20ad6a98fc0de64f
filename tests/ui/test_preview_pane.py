"""The preview with the real pipeline in a real worker thread: pages, clicks, zoom, frames, failures."""

import logging
from concurrent.futures import ThreadPoolExecutor

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtWidgets import QApplication

from composer.app import preview as worker
from composer.app.preview import Pictures, boxes_of
from composer.app.session import Session
from composer.errors import TemplateError
from composer.model.document import Where
from composer.model.edits import remove_blocks, set_field
from composer.model.inline import parse_text
from composer.ui import preview as module
from composer.ui import theme
from composer.ui.application import set_language
from composer.ui.desk import Fit
from composer.ui.gui_thread import post
from composer.ui.palettes import PALETTES, Scheme
from composer.ui.preview import Preview
from tests.bench.documents import SAMPLE, grown
from tests.ui.keys import press

PATIENCE = 20_000
SIZE = (560, 800)


@pytest.fixture(scope="module")
def executor():
    with ThreadPoolExecutor(1) as made:
        yield made


@pytest.fixture
def make(qtbot, executor):
    """Makes a preview of a session and waits until its pages are there."""
    made = []

    def preview(session, size=SIZE, *, wait=True):
        shown = Preview(session, executor, post)
        made.append(shown)
        qtbot.addWidget(shown)
        shown.resize(*size)
        shown.show()
        if wait:
            settle(qtbot, shown)
        return shown

    yield preview
    for shown in made:
        shown.close()


@pytest.fixture
def session():
    return Session.open(SAMPLE)


@pytest.fixture
def preview(make, session):
    return make(session)


@pytest.fixture
def painted(monkeypatch):
    """The pages whose pictures were made, from 0."""
    pages = []
    image = Pictures.image

    def counted(self, rendered, number, width):
        pages.append(number)
        return image(self, rendered, number, width)

    monkeypatch.setattr(Pictures, "image", counted)
    return pages


def settle(qtbot, preview):
    qtbot.waitUntil(lambda: preview.is_settled, timeout=PATIENCE)


def of_kind(session, kind):
    return [block for block in session.document.walk() if type(block).__name__ == kind]


def type_into(session, block, words):
    session.apply("Type", lambda document: set_field(document, block.id, "text", parse_text(words)))


def click(qtbot, preview, box):
    page = preview.desk.pages[box.page]
    layout = preview.rendered.layout
    x = (box.x + box.width / 2) / layout.width * page.width()
    y = (box.y + box.height / 2) / layout.height * page.height()
    qtbot.mouseClick(page, Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))


# ---- pages


def test_the_pages_of_the_document_are_shown_and_named(preview):
    count = len(preview.rendered.layout.pages)
    assert count > 1
    names = [page.accessibleName() for page in preview.desk.pages]
    assert names == [f"Page {number} of {count}" for number in range(1, count + 1)]
    assert preview.bar.page.text() == f"Page 1 of {count}"


def test_a_page_has_a_picture_of_its_size_in_real_pixels(preview):
    page = preview.desk.pages[0]
    ratio = preview.devicePixelRatioF()
    assert page.image.width() == round(page.width() * ratio)
    assert abs(page.image.height() - page.height() * ratio) <= 2


def test_what_came_of_the_document_is_told(qtbot, make, session):
    preview = make(session, wait=False)
    with qtbot.waitSignal(preview.compiled, timeout=PATIENCE) as told:
        pass
    (rendered,) = told.args
    assert rendered.document is session.document
    assert rendered.numbers


def test_a_hidden_preview_tells_it_too_and_makes_no_pictures(qtbot, executor, session, painted):
    preview = Preview(session, executor, post)
    qtbot.addWidget(preview)
    with qtbot.waitSignal(preview.compiled, timeout=PATIENCE):
        pass
    preview.close()
    assert painted == []


def test_an_edit_brings_new_pixels_to_its_page_only(qtbot, preview, session, painted):
    before = [page.image for page in preview.desk.pages]
    last = next(block for block in of_kind(session, "Request") if preview_page(preview, block) == 1)
    type_into(session, last, "Heel iets anders dan er stond.")
    settle(qtbot, preview)
    assert painted == [1]
    assert preview.desk.pages[0].image is before[0]
    assert preview.desk.pages[1].image != before[1]


def preview_page(preview, block):
    return boxes_of(preview.rendered.layout, block.id)[0].page


def test_an_edit_that_nobody_sees_makes_no_picture(qtbot, preview, session, painted):
    block = of_kind(session, "Request")[0]
    session.apply("Theme", lambda document: set_field(document, block.id, "theme", "Wonen"))
    settle(qtbot, preview)
    assert painted == []


def test_laying_out_begins_when_the_window_is_done_with_what_was_typed(qtbot, preview, session, monkeypatch):
    begun = []
    render = worker.render
    monkeypatch.setattr(worker, "render", lambda *given: begun.append(given[0]) or render(*given))
    salutation = of_kind(session, "Salutation")[0]
    for words in ("G", "Ge", "Gea"):
        type_into(session, salutation, words)
    assert begun == []
    assert not preview.is_settled
    settle(qtbot, preview)
    assert begun == [session.document], "once for all three"


def test_old_pixels_stay_until_new_ones_are_there(qtbot, preview, session, monkeypatch):
    page = preview.desk.pages[0]
    seen = []
    show = type(page).show_image
    monkeypatch.setattr(
        type(page), "show_image", lambda self, image: seen.append(self.image) or show(self, image)
    )
    for number in range(5):
        type_into(session, of_kind(session, "Salutation")[0], f"Geachte versie {number},")
        assert page.image is not None
    settle(qtbot, preview)
    assert seen
    assert None not in seen


def test_fast_typing_ends_with_the_newest(qtbot, preview, session):
    block = of_kind(session, "Salutation")[0]
    told = []
    preview.compiled.connect(told.append)
    for number in range(30):
        type_into(session, block, f"Geachte versie {number},")
    settle(qtbot, preview)
    assert told[-1].document is session.document
    assert len(told) < 30


def test_pages_that_are_gone_are_gone(qtbot, preview, session):
    gone = [block.id for block in session.document.blocks[1:]]
    session.apply("Remove", lambda document: remove_blocks(document, gone))
    settle(qtbot, preview)
    assert len(preview.desk.pages) == 1
    assert preview.bar.page.text() == "Page 1 of 1"
    session.undo()
    settle(qtbot, preview)
    assert len(preview.desk.pages) > 1


def test_of_thirty_pages_only_the_visible_ones_are_made(qtbot, make, session, painted):
    session.document = grown(session.document, 22)
    preview = make(session)
    count = len(preview.desk.pages)
    assert count >= 30
    assert sorted(painted) == preview.desk.visible_pages() == [0, 1]
    painted.clear()
    press(preview.desk, Qt.Key.Key_End)
    settle(qtbot, preview)
    assert set(painted) <= {count - 3, count - 2, count - 1}
    assert count - 1 in painted
    assert preview.desk.pages[0].image is None, "pictures that are far away are given back"
    assert preview.bar.page.text() == f"Page {count} of {count}"


# ---- clicks and frames


def test_a_click_on_a_block_names_it(qtbot, preview, session):
    for block in (of_kind(session, "Salutation")[0], of_kind(session, "Request")[1]):
        with qtbot.waitSignal(preview.where_clicked) as told:
            click(qtbot, preview, boxes_of(preview.rendered.layout, block.id)[0])
        assert told.args[0] == Where(block.id, "text")


def test_pulling_the_mouse_over_a_page_is_no_click(qtbot, preview):
    page = preview.desk.pages[0]
    with qtbot.assertNotEmitted(preview.where_clicked):
        qtbot.mousePress(page, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
        qtbot.mouseRelease(page, Qt.MouseButton.LeftButton, pos=QPoint(200, 200))
        qtbot.mouseClick(page, Qt.MouseButton.RightButton, pos=QPoint(100, 100))


def test_the_block_with_the_cursor_is_framed_where_it_stands(preview, session):
    block = of_kind(session, "Request")[1]
    preview.show_block(block.id)
    (box,) = boxes_of(preview.rendered.layout, block.id)
    page = preview.desk.pages[box.page]
    (frame,) = page.frames
    assert frame.x() * preview.rendered.layout.width == pytest.approx(box.x)
    ring = QColor(PALETTES[Scheme.LIGHT].focus)
    shot = page.grab().toImage()
    y = round((frame.y() + frame.height() / 2) * page.height())
    assert ring.rgb() in {shot.pixel(x, y) for x in range(page.width())}
    preview.show_block("")
    assert page.frames == ()


def test_the_frame_follows_its_block(qtbot, preview, session):
    salutation, block = of_kind(session, "Salutation")[0], of_kind(session, "Heading")[0]
    preview.show_block(block.id)
    before = preview.desk.pages[0].frames
    type_into(session, salutation, "Een lange aanhef " * 30)
    settle(qtbot, preview)
    assert preview.desk.pages[0].frames[0].y() > before[0].y()


def test_a_block_that_cannot_be_seen_is_scrolled_to_and_one_that_can_is_not(preview, session):
    bar = preview.desk.verticalScrollBar()
    preview.show_block(of_kind(session, "Salutation")[0].id)
    assert bar.value() == 0
    preview.show_block(of_kind(session, "Request")[-1].id)
    assert bar.value() > 0
    assert preview.marks.are_seen()


def test_pages_do_not_move_under_the_hand_of_the_user(preview, session):
    press(preview.desk, Qt.Key.Key_PageDown)
    place = preview.desk.verticalScrollBar().value()
    preview.show_block(of_kind(session, "Salutation")[0].id)
    assert preview.desk.verticalScrollBar().value() == place


def test_a_block_that_is_pushed_out_of_sight_while_typing_is_followed(qtbot, preview, session):
    salutation, block = of_kind(session, "Salutation")[0], of_kind(session, "Paragraph")[0]
    preview.show_block(block.id)
    type_into(session, salutation, "Een heel lange aanhef. " * 150)
    settle(qtbot, preview)
    assert preview.marks.are_seen()


# ---- nearer and farther


def test_pages_are_as_wide_as_the_room_at_any_width(qtbot, preview):
    for width in (420, 560, 900):
        preview.resize(width, 800)
        settle(qtbot, preview)
        assert preview.desk.horizontalScrollBar().maximum() == 0
        room = preview.desk.viewport().width()
        assert room - 4 * theme.px(20) < preview.desk.pages[0].width() <= room - 2 * theme.px(20)


def test_a_whole_page_fits_in_the_room(qtbot, make, session):
    preview = make(session, (900, 500))
    qtbot.mouseClick(preview.bar.fits[Fit.PAGE], Qt.MouseButton.LeftButton)
    settle(qtbot, preview)
    assert preview.desk.pages[0].height() <= preview.desk.viewport().height()
    assert preview.bar.fits[Fit.PAGE].isChecked()
    assert not preview.bar.fits[Fit.WIDTH].isChecked()
    preview.fit_width()
    assert preview.bar.fits[Fit.WIDTH].isChecked()


def test_zoom_goes_by_steps_and_says_how_far(qtbot, preview, painted):
    preview.desk.set_zoom(1.0)
    qtbot.mouseClick(preview.bar.larger, Qt.MouseButton.LeftButton)
    assert preview.bar.size_.text() == "110\N{NARROW NO-BREAK SPACE}%"
    press(preview.desk, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    qtbot.mouseClick(preview.bar.smaller, Qt.MouseButton.LeftButton)
    assert preview.desk.zoom == 0.9
    settle(qtbot, preview)
    assert painted
    assert preview.desk.pages[0].image.width() == preview.desk.page_width()
    assert not preview.bar.fits[Fit.WIDTH].isChecked()
    press(preview.desk, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert preview.desk.fit is Fit.WIDTH


def test_zoom_has_an_end_both_ways(preview):
    for direction, end in ((1, 3.0), (-1, 0.2)):
        for _ in range(20):
            preview.desk.step_zoom(direction)
        assert preview.desk.zoom == end


def test_the_wheel_with_control_zooms_around_the_mouse(qtbot, preview):
    desk = preview.desk
    desk.set_zoom(1.0)
    place = QPoint(200, 300)
    before = desk._anchor(place)
    turned = QWheelEvent(
        QPointF(place),
        QPointF(desk.viewport().mapToGlobal(place)),
        QPoint(),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(desk.viewport(), turned)
    assert desk.zoom == pytest.approx(1.21)
    after = desk._anchor(place)
    assert (after.page, after.x, after.y) == (
        before.page,
        pytest.approx(before.x, abs=0.005),
        pytest.approx(before.y, abs=0.005),
    )


def test_what_is_read_stays_at_the_top_when_the_room_changes(qtbot, preview):
    desk = preview.desk
    desk.verticalScrollBar().setValue(500)
    before = desk._anchor()
    preview.resize(440, 800)
    after = desk._anchor()
    assert after.page == before.page
    assert after.y == pytest.approx(before.y, abs=0.01)


def test_the_keyboard_goes_through_the_pages(preview):
    bar = preview.desk.verticalScrollBar()
    places = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_Space, Qt.Key.Key_End, Qt.Key.Key_Home):
        press(preview.desk, key)
        places.append(bar.value())
    assert places[0] > 0
    assert places == [*sorted(places[:-1]), 0]
    assert places[-2] == bar.maximum()


def test_what_there_is_no_room_for_is_in_the_menu(qtbot, preview):
    preview.resize(260, 800)
    qtbot.waitUntil(lambda: not preview.bar.fits[Fit.PAGE].isVisible())
    assert preview.bar.larger.isVisible()
    actions = [action.text() for action in preview.bar.size_.menu().actions()]
    assert actions[:2] == ["Page width", "Whole page"]
    preview.bar.size_.menu().actions()[1].trigger()
    assert preview.desk.fit is Fit.PAGE
    preview.resize(700, 800)
    qtbot.waitUntil(preview.bar.fits[Fit.PAGE].isVisible)


# ---- when it goes wrong


@pytest.fixture
def broken(monkeypatch):
    """Lets every layout fail until `mend` is called."""

    class Broken:
        error: Exception = ZeroDivisionError("hidden words of a document")

        def __call__(self, *_):
            raise self.error

        def mend(self):
            monkeypatch.undo()

    made = Broken()
    monkeypatch.setattr(worker, "render", made)
    return made


def test_a_failing_job_is_a_sentence_and_the_old_pages_stay(qtbot, make, session, request, caplog):
    preview = make(session)
    before = [page.image for page in preview.desk.pages]
    broken = request.getfixturevalue("broken")
    with qtbot.waitSignal(preview.failed, timeout=PATIENCE) as told:
        type_into(session, of_kind(session, "Salutation")[0], "Geachte lezer,")
    assert told.args == ["The pages could not be updated; they are shown as they were."]
    assert preview.notice.isVisible()
    assert preview.notice.words.text() == told.args[0]
    assert [page.image for page in preview.desk.pages] == before
    assert caplog.records[-1].name == "composer.preview"
    assert caplog.records[-1].levelno == logging.ERROR
    assert caplog.records[-1].exc_info[0] is ZeroDivisionError
    broken.mend()
    type_into(session, of_kind(session, "Salutation")[0], "Geachte leden,")
    settle(qtbot, preview)
    assert not preview.notice.isVisible()


@pytest.mark.usefixtures("caplog")
def test_what_is_wrong_with_the_world_is_said_in_its_own_words(qtbot, make, session, broken):
    broken.error = TemplateError("house.yaml", 3, 1, "The font is gone.", "Install it again.")
    preview = make(session, wait=False)
    with qtbot.waitSignal(preview.failed, timeout=PATIENCE):
        pass
    assert preview.notice.words.text() == "The font is gone. Install it again."
    assert preview.bar.page.text() == "No pages yet"


@pytest.mark.usefixtures("caplog")
def test_a_picture_that_fails_is_not_tried_again_for_ever(qtbot, make, session, monkeypatch):
    tried = []

    def refuse(_self, _rendered, number, _width):
        tried.append(number)
        raise MemoryError

    monkeypatch.setattr(Pictures, "image", refuse)
    preview = make(session)
    assert tried == preview.desk.visible_pages()
    assert preview.notice.isVisible()


def test_it_says_that_it_is_busy_after_half_a_second(qtbot, make, session, monkeypatch):
    import threading

    gate = threading.Event()
    monkeypatch.setattr(module, "PATIENCE", 30)
    render = worker.render
    monkeypatch.setattr(worker, "render", lambda *given: gate.wait(20) and render(*given))
    preview = make(session, wait=False)
    qtbot.waitUntil(lambda: preview.bar.busy.text() == "Updating…")
    gate.set()
    settle(qtbot, preview)
    assert preview.bar.busy.text() == ""


# ---- the end


def test_after_closing_nothing_is_heard_and_the_worker_has_let_go(qtbot, preview, session):
    type_into(session, of_kind(session, "Salutation")[0], "Geachte lezer,")
    preview.close()
    assert preview._pictures._open is None
    with qtbot.assertNotEmitted(preview.compiled, wait=100):
        type_into(session, of_kind(session, "Salutation")[0], "Geachte leden,")
    preview.close()


def test_another_session_takes_the_place_of_the_first(qtbot, preview, session):
    other = Session.open(SAMPLE)
    type_into(other, of_kind(other, "Salutation")[0], "Geachte lezer,")
    preview.follow(other)
    settle(qtbot, preview)
    assert preview.rendered.document is other.document
    with qtbot.assertNotEmitted(preview.compiled, wait=50):
        type_into(session, of_kind(session, "Salutation")[0], "Niemand leest dit")


# ---- look and language


@pytest.mark.usefixtures("scheme")
def test_paper_is_white_and_the_desk_is_not_in_every_scheme(preview):
    shot = preview.grab().toImage()
    page = preview.desk.pages[0]
    corner = page.mapTo(preview, QPoint(3, 3)) * preview.devicePixelRatioF()
    assert shot.pixelColor(corner) == QColor("#ffffff")
    assert shot.pixelColor(4, shot.height() - 8) != QColor("#ffffff")


def test_the_ring_shows_that_the_keyboard_is_here(qtbot, preview):
    def edge():
        return preview.grab().toImage().pixelColor(1, preview.desk.y() + 200)

    preview.bar.setFocus()
    assert edge() != theme.colour("focus")
    preview.activateWindow()
    preview.desk.setFocus()
    qtbot.waitUntil(preview.desk.hasFocus)
    assert edge() == theme.colour("focus")


def test_everything_follows_the_language(qtbot, qapp, preview):
    set_language(qapp, "nl")
    qtbot.waitUntil(lambda: preview.desk.pages[1].accessibleName() == "Pagina 2 van 2")
    assert preview.bar.fits[Fit.WIDTH].text() == "Paginabreedte"
    assert preview.bar.page.text() == "Pagina 1 van 2"


def test_everything_has_a_name_for_who_does_not_see_it(preview):
    for widget in (preview, preview.desk, preview.bar.smaller, preview.bar.larger, preview.bar.size_):
        assert widget.accessibleName()
    assert preview.desk.accessibleDescription()


def test_another_scale_of_the_program_spaces_the_pages_anew(qtbot, qapp, preview):
    before = preview.desk.pages[0].width()
    theme.apply(qapp, Scheme.LIGHT, 1.5)
    qtbot.waitUntil(lambda: preview.desk.pages[0].width() < before)
    settle(qtbot, preview)


def test_nothing_but_the_application_knows_of_events_it_does_not_handle(preview):
    assert not preview.eventFilter(preview.desk, QEvent(QEvent.Type.User))
