"""Documents to measure with: a letter as it is, to other people, with other words, grown to a paper.

Nothing here may depend on the clock or on chance, so that two runs measure the same.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import accumulate, islice, repeat
from pathlib import Path
from typing import Any

from composer import resources
from composer.blocks.kind import schema_of, texts_of
from composer.compose.world import World
from composer.model.document import Block, BlockId, Document
from composer.model.people import People, Person
from composer.model.text import Cite, FreeNote, Inline, Reference, Run, Text
from composer.store.documents import read_document, write_document
from composer.store.templates import find_template
from tests.bench.measure import TYPST
from tests.bench.typst import lay_down

SAMPLE = resources.templates() / "demo" / "samples" / "brief-woningen.yaml"

# What opens and ends a letter stays where it is when the letter grows.
OPENING = ("Salutation",)
ENDING = ("Closing", "Signatures")

Change = Callable[[Text], Text]
Rounds = Callable[[Document], Iterator[Document]]


def letter(file: Path | None) -> Document:
    """Return the document of a file, else the shipped sample."""
    return read_document(file or SAMPLE)


def world_of(document: Document) -> World:
    """Return the world a document names, from the shipped houses."""
    return World(find_template(document.template, ()))


# ---- rounds


def other_addressees(document: Document) -> Iterator[Document]:
    """Yield the document to one organisation after the other; the text is the same."""
    role, people = (document.people.roles or (("addressees", ()),))[0]
    first = people[0] if people else Person()
    for number in _numbers():
        person = replace(
            first, organisation=f"Gemeenteraad {number}", address=(f"Marktplein {number}", "1234 AB Stad")
        )
        roles = ((role, (person, *people[1:])), *document.people.roles[1:])
        yield replace(document, people=People(roles))


def other_words(document: Document) -> Iterator[Document]:
    """Yield the document with one word of every paragraph replaced, another one each time."""
    words = vocabulary(document)
    for number in _numbers():
        yield _reworded(document, number, words)


def one_word_edits(document: Document) -> Iterator[Document]:
    """Yield the document after each edit: one word of one paragraph, each in turn. Edits pile up."""
    words = vocabulary(document)
    ids = [block.id for block in document.walk() if any(len(text.plain) > 40 for _, text in texts_of(block))]
    for number in _numbers():
        edited = ids[number * 7 % len(ids)]

        def edit(block: Block, edited: BlockId = edited, number: int = number) -> Block:
            return _with_texts(block, _rewording(number, words)) if block.id == edited else block

        document = replace(document, blocks=_each(document.blocks, edit))
        yield document


def _numbers() -> Iterator[int]:
    return accumulate(repeat(1))


CHANGES: dict[str, Rounds] = {"addressees": other_addressees, "words": other_words, "edit": one_word_edits}


def laid_down(
    document: Document, change: str, rounds: int, folder: Path, names: tuple[str, ...]
) -> dict[str, Path]:
    """Write a document where each of the peers named reads it; for Typst its changes too."""
    file = folder / "document.yaml"
    file.write_text(write_document(document), encoding="utf-8")
    found = dict.fromkeys(names, file)
    if TYPST in found:
        changed = islice(CHANGES[change](document), rounds)
        found[TYPST] = lay_down((document, *changed), world_of(document), folder)
    return found


# ---- papers


def grown(document: Document, times: int) -> Document:
    """Return the document with its body `times` over: every copy has ids, words and notes of its own."""
    kinds = [type(block).__name__ for block in document.blocks]
    opening = tuple(b for b, kind in zip(document.blocks, kinds, strict=True) if kind in OPENING)
    ending = tuple(b for b, kind in zip(document.blocks, kinds, strict=True) if kind in ENDING)
    body = replace(document, blocks=tuple(b for b in document.blocks if b not in (*opening, *ending)))
    words = vocabulary(document)
    copies = []
    for number in range(times):
        copy = _reworded(body, number, words) if number else body
        copies += _each(
            copy.blocks, lambda block, number=number: replace(block, id=BlockId(f"{block.id}-{number}"))
        )
    return replace(document, blocks=(*opening, *copies, *ending))


def grown_to(document: Document, world: World, pages: int) -> Document:
    """Return the document grown to about so many pages."""
    from composer.app.compile import compile_document

    few, more = (len(compile_document(grown(document, times), world).layout.pages) for times in (4, 12))
    per_copy = (more - few) / 8
    return grown(document, max(1, round(4 + (pages - few) / per_copy)))


# ---- texts


def vocabulary(document: Document) -> tuple[str, ...]:
    """Return the long words of a document, each once, in order."""
    texts = (text.plain for block in document.walk() for _, text in texts_of(block))
    return tuple(
        dict.fromkeys(word for text in texts for word in text.split() if word.isalpha() and len(word) > 5)
    )


def _reworded(document: Document, number: int, words: tuple[str, ...]) -> Document:
    change = _rewording(number, words)
    return replace(document, blocks=_each(document.blocks, lambda block: _with_texts(block, change)))


def _each(blocks: tuple[Block, ...], change: Callable[[Block], Block]) -> tuple[Block, ...]:
    """Return blocks and all they contain, changed; what stays is the same object, as in the window."""
    out = []
    for block in blocks:
        changed = change(block)
        inner = _each(block.children, change) if block.children else ()
        if any(one is not other for one, other in zip(inner, block.children, strict=True)):
            changed = replace(changed, blocks=inner)
        out.append(changed)
    return tuple(out)


def _with_texts(value: Any, change: Change) -> Any:
    """Return a block or a record with its own texts changed."""
    changes: dict[str, object] = {}
    for name, schema in schema_of(type(value)):
        content = getattr(value, name)
        if schema.sort == "text":
            changes[name] = change(content)
        elif schema.sort == "texts":
            changes[name] = tuple(map(change, content))
        elif schema.sort == "records":
            changes[name] = tuple(_with_texts(item, change) for item in content)
    return replace(value, **changes)


def _rewording(number: int, words: tuple[str, ...]) -> Change:
    """Return a change of one word in every paragraph, and of the place that its citations name."""
    around, which = divmod(number, len(words))  # the same word again goes to another place

    def reworded(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        longest = max((len(item.text) for item in inlines if isinstance(item, Run)), default=0)
        return tuple(
            _run(item, words[which], around)
            if isinstance(item, Run) and len(item.text) == longest
            else _note(item, number)
            for item in inlines
        )

    return lambda text: Text(tuple(map(reworded, text.paragraphs)))


def _run(run: Run, word: str, shift: int) -> Run:
    """Return a run with a word replaced: the one in its middle, or one so many places further."""
    before = run.text.split(" ")
    places = [i for i, old in enumerate(before) if old.isalnum()]
    if not places:
        return run
    before[places[(len(places) // 2 + shift) % len(places)]] = word
    return replace(run, text=" ".join(before))


def _note(item: Inline, number: int) -> Inline:
    if isinstance(item, Cite):
        return Cite(tuple(Reference(reference.key, f"p. {number}") for reference in item.references))
    if isinstance(item, FreeNote):
        return FreeNote((*item.inlines, Run(f" ({number})")))
    return item
