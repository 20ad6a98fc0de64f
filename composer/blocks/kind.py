"""What a block kind is: its fields, label and styles, how it speaks. A new kind is one file here.

The metadata of a kind's dataclass fields says how a field is written in YAML, edited in a form and walked for
its texts; nothing else in the program lists the fields of a kind.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import lru_cache
from typing import Any, Literal, NamedTuple, Protocol

from composer.i18n import N_
from composer.model.document import Block, Where
from composer.model.finding import Finding, warning
from composer.model.flow import Flow, Para, Span
from composer.model.people import Person
from composer.model.picture import Image
from composer.model.style import StyleRule
from composer.model.text import Text

Sort = Literal[
    "text",
    "texts",
    "grid",
    "words",
    "strings",
    "image",
    "choice",
    "integer",
    "flag",
    "record",
    "records",
    "blocks",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    """How one field is written and edited.

    `text` is inline notation, `words` plain words, `image` the name of a picture in the media; a `grid` is
    rows of texts, whose columns are described by the records in the field `columns`; `records` are values of
    the dataclass `record` (None: of the one that has the field), where a bare text stands for the field
    `shorthand`; `blocks` holds blocks of the `kinds`, any when empty. A field that `begins` has one record in
    it when the block is made.
    """

    sort: Sort
    label: str
    required: bool = False
    choices: tuple[str, ...] = ()
    choice_labels: tuple[str, ...] = ()
    minimum: int = 0
    maximum: int = 0
    record: type | None = None
    shorthand: str = ""
    columns: str = ""
    kinds: tuple[str, ...] = ()
    printed: bool = True
    begins: bool = False
    prompt: str = ""


def text_field(label: str, *, required: bool = False, prompt: str = "") -> Any:
    """Declare a field of inline notation; the prompt, else the label, stands in it while it is empty."""
    schema = Schema(sort="text", label=label, required=required, prompt=prompt)
    return field(default=Text(), metadata={"schema": schema})


def texts_field(label: str) -> Any:
    """Declare a field of several texts."""
    return field(default=(), metadata={"schema": Schema(sort="texts", label=label)})


def grid_field(label: str, *, columns: str = "") -> Any:
    """Declare rows of texts; `columns` is the field that describes their columns."""
    return field(default=(), metadata={"schema": Schema(sort="grid", label=label, columns=columns)})


def image_field(label: str, *, required: bool = False) -> Any:
    """Declare the name of a picture; only a block itself may have one, not a record within it."""
    return field(default="", metadata={"schema": Schema(sort="image", label=label, required=required)})


def words_field(label: str, *, printed: bool = True) -> Any:
    """Declare a field of plain words; one that is not printed never leaves the document."""
    return field(default="", metadata={"schema": Schema(sort="words", label=label, printed=printed)})


def strings_field(label: str) -> Any:
    """Declare a field of several plain words."""
    return field(default=(), metadata={"schema": Schema(sort="strings", label=label)})


def choice_field(label: str, choices: Mapping[str, str]) -> Any:
    """Declare a field that is one of a few names, each with its label; the first is the default."""
    schema = Schema(sort="choice", label=label, choices=tuple(choices), choice_labels=tuple(choices.values()))
    return field(default=schema.choices[0], metadata={"schema": schema})


def integer_field(label: str, *, default: int, minimum: int, maximum: int) -> Any:
    """Declare a whole number between two others, both included."""
    schema = Schema(sort="integer", label=label, minimum=minimum, maximum=maximum)
    return field(default=default, metadata={"schema": schema})


def flag_field(label: str, *, default: bool = False) -> Any:
    """Declare a yes or no."""
    return field(default=default, metadata={"schema": Schema(sort="flag", label=label)})


def record_field(label: str, record: type, *, printed: bool = True) -> Any:
    """Declare one value of another dataclass, or none."""
    return field(
        default=None, metadata={"schema": Schema(sort="record", label=label, record=record, printed=printed)}
    )


def records_field(
    label: str, record: type | None = None, *, shorthand: str = "", begins: bool = False
) -> Any:
    """Declare several values of another dataclass; none given means the dataclass that declares the field."""
    schema = Schema(sort="records", label=label, record=record, shorthand=shorthand, begins=begins)
    return field(default=(), metadata={"schema": schema})


def blocks_field(label: str, kinds: Sequence[str] = ()) -> Any:
    """Declare the content of a container; no kinds given means any kind."""
    return field(default=(), metadata={"schema": Schema(sort="blocks", label=label, kinds=tuple(kinds))})


class FieldLine(NamedTuple):
    """A field of the document as it is printed: its key, type and label, and its value in words."""

    key: str
    type: str
    label: str
    words: str


class Voice(Protocol):
    """What a kind may ask while it speaks: its texts resolved, its number, the words of the document."""

    @property
    def language(self) -> str:
        """The language of the document."""

    def word(self, message: str) -> str:
        """Return a fixed word, marked with N_, in the language of the document."""

    def phrase(self, name: str, **slots: str) -> str:
        """Return what the template says under a name, its `{{slots}}` filled; empty when it says nothing.

        A phrase in which every field and slot is empty says nothing either.
        """

    def fields(self) -> tuple[FieldLine, ...]:
        """Return the fields of the template that are printed, in its order."""

    def marker(self, name: str) -> str:
        """Return the marker that the template gives a list or a request."""

    def number(self, block: Block) -> str:
        """Return the printed number of a block, empty when it has none."""

    def image(self, name: str) -> Image | None:
        """Return the picture of a name, None when there is none that can be printed."""

    def within(self, block: Block) -> tuple[str, ...]:
        """Return the names of the kinds of the blocks around a block, the outermost first."""

    def reference(self, block: Block) -> str:
        """Return what a reference calls a numbered block: `section 2`; empty when it has no number."""

    def paragraphs(self, text: Text, at: Where) -> tuple[tuple[Span, ...], ...]:
        """Return the paragraphs of a text with fields, citations and notes resolved."""

    def paras(
        self, text: Text, at: Where, style: str, *, language: str = "", otherwise: str = ""
    ) -> tuple[Para, ...]:
        """Return the same as paragraphs of a style, other words (if there are any) for an empty text."""

    def children(self, block: Block) -> tuple[Flow, ...]:
        """Return what the blocks within a block say."""

    def people(self, role: str) -> tuple[Person, ...]:
        """Return the persons of a role."""

    def sources(self, *, uncited: bool) -> tuple[tuple[Span, ...], ...]:
        """Return the sources in the style and order of a list: those that are cited, or all of them."""


def _nothing_to_tell(block: Block) -> Iterator[Finding]:
    """Find that a required text is empty."""
    record: type = type(block)
    for name, schema in schema_of(record):
        if schema.required and not getattr(block, name):
            yield warning("empty-block", N_("This block is empty."), block.where(name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of block.

    `counter` names what numbers it, which with `restarts` begins anew in every container.
    `list_numbering` makes neighbours of the kind one list in the structure tree; `gather` puts them into one
    group of that style. `reference` is what `{{ref:…}}` prints, with the `{number}` of the block;
    `item_reference` the same for one of its items. `phrases` are those it asks the template for, each with
    the slots it fills. Headings in a block that `deepens` are a level deeper; the
    counters it `renews` begin anew in it. One that `asks_others` says what depends on other blocks;
    of one that is there `once` a document mostly has no second.
    """

    name: str
    block: type[Block]
    label: str
    icon: str
    flow: Callable[[Any, Voice], Iterator[Flow]]
    styles: tuple[StyleRule, ...] = ()
    counter: str = ""
    restarts: bool = False
    list_numbering: str = ""
    gather: str = ""
    reference: str = ""
    item_reference: str = ""
    phrases: tuple[tuple[str, tuple[str, ...]], ...] = ()
    deepens: bool = False
    renews: tuple[str, ...] = ()
    asks_others: bool = False
    once: bool = False
    check: Callable[[Any], Iterator[Finding]] = _nothing_to_tell


KINDS: dict[str, Kind] = {}
_BY_TYPE: dict[type[Block], Kind] = {}


def register(kind: Kind) -> None:
    """Make a kind known; two of one name are a mistake in the program."""
    if kind.name in KINDS:
        raise ValueError(kind.name)
    KINDS[kind.name] = kind
    _BY_TYPE[kind.block] = kind


def kind_of(block: Block) -> Kind:
    """Return the kind of a block."""
    return _BY_TYPE[type(block)]


def depth_of(block: Block, voice: Voice) -> int:
    """Return how many levels deeper the headings in a block are for where it stands."""
    return sum(KINDS[name].deepens for name in voice.within(block))


@lru_cache(maxsize=64)
def schema_of(record: type) -> tuple[tuple[str, Schema], ...]:
    """Return the declared fields of a kind's dataclass or of a record, in order."""
    declared = ((item.name, item.metadata.get("schema")) for item in fields(record))
    return tuple((name, schema) for name, schema in declared if schema is not None)


def texts_of(value: object, path: str = "") -> Iterator[tuple[str, Text]]:
    """Yield each printed text of a block or record with its path, in reading order, children left out."""
    record: type = type(value)
    for name, schema in _with_texts(record):
        content = getattr(value, name)
        here = f"{path}{name}"
        if schema.sort == "text":
            if content.paragraphs:
                yield here, content
        elif schema.sort == "texts":
            yield from ((f"{here}.{i}", text) for i, text in enumerate(content))
        elif schema.sort == "grid":
            for r, row in enumerate(content):
                yield from ((f"{here}.{r}.{c}", text) for c, text in enumerate(row) if text.paragraphs)
        elif schema.sort == "record":
            if content is not None:
                yield from texts_of(content, f"{here}.")
        else:
            for i, item in enumerate(content):
                yield from texts_of(item, f"{here}.{i}.")


@lru_cache(maxsize=64)
def _with_texts(record: type) -> tuple[tuple[str, Schema], ...]:
    holding = {"text", "texts", "grid", "record", "records"}
    return tuple(
        (name, schema) for name, schema in schema_of(record) if schema.sort in holding and schema.printed
    )


def images_of(block: Block) -> Iterator[tuple[str, str]]:
    """Yield the name of each picture of a block with its path, children left out."""
    record: type = type(block)
    for path in _with_images(record):
        if name := getattr(block, path):
            yield path, name


@lru_cache(maxsize=64)
def _with_images(record: type) -> tuple[str, ...]:
    return tuple(name for name, schema in schema_of(record) if schema.sort == "image")
