"""Printing through the dialog of the system: the pages of the exported PDF, as fine as the printer prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter

from composer.app.latest import Cancelled
from composer.app.progress import Watched
from composer.errors import ComposerError, ExportFailed
from composer.i18n import N_, _
from composer.ui.messages import tell

if TYPE_CHECKING:
    from collections.abc import Generator
    from concurrent.futures import Future

    from composer.app.compile import Compilation
    from composer.app.preview import Rendered
    from composer.app.printing import Band
    from composer.ui.exporting import Exporting
    from composer.ui.making import Making
    from composer.ui.window import Window

PRINTING = N_("Printing")


class Printing:
    """Prints the document of one window: the worker makes band after band, and this thread prints them."""

    def __init__(self, window: Window, making: Making, exporting: Exporting) -> None:
        """Act for a window."""
        self._window = window
        self._making = making
        self._exporting = exporting

    def ask(self) -> None:
        """Ask how to print, and print; a document with errors is not printed, as it is not exported."""
        window, session = self._window, self._window.session
        if session is None or window.preview is None or self._making.is_busy:
            return
        window.settle()
        if self._exporting.is_blocked():
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(session.name)
        rendered = window.preview.rendered
        if rendered is not None:
            prepare(printer, rendered)
        dialog = QPrintDialog(printer, window)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintCurrentPage)
        dialog.setWindowTitle(_("Print"))
        if dialog.exec():
            self._print(printer, window.preview.desk.current_page())

    def _print(self, printer: QPrinter, current: int) -> None:
        session = self._window.session
        if session is None:
            return
        document, world = session.document, session.world

        from composer.app.compile import compile_document

        watched = Watched()
        self._making.begin(watched, lambda: _("Printing…"), "file-text")

        def compiled(future: Future[Compilation]) -> None:
            if error := future.exception():
                self.end(error)
                return
            if future.result().has_errors:
                self._making.end()
                self._exporting.say_blocked(future.result().findings)
                return
            _Job(self, printer, future.result(), current, watched).begin()

        self._window.program.run(lambda: compile_document(document, world, watched), compiled)

    def next_band(self, bands: Generator[Band, None, None], job: _Job) -> None:
        """Have the worker make the next band; the job prints it."""
        self._window.program.run(lambda: next(bands, None), job.printed)

    def release(self, bands: Generator[Band, None, None]) -> None:
        """Have the worker give back what the bands hold."""
        self._window.program.run(bands.close, lambda _future: None)

    def end(self, error: BaseException | None = None) -> None:
        """Say how it went."""
        window, panes = self._window, self._window.panes
        self._making.end()
        if window.is_closed or panes is None:
            return
        if isinstance(error, Cancelled):
            panes.strip.say(lambda: _("Printing was stopped."))
        elif isinstance(error, ComposerError):
            tell(window, error)
        elif error is not None:
            raise error
        else:
            panes.strip.say(
                lambda: _("The document is at the printer."), sign="circle-check", purpose="success"
            )


class _Job:
    """One document on its way to a printer."""

    def __init__(
        self, printing: Printing, printer: QPrinter, compilation: Compilation, current: int, watched: Watched
    ) -> None:
        from composer.app.printing import FINEST, bands

        self._printing, self._printer, self._watched = printing, printer, watched
        self._pages = wanted_pages(printer, len(compilation.layout.pages), current)
        self._layout = compilation.layout
        self._dpi = min(printer.resolution(), FINEST)
        self._bands = bands(compilation, self._pages, self._dpi)
        self._painter: QPainter | None = None
        self._done = 0

    def begin(self) -> None:
        """Begin to print."""
        painter = QPainter()
        if not self._pages or not painter.begin(self._printer):
            reason = _("the printer did not take the document")
            self._printing.end(ExportFailed(reason, _("choose another printer, or export a PDF")))
            return
        self._painter = painter
        self._step()

    def _step(self) -> None:
        try:
            self._watched(PRINTING, max(1, self._done), len(self._pages))
        except Cancelled as error:
            self._printer.abort()
            self._close(error)
            return
        self._printing.next_band(self._bands, self)

    def printed(self, future: Future[Band | None]) -> None:
        """Print a band that was made, and ask for the next one."""
        error = future.exception()
        band = None if error else future.result()
        if band is None or self._painter is None:
            self._close(error)
            return
        if band.top == 0:
            if self._done:
                self._printer.newPage()
            self._done += 1
        self._paint(self._painter, band)
        self._step()

    def _paint(self, painter: QPainter, band: Band) -> None:
        picture = band.image
        image = QImage(
            picture.pixels, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB32
        )
        paper = self._printer.paperRect(QPrinter.Unit.DevicePixel)
        dots = self._printer.resolution() / 72
        width, height = self._layout.width * dots, self._layout.height * dots
        # On smaller paper all of the page is printed, smaller; on larger paper as large as it is.
        shrunk = min(1.0, paper.width() / width, paper.height() / height)
        factor = self._printer.resolution() / self._dpi * shrunk
        left, top = (paper.width() - width * shrunk) / 2, (paper.height() - height * shrunk) / 2
        target = QRectF(left, top + band.top * factor, picture.width * factor, picture.height * factor)
        painter.drawImage(target, image)

    def _close(self, error: BaseException | None) -> None:
        if self._painter is not None:
            self._painter.end()
        self._printing.release(self._bands)
        self._printing.end(error)


def prepare(printer: QPrinter, rendered: Rendered) -> None:
    """Give a printer the paper of a document, and as many pages to choose from as it has."""
    layout = rendered.layout
    size = QPageSize(QSizeF(layout.width, layout.height), QPageSize.Unit.Point)
    printer.setPageLayout(
        QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(), QPageLayout.Unit.Point)
    )
    printer.setFullPage(True)
    printer.setFromTo(1, len(layout.pages))
    printer.setPrintRange(QPrinter.PrintRange.AllPages)


def wanted_pages(printer: QPrinter, count: int, current: int) -> tuple[int, ...]:
    """Return the pages to print, from 0, each as often as the printer does not repeat it by itself."""
    from composer.app.printing import in_copies, pages_of

    ranges: tuple[tuple[int, int], ...] = ()
    if printer.printRange() is QPrinter.PrintRange.CurrentPage:
        ranges = ((current + 1, current + 1),)
    elif printer.printRange() is QPrinter.PrintRange.PageRange:
        chosen = printer.pageRanges().toRangeList()
        ranges = tuple((one.from_, one.to) for one in chosen) or ((printer.fromPage(), printer.toPage()),)
    copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    backwards = printer.pageOrder() is QPrinter.PageOrder.LastPageFirst
    return in_copies(pages_of(ranges, count), copies, collated=printer.collateCopies(), backwards=backwards)
