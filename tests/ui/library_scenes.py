"""The windows of the libraries as scenes, and the hour of somebody who shares one."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QDialog, QWidget

from composer.app.library_edits import Details, in_state, new_revision, next_revision
from composer.app.linked import tied
from composer.model.document import BlockId, Where
from composer.model.edits import find
from composer.model.inline import parse_text, unparse_text
from composer.model.use import Use
from composer.store.library_folder import FolderLibrary, create_library
from composer.ui.window import Window

DETAILS = Details(
    title="Meer tempo met een vaste bijdrage",
    themes=("Wonen",),
    owner="Team wonen",
    review_by="2025-01-01",
    author="M. de Boer",
)


def team_of(stage) -> FolderLibrary:
    """Makes the library of a team, and lets the program search it."""
    folder = stage.folder / "team"
    create_library(folder, "Team Wonen")
    settings = stage.program.preferences.settings
    stage.program.keep(replace(settings, libraries=(str(folder),), author="A. Jansen"))
    return FolderLibrary(folder)


def shown(stage, sought: str) -> Window:
    """Returns the window with the pane, and the first block that is found on its card."""
    window = stage.at("introduction")
    window.actions_["library"].trigger()
    pane, card = window.panes.library, window.panes.card
    stage.wait(lambda: pane.is_settled and bool(pane.results.hits()))
    pane.line.setText(sought)
    stage.wait(lambda: pane.is_settled)
    pane.results.setFocus()
    pane.results.go_to(0)
    stage.wait(lambda: card.isVisible() and card.stored is not None and card.picture.is_settled)
    return window


def opened(stage, window: Window) -> QDialog:
    """Returns the window that the desk opened last."""
    stage.wait(lambda: bool(window.library.opened))
    return window.library.opened[-1]


def letter_with(stage, *colleagues: str) -> Window:
    """Returns the letter, a block of which a library has; colleagues made it others since."""
    library = team_of(stage)
    window = stage.letter()
    block = next(one for one in window.session.document.walk() if type(one).__name__ == "Request")
    first = new_revision(block, window.session.document, DETAILS, state="adopted")
    digest = library.put(first)
    window.session.apply(lambda: "tie", lambda document: tied(document, block.id, first.id, digest))
    (variant,) = first.variants
    for number, name in enumerate(colleagues, 1):
        words = parse_text(f"{unparse_text(variant.block.text)[:-1]}, en begin in {2025 + number}.")
        made = replace(variant.block, text=words)
        details = replace(DETAILS, author=name, owner="Team wonen" if number == 1 else "Bureau")
        changed = next_revision(
            first, digest, details, block=made, document=window.session.document, replaces=variant
        )
        library.put(changed)
    window.library.news.ask()
    stage.wait(lambda: window.library.news.is_settled)
    window.panes.go_to(Where(block.id, "text"), focus=True)
    return stage.settled(window)


def block_of_library(window: Window) -> BlockId:
    """Returns the block of the document that came from a library."""
    return next(one.id for one in window.session.document.walk() if one.origin)


def _card(stage) -> QWidget:
    return shown(stage, "Oostkade")


def _away(stage) -> QWidget:
    team_of(stage)
    settings = stage.program.preferences.settings
    stage.program.keep(replace(settings, libraries=(*settings.libraries, str(stage.folder / "weg"))))
    return shown(stage, "jeugd")


def _make(stage) -> QWidget:
    team_of(stage)
    window = stage.at("introduction")
    window.library.make_block()
    made = opened(stage, window)
    stage.wait(lambda: bool(made.place))
    made.save("adopted")
    return made


def _alike(stage) -> QWidget:
    team_of(stage)
    window = shown(stage, "schoolplein")
    window.library._open_make(window.panes.card.hit, window.panes.card.stored, None)
    made = opened(stage, window)
    stage.wait(lambda: bool(made.place))
    made._making = replace(made._making, stored=None)
    made.details = DETAILS
    made.save("adopted")
    stage.wait(made.strip.isVisible)
    return made


def _newer(stage) -> QWidget:
    window = letter_with(stage, "K. Aydin")
    window.actions_["findings"].trigger()
    return window


def _difference(stage) -> QWidget:
    window = letter_with(stage, "K. Aydin")
    window.library.show_difference()
    return opened(stage, window)


def _conflict(stage) -> QWidget:
    window = letter_with(stage, "K. Aydin", "S. Visser")
    window.library.show_difference()
    return opened(stage, window)


def _withdrawn(stage) -> QWidget:
    window = letter_with(stage)
    block = find(window.session.document, block_of_library(window))
    library = FolderLibrary(stage.folder / "team")
    (head,) = library.heads(block.origin.block)
    library.put(in_state(head.revision, head.digest, "withdrawn", "K. Aydin"))
    window.library.news.ask()
    stage.wait(lambda: window.library.news.is_settled)
    window.library.show_difference()
    return opened(stage, window)


def _used(stage) -> QWidget:
    window = letter_with(stage)
    window.session.save()
    library = FolderLibrary(stage.folder / "team")
    block = find(window.session.document, block_of_library(window)).origin.block
    told = Use(
        "Reactie op de woonvisie",
        "2025-11-03",
        ("Ministerie van Wonen",),
        "2025-11-04",
        "K. Aydin",
        ((block, "x"),),
    )
    library.put_uses("0123456789ab", (told,))
    window.actions_["library"].trigger()
    pane = window.panes.library
    pane.look()
    stage.wait(lambda: pane.is_settled)
    pane.line.setText("tempo")
    stage.wait(lambda: pane.is_settled and bool(pane.results.hits()))
    pane.results.setFocus()
    pane.results.go_to(0)
    card = window.panes.card
    stage.wait(lambda: card.isVisible() and card.stored is not None)
    card.menu.aboutToShow.emit()
    card.menu.actions()[-1].trigger()
    return opened(stage, window)


def _left_out(stage) -> QWidget:
    library = team_of(stage)
    for name in ("busbaan", "wijkteam"):
        place = library.folder / "blocks" / name
        place.mkdir(parents=True)
        (place / "0123456789ab.yaml").write_text("pleidooi-block: 1\nid: [", encoding="utf-8")
    window = stage.letter()
    window.actions_["library"].trigger()
    pane = window.panes.library
    stage.wait(lambda: pane.is_settled and len(pane.skipped) == 2)
    window.library.folders.show_left_out()
    return opened(stage, window)


LIBRARY_SCENES: dict[str, Callable[..., QWidget]] = {
    "library-card": _card,
    "library-away": _away,
    "library-make": _make,
    "library-alike": _alike,
    "library-newer": _newer,
    "library-difference": _difference,
    "library-conflict": _conflict,
    "library-withdrawn": _withdrawn,
    "library-used": _used,
    "library-left-out": _left_out,
}
