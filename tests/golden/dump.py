"""A layout and a PDF as text that a person can compare: one thing a line, points with one decimal."""

from collections.abc import Iterator

from composer.layout.lines import Line, Setting
from composer.layout.page import Layout, Mark, Page
from tests.audit import Node, fonts, tree

SNIPPET = 72


def layout_text(layout: Layout) -> str:
    """Return every page of a layout: rectangles, pictures, marks with their lines, and the foot."""
    lines = [f"{layout.title} [{layout.language}] {_p(layout.width)} × {_p(layout.height)}"]
    for page in layout.pages:
        lines += ["", *_page(page)]
    lines += ["", "bookmarks"]
    lines += [
        f"  {'  ' * (mark.level - 1)}{mark.title} → page {mark.page + 1}, {_p(mark.y)}"
        for mark in layout.bookmarks
    ]
    lines += ["", "findings"]
    lines += [
        f"  {found.severity.value} {found.id} {found.at.block} {found.at.field}".rstrip()
        for found in layout.findings
    ]
    return "\n".join(lines) + "\n"


def tags_text(data: bytes) -> str:
    """Return the structure tree of a PDF with the beginnings of its texts, its links, and its fonts."""
    return "\n".join([*_node(tree(data), ""), "", "fonts", *(f"  {name}" for name in fonts(data))]) + "\n"


# ---- pages


def _page(page: Page) -> Iterator[str]:
    yield f"page {page.number}, {page.filled:.0%} filled"
    for rect in page.rects:
        yield f"  rect {_p(rect.x)} {_p(rect.y)}  {_p(rect.width)} × {_p(rect.height)} {rect.colour}"
    for picture in page.pictures:
        yield f"  picture {_p(picture.x)} {_p(picture.y)}  {_p(picture.width)} × {_p(picture.height)}"
    for mark in page.marks:
        yield from _mark(mark, "mark")
    for mark in page.foot:
        yield from _mark(mark, "foot")


def _mark(mark: Mark, what: str) -> Iterator[str]:
    setting, type_ = mark.setting, mark.setting.type
    words = [
        f"  {what}",
        f"{type_.size:g}/{type_.leading:g}",
        type_.face,
        "bold" * type_.bold,
        "italic" * type_.italic,
        type_.colour,
        f"note-{mark.note}" if mark.note else "",
        ".".join(filter(None, (mark.at.block, mark.at.field))),
    ]
    yield " ".join(filter(None, words))
    for i in range(mark.first, mark.last):
        line = setting.lines[i]
        x, y = mark.x + line.x, mark.y + (i - mark.first) * type_.leading
        stretch = f" +{line.stretch:.2f}" if line.stretch else ""
        yield f"    {_p(x)} {_p(y)}  {_p(line.width)}{stretch} | {line_text(setting, line)}"


def line_text(setting: Setting, line: Line) -> str:
    """Return the words of a line: our hyphen as ‧, another size in braces, another font named."""
    out = ""
    for piece in line.pieces:
        run = setting.runs[piece.run]
        words = "".join(" " if word is None else word.text for word in piece.words).replace("\u00ad", "‧")
        if run.size != setting.type.size:
            words = f"{{{run.size:g} {words}}}"
        if run.font is not setting.font:
            words = f"⟨{run.font.name}: {words}⟩"
        out += words
    return out.rstrip()


def _p(points: float) -> str:
    return f"{points:.1f}".replace("-0.0", "0.0")


# ---- tags


def _node(node: Node, indent: str) -> Iterator[str]:
    named = "".join(f" {name}={value}" for name, value in node.attributes.items())
    links = "".join(f" → {target}" for target in node.links)
    yield f"{indent}{node.tag}{named}{links}"
    for kid in node.kids:
        if isinstance(kid, Node):
            yield from _node(kid, indent + "  ")
        elif kid:
            words = kid.replace("\u00ad", "‧")
            yield f"{indent}  “{words if len(words) <= SNIPPET else words[: SNIPPET - 1] + '…'}”"
