"""What a text can refer to: blocks with a number or a title, by what a reference to them prints."""

from collections.abc import Mapping
from typing import NamedTuple

from composer.app.fields import plain_words
from composer.blocks import kind_of
from composer.blocks.kind import texts_of
from composer.compose.references import References
from composer.model.document import Block, BlockId, Document
from composer.model.template import Template
from composer.model.text import PLAIN, MergeField, Text

# After one of these a sentence begins.
_ENDS = (".", "!", "?")


class Target(NamedTuple):
    """A block that can be referred to: `called` is what that prints, `title` the first words of the block."""

    block: Block
    called: str
    title: str

    @property
    def words(self) -> str:
        """Return what it is called and titled; once where it is called by its title."""
        is_named = self.title and self.title not in self.called
        return f"{self.called}: {self.title}" if is_named else self.called


def targets(
    document: Document, template: Template, numbers: Mapping[BlockId, str], fields: Mapping[str, str]
) -> tuple[Target, ...]:
    """Return what there is to refer to in reading order; `fields` are the words of merge fields."""
    references = References(document, template, numbers)
    found = []
    for block in document.walk():
        if kind_of(block).reference:
            called = "".join(span.text for span in references.spans(f"ref:{block.id}", PLAIN))
            if called:
                said = (" ".join(plain_words(text, fields).split()) for _path, text in texts_of(block))
                found.append(Target(block, called, next((words for words in said if words), "")))
    return tuple(found)


def reference_to(target: Target, before: Text, *, page: bool = False) -> MergeField:
    """Return a reference for behind a text; it begins with a capital where a sentence does."""
    sort = "page" if page else "ref"
    words = before.plain.rstrip()
    begins = not words or words.endswith(_ENDS)
    return MergeField(f"{sort.capitalize() if begins else sort}:{target.block.id}")
