"""The errors of the world outside: a file, a house, a font, a disk. The author's content never raises."""

import re

# What moves a terminal or hides words: controls, ends of lines, signs that turn the direction of writing.
_UNSEEN = re.compile("[\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def seen(words: str) -> str:
    """Return words of strangers, such as the name of a file, on one line, with each sign to be seen.

    A terminal obeys what follows an ESC; a name can end in fdp.exe and look as if it ended in exe.pdf.
    """
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", words)


class ComposerError(Exception):
    """Something outside the program is not as it must be; `str()` is one sentence for the user."""

    def __init__(self, reason: str, hint: str = "") -> None:
        """Keep the reason and the advice apart, so that a window can set them apart."""
        super().__init__(reason, hint)
        self.reason = seen(reason)
        self.hint = seen(hint)

    def __str__(self) -> str:
        """Return the reason, with the hint in brackets."""
        return f"{self.reason} ({self.hint})" if self.hint else self.reason


class DocumentError(ComposerError):
    """A file that cannot be read; line and column count from 1, line 0 means the file as a whole.

    Such a file is said to be wrong at its beginning, so that every refusal has one form.
    """

    def __init__(self, path: str, line: int, column: int, reason: str, hint: str = "") -> None:
        """Name the file, the place in it, the reason and what to do."""
        super().__init__(reason, hint)
        self.args = (path, line, column, reason, hint)
        self.path = path
        self.line = line
        self.column = column

    def __str__(self) -> str:
        """Return `FILE:LINE:COL: reason (hint)` on one line."""
        return f"{seen(self.path)}:{self.line or 1}:{self.column or 1}: {super().__str__()}"


class TemplateError(DocumentError):
    """A house or template that cannot be read or found."""


class ExportFailed(ComposerError):
    """Output that could not be written; what stood there before is whole."""


class SaveFailed(ExportFailed):
    """A file that could not be saved; what stood there before is whole."""
