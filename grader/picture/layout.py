"""The whole picture laid out: wide, with the heap beside the stack, or narrow, with the heap below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from grader.picture.chips import Chip, place_chips
from grader.picture.geometry import Rect
from grader.picture.measures import (
    BAND_LINE,
    EDGE,
    GUTTER,
    LANE,
    LANE_START,
    NARROW,
    NARROW_WIDTH,
    WIDE,
    Measures,
)
from grader.picture.memory import Cell, Scene, Wire
from grader.picture.placing import (
    Band,
    PlacedBox,
    PlacedCell,
    PlacedFrame,
    below,
    gap_above_band,
    order_boxes,
    place_band,
    place_boxes,
    place_frames,
)
from grader.picture.routes import Channel, Leg, Route, Side, Spot, route
from grader.picture.text_width import count_columns


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Everything with its place."""

    measures: Measures
    canvas: Rect
    stack_heading: Rect
    heap_heading: Rect
    frames: tuple[PlacedFrame, ...]
    boxes: tuple[PlacedBox, ...]
    band: Band | None
    """Package data."""
    never: Rect | None
    """The list of what was never compiled."""
    never_lines: tuple[str, ...]
    routes: tuple[Route, ...]
    chips: tuple[Chip, ...]


@dataclass(frozen=True, slots=True)
class Regions:
    """The placed containers, before any wire."""

    frames: tuple[PlacedFrame, ...]
    boxes: tuple[PlacedBox, ...]
    band: Band | None
    right: float
    """The right edge of all of them."""
    stack_heading: Rect
    heap_heading: Rect

    @property
    def bottom(self) -> float:
        """The lower edge of all of them."""
        rects = [self.heap_heading, *container_rects(self.frames, self.boxes)]
        return below(max(rect.bottom for rect in rects), self.band)


def lay_out(scene: Scene, *, narrow: bool = False) -> Layout:
    """Place everything of a scene; deterministic, and under 10 ms for a program of exercise size."""
    measures = NARROW if narrow else WIDE
    regions = narrow_regions(scene) if narrow else wide_regions(scene)
    legs = legs_of(scene.wires, spots_of(regions), narrow=narrow)
    routes, right = route_all(legs, regions, narrow=narrow)
    never, lines = place_never(scene.unknown, measures, right, regions.bottom)
    bottom = regions.bottom if never is None else never.bottom
    canvas = Rect(0, 0, NARROW_WIDTH if narrow else right, bottom + EDGE)
    obstacles = container_rects(regions.frames, regions.boxes)
    return Layout(
        measures=measures,
        canvas=canvas,
        stack_heading=regions.stack_heading,
        heap_heading=regions.heap_heading,
        frames=regions.frames,
        boxes=regions.boxes,
        band=regions.band,
        never=never,
        never_lines=lines,
        routes=routes,
        chips=place_chips(routes, canvas, obstacles),
    )


def container_rects(frames: Sequence[PlacedFrame], boxes: Sequence[PlacedBox]) -> list[Rect]:
    """The rectangles of all frames and boxes."""
    return [frame.rect for frame in frames] + [box.rect for box in boxes]


def wide_regions(scene: Scene) -> Regions:
    """Frames left, heap right, package data below both."""
    top = EDGE + WIDE.heading
    frames = place_frames(scene.frames, WIDE, top)
    gutter = max(GUTTER, 2 * LANE_START + LANE * len(scene.wires))
    heap_x = EDGE + WIDE.frame_width + gutter
    boxes = place_boxes(order_boxes(scene, frames), WIDE, heap_x, top)
    right = heap_x + WIDE.box_width
    regions = Regions(
        frames,
        boxes,
        None,
        right,
        Rect(EDGE, EDGE, WIDE.frame_width, WIDE.heading),
        Rect(heap_x, EDGE, WIDE.box_width, WIDE.heading),
    )
    return with_band(regions, scene.package, WIDE)


def narrow_regions(scene: Scene) -> Regions:
    """Frames, then heap, then package data, all in one column."""
    top = EDGE + NARROW.heading
    frames = place_frames(scene.frames, NARROW, top)
    heap_y = (frames[-1].rect.bottom if frames else top) + 1.5 * EDGE
    boxes = place_boxes(order_boxes(scene, frames), NARROW, EDGE, heap_y + NARROW.heading)
    right = EDGE + NARROW.box_width
    regions = Regions(
        frames,
        boxes,
        None,
        right,
        Rect(EDGE, EDGE, NARROW.frame_width, NARROW.heading),
        Rect(EDGE, heap_y, NARROW.box_width, NARROW.heading),
    )
    return with_band(regions, scene.package, NARROW)


def with_band(regions: Regions, package: Sequence[Cell], measures: Measures) -> Regions:
    """Add package data below what is placed."""
    if not package:
        return regions
    band = place_band(package, measures, regions.right, gap_above_band(regions.bottom))
    return Regions(regions.frames, regions.boxes, band, regions.right, regions.stack_heading, regions.heap_heading)


def spots_of(regions: Regions) -> dict[str, Spot]:
    """Find what wires leave from (rows) and arrive at (cells and boxes), by id."""
    spots: dict[str, Spot] = {}
    for frame in regions.frames:
        spots |= cell_spots(frame.cells, "stack")
    for box in regions.boxes:
        spots |= cell_spots(box.cells, "heap")
        spots[box.box.id] = Spot(box.rect, "heap")
    if regions.band:
        spots |= cell_spots(regions.band.cells, "package")
    return spots


def cell_spots(cells: Sequence[PlacedCell], region: str) -> dict[str, Spot]:
    """Spots of cells (to arrive at) and of their rows (to leave from)."""
    spots: dict[str, Spot] = {}
    for placed in cells:
        left = placed.name.x if region == "package" else placed.words.x
        words = placed.words
        spots[placed.cell.id] = Spot(Rect(left, words.y, words.right - left, words.height), region, has_port=True)
        for row, rect in placed.rows():
            spots[row.id] = Spot(rect, region)
    return spots


def legs_of(wires: Sequence[Wire], spots: dict[str, Spot], *, narrow: bool) -> list[Leg]:
    """Choose the edges at which each wire leaves and arrives."""
    legs = []
    for wire in wires:
        source, target = spots[wire.source], spots[wire.target]
        leaves, arrives = (Side.RIGHT, Side.RIGHT) if narrow else sides_of(source.region, target.region)
        legs.append(Leg(wire, source, target, leaves, arrives))
    return legs


def sides_of(source: str, target: str) -> tuple[Side, Side]:
    """Through the gutter between stack and the rest; round the right side among the rest."""
    if source == "stack":
        return Side.RIGHT, Side.RIGHT if target == "stack" else Side.LEFT
    return (Side.LEFT, Side.RIGHT) if target == "stack" else (Side.RIGHT, Side.RIGHT)


def route_all(legs: Sequence[Leg], regions: Regions, *, narrow: bool) -> tuple[tuple[Route, ...], float]:
    """Route through the gutter and round the right side; return the right edge of all wires too."""
    gutter = [leg for leg in legs if not narrow and "stack" in (leg.source.region, leg.target.region)]
    around = [leg for leg in legs if leg not in gutter]
    frame_right = EDGE + WIDE.frame_width
    heap_x = regions.heap_heading.x
    inner = route(gutter, Channel(frame_right + LANE_START - LANE / 2, heap_x - LANE_START - LANE / 2))
    if not around:
        return inner, NARROW_WIDTH if narrow else regions.right + EDGE
    start = regions.right + LANE_START - LANE / 2
    end = NARROW_WIDTH - LANE_START if narrow else start + LANE * len(around)
    return (*inner, *route(around, Channel(start, end))), end + LANE_START


def place_never(
    cells: Sequence[Cell], measures: Measures, right: float, bottom: float
) -> tuple[Rect | None, tuple[str, ...]]:
    """List what was never compiled in a strip at the very bottom, in as many lines as the names need."""
    if not cells:
        return None, ()
    width = (measures.frame_width if measures.is_narrow else right) - 2 * EDGE
    lines = wrapped([cell.name for cell in cells], (width - 2 * EDGE) / measures.mono_column)
    height = BAND_LINE * (len(lines) + 1) + EDGE
    return Rect(EDGE, gap_above_band(bottom), width, height), lines


def wrapped(names: Sequence[str], columns: float) -> tuple[str, ...]:
    """Set names in lines of at most `columns` columns (a single longer name keeps its line)."""
    lines = [""]
    for name in names:
        longer = f"{lines[-1]}, {name}" if lines[-1] else name
        if lines[-1] and count_columns(longer) > columns - 1:
            lines[-1] += ","
            lines.append(name)
        else:
            lines[-1] = longer
    return tuple(lines)
