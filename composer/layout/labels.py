"""Labels beside their texts: numbers, letters, bullets, names of fields; how far in the texts then stand."""

from collections.abc import Mapping, Sequence

from composer.layout.lines import Setting, set_lines
from composer.layout.metrics import Metrics
from composer.layout.runs import Type, type_of
from composer.model.flow import Item, Span
from composer.model.style import Style

# Between the label of a paragraph and its words; and the least between that of an item, or one in the margin,
# and the text; as parts of the size.
LABEL_GAP = 0.7
LEAST_GAP = 0.4
# The most that labels take of the measure of their items.
MOST_LABEL = 0.75
# Wider than any label, in points.
ROOM = 1000.0


class Labels:
    """Sets labels in the styles of their texts, and finds room for them; points."""

    def __init__(self, styles: Mapping[str, Style], metrics: Metrics) -> None:
        """Begin without labels."""
        self._styles = styles
        self._metrics = metrics
        self._types: dict[str, Type] = {}

    def _style(self, name: str) -> Style:
        return self._styles.get(name) or self._styles["body"]

    def _type(self, name: str) -> Type:
        found = self._types.get(name)
        if found is None:
            style = self._style(name)
            found = type_of(style)._replace(
                hyphenate=False,
                align="left",
                colour=style.label_colour or style.colour,
                bold=style.label_bold or style.bold,
                size=style.label_size or style.size,
            )
            self._types[name] = found
        return found

    def set(self, spans: tuple[Span, ...], style: str) -> Setting:
        """Return a label on one line, in the type that a style says for labels."""
        return set_lines(spans, self._type(style), ROOM, "", self._metrics)

    def at(self, label: Setting, style: str, indent: float) -> float:
        """Return where a label begins, counted from where its text would without indent.

        One that hangs in the margin stands further out when it is too wide for its place.
        """
        look = self._style(style)
        if look.label_at >= 0:
            return look.label_at
        return min(look.label_at, indent - LEAST_GAP * look.size - label.lines[0].width)

    def paragraph_indent(self, label: Setting, style: str) -> float:
        """Return how far in a paragraph stands beside its label."""
        look = self._style(style)
        if look.label_at < 0:
            return look.indent
        return max(look.indent, look.label_at + label.lines[0].width + LABEL_GAP * look.size)

    def item_indents(self, items: Sequence[Item], measure: float) -> dict[str, float]:
        """Return by style how far in the texts of neighbouring items stand: alike, whatever their labels."""
        indents: dict[str, float] = {}
        for item in items:
            look = self._style(item.style)
            known = indents.get(item.style, look.indent)
            if look.label_at >= 0:
                wide = self.set(item.label, item.style).lines[0].width
                asked = look.label_at + wide + (LEAST_GAP * look.size if wide else 0.0)
                known = max(known, min(asked, max(look.indent, MOST_LABEL * measure)))
            indents[item.style] = known
        return indents
