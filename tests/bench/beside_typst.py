"""A letter set by us and by Typst side by side, for the eye.

`python -m tests.bench.beside_typst FILE OUT.png`

Typst is no dependency: `pip install typst` beforehand. Both get the same face, size, leading and measure; the
page shown is the one on which the numbered sections stand.
"""

import sys
from pathlib import Path

from composer import resources
from composer.app.world import world_of
from composer.compose.flow import flow
from composer.compose.resolve import resolve
from composer.model.flow import Columns, Flow, Group, Item, Para, Span
from composer.store.documents import read_document
from docs.pictures import DESK, MARGIN, picture

PREAMBLE = """\
#set page(paper: "a4", margin: (left: 25mm, right: 25mm, top: 22mm, bottom: 25mm), numbering: "1 / 1")
#set text(font: ("Source Sans 3", "Noto Sans Symbols 2"), size: 10.5pt, lang: "{language}", hyphenate: true)
#set par(leading: 7.2pt, spacing: 14pt)
#show heading: set text(fill: rgb("#123e5c"))
#show heading: set block(above: 20pt, below: 12pt)
"""


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


def main() -> int:
    """Write the picture."""
    import io

    import typst
    from PIL import Image

    from composer.app.export import compile_file
    from composer.pdf.raster import page_images

    file, target = Path(sys.argv[1]), Path(sys.argv[2])
    ours = [picture(page) for page in page_images(compile_file(file).compilation.pdf, dpi=100)][1]
    fonts = [str(resources.path("fonts/source-sans-3")), str(resources.path("fonts/noto-sans-symbols-2"))]
    pages = typst.compile(source(file).encode(), format="png", ppi=100, font_paths=fonts)
    data = pages[1] if isinstance(pages, list) else pages
    theirs = Image.open(io.BytesIO(data)).convert("RGB")
    desk = Image.new("RGB", (ours.width + theirs.width + 3 * MARGIN, ours.height + 2 * MARGIN), DESK)
    desk.paste(ours, (MARGIN, MARGIN))
    desk.paste(theirs, (ours.width + 2 * MARGIN, MARGIN))
    desk.quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(target, optimize=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
