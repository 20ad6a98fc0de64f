"""What one user tells others of the documents in which blocks of a library are used: a file, a line each.

Whoever reads one trusts nothing in it: a line that is no such line is left out.
"""

import json
from collections.abc import Iterable, Iterator

from composer.model.characters import clean
from composer.model.use import Use

# So many documents of one user, and so many blocks of one document.
MOST_DOCUMENTS, MOST_BLOCKS = 2000, 1000
_LONGEST = 500


def uses_bytes(uses: Iterable[Use]) -> bytes:
    """Returns a file that tells of documents; the same for the same ones in any order."""
    lines = sorted(json.dumps(_row(use), ensure_ascii=False, sort_keys=True) for use in uses)
    return "".join(f"{line}\n" for line in lines[:MOST_DOCUMENTS]).encode(errors="replace")


def read_uses(data: bytes) -> tuple[Use, ...]:
    """Returns what a file tells; what is half copied or no such line is left out."""
    lines = data.decode(errors="replace").split("\n")[:-1][:MOST_DOCUMENTS]
    return tuple(use for line in lines for use in _uses(line))


def _row(use: Use) -> dict[str, object]:
    told = {"title": use.title, "date": use.date, "sent": use.sent, "by": use.by}
    addressees, blocks = list(use.addressees), [list(pair) for pair in use.blocks[:MOST_BLOCKS]]
    return told | {"addressees": addressees, "blocks": blocks}


def _uses(line: str) -> Iterator[Use]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return
    if not isinstance(row, dict):
        return
    blocks = tuple(
        (_words(pair[0]), _words(pair[1]))
        for pair in _listed(row.get("blocks"))
        if isinstance(pair, list) and len(pair) == 2
    )
    if blocks:
        title, date, sent, by = (_words(row.get(name)) for name in ("title", "date", "sent", "by"))
        yield Use(title, date, tuple(map(_words, _listed(row.get("addressees")))), sent, by, blocks)


def _listed(value: object) -> list[object]:
    return value[:MOST_BLOCKS] if isinstance(value, list) else []


def _words(value: object) -> str:
    return clean(value)[:_LONGEST] if isinstance(value, str) else ""
