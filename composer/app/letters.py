"""A text sign by sign, counted as a caret counts: for changes in the middle of runs."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from composer.model.inline import text_of
from composer.model.text import Format, Inline, Run, Text

# A letter with its format, a chip, or the end of a paragraph.
Sign = tuple[str, Format] | Inline | None


def signs_of(paragraphs: Sequence[Sequence[Inline]]) -> list[Sign]:
    """Return paragraphs sign by sign; the index of a sign is its offset."""
    signs: list[Sign] = []
    for i, paragraph in enumerate(paragraphs):
        if i:
            signs.append(None)
        for item in paragraph:
            if isinstance(item, Run):
                signs.extend((sign, item.format) for sign in item.text)
            else:
                signs.append(item)
    return signs


def inlines_of(signs: Sequence[Sign]) -> Iterator[Inline]:
    """Yield the inlines of one paragraph of signs."""
    for form, group in groupby(signs, lambda one: one[1] if isinstance(one, tuple) else None):
        if form is None:
            yield from (item for item in group if item is not None and not isinstance(item, tuple))
        else:
            yield Run("".join(one[0] for one in group if isinstance(one, tuple)), form)


def text_from(signs: Sequence[Sign]) -> Text:
    """Return the text of signs, in normal form."""
    paragraphs = (list(group) for ends, group in groupby(signs, lambda one: one is None) if not ends)
    return text_of(map(inlines_of, paragraphs))
