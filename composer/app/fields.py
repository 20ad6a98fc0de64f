"""Merge fields where nothing is printed: what stands for one in a title or a search."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from composer.compose.called import field_called
from composer.compose.fields import merge_values
from composer.compose.numbering import number_blocks
from composer.compose.references import References, is_reference
from composer.compose.world import World
from composer.i18n import _
from composer.model.document import BlockId, Document
from composer.model.flow import Span
from composer.model.house import in_language
from composer.model.template import Template
from composer.model.text import PLAIN, MergeField, Run, Text

# Stands for a number or a page that is only known where pages are made.
_UNKNOWN = "…"
NO_NAMES: Mapping[str, str] = MappingProxyType({})


def field_labels(world: World, language: str) -> Mapping[str, str]:
    """Return what the template calls its fields, by their names."""
    labels = ((spec.key, in_language(spec.label, language)) for spec in world.template.fields)
    return {key: label for key, label in labels if label}


class FieldNames(Mapping[str, str]):
    """What fields are called where they are written: as the template does, references by what they print."""

    def __init__(
        self,
        document: Document,
        template: Template,
        numbers: Mapping[BlockId, str],
        otherwise: Mapping[str, str] = NO_NAMES,
    ) -> None:
        """Name the fields of a document whose blocks have these numbers; of others ask `otherwise`."""
        self._for = template, document.language
        self._references = References(document, template, numbers)
        self._otherwise = otherwise
        self._asked: dict[str, str] = {}

    def __getitem__(self, name: str) -> str:
        """Return what a field is called; raises KeyError when nobody says."""
        if name not in self._asked:
            self._asked[name] = self._said(name)
        return self._asked[name] or self._otherwise[name]

    def _said(self, name: str) -> str:
        template, language = self._for
        if not is_reference(name):
            return in_language(field_called(template, name), language)
        spans = self._references.spans(name, PLAIN)
        return _reference_words(spans) if spans else ""

    def __iter__(self) -> Iterator[str]:
        """Yield the names of the fields of the template."""
        return (spec.key for spec in self._for[0].fields)

    def __len__(self) -> int:
        """Return how many fields the template has."""
        return len(self._for[0].fields)

    def fits(self, template: Template, language: str) -> bool:
        """Return whether these are the names for a template and a language."""
        return self._for[0] is template and self._for[1] == language

    def is_said_by(self, other: Mapping[str, str]) -> bool:
        """Return whether another one says the same of all fields asked for."""
        return all(other.get(name, "") == words for name, words in self._asked.items())


def names_in(document: Document, template: Template, otherwise: Mapping[str, str] = NO_NAMES) -> FieldNames:
    """Return what the fields of a document are called, where nobody has its numbers yet."""
    return FieldNames(document, template, number_blocks(document, template), otherwise)


def field_words(document: Document, world: World, language: str) -> Mapping[str, str]:
    """Return the words of every field that has any, else what the template calls it in a language."""
    values = merge_values(document, world.template)
    return {**field_labels(world, language), **{name: words for name, words in values.items() if words}}


def called(name: str, words: Mapping[str, str]) -> str:
    """Return what a field is called, else its name; a reference that leads nowhere says so."""
    return words.get(name) or (_("reference to nothing") if is_reference(name) else name)


def _reference_words(spans: tuple[Span, ...]) -> str:
    return "".join(_UNKNOWN if span.page_of else span.text for span in spans) or _UNKNOWN


def plain_words(text: Text, words: Mapping[str, str]) -> str:
    """Return the bare words of a text, a field as what stands for it, else as its name.

    A reference whose number nobody has looked up is an ellipsis.
    """

    def say(item: object) -> str:
        if isinstance(item, MergeField):
            return words.get(item.name) or (_UNKNOWN if is_reference(item.name) else item.name)
        return item.text if isinstance(item, Run) else ""

    return "\n\n".join("".join(map(say, paragraph)) for paragraph in text.paragraphs)
