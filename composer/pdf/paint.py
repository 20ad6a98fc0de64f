"""From layout to PDF. It decides nothing: every mark has its place, its lines and its element already."""

from collections.abc import Callable
from datetime import date

from composer.layout.page import Layout, Mark, Page, Picture
from composer.model.document import Where
from composer.model.house import House
from composer.pdf.canvas import TaggedCanvas
from composer.pdf.metadata import write_metadata
from composer.pdf.operators import Colours, colour_operators
from composer.pdf.outline import write_outline
from composer.pdf.page import Look, Shown, kept_page, painted_page


def _silent(_done: int, _of: int) -> None:
    """Tell nobody how far the work is."""


def paint(
    layout: Layout, house: House, *, day: date | None = None, progress: Callable[[int, int], None] = _silent
) -> bytes:
    """Return the PDF of a layout; equal layouts give equal bytes. `day` is the date the file bears."""
    canvas = TaggedCanvas(layout)
    colours = colour_operators(house.colours)
    for page in layout.pages:
        look = _look(layout, page, canvas.tree.tags, colours)
        canvas.add_page(page, kept_page(look) or painted_page(look, canvas.encode))
        progress(page.number, len(layout.pages))
    title = layout.title or house.name
    write_metadata(canvas, title=title, author=house.name, language=layout.language, day=day)
    write_outline(canvas.document, layout.bookmarks, layout.height, canvas.page_numbers)
    return canvas.finished()


def _look(layout: Layout, page: Page, tags: list[str], colours: Colours) -> Look:
    """Return what a page shows; `tags` are those of the nodes of the tree."""

    def shown(mark: Mark) -> Shown:
        setting, first, last, x, y, element, _at, number = mark
        return Shown(setting, first, last, x, y, number, tags[element + 1] if element >= 0 else "")

    def pictured(picture: Picture) -> Picture:
        """Return a picture without what only the tree knows."""
        return picture._replace(element=min(picture.element, 0), at=Where())

    return Look(
        layout.height,
        page.rects,
        tuple(map(pictured, page.pictures)),
        tuple(map(shown, page.marks)),
        tuple(map(shown, page.foot)),
        colours,
        layout.language,
    )
