"""What a save that was killed leaves beside a file: told from all that is somebody else's, and deleted.

Nothing is deleted for its age by the clock of this machine: the disk itself must have dated both files.
"""

import os
import re
import stat
from contextlib import suppress
from pathlib import Path

from composer.store.disk import DISK, FileLayer
from composer.store.files import name_kept, remove

# In seconds: a save takes milliseconds, on the slowest share some seconds.
OLD = 600.0


def tidy_strays(path: Path, newer: Path, *, layer: FileLayer = DISK) -> int:
    """Deletes what our own saves of a file left that were killed; returns how many there were.

    A stray has exactly the name that `save` gives, is an ordinary file of this user, and by the disk's own
    clock at least ten minutes older than `newer`, written in the same folder just now. Never raises.
    """
    try:
        now = newer.stat().st_mtime
        beside = list(os.scandir(path.parent))
    except OSError:
        return 0
    pattern = re.compile(rf"\.{re.escape(name_kept(path))}\.[0-9a-f]{{8}}\.tmp")
    gone = 0
    for entry in beside:
        if pattern.fullmatch(entry.name):
            with suppress(OSError):
                found = entry.stat(follow_symlinks=False)
                is_ours = stat.S_ISREG(found.st_mode) and found.st_uid == _user(found)
                if is_ours and now - found.st_mtime >= OLD:
                    gone += remove(path.with_name(entry.name), layer=layer)
    return gone


def _user(found: os.stat_result) -> int:
    """Return who runs this, as the disk names users; on Windows it names nobody."""
    return os.getuid() if hasattr(os, "getuid") else found.st_uid
