"""Rivers: word spaces that run through a justified paragraph, each line's below the last one's."""

# A river is a chain of spaces on so many lines in a row, each overlapping the one above it by at least this
# part of the natural word space: a long thin one, or a short wide one.
RIVERS = ((4, 0.5), (3, 1.0))
SHORTEST = min(lines for lines, _ in RIVERS)
LONGEST = max(lines for lines, _ in RIVERS)

Space = tuple[float, float]


def rivers(lines: list[list[Space]], space: float) -> list[int]:
    """Return the last line of each river in the spaces of a paragraph's lines, from left to right; points.

    A river counts once more for every line that it is longer. `space` is the natural word space.
    """
    return sorted(number for length, overlap in RIVERS for number in _chains(lines, length, overlap * space))


def _chains(lines: list[list[Space]], length: int, least: float) -> list[int]:
    """Return where chains of so many spaces end that overlap by `least` points."""
    found: list[int] = []
    above: list[Space] = []
    depths: list[int] = []
    for number, spaces in enumerate(lines):
        here: list[int] = []
        i = 0
        for left, right in spaces:
            while i < len(above) and above[i][1] < left + least:
                i += 1
            depth = 0
            for j in range(i, len(above)):
                if above[j][0] > right - least:
                    break
                depth = max(depth, depths[j])
            here.append(depth + 1)
            if depth + 1 >= length:
                found.append(number)
        above, depths = spaces, here
    return found
