"""What tests of libraries in the window share: the pane, a library of the team, a block that came from it."""

from dataclasses import replace

import pytest

from composer.app.library_edits import Details, new_revision, next_revision
from composer.app.linked import tied
from composer.model.inline import parse_text
from composer.store.library_folder import create_library
from tests.ui.keys import type_text

DETAILS = Details(title="De verhuiscoach", themes=("Wonen",), owner="Team", author="M. de Boer")


@pytest.fixture
def own_data(tmp_path, monkeypatch):
    """Gives every test a library and an index of its own."""
    monkeypatch.setenv("PLEIDOOI_DATA", str(tmp_path / "data"))


@pytest.fixture
def library(own_data, window, qtbot):
    """The pane, with the samples in it."""
    window.panes.show_library()
    pane = window.panes.library
    qtbot.waitUntil(lambda: pane.is_settled and bool(pane.results.hits()), timeout=20_000)
    return pane


@pytest.fixture
def team(own_data, window, tmp_path):
    """A library that may be written to, by its place."""
    create_library(tmp_path / "team", "Team Wonen")
    window.library.folders.use(tmp_path / "team")
    return str(tmp_path / "team")


def search(qtbot, pane, words):
    pane.line.clear()
    type_text(pane.line, words)
    qtbot.waitUntil(lambda: pane.is_settled, timeout=10_000)
    return [hit.id for hit in pane.results.hits()]


def show_first(qtbot, window):
    window.panes.library.results.setFocus()
    window.panes.library.results.go_to(0)
    card = window.panes.card
    qtbot.waitUntil(
        lambda: card.isVisible() and card.stored is not None and card.picture.is_settled, timeout=20_000
    )
    return card


def linked(window, qtbot, block, revision, place):
    """Puts a block of the document into a library and ties it to what is there."""
    stored = window.program.librarian.save(revision, place)
    window.session.apply(
        lambda: "tie", lambda document: tied(document, block, stored.revision.id, stored.digest)
    )
    news(window, qtbot)
    return stored


def news(window, qtbot):
    """Waits until the window knows how its blocks stand to the libraries."""
    told = window.library.news
    told.ask()
    qtbot.waitUntil(lambda: told.is_settled, timeout=10_000)
    return told.linked


def opened(window, qtbot, sort):
    qtbot.waitUntil(lambda: any(isinstance(one, sort) for one in window.library.opened), timeout=10_000)
    return next(one for one in window.library.opened if isinstance(one, sort))


@pytest.fixture
def coach(window, qtbot, team):
    """The first example of the letter, tied to a library block: its id, the revision, the library."""
    block = next(block for block in window.session.document.walk() if type(block).__name__ == "Example")
    made = new_revision(block, window.session.document, DETAILS, state="adopted")
    return block.id, linked(window, qtbot, block.id, made, team), team


def newer(window, coach, words, **changes):
    _identity, stored, place = coach
    block = replace(stored.revision.variants[0].block, text=parse_text(words))
    revision = next_revision(
        stored.revision,
        stored.digest,
        replace(DETAILS, **changes),
        block=block,
        document=window.session.document,
        replaces=stored.revision.variants[0],
    )
    return window.program.librarian.save(revision, place)
