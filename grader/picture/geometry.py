"""Points, rectangles and paths of horizontal and vertical segments. Units are the picture's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

Point = tuple[float, float]
Path = tuple[Point, ...]

NEAR = 2.0
"""Parallel segments closer than this look like one line."""
OVERLAP_COST = 3
"""Two wires on one line are as bad as three crossings."""


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle by its left upper corner and its extent."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height

    def overlaps(self, other: Rect) -> bool:
        """Tell whether the two share an area (touching edges do not count)."""
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom

    def contains(self, other: Rect) -> bool:
        """Tell whether `other` lies wholly inside, edges included."""
        return self.x <= other.x and other.right <= self.right and self.y <= other.y and other.bottom <= self.bottom


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A horizontal or vertical stretch: where it lies (`level`) and from where to where it runs."""

    is_vertical: bool
    level: float
    low: float
    high: float


def segments_of(path: Path) -> tuple[Segment, ...]:
    """Split a path into its stretches; stretches without length are dropped."""
    return tuple(
        Segment(is_vertical=True, level=x0, low=min(y0, y1), high=max(y0, y1))
        if x0 == x1
        else Segment(is_vertical=False, level=y0, low=min(x0, x1), high=max(x0, x1))
        for (x0, y0), (x1, y1) in pairwise(path)
        if (x0, y0) != (x1, y1)
    )


def crossing_cost(one: Path, other: Path) -> int:
    """Count crossings of two paths, and OVERLAP_COST for each stretch where they lie on one line."""
    return cost_of(segments_of(one), segments_of(other))


def cost_of(one: Sequence[Segment], other: Sequence[Segment]) -> int:
    """Count the same for two paths whose stretches are known."""
    return sum(stretch_cost(a, b) for a in one for b in other)


def stretch_cost(one: Segment, other: Segment) -> int:
    """Cost of two stretches: a crossing, an overlap, or nothing."""
    if one.is_vertical == other.is_vertical:
        overlap = min(one.high, other.high) - max(one.low, other.low)
        return OVERLAP_COST if abs(one.level - other.level) < NEAR and overlap > 0 else 0
    return int(one.low < other.level < one.high and other.low < one.level < other.high)


def rounded(path: Sequence[Point], radius: float) -> str:
    """Write a path as SVG data with rounded corners."""
    data = f"M{path[0][0]:g} {path[0][1]:g}"
    for before, corner, after in zip(path, path[1:], path[2:], strict=False):
        bend = min(radius, distance(before, corner) / 2, distance(corner, after) / 2)
        start, end = toward(corner, before, bend), toward(corner, after, bend)
        data += f"L{start[0]:g} {start[1]:g}Q{corner[0]:g} {corner[1]:g} {end[0]:g} {end[1]:g}"
    return data + f"L{path[-1][0]:g} {path[-1][1]:g}"


def distance(a: Point, b: Point) -> float:
    """Length of the way between two points of one stretch."""
    return abs(a[0] - b[0]) + abs(a[1] - b[1])


def toward(start: Point, end: Point, length: float) -> Point:
    """Go `length` from `start` along the axis on which `end` lies."""
    return start[0] + sign(end[0] - start[0]) * length, start[1] + sign(end[1] - start[1]) * length


def sign(number: float) -> int:
    """Return -1, 0 or 1."""
    return (number > 0) - (number < 0)
