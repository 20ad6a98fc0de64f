"""What the commands of a window do: a function for every name in the table of commands."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from composer.i18n import _

if TYPE_CHECKING:
    from composer.ui.canvas import Canvas
    from composer.ui.own_undo import OwnUndoEdit
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
    of_document = _of_files(window) | _of_safety(window) | _of_text(window) | _of_library(window)
    return clipboard | of_document | _of_views(window)


def _on_focus(window: Window, method: str) -> Handler:
    def act() -> None:
        focus = QApplication.focusWidget()
        guide = getattr(focus, "guide", None)
        call = getattr(focus, method.removesuffix("_plain"), None)
        if guide is not None:
            guide.clipped(method)
        elif call is not None:
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
        "revert": files("revert"),
        "export": files("export"),
        "export-as": files("export_as"),
        "print": files("print_"),
        "close": window.close,
        "settings": lambda: window.program.show_settings(window),
        "quit": QApplication.closeAllWindows,
        "about": window.show_about,
        "commands": window.show_commands,
        "keys": window.show_keys,
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


def _show_references(window: Window) -> None:
    from composer.ui.reference_palette import show_references

    show_references(window)


def _of_text(window: Window) -> dict[str, Handler]:
    def text(act: Callable[[Canvas], object]) -> Handler:
        return lambda: act(window.canvas) if window.canvas else None

    def form(name: str) -> Handler:
        return text(lambda canvas: (_note() or canvas).toggle(name))

    def step(name: str) -> Handler:
        def act() -> None:
            if note := _note():
                note.undo_step() if name == "undo" else note.redo_step()
            elif window.canvas is not None and window.session is not None:
                window.canvas.insertions.go_back()  # what a card says is the last step
                getattr(window.session, name)()

        return act

    return {
        "undo": step("undo"),
        "redo": step("redo"),
        "duplicate": text(lambda canvas: canvas.blocks.duplicate()),
        "delete-block": text(lambda canvas: canvas.blocks.delete()),
        "move-up": text(lambda canvas: canvas.blocks.move(-1)),
        "move-down": text(lambda canvas: canvas.blocks.move(1)),
        "nest": text(lambda canvas: canvas.nesting.nest(deeper=True)),
        "unnest": text(lambda canvas: canvas.nesting.nest(deeper=False)),
        "details": text(lambda canvas: canvas.show_details()),
        "bold": form("bold"),
        "italic": form("italic"),
        "footnote": text(lambda canvas: canvas.insertions.insert_note()),
        "edit-chip": lambda: _edit_chip(window),
        "link": lambda: window.links.edit() if window.canvas and window.links else None,
        "open-link": lambda: window.links.open() if window.canvas and window.links else None,
        "reference": lambda: _show_references(window),
        "source": lambda: window.panes.show_sources() if window.panes else None,
    } | _of_search(window)


def _note() -> OwnUndoEdit | None:
    """Return the note that has the keyboard: undo and bold are for it, from the menu as by keys."""
    from composer.ui.own_undo import OwnUndoEdit  # not for the first paint, which has no text yet

    focus = QApplication.focusWidget()
    return focus if isinstance(focus, OwnUndoEdit) else None


def _edit_chip(window: Window) -> None:
    """Open what stands at the caret: a citation, a note, a field, else the link it is in."""
    if window.canvas is None or window.canvas.insertions.edit_at_caret() or window.links is None:
        return
    if not window.links.edit_here():
        window.canvas.announce(_("There is no citation, footnote, field or link here."))


def _of_search(window: Window) -> dict[str, Handler]:
    def go(*, forward: bool) -> Handler:
        return lambda: window.panes.find_bar().go(forward=forward) if window.panes else None

    def show(*, replacing: bool) -> Handler:
        return lambda: window.panes.find_bar().open(replacing=replacing) if window.panes else None

    return {
        "find": show(replacing=False),
        "find-next": go(forward=True),
        "find-previous": go(forward=False),
        "replace": show(replacing=True),
    }


def _of_library(window: Window) -> dict[str, Handler]:
    return {
        "library": lambda: window.panes.show_library() if window.panes else None,
        "make-library-block": lambda: window.library.make_block() if window.library else None,
        "library-folders": lambda: window.library.folders.show_menu() if window.library else None,
        "library-wording": lambda: window.library.show_wordings() if window.library else None,
        "library-difference": lambda: window.library.show_difference() if window.library else None,
        "mark-sent": lambda: window.library.toggle_sent() if window.library else None,
    }


def _of_views(window: Window) -> dict[str, Handler]:
    def preview(direction: int) -> Handler:
        return lambda: window.preview.desk.step_zoom(direction) if window.preview else None

    def pane(direction: int) -> Handler:
        return lambda: window.panes.go_round(direction) if window.panes else None

    return {
        "pages": lambda: window.panes.toggle_pages() if window.panes else None,
        "findings": window.show_findings,
        "preview": lambda: window.panes.show_preview() if window.panes else None,
        "next-pane": pane(1),
        "previous-pane": pane(-1),
        "fit-width": lambda: window.preview.fit_width() if window.preview else None,
        "zoom-in": preview(1),
        "zoom-out": preview(-1),
    }
