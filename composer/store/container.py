"""Packs a document and its pictures into one file, and unpacks it with every limit on what may come out.

It never writes to disk and never unpacks what does not belong to a document.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from typing import NamedTuple

from composer.errors import DocumentError
from composer.i18n import _
from composer.store import limits

DOCUMENT = "document.yaml"

_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")
_MEDIA = re.compile(r"media/[0-9a-f]{64}\.(?:png|jpg|svg)")
_ENCRYPTED = 0x1
_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip can tell
_UNIX = 3
_READ_AND_WRITE = 0o100644 << 16


class Unpacked(NamedTuple):
    """The YAML of a document, and its pictures by their names in the file."""

    text: bytes
    media: Mapping[str, bytes]


def is_packed(data: bytes) -> bool:
    """Returns whether a file is a zip, by its first bytes."""
    return data.startswith(_SIGNATURES)


def pack(text: bytes, media: Mapping[str, bytes]) -> bytes:
    """Returns the file; the same document and pictures always give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in ((DOCUMENT, text), *sorted(media.items())):
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.create_system = _UNIX
            entry.external_attr = _READ_AND_WRITE
            small = len(zlib.compress(content)) * limits.ZIP_RATIO // 2 < len(content)
            entry.compress_type = zipfile.ZIP_STORED if small else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return buffer.getvalue()


def unpack(data: bytes, path: str) -> Unpacked:
    """Returns what is in a file; raises DocumentError, which calls it `path`, for what no document can be."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if reason := _suspicion(entries):
                raise DocumentError(path, 0, 0, reason, _("ask for it again, and do not unpack this one"))
            found = {entry.filename: entry for entry in entries}
            if DOCUMENT not in found:
                reason = _("this is not a document: it holds no {name}").format(name=DOCUMENT)
                raise DocumentError(path, 0, 0, reason, _("check that it is the right file"))
            media = {name: archive.read(entry) for name, entry in found.items() if _MEDIA.fullmatch(name)}
            return Unpacked(archive.read(found[DOCUMENT]), media)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError) as error:
        hint = _("open an earlier version of it, or ask for it again")
        raise DocumentError(path, 0, 0, _("the file is damaged or cut off"), hint) from error


def _suspicion(entries: list[zipfile.ZipInfo]) -> str:
    """Returns why not to unpack these entries; nothing when they are as they should be."""
    size, names = sum(entry.file_size for entry in entries), {entry.filename for entry in entries}
    found = (
        (len(entries) > limits.ZIP_ENTRIES, _("the file holds too many parts")),
        (size > limits.ZIP_BYTES, _("the file is too large when unpacked")),
        (len(names) < len(entries), _("the file holds two parts with the same name")),
        (any(map(_leads_outside, names)), _("the file holds a part that would be put elsewhere")),
        (any(entry.flag_bits & _ENCRYPTED for entry in entries), _("the file is locked with a password")),
        (any(map(_is_odd, entries)), _("the file is packed in a way that is not used for documents")),
        (any(map(_is_bomb, entries)), _("the file is packed more tightly than a document can be")),
    )
    return next((reason for wrong, reason in found if wrong), "")


def _is_odd(entry: zipfile.ZipInfo) -> bool:
    return entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > limits.ZIP_RATIO * max(entry.compress_size, 1)


def _leads_outside(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return not parts[0] or ".." in parts or ":" in name
