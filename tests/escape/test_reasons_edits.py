"""Edited copies: what is put in, and the way back from positions and words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.escape.reasons.edits import EditedProgram, without_cuts
from grader.escape.reasons.program import Program, walk
from grader.escape.values import Position, SourceFile

TEXT = b"""package p

func F(c chan *int) (*int, string) {
	x, s := 1, "\xc3\xbc \xe2\x86\x90"
	go func() { c <- &x }(); c <- &x; return g(&x, s), s + s
}
"""
PROGRAM = Program((SourceFile("s.go", TEXT),))
SOURCE = PROGRAM.find_source(Position("s.go", 1, 1))
assert SOURCE is not None
NODES = [
    each for each in walk(SOURCE.tree.root_node) if each.type in ("identifier", "unary_expression", "call_expression")
]
LAUNCH = next(each for each in walk(SOURCE.tree.root_node) if each.type == "go_statement")


def position(text: bytes, offset: int) -> Position:
    return Position("s.go", text.count(b"\n", 0, offset) + 1, offset - text.rfind(b"\n", 0, offset))


@given(st.lists(st.sampled_from(range(len(NODES))), unique=True, max_size=6), st.booleans())
def test_every_untouched_word_is_led_back_to_its_place(chosen: list[int], launch: bool) -> None:
    copy = EditedProgram(PROGRAM)
    for index in chosen:
        copy.wrap("s.go", NODES[index], count=1 + index % 3, by_reference=index % 2 == 0)
    if launch:
        copy.blank("s.go", LAUNCH, LAUNCH.children[0])
    (edited,) = copy.files
    words = [node for node in NODES if node.type == "identifier" and node.text not in (b"x", b"s", b"c", b"g")]
    for node in words:
        name = node.text or b""
        assert copy.restore_position(position(edited.text, edited.text.index(name))) == position(TEXT, node.start_byte)
    assert edited.text.count(b"\n", 0, edited.text.index(b"\n}\n")) == TEXT.count(b"\n") - 2


@given(st.lists(st.sampled_from(range(len(NODES))), unique=True, max_size=6))
def test_taking_out_what_was_put_in_gives_the_source_back(chosen: list[int]) -> None:
    copy = EditedProgram(PROGRAM)
    for index in chosen:
        copy.wrap("s.go", NODES[index])
    (edited,) = copy.files
    assert without_cuts(edited.text[: edited.text.index(b"\n}\n")].decode(), copy.name) + "\n}\n" == TEXT.decode()


def test_an_operand_is_cut_once() -> None:
    copy = EditedProgram(PROGRAM)
    assert copy.is_whole("s.go", NODES[0])
    copy.wrap("s.go", NODES[0])
    assert not copy.is_whole("s.go", NODES[0])


def test_an_untouched_copy_is_the_program() -> None:
    assert EditedProgram(PROGRAM).files == PROGRAM.files


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("c <- cut__[go.shape.*uint8](&.dict.cut__[*int], p)", "c <- p"),
        ("f(cut__[go.shape.*uint8](&.dict.cut__[*int], &x), y)", "f(&x, y)"),
        ("cut__2[go.shape.int,go.shape.int](&.dict.cut__2[int,int], two())", "two()"),
        ("a, b = p, q", "a, b = p, q"),
        ("cut__", "cut__"),
    ],
)
def test_printed_cuts_are_taken_out(printed: str, expected: str) -> None:
    assert without_cuts(printed, "cut__") == expected
