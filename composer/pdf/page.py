"""One page as a stream, with what says to which of its lines each mark in it belongs. Kept by value.

Nothing here knows the numbers that a document gives its elements and objects: a page that stays the same is
the same object in every file, compressed once.
"""

from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

from composer.i18n import N_, words
from composer.layout.lines import Setting
from composer.layout.metrics import Font
from composer.layout.page import Picture, Rect
from composer.model.drawing import Drawing
from composer.pdf import drawing
from composer.pdf.images import Form, image_form, pixels_for
from composer.pdf.objects import compressed, deflated_bytes
from composer.pdf.operators import (
    TEXT,
    Colours,
    Painted,
    Rare,
    begin_operators,
    painted_text,
    refuse,
    text_operators,
    written,
)

FOOTER = "/Type/Pagination/Subtype/Footer"
# The head of a table on every page but its first.
AGAIN = "/Type/Pagination"
# The link in the label of a footnote that leads back to its mark; other roles are `TEXT` and spans.
BACK = -2
# How far the box of a link reaches under and over the baseline, as parts of the size.
LINK_BELOW = 0.25
LINK_ABOVE = 0.8
# The line under a link, since colour alone says nothing to who cannot see it: WCAG 2.1, 1.4.1.
UNDERLINE_BELOW = 0.14
UNDERLINE = 0.045


class Shown(NamedTuple):
    """Lines on a page as a reader sees them: which element they belong to is for the tree to know.

    Without a tag they belong to none.
    """

    setting: Setting
    first: int
    last: int
    x: float
    y: float
    note: int
    tag: str


class Look(NamedTuple):
    """All that a page shows, and the language in which it speaks of its links."""

    height: float
    rects: tuple[Rect, ...]
    pictures: tuple[Picture, ...]
    lines: tuple[Shown, ...]
    foot: tuple[Shown, ...]
    colours: Colours
    language: str


class Owner(NamedTuple):
    """Whose a mark is: the number of its lines on the page, pictures counting down from -1, and its role."""

    lines: int
    role: int


class Link(NamedTuple):
    """A link: its owner, its box in page space, an address or `#` and a destination, what it is called."""

    owner: Owner
    box: tuple[float, float, float, float]
    target: str
    contents: str


class PaintedPage(NamedTuple):
    """A page ready for a file: `owners` of its marks by number, links, places that links lead to.

    `forms` are the drawings and pictures it shows, by name.
    """

    stream: bytes
    fonts: tuple[Font, ...]
    forms: tuple[tuple[str, Form], ...]
    owners: tuple[Owner, ...]
    links: tuple[Link, ...]
    places: tuple[tuple[str, float, float], ...]


@lru_cache(maxsize=2048)
def kept_page(look: Look) -> PaintedPage | None:
    """Return a page that is the same in every document; None when it holds rarer characters."""
    try:
        return painted_page(look, refuse)
    except LookupError:
        return None


def painted_page(look: Look, rare: Rare) -> PaintedPage:
    """Paint a page: tints and rules, pictures, text in reading order, foot."""
    painter = _Painter(look, rare)
    painter.paint()
    return PaintedPage(
        compressed("\n".join(painter.out).encode("ascii")),
        tuple(painter.fonts),
        tuple(painter.forms.items()),
        tuple(painter.owners),
        tuple(painter.links),
        tuple((name, *place) for name, place in painter.places.items()),
    )


class _Painter:
    """Collects the operators of one page."""

    def __init__(self, look: Look, rare: Rare) -> None:
        self.look = look
        self.rare = rare
        self.out: list[str] = []
        self.fonts: dict[Font, None] = {}
        self.forms: dict[str, Form] = {}
        self.owners: list[Owner] = []
        self.links: list[Link] = []
        self.places: dict[str, tuple[float, float]] = {}
        say = words(look.language)
        self.say_note = say(N_("Footnote {number}"))
        self.say_back = say(N_("Back to the text of footnote {number}"))

    def paint(self) -> None:
        look = self.look
        for rect in look.rects:
            self.filled(rect.x, look.height - rect.y - rect.height, rect.width, rect.height, rect.colour)
        for i, picture in enumerate(look.pictures):
            self.picture(picture, Owner(-1 - i, TEXT))
        for i, lines in enumerate(look.lines):
            if lines.tag:
                self.text(i, lines)
            else:
                self.apart(lines, AGAIN)
        for lines in look.foot:
            self.apart(lines, FOOTER)

    def artifact(self, operators: str, kind: str = "") -> None:
        """Paint what belongs to no element; `kind` says what it is."""
        begin = f"/Artifact<<{kind}>>BDC" if kind else "/Artifact BMC"
        self.out.append(f"{begin} {operators} EMC")

    def filled(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        place = f"{written(x)} {written(y)} {written(width)} {written(height)}"
        self.artifact(f"q {self.look.colours[colour]} {place} re f Q")

    def begin_mark(self, tag: str, owner: Owner) -> str:
        """Return the operator that begins the next mark of the page."""
        self.owners.append(owner)
        return f"/{tag}<</MCID {len(self.owners) - 1}>>BDC"

    def picture(self, picture: Picture, owner: Owner) -> None:
        box = box_of(picture, self.look.height)
        what = picture.drawing
        if isinstance(what, Drawing):
            form = Form(_form(what, *box))
            name = f"D{crc32(form.content):08x}"
            shown = f"/{name} Do"
        else:
            across = pixels_for(what, picture.width)
            form = image_form(what, across)
            name = f"I{what.digest[:16]}{across or ''}"
            left, bottom, width, height = map(written, box)
            shown = f"q {width} 0 0 {height} {left} {bottom} cm /{name} Do Q"
        self.forms[name] = form
        if picture.element < 0:
            self.artifact(shown)
        else:
            self.out.append(f"{self.begin_mark('Figure', owner)} {shown} EMC")

    def text(self, number: int, lines: Shown) -> None:
        """Paint lines as marks of their element and of the links, references and languages within it."""
        setting = lines.setting
        x, y = lines.x, self.look.height - lines.y
        out = [self.begin(setting, x, y)]
        current: Owner | None = None
        for role, operators in self.operators(lines):
            owner = Owner(number, BACK if lines.note else role)
            if owner != current:
                mark = self.begin_mark(_tag(lines, owner.role), owner)
                out.append(mark if current is None else f"EMC {mark}")
                current = owner
            out.append(operators)
        if current is None:
            return
        stretched = any(setting.lines[i].stretch for i in range(lines.first, lines.last))
        out.append("EMC 0 Tw ET" if stretched else "EMC ET")
        self.out.append(" ".join(out))
        if setting.linked or lines.note:
            self.lead(number, lines, x, y)

    def apart(self, lines: Shown, kind: str) -> None:
        """Paint lines that belong to no element."""
        parts = [operators for _, operators in self.operators(lines)]
        begin = self.begin(lines.setting, lines.x, self.look.height - lines.y)
        self.artifact(" ".join([begin, *parts, "ET"]), kind)

    def begin(self, setting: Setting, x: float, y: float) -> str:
        """Return the operators that begin lines of text: font, colour, leading, place."""
        self.fonts.update(dict.fromkeys(setting.fonts))
        return (
            f"{begin_operators(setting.font, setting.type, self.look.colours)} {written(x)} {written(y)} Td"
        )

    def operators(self, lines: Shown) -> tuple[Painted, ...]:
        setting, colours = lines.setting, self.look.colours
        try:
            return text_operators(setting, lines.first, lines.last, colours)
        except LookupError:
            return tuple(painted_text(setting, lines.first, lines.last, colours, self.rare))

    def lead(self, number: int, lines: Shown, x: float, y: float) -> None:
        """Add the links of lines: addresses, notes, and from the label of a note back to its mark."""
        setting = lines.setting
        size, leading = setting.type.size, setting.type.leading
        for i in range(lines.first, lines.last):
            line = setting.lines[i]
            base = y - (i - lines.first) * leading
            for piece in line.pieces:
                run = setting.runs[piece.run]
                span = setting.spans[run.span]
                left = x + line.x + piece.x
                box = (left, base - LINK_BELOW * size, left + piece.width, base + LINK_ABOVE * size)
                if lines.note:
                    self.places[f"note-{lines.note}"] = (x, base + leading)
                    contents = self.say_back.replace("{number}", span.text)
                    self.links.append(Link(Owner(number, BACK), box, f"#mark-{lines.note}", contents))
                elif span.note:
                    self.places.setdefault(f"mark-{span.note}", (0.0, base + leading))
                    contents = self.say_note.replace("{number}", span.text.lstrip(","))
                    self.links.append(Link(Owner(number, run.span), box, f"#note-{span.note}", contents))
                elif span.href:
                    self.links.append(Link(Owner(number, run.span), box, span.href, span.text))
                    if run.colour != setting.type.colour:
                        below = base - UNDERLINE_BELOW * size
                        self.filled(left, below, piece.width, UNDERLINE * size, run.colour)


def _tag(lines: Shown, role: int) -> str:
    """Return the tag of the element that owns a mark."""
    if role == TEXT:
        return lines.tag
    span = lines.setting.spans[role] if role >= 0 else None
    return "Link" if span is None or span.note or span.href else "Span"


def box_of(picture: Picture, height: float) -> tuple[float, float, float, float]:
    """Return left, bottom, width and height of a picture on a page of a height, in page space."""
    return picture.x, height - picture.y - picture.height, picture.width, picture.height


@lru_cache(maxsize=64)
def _form(picture: Drawing, left: float, bottom: float, width: float, height: float) -> bytes:
    """Return a drawing as a form that paints it in its place on the page."""
    box = f"{written(left)} {written(bottom)} {written(left + width)} {written(bottom + height)}".encode()
    content = drawing.stream(picture, left, bottom + height, width, height).encode("ascii")
    return deflated_bytes(content, b"/Type/XObject/Subtype/Form/BBox[%s]/Resources<<>>" % box)
