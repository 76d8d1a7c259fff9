"""The picture as SVG text. Classes only: colours and fonts are the stylesheet's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import assert_never

from grader.picture.chips import Chip
from grader.picture.geometry import Rect, rounded
from grader.picture.layout import Layout, lay_out
from grader.picture.measures import BAND_LINE, EDGE, GROUND, ROW, TIP, Measures
from grader.picture.memory import Frame, Role, Row, Scene
from grader.picture.phrases import Phrases, get_phrases
from grader.picture.placing import Band, PlacedBox, PlacedCell, PlacedFrame
from grader.picture.routes import Route
from grader.picture.text_width import count_columns, fit
from grader.picture.words import in_words, label_of, title_of

PORT_RADIUS = 4
BOX_RADIUS = 13
WIRE_RADIUS = 7
BASELINE = 16.5
"""From a row's top to its text's baseline."""
TAG = 18.0
"""Height of the pen's mark behind a name."""
PAD = 7.0
"""Between a cell's edge and its text."""
PORT_PAD = 12.0
"""The same at the right edge, where a port may sit."""
HATCH = 13
"""Between two lines of the ground's hatching."""


def render_svg(scene: Scene, language: str, *, narrow: bool = False, prefix: str = "picture") -> str:
    """Draw a scene, with class `pic-wide` or `pic-narrow`; ids begin with `prefix`, which must be unique on a page."""
    layout = lay_out(scene, narrow=narrow)
    painter = Painter(layout.measures, get_phrases(language))
    name = f"{prefix}-narrow" if narrow else f"{prefix}-wide"
    body = "".join(painter.paint(layout))
    title = element("title", escape(title_of(scene, language)), id=f"{name}-title")
    description = element("desc", escape(in_words(scene, language)), id=f"{name}-words")
    return element(
        "svg",
        title + description + body,
        class_=f"pic pic-{'narrow' if narrow else 'wide'}",
        viewBox=f"0 0 {layout.canvas.width:g} {layout.canvas.height:g}",
        role="img",
        aria_labelledby=f"{name}-title {name}-words",
    )


def element(tag: str, body: str = "", /, **attributes: str | float) -> str:
    """Write one element. `class_` means class, other underscores are hyphens; `body` is markup already."""
    written = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(value) if isinstance(value, str) else f"{value:g}"}"'
        for name, value in attributes.items()
    )
    return f"<{tag}{written}>{body}</{tag}>" if body else f"<{tag}{written}/>"


def size_text(size: int) -> str:
    """Write a size in bytes, or in KiB where that is a whole number and shorter."""
    return f"{size // 1024} KiB" if size >= 10_240 and size % 1024 == 0 else f"{size} B"


def box(rect: Rect, class_: str, radius: float = 0) -> str:
    """Draw a rectangle, its corners rounded by `radius`."""
    attributes: dict[str, str | float] = {"x": rect.x, "y": rect.y, "width": rect.width, "height": rect.height}
    if radius:
        attributes["rx"] = radius
    return element("rect", class_=class_, **attributes)


class Painter:
    """Draws the parts of a layout in one language."""

    def __init__(self, measures: Measures, phrases: Phrases) -> None:
        self.measures = measures
        self.phrases = phrases

    def paint(self, layout: Layout) -> Iterator[str]:
        """Yield everything, back to front."""
        yield from self.headings(layout)
        for frame in layout.frames:
            yield from self.frame(frame)
        for placed in layout.boxes:
            yield from self.heap_box(placed)
        if layout.band:
            yield from self.band(layout.band)
        if layout.never:
            yield from self.never(layout.never, layout.never_lines)
        yield from self.wires(layout.routes)
        for chip in layout.chips:
            yield from self.chip(chip)

    def text(self, shown: str, x: float, y: float, class_: str, *, room: float, at_end: bool = False) -> str:
        """Write a text that takes at most `room`; a cut one carries the whole as its title."""
        column = self.measures.mono_column if "mono" in class_ or "tagt" in class_ else self.measures.text_column
        cut = fit(shown, room, column)
        body = escape(cut) + (element("title", escape(shown)) if cut != shown else "")
        anchor = {"text_anchor": "end"} if at_end else {}
        return element("text", body, class_=class_, x=x, y=y, **anchor) if cut else ""

    def headings(self, layout: Layout) -> Iterator[str]:
        """Write the titles of stack and heap."""
        phrases = self.phrases
        heap_note = phrases.heap_note if layout.boxes else phrases.heap_empty
        yield from self.heading(layout.stack_heading, "p-stack", phrases.stack, phrases.stack_note)
        yield from self.heading(layout.heap_heading, "p-heap", phrases.heap, heap_note)

    def heading(self, rect: Rect, class_: str, title: str, note: str) -> Iterator[str]:
        """Write a region's title and its note: below it, or beside it in the narrow picture."""
        after = (count_columns(title) + 2) * self.measures.mono_column * 1.2 if self.measures.is_narrow else 0
        drop = 0 if self.measures.is_narrow else 18
        yield self.text(title, rect.x, rect.y + 14, f"head {class_}", room=rect.width)
        yield self.text(note, rect.x + after, rect.y + 14 + drop, "sub", room=rect.width - after)

    def frame(self, placed: PlacedFrame) -> Iterator[str]:
        """Draw a frame with its variables; dashed when it is none of this program's."""
        name, note = self.frame_title(placed.frame)
        gone = " gone" if placed.frame.role is Role.OUTSIDE else ""
        rect = placed.rect
        note_room = count_columns(note) * self.measures.text_column
        name_room = max(rect.width - 3 * EDGE - note_room, rect.width / 2 - EDGE)
        name_width = min(name_room, count_columns(name) * self.measures.mono_column)
        yield box(rect, f"frame{gone}")
        yield self.text(name, rect.x + EDGE, rect.y + 18, "mono", room=name_room)
        rest = rect.width - 3 * EDGE - name_width
        yield self.text(note, rect.right - EDGE, rect.y + 18, "sub", room=rest, at_end=True)
        for cell in placed.cells:
            yield self.variable(cell, f"cell{gone}")

    def frame_title(self, frame: Frame) -> tuple[str, str]:
        """Name a frame, and say whose it is where that is not its name."""
        phrases = self.phrases
        match frame.role:
            case Role.FUNCTION:
                return frame.name, ""
            case Role.LITERAL:
                return phrases.literal, phrases.literal_note.format(name=frame.name)
            case Role.CALLER:
                return phrases.caller, phrases.caller_note
            case Role.OUTSIDE:
                return phrases.outside, phrases.outside_note
            case _:
                assert_never(frame.role)

    def variable(self, placed: PlacedCell, class_: str) -> str:
        """Draw a variable (name and words) as one group that says where it is declared."""
        parts = "".join((*self.name(placed), *self.words(placed, class_)))
        return element("g", parts, data_at=str(placed.cell.at)) if placed.cell.at else parts

    def name(self, placed: PlacedCell) -> Iterator[str]:
        """Write a variable's name, on the pen's mark if it is asked."""
        place, label = placed.name, label_of(placed.cell, self.phrases)
        if placed.cell.is_asked:
            yield from self.tag(label, place.x, place.y + (place.height - TAG) / 2, place.width - 4)
        elif label:
            face = "sub" if placed.cell.is_expression else "mono"
            yield self.text(label, place.x, place.y + place.height - ROW + BASELINE, face, room=place.width - 4)

    def tag(self, name: str, x: float, y: float, room: float) -> Iterator[str]:
        """Write a name on the pen's mark."""
        shown = fit(name, room - 8, self.measures.mono_column)
        width = count_columns(shown) * self.measures.mono_column + 8
        yield box(Rect(x - 3, y, width, TAG), "tag", 3)
        yield self.text(name, x + 1, y + 13.5, "tagt mono", room=room - 8)

    def words(self, placed: PlacedCell, class_: str) -> Iterator[str]:
        """Draw a variable's words."""
        for row, rect in placed.rows():
            yield box(rect, class_)
            yield from self.row_text(row, rect)
            if row.points_outside:
                yield element("circle", class_="port off", cx=rect.right, cy=rect.y + ROW / 2, r=PORT_RADIUS)

    def row_text(self, row: Row, rect: Rect) -> Iterator[str]:
        """Write what a word is: its label, and at the right its note as far as there is room."""
        label = self.phrases.left_out.format(count=row.left_out) if row.left_out else row.label
        room = rect.width - PAD - PORT_PAD
        column = self.measures.text_column
        label_width = min(room, count_columns(label) * column)
        rest = room - label_width - PAD
        yield self.text(label, rect.x + PAD, rect.y + BASELINE, "sub", room=room)
        if row.note and rest > 2 * column:
            yield self.text(row.note, rect.right - PORT_PAD, rect.y + BASELINE, "sub", room=rest, at_end=True)

    def heap_box(self, placed: PlacedBox) -> Iterator[str]:
        """Draw a heap box: name, type, size, and its fields."""
        drawn, rect = placed.box, placed.rect
        parts = [box(rect, "obj depends" if drawn.depends else "obj", BOX_RADIUS), *self.box_head(placed)]
        for cell in placed.cells:
            parts += [*self.name(cell), *self.words(cell, "ocell")]
        yield element("g", "".join(parts), data_at=str(drawn.at)) if drawn.is_variable else "".join(parts)

    def box_head(self, placed: PlacedBox) -> Iterator[str]:
        """Write a heap box's head: the name (marked if asked), the type, and the size at the right."""
        drawn, rect, column = placed.box, placed.rect, self.measures.mono_column
        size = "" if drawn.size is None else size_text(drawn.size)
        x, end = rect.x + 12, rect.right - 10 - count_columns(size) * self.measures.text_column
        marked = label_of(drawn, self.phrases)
        if drawn.is_asked:
            yield from self.tag(marked, x, rect.y + 5, end - x)
        elif drawn.name:
            yield self.text(drawn.name, x, rect.y + 18, "mono", room=end - x)
        if drawn.is_asked or drawn.name:
            x += count_columns(marked) * column + 10
        if drawn.name or not drawn.is_asked:
            yield self.text(drawn.type if drawn.name else marked, x, rect.y + 18, "sub", room=end - x - 4)
        yield self.text(size, rect.right - 10, rect.y + 18, "sub", room=rect.width / 2, at_end=True)

    def band(self, band: Band) -> Iterator[str]:
        """Draw package data on its hatched ground."""
        rect = band.rect
        yield box(rect, "pd")
        hatching = range(int(rect.x) + 12, int(rect.right) + 1, HATCH)
        data = "".join(f"M{x} {rect.bottom:g}l-7 {GROUND - 2:g}" for x in hatching)
        yield element("path", class_="ground", d=data)
        title = band.title
        yield self.text(self.phrases.package, title.x, title.y + 20, "head p-static", room=title.width)
        yield self.text(self.phrases.package_note, title.x, title.y + 37, "sub", room=title.width)
        for cell in band.cells:
            yield self.variable(cell, "cell")

    def never(self, rect: Rect, lines: Iterable[str]) -> Iterator[str]:
        """List what was never compiled."""
        x, room = rect.x + EDGE, rect.width - 2 * EDGE
        yield box(rect, "frame gone")
        yield self.text(self.phrases.never, x, rect.y + BAND_LINE, "sub", room=room)
        for i, line in enumerate(lines, 2):
            yield self.text(line, x, rect.y + BAND_LINE * i, "mono gonet", room=room)

    def wires(self, routes: Iterable[Route]) -> Iterator[str]:
        """Draw the wires, those of the flow last, each with a halo where it passes over others."""
        for route in sorted(routes, key=lambda route: bool(route.wire.hops)):
            hot = " hot" if route.wire.hops else ""
            data = rounded(route.path, WIRE_RADIUS)
            (x, y), (end_x, end_y), side = route.path[0], route.path[-1], route.tip_side
            yield element("path", class_="wire-bg", d=data)
            yield element("path", class_=f"wire{hot}", d=data)
            yield element("circle", class_=f"port{hot}", cx=x, cy=y, r=PORT_RADIUS)
            tip = f"M{end_x + TIP * side:g} {end_y:g}l{-9 * side} -5v10z"
            yield element("path", class_=f"tip{hot}", d=tip)

    def chip(self, chip: Chip) -> Iterator[str]:
        """Draw the numbers on a wire."""
        rect = chip.rect
        yield box(rect, "hopc", rect.height / 2)
        x, y = rect.x + rect.width / 2, rect.y + rect.height / 2 + 4
        yield element("text", escape(chip.text), class_="hopt", x=x, y=y)
