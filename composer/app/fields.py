"""Merge fields where nothing is printed: what stands for one in a title or a search."""

from collections.abc import Mapping

from composer.compose.fields import merge_values
from composer.compose.world import World
from composer.model.document import Document
from composer.model.house import in_language
from composer.model.text import MergeField, Run, Text


def field_labels(world: World, language: str) -> Mapping[str, str]:
    """Return what the template calls its fields, by their names."""
    labels = ((spec.key, in_language(spec.label, language)) for spec in world.template.fields)
    return {key: label for key, label in labels if label}


def field_words(document: Document, world: World, language: str) -> Mapping[str, str]:
    """Return the words of every field that has any, else what the template calls it in a language."""
    values = merge_values(document, world.template)
    return {**field_labels(world, language), **{name: words for name, words in values.items() if words}}


def plain_words(text: Text, words: Mapping[str, str]) -> str:
    """Return the bare words of a text, a field as what stands for it, else as its name."""

    def say(item: object) -> str:
        if isinstance(item, MergeField):
            return words.get(item.name, item.name)
        return item.text if isinstance(item, Run) else ""

    return "\n\n".join("".join(map(say, paragraph)) for paragraph in text.paragraphs)
