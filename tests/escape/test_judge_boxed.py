"""Values put into an interface on their way into a call: all reasons, whatever becomes of the call's result."""

from __future__ import annotations

import pytest

from grader.escape.reasons.edits import EditedProgram
from grader.escape.reasons.program import Program
from grader.escape.values import Compile, Position
from tests.escape.judging import judge_fully, reasons, source

WORLD = """
import (
    "errors"
    "fmt"
    "io"
)

type I interface{ M() }
type V struct{ a, b int }

func (V) M()                          {}
func (V) Error() string               { return "" }
func (V) Write(p []byte) (int, error) { return 0, nil }

var G I
var S string
var _ = errors.Join
var _ = fmt.Sprint
var _ = io.MultiWriter

func same(i I) I { return i }

//go:noinline
func keep(i I) I { G = i; return i }

"""

CASES = {
    "result named": ('func F(x int) string { s := fmt.Sprint("a", x); return s }', "x", {"CALLEE_KEEPS"}),
    "result returned": ('func F(x int) string { return fmt.Sprintf("%d", x) }', "x", {"CALLEE_KEEPS"}),
    "result kept": ('func F(x int) { S = fmt.Sprintln(x) + "b" }', "x", {"CALLEE_KEEPS"}),
    "error returned": ('func F(x int) error { return fmt.Errorf("a %d", x) }', "x", {"CALLEE_KEEPS"}),
    "error named": ('func F(x int) { err := fmt.Errorf("a %d", x); println(err) }', "x", {"CALLEE_KEEPS"}),
    "of type error": ("func F(x V) error { return errors.Join(x, nil) }", "x", {"CALLEE_KEEPS"}),
    "of an interface of another package": (
        "func F(x V) { w := io.MultiWriter(x); w.Write(nil) }",
        "x",
        {"CALLEE_KEEPS"},
    ),
    "of an interface of the program": ("func F(x V) { i := keep(x); i.M() }", "x", {"CALLEE_KEEPS", "UNKNOWN_CALLEE"}),
    "given back by what is inlined": ("func F(x V) { i := same(x); G = i }", "x", {"STORED_GLOBAL"}),
    "given back and returned": ("func F(x V) I { return same(x) }", "x", {"RETURNED"}),
    "with a name of its own": (
        "func F(c chan any, x int) { var y any = x; c <- y; G, _ = y.(I) }",
        "x",
        {"SENT", "STORED_GLOBAL"},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_all_reasons_of_a_boxed_value(case: str, compile_trusted: Compile) -> None:
    program, expression, expected = CASES[case]
    verdict = judge_fully(WORLD + program, compile_trusted)
    [boxed] = (each for each in verdict.allocations if each.function == "F" and each.expression == expression)
    assert (boxed.place, reasons(boxed), boxed.complete) == ("heap", {*expected, "BOXED"}, True)


def test_a_boxed_value_is_cut_with_the_interface_that_it_is_put_into() -> None:
    """Else the copy would still put it into an interface, after the cut."""
    files = source("func F(x int) { println(any(x)) }\nfunc G(x int) (y any) { y = x; return }")
    program = Program(files)
    [boxed, *_] = (node for node in program.find_path(Position("s.go", 3, 29)) if node.type == "identifier")
    copy = EditedProgram(program, {Position("s.go", 3, 29): "any"})
    copy.wrap("s.go", boxed)
    assert b"y = cut__((any)(x)); return" in copy.files[0].text
    assert copy.restore_position(Position("s.go", 3, 41)) == Position("s.go", 3, 29)
