"""Runs the program under an audit hook; prints who wrote, moved or deleted a file, and by what.

For `test_writes`. Who that is, is the innermost module of the program on the way there.
"""

import json
import os
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = str(ROOT / "composer") + os.sep
TO_WRITE = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
CHANGES = {
    "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.link", "os.symlink", "os.truncate",
    "os.utime", "os.chown", "os.system", "os.posix_spawn", "os.exec", "os.fork", "subprocess.Popen",
    "sqlite3.connect", "shutil.copyfile", "shutil.move", "shutil.rmtree",
    "tempfile.mkstemp", "tempfile.mkdtemp",
}  # fmt: skip

found: dict[str, set[str]] = defaultdict(set)


def heard(event: str, arguments: tuple[object, ...]) -> None:
    """Note who does what; nothing of importing a module, of which Python alone is the author."""
    if event == "open":
        flags = arguments[2]
        if not isinstance(flags, int) or not flags & TO_WRITE:
            return
    elif event not in CHANGES:
        return
    frame = sys._getframe()
    while frame is not None:
        if frame.f_code.co_filename.startswith(PACKAGE):
            found[Path(frame.f_code.co_filename).relative_to(ROOT).as_posix()].add(event)
            return
        frame = frame.f_back


def run(folder: Path) -> None:
    """Use whatever of the program writes."""
    from composer.app.librarian import Librarian
    from composer.app.log import start_log
    from composer.app.report import report, save_report
    from composer.store.library import open_library
    from composer.store.library_folder import create_library
    from composer.ui.selftest import selftest
    from tests.store.revisions import revision

    start_log(folder / "log")
    assert selftest() == 0
    create_library(folder / "team", "Team")
    library = open_library(folder / "team")
    library.put(revision("Woorden."))
    librarian = Librarian(lambda: (str(folder / "team"),), tuple)
    assert librarian.places()
    librarian.close()
    save_report(folder / "report.txt", report(None, folder / "log" / "pleidooi.log"))


if __name__ == "__main__":
    sys.addaudithook(heard)
    run(Path(sys.argv[1]))
    print(json.dumps({who: sorted(what) for who, what in found.items()}))
