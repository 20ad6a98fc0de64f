"""A template: what one kind of document consists of in a house, as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from composer.model.house import House, RegionSpec, Words
from composer.model.style import Style, StyleRule

FIELD_TYPES = ("text", "long-text", "date", "number", "choice", "yes-no")


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSpec:
    """A field of the document; a required one that is missing is a finding.

    A field of the type `choice` holds one of the `choices`, and prints its words. With `show_empty` the
    label is printed when there is no value to go with it. One that is not `printed` only decides something.
    """

    key: str
    type: str
    label: Words
    required: bool = False
    choices: tuple[tuple[str, Words], ...] = ()
    show_empty: bool = False
    printed: bool = True


SPEAKING = ("names", "role", "organisation", "party", "email")


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleSpec:
    """A role that people have in the document; `singular` is its name in merge fields.

    `fields` are the parts of a person that matter in it, in the order in which a form asks for them. A
    `plain` one is a list of titles, such as enclosures. `plurals` are positions with what they are called
    when several names share a line: wethouder, wethouders. With `logos` its people are organisations that
    sign along, and stand in the strip of partners.
    """

    key: str
    singular: str
    label: Words
    required: bool = False
    fields: tuple[str, ...] = SPEAKING
    plain: bool = False
    plurals: tuple[tuple[str, str], ...] = ()
    logos: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PartSpec:
    """A kind of block that documents of this kind consist of; `most` is how many there may be, 0 any number.

    The order of parts is the order in which a document has them.
    """

    kind: str
    required: bool = False
    most: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Words that the template says, in inline notation with merge fields.

    With a role in `of` they are `one` when exactly one person has it, else `many`.
    """

    name: str
    one: Words
    many: Words = ()
    of: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """A label over a value in the head; the value is inline notation with merge fields.

    A pair without a value is left out unless its field shows that it is empty. `heading` makes the value the
    main heading of the document.
    """

    label: Words
    value: str
    weight: float = 1.0
    heading: bool = False


@dataclass(frozen=True, slots=True)
class HeadRow:
    """One row of head or tail: pairs side by side, a line of text, or a block.

    Pairs are in the styles `<style>-label` and `<style>-value`. A `heading` text is the main heading of the
    document. Of the kind `block` the row prints those with which the document begins; when it has none at
    all, an empty one, which says what the template knows.
    """

    pairs: tuple[Pair, ...] = ()
    style: str = ""
    text: Words = ()
    heading: bool = False
    block: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteStyle:
    """How a footnote names its sources.

    `source` is a pattern with `{variable}` places; a part in square brackets is left out when a variable in
    it is empty. `again` says what a source gets that an earlier note already named: `repeat` (in full),
    `refer` (back to that note) or `reuse` (a citation equal to an earlier one is that very note). `restart`
    names a kind of block: where one of them stands, on the first level, numbers begin at 1 again.
    """

    source: str = "[{author}: ]{title}[ {issued}]"
    locator: str = ", {locator}"
    separator: str = "; "
    again: str = "repeat"
    restart: str = ""


NOTES_AGAIN = ("repeat", "refer", "reuse")


class Typography(NamedTuple):
    """What is set as print wants it when it was typed as a keyboard has it.

    `quotes` are quotation marks and apostrophes, `spaces` those at which no line may end, `dashes` also
    ellipses and ranges of numbers.
    """

    quotes: bool = True
    spaces: bool = True
    dashes: bool = True


AS_IN_PRINT = Typography()


@dataclass(frozen=True, slots=True, kw_only=True)
class BibliographyStyle:
    """How a list of sources names each: a pattern as in notes, with emphasis; and in which order they stand.

    `author` is alphabetical, `cited` that of the first notes, `given` that of the document.
    """

    source: str = "[{author}. ]*{title}*[, {issued}]."
    order: str = "author"


SOURCES_ORDERS = ("author", "cited", "given")


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """One kind of document in a house; `styles` is complete for every block kind.

    `start` names the kinds of the blocks with which a new document begins; `head` stands before the blocks,
    `tail` behind them. `numbering` has a pattern for each level of what a counter counts; with one, levels
    below the first are numbered 1.1, and blocks within each other count on. `start_page` is the page on which
    the blocks begin: before page 2 the head is a cover. `changes` says of versions what they changed.
    """

    id: str
    version: int
    label: Words
    house: House
    fields: tuple[FieldSpec, ...]
    roles: tuple[RoleSpec, ...]
    regions: tuple[RegionSpec, ...]
    head: tuple[HeadRow, ...]
    notes: NoteStyle
    page_budget: float
    rules: tuple[StyleRule, ...]
    styles: Mapping[str, Style] = field(hash=False, compare=False)
    numbering: tuple[tuple[str, tuple[str, ...]], ...] = ()
    markers: tuple[tuple[str, str], ...] = ()
    start: tuple[str, ...] = ()
    tail: tuple[HeadRow, ...] = ()
    typography: Typography = AS_IN_PRINT
    parts: tuple[PartSpec, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    bibliography: BibliographyStyle = BibliographyStyle()
    start_page: int = 1
    changes: tuple[tuple[int, Words], ...] = ()

    def field(self, key: str) -> FieldSpec | None:
        """Return the specification of a field, None when the template does not have it."""
        return next((spec for spec in self.fields if spec.key == key), None)

    def role(self, key: str) -> RoleSpec | None:
        """Return the specification of a role, None when the template does not have it."""
        return next((spec for spec in self.roles if spec.key == key), None)

    def phrase(self, name: str) -> Phrase | None:
        """Return a phrase, None when the template does not say it."""
        return next((phrase for phrase in self.phrases if phrase.name == name), None)
