"""Reads the rows that a template prints before and behind the blocks."""

from collections.abc import Collection
from dataclasses import dataclass

from composer.blocks import KINDS
from composer.i18n import _
from composer.model.template import HeadRow, Pair
from composer.store.values import Sheet, taken
from composer.store.words import line_by_language, line_words, words_by_language
from composer.store.yaml import Node

OF_A_ROW = ("style", "pairs", "text", "heading", "block")
OF_A_PAIR = ("label", "value", "weight", "heading")


@dataclass(frozen=True, slots=True)
class RowReader:
    """Reads the rows of a head or a tail: in these styles, with these names in their values."""

    sheet: Sheet
    styles: Collection[str]
    names: Collection[str]

    def read(self, node: Node) -> tuple[HeadRow, ...]:
        """Returns the rows."""
        return tuple(self._row(item) for item in self.sheet.items(node))

    def _row(self, node: Node) -> HeadRow:
        """Returns one row; for pairs its style stands for two, that of the labels and that of the values."""
        values = self.sheet.fields(node, _("a row of the head"), OF_A_ROW)
        sorts = [name for name in ("pairs", "text", "block") if name in values]
        if len(sorts) > 1:
            reason = _("both '{one}' and '{other}' in a row").format(one=sorts[0], other=sorts[1])
            raise self.sheet.refuse(values[sorts[1]], reason, _("make two rows of it"))
        if "block" in values:
            return HeadRow(block=self.sheet.choice(values["block"], KINDS, _("kind of block")))
        style = self.sheet.needed(node, values, "style", _("a row of the head"))
        if "text" in values:
            return HeadRow(
                style=self.sheet.choice(style, self.styles, _("style")),
                text=line_by_language(self.sheet, values["text"], self.names),
                heading=taken(values, "heading", self.sheet.flag, default=False),
            )
        bases = [name.removesuffix("-label") for name in self.styles if name.endswith("-label")]
        both = [name for name in bases if f"{name}-value" in self.styles]
        pairs = self.sheet.items(values["pairs"]) if "pairs" in values else ()
        return HeadRow(
            pairs=tuple(self._pair(pair) for pair in pairs),
            style=self.sheet.choice(style, both, _("style of a head")),
        )

    def _pair(self, node: Node) -> Pair:
        sheet = self.sheet
        values = sheet.fields(node, _("a pair"), OF_A_PAIR)
        value = sheet.needed(node, values, "value", _("a pair"))
        return Pair(
            label=taken(values, "label", lambda label: words_by_language(sheet, label), ()),
            value=line_words(sheet, value, self.names),
            weight=taken(values, "weight", lambda weight: sheet.number(weight, 0.01, 1000), 1.0),
            heading=taken(values, "heading", sheet.flag, default=False),
        )
