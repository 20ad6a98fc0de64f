"""A figure: a picture with its caption, what it shows for those who cannot see it, and who made it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from composer.blocks.kind import Kind, Voice, flag_field, image_field, register, text_field, words_field
from composer.i18n import N_
from composer.model.document import Block
from composer.model.finding import Finding, warning
from composer.model.flow import Figure as FlowFigure
from composer.model.flow import Flow, Group, Para, Span
from composer.model.style import rule
from composer.model.text import Text

_WIDTH = re.compile(r"(\d{1,4}(?:[.,]\d{1,3})?)\s*(%|mm|cm|)")
_POINTS = {"mm": 72 / 25.4, "cm": 720 / 25.4}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Block):
    """One picture; `width` is a part of the measure (60%) or a length (80 mm)."""

    image: str = image_field(N_("Picture"), required=True)
    caption: Text = text_field(N_("Caption"))
    alt: str = words_field(N_("What it shows"))
    credit: str = words_field(N_("Credit"))
    width: str = words_field(N_("Width"))
    decorative: bool = flag_field(N_("Only decorates"))

    @property
    def numbered(self) -> bool:
        """Return whether it counts: what has no caption cannot be referred to."""
        return bool(self.caption)


def _flow(block: Figure, voice: Voice) -> Iterator[Flow]:
    under = [*caption_of(block, block.caption, voice, voice.word(N_("Figure")))]
    language = block.language or voice.language
    if block.credit:
        credit = Span(block.credit)
        at = block.where("credit")
        under.append(Para(spans=(credit,), style="figure-credit", at=at, language=language))
    image = voice.image(block.image)
    if image is None:
        if block.image:
            name = Para(
                spans=(Span(f"⟦{block.image}?⟧", unknown=True),), style="figure-name", at=block.where()
            )
            yield Group(children=(name,), style="figure-missing")
        yield from under
        return
    share, width = _width(block.width) or (0.0, 0.0)
    yield FlowFigure(
        image=image,
        alt=_alt(block, voice),
        under=tuple(under),
        share=share,
        width=width,
        at=block.where("image"),
        language=language,
    )


def caption_of(
    block: Block, caption: Text, voice: Voice, word: str, style: str = "caption"
) -> Iterator[Para]:
    """Yield a caption as one paragraph behind its word and number; nothing for one without words."""
    spans: list[Span] = []
    for paragraph in voice.paragraphs(caption, block.where("caption")) if caption else ():
        spans += [Span("\n"), *paragraph] if spans else paragraph
    if caption:
        label = (Span(f"{word} {voice.number(block)}"),)
        at = block.where("caption")
        language = block.language or voice.language
        yield Para(spans=tuple(spans), style=style, tag="Caption", at=at, language=language, label=label)


def _alt(block: Figure, voice: Voice) -> str:
    """Return what is said in place of the picture; one that nobody describes is at least named."""
    if block.decorative:
        return ""
    return block.alt or " ".join(block.caption.plain.split()) or voice.word(N_("Figure"))


def _width(words: str) -> tuple[float, float] | None:
    """Return a part of the measure and a length in points, one of them 0; None for words that say neither."""
    found = _WIDTH.fullmatch(words.strip())
    number = float(found[1].replace(",", ".")) if found else 0.0
    if not found or not number:
        return None
    return (0.0, number * _POINTS[found[2]]) if found[2] in _POINTS else (min(number, 100.0) / 100, 0.0)


def _check(block: Figure) -> Iterator[Finding]:
    if not block.image:
        yield warning("empty-block", N_("This block is empty."), block.where("image"))
    elif not block.alt.strip() and not block.decorative:
        yield warning(
            "missing-alt",
            N_("Nothing says what this picture shows to those who cannot see it."),
            block.where("alt"),
            hint=N_("Say it in a sentence; or mark the picture as one that only decorates."),
        )
    if block.width and _width(block.width) is None:
        yield warning(
            "bad-width",
            N_("“{width}” is not a width; the picture has that of its file."),
            block.where("width"),
            hint=N_("Write it as 60%, a share of the text, or as 80 mm."),
            width=block.width,
        )


register(
    Kind(
        name="figure",
        block=Figure,
        label=N_("Figure"),
        icon="image",
        flow=_flow,
        counter="figure",
        reference=N_("figure {number}"),
        check=_check,
        styles=(
            rule("figure", before=12.0, after=14.5),
            rule(
                "caption",
                size=9.0,
                leading=12.5,
                before=5.0,
                indent=46.0,
                align="left",
                label_bold=True,
                hyphenate=False,
                keep_together=True,
            ),
            rule("figure-credit", size=7.5, leading=10.0, colour="grey", before=3.0, hyphenate=False),
            rule("figure-missing", before=12.0, after=12.0, tint="tint", padding=24.0, padding_side=11.0),
            rule("figure-name", align="center", hyphenate=False),
        ),
    )
)
