"""Takes values out of what a YAML file says, and refuses in plain words what is not what it must be."""

import difflib
import re
from collections.abc import Callable, Collection, Iterable
from collections.abc import Mapping as Table
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TypeVar

from composer.errors import DocumentError
from composer.i18n import _
from composer.model.characters import clean
from composer.store.yaml import Mapping, Node, Scalar, Sequence

LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_NUMBER = re.compile(r"-?[0-9]{1,9}(?:\.[0-9]{1,9})?")
_LONGEST_SHOWN = 60
_MOST_NAMES = 25
_CLOSE = 0.65

Taken = TypeVar("Taken")
Otherwise = TypeVar("Otherwise")


def shown(words: str) -> str:
    """Returns words as a refusal shows them: on one line, not all of a long text, only visible signs."""
    start = " ".join(words.split())[: _LONGEST_SHOWN + 1]
    line = visible(start)
    return line if len(line) <= _LONGEST_SHOWN else line[: _LONGEST_SHOWN - 1] + "…"


def visible(words: str) -> str:
    """Returns words with every sign that cannot be seen as its escape.

    A terminal obeys what follows an ESC, and a sign that turns the direction of writing hides the others.
    """
    return "".join(sign if sign.isprintable() else _escaped(sign) for sign in words)


def advice(word: str, known: Iterable[str]) -> str:
    """Returns the known word that was probably meant, or else all of them, the first of very many."""
    names = [shown(name) for name in (sorted(known) if isinstance(known, AbstractSet) else known)]
    by_lower = {name.lower(): name for name in names}
    close = difflib.get_close_matches(word[:_LONGEST_SHOWN].lower(), by_lower, 1, _CLOSE)
    if close:
        return _("did you mean '{name}'?").format(name=by_lower[close[0]])
    if len(names) > _MOST_NAMES:
        names = [*names[:_MOST_NAMES], "…"]
    return _("choose from: {names}").format(names=", ".join(names)) if names else ""


def named(kind: str) -> str:
    """Returns the name of a thing with its article, for within a sentence."""
    template = _("an {thing}") if kind[:1] in "aeio" else _("a {thing}")
    return template.format(thing=kind)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One file that is being read: what it is called, and which error its refusals are."""

    path: str
    refusal: type[DocumentError] = DocumentError

    def refuse(self, node: Node, reason: str, hint: str = "") -> DocumentError:
        """Returns the error that names the place of a node."""
        return self.refusal(self.path, node.line, node.column, reason, hint)

    def unexpected(self, node: Node, expected: str, hint: str = "") -> DocumentError:
        """Returns the error for a value of the wrong sort."""
        reason = _("expected {expected}, found {found}").format(expected=expected, found=_found(node))
        return self.refuse(node, reason, hint)

    def table(self, node: Node, hint: str = "") -> dict[str, Node]:
        """Returns the values of a mapping by name, whatever the names are; nothing at all is an empty one."""
        if isinstance(node, Mapping):
            return {str(key.value): value for key, value in node.entries}
        if is_null(node):
            return {}
        raise self.unexpected(node, _("names with values"), hint or _("write 'name: value', each on a line"))

    def fields(self, node: Node, thing: str, known: Collection[str]) -> dict[str, Node]:
        """Returns the values of a mapping by name; `thing` is what it describes, with an article."""
        values = self.table(node)
        for key in self.keys(node):
            if key.value not in known:
                name = str(key.value)
                reason = _("unknown field '{name}' of {thing}").format(name=shown(name), thing=thing)
                # In a list, 10,5 is a 10 and something called 5.
                hint = _("write a number with a point: 10.5") if name.isdigit() else advice(name, known)
                raise self.refuse(key, reason, hint)
        return values

    def needed(self, node: Node, values: Table[str, Node], name: str, thing: str) -> Node:
        """Returns a value that a mapping cannot do without."""
        if name in values:
            return values[name]
        reason = _("there is no '{name}' in {thing}").format(name=name, thing=thing)
        raise self.refuse(node, reason, _("add '{name}: …'").format(name=name))

    def keys(self, node: Node) -> tuple[Scalar, ...]:
        """Returns the keys of a mapping with their places."""
        return tuple(key for key, _value in node.entries) if isinstance(node, Mapping) else ()

    def items(self, node: Node) -> tuple[Node, ...]:
        """Returns the values of a list; nothing at all is an empty one."""
        if isinstance(node, Sequence):
            return node.items
        if is_null(node):
            return ()
        raise self.unexpected(node, _("a list"), _("begin each value on a line of its own with a dash"))

    def words(self, node: Node) -> str:
        """Returns plain words: a number or a true is taken as it is written, nothing as no words.

        What no document may hold is left out of them.
        """
        return clean(self.literal(node))

    def literal(self, node: Node) -> str:
        """Returns words with every sign that was written, for what is read or cleaned elsewhere."""
        if not isinstance(node, Scalar):
            raise self.unexpected(node, _("text"), _("put a text that begins with [ or { in quotation marks"))
        match node.value:
            case str():
                return node.value
            case None:
                return ""
            case bool():
                return "true" if node.value else "false"
            case _:
                return str(node.value)

    def lines(self, node: Node) -> tuple[str, ...]:
        """Returns several words: those of a list, or the lines of one text."""
        if isinstance(node, Scalar):
            return () if node.value is None else tuple(self.words(node).rstrip("\n").split("\n"))
        return tuple(self.words(item) for item in self.items(node))

    def flag(self, node: Node) -> bool:
        """Returns a yes or no."""
        if isinstance(node, Scalar) and isinstance(node.value, bool):
            return node.value
        raise self.unexpected(node, _("true or false"), _("write true or false, without quotation marks"))

    def integer(self, node: Node, minimum: int, maximum: int) -> int:
        """Returns a whole number between two others, both included."""
        if not isinstance(node, Scalar) or isinstance(node.value, bool) or not isinstance(node.value, int):
            raise self.unexpected(node, _("a whole number"), _("write it in digits, without quotation marks"))
        if not minimum <= node.value <= maximum:
            reason = _("{number} is out of range").format(number=node.value)
            hint = _("it may be {minimum} to {maximum}").format(minimum=minimum, maximum=maximum)
            raise self.refuse(node, reason, hint)
        return node.value

    def number(self, node: Node, minimum: float, maximum: float) -> float:
        """Returns a number, whole or with a decimal point, between two others, both included."""
        words = self.words(node)
        if not _NUMBER.fullmatch(words):
            raise self.unexpected(node, _("a number"), _("write it with a decimal point and without a unit"))
        if not minimum <= float(words) <= maximum:
            reason = _("{number} is out of range").format(number=words)
            hint = _("it may be {minimum:g} to {maximum:g}").format(minimum=minimum, maximum=maximum)
            raise self.refuse(node, reason, hint)
        return float(words)

    def choice(self, node: Node, choices: Collection[str], thing: str) -> str:
        """Returns one of a few words; `thing` is what they are called."""
        word = self.words(node)
        if word not in choices:
            reason = _("unknown {thing} '{word}'").format(thing=thing, word=shown(word))
            raise self.refuse(node, reason, advice(word, choices))
        return word

    def language(self, node: Node) -> str:
        """Returns a language by its BCP 47 tag, or no words."""
        word = self.words(node)
        if word and not LANGUAGE.fullmatch(word):
            reason = _("'{word}' is not the tag of a language").format(word=shown(word))
            raise self.refuse(node, reason, _("write it as nl, en or nl-BE"))
        return word

    def version(self, node: Node, key: str, newest: int, thing: str) -> None:
        """Refuses a file whose first line names another format, or a later version of it than `newest`."""
        value = self.table(node, _("is this {thing}?").format(thing=thing)).get(key)
        if value is None:
            reason = _("this is not {thing}: there is no '{key}'").format(thing=thing, key=key)
            raise self.refuse(
                node, reason, _("begin it with '{key}: {newest}'").format(key=key, newest=newest)
            )
        number = self.integer(value, 1, 999)
        if number > newest:
            reason = _("written by a newer version of Pleidooi (format {number})").format(number=number)
            hint = _("this version reads format {newest}; install the newest version").format(newest=newest)
            raise self.refuse(value, reason, hint)


def is_null(node: Node) -> bool:
    """Returns whether a value was left empty or is null."""
    return isinstance(node, Scalar) and node.value is None


def taken(
    values: Table[str, Node], key: str, take: Callable[[Node], Taken], default: Otherwise
) -> Taken | Otherwise:
    """Returns a value, or the default when it is absent or null."""
    node = values.get(key)
    return default if node is None or is_null(node) else take(node)


def _escaped(sign: str) -> str:
    return sign.encode("unicode_escape", "surrogatepass").decode()


def _found(node: Node) -> str:
    match node:
        case Mapping():
            return _("names with values")
        case Sequence():
            return _("a list")
        case Scalar(value=None):
            return _("nothing")
        case Scalar(value=bool()):
            return _("true or false")
        case Scalar(value=int()):
            return _("a number")
        case Scalar():
            return _("the text '{text}'").format(text=shown(str(node.value)))
