"""Exporting from a window: at once as a PDF, or by the export window; and what is said when it is done."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from composer.app.latest import Cancelled
from composer.app.progress import Watched
from composer.errors import ComposerError
from composer.i18n import N_, _, ngettext
from composer.model.finding import Severity
from composer.ui.messages import tell

if TYPE_CHECKING:
    from collections.abc import Iterable
    from concurrent.futures import Future

    from composer.app.compile import Compilation
    from composer.app.formats import Format
    from composer.app.session import Session
    from composer.model.document import Where
    from composer.model.finding import Finding
    from composer.ui.export_window import ExportWindow
    from composer.ui.making import Making
    from composer.ui.window import Window

# What no file system takes in a name, and what hides a file.
NOT_IN_NAMES = re.compile(r'[\x00-\x1f<>:"/\\|?*]+|^[. ]+|[. ]+$')


class Exporting:
    """The exports of one window."""

    def __init__(self, window: Window, making: Making) -> None:
        """Act for a window."""
        self._window = window
        self._making = making
        self._last: Path | None = None
        self.asking: ExportWindow | None = None

    def at_once(self) -> None:
        """Ask for a file and make the PDF in the background; errors are shown instead."""
        window, session = self._window, self._window.session
        if session is None or self._making.is_busy:
            return
        window.settle()
        if self.is_blocked():
            return
        from composer.app.formats import PDF

        start = str(self.proposal(PDF.suffix))
        name, _filter = QFileDialog.getSaveFileName(window, _("Export PDF"), start, "PDF (*.pdf)")
        if name:
            self.write(PDF.named(Path(name)), PDF)

    def ask(self) -> None:
        """Show the export window: what is wrong first, then format, name and folder."""
        window, session = self._window, self._window.session
        if session is None or window.panes is None:
            return
        window.settle()
        from composer.ui.export_window import ExportWindow

        if self.asking is None:
            self.asking = ExportWindow(window)
            self.asking.export_asked.connect(self.write)
            self.asking.place_chosen.connect(self._go_to)
            window.panes.compiled.connect(self.asking.show_rendered)
        rendered = window.preview.rendered if window.preview else None
        self.asking.show_for(self.proposal(""), rendered)

    def is_blocked(self) -> bool:
        """Say and return that what the pages show has errors; what is not known yet blocks nothing."""
        window = self._window
        rendered = window.preview.rendered if window.preview else None
        if rendered is None or window.session is None or rendered.document is not window.session.document:
            return False
        if rendered.has_errors:
            self.say_blocked(rendered.findings)
        return rendered.has_errors

    def proposal(self, suffix: str) -> Path:
        """Return which file is proposed: as it was exported last, else by the name of the document."""
        session = self._window.session
        if self._last is not None and self._last.parent.is_dir():
            return self._last.with_suffix(suffix)
        kept = self._window.program.preferences.settings.exports
        name = session.path.stem + suffix if session and session.path else file_name(session, suffix)
        if kept and Path(kept).is_dir():
            return Path(kept) / name
        return folder_of(self._window) / name

    def write(self, path: Path, format_: Format) -> None:
        """Make a file of the document in the background."""
        window, session = self._window, self._window.session
        if session is None or self._making.is_busy:
            return
        window.settle()
        document, world = session.document, session.world

        from composer.app.compile import compile_document

        watched = Watched()

        def work() -> Compilation:
            compilation = compile_document(document, world, watched)
            if not compilation.has_errors:
                format_.write(compilation, path)
            return compilation

        self._making.begin(watched, lambda: _("Exporting…"), "file-down")
        window.program.run(work, lambda future: self._written(future, path, format_))

    def _written(self, future: Future[Compilation], path: Path, format_: Format) -> None:
        """Say how it went, in a line that leaves the keyboard to who is writing."""
        window, panes = self._window, self._window.panes
        self._making.end()
        if window.is_closed or panes is None:
            return
        error = future.exception()
        if isinstance(error, Cancelled):
            panes.strip.say(lambda: _("Stopped; nothing was written."))
            return
        if isinstance(error, ComposerError):
            tell(window, error)
            return
        compilation = future.result()
        if compilation.has_errors:
            self.say_blocked(compilation.findings)
            return
        self._last = path
        window.program.choose("exports", str(path.parent))
        panes.strip.say(
            lambda: _("The {format} is ready: {name}").format(format=_(format_.label), name=path.name),
            (N_("Open"), lambda: _show(path)),
            (N_("Show in folder"), lambda: _show(path.parent)),
            sign="circle-check",
            purpose="success",
        )

    def say_blocked(self, findings: Iterable[Finding]) -> None:
        """Say that errors forbid it, and show them."""
        window, panes = self._window, self._window.panes
        if panes is None:
            return
        window.show_findings(always=True)
        errors = sum(finding.severity is Severity.ERROR for finding in findings)
        panes.strip.say(lambda: _not_exported(errors), sign="circle-alert", purpose="error")

    def _go_to(self, where: Where) -> None:
        panes = self._window.panes
        if panes is not None:
            self._window.activateWindow()
            self._window.show_findings(always=True)
            panes.go_to(where, focus=True)


def file_name(session: Session | None, suffix: str) -> str:
    """Return a file name for a document without a file, from what it is called."""
    called = session.name if session else ""
    name = " ".join(NOT_IN_NAMES.sub(" ", called).split())[:80].strip()
    return (name or _("Untitled")) + suffix


def folder_of(window: Window) -> Path:
    """Return where files of this user are likely to be: beside the document, else among the documents."""
    session = window.session
    if session is not None and session.path:
        return session.path.parent
    chosen = window.program.preferences.settings.documents
    if chosen and Path(chosen).is_dir():
        return Path(chosen)
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))


def _not_exported(errors: int) -> str:
    return ngettext(
        "Not exported: there is {count} error.", "Not exported: there are {count} errors.", errors
    ).format(count=errors)


def _show(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
