"""Merge fields where nothing is printed: what stands for one in a title or a search."""

from collections.abc import Iterator, Mapping

from composer.blocks.kept import fields_in
from composer.compose.called import field_called
from composer.compose.fields import merge_values
from composer.compose.numbering import number_blocks
from composer.compose.references import References, is_reference
from composer.compose.world import World
from composer.model.document import BlockId, Document
from composer.model.flow import Span
from composer.model.house import in_language
from composer.model.template import Template
from composer.model.text import PLAIN, MergeField, Run, Text

# Stands for a number or a page that is only known where pages are made.
_UNKNOWN = "…"


def field_labels(world: World, language: str) -> Mapping[str, str]:
    """Return what the template calls its fields, by their names."""
    labels = ((spec.key, in_language(spec.label, language)) for spec in world.template.fields)
    return {key: label for key, label in labels if label}


class FieldNames(Mapping[str, str]):
    """What fields are called where they are written: as the template does, references by what they print."""

    def __init__(self, document: Document, world: World, numbers: Mapping[BlockId, str]) -> None:
        """Name the fields of a document whose blocks have these numbers."""
        self._for = world, document.language
        self._labels = field_labels(world, document.language)
        self._references = References(document, world.template, numbers)
        self._asked: dict[str, str] = {}

    def __getitem__(self, name: str) -> str:
        """Return what a field is called; raises KeyError when nobody says."""
        if name in self._labels:
            return self._labels[name]
        if name not in self._asked:
            spans = self._references.spans(name, PLAIN)
            self._asked[name] = _reference_words(spans) if spans else ""
        if not self._asked[name]:
            raise KeyError(name)
        return self._asked[name]

    def __iter__(self) -> Iterator[str]:
        """Yield the names of the fields of the template."""
        return iter(self._labels)

    def __len__(self) -> int:
        """Return how many fields the template has."""
        return len(self._labels)

    def fits(self, world: World, language: str) -> bool:
        """Return whether these are the names for a template and a language."""
        return self._for[0] is world and self._for[1] == language

    def is_said_by(self, other: Mapping[str, str]) -> bool:
        """Return whether another one says the same of all references asked for."""
        return all(other.get(name, "") == words for name, words in self._asked.items())


def field_words(document: Document, world: World, language: str) -> Mapping[str, str]:
    """Return the words of every field that has any, else what the template calls it in a language."""
    values = merge_values(document, world.template)
    return {**field_labels(world, language), **{name: words for name, words in values.items() if words}}


def chip_words(document: Document, template: Template) -> Mapping[str, str]:
    """Return what the chips of a document show: what the template calls a field, a reference in words."""
    names = {
        name
        for block in document.blocks
        for _at, name in fields_in(block)
        if is_reference(name) or field_called(template, name)
    }
    references = References(document, template, number_blocks(document, template))
    return {
        name: _reference_words(references.spans(name, PLAIN))
        if is_reference(name)
        else in_language(field_called(template, name), document.language)
        for name in names
    }


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
