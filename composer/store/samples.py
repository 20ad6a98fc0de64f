"""Sample documents of a house: which template each is of, seen in its first lines."""

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from composer.errors import ComposerError
from composer.store.files import read_bytes

_TEMPLATE = re.compile(r"^template:[ \t]*(\S+)", re.MULTILINE)
_LANGUAGE = re.compile(r"^language:[ \t]*(\S+)", re.MULTILINE)
_LARGEST = 10**6


class Sample(NamedTuple):
    """A sample by its file, the template it is of, and its language."""

    path: Path
    template: str
    language: str


def samples_in(house: Path) -> Iterator[Sample]:
    """Yields the samples in the folder of a house, by name; what cannot be read is passed over."""
    for path in sorted((house / "samples").glob("*.yaml")):
        with suppress(ComposerError, UnicodeDecodeError):
            words = read_bytes(path, _LARGEST).decode()
            template, language = _TEMPLATE.search(words), _LANGUAGE.search(words)
            if template is not None:
                yield Sample(path, template[1], language[1] if language else "nl")
