"""Saves on a real disk that is full, then on one that can only be read; prints what came of it.

Run with the folder of a small disk of its own, in namespaces of its own: `test_real_disk` does.
"""

import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from composer.app.session import Session
from composer.errors import SaveFailed
from composer.model.edits import set_document_field
from composer.store.library import open_library
from composer.store.library_folder import create_library
from tests.bench.documents import SAMPLE
from tests.store.revisions import revision


def filled(folder: Path) -> None:
    """Take the last byte there is."""
    with (folder / "rest").open("wb", buffering=0) as file, suppress(OSError):
        while file.write(b"x" * 512):
            pass


def reason_of(act) -> str:
    try:
        act()
    except SaveFailed as error:
        return error.reason
    return "saved"


def outcome(folder: Path) -> dict[str, object]:
    """Save a document and add to a library; tell what failed and whether all that was there is whole."""
    file, session, library = folder / "brief.yaml", None, None
    file.write_bytes(SAMPLE.read_bytes())
    create_library(folder / "team", "Team")
    library = open_library(folder / "team")
    library.put(revision("Dit stond er al."))
    before, names = file.read_bytes(), sorted(path.name for path in folder.rglob("*"))
    session = Session.open(file)
    session.apply("x", lambda document: set_document_field(document, "subject", "Nieuw"))
    told: dict[str, object] = {}
    filled(folder)
    for disk in ("full", "read-only"):
        if disk == "read-only":
            (folder / "rest").unlink()
            subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
        told[disk] = {
            "document": reason_of(session.save),
            "library": reason_of(lambda: library.put(revision("Dit is nieuw."))),
            "may_write": library.may_write,
            "is_changed": session.is_changed,
            "is_whole": file.read_bytes() == before and len(library.history("bus")) == 1,
            "left": sorted({path.name for path in folder.rglob("*")} - {*names, "rest"}),
        }
    os.chdir("/")
    return told


if __name__ == "__main__":
    print(json.dumps(outcome(Path(sys.argv[1]))))
