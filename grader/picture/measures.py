"""The lengths of the two layouts, in units of its own: wide (frames beside heap), narrow (frames above heap)."""

from __future__ import annotations

from dataclasses import dataclass

ROW = 24.0
"""Height of one machine word."""
HEAD = 26.0
"""Height of the line with a frame's or box's name."""
EDGE = 8.0
"""Room around the picture, and between a box's edge and its cells."""
CAPTION = 20.0
"""Height of the line above a cell in a frame that says which expression's storage it is."""
CELL_GAP = 4.0
"""Between two variables of one frame."""
FRAME_GAP = 8.0
BOX_GAP = 18.0
BAND_GAP = 22.0
"""Above package data and the list of what was never compiled."""
TIP = 8.0
"""Length of an arrow's tip."""
LANE = 10.0
"""Between two wires side by side."""
BAND_LINE = 19.0
"""Height of a line of text in a band."""
GROUND = 10.0
"""Height of the hatching below package data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """What differs between the two layouts."""

    is_narrow: bool
    frame_width: float
    frame_label: float
    """Width of the column with the variables' names, from the frame's edge."""
    box_width: float
    box_label: float
    mono_column: float
    """Width of one column of the code face."""
    text_column: float
    """Width of one column of the small text face: of capitals, to be safe."""
    heading: float
    """Height of a region's title and subtitle."""


WIDE = Measures(
    is_narrow=False,
    frame_width=212,
    frame_label=88,
    box_width=204,
    box_label=78,
    mono_column=7.6,
    text_column=6.6,
    heading=44,
)
NARROW = Measures(
    is_narrow=True,
    frame_width=274,
    frame_label=112,
    box_width=274,
    box_label=112,
    mono_column=7.9,
    text_column=7.4,
    heading=30,
)
NARROW_WIDTH = 350.0
"""The narrow picture is always as wide as a phone's column, so that its text keeps its size."""
GUTTER = 84.0
"""Least width between frames and heap."""
LANE_START = 20.0
"""From a box's edge to the first lane: half of the widest number chip."""
