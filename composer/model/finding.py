"""A finding: anything worth telling the author, with its place and a hint. Never an exception."""

from dataclasses import dataclass
from enum import Enum

from composer.i18n import N_, _, decimal, spoken
from composer.model.document import Where
from composer.model.house import Words, in_language

Argument = str | float | Words


class Severity(Enum):
    """How much a finding matters; only errors keep a document from being exported."""

    ERROR = N_("error")
    WARNING = N_("warning")
    NOTE = N_("note")


@dataclass(frozen=True, slots=True)
class Finding:
    """A message is an English sentence with `{name}` places, translated and filled when it is shown.

    An argument in several languages is said in that of the user, as the sentence is.
    """

    severity: Severity
    id: str
    message: str
    arguments: tuple[tuple[str, Argument], ...] = ()
    at: Where = Where()
    hint: str = ""

    @property
    def sentence(self) -> str:
        """Return the message in the user's language."""
        return fill(_(self.message), self.arguments)

    @property
    def advice(self) -> str:
        """Return the hint in the user's language, empty when there is none."""
        return fill(_(self.hint), self.arguments) if self.hint else ""


def fill(message: str, arguments: tuple[tuple[str, Argument], ...]) -> str:
    """Put words into the `{name}` places of a message; words that look like places stay as they are."""
    values = {name: _said(value) for name, value in arguments}
    parts = message.split("{")
    filled = parts[0]
    for part in parts[1:]:
        name, brace, rest = part.partition("}")
        filled += values[name] + rest if brace and name in values else "{" + part
    return filled


def error(id_: str, message: str, at: Where = Where(), *, hint: str = "", **arguments: object) -> Finding:
    """Return a finding that keeps the document from being exported."""
    return Finding(Severity.ERROR, id_, message, _words(arguments), at, hint)


def warning(id_: str, message: str, at: Where = Where(), *, hint: str = "", **arguments: object) -> Finding:
    """Return a finding that the author should look at before sending."""
    return Finding(Severity.WARNING, id_, message, _words(arguments), at, hint)


def note(id_: str, message: str, at: Where = Where(), *, hint: str = "", **arguments: object) -> Finding:
    """Return a finding that is good to know."""
    return Finding(Severity.NOTE, id_, message, _words(arguments), at, hint)


def _words(arguments: dict[str, object]) -> tuple[tuple[str, Argument], ...]:
    return tuple(
        (name, value if isinstance(value, float | tuple) else str(value)) for name, value in arguments.items()
    )


def _said(value: Argument) -> str:
    if isinstance(value, tuple):
        return in_language(value, spoken())
    return decimal(value) if isinstance(value, float) else value
