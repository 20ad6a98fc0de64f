"""Contrast: whether words can be read on what is behind them, by the measure of WCAG 2.2."""

from collections.abc import Iterator, Mapping

from composer.blocks.kept import kept
from composer.i18n import N_
from composer.layout.page import Layout, Page
from composer.model.document import Where
from composer.model.finding import Finding, warning

# WCAG 2.2, 1.4.3 and 1.4.11: the least contrast of text, and of graphics that mean something.
TEXT, GRAPHICS = 4.5, 3.0
PAPER = ""

Colour = tuple[float, float, float]
_WHITE = (1.0, 1.0, 1.0)


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast of two colours, red green blue from 0 to 1, as a ratio from 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    """Return the relative luminance of an sRGB colour; the formula and its constants are those of WCAG."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def on(palette: Mapping[str, Colour], one: str, other: str) -> float:
    """Return the contrast of two colours by their roles; PAPER is white."""
    colours = {PAPER: _WHITE, **palette}
    return contrast(colours[one], colours[other])


def check_contrast(layout: Layout, palette: Mapping[str, Colour]) -> Iterator[Finding]:
    """Yield each colour of words that is hard to read on what is behind it, at its first place."""
    for (colour, behind), at in colours_on(layout).items():
        if colour in palette and (behind in palette or behind == PAPER):
            ratio = on(palette, colour, behind)
            if ratio < TEXT:
                yield _low(colour, behind, ratio, at)


def _low(colour: str, behind: str, ratio: float, at: Where) -> Finding:
    message = N_("Words in the colour “{colour}” stand out too little from “{behind}”: {ratio} : 1.")
    if behind == PAPER:
        message = N_("Words in the colour “{colour}” stand out too little from the paper: {ratio} : 1.")
    return warning(
        "low-contrast",
        message,
        at,
        hint=N_("Ask for a darker or lighter colour in the house; text needs 4.5 : 1."),
        colour=colour,
        behind=behind,
        ratio=int(ratio * 10) / 10,
    )


def colours_on(layout: Layout) -> dict[tuple[str, str], Where]:
    """Return which colours of words stand on which, by their roles, with the first place of each."""
    seen: dict[tuple[str, str], Where] = {}
    for page in layout.pages:
        for pair, at in _on_page(page):
            seen.setdefault(pair, at)
    return seen


# Points; nothing stands on a rule.
_HAIRLINE = 2.0
_MOST_PAGES = 2_000


def _colours_of(page: Page) -> tuple[tuple[tuple[str, str], Where], ...]:
    seen: dict[tuple[str, str], Where] = {}
    tints = [(rect.y, rect.y + rect.height, rect) for rect in page.rects if rect.height > _HAIRLINE]
    for mark in (*page.marks, *page.foot):
        behind = PAPER
        for top, bottom, rect in tints:
            if top <= mark.y <= bottom and rect.x <= mark.x + 1 <= rect.x + rect.width:
                behind = rect.colour  # the last one that is painted
        seen.setdefault((mark.setting.type.colour, behind), mark.at)
        if mark.setting.linked:
            for run in mark.setting.runs:
                seen.setdefault((run.colour, behind), mark.at)
    return tuple(seen.items())


_on_page = kept(_colours_of, _MOST_PAGES)
