"""What a document can be exported as: one entry a format, for the export window and for what comes later."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from composer.app.compile import Compilation
from composer.app.writing import write_pdf
from composer.i18n import N_


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its key, its name and what it is for, the ending of its files, and what writes it.

    `write` raises SaveFailed, and what stood there before is whole.
    """

    key: str
    label: str
    use: str
    suffix: str
    write: Callable[[Compilation, Path], None]

    def named(self, path: Path) -> Path:
        """Return a path with the ending of the format."""
        return path if path.suffix.lower() == self.suffix else path.with_name(path.name + self.suffix)


PDF = Format(
    "pdf", "PDF", N_("To send and to print; accessible (PDF/UA) and lasting (PDF/A)."), ".pdf", write_pdf
)

FORMATS = (PDF,)


def format_of(key: str) -> Format:
    """Return the format of a key, the first one when there is no such format."""
    return next((format_ for format_ in FORMATS if format_.key == key), FORMATS[0])
