"""A window whose library is on a disk that is full, then can only be read; prints what it says.

Run with the folder of a small disk of its own, in namespaces of its own: `test_library_on_a_disk` does.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from composer.app.settings import Preferences
from composer.store.library_folder import FolderLibrary, create_library
from composer.ui.application import make_application
from composer.ui.program import Program
from tests.bench.documents import SAMPLE
from tests.store.on_a_real_disk import filled
from tests.store.revisions import revision
from tests.ui import conftest  # before anything else of Qt: no screen, our own fonts
from tests.ui.hands import answer
from tests.ui.scenes import Stage

assert conftest


def outcome(folder: Path, own: Path) -> dict[str, object]:
    """Change a block of the library on a full disk and on one that can only be read; tell what is said."""
    create_library(folder / "team", "Team")
    FolderLibrary(folder / "team").put(revision("Maak de bussen gratis.", title="Gratis bussen"))
    preferences = Preferences(own / "settings.yaml")
    preferences.choose("language", "en")
    program = Program(make_application(["pleidooi"], "en"), preferences)
    program.keep(replace(preferences.settings, libraries=(str(folder / "team"),), author="An"))
    stage = Stage(program, own)
    window = program.open_window()
    program.open_file(Path(shutil.copy(SAMPLE, own / "brief.yaml")), window)
    stage.settled(window)
    window.panes.show_library()
    pane, card = window.panes.library, window.panes.card
    told: dict[str, object] = {}
    before = files(folder / "team")
    filled(folder)
    for disk in ("full", "read-only"):
        if disk == "read-only":
            (folder / "rest").unlink()
            subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
        pane.look()
        stage.wait(lambda: pane.is_settled)
        pane.line.setText("bussen")
        stage.wait(lambda: pane.is_settled)
        pane.results.go_to(-1)
        pane.results.clearSelection()
        pane.results.go_to(0)
        stage.wait(lambda: card.stored is not None)
        (hit,) = pane.results.hits()
        said: list[tuple[str, str]] = []
        answer("OK", said)
        window.library.become(hit, card.stored, "withdrawn")
        stage.wait(lambda said=said: bool(said))
        pane.menu.aboutToShow.emit()
        told[disk] = {
            "said": " ".join(said[0]),
            "found": hit.title,
            "menu": next(one.text() for one in pane.menu.actions() if one.menu()),
            "is_whole": files(folder / "team") == before,
        }
    window.close_without_asking()
    program.stop()
    return told


def files(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as own:
        os.environ["PLEIDOOI_DATA"] = own
        print(json.dumps(outcome(Path(sys.argv[1]), Path(own))), flush=True)
        os._exit(0)
