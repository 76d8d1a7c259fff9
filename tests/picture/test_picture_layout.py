"""The layout of made-up scenes of every kind, and the search for few crossings."""

from __future__ import annotations

import time
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from grader.escape.values import Position
from grader.picture.chips import number_text
from grader.picture.geometry import Path, Rect, crossing_cost, rounded
from grader.picture.lanes import CostTable, exact_order, greedy_order
from grader.picture.layout import lay_out
from grader.picture.memory import Box, Cell, Frame, Role, Row, Scene, Wire
from grader.picture.text_width import count_columns, fit
from tests.picture.laid_out import all_cells, assert_is_well_laid_out

AT = Position("a.go", 1, 1)
NAMES = st.sampled_from(["x", "buffer", "anExtraordinarilyLongNameOfAVariable", "变量", "_p9"])


@st.composite
def cells(draw: st.DrawFn, prefix: str) -> tuple[Cell, ...]:
    """Up to five cells of up to eight rows."""
    sizes = draw(st.lists(st.integers(1, 8), min_size=1, max_size=5))
    return tuple(
        Cell(
            id=f"{prefix}-{number}",
            name=draw(NAMES),
            type="int",
            rows=tuple(
                Row(id=f"{prefix}-{number}.{row}", label=draw(NAMES), points_outside=draw(st.booleans()))
                for row in range(size)
            ),
            at=AT,
        )
        for number, size in enumerate(sizes)
    )


@st.composite
def scenes(draw: st.DrawFn) -> Scene:
    """Frames, boxes, package data, and up to fourteen wires between any of them."""
    frames = tuple(
        Frame(id=f"f{i}", name=draw(NAMES), role=draw(st.sampled_from(Role)), cells=draw(cells(f"f{i}")))
        for i in range(draw(st.integers(0, 3)))
    )
    heap = tuple(
        Box(
            id=f"h{i}",
            name=draw(NAMES),
            type=draw(NAMES),
            at=AT,
            cells=draw(cells(f"h{i}")),
            size=draw(st.integers(0, 1 << 20)),
        )
        for i in range(draw(st.integers(0, 4)))
    )
    package = draw(cells("p")) if draw(st.booleans()) else ()
    unknown = draw(cells("u")) if draw(st.booleans()) else ()
    scene = Scene(frames=frames, heap=heap, package=package, unknown=unknown)
    rows = [row.id for cell in all_cells(scene) for row in cell.rows]
    targets = (
        [cell.id for frame in frames for cell in frame.cells] + [box.id for box in heap] + [cell.id for cell in package]
    )
    if not rows or not targets:
        return scene
    ends = draw(st.lists(st.tuples(st.sampled_from(rows), st.sampled_from(targets)), max_size=14, unique=True))
    hops = st.lists(st.integers(1, 20), max_size=4, unique=True).map(lambda numbers: tuple(sorted(numbers)))
    wires = tuple(Wire(source=source, target=target, at=AT, hops=draw(hops)) for source, target in ends)
    return Scene(frames=frames, heap=heap, package=package, unknown=unknown, wires=wires)


@settings(max_examples=60, deadline=None)
@given(scenes(), st.booleans())
def test_any_scene_is_well_laid_out(scene: Scene, narrow: bool) -> None:
    assert_is_well_laid_out(scene, lay_out(scene, narrow=narrow))


@settings(max_examples=20, deadline=None)
@given(scenes())
def test_the_same_scene_is_always_laid_out_the_same(scene: Scene) -> None:
    assert lay_out(scene) == lay_out(scene)


def table_cost(costs: CostTable, order: list[int]) -> int:
    return sum(costs[order[i]][order[j]] for i in range(len(order)) for j in range(i + 1, len(order)))


TABLES = st.integers(1, 6).flatmap(
    lambda count: st.lists(st.lists(st.integers(0, 4), min_size=count, max_size=count), min_size=count, max_size=count)
)


@settings(max_examples=60, deadline=None)
@given(TABLES)
def test_no_order_has_fewer_crossings_than_the_exact_one(costs: CostTable) -> None:
    least = min(table_cost(costs, list(order)) for order in permutations(range(len(costs))))
    assert table_cost(costs, exact_order(costs)) == least


@settings(max_examples=60, deadline=None)
@given(TABLES)
def test_the_greedy_order_has_every_wire_once(costs: CostTable) -> None:
    assert sorted(greedy_order(costs)) == list(range(len(costs)))


def test_two_pointers_that_need_not_cross_do_not() -> None:
    frame = Frame(id="f", name="f", role=Role.FUNCTION, cells=tuple(pointer(f"v{i}") for i in range(4)))
    heap = tuple(Box(id=f"h{i}", name="x", type="int", at=AT, cells=(pointer(f"h{i}-0"),)) for i in range(4))
    wires = tuple(Wire(source=f"v{i}.0", target=f"h{3 - i}", at=AT) for i in range(4))
    paths = [route.path for route in lay_out(Scene(frames=(frame,), heap=heap, wires=wires)).routes]
    assert sum(crossing_cost(a, b) for i, a in enumerate(paths) for b in paths[i + 1 :]) == 0


def pointer(cell_id: str) -> Cell:
    return Cell(id=cell_id, name="p", type="*int", rows=(Row(id=f"{cell_id}.0", label="*int"),))


def test_fourteen_wires_take_no_time_to_speak_of() -> None:
    frame = Frame(id="f", name="f", role=Role.FUNCTION, cells=tuple(pointer(f"v{i}") for i in range(14)))
    heap = tuple(Box(id=f"h{i}", name="x", type="int", at=AT, cells=(pointer(f"h{i}-0"),)) for i in range(14))
    wires = tuple(Wire(source=f"v{i}.0", target=f"h{i * 5 % 14}", at=AT) for i in range(14))
    start = time.process_time()
    lay_out(Scene(frames=(frame,), heap=heap, wires=wires))
    assert time.process_time() - start < 0.5, "greedy, not all 14! orders"


def test_crossings_and_overlaps_are_counted() -> None:
    across: Path = ((0, 10), (20, 10))
    assert crossing_cost(across, ((10, 0), (10, 20))) == 1
    assert crossing_cost(across, ((10, 10), (30, 10))) == 3
    assert crossing_cost(across, ((30, 0), (30, 20))) == 0


def test_corners_are_no_rounder_than_there_is_room() -> None:
    assert rounded([(0, 0), (10, 0), (10, 4), (20, 4)], 7) == "M0 0L8 0Q10 0 10 2L10 2Q10 4 12 4L20 4"


def test_numbers_are_written_with_ranges() -> None:
    assert [number_text(numbers) for numbers in ((1, 2, 3), (4,), (1, 3, 4, 7))] == ["1–3", "4", "1, 3–4, 7"]


@given(st.text(max_size=30), st.integers(1, 30))
def test_a_text_never_takes_more_than_its_room(text: str, columns: int) -> None:
    shown = fit(text, columns, 1)
    assert count_columns(shown) <= columns
    assert shown == text or shown.endswith("…")


def test_chinese_characters_take_two_columns() -> None:
    assert count_columns("栈x") == 3


def test_touching_rectangles_do_not_overlap() -> None:
    assert not Rect(0, 0, 10, 10).overlaps(Rect(10, 0, 10, 10))
    assert Rect(0, 0, 10, 10).overlaps(Rect(9, 9, 10, 10))
