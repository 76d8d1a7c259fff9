"""The picture in words: for readers who cannot see it, and for those who want to check it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from grader.picture.chips import number_text
from grader.picture.memory import Box, Cell, Frame, Role, Row, Scene
from grader.picture.phrases import Phrases, get_phrases


def title_of(scene: Scene, language: str) -> str:
    """Name the picture."""
    phrases = get_phrases(language)
    return phrases.title_asked.format(name=scene.asked) if scene.asked else phrases.title


def in_words(scene: Scene, language: str) -> str:
    """Say everything that the picture shows, in sentences: regions first, then pointers."""
    phrases = get_phrases(language)
    return phrases.space.join((*region_sentences(scene, phrases), *pointer_sentences(scene, phrases)))


def region_sentences(scene: Scene, phrases: Phrases) -> Iterator[str]:
    """Say what is in each frame, on the heap, in package data, and nowhere."""
    for frame in scene.frames:
        yield frame_sentence(frame, phrases)
    if scene.heap:
        yield phrases.heap_has.format(boxes=phrases.comma.join(box_text(box, phrases) for box in scene.heap))
    else:
        yield phrases.heap_has_nothing
    for box in scene.heap:
        if box.depends:
            yield phrases.depends.format(name=label_of(box, phrases))
    if scene.package:
        yield phrases.package_has.format(cells=cell_list(scene.package, phrases))
    if scene.unknown:
        yield phrases.never_has.format(cells=cell_list(scene.unknown, phrases))


def frame_sentence(frame: Frame, phrases: Phrases) -> str:
    """Say what a frame holds."""
    cells = cell_list(frame.cells, phrases)
    match frame.role:
        case Role.FUNCTION:
            return phrases.holds.format(name=frame.name, cells=cells)
        case Role.LITERAL:
            return phrases.literal_holds.format(name=frame.name, cells=cells)
        case Role.CALLER:
            return phrases.caller_holds.format(cells=cells)
        case Role.OUTSIDE:
            return phrases.outside_holds.format(cells=cells)
        case _:
            assert_never(frame.role)


def cell_list(cells: Iterable[Cell], phrases: Phrases) -> str:
    """List variables with their types."""
    return phrases.comma.join(
        phrases.of_type.format(name=cell.name, type=cell.type) if cell.type else label_of(cell, phrases)
        for cell in cells
    )


def box_text(box: Box, phrases: Phrases) -> str:
    """Name a heap box with its type and size, as far as known."""
    if not box.name:
        return label_of(box, phrases)
    if box.size is None:
        return phrases.of_type.format(name=box.name, type=box.type) if box.type else box.name
    form = phrases.sized_one if box.size == 1 else phrases.sized
    return form.format(name=box.name, type=box.type, size=box.size)


def label_of(owner: Cell | Box, phrases: Phrases) -> str:
    """Name a piece of storage: the variable, or the expression that allocates it, or whose value it holds a copy of."""
    name = owner.name or owner.type
    return phrases.copy_of.format(name=name) if owner.is_copy else name


def owner_names(scene: Scene, phrases: Phrases) -> dict[str, str]:
    """Name, by their ids, the cells in frames and package data, and the boxes."""
    owners: tuple[Cell | Box, ...] = (*(cell for frame in scene.frames for cell in frame.cells), *scene.package)
    return {owner.id: label_of(owner, phrases) for owner in (*owners, *scene.heap)}


def pointer_sentences(scene: Scene, phrases: Phrases) -> Iterator[str]:
    """Say what points where, and which pointers lead out of the picture."""
    sources, targets = row_names(scene, phrases), owner_names(scene, phrases)
    for wire in scene.wires:
        form = phrases.points_in_flow if wire.hops else phrases.points
        yield form.format(source=sources[wire.source], target=targets[wire.target], numbers=number_text(wire.hops))
    outside = dict.fromkeys(sources[row.id] for row in all_rows(scene) if row.points_outside)
    if outside:
        yield phrases.points_outside.format(sources=phrases.comma.join(outside))
    if scene.left_out:
        yield phrases.rest.format(count=scene.left_out, name=scene.asked)


def all_rows(scene: Scene) -> Iterator[Row]:
    """Yield every word that is drawn."""
    for _, cell in owned_cells(scene):
        yield from cell.rows


def owned_cells(scene: Scene) -> Iterator[tuple[Cell | Box, Cell]]:
    """Yield the cells that are drawn, each with the variable or box that it belongs to."""
    for cell in (*(cell for frame in scene.frames for cell in frame.cells), *scene.package):
        yield cell, cell
    for box in scene.heap:
        for cell in box.cells:
            yield box, cell


def row_names(scene: Scene, phrases: Phrases) -> dict[str, str]:
    """Name every word: `p`, `s.owner`, or `owner of &Session{...}`."""
    names = {}
    for owner, cell in owned_cells(scene):
        for row in cell.rows:
            name = label_of(owner, phrases)
            is_expression = not owner.is_variable if isinstance(owner, Box) else owner.is_expression
            part = phrases.part_of.format(path=row.path.removeprefix("."), name=name)
            names[row.id] = part if is_expression and row.path else name + row.path
    return names
