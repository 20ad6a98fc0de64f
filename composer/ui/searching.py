"""The search of one window: runs beside it, the newest query wins, and follows what is typed."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from PySide6.QtCore import QObject, QTimer, Signal

from composer.app.find import Found, Query, find_all
from composer.app.latest import Latest
from composer.app.session import Change, Session
from composer.model.document import Document
from composer.ui.gui_thread import post

# Milliseconds of silence before a document that is being written is searched again.
PAUSE = 150

Then = Callable[[Found], object]


class Search(QObject):
    """What is looked for in the document of a session, and what was found; `found` tells of news.

    Call `stop` before the session ends.
    """

    found = Signal()

    def __init__(self, session: Session) -> None:
        """Begin with nothing to look for."""
        super().__init__()
        self._session = session
        self._query = Query("")
        self.answer = Found(self._query)
        self._of: Document | None = None
        self._is_stopped = False
        self._then: list[Then] = []
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="find")
        self._latest = Latest[tuple[Document, Found]](self._executor, post, self._done, self._failed)
        self._soon = QTimer(self, singleShot=True, interval=PAUSE)
        self._soon.timeout.connect(self._start)
        self._unsubscribe = session.subscribe(self._changed)

    @property
    def query(self) -> Query:
        """Return what is looked for."""
        return self._query

    @property
    def is_fresh(self) -> bool:
        """Return whether the answer is that of the document and the query of now."""
        return self._of is self._session.document and self.answer.query == self._query

    def ask(self, query: Query) -> None:
        """Look for something else; what was looked for before is wanted no more."""
        if query != self._query or not self.is_fresh:
            self._query = query
            self._then.clear()
            self._start()

    def when_found(self, then: Then) -> None:
        """Do something with what there is to find in the document of now, at once when that is known."""
        if self.is_fresh:
            then(self.answer)
        else:
            self._then.append(then)
            self._start()

    def work(self, job: Callable[[], Document], then: Callable[[Document], object]) -> None:
        """Do something that takes long beside the window, then something with what came of it."""
        future = self._executor.submit(job)
        future.add_done_callback(lambda done: post(lambda: self._is_stopped or then(done.result())))

    def stop(self) -> None:
        """Look for nothing any more."""
        self._is_stopped = True
        self._unsubscribe()
        self._soon.stop()
        self._then.clear()
        self._latest.cancel()
        self._executor.shutdown(wait=False, cancel_futures=True)

    def _changed(self, change: Change) -> None:
        if change.before is not change.after and self._query.words:
            self._soon.start()

    def _start(self) -> None:
        self._soon.stop()
        self._latest.cancel()
        document, query, template = self._session.document, self._query, self._session.world.template
        check = self._latest.checkpoint()
        self._latest.run(lambda: (document, find_all(document, query, template, check=check)))

    def _done(self, result: tuple[Document, Found]) -> None:
        self._of, self.answer = result
        if not self.is_fresh:  # the document went on; what is shown meanwhile is still about right
            self._soon.start()
        self.found.emit()
        if self.is_fresh:
            waiting, self._then = self._then, []
            for then in waiting:
                then(self.answer)

    def _failed(self, error: BaseException) -> None:
        raise error
