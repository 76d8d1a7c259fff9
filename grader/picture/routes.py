"""The way of each wire: out of its cell, along one vertical lane, into its target."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from grader.picture.geometry import Path, Point, Rect
from grader.picture.lanes import best_order
from grader.picture.measures import ROW, TIP
from grader.picture.memory import Wire

PORT_ROOM = 7.0
"""Half of what a port takes: a wire must not arrive on top of one."""
ENTRY_STEP = 16.0


class Side(Enum):
    """The edge of a box at which a wire leaves or arrives."""

    LEFT = -1
    RIGHT = 1


@dataclass(frozen=True, slots=True)
class Spot:
    """Something that a wire can leave from or arrive at."""

    rect: Rect
    region: str
    """`stack`, `heap` or `package`."""
    has_port: bool = False
    """A wire may leave from the middle of its first row."""


@dataclass(frozen=True, slots=True)
class Leg:
    """A wire with the edges at which it leaves and arrives."""

    wire: Wire
    source: Spot
    target: Spot
    leaves: Side
    arrives: Side

    @property
    def start(self) -> Point:
        """Where the wire leaves."""
        rect = self.source.rect
        return (rect.right if self.leaves is Side.RIGHT else rect.x), rect.y + rect.height / 2


@dataclass(frozen=True, slots=True)
class Channel:
    """A strip of lanes, from `left` to `right`."""

    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Route:
    """A drawn wire: the path ends where its tip begins."""

    wire: Wire
    path: Path

    @property
    def tip_side(self) -> int:
        """1 when the tip points right, -1 when it points left."""
        return 1 if self.path[-1][0] > self.path[-2][0] else -1


def route(legs: Sequence[Leg], channel: Channel) -> tuple[Route, ...]:
    """Give each wire of a channel its lane, in the order with the fewest crossings found."""
    entries = entry_heights(legs)
    paths_on = [path_on(leg, entry) for leg, entry in zip(legs, entries, strict=True)]
    order = best_order(paths_on, channel.left, channel.right)
    step = (channel.right - channel.left) / max(1, len(legs))
    return tuple(Route(legs[i].wire, paths_on[i](channel.left + step * (k + 0.5))) for k, i in enumerate(order))


def path_on(leg: Leg, entry: float) -> Callable[[float], Path]:
    """Return the function from a lane's x to the leg's path."""
    rect = leg.target.rect
    end_x = rect.x - TIP if leg.arrives is Side.LEFT else rect.right + TIP

    def path(lane: float) -> Path:
        x, y = leg.start
        return (x, y), (lane, y), (lane, entry), (end_x, entry)

    return path


def entry_heights(legs: Sequence[Leg]) -> list[float]:
    """Spread the wires that arrive at one edge over it, in the order of their sources' heights."""
    arriving: dict[tuple[Rect, Side], list[int]] = {}
    for i, leg in enumerate(legs):
        arriving.setdefault((leg.target.rect, leg.arrives), []).append(i)
    heights = [0.0] * len(legs)
    for (_, side), members in arriving.items():
        members.sort(key=lambda i: legs[i].start[1])
        slots = entry_slots(legs[members[0]].target, side, len(members))
        for i, slot in zip(members, slots, strict=True):
            heights[i] = slot
    return heights


def entry_slots(target: Spot, side: Side, count: int) -> list[float]:
    """Heights for `count` wires at one edge: clear of the ports that leave there, as far apart as fits."""
    rect = target.rect
    if side is Side.LEFT:
        step = min(ENTRY_STEP, (rect.height - 12) / count)
        first = rect.y + min(14.0, rect.height / 2)
        return [min(first + step * i, rect.bottom - 6) for i in range(count)]
    if target.region == "heap":
        return [rect.y + 6 + 14 * (i + 0.5) / count for i in range(count)]
    if not target.has_port:
        return [rect.y + 3 + (ROW - 6) * (i + 0.5) / count for i in range(count)]
    middle = rect.y + ROW / 2
    return [middle - PORT_ROOM if i < (count + 1) // 2 else middle + PORT_ROOM for i in range(count)]
