"""A font in which every glyph is half an em wide, so that layout tests are arithmetic."""

from composer.layout.metrics import Font, Metrics, Shape


class HalfEm:
    """Covers every character but the snowman."""

    name = "half-em"
    ascent = 0.8
    space = 500.0

    def covers(self, character: str) -> bool:
        return character != "☃"

    def shape(self, word: str) -> Shape:
        return Shape((500.0,) * len(word), (0,) * len(word))


class HalfEmMetrics:
    """One font for everything, and none to fall back on."""

    def __init__(self) -> None:
        self.only = HalfEm()

    def font(self, face: str, *, bold: bool, italic: bool) -> Font:
        return self.only

    def fallback(self, character: str) -> Font | None:
        return None


METRICS: Metrics = HalfEmMetrics()
