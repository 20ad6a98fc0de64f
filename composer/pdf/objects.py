"""The bytes of PDF objects that we write ourselves."""

import zlib
from functools import lru_cache
from hashlib import blake2b, sha256

# So many streams are kept; then all are forgotten.
_MOST = 512
_compressed: dict[bytes, bytes] = {}


def deflated_bytes(data: bytes, extra: bytes = b"") -> bytes:
    """Return the bytes of a compressed stream; what stays the same is compressed once.

    `extra` are further entries of its dictionary.
    """
    # By its digest: kept data itself would be as large again as all that comes of it.
    key = blake2b(data, digest_size=16, person=sha256(extra).digest()[:16]).digest()
    known = _compressed.get(key)
    if known is None:
        if len(_compressed) >= _MOST:
            _compressed.clear()
        known = _compressed[key] = compressed(data, extra)
    return known


def compressed(data: bytes, extra: bytes = b"") -> bytes:
    """Return the same for what is kept elsewhere."""
    return stream_bytes(zlib.compress(data, 6), b"/Filter/FlateDecode" + extra)


def stream_bytes(data: bytes, extra: bytes = b"") -> bytes:
    """Return the bytes of a stream as it is.

    The data ends in CR LF: with LF alone a stream whose last byte happens to be CR is one byte short for
    readers that take CR LF as one line end (ISO 32000-1, 7.3.8.1).
    """
    return b"<<%s/Length %d>>\nstream\n%s\r\nendstream" % (extra, len(data), data)


@lru_cache(maxsize=16_384)
def string(words: str) -> bytes:
    """Return words as a PDF string: as they are when ASCII can say them, else in UTF-16."""
    if words.isascii() and words.isprintable():
        escaped = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        return b"(%s)" % escaped.encode("ascii")
    return b"<FEFF%s>" % words.encode("utf-16-be").hex().upper().encode("ascii")


def number(value: float) -> bytes:
    """Return a number with at most three decimals and no trailing zeros."""
    return b"%g" % round(value, 3)
