"""Pictures of pages kept for the next start, by what they were made of; each can be made again."""

import hashlib
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from composer.errors import ComposerError
from composer.store.files import make_folder, read_bytes, remove, save
from composer.store.own_folders import page_pictures_folder

# So many pictures are kept; each is some 10 kB.
KEPT = 96
# What of a house says how it looks; a font by its name and size, as a new one is another file.
WRITTEN = frozenset((".yaml", ".svg", ".png", ".jpg", ".jpeg"))
_LARGEST = 10**7
_ENDING = ".page"


def digest_of_houses(folders: Iterable[Path]) -> str:
    """Returns a digest of all that houses consist of: another one when any of it is changed."""
    found = hashlib.sha256()
    for file in _files(folders):
        found.update(repr(str(file)).encode())
        if file.suffix.lower() in WRITTEN:
            with suppress(ComposerError):
                found.update(hashlib.sha256(read_bytes(file, _LARGEST)).digest())
        else:
            with suppress(OSError):
                found.update(str(file.stat().st_size).encode())
    return found.hexdigest()


def _files(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        with suppress(OSError):
            yield from sorted(path for path in folder.rglob("*") if path.is_file())


def key_of(*parts: object) -> str:
    """Returns the name of a picture that was made of these."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def kept_picture(key: str) -> bytes | None:
    """Returns the pixels kept under a name; None when there are none, or they are damaged."""
    try:
        return zlib.decompress(read_bytes(_file(key), _LARGEST))
    except (ComposerError, zlib.error):
        return None


def keep_picture(key: str, pixels: bytes) -> None:
    """Keeps pixels, and forgets the oldest pictures; that it cannot be done is no matter."""
    with suppress(ComposerError, OSError):
        folder = page_pictures_folder()
        make_folder(folder)
        save(_file(key), zlib.compress(pixels, 6))
        kept = sorted(folder.glob(f"*{_ENDING}"), key=lambda path: path.stat().st_mtime)
        for old in kept[:-KEPT]:
            remove(old)


def _file(key: str) -> Path:
    return page_pictures_folder() / f"{key}{_ENDING}"
