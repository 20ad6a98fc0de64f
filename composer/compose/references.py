"""References: what `{{ref:…}}` and `{{page:…}}` print; numbers of targets, looked up and never stored."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from composer.blocks.kind import kind_of, texts_of
from composer.compose.fields import filled
from composer.i18n import N_, words
from composer.model.document import Block, BlockId, Document
from composer.model.flow import Span
from composer.model.ordinal import letter
from composer.model.template import Template
from composer.model.text import Format, FreeNote, Inline, MergeField

_REFERENCE = re.compile(r"(ref|Ref|page|Page):(.+)")
_ITEM = re.compile(r"(?P<block>.+)\.(?P<number>[1-9]\d{0,3})")
_ORDINALS: Mapping[str, Callable[[int], str]] = {"number": str, "letter": letter}


def is_reference(name: str) -> bool:
    """Return whether a merge field refers to a block: `ref:…` to its number, `page:…` to its page.

    With a capital it begins with one.
    """
    return _REFERENCE.fullmatch(name) is not None


def missed(document: Document) -> frozenset[BlockId]:
    """Return the ids that references of a document name and no block of it has."""
    texts = (text for block in document.walk() for _path, text in texts_of(block))
    targets = {target for text in texts for target in _targets(text.inlines)}
    return frozenset(map(BlockId, targets)) - {block.id for block in document.walk()}


def _targets(inlines: Iterable[Inline]) -> Iterator[str]:
    for item in inlines:
        if isinstance(item, FreeNote):
            yield from _targets(item.inlines)
        elif isinstance(item, MergeField) and (match := _REFERENCE.fullmatch(item.name)):
            yield match[2]
            if one := _ITEM.fullmatch(match[2]):
                yield one["block"]


@dataclass(frozen=True)
class References:
    """The blocks of a document by id, with those around them and their numbers."""

    document: Document
    template: Template
    numbers: Mapping[BlockId, str]

    @cached_property
    def around(self) -> Mapping[BlockId, tuple[Block, ...]]:
        """Return for every block those around it, the outermost first; found when first asked for."""
        return dict(_around(self.document.blocks, ()))

    def spans(self, name: str, form: Format) -> tuple[Span, ...]:
        """Return what a reference prints, nothing when there is no such block or it has no number."""
        match = _REFERENCE.fullmatch(name)
        if match is None:
            return ()
        sort, target = match.groups()
        said = self._page(target) if sort.lower() == "page" else self._words(target)
        if sort[0].isupper():
            said = said[:1].upper() + said[1:]
        before, page, after = said.partition(_PAGE)
        plain = Span("", form.bold, form.italic, form.href, form.language)
        parts = (
            plain._replace(text=before),
            plain._replace(text="0", page_of=target) if page else plain,
            plain._replace(text=after),
        )
        return tuple(part for part in parts if part.text)

    def called(self, block: Block) -> str:
        """Return what a numbered block is called: `section 2`; one without a number has no name."""
        kind = kind_of(block)
        number = _bare(self.numbers.get(block.id, ""))
        return self._say(f"reference-{kind.name}", kind.reference, number)

    def _say(self, phrase: str, message: str, number: str) -> str:
        """Return the words of the template for a numbered thing, else those of its kind."""
        own = self.template.phrase(phrase)
        language = self.document.language
        if not number:
            return ""
        if own is not None:
            return filled(own, 1, language, {"number": number})
        return words(language)(message).replace("{number}", number) if message else ""

    def _words(self, target: str) -> str:
        block = self._block(target)
        if block is None:
            return self._item(target)
        said = self.called(block)
        if not said:
            title = _title(block) if kind_of(block).reference else ""
            return f"“{title}”" if title else ""
        return self._within(block, said)

    def _item(self, target: str) -> str:
        """Return what an item of a block is called: `b4.3` is the third of the block `b4`."""
        match = _ITEM.fullmatch(target)
        block = self._block(match["block"]) if match else None
        if match is None or block is None:
            return ""
        kind = kind_of(block)
        ordinal = _ORDINALS.get(getattr(block, "marker", ""))
        number = int(match["number"])
        if ordinal is None or number > len(getattr(block, "items", ())):
            return ""
        return self._say(f"reference-{kind.name}-item", kind.item_reference, ordinal(number))

    def _within(self, block: Block, said: str) -> str:
        """Add where a number counts, when it begins anew somewhere: `point a of section 2 of annex A`."""
        counter, restarts = kind_of(block).counter, kind_of(block).restarts
        say = words(self.document.language)
        for outer in reversed(self.around.get(block.id, ())):
            called = self.called(outer)
            if called and (restarts or counter in kind_of(outer).renews):
                said = say(N_("{part} of {whole}")).replace("{part}", said).replace("{whole}", called)
                counter, restarts = kind_of(outer).counter, kind_of(outer).restarts
        return said

    def _page(self, target: str) -> str:
        if self._block(target) is None:
            return ""
        return words(self.document.language)(N_("page {number}")).replace("{number}", _PAGE)

    def _block(self, target: str) -> Block | None:
        around = self.around.get(BlockId(target))
        if around is None:
            return None
        siblings = around[-1].children if around else self.document.blocks
        return next(block for block in siblings if block.id == target)


_PAGE = "\ue003"


def _around(
    blocks: tuple[Block, ...], outer: tuple[Block, ...]
) -> Iterator[tuple[BlockId, tuple[Block, ...]]]:
    for block in blocks:
        yield block.id, outer
        if block.children:
            yield from _around(block.children, (*outer, block))


def _bare(number: str) -> str:
    """Return a number without the signs around it: `2.` in a heading is 2 in a sentence."""
    return re.sub(r"^[\W_]+|[\W_]+$", "", number)


def _title(block: Block) -> str:
    """Return what a block is headed by; a picture or table without a caption is headed by nothing."""
    titles = (text for path, text in texts_of(block) if path in _TITLES)
    return next((" ".join(text.plain.split()) for text in titles), "")


_TITLES = ("title", "text")
