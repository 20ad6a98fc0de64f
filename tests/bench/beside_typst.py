"""A letter set by us and by Typst side by side, justified: for the eye, and what the lines come to.

`python -m tests.bench.beside_typst FILE OUT.png [--json]`

Typst is no dependency: `pip install typst` beforehand. Both get the same face, size, leading and measure; the
page shown is the one on which the numbered sections stand. The figures are of the paragraphs that both set
in the same measure, read from both PDFs in the same way.
"""

import argparse
import io
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from composer import resources
from composer.app.compile import compile_document
from composer.app.world import world_of
from composer.compose.flow import flow
from composer.compose.resolve import resolve
from composer.compose.world import World
from composer.model.document import Document
from composer.model.flow import Columns, Flow, Group, Item, Para, Span
from composer.pdf.fonts import house_fonts
from composer.pdf.raster import page_images
from composer.store.documents import read_document
from docs.pictures import DESK, MARGIN, picture
from tests.bench.measured import Figures, Row, figures, measure, paragraphs

PREAMBLE = """\
#set page(paper: "a4", margin: (left: 25mm, right: 25mm, top: 22mm, bottom: 25mm), numbering: "1 / 1")
#set text(font: ("Source Sans 3", "Noto Sans Symbols 2"), size: 10.5pt, lang: "{language}", hyphenate: true)
#set par(justify: true, leading: 7.2pt, spacing: 14pt)
#show heading: set text(fill: rgb("#123e5c"))
#show heading: set block(above: 20pt, below: 12pt)
"""

# A paragraph with fewer letters may be one line.
LONGER_THAN_A_LINE = 80
# Measures that differ by less are the same, in points: lines hang over it here and there.
SAME_MEASURE = 2.0


def source(file: Path) -> str:
    """Return the letter as a Typst document."""
    document = read_document(file)
    made = flow(resolve(document, world_of(document)))
    notes = {note.number: _words(note.body.spans, {}) for note in made.notes}
    body = "\n\n".join(_block(part, notes) for part in made.body)
    letterhead = (
        "#v(64mm)\n\n"  # as much room as our letterhead takes, so that the same text stands on page two
    )
    return PREAMBLE.replace("{language}", document.language) + letterhead + body


def _block(flow: Flow, notes: dict[int, str]) -> str:
    match flow:
        case Para(spans=spans, label=label, outline=outline):
            words = _words((*label, Span(" "), *spans) if label else spans, notes)
            return f"{'=' * outline} {words}" if outline else words
        case Group(children=children, style="examples"):
            inner = "\n\n".join(_block(child, notes) for child in children)
            return f'#block(fill: rgb("#eef3f7"), inset: 9pt, width: 100%)[#set text(size: 9.5pt)\n{inner}\n]'
        case Group(children=children):
            return "\n\n".join(_block(child, notes) for child in children)
        case Item(label=label, children=children):
            inner = "\n\n".join(_block(child, notes) for child in children)
            mark = "".join(span.text for span in label)
            return f"#grid(columns: (20pt, 1fr), [{_escaped(mark)}], [{inner}])"
        case Columns(columns=columns):
            cells = ", ".join(
                f"[{' #linebreak() '.join(_block(p, notes) for p in cell)}]" for cell in columns
            )
            return f"#grid(columns: (1fr,) * {len(columns)}, {cells})"
        case _:
            return "#pagebreak()"


def _words(spans: tuple[Span, ...], notes: dict[int, str]) -> str:
    return "".join(_span(span, notes) for span in spans)


def _span(span: Span, notes: dict[int, str]) -> str:
    if span.note:
        return f"#footnote[{notes.get(span.note, '')}]"
    words = _escaped(span.text)
    return f"#strong[{words}]" if span.bold else f"#emph[{words}]" if span.italic else words


def _escaped(words: str) -> str:
    return "".join(f"\\{sign}" if sign in "\\#$*_@<>[]~`'\"=-+/" else sign for sign in words)


def justified(world: World) -> World:
    """Return a world whose template sets all flush-left text justified."""
    template = world.template
    styles = {
        name: replace(style, align="justify") if style.align == "left" else style
        for name, style in template.styles.items()
    }
    return World(replace(template, styles=styles))


def texts(document: Document, world: World) -> list[str]:
    """Return the text of every paragraph of the body that has more than a line."""

    def of(parts: tuple[Flow, ...]) -> Iterator[str]:
        for part in parts:
            if isinstance(part, Para):
                yield "".join(span.text for span in part.spans)
            elif isinstance(part, Group | Item):
                yield from of(part.children)

    return [text for text in of(flow(resolve(document, world)).body) if len(text) > LONGER_THAN_A_LINE]


def both_figures(ours: bytes, theirs: bytes, wanted: list[str], space: float) -> tuple[Figures, Figures]:
    """Return the figures of the paragraphs that both set in the same measure, ours first."""
    one, other = paragraphs(ours, wanted), paragraphs(theirs, wanted)
    found = [text for text in wanted if _comparable(one.get(text, []), other.get(text, []))]
    return figures([one[text] for text in found], space), figures([other[text] for text in found], space)


def _comparable(one: list[Row], other: list[Row]) -> bool:
    return min(len(one), len(other)) > 1 and abs(measure(one) - measure(other)) < SAME_MEASURE


def main() -> int:
    """Write the picture and print the figures."""
    import typst
    from PIL import Image

    parser = argparse.ArgumentParser(prog="python -m tests.bench.beside_typst", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    arguments = parser.parse_args()
    document = read_document(arguments.file)
    world = justified(world_of(document))
    ours = compile_document(document, world).pdf
    words = source(arguments.file).encode()
    fonts = [str(resources.path("fonts/source-sans-3")), str(resources.path("fonts/noto-sans-symbols-2"))]
    theirs = typst.compile(words, font_paths=fonts)

    pages = typst.compile(words, format="png", ppi=100, font_paths=fonts)
    data = pages[1] if isinstance(pages, list) else pages
    left = [picture(page) for page in page_images(ours, dpi=100)][:2][-1]
    right = Image.open(io.BytesIO(data)).convert("RGB")
    desk = Image.new("RGB", (left.width + right.width + 3 * MARGIN, left.height + 2 * MARGIN), DESK)
    desk.paste(left, (MARGIN, MARGIN))
    desk.paste(right, (left.width + 2 * MARGIN, MARGIN))
    desk.quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(
        arguments.out, optimize=True
    )

    font = house_fonts(world.house).font("text", bold=False, italic=False)
    found = both_figures(ours, theirs, texts(document, world), font.space / 1000)
    _report(*found, as_json=arguments.json)
    return 0


def _report(ours: Figures, theirs: Figures, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps({"pleidooi": ours._asdict(), "typst": theirs._asdict()}))
        return
    print(f"{'':18}{'pleidooi':>10}{'typst':>10}")
    for name, one, other in zip(Figures._fields, ours, theirs, strict=True):
        print(f"{name.replace('_', ' '):18}{one:>10.4g}{other:>10.4g}")
    print(f"{'mean space, ratio':18}{ours.mean_space / theirs.mean_space:>10.3f}")


if __name__ == "__main__":
    sys.exit(main())
