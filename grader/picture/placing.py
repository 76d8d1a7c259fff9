"""Where frames, boxes, bands and their cells stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from grader.picture.geometry import Rect
from grader.picture.measures import (
    BAND_GAP,
    BAND_LINE,
    BOX_GAP,
    CAPTION,
    CELL_GAP,
    EDGE,
    FRAME_GAP,
    GROUND,
    HEAD,
    ROW,
    Measures,
)
from grader.picture.memory import Box, Cell, Frame, Row, Scene
from grader.picture.text_width import count_columns


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A variable or field: its name's column and the rectangle of its words."""

    cell: Cell
    name: Rect
    words: Rect

    def middle_of(self, index: int) -> float:
        """Height of the middle of a word."""
        return self.words.y + ROW * (index + 0.5)

    def rows(self) -> tuple[tuple[Row, Rect], ...]:
        """The words, each with its rectangle."""
        return tuple(
            (row, Rect(self.words.x, self.words.y + ROW * i, self.words.width, ROW))
            for i, row in enumerate(self.cell.rows)
        )


@dataclass(frozen=True, slots=True)
class PlacedFrame:
    """A frame of the stack."""

    frame: Frame
    rect: Rect
    cells: tuple[PlacedCell, ...]


@dataclass(frozen=True, slots=True)
class PlacedBox:
    """A box of the heap."""

    box: Box
    rect: Rect
    cells: tuple[PlacedCell, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """A strip across the picture: package data."""

    rect: Rect
    title: Rect
    cells: tuple[PlacedCell, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """Where one kind of container stands: left edge, width, width of its column of names, gap between its cells."""

    x: float
    width: float
    label: float
    gap: float
    letter: float
    """Width of one column of the code face: a name that is too long for its column stands above its cell."""

    def place(self, cells: Sequence[Cell], top: float) -> tuple[PlacedCell, ...]:
        """Place cells below each other, the first at `top`."""
        placed = []
        for cell in cells:
            height = ROW * len(cell.rows)
            name = Rect(self.x + EDGE, top, self.label - EDGE, ROW)
            if cell.is_expression or count_columns(cell.name) * self.letter > name.width - 4:
                name = Rect(self.x + EDGE, top, self.width - 2 * EDGE, CAPTION)
                top += CAPTION
            words = Rect(self.x + self.label, top, self.width - self.label - EDGE, height)
            placed.append(PlacedCell(cell, name, words))
            top += height + self.gap
        return tuple(placed)

    def enclose(self, cells: Sequence[PlacedCell], top: float) -> Rect:
        """The rectangle around cells and the head above them."""
        bottom = cells[-1].words.bottom if cells else top + HEAD
        return Rect(self.x, top, self.width, bottom + EDGE - top)


def place_frames(frames: Sequence[Frame], measures: Measures, top: float) -> tuple[PlacedFrame, ...]:
    """Stack frames downward from `top`, the caller first."""
    column = Column(EDGE, measures.frame_width, measures.frame_label, CELL_GAP, measures.mono_column)
    placed = []
    for frame in frames:
        cells = column.place(frame.cells, top + HEAD)
        rect = column.enclose(cells, top)
        placed.append(PlacedFrame(frame, rect, cells))
        top = rect.bottom + FRAME_GAP
    return tuple(placed)


def place_boxes(boxes: Sequence[Box], measures: Measures, x: float, top: float) -> tuple[PlacedBox, ...]:
    """Set heap boxes below each other from `top`."""
    column = Column(x, measures.box_width, measures.box_label, 0, measures.mono_column)
    placed = []
    for box in boxes:
        cells = column.place(box.cells, top + HEAD)
        rect = column.enclose(cells, top)
        placed.append(PlacedBox(box, rect, cells))
        top = rect.bottom + BOX_GAP
    return tuple(placed)


def order_boxes(scene: Scene, frames: Sequence[PlacedFrame]) -> tuple[Box, ...]:
    """Order heap boxes by the mean height of what points to them from the frames; the others follow.

    Those reached only from other boxes come in the order in which they are reached; those that nothing
    drawn points to come last.
    """
    height = {
        row.id: cell.middle_of(i) for frame in frames for cell in frame.cells for i, row in enumerate(cell.cell.rows)
    }
    sources: dict[str, list[float]] = {}
    for wire in scene.wires:
        if wire.source in height:
            sources.setdefault(wire.target, []).append(height[wire.source])
    first = sorted((box for box in scene.heap if box.id in sources), key=lambda box: fmean(sources[box.id]))
    return tuple({box.id: box for box in (*reached_from(first, scene), *scene.heap)}.values())


def reached_from(first: Sequence[Box], scene: Scene) -> list[Box]:
    """Add to `first` the boxes that they point to, and so on."""
    boxes = {box.id: box for box in scene.heap}
    order = list(first)
    for box in order:
        rows = {row.id for cell in box.cells for row in cell.rows}
        for wire in scene.wires:
            if wire.source in rows and wire.target in boxes and boxes[wire.target] not in order:
                order.append(boxes[wire.target])
    return order


def place_band(cells: Sequence[Cell], measures: Measures, right: float, top: float) -> Band:
    """Lay package data below everything, its variables under each other on the right (narrow: below the title)."""
    x = right - measures.box_width
    column = Column(x, measures.box_width, measures.box_label, CELL_GAP, measures.mono_column)
    start = top + (BAND_LINE * 2 + CELL_GAP if measures.is_narrow else EDGE)
    placed = column.place(cells, start)
    bottom = max(placed[-1].words.bottom, top + BAND_LINE * 2) + EDGE
    title = Rect(EDGE * 2, top, (right if measures.is_narrow else x) - EDGE * 3, BAND_LINE * 2)
    return Band(Rect(EDGE, top, right - EDGE, bottom - top), title, placed)


def below(bottom: float, band: Band | None) -> float:
    """Where the next thing below may start."""
    return bottom if band is None else band.rect.bottom + GROUND


def gap_above_band(bottom: float) -> float:
    """Top of a band below `bottom`."""
    return bottom + BAND_GAP
