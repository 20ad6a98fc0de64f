"""The pieces of a body in boxes and rows, and which of them a new layout may take over from the last one.

A piece that is the same object, begins at the same box, frame and element and marks the same new notes gives
the same rows. So an edit sets one piece anew, and pages are filled again from there.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from composer.layout.box import Box, Frame
from composer.layout.boxes import Boxes
from composer.layout.lines import Setting
from composer.layout.page import Element
from composer.layout.pages import Row, rows_of
from composer.model.document import Where
from composer.model.flow import Flow
from composer.model.house import Geometry


class Place(NamedTuple):
    """Where a piece begins: how many boxes, frames and elements stand before it, and what is pending."""

    boxes: int
    frames: int
    elements: int
    before: float
    new_page: bool


class Part(NamedTuple):
    """One piece of the body, set.

    `notes` are those it marks, each with its elements and whether it marks them first. `neighbours` are the
    boxes before and after it, which its rows depend on. `odd` are the lines there is something to say about.
    """

    flow: Flow
    place: Place
    end: Place
    boxes: list[Box]
    frames: list[Frame]
    elements: list[Element]
    notes: tuple[tuple[int, int, int], ...]
    again: tuple[int, ...]
    odd: tuple[tuple[Setting, Where], ...]
    neighbours: tuple[Box | None, Box | None] = (None, None)
    rows: tuple[Row, ...] = ()


def set_parts(
    boxes: Boxes, body: Sequence[Flow], geometry: Geometry, before: Sequence[Part]
) -> tuple[Part, ...]:
    """Add the pieces of a body to the boxes and return them with their rows, from `before` where they fit."""
    known = {id(part.flow): part for part in before}  # each part keeps its flow, so no number is used twice
    parts = []
    for flow in body:
        part = known.get(id(flow))
        if part is None or not _fits(part, boxes):
            part = _set(boxes, flow, geometry)
        else:
            boxes.take(part.boxes, part.frames, part.elements, part.notes, part.end[3:])
        parts.append(part)
    return tuple(_with_rows(part, boxes) for part in parts)


def _fits(part: Part, boxes: Boxes) -> bool:
    """Return whether a part that was set before can stand here as it is."""
    notes = boxes.notes
    return (
        part.place == _here(boxes)
        and all(number in notes and notes[number].element < 0 for number, _, _ in part.notes)
        and all(number in notes and notes[number].element >= 0 for number in part.again)
    )


def _here(boxes: Boxes) -> Place:
    return Place(len(boxes.boxes), len(boxes.frames), len(boxes.elements), *boxes.pending)


def _set(boxes: Boxes, flow: Flow, geometry: Geometry) -> Part:
    place = _here(boxes)
    claimed = len(boxes.claimed)
    boxes.add(flow, geometry.left, geometry.measure, (), -1)
    made = boxes.boxes[place.boxes :]
    new = boxes.claimed[claimed:]
    marked = dict.fromkeys(number for box in made for number in box.notes)
    notes = tuple((number, boxes.notes[number].element, boxes.notes[number].label_element) for number in new)
    return Part(
        flow,
        place,
        _here(boxes),
        made,
        boxes.frames[place.frames :],
        boxes.elements[place.elements :],
        notes,
        tuple(number for number in marked if number not in new),
        tuple(_odd(made)),
    )


def _odd(boxes: list[Box]) -> Iterator[tuple[Setting, Where]]:
    for box in boxes:
        settings = [(label.setting, box.at) for label in box.labels]
        settings += [(cell.setting, cell.at) for cell in box.cells]
        if box.setting is not None:
            settings.insert(0, (box.setting, box.at))
        for setting, at in settings:
            if setting.missing or setting.overfull:
                yield setting, at


def _with_rows(part: Part, boxes: Boxes) -> Part:
    """Return a part with its rows, as they were when its neighbours are."""
    first, last = part.place.boxes, part.end.boxes
    every = boxes.boxes
    before = every[first - 1] if first else None
    after = every[last] if last < len(every) else None
    if part.rows and part.neighbours[0] is before and part.neighbours[1] is after:
        return part
    known = set(part.again)
    rows = rows_of(every, boxes.frames, first, last, known)
    return part._replace(neighbours=(before, after), rows=tuple(rows))
