"""The same document by ReportLab's platypus, as somebody who knows it well would write it: the baseline.

It has the fonts, sizes, measure, hyphenation, colours and page rules of the template. It does not have what
platypus cannot do or does only by hand: footnotes (they stand at the end), tags, bookmarks, the logo,
kerning, metadata, a count of the pages. Everything left out makes the baseline faster, not slower.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from reportlab import rl_config
from reportlab.lib.colors import Color
from reportlab.lib.enums import TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, Indenter, PageTemplate, Paragraph, Spacer
from reportlab.platypus.flowables import FrameBG, HRFlowable

from composer.blocks.kind import kind_of, texts_of
from composer.compose.fields import merge_values
from composer.compose.world import World
from composer.model.document import Block, Document
from composer.model.house import in_language
from composer.model.inline import parse_text
from composer.model.ordinal import letter
from composer.model.style import Style
from composer.model.text import Cite, FreeNote, Inline, MergeField, Run, Text

# Binary streams: ReportLab's encoding of them as text costs a tenth of its time and nobody needs it.
rl_config.useA85 = 0

HYPHENATION = {"nl": "nl_NL", "en": "en_GB"}
_ALIGN = {"justify": TA_JUSTIFY, "right": TA_RIGHT}


class Baseline:
    """Sets documents of one world; fonts and styles are made once."""

    def __init__(self, world: World) -> None:
        """Register the fonts of the house."""
        self.world = world
        self.house = world.house
        for name, face in self.house.typefaces:
            cuts = [
                _font(face.file(bold=bold, italic=italic))
                for bold in (False, True)
                for italic in (False, True)
            ]
            normal, italic, bold, both = cuts
            pdfmetrics.registerFontFamily(name, normal=normal, bold=bold, italic=italic, boldItalic=both)
            pdfmetrics.registerFontFamily(normal, normal=normal, bold=bold, italic=italic, boldItalic=both)
        self.signs = _font(self.house.fallback[0].regular) if self.house.fallback else ""
        self._styles: dict[tuple[str, str], ParagraphStyle] = {}

    def pdf(self, document: Document) -> tuple[bytes, int]:
        """Return the PDF of a document, and how many pages it has."""
        geometry = self.house.geometry
        buffer = BytesIO()
        template = BaseDocTemplate(
            buffer, pagesize=(geometry.width, geometry.height), title=document.title, lang=document.language
        )
        story = _Story(self, document)
        template.addPageTemplates(
            [
                self._page("first", geometry.first_top, story.stationery),
                self._page("later", geometry.top, story.foot),
            ]
        )
        template.build(story.flowables())
        return buffer.getvalue(), template.page

    def _page(self, name: str, top: float, paint: Callable[[Canvas, BaseDocTemplate], None]) -> PageTemplate:
        page = self.house.geometry
        height = page.height - top - page.bottom
        frame = Frame(page.left, page.bottom, page.measure, height, 0, 0, 0, 0)
        return PageTemplate(name, [frame], onPage=paint, autoNextPageTemplate="later")

    def colour(self, role: str) -> Color:
        """Return a colour of the house."""
        return Color(*self.house.palette.get(role, (0.0, 0.0, 0.0)))

    def style(self, name: str, language: str, **changes: object) -> ParagraphStyle:
        """Return a style of the template as platypus has it; the changes are the same every time."""
        known = self._styles.get((name, language))
        if known is None:
            known = self._styles[name, language] = self._made(name, language, changes)
        return known

    def look(self, name: str) -> Style:
        """Return a style of the template, that of the body for an unknown name."""
        styles = self.world.template.styles
        return styles.get(name) or styles["body"]

    def _made(self, name: str, language: str, changes: dict[str, object]) -> ParagraphStyle:
        style = self.look(name)
        face = dict(self.house.typefaces).get(style.face, self.house.typefaces[0][1])
        font = _font(face.file(bold=style.bold, italic=style.italic))
        properties = {
            "fontName": font,
            "fontSize": style.size,
            "leading": style.leading,
            "textColor": self.colour(style.colour),
            "alignment": _ALIGN.get(style.align, TA_LEFT),
            "spaceBefore": style.before,
            "spaceAfter": style.after,
            "hyphenationLang": HYPHENATION.get(language, "") if style.hyphenate else "",
            "hyphenationMinWordLength": 6,
            "keepWithNext": style.keep_next,
            "allowWidows": 0,
            "allowOrphans": 0,
            "bulletFontName": font,
            "bulletFontSize": style.size,
            "bulletColor": self.colour(style.label_colour or style.colour),
        }
        return ParagraphStyle(name, **(properties | changes))


class _Story:
    """One document on its way to flowables."""

    def __init__(self, baseline: Baseline, document: Document) -> None:
        self.baseline = baseline
        self.document = document
        self.values = merge_values(document, baseline.world.template)
        self.sources = {source.key: source for source in document.sources}
        self.notes: list[str] = []
        self.sections = 0

    # ---- stationery

    def stationery(self, canvas: Canvas, template: BaseDocTemplate) -> None:
        """Draw the letterhead and the places of the first page."""
        house = self.baseline.house
        for region in (*house.letterhead, *self.baseline.world.template.regions):
            style = self.baseline.style(region.style, self.document.language)
            canvas.setFont(style.fontName, style.fontSize)
            canvas.setFillColor(style.textColor)
            lines = (self._plain(in_language(line, self.document.language)) for line in region.lines)
            y = house.geometry.height - region.y - style.leading
            for line in "\n".join(filter(None, lines)).split("\n"):
                canvas.drawString(region.x, y, line)
                y -= style.leading
        self.foot(canvas, template)

    def foot(self, canvas: Canvas, template: BaseDocTemplate) -> None:
        """Draw the foot of a page."""
        geometry = self.baseline.house.geometry
        style = self.baseline.style("foot", self.document.language)
        canvas.setFont(style.fontName, style.fontSize)
        canvas.setFillColor(style.textColor)
        canvas.drawString(geometry.left, geometry.foot, self.baseline.house.name)
        canvas.drawRightString(geometry.width - geometry.right, geometry.foot, str(template.page))

    def _plain(self, notation: str) -> str:
        inlines = parse_text(notation).inlines
        said = (self.values.get(i.name, "") if isinstance(i, MergeField) else i.text for i in inlines)
        return "".join(said)

    # ---- blocks

    def flowables(self) -> list[Flowable]:
        """Return the whole story, the notes last."""
        return [*self._head(), *self._blocks(self.document.blocks), *self._endnotes()]

    def _head(self) -> Iterator[Flowable]:
        language = self.document.language
        for row in self.baseline.world.template.head:
            for pair in row.pairs:
                if value := self._plain(pair.value):
                    yield self._paragraph(escape(in_language(pair.label, language)), f"{row.style}-label")
                    yield self._paragraph(escape(value), f"{row.style}-value")

    def _blocks(self, blocks: tuple[Block, ...]) -> Iterator[Flowable]:
        arguments = 0
        for block in blocks:
            kind = kind_of(block).name
            if kind == "argument":
                arguments += 1
                yield from self._argument(block, f"{letter(arguments)}.")
            else:
                yield from _KINDS.get(kind, _Story._any)(self, block)

    def _any(self, block: Block) -> Iterator[Flowable]:
        """Yield every text of a kind that needs nothing else."""
        name = kind_of(block).name
        for path, text in texts_of(block):
            style = f"{name}-{path}" if f"{name}-{path}" in self.baseline.world.template.styles else name
            yield from self._paragraphs(text, style)
        yield from self._blocks(block.children)

    def _salutation(self, block: Block) -> Iterator[Flowable]:
        text = self._markup_of(block) or escape(self.values.get("addressee.salutation", ""))
        yield self._paragraph(text, "salutation")

    def _heading(self, block: Block) -> Iterator[Flowable]:
        yield from self._paragraphs(block.text, f"heading-{block.level}")

    def _section(self, block: Block) -> Iterator[Flowable]:
        self.sections += 1
        look = self.baseline.look("section-title")
        places = {"bulletIndent": look.label_at}
        for markup in self._markups(block.title):
            yield self._paragraph(markup, "section-title", bullet=f"{self.sections}.", **places)
        yield from self._blocks(block.children)

    def _argument(self, block: Block, label: str) -> Iterator[Flowable]:
        indent = self.baseline.look("argument").indent
        places = {"leftIndent": indent, "bulletIndent": 0.0}
        for markup in self._markups(block.text):
            yield self._paragraph(markup, "argument-text", bullet=label, **places)
            label = ""
        yield Indenter(left=indent)
        yield from self._blocks(block.children)
        yield Indenter(left=-indent)

    def _request(self, block: Block) -> Iterator[Flowable]:
        look = self.baseline.look("request")
        side, above = look.padding_side, look.padding
        places = {
            "leftIndent": side + look.indent,
            "rightIndent": side,
            "bulletIndent": side,
            "spaceBefore": look.before + above,
            "spaceAfter": look.after + above,
            "backColor": self.baseline.colour(look.tint) if look.tint else None,
            "borderPadding": (above, 0, above, 0),
        }
        sign = escape(dict(self.baseline.world.template.markers).get("request", "➢"))
        for markup in self._markups(block.text):
            marked = f'<bullet><font name="{self.baseline.signs}">{sign}</font></bullet>{markup}'
            yield self._paragraph(marked, "request-text", **places)

    def _examples(self, block: Block) -> Iterator[Flowable]:
        """Yield a tinted frame that may go on over pages, with a rule between the examples."""
        look = self.baseline.look("examples")
        side = look.padding_side
        yield Spacer(1, look.before)
        yield FrameBG(self.baseline.colour(look.tint), 0, 0, start=True)
        yield Indenter(left=side, right=side)
        yield Spacer(1, look.padding)
        yield from self._paragraphs(block.title, "examples-title")
        for i, example in enumerate(block.children):
            if i:
                yield HRFlowable(
                    "100%", 0.5, color=self.baseline.colour(look.rule_between), spaceBefore=9, spaceAfter=9
                )
            yield from self._example(example)
        yield Spacer(1, look.padding)
        yield Indenter(left=-side, right=-side)
        yield FrameBG(start=False)
        yield Spacer(1, look.after)

    def _example(self, block: Block) -> Iterator[Flowable]:
        for path, text in texts_of(block):
            yield from self._paragraphs(text, "example-title" if path == "title" else "example-text")

    def _list(self, block: Block) -> Iterator[Flowable]:
        indent = self.baseline.look("list-item").indent
        marks = dict(self.baseline.world.template.markers)
        for i, item in enumerate(block.items):
            mark = {"number": f"{i + 1}.", "letter": f"{letter(i + 1)}."}.get(block.marker) or marks[
                block.marker
            ]
            places = {"leftIndent": indent, "bulletIndent": 0.0}
            label = " ".join(self._markups(item.label))
            text = " ".join(self._markups(item.text))
            yield self._paragraph(
                f"<b>{label}</b> {text}" if label else text, "list-text", bullet=mark, **places
            )

    def _closing(self, block: Block) -> Iterator[Flowable]:
        yield self._paragraph(self._markup_of(block) or "Hoogachtend,", "closing")

    def _signatures(self, _block: Block) -> Iterator[Flowable]:
        yield Spacer(1, self.baseline.look("signatures").before)
        for person in self.document.people.of("signatories"):
            yield self._paragraph(escape(", ".join(person.names)), "signature-name")
            for words in filter(None, (person.role, person.organisation)):
                yield self._paragraph(escape(words), "signature-role")

    def _endnotes(self) -> Iterator[Flowable]:
        if self.notes:
            yield HRFlowable(113.4, 0.5, hAlign="LEFT", color=self.baseline.colour("grey"), spaceBefore=14)
        places = {"leftIndent": self.baseline.look("note").indent, "bulletIndent": 0.0}
        for number, markup in enumerate(self.notes, 1):
            yield self._paragraph(markup, "note", bullet=str(number), **places)

    # ---- texts

    def _paragraphs(self, text: Text, style: str) -> Iterator[Flowable]:
        return (self._paragraph(markup, style) for markup in self._markups(text))

    def _paragraph(
        self, markup: str, style: str, *, bullet: str | None = None, **changes: object
    ) -> Paragraph:
        return Paragraph(
            markup, self.baseline.style(style, self.document.language, **changes), bulletText=bullet or None
        )

    def _markup_of(self, block: Block) -> str:
        return " ".join(self._markups(block.text))

    def _markups(self, text: Text) -> Iterator[str]:
        return ("".join(map(self._markup, inlines)) for inlines in text.paragraphs)

    def _markup(self, inline: Inline) -> str:
        if isinstance(inline, Cite | FreeNote):
            self.notes.append(self._note(inline))
            return f"<super>{len(self.notes)}</super>"
        words = inline.text if isinstance(inline, Run) else self.values.get(inline.name, "")
        form = inline.format
        markup = escape(words).replace("\n", "<br/>")
        if form.bold:
            markup = f"<b>{markup}</b>"
        if form.italic:
            markup = f"<i>{markup}</i>"
        return f"<a href={quoteattr(form.href)}>{markup}</a>" if form.href else markup

    def _note(self, note: Cite | FreeNote) -> str:
        if isinstance(note, FreeNote):
            return "".join(self._markup(item) for item in note.inlines if not isinstance(item, Cite))
        return "; ".join(self._source(reference.key, reference.locator) for reference in note.references)

    def _source(self, key: str, locator: str) -> str:
        source = self.sources.get(key)
        if source is None:
            return escape(f"⟦{key}?⟧")
        author = source.get("author")
        named = f"{author}: " * bool(author) + f"{source.get('title')} {source.get('issued')}".strip()
        return escape(f"{named}, {locator}" if locator else named)


_KINDS: dict[str, Callable[[_Story, Block], Iterator[Flowable]]] = {
    "salutation": _Story._salutation,
    "heading": _Story._heading,
    "section": _Story._section,
    "request": _Story._request,
    "examples": _Story._examples,
    "example": _Story._example,
    "list": _Story._list,
    "closing": _Story._closing,
    "signatures": _Story._signatures,
}


@lru_cache(maxsize=64)
def _font(path: Path) -> str:
    """Register a font file once and return its name."""
    pdfmetrics.registerFont(TTFont(f"platypus-{path.stem}", str(path)))
    return f"platypus-{path.stem}"
