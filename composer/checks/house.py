"""What is wrong with a house or a template that can be read: colours, places, feet, styles, languages.

Findings name their place as a path of names in the file, such as `colours.grey`; whoever shows them knows
in which of the two files that is, and on which line.
"""

import difflib
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from composer.checks.contrast import GRAPHICS, PAPER, TEXT, colours_on, on
from composer.checks.faces import check_faces
from composer.checks.places import check_foot, check_places
from composer.checks.specimen import specimen
from composer.compose.flow import flow
from composer.compose.resolve import resolve
from composer.compose.world import World
from composer.i18n import N_
from composer.layout.layout import lay_out
from composer.layout.metrics import Metrics
from composer.layout.page import Layout
from composer.model.document import Where
from composer.model.finding import Finding, warning
from composer.model.style import StyleRule
from composer.model.template import Template

_CLOSE = 0.65


class Lines(NamedTuple):
    """A text of a file that is given by language: where it stands, and in which languages."""

    field: str
    languages: tuple[str, ...]


def check_template(template: Template, metrics: Metrics, languages: Sequence[str]) -> Iterator[Finding]:
    """Yield what is wrong with a template and its house, tried out in each of their languages."""
    layouts = [_tried(template, metrics, language) for language in languages]
    yield from _check_colours(template, layouts)
    yield from _check_graphics(template)
    for layout, language in zip(layouts, languages, strict=True):
        yield from check_places(template, layout, language)
        yield from check_foot(template, layout)
    yield from check_faces(template.house, metrics, languages)


def _tried(template: Template, metrics: Metrics, language: str) -> Layout:
    """Return the layout of a document with everything in it."""
    return lay_out(flow(resolve(specimen(template, language), World(template))), template, metrics)


# ---- colours


def _check_colours(template: Template, layouts: Sequence[Layout]) -> Iterator[Finding]:
    """Yield each colour of words that is hard to read on what is behind it."""
    palette = template.house.palette
    for colour, behind in dict.fromkeys(pair for layout in layouts for pair in colours_on(layout)):
        if (ratio := on(palette, colour, behind)) < TEXT:
            yield _low(colour, behind, ratio, TEXT, Where(field=f"colours.{colour}"))


def _check_graphics(template: Template) -> Iterator[Finding]:
    """Yield bars and borders that are hard to see beside the paper or their own tint."""
    palette = template.house.palette
    for name, style in template.styles.items():
        for part, colour in (("bar", style.bar), ("border", style.border)):
            for behind in dict.fromkeys((PAPER, style.tint)) if colour else ():
                if (ratio := on(palette, colour, behind)) < GRAPHICS:
                    written = any(
                        rule.name == name and part in dict(rule.changes)
                        for rule in (*template.house.styles, *template.rules)
                    )
                    at = f"styles.{name}.{part}" if written else f"colours.{colour}"
                    yield _low(colour, behind, ratio, GRAPHICS, Where(field=at))


def _low(colour: str, behind: str, ratio: float, least: float, at: Where) -> Finding:
    paper = N_("The colour “{colour}” stands out too little from the paper: {ratio} : 1.")
    other = N_("The colour “{colour}” stands out too little from “{behind}”: {ratio} : 1.")
    text = N_("Text needs 4.5 : 1; choose a darker or a lighter one.")
    graphics = N_("Bars and borders need 3 : 1; choose a darker or a lighter one.")
    return warning(
        "low-contrast",
        paper if behind == PAPER else other,
        at,
        hint=text if least == TEXT else graphics,
        colour=colour,
        behind=behind,
        ratio=int(ratio * 10) / 10,
    )


# ---- styles


def check_styles(
    rules: Sequence[StyleRule], known: Collection[str], templates: Sequence[Template]
) -> Iterator[Finding]:
    """Yield styles that nothing uses: no kind of block, no place or row of a template, no style in use.

    `known` are the styles of the program itself.
    """
    used = {*known, *(name for template in templates for name in _named_styles(template))}
    parents = {
        rule.name: rule.parent for template in templates for rule in (*template.house.styles, *template.rules)
    }
    parents |= {rule.name: rule.parent for rule in rules}
    while more := {parents[name] for name in used & parents.keys()} - used:
        used |= more
    for rule in rules:
        if rule.name not in used:
            close = difflib.get_close_matches(rule.name, sorted(used), 1, _CLOSE)
            yield warning(
                "unused-style",
                N_("Nothing has the style “{name}”."),
                Where(field=f"styles.{rule.name}"),
                hint=N_("Did you mean “{near}”?")
                if close
                else N_("Delete it, or let a place or a row have it."),
                name=rule.name,
                near=close[0] if close else "",
            )


def _named_styles(template: Template) -> Iterator[str]:
    """Yield the styles of places and rows; that of pairs stands for three."""
    for region in (*template.house.letterhead, *template.regions):
        yield region.style
    for row in (*template.head, *template.tail):
        yield from (row.style, f"{row.style}-label", f"{row.style}-value")


# ---- languages


def check_lines(lines: Sequence[Lines], languages: Sequence[str]) -> Iterator[Finding]:
    """Yield texts that lack a language which other texts of the house have."""
    for field, given in lines:
        for language in languages:
            if language not in given:
                yield warning(
                    "missing-words",
                    N_("This is not said in “{language}”: documents in it show it in “{other}”."),
                    Where(field=field),
                    hint=N_("Add it in that language."),
                    language=language,
                    other=given[0],
                )
