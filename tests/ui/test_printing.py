"""Printing through the dialog of the system; the printer of the tests writes a file."""

import pypdfium2
import pytest
from PIL import Image
from PySide6.QtGui import QPageRanges, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter

from composer.app.preview import one_page
from composer.pdf.paint import paint
from composer.ui.printing import wanted_pages
from tests.ui.hands import PATIENCE, answer, choose, field, keys, settle, show
from tests.ui.keys import type_text

SIGN = "\N{EGYPTIAN HIEROGLYPH A001}"


@pytest.fixture
def printer(monkeypatch, tmp_path):
    """Says what the user chooses in the dialog; returns the file that is printed."""
    file = tmp_path / "printed.pdf"

    def chosen(choose=lambda _printer: None, accepted=1):
        def answer_dialog(dialog):
            made = dialog.printer()
            made.setOutputFileName(str(file))
            made.setResolution(150)
            choose(made)
            return accepted

        monkeypatch.setattr(QPrintDialog, "exec", answer_dialog)
        return file

    return chosen


def printed(window, qtbot):
    strip = window.panes.strip
    qtbot.waitUntil(lambda: strip.words.text() == "The document is at the printer.", timeout=PATIENCE)


def grey(page):
    """Returns how dark a page is, in squares of about three millimetres."""
    return page.render(scale=1, grayscale=True).to_pil().resize((70, 99), Image.Resampling.BOX).tobytes()


def test_what_is_printed_looks_as_the_pages(window, printer, qtbot):
    file = printer()
    keys(window, "Ctrl+P")
    printed(window, qtbot)
    layout, house = window.preview.rendered.layout, window.preview.rendered.world.house
    with pypdfium2.PdfDocument(file.read_bytes()) as pdf:
        assert len(pdf) == len(layout.pages)
        for number in range(len(pdf)):
            with pypdfium2.PdfDocument(paint(one_page(layout, number), house)) as own:
                assert pdf[number].get_size() == pytest.approx(own[0].get_size(), abs=1)
                apart = [abs(a - b) for a, b in zip(grey(pdf[number]), grey(own[0]), strict=True)]
                assert max(apart) < 48
                assert sum(apart) / len(apart) < 2


def test_a_range_is_printed_as_often_as_is_asked(window, printer, qtbot):
    def second_page_twice(made):
        made.setPrintRange(QPrinter.PrintRange.PageRange)
        made.setPageRanges(QPageRanges.fromString("2"))
        made.setCopyCount(2)

    file = printer(second_page_twice)
    choose(window, "File", "Print…")
    printed(window, qtbot)
    with pypdfium2.PdfDocument(file.read_bytes()) as pdf:
        assert len(pdf) == 2


def test_only_the_page_that_is_seen(window, printer, qtbot):
    file = printer(lambda made: made.setPrintRange(QPrinter.PrintRange.CurrentPage))
    keys(window, "Ctrl+P")
    printed(window, qtbot)
    with pypdfium2.PdfDocument(file.read_bytes()) as pdf:
        assert len(pdf) == 1


def test_pages_are_chosen_by_the_printer_in_its_order(qapp):
    made = QPrinter()
    made.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    assert wanted_pages(made, 3, 0) == (2, 1, 0)
    made.setFromTo(2, 3)
    made.setPrintRange(QPrinter.PrintRange.PageRange)
    assert wanted_pages(made, 3, 0) == (2, 1)


def test_nothing_is_printed_when_the_dialog_is_left(window, printer, qtbot):
    file = printer(accepted=0)
    keys(window, "Ctrl+P")
    assert not file.exists()
    assert not window.panes.strip.isVisible()


def test_a_document_with_errors_is_not_printed(window, printer, qtbot):
    type_text(field(window, "introduction"), SIGN)
    settle(qtbot, window)
    file = printer()
    keys(window, "Ctrl+P")
    assert window.panes.strip.words.text() == "Not exported: there is 1 error."
    assert not file.exists()


def test_an_error_that_comes_up_while_it_is_made_is_said_too(window, printer, qtbot):
    file = printer()
    type_text(field(window, "introduction"), SIGN)
    keys(window, "Ctrl+P")
    strip = window.panes.strip
    qtbot.waitUntil(lambda: strip.words.text() == "Not exported: there is 1 error.", timeout=PATIENCE)
    assert not file.exists()


def test_printing_can_be_stopped(window, printer, monkeypatch, qtbot):
    printer()
    strip = window.panes.strip
    drawn = []
    draw = QPainter.drawImage

    def then_stop(painter, target, image):
        if isinstance(painter.device(), QPrinter):  # and not the preview
            drawn.append(1)
            window.files._making._watched.cancel()
        return draw(painter, target, image)

    monkeypatch.setattr(QPainter, "drawImage", then_stop)
    keys(window, "Ctrl+P")
    qtbot.waitUntil(lambda: strip.words.text() == "Printing was stopped.", timeout=PATIENCE)
    assert len(drawn) == 1


@pytest.mark.qt_log_ignore(r"QPainter::begin\(\): Returned false", "This plugin does not", extend=True)
def test_a_printer_that_does_not_take_it_is_said(window, printer, tmp_path, qtbot):
    printer(lambda made: made.setOutputFileName(str(tmp_path / "nowhere" / "x.pdf")))
    seen = []
    answer("OK", seen)
    keys(window, "Ctrl+P")
    qtbot.waitUntil(lambda: bool(seen), timeout=PATIENCE)
    assert seen[0] == ("The printer did not take the document.", "Choose another printer, or export a PDF.")
    printer()
    keys(show(qtbot, window), "Ctrl+P")  # and the next one is printed
    printed(window, qtbot)
