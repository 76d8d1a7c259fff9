"""The picture of every program of the bank: true to the verdict, true to the program, and well laid out."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.catalog.catalog import Exercise
from grader.catalog.loader import read_catalog
from grader.config import PROJECT
from grader.escape.judge import judge
from grader.escape.values import Place
from grader.picture.drafts import draft_wires, is_allowed
from grader.picture.layout import lay_out
from grader.picture.memory import Role, Scene
from grader.picture.pointers import find_pointers
from grader.picture.program import Program
from grader.picture.scene import build_scene
from grader.picture.stores import StoreFinder
from tests.picture.judged_programs import BANK, Judged, judged_file, real_compile
from tests.picture.laid_out import assert_is_well_laid_out

EACH_PROGRAM = pytest.mark.parametrize("path", BANK, ids=lambda path: f"{path.parent.name}/{path.stem}")
EXERCISES = read_catalog(PROJECT / "exercises")[0].exercises.values()
VARIANTS = [variant for exercise in EXERCISES for variant in exercise.variants]


def regions_of(scene: Scene) -> dict[str, Place]:
    """The region of every cell and box that a wire may come from or lead to; rows by the id before the dot."""
    regions = {cell.id: Place.STACK for frame in scene.frames if frame.role is not Role.OUTSIDE for cell in frame.cells}
    regions |= {cell.id: Place.STATIC for cell in scene.package}
    regions |= {cell.id: Place.HEAP for box in scene.heap if not box.depends for cell in box.cells}
    return regions | {box.id: Place.HEAP for box in scene.heap}


def test_the_bank_is_not_empty() -> None:
    assert len(BANK) >= 30


@EACH_PROGRAM
def test_every_variable_appears_once_where_the_compiler_put_it(path: Path) -> None:
    judged = judged_file(path)
    scene = judged.scene()
    shown = [
        *((cell.at, Place.STACK) for frame in scene.frames for cell in frame.cells if cell.at),
        *((box.at, Place.HEAP) for box in scene.heap if box.is_variable),
        *((cell.at, Place.STATIC) for cell in scene.package),
        *((cell.at, Place.UNKNOWN) for cell in scene.unknown),
    ]
    assert sorted(shown, key=str) == sorted(((each.at, each.place) for each in judged.verdict.variables), key=str)


@EACH_PROGRAM
def test_a_stack_variable_stands_in_the_frame_of_its_own_function(path: Path) -> None:
    judged = judged_file(path)
    functions = {each.at: each.function for each in judged.verdict.variables}
    for frame in judged.scene().frames:
        inside = {functions[cell.at] for cell in frame.cells if cell.at}
        assert len(inside) <= 1
        if frame.role is Role.FUNCTION:
            assert inside <= {frame.name}


MISREAD = frozenset(
    {
        "09-calls/callees.go",
        "chunk-upload-text/upload.go",
        "edition-of-a-shop/shop.go",
        "moving-average/stats.go",
        "page-cursor/pages.go",
        "radio-frame/radio.go",
        "warmest-of-the-day/weather.go",
    }
)
"""Programs of which it is read that the caller, or what is elsewhere, points into a frame: copies, and dropped code."""


@EACH_PROGRAM
def test_no_pointer_leads_from_what_lives_longer_into_a_frame(path: Path) -> None:
    """The compiler's own promise. The scene leaves such pointers out; none must have been found to begin with."""
    judged = judged_file(path)
    program = Program.read((judged.file,), judged.verdict)
    pointers = find_pointers(program)
    wires = draft_wires(StoreFinder(program, pointers, None).find_all(), pointers)
    impossible = [wire for wire in wires if not is_allowed(wire)]
    assert [wire for wire in impossible if wire.source.place in {Place.HEAP, Place.STATIC}] == []
    assert bool(impossible) is (f"{path.parent.name}/{path.name}" in MISREAD)


@EACH_PROGRAM
def test_pointers_are_of_the_type_of_what_they_point_to(path: Path) -> None:
    scene = judged_file(path).scene()
    types = {cell.id: cell.type for frame in scene.frames for cell in frame.cells if cell.at}
    types |= {box.id: box.type for box in scene.heap if box.is_variable}
    for frame in scene.frames:
        for cell in frame.cells:
            for wire in scene.wires:
                if (
                    cell.type.startswith("*")
                    and wire.source == cell.rows[0].id
                    and "." not in types.get(wire.target, ".")
                ):
                    wanted, found = cell.type[1:], types[wire.target]
                    assert wanted == found or "[" in found or "func" in found or found[0].isupper(), (cell, found)


@EACH_PROGRAM
def test_every_hop_carries_the_compilers_position(path: Path) -> None:
    judged = judged_file(path)
    lines = judged.file.text.split(b"\n")
    for variable in judged.verdict.variables:
        scene = build_scene([judged.file], judged.verdict, variable.at)
        steps = [step for flow in variable.derivation for step in flow.steps]
        assert [(hop.number, hop.step) for hop in scene.hops] == list(enumerate(steps, 1))
        for hop in scene.hops:
            assert hop.step.at.file == judged.file.name
            assert 1 <= hop.step.at.column <= len(lines[hop.step.at.line - 1])
        numbers = {number for wire in scene.wires for number in wire.hops}
        assert numbers <= {hop.number for hop in scene.hops}
        takes_address = any(step.why in {"address-of", "reference"} for step in steps)
        assert bool(numbers) >= takes_address, (variable.name, variable.derivation)


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: f"{variant.slug}-{variant.variant}")
def test_the_picture_of_a_variant_is_true_and_well_laid_out(variant: Exercise) -> None:
    judged = Judged(variant.source, judge((variant.source,), real_compile()))
    scene = judged.scene()
    shown = [
        *((cell.at, Place.STACK) for frame in scene.frames for cell in frame.cells if cell.at),
        *((box.at, Place.HEAP) for box in scene.heap if box.is_variable),
        *((cell.at, Place.STATIC) for cell in scene.package),
    ]
    assert sorted(shown, key=str) == sorted(((each.at, each.place) for each in judged.verdict.variables), key=str)
    for is_narrow in (False, True):
        assert_is_well_laid_out(scene, lay_out(scene, narrow=is_narrow))


@EACH_PROGRAM
def test_the_picture_is_well_laid_out_whatever_is_asked(path: Path) -> None:
    judged = judged_file(path)
    asked = [None, *(each.at for each in judged.verdict.variables), *(each.at for each in judged.verdict.allocations)]
    for position in asked:
        scene = build_scene([judged.file], judged.verdict, position)
        assert_is_well_laid_out(scene, lay_out(scene))
        assert_is_well_laid_out(scene, lay_out(scene, narrow=True))
