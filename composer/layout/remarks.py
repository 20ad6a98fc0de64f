"""What there is to say about boxes once they are set: characters, words, pictures, frames."""

from collections.abc import Iterable, Iterator, Sequence

from composer.i18n import N_
from composer.layout.box import Box
from composer.layout.lines import Setting
from composer.model.document import Where
from composer.model.finding import Finding, error, note, warning

# How much of a long word is shown.
LONG = 60
# Pixels to the inch below which a picture looks coarse in print; a hair less than what is aimed at.
COARSE = 149.5


def remarks_on(boxes: Sequence[Box], room: float) -> Iterator[Finding]:
    """Yield what there is to say about the boxes of a piece of the body; `room` is the height of a page."""
    yield from remarks_on_lines(_settings(boxes))
    yield from _coarse_pictures(boxes)
    yield from _tall_frames(boxes, room)


def remarks_on_lines(settings: Iterable[tuple[Setting, Where]]) -> Iterator[Finding]:
    """Yield the characters that no font has, and the words that are wider than their line."""
    for setting, at in settings:
        for character in dict.fromkeys(setting.missing):
            yield error(
                "missing-character",
                N_("No font of this house has the character {character} ({code})."),
                at,
                hint=N_("Write it another way, or ask for a font that has it."),
                character=character,
                code=f"U+{ord(character):04X}",
            )
        for word in setting.overfull:
            yield warning(
                "wide-word",
                N_("“{word}” is wider than its line."),
                at,
                hint=N_("Divide it with a hyphen or a space."),
                word=word if len(word) < LONG else word[:LONG] + "…",
            )


def _settings(boxes: Iterable[Box]) -> Iterator[tuple[Setting, Where]]:
    for box in boxes:
        if box.setting is not None:
            yield box.setting, box.at
        for label in box.labels:
            yield label.setting, box.at
        for cell in box.cells:
            yield cell.setting, cell.at


def _coarse_pictures(boxes: Iterable[Box]) -> Iterator[Finding]:
    """Yield the pictures that will look coarse on paper."""
    for box in boxes:
        if box.plate is None or box.plate.image.drawing:
            continue
        dpi = box.plate.image.width / box.plate.width * 72
        if dpi < COARSE:
            yield warning(
                "coarse-picture",
                N_("This picture has {dpi} pixels to the inch on paper, and will look coarse."),
                box.at,
                hint=N_("Make it smaller, or choose one with more pixels; 150 are enough."),
                dpi=str(int(dpi)),
            )


def _tall_frames(boxes: Sequence[Box], room: float) -> Iterator[Finding]:
    """Yield one finding for every framed part that no page can hold whole; no frame leaves its piece."""
    for i, box in enumerate(boxes):
        if box.frames and (i == 0 or box.rule or box.frames != boxes[i - 1].frames):
            height = 0.0
            for j in range(i, len(boxes)):
                other = boxes[j]
                if other.frames != box.frames or (j > i and other.rule):
                    break
                height += other.height + (other.before if j > i else 0.0)
            if height > room:
                yield note(
                    "split-frame",
                    N_("This frame is longer than a page; it continues on the next one."),
                    box.at,
                    hint=N_("Divide it into several examples, or shorten it."),
                )
