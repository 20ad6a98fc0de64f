"""The pieces of a body in boxes and rows, and which of them a new layout may take over from the last one.

A piece that is the same object, begins at the same box, frame and element and marks the same new notes gives
the same rows. So an edit sets one piece anew, and pages are filled again from there.
"""

from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from composer.layout.box import Box
from composer.layout.boxes import Boxes, Place
from composer.layout.pages import Row, rows_of
from composer.layout.remarks import remarks_on
from composer.model.finding import Finding
from composer.model.flow import Flow
from composer.model.house import Geometry
from composer.model.same import common


class Part(NamedTuple):
    """One piece of the body, set.

    `notes` are those it marks first, `again` those marked before, `under` those whose height it depends on.
    `neighbours` are the boxes before and after it, which its rows depend on.
    """

    flow: Flow
    place: Place
    end: Place
    notes: tuple[int, ...]
    again: tuple[int, ...]
    under: tuple[int, ...]
    findings: tuple[Finding, ...]
    neighbours: tuple[Box | None, Box | None] = (None, None)
    rows: tuple[Row, ...] = ()


class Body(NamedTuple):
    """A body, set: its pieces in order, with the boxes and rows of all."""

    boxes: Boxes
    parts: tuple[Part, ...]
    rows: list[Row]


def set_body(boxes: Boxes, flows: Sequence[Flow], geometry: Geometry, last: Body | None) -> Body:
    """Add the pieces of a body to the boxes and return them with their rows, from the last where they fit."""
    setter = _Setter(boxes, geometry, last)
    before = last.parts if last else ()
    head, tail = setter.limited(*common(list(map(attrgetter("flow"), before)), flows))
    rest = before[len(before) - tail :]
    parts = list(before[:head])
    setter.take(parts)
    known = {id(part.flow): part for part in before[head : len(before) - tail]}  # parts keep their flows
    parts += (setter.part(flow, known.get(id(flow))) for flow in flows[head : len(flows) - tail])
    moved = not setter.stands_here(head, rest)
    if moved:
        parts += (setter.part(part.flow, part) for part in rest)
    else:
        setter.take(rest)
        parts += rest
    first, stop = max(head - 1, 0), 0 if moved else max(tail - 1, 0)
    parts[first : len(parts) - stop] = [_with_rows(part, boxes) for part in parts[first : len(parts) - stop]]
    rows = last.rows[: _rows_of(before[:first])] if last else []
    for part in parts[first : len(parts) - stop]:
        rows += part.rows
    if last and stop:
        rows += last.rows[len(last.rows) - _rows_of(before[len(before) - stop :]) :]
    return Body(boxes, tuple(parts), rows)


def _rows_of(parts: Sequence[Part]) -> int:
    return sum(map(len, map(attrgetter("rows"), parts)))


class _Setter:
    """Sets pieces, or takes over what was set in the last body; it knows which notes were others there."""

    def __init__(self, boxes: Boxes, geometry: Geometry, last: Body | None) -> None:
        self._boxes = boxes
        self._geometry = geometry
        self._last = last
        self._changed: set[int] = set()
        if last is not None and last.boxes.notes is not boxes.notes:
            settings = {number: note.setting for number, note in last.boxes.notes.items()}
            self._changed = {
                number for number, note in boxes.notes.items() if settings.get(number) is not note.setting
            }

    def limited(self, head: int, tail: int) -> tuple[int, int]:
        """Return how many of the first and last pieces in common may stand as they are."""
        last = self._last
        if last is None or not last.parts or last.parts[0].place != self._boxes.here:
            return 0, tail
        if self._changed:
            leans = [i for i, part in enumerate(last.parts) if not self._changed.isdisjoint(part.under)]
            head = min((head, *leans))
            tail = min((tail, *(len(last.parts) - 1 - i for i in leans)))
        return head, tail

    def take(self, parts: Sequence[Part]) -> None:
        """Take over pieces that follow each other and begin here."""
        if parts and self._last is not None:
            self._boxes.take(self._last.boxes, parts[0].place, parts[-1].end)

    def stands_here(self, head: int, rest: Sequence[Part]) -> bool:
        """Return whether the last pieces begin here, and the same notes are marked before them."""
        if not rest or self._last is None or rest[0].place != self._boxes.here:
            return False
        start = self._last.parts[head - 1].end.marked if head else 0
        marked = list(self._boxes.marked)[start:]
        return marked == list(self._last.boxes.marked)[start : rest[0].place.marked]

    def part(self, flow: Flow, known: Part | None) -> Part:
        """Set a piece; one that was set before and fits stands as it is."""
        if known is not None and self._fits(known):
            self.take((known,))
            return known
        return self._set(flow)

    def _fits(self, part: Part) -> bool:
        boxes = self._boxes
        return (
            part.place == boxes.here
            and all(number in boxes.notes and number not in boxes.marked for number in part.notes)
            and all(number in boxes.marked for number in part.again)
            and self._changed.isdisjoint(part.under)
        )

    def _set(self, flow: Flow) -> Part:
        boxes, geometry = self._boxes, self._geometry
        place = boxes.here
        boxes.add(flow, geometry.left, geometry.measure, (), -1)
        made = boxes.boxes[place.boxes :]
        new = tuple(boxes.marked)[place.marked :]
        marked = dict.fromkeys(number for box in made for number in box.notes)
        again = tuple(number for number in marked if number not in new)
        under = tuple(marked) if any(box.plate for box in made) else ()
        findings = tuple(remarks_on(made, geometry.height - geometry.top - geometry.bottom))
        return Part(flow, place, boxes.here, new, again, under, findings)


def _with_rows(part: Part, boxes: Boxes) -> Part:
    """Return a part with its rows, as they were when its neighbours are."""
    first, last = part.place.boxes, part.end.boxes
    every = boxes.boxes
    before = every[first - 1] if first else None
    after = every[last] if last < len(every) else None
    if part.rows and part.neighbours[0] is before and part.neighbours[1] is after:
        return part
    rows = rows_of(every, boxes.frames, first, last, part.again)
    return part._replace(neighbours=(before, after), rows=tuple(rows))
