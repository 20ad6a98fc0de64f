"""What the commands of a window do: a function for every name in the table of commands."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from composer.ui.window import Window

Handler = Callable[[], object]

# What acts on whatever has the keyboard, as its own keys do.
_CLIPBOARD = {
    "cut": "cut",
    "copy": "copy",
    "paste": "paste",
    "paste-plain": "paste_plain",
    "select-all": "selectAll",
}


def handlers_of(window: Window) -> dict[str, Handler]:
    """Return the handlers by the names of their commands; without a document they do nothing."""
    clipboard = {name: _on_focus(window, method) for name, method in _CLIPBOARD.items()}
    return clipboard | _of_files(window) | _of_safety(window) | _of_text(window) | _of_views(window)


def _on_focus(window: Window, method: str) -> Handler:
    def act() -> None:
        focus = QApplication.focusWidget()
        call = getattr(focus, method, None) or getattr(focus, method.removesuffix("_plain"), None)
        if call is not None:
            call()
        elif window.canvas is not None and window.canvas.has_focus():
            window.canvas.clipboard.run(method)

    return act


def _of_files(window: Window) -> dict[str, Handler]:
    def files(name: str) -> Handler:
        def act() -> None:
            getattr(window.files, name)()

        return act

    return {
        "new": window.new,
        "open": files("open"),
        "save": files("save"),
        "save-as": files("save_as"),
        "export": files("export"),
        "close": window.close,
        "quit": QApplication.closeAllWindows,
        "about": window.show_about,
    }


def _of_safety(window: Window) -> dict[str, Handler]:
    def safety(name: str) -> Handler:
        def act() -> None:
            from composer.ui import safety

            getattr(safety, name)(window)

        return act

    return {
        "versions": safety("show_versions"),
        "recover": safety("recover_work"),
        "report": safety("report_problem"),
        "log": safety("open_log"),
    }


def _of_text(window: Window) -> dict[str, Handler]:
    def canvas(name: str, *arguments: object) -> Handler:
        return lambda: getattr(window.canvas, name)(*arguments) if window.canvas else None

    return {
        "undo": lambda: window.session.undo() if window.session else None,
        "redo": lambda: window.session.redo() if window.session else None,
        "duplicate": canvas("duplicate_current"),
        "delete-block": canvas("delete_current"),
        "move-up": canvas("move_current", -1),
        "move-down": canvas("move_current", 1),
        "bold": canvas("toggle_bold"),
        "italic": canvas("toggle_italic"),
        "footnote": canvas("insert_note"),
        "source": lambda: window.panes.show_sources() if window.panes else None,
    }


def _of_views(window: Window) -> dict[str, Handler]:
    def preview(direction: int) -> Handler:
        return lambda: window.preview.desk.step_zoom(direction) if window.preview else None

    def pane(direction: int) -> Handler:
        return lambda: window.panes.go_round(direction) if window.panes else None

    return {
        "findings": window.show_findings,
        "next-pane": pane(1),
        "previous-pane": pane(-1),
        "fit-width": lambda: window.preview.fit_width() if window.preview else None,
        "zoom-in": preview(1),
        "zoom-out": preview(-1),
    }
