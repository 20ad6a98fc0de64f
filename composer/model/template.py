"""A template: what one kind of document consists of in a house, as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from composer.model.house import House, RegionSpec, Words
from composer.model.style import Style, StyleRule

FIELD_TYPES = ("text", "long-text", "date", "number", "choice", "yes-no")


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSpec:
    """A field of the document; a required one that is missing is a finding.

    A field of the type `choice` holds one of the `choices`, and prints its words.
    """

    key: str
    type: str
    label: Words
    required: bool = False
    choices: tuple[tuple[str, Words], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleSpec:
    """A role that people have in the document; `singular` is its name in merge fields."""

    key: str
    singular: str
    label: Words
    required: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """A label over a value in the head; the value is inline notation with merge fields.

    A pair without a value is left out. `heading` makes the value the main heading of the document.
    """

    label: Words
    value: str
    weight: float = 1.0
    heading: bool = False


@dataclass(frozen=True, slots=True)
class HeadRow:
    """One row of head or tail: pairs side by side, in the styles `<style>-label` and `<style>-value`."""

    pairs: tuple[Pair, ...]
    style: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteStyle:
    """How a footnote names its sources.

    `source` is a pattern with `{variable}` places; a part in square brackets is left out when a variable in
    it is empty. `again` says what a source gets that an earlier note already named: `repeat` (in full),
    `refer` (back to that note) or `reuse` (a citation equal to an earlier one is that very note).
    """

    source: str = "[{author}: ]{title}[ {issued}]"
    locator: str = ", {locator}"
    separator: str = "; "
    again: str = "repeat"


NOTES_AGAIN = ("repeat", "refer", "reuse")


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """One kind of document in a house; `styles` is complete for every block kind.

    `start` names the kinds of the blocks with which a new document begins; `head` stands before the blocks,
    `tail` behind them.
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
    numbering: tuple[tuple[str, str], ...] = ()
    markers: tuple[tuple[str, str], ...] = ()
    start: tuple[str, ...] = ()
    tail: tuple[HeadRow, ...] = ()

    def field(self, key: str) -> FieldSpec | None:
        """Return the specification of a field, None when the template does not have it."""
        return next((spec for spec in self.fields if spec.key == key), None)
