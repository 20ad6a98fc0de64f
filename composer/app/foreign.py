"""What comes from other programs as a clip: HTML, plain words, pictures; and what has to be said of it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from composer.app.clip import Clip
from composer.app.pictures import read_image
from composer.blocks import KINDS, kind_of
from composer.blocks.kind import images_of
from composer.i18n import N_
from composer.imports import limits
from composer.imports.draft import Draft, Picture
from composer.model.characters import clean
from composer.model.document import Block, Document
from composer.model.edits import set_field
from composer.model.finding import Finding, note
from composer.model.inline import plain_text, text_of
from composer.model.picture import Image
from composer.model.text import Format, Run, Text
from composer.store.pictures import read_picture

# Characters above which HTML is read beside the window and not in its thread.
LARGE = limits.LARGE
RUNNING_TEXT, FIGURE = "paragraph", "figure"


class Foreign(NamedTuple):
    """A clip from elsewhere, and what was found while reading it."""

    clip: Clip
    findings: tuple[Finding, ...] = ()


def from_html(html: str, cancelled: Callable[[], bool] = bool) -> Foreign:
    """Return what HTML says."""
    from composer.imports.html import read_html  # by the first that pastes: a window opens without it

    return _of_draft(read_html(html, cancelled))


def from_plain(words: str) -> Foreign:
    """Return what plain text says, with lists and requests by their marks."""
    from composer.imports.plain import read_plain

    return _of_draft(read_plain(words))


def bare(words: str) -> Foreign:
    """Return words as they are, every line a paragraph; nothing else is recognised."""
    lines = [line for line in clean(words[: limits.LONGEST]).split("\n") if line.strip()][: limits.LINES]
    if len(lines) < 2:
        return Foreign(_of_text(plain_text("".join(lines))))
    return Foreign(Clip(tuple(_made(RUNNING_TEXT, text=plain_text(line)) for line in lines), is_foreign=True))


def from_link(address: str) -> Foreign:
    """Return an address as a link; one that cannot be a link as words."""
    return Foreign(_of_text(text_of([[Run(address, Format(href=address))]])))


def from_image(data: bytes) -> Foreign:
    """Return a picture as a figure; one that cannot be printed is left out and said so."""
    return _of_draft(Draft((_made(FIGURE, image="picture"),), (), (Picture("picture", data),)))


def from_file(path: Path) -> Foreign:
    """Return the picture in a file as a figure; raises DocumentError for one that cannot be printed."""
    image = read_image(path)
    return Foreign(Clip((_made(FIGURE, image=image.name),), media=(image,), is_foreign=True))


def _made(kind: str, **fields: object) -> Block:
    make: Callable[..., Block] = KINDS[kind].block
    return make(**fields)


def _of_text(text: Text) -> Clip:
    return Clip((_made(RUNNING_TEXT, text=text),), is_text=True, is_foreign=True) if text else Clip()


def _of_draft(draft: Draft) -> Foreign:
    images = {picture.name: read_picture(picture.data, picture.name) for picture in draft.pictures}
    kept = {name: replace(one, name=one.content_name) for name, one in images.items() if not one.problem}
    findings = list(draft.findings)
    problems = dict.fromkeys(one.problem for one in images.values() if one.problem)
    message = N_("A picture was left out: {reason}.")
    findings += [note("paste-picture", message, reason=problem) for problem in problems]
    blocks = tuple(made for block in draft.blocks if (made := _with_picture(block, kept)) is not None)
    is_text = len(blocks) == 1 and kind_of(blocks[0]).name == RUNNING_TEXT
    media = tuple(dict.fromkeys(kept.values()))
    return Foreign(Clip(blocks, media=media, is_text=is_text, is_foreign=True), tuple(findings))


def _with_picture(block: Block, images: dict[str, Image]) -> Block | None:
    """Return a block that names its picture by its content, None for one whose picture was left out."""
    for path, name in images_of(block):
        if name not in images:
            return None
        document = Document(template="", blocks=(block,))
        block = set_field(document, block.id, path, images[name].name).blocks[0]
    return block
