"""Styles as a house or a template writes them: checked against what a style is, and against what there is."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields

from composer.blocks import KINDS
from composer.i18n import _
from composer.model.style import Style, StyleRule, rule
from composer.store.values import Sheet, shown
from composer.store.yaml import Node, Scalar

# What layout asks for by name, even when a house says nothing about it.
BASE_RULES = (
    rule("body"),
    rule("note", size=8.5, leading=11.5, indent=10.0),
    rule("foot", size=8.0, leading=10.0, hyphenate=False),
    rule("sender", size=8.5, leading=11.5, hyphenate=False),
    rule("address", hyphenate=False),
    rule("reference-label", size=8.5, leading=11.5, hyphenate=False),
    rule("reference-value", hyphenate=False),
    rule("subject-label", "reference-label"),
    rule("subject-value", bold=True, hyphenate=False),
    rule("columns"),
    # The rows of the shipped templates have these; a template of any house may take one over.
    rule("reference", "columns", after=9.0),
    rule("subject", "columns", after=25.0),
    rule("tail", "columns", before=9.0),
    rule("tail-label", "reference-label"),
    rule("tail-value", size=9.5, leading=13.0),
    rule("title", size=20.0, leading=24.0, colour="brand", hyphenate=False, after=10.75, keep_next=True),
    rule("kicker", bold=True, colour="accent", hyphenate=False, after=2.0, keep_next=True),
    rule("addressee-line", hyphenate=False, keep_next=True),
    rule("proposal", hyphenate=False, before=7.25, keep_next=True),
    rule("partner", size=9.0, leading=11.0, bold=True, colour="ink", hyphenate=False, align="left"),
)

_ANY = (-1000.0, 1000.0)
_RANGES = {
    "size": (1.0, 200.0),
    "leading": (1.0, 400.0),
    "label_size": (0.0, 200.0),
    "indent": (-200.0, 400.0),
    "before": (0.0, 1000.0),
    "after": (0.0, 1000.0),
    "padding": (0.0, 1000.0),
    "padding_side": (0.0, 1000.0),
    "bar_width": (0.0, 100.0),
}
_PROPERTIES = {item.name: item for item in fields(Style)}


def kind_rules() -> tuple[StyleRule, ...]:
    """Returns the rules that the block kinds bring."""
    return tuple(item for kind in KINDS.values() for item in kind.styles)


@dataclass(frozen=True, slots=True)
class StyleReader:
    """Reads rules that stand on earlier ones; colours and faces are those of the house."""

    sheet: Sheet
    colours: Collection[str]
    faces: Collection[str]
    earlier: tuple[StyleRule, ...]

    def read(self, node: Node) -> tuple[StyleRule, ...]:
        """Returns the rules; one without a parent of its own keeps the parent it had."""
        parents = {item.name: item.parent for item in self.earlier}
        content = self.sheet.table(node)
        rules = tuple(self._rule(name, value, parents, content) for name, value in content.items())
        parents |= {item.name: item.parent for item in rules}
        for key in self.sheet.keys(node):
            self._refuse_circle(key, parents)
        return rules

    def _rule(
        self, name: str, node: Node, parents: Mapping[str, str], siblings: Collection[str]
    ) -> StyleRule:
        values = self.sheet.fields(node, _("a style"), (*_PROPERTIES, "parent"))
        parent = parents.get(name, "body")
        if "parent" in values:
            parent = self.sheet.choice(values["parent"], {*parents, *siblings}, _("style"))
        changes = ((key, self._property(key, value)) for key, value in values.items() if key != "parent")
        return StyleRule(name, parent, tuple(changes))

    def _property(self, name: str, node: Node) -> object:
        known = _PROPERTIES[name]
        if known.type is bool:
            return self.sheet.flag(node)
        if known.type is float:
            return self.sheet.number(node, *_RANGES.get(name, _ANY))
        if "choices" in known.metadata:
            return self.sheet.choice(node, known.metadata["choices"], name)
        if name == "face":
            return self.sheet.choice(node, self.faces, _("typeface"))
        absent = not known.default and not self.sheet.words(node)
        return "" if absent else self.sheet.choice(node, self.colours, _("colour"))

    def _refuse_circle(self, key: Scalar, parents: Mapping[str, str]) -> None:
        name = str(key.value)
        passed = [name]
        while (parent := parents.get(passed[-1], "")) and parent != passed[-1]:
            if parent == name:
                reason = _("the style '{name}' is based on itself").format(name=shown(name))
                raise self.sheet.refuse(key, reason, " → ".join(map(shown, [*passed, name])))
            if parent in passed:
                return
            passed.append(parent)
