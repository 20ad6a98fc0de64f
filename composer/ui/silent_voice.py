"""A voice for the kinds of blocks that has no words: what they say with it are styles, labels and frames."""

from collections.abc import Mapping
from dataclasses import dataclass

from composer.app.commands import container_schema
from composer.app.speech import field_lines, listed_sources, people_of, said_phrase
from composer.blocks import KINDS
from composer.blocks.kind import FieldLine
from composer.i18n import _, words
from composer.model.document import Block, Document, Where
from composer.model.flow import Flow, Group, Para, Span
from composer.model.people import Person
from composer.model.picture import Image
from composer.model.template import Template
from composer.model.text import Text

# Where a block's number will stand, and the place of its content.
NUMBER = "\ue010"
CONTENT = "\ue011"
# Where the words of a text will stand, behind what is printed before them.
TEXT = "\ue012"


@dataclass(frozen=True, slots=True)
class SilentVoice:
    """Lets a kind speak without words; see `blocks.kind.Voice`."""

    document: Document
    template: Template
    markers: Mapping[str, str]

    @property
    def language(self) -> str:
        """Return the language of the document."""
        return self.document.language

    def word(self, message: str) -> str:
        """Return a word of print in it."""
        return words(self.language)(message)

    def phrase(self, name: str, **slots: str) -> str:
        """Return a phrase of the template."""
        return said_phrase(self.document, self.template, name, slots)

    def fields(self) -> tuple[FieldLine, ...]:
        """Return the lines of label and value."""
        return field_lines(self.document, self.template)

    def marker(self, name: str) -> str:
        """Return the sign of the template."""
        return self.markers.get(name, "•")

    def number(self, _block: Block) -> str:
        """Return what stands for the number of a block."""
        return NUMBER

    def image(self, name: str) -> Image | None:
        """Return a picture, also one that cannot be printed: it is seen why."""
        if not name:
            return None
        return self.document.image(name) or Image(name=name, problem=_("this picture is not in the document"))

    def within(self, _block: Block) -> tuple[str, ...]:
        """Return nothing: how deep headings are is for the pages."""
        return ()

    def reference(self, _block: Block) -> str:
        """Return a space."""
        return " "  # there are words, though which is for the pages to say

    def paragraphs(self, _text: Text, _at: Where) -> tuple[tuple[Span, ...], ...]:
        """Return one paragraph without words."""
        return ((),)

    def paras(
        self, _text: Text, at: Where, style: str, *, language: str = "", otherwise: str = ""
    ) -> tuple[Para, ...]:
        """Return a paragraph with what stands for the words of a text."""
        return (Para(spans=(Span(f"{TEXT}{otherwise}"),), style=style, at=at, language=language),)

    def children(self, block: Block) -> tuple[Flow, ...]:
        """Return what stands for the blocks within one."""
        schema = container_schema(block)
        only = KINDS[schema.kinds[0]].gather if schema and len(schema.kinds) == 1 else ""
        return (Group(children=(Para(spans=(), at=Where(block.id, CONTENT)),), style=only),)

    def people(self, role: str) -> tuple[Person, ...]:
        """Return the persons with a role."""
        return people_of(self.document, self.template, role)

    def sources(self, *, uncited: bool) -> tuple[tuple[Span, ...], ...]:
        """Return the sources that are listed."""
        return listed_sources(self.document, self.template, uncited=uncited)
