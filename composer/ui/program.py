"""The running program: its windows, its one worker thread, its settings."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from composer.app.settings import Preferences, Settings
from composer.errors import ComposerError
from composer.i18n import preferred_language, spoken
from composer.ui import theme
from composer.ui.application import set_language
from composer.ui.gui_thread import post
from composer.ui.pace import Pace
from composer.ui.palettes import Scheme
from composer.ui.screens import these_screens
from composer.ui.window import Window

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

    from composer.app.keeping import Keeper
    from composer.app.librarian import Librarian
    from composer.app.presence import Presence
    from composer.app.session import Session
    from composer.ui.settings_window import SettingsWindow

_log = logging.getLogger("composer.program")

# Seconds that the end of the program waits for a disk to take back that a document is in use.
LET_GO = 1.0

Result = TypeVar("Result")


class Program(QObject):
    """Opens windows and keeps what they share. What the first page does not need is imported later."""

    def __init__(self, app: QApplication, preferences: Preferences) -> None:
        """Begin without a window, in the language, theme and size of the settings."""
        super().__init__()
        self.app = app
        self.preferences = preferences
        self._executor: ThreadPoolExecutor | None = None
        self._readers: ThreadPoolExecutor | None = None
        self._librarian: Librarian | None = None
        self._is_stopped = False
        self.windows: list[Window] = []
        self._settings_window: SettingsWindow | None = None
        self._ending: list[Presence] = []
        self.pace = Pace(app)
        self._dress(preferences.settings)
        self._follows: Callable[[], None] | None = theme.follow_system(
            app, lambda _scheme: self._dress(self.preferences.settings)
        )
        app.aboutToQuit.connect(self.stop)

    @property
    def executor(self) -> ThreadPoolExecutor:
        """Return the one worker thread: ReportLab's fonts and PDFium belong to a single one."""
        if self._executor is None:
            from concurrent.futures import ThreadPoolExecutor

            self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="composer")
        return self._executor

    @property
    def readers(self) -> ThreadPoolExecutor:
        """Return the threads that read libraries: a search does not wait for a long look."""
        if self._readers is None:
            from concurrent.futures import ThreadPoolExecutor

            self._readers = ThreadPoolExecutor(max_workers=2, thread_name_prefix="library")
        return self._readers

    @property
    def librarian(self) -> Librarian:
        """Return the libraries of this user, by the settings of now."""
        if self._librarian is None:
            from composer.app.librarian import Librarian

            settings = self.preferences
            self._librarian = Librarian(
                lambda: settings.settings.libraries,
                lambda: settings.settings.recent,
                author=lambda: settings.settings.author if settings.settings.uses == "tell" else None,
            )
        return self._librarian

    @property
    def search(self) -> tuple[Path, ...]:
        """Return the folders somebody named for this run; those of the settings are looked in anyway."""
        return ()

    def start(self, files: Sequence[Path], then: Callable[[], object] = lambda: None) -> None:
        """Open the first window, with these documents as soon as it is seen: to read one takes longer.

        `then` is called after that, whatever came of it.
        """

        def open_all() -> None:
            try:
                for file in files:
                    self.open_file(file, None)
            finally:
                then()

        self.open_window(waits=bool(files)).when_painted(open_all)

    def open_window(self, session: Session | None = None, *, waits: bool = False) -> Window:
        """Open a window on a document, or on the first page; on nothing yet when a document comes at once."""
        window = Window(session, program=self, waits=waits)
        if self.windows:  # not upon the one before
            step = theme.px(32)
            window.move(self.windows[-1].pos() + QPoint(step, step))
        self.windows.append(window)
        window.closed.connect(lambda: self._forget(window))
        window.show()
        return window

    def open_file(self, path: Path, near: Window | None = None) -> Window | None:
        """Open a document in a window of its own; one that still shows the first page is used for it.

        A document that is open already comes to the front. What cannot be opened is said.
        """
        for window in self.windows:
            if window.session is not None and window.session.path == path.absolute():
                window.activateWindow()
                return window
        near = near or (self.windows[-1] if self.windows else None)
        from composer.app.session import Session

        try:
            session = Session.open(path.absolute(), self.search)
        except ComposerError as error:
            self._keep(lambda: self.preferences.vanished(path) if not path.exists() else None)
            near = near or self.open_window()
            if near.session is None:
                near.show_start_page()
            _tell(near, error)
            return None
        self._keep(lambda: self.preferences.opened(path))
        return self._show(session, near)

    def new_document(self, template: str, near: Window) -> Window | None:
        """Begin a document of a template, in the language the program speaks."""
        from composer.app.templates import begin

        try:
            session = begin(template, spoken(), self.search)
        except ComposerError as error:
            _tell(near, error)
            return None
        return self._show(session, near)

    def run(self, work: Callable[[], Result], done: Callable[[Future[Result]], None]) -> None:
        """Do work on the worker thread; `done` is called with its outcome on the thread of the window.

        Nothing is begun when the program has ended, as the next page for a window that is going.
        """
        if self._is_stopped:
            return
        future = self.executor.submit(work)
        future.add_done_callback(lambda ended: post(lambda: done(ended)))

    def choose(self, key: str, value: object) -> None:
        """Change a setting, for all windows at once."""
        self._keep(lambda: self.preferences.choose(key, value))
        self._dress(self.preferences.settings)
        if key == "houses":
            for page in filter(None, (window.start_page for window in self.windows)):
                page.retranslate()

    def show_settings(self, near: Window) -> None:
        """Show the settings of the program in a window of their own, over the one that was asked."""
        if self._settings_window is None:
            from composer.ui.settings_window import SettingsWindow

            self._settings_window = SettingsWindow(self)
        self._settings_window.show_over(near)

    def keep(self, settings: Settings) -> None:
        """Keep other settings, whatever they are of."""
        self._keep(lambda: self.preferences.become(settings))

    def remember(self, path: Path) -> None:
        """Remember a document among the recent ones."""
        self._keep(lambda: self.preferences.opened(path))

    def keep_place(self, geometry: str, panes: tuple[int, ...]) -> None:
        """Remember where a window stood on these screens, and how wide its panes were."""
        screens = these_screens()
        settings = self.preferences.settings.with_place(screens, geometry)
        if panes:
            settings = settings.with_splitter(f"panes {screens}", panes).with_splitter("panes", panes)
        self._keep(lambda: self.preferences.become(settings))

    def panes(self) -> tuple[int, ...]:
        """Return how wide the panes were on these screens, else wherever they were seen last."""
        settings = self.preferences.settings
        return settings.splitter(f"panes {these_screens()}") or settings.splitter("panes")

    def _close_settings(self) -> None:
        if self._settings_window is not None and not self.windows:
            self._settings_window.close()

    def keep_work(self) -> bool:
        """Write what is in no file where the program finds it again; return whether all is safe there."""
        sessions = [window.session for window in self.windows if window.session is not None]
        changed = [session for session in sessions if session.is_changed or session.drafted]
        return _all_kept([session.keeper for session in changed])

    def let_go(self, presence: Presence | None) -> None:
        """Let a document be told free; the end of the program waits a moment for it."""
        self._ending = [one for one in self._ending if one.is_busy]
        if presence is not None:
            self._ending.append(presence)

    def stop(self) -> None:
        """End the worker; what waits is not begun. What was copied stays on the clipboard, as plain words.

        Qt holds the clipboard beyond the end of Python, and data made here would then be freed by nobody.
        """
        from composer.ui.mime import TEXT

        if self._follows is not None:
            self._follows()
            self._follows = None
        clipboard = QGuiApplication.clipboard()
        copied = clipboard.mimeData()
        if copied is not None and copied.hasFormat(TEXT):
            clipboard.setText(clipboard.text())
        self._is_stopped = True
        for executor in (self._executor, self._readers):
            if executor is not None:
                executor.shutdown(wait=True, cancel_futures=True)
        if self._librarian is not None:
            self._librarian.close()
        for presence in self._ending:
            presence.join(LET_GO)
        self.pace.stop()

    def _forget(self, window: Window) -> None:
        self.windows.remove(window)
        self._close_settings()
        self.pace.collect()

    def take_up(self, session: Session, near: Window | None) -> Window:
        """Show work that is in no file yet; a window on its file that has nothing of its own gives way."""
        same = [one for one in self.windows if one.session is not None and one.session.path == session.path]
        shown = self._show(session, near if near in self.windows else None)
        for window in same:
            if session.path is not None and window.session is not None and not window.session.is_changed:
                window.close()
        shown.activateWindow()
        return shown

    def _show(self, session: Session, near: Window | None) -> Window:
        if near is not None and near.session is None:
            near.show_session(session)
            return near
        return self.open_window(session)

    def _keep(self, change: Callable[[], object]) -> None:
        """Change the settings; that they cannot be saved is no reason to disturb anybody."""
        try:
            change()
        except ComposerError as error:
            _log.warning("settings not saved: %s", type(error).__name__)

    def _dress(self, settings: Settings) -> None:
        language = settings.language or preferred_language()
        if language != spoken():
            set_language(self.app, language)
        names = {
            "light": Scheme.LIGHT,
            "dark": Scheme.DARK,
            "high-contrast": Scheme.HIGH_CONTRAST,
        }
        chosen = names.get(settings.theme)
        theme.choose_title_bars(self.app, chosen)
        theme.apply(self.app, chosen or theme.system_scheme(self.app), settings.scale / 100)


def _tell(near: Window, error: ComposerError) -> None:
    from composer.ui.messages import tell

    tell(near, error)


def _all_kept(keepers: list[Keeper | None]) -> bool:
    """Let each keep its work, also when another one meets an error of the program."""
    if not keepers:
        return True
    kept = False
    try:
        kept = keepers[0] is not None and keepers[0].keep()
    finally:
        rest = _all_kept(keepers[1:])
    return kept and rest
