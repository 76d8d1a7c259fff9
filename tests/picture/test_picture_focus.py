"""A program with more storage than one picture can show: the picture keeps to what is asked."""

from __future__ import annotations

import pytest

from grader.escape.values import Place
from grader.picture.focus import MOST_DRAWN, MOST_WIRES
from grader.picture.words import in_words
from tests.picture.judged_programs import judged, pointers_in
from tests.picture.laid_out import all_cells

CROWD = "".join(f"func f{i}() int {{ a{i} := {i}; p{i} := &a{i}; return *p{i} }}\n" for i in range(40))
SESSION = "var kept *int\nfunc open() { mine := 1; q := &mine; kept = q }\n"


def test_what_is_asked_and_its_flow_are_drawn_and_the_crowd_is_not() -> None:
    scene = judged(CROWD + SESSION).scene("mine")
    assert pointers_in(scene) == {"q -> mine", "kept -> mine"}
    assert any(wire.hops for wire in scene.wires)
    assert scene.left_out == 80
    assert "80 more that have less to do with mine are not drawn." in in_words(scene, "en")


def test_a_program_that_an_eye_can_follow_is_drawn_whole() -> None:
    program = judged("func g() int { b := 2; return b }\n" + SESSION)
    scene = program.scene("mine")
    drawn = [cell for frame in scene.frames for cell in frame.cells] + list(scene.package)
    assert len(drawn) + len(scene.heap) == len(program.verdict.variables)
    assert scene.left_out == 0


@pytest.mark.parametrize("pointers", [30, 100])
def test_many_pointers_to_what_is_asked_are_drawn_up_to_a_bound(pointers: int) -> None:
    passed = "".join(f"func g{i}() int {{ p{i} := kept; return *p{i} }}\n" for i in range(pointers))
    program = judged("var kept *int\nfunc f() { x := 1; kept = &x }\n" + passed)
    scene = program.scene("x")
    assert [box.name for box in scene.heap] == ["x"]
    assert "kept -> x" in pointers_in(scene)
    assert MOST_WIRES // 2 < len(scene.wires) <= MOST_WIRES
    assert len(list(all_cells(scene))) <= MOST_DRAWN
    assert scene.left_out == sum(each.place is not Place.NONE for each in program.verdict.variables) - len(
        list(all_cells(scene))
    )
