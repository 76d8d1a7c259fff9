"""Where the numbers of the flow's steps stand on the wires."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from grader.picture.geometry import Point, Rect
from grader.picture.routes import Route

CHIP_HEIGHT = 20.0
CHIP_COLUMN = 7.5
CHIP_PAD = 10.0
SHIFT = 11.0
"""How far to try next along a wire when a place is taken."""


@dataclass(frozen=True, slots=True)
class Chip:
    """The numbers on one wire."""

    text: str
    rect: Rect


def number_text(numbers: Sequence[int]) -> str:
    """Write sorted numbers with ranges: `1–3, 5`."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and number == parts[-1][-1] + 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    return ", ".join(f"{part[0]}–{part[-1]}" if len(part) > 1 else str(part[0]) for part in parts)


def place_chips(routes: Sequence[Route], canvas: Rect, obstacles: Sequence[Rect]) -> tuple[Chip, ...]:
    """Put a chip on each numbered wire, clear of boxes and of each other where there is room."""
    placed: list[Chip] = []
    for route in routes:
        if route.wire.hops:
            taken = [chip.rect for chip in placed]
            placed.append(place_chip(route, canvas, [*obstacles, *taken], taken))
    return tuple(placed)


def place_chip(route: Route, canvas: Rect, avoid: Sequence[Rect], at_least_avoid: Sequence[Rect]) -> Chip:
    """Take the first place that is clear of `avoid`, else of `at_least_avoid`, else the first."""
    text = number_text(route.wire.hops)
    width = max(CHIP_HEIGHT, CHIP_PAD + CHIP_COLUMN * len(text))
    places = [within(canvas, centred(point, width)) for point in places_on(route)]
    for taken in (avoid, at_least_avoid):
        free = [rect for rect in places if not any(rect.overlaps(other) for other in taken)]
        if free:
            return Chip(text, free[0])
    return Chip(text, places[0])


def places_on(route: Route) -> Iterator[Point]:
    """Yield points of a wire, best first: the middle of its lane, then up and down it, then the middles of its ends."""
    _, top, bottom, _ = route.path
    middle, half = (top[1] + bottom[1]) / 2, abs(top[1] - bottom[1]) / 2
    if half >= CHIP_HEIGHT / 2:
        yield top[0], middle
        for step in range(1, int(half / SHIFT) + 1):
            yield top[0], middle - step * SHIFT
            yield top[0], middle + step * SHIFT
    for (x0, y0), (x1, y1) in reversed(list(pairwise(route.path))):
        yield (x0 + x1) / 2, (y0 + y1) / 2


def centred(point: Point, width: float) -> Rect:
    """A chip's rectangle around its middle."""
    return Rect(point[0] - width / 2, point[1] - CHIP_HEIGHT / 2, width, CHIP_HEIGHT)


def within(canvas: Rect, rect: Rect) -> Rect:
    """Move a rectangle into the canvas."""
    x = max(canvas.x + 1, min(rect.x, canvas.right - 1 - rect.width))
    y = max(canvas.y + 1, min(rect.y, canvas.bottom - 1 - rect.height))
    return Rect(x, y, rect.width, rect.height)
