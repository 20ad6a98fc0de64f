"""The drawings in the sample documents, made by hand and by numbers: `python -m docs.drawings`.

Letters are drawn as outlines, since a drawing of ours holds no text; the words stand in the alternative text.
"""

from collections.abc import Iterator
from pathlib import Path

import uharfbuzz as hb

from composer import resources

INK, BRAND, MIDDLE, GREY = "#1c2733", "#123e5c", "#4f7a96", "#56646f"
WATER, DROUGHT, DARK, RULE = "#0f5257", "#8a4b12", "#1f2421", "#5a625e"


class _Outline:
    """Takes the outline of a glyph as the data of a path, from fonts of TrueType curves."""

    def __init__(self, scale: float, x: float, y: float) -> None:
        self.data: list[str] = []
        self._scale, self._x, self._y = scale, x, y

    def _point(self, point: tuple[float, float]) -> str:
        return f"{self._x + point[0] * self._scale:.2f} {self._y - point[1] * self._scale:.2f}"

    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802  names of a pen of HarfBuzz
        self.data.append(f"M{self._point(point)}")

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self.data.append(f"L{self._point(point)}")

    def qCurveTo(self, handle: tuple[float, float], point: tuple[float, float]) -> None:  # noqa: N802
        self.data.append(f"Q{self._point(handle)} {self._point(point)}")

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self.data.append("C" + " ".join(map(self._point, points)))

    def closePath(self) -> None:  # noqa: N802
        self.data.append("Z")


class Letters:
    """Words as paths in one font."""

    def __init__(self, file: str) -> None:
        """Open a font among the shipped ones."""
        face = hb.Face(resources.path(f"fonts/{file}").read_bytes())
        self._font = hb.Font(face)
        self._em = face.upem

    def path(
        self, words: str, at: tuple[float, float], size: float, colour: str, *, anchor: float = 0
    ) -> str:
        """Return words as a path; `anchor` says which part of them stands left of the place."""
        buffer = hb.Buffer()
        buffer.add_str(words)
        buffer.guess_segment_properties()
        hb.shape(self._font, buffer)
        scale = size / self._em
        wide = sum(place.x_advance for place in buffer.glyph_positions) * scale
        x, y = at[0] - anchor * wide, at[1]
        data: list[str] = []
        for glyph, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            pen = _Outline(scale, x, y)
            self._font.draw_glyph_with_pen(glyph.codepoint, pen)
            data += pen.data
            x += place.x_advance * scale
        return f'<path fill="{colour}" d="{"".join(data)}"/>'


def drawing(width: float, height: float, title: str, shapes: Iterator[str]) -> str:
    """Return an SVG in points."""
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}pt" height="{height}pt" '
    return (
        head + f'viewBox="0 0 {width} {height}">\n<title>{title}</title>\n' + "\n".join(shapes) + "\n</svg>\n"
    )


# ---- how far the cities are: a house for each

HOUSE, ROOF = 13.0, 6.0
CITIES = (
    ("Eerste wijk van het gas af", 2, BRAND, BRAND),
    ("Eerste wijk begonnen", 7, MIDDLE, MIDDLE),
    ("Programma vastgesteld", 8, MIDDLE, "none"),
    ("Programma in voorbereiding", 7, "none", "none"),
)


def cities() -> Iterator[str]:
    """Yield the rows of houses, told apart by roof and walls, not by colour alone."""
    letters, strong = (
        Letters("source-sans-3/SourceSans3-Regular.ttf"),
        Letters("source-sans-3/SourceSans3-Bold.ttf"),
    )
    line = f'stroke="{BRAND}" stroke-width="0.9" stroke-linejoin="round"'
    for row, (words, count, roof, walls) in enumerate(CITIES):
        top = 4 + 25 * row
        eaves, foot = top + ROOF, top + 16
        yield letters.path(words, (0, top + 12.5), 9.5, INK)
        for i in range(count):
            x = 150 + 21 * i
            right, middle = x + HOUSE, x + HOUSE / 2
            yield f'<path fill="{walls}" {line} d="M{x + 1.5} {eaves}V{foot}H{right - 1.5}V{eaves}Z"/>'
            yield f'<path fill="{roof}" {line} d="M{x - 1} {eaves}L{middle} {top - 1}L{right + 1} {eaves}Z"/>'
        yield strong.path(str(count), (150 + 21 * count + 6, top + 12.5), 9.5, BRAND)


# ---- what rain leaves and what plants ask, month by month

MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
LEFT_OVER = (62, 41, 18, -21, -44, -58, -63, -39, 4, 38, 57, 66)


def rain() -> Iterator[str]:
    """Yield a bar for each month: above the line what flows to the sea, below it what is short."""
    letters = Letters("source-serif-4/SourceSerif4_400Regular.ttf")
    slanted = Letters("source-serif-4/SourceSerif4_400Regular_Italic.ttf")
    zero, step, wide = 52.0, 34.0, 22.0
    for i, (month, value) in enumerate(zip(MONTHS, LEFT_OVER, strict=True)):
        x, high = 8 + step * i, abs(value) * 0.6
        top, colour = (zero - high, WATER) if value > 0 else (zero, DROUGHT)
        yield f'<rect x="{x}" y="{top:.2f}" width="{wide}" height="{high:.2f}" fill="{colour}"/>'
        shown = str(value).replace("-", "\N{MINUS SIGN}")
        at = zero - high - 3.5 if value > 0 else zero + high + 9
        yield letters.path(shown, (x + wide / 2, at), 7.5, DARK, anchor=0.5)
        month_at = zero + 9.5 if value > 0 else zero - 4
        yield slanted.path(month, (x + wide / 2, month_at), 8, RULE, anchor=0.5)
    yield f'<rect x="0" y="{zero - 0.35}" width="416" height="0.7" fill="{DARK}"/>'


def drawings() -> Iterator[tuple[Path, str]]:
    """Yield every drawing with its file, beside the samples that show it."""
    made = (
        ("demo/samples/media/steden.svg", drawing(453.5, 104, "Hoe ver de 24 steden zijn", cities())),
        (
            "waterlanden/samples/media/regen.svg",
            drawing(416, 104, "Neerslag min verdamping per maand", rain()),
        ),
    )
    for name, words in made:
        yield resources.templates() / name, words


def main() -> None:
    """Write every drawing."""
    for file, words in drawings():
        file.parent.mkdir(exist_ok=True)
        file.write_text(words, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
