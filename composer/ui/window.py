"""The window: one document in its panes, or the first page; menus, toolbar, status bar."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QByteArray, QEvent, QLocale, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from composer import __version__
from composer.i18n import _, ngettext
from composer.ui.actions import WITH_DOCUMENT, Actions
from composer.ui.handlers import handlers_of
from composer.ui.menus import Menus
from composer.ui.screens import these_screens

if TYPE_CHECKING:
    from composer.app.preview import Rendered
    from composer.app.session import Change, Session
    from composer.ui.canvas import Canvas
    from composer.ui.command_palette import CommandPalette
    from composer.ui.files import Files
    from composer.ui.guard import Guard
    from composer.ui.library_desk import LibraryDesk
    from composer.ui.links import Links
    from composer.ui.panes import Panes
    from composer.ui.preview import Preview
    from composer.ui.program import Program
    from composer.ui.start import StartPage
    from composer.ui.toolbar import Toolbar

SIZE = (1280, 800)
SMALLEST = (900, 560)


class State(NamedTuple):
    """What menus, title and toolbar say of a session."""

    has_document: bool = False
    undo: str = ""
    redo: str = ""
    name: str = ""
    is_changed: bool = False
    house: str = ""
    has_file: bool = False

    @classmethod
    def of(cls, session: Session | None) -> State:
        """Return what there is to say of a session now."""
        if session is None:
            return cls()
        steps = session.undo_label, session.redo_label
        house, has_file = session.world.house.name, session.path is not None
        return cls(True, *steps, session.name, session.is_changed, house, has_file)


class Window(QMainWindow):
    """One window with one document, or with the first page."""

    closed = Signal()

    def __init__(self, session: Session | None, program: Program, *, waits: bool = False) -> None:
        """Show a session, or what can be begun; nothing yet when it waits for a session."""
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setAcceptDrops(True)
        self.program = program
        self.session: Session | None = None
        self.panes: Panes | None = None
        self.guard: Guard | None = None
        self.toolbar: Toolbar | None = None
        self.library: LibraryDesk | None = None
        self.is_closed = False
        self._asks = True
        self._state: State | None = None
        self.menus = Menus(self)
        self.actions_ = Actions(self, handlers_of(self), self.menus.named)
        self.actions_.fill(self.menuBar())
        self.start_page: StartPage | None = None
        self.pages = QStackedWidget()
        self.setCentralWidget(self.pages)
        self.resize(*SIZE)
        self.setMinimumSize(*SMALLEST)
        self._remember_place()
        self._then: Callable[[], object] | None = None
        if session is None and not waits:
            self.show_start_page()
        self.retranslate()
        if session is not None:
            self.show_session(session)

    @cached_property
    def files(self) -> Files:
        """Return what opens, saves and exports; a start does not wait for its dialogs."""
        from composer.ui.files import Files

        return Files(self)

    @cached_property
    def links(self) -> Links | None:
        """Return what sets and opens links, when there is a document."""
        from composer.ui.links import Links

        return Links(self.panes.canvas) if self.panes else None

    @cached_property
    def all_commands(self) -> CommandPalette:
        """Return the list of all commands, made when it is first asked for."""
        from composer.ui.command_palette import CommandPalette

        return CommandPalette(self)

    @property
    def canvas(self) -> Canvas | None:
        """Return the text pane, when there is a document."""
        return self.panes.canvas if self.panes else None

    @property
    def preview(self) -> Preview | None:
        """Return the pages, when there is a document."""
        return self.panes.preview if self.panes else None

    # ---- making

    def show_start_page(self) -> None:
        """Show what can be begun, with the documents of now."""
        if self.start_page is not None:
            self.start_page.show_recent()
            return
        from composer.ui.start import StartPage

        page = self.start_page = StartPage(self.program)
        page.template_chosen.connect(lambda template: self.program.new_document(template, self))
        page.file_chosen.connect(lambda path: self.program.open_file(path, self))
        page.open_asked.connect(self.actions_["open"].trigger)
        self.pages.addWidget(page)
        page.setFocus()

    def when_painted(self, then: Callable[[], object]) -> None:
        """Do something once the window can be seen."""
        self._then = then

    def _make_bars(self, session: Session) -> None:
        from composer.ui.meter import Status
        from composer.ui.toolbar import Toolbar

        menus = (self.menus.kinds, self.menus.house)
        self.toolbar = Toolbar(self.actions_, menus, self.actions_["export"].trigger, self)
        self.toolbar.retranslate()
        self.addToolBar(self.toolbar)
        self.status = Status(session)
        self.status.findings.clicked.connect(lambda _checked=False: self.show_findings())
        self.setStatusBar(self.status)

    # ---- a document

    def show_session(self, session: Session) -> None:
        """Show a document in place of the first page.

        What only a document needs is imported now: the first page is painted before.
        """
        from composer.model.settings import SIGNS
        from composer.ui.guard import Guard
        from composer.ui.library_desk import LibraryDesk
        from composer.ui.notation import Notation
        from composer.ui.panes import Panes
        from composer.ui.slash import Slash
        from composer.ui.typing_aids import TypingAids

        self.session = session
        self._make_bars(session)
        program = self.program
        self.panes = Panes(session, program.executor, program.librarian, program.readers)
        self.library = LibraryDesk(self, session, self.panes)
        self.panes.compiled.connect(self._compiled)
        self.slash = Slash(self.panes.canvas)
        self.library.offer_in(self.slash)
        self.aids = TypingAids(self.panes.canvas, lambda: self.program.preferences.settings.signs == SIGNS[0])
        self.notation = Notation(self.panes.canvas)
        self.panes.share(self.width(), self.program.panes())
        self.guard = Guard(self, session, self.panes.add_strip)
        trouble = program.preferences.trouble
        if trouble and self.start_page is None and len(program.windows) < 2:  # else it was said
            self.panes.strip.say(
                lambda: program.preferences.trouble, sign="triangle-alert", purpose="warning"
            )
        self.pages.addWidget(self.panes)
        self.pages.setCurrentWidget(self.panes)
        session.subscribe(self._changed)
        self._reflect()
        self._count_words()
        self.panes.canvas.setFocus()

    def _changed(self, _change: Change) -> None:
        self.program.pace.hear()
        self._reflect()

    def _compiled(self, rendered: Rendered) -> None:
        self.program.pace.hear()
        self._count_words()
        self.status.pages.show_extent(rendered.extent)
        self.status.findings.show_rendered(rendered)
        self.status.fit()

    def settle(self) -> None:
        """Take what is being typed as it is, before it is saved."""
        if self.panes is not None:
            self.panes.settle()

    # ---- commands

    def new(self) -> None:
        """Show the first page, in a window of its own when this one has a document."""
        if self.start_page is not None and self.session is None:
            self.start_page.setFocus()
        else:
            self.program.open_window()

    def show_findings(self, *, always: bool = False) -> None:
        """Show the list of findings, or hide it again."""
        if self.panes is not None:
            self.panes.show_findings(visible=always or not self.panes.findings.isVisible())

    def show_commands(self) -> None:
        """Let a command be chosen by its name."""
        self.all_commands.open()

    def show_keys(self) -> None:
        """Show which keys do what."""
        from composer.ui.cheat_sheet import CheatSheet

        CheatSheet(self).show()

    def close_without_asking(self) -> None:
        """Close and lose what is not saved; for tests and the self-test."""
        self._asks = False
        self.close()

    def show_about(self) -> None:
        """Say what this program is."""
        from PySide6.QtWidgets import QMessageBox

        QMessageBox.about(
            self,
            "Pleidooi",
            _("Pleidooi {version}: advocacy letters from reusable blocks.\nLicence EUPL-1.2.").format(
                version=__version__
            ),
        )

    # ---- what is shown of the state

    def _reflect(self) -> None:
        """Show what can be done now, and whether the document is saved."""
        state = State.of(self.session)
        if state == self._state:  # with every key press; to tell Qt takes longer than to look
            return
        self._state = state
        self.actions_.enable(WITH_DOCUMENT, enabled=state.has_document)
        for name, label in (("undo", state.undo), ("redo", state.redo)):
            self.actions_.enable([name], enabled=bool(label))
            self.actions_.say(name, label)
        self.actions_.enable(["revert"], enabled=state.has_file and state.is_changed)
        self.menus.enable(has_document=state.has_document)
        self.setWindowTitle(f"{state.name}[*] – Pleidooi" if state.has_document else "Pleidooi")
        self.setWindowModified(state.is_changed)
        if self.toolbar is not None:
            self.toolbar.show_house(state.house)
            self.status.fit()

    def _count_words(self) -> None:
        """Count the words; once the pages are there, since nobody waits for it while writing."""
        if self.session is not None:
            count = self.session.word_count
            words = ngettext("{count} word", "{count} words", count)
            self.status.words.setText(words.format(count=QLocale().toString(count)))

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self._state = None
        self.actions_.retranslate()
        self.menus.retranslate()
        if self.start_page is not None:
            self.start_page.retranslate()
        if self.panes is not None:
            self.panes.retranslate()
            if self.guard is not None:
                self.guard.retranslate()
            self._count_words()
            self.status.retranslate()
        self._reflect()
        if self.toolbar is not None:
            self.toolbar.retranslate()

    # ---- what Qt tells

    def paintEvent(self, event: QPaintEvent) -> None:
        """Begin what was to wait for the window."""
        super().paintEvent(event)
        if self._then is not None:
            then, self._then = self._then, None
            QTimer.singleShot(0, self, then)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the program."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() is QEvent.Type.ActivationChange and self.isActiveWindow():
            self.look_at_file()

    def look_at_file(self) -> None:
        """Say it when the file of the document is gone or another one, and no longer when it is as it was."""
        if self.guard is not None:
            self.guard.look()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take documents that are dragged onto the window."""
        from composer.ui.files import is_document

        if any(is_document(path) for path in _files_in(event)):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the documents that are dropped."""
        from composer.ui.files import is_document

        for path in _files_in(event):
            if is_document(path):
                QTimer.singleShot(0, lambda path=path: self.program.open_file(path, self))
        event.acceptProposedAction()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about changes, remember the place, let go of the worker."""
        if self.is_closed:
            return
        if self._asks and not self.files.may_close():
            event.ignore()
            return
        self.is_closed = True
        self._keep_place()
        if self.start_page is not None:
            self.start_page.stop()
        if self.panes is not None and self.panes.finder is not None:
            self.panes.finder.stop()
        if self.library is not None:
            self.library.stop()
        if self.preview is not None:
            self.preview.close()
        if self.guard is not None:
            self.program.let_go(self.guard.close())
        event.accept()
        self.closed.emit()

    def _remember_place(self) -> None:
        geometry = self.program.preferences.settings.place(these_screens())
        if geometry:
            self.restoreGeometry(QByteArray.fromBase64(geometry.encode("ascii")))

    def _keep_place(self) -> None:
        geometry = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        sizes = self.panes.sizes() if self.panes else ()
        self.program.keep_place(geometry, sizes)


def _files_in(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
