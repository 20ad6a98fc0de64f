"""What pages are filled with: paragraphs, pictures and rows, in lines but without a place yet."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from composer.layout.lines import Setting
from composer.model.document import Where
from composer.model.picture import Image


@dataclass(frozen=True, slots=True)
class Frame:
    """A tint or a bar around boxes; a page break closes it on both sides."""

    x: float
    width: float
    tint: str
    bar: str
    bar_width: float
    padding: float


@dataclass(frozen=True, slots=True)
class Label:
    """What stands beside the first line of a box."""

    setting: Setting
    x: float
    element: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A paragraph of a row of columns or a table, `y` points below the top of the row."""

    setting: Setting
    x: float
    y: float
    element: int
    at: Where


@dataclass(frozen=True, slots=True)
class Strip:
    """What a row of a table has besides its cells.

    Its lines have one leading, with padding over the first and under the last, a ground and a hairline under
    it; a page may part them. `head` is the number of the box that stands above it again at the top of a page,
    -1 for none.
    """

    lines: int
    leading: float
    padding: float
    width: float
    ground: str
    rule: str
    head: int

    def height(self, first: int, last: int) -> float:
        """Return the height of lines first…last."""
        edges = (first == 0) + (last == self.lines)
        return (last - first) * self.leading + edges * self.padding

    def within(self, cell: Cell, first: int, last: int) -> tuple[int, int]:
        """Return which of its own lines a cell has among the lines first…last of the row."""
        begin = round((cell.y - self.padding) / self.leading)
        count = len(cell.setting.lines)
        return min(max(first - begin, 0), count), min(max(last - begin, 0), count)


@dataclass(frozen=True, slots=True)
class Plate:
    """A picture in its size on paper, in points; `element` is -1 for one that decorates."""

    image: Image
    x: float
    width: float
    height: float
    element: int


@dataclass(slots=True)
class Box:
    """A paragraph, a picture, a row of columns or of a table, before pages are filled.

    `before` and `after` are points of space, `padding` is what its frames take on one side.
    """

    x: float
    at: Where
    element: int
    before: float
    after: float
    frames: tuple[int, ...]
    padding: float = 0.0
    setting: Setting | None = None
    cells: tuple[Cell, ...] = ()
    strip: Strip | None = None
    plate: Plate | None = None
    height: float = 0.0
    labels: list[Label] = field(default_factory=list)
    keep_next: bool = False
    keep_previous: bool = False
    keep_together: bool = False
    new_page: bool = False
    outline: tuple[int, str] = (0, "")
    rule: str = ""
    border: tuple[str, float] = ("", 0.0)

    @property
    def lines(self) -> int:
        """Return how many lines there are; a row of columns is one."""
        return len(self.setting.lines) if self.setting else 1

    @property
    def notes(self) -> Iterator[int]:
        """Yield the numbers of the footnotes that are marked in it, in order."""
        if self.setting is not None:
            yield from self.setting.notes
        for cell in self.cells:
            yield from cell.setting.notes


@dataclass(frozen=True, slots=True)
class NoteBox:
    """A footnote in lines, with its label."""

    number: int
    setting: Setting
    label: Setting
    indent: float
    at: Where
