"""A salutation: how the letter addresses its reader; empty, it is taken from the first addressee."""

from collections.abc import Iterator
from dataclasses import dataclass

from composer.blocks.kind import Kind, Voice, register, text_field
from composer.i18n import N_
from composer.model.document import Block
from composer.model.finding import Finding
from composer.model.flow import Flow, Para, Span
from composer.model.style import rule
from composer.model.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Salutation(Block):
    """The words with which a letter begins."""

    text: Text = text_field(N_("Salutation"))


def _flow(block: Salutation, voice: Voice) -> Iterator[Flow]:
    if block.text:
        yield from voice.paras(block.text, block.where("text"), "salutation", language=block.language)
        return
    given = [person.salutation for person in voice.people("addressees") if person.salutation]
    words = given[0] if given else voice.word(N_("Dear Sir or Madam,"))
    yield Para(spans=(Span(words),), style="salutation", at=block.where("text"), language=voice.language)


def _check(_block: Salutation) -> Iterator[Finding]:
    """An empty salutation says a default, so there is nothing to tell."""
    yield from ()


register(
    Kind(
        name="salutation",
        block=Salutation,
        label=N_("Salutation"),
        icon="quote",
        flow=_flow,
        once=True,
        check=_check,
        styles=(rule("salutation", after=7.25, keep_next=True),),
    )
)
