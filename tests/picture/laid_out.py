"""What must hold of the geometry of any picture."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise

from grader.picture.geometry import Rect
from grader.picture.layout import Layout
from grader.picture.measures import NARROW_WIDTH, TIP
from grader.picture.memory import Cell, Scene


def assert_is_well_laid_out(scene: Scene, layout: Layout) -> None:
    """Nothing outside the canvas, nothing over anything else, every wire from its row to its target."""
    assert_inside_and_apart(layout)
    assert_cells_are_inside(layout)
    assert_wires_connect(scene, layout)
    if layout.measures.is_narrow:
        assert layout.canvas.width == NARROW_WIDTH


def containers(layout: Layout) -> list[Rect]:
    rects = [frame.rect for frame in layout.frames] + [box.rect for box in layout.boxes]
    if layout.band:
        rects.append(layout.band.rect)
    return rects + ([layout.never] if layout.never else [])


def assert_inside_and_apart(layout: Layout) -> None:
    rects = [*containers(layout), layout.stack_heading, layout.heap_heading]
    assert all(layout.canvas.contains(rect) for rect in rects)
    assert all(layout.canvas.contains(chip.rect) for chip in layout.chips)
    assert not [pair for pair in combinations(rects, 2) if pair[0].overlaps(pair[1])]
    points = [point for route in layout.routes for point in route.path]
    assert all(0 <= x <= layout.canvas.width and 0 <= y <= layout.canvas.height for x, y in points)


def assert_cells_are_inside(layout: Layout) -> None:
    placed = [(frame.rect, frame.cells) for frame in layout.frames] + [(box.rect, box.cells) for box in layout.boxes]
    if layout.band:
        placed.append((layout.band.rect, layout.band.cells))
    for outer, cells in placed:
        rects = [rect for cell in cells for rect in (cell.name, cell.words)]
        assert all(outer.contains(rect) for rect in rects)
        assert not [pair for pair in combinations(rects, 2) if pair[0].overlaps(pair[1])]


def assert_wires_connect(scene: Scene, layout: Layout) -> None:
    """Each path goes from an edge of its row to just before an edge of its target, in right angles."""
    rows: dict[str, Rect] = {}
    targets: dict[str, Rect] = {}
    in_frames = [cell for frame in layout.frames for cell in frame.cells]
    for cell in [*in_frames, *(cell for box in layout.boxes for cell in box.cells)]:
        rows |= {row.id: rect for row, rect in cell.rows()}
        targets[cell.cell.id] = cell.words
    for cell in layout.band.cells if layout.band else ():
        rows |= {row.id: rect for row, rect in cell.rows()}
        targets[cell.cell.id] = Rect(cell.name.x, cell.words.y, cell.words.right - cell.name.x, cell.words.height)
    targets |= {box.box.id: box.rect for box in layout.boxes}
    assert sorted(route.wire.source for route in layout.routes) == sorted(wire.source for wire in scene.wires)
    for route in layout.routes:
        row, target = rows[route.wire.source], targets[route.wire.target]
        (x, y), (end_x, end_y) = route.path[0], route.path[-1]
        assert x in {row.x, row.right}
        assert row.y < y < row.bottom
        assert end_x + TIP * route.tip_side in {target.x, target.right}
        assert target.y <= end_y <= target.bottom
        assert all(x0 == x1 or y0 == y1 for (x0, y0), (x1, y1) in pairwise(route.path))


def all_cells(scene: Scene) -> Iterator[Cell]:
    """Yield the cells of every region that has storage, top to bottom."""
    for frame in scene.frames:
        yield from frame.cells
    for box in scene.heap:
        yield from box.cells
    yield from scene.package
