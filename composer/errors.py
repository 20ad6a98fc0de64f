"""The errors of the world outside: a file, a house, a font, a disk. The author's content never raises."""


class ComposerError(Exception):
    """Something outside the program is not as it must be; `str()` is one sentence for the user."""

    def __init__(self, reason: str, hint: str = "") -> None:
        """Keep the reason and the advice apart, so that a window can set them apart."""
        super().__init__(reason, hint)
        self.reason = reason
        self.hint = hint

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
        return f"{self.path}:{self.line or 1}:{self.column or 1}: {super().__str__()}"


class TemplateError(DocumentError):
    """A house or template that cannot be read or found."""


class ExportFailed(ComposerError):
    """Output that could not be written; what stood there before is whole."""


class SaveFailed(ExportFailed):
    """A file that could not be saved; what stood there before is whole."""
