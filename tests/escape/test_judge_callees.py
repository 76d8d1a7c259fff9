"""Functions that keep what they also give back: two reasons, though the compiler tells their callers of one."""

from __future__ import annotations

import pytest

from grader.escape.values import Compile
from tests.escape.judging import judge_fully, reasons, variable

WORLD = """
var P, Q *int
var C = make(chan *int, 1)

type T struct{ p *int }

//go:noinline
func both(n int, p, q *int) *int { P = q; return q }

//go:noinline
func twice(p *int) *int { P = p; C <- p; return p }

//go:noinline
func through(p *int) *int { r := p; return both(1, nil, r) }

//go:noinline
func (t *T) with(p *int) *T { t.p = p; return t }

//go:noinline
func (t *T) swap(p *int) *int { t.p = p; return p }

//go:noinline
func any1(ps ...*int) *int { P = ps[0]; return ps[0] }

//go:noinline
func named(p *int) (r *int) { P = p; r = p; return }

func circle(n int, p *int) *int { if n == 0 { P = p; return p }; return circle(n-1, p) }

//go:noinline
func keep(p *int) int { P = p; return 1 }

//go:noinline
func give(p *int) *int { return p }

"""

KEPT, BOTH = {"CALLEE_KEEPS"}, {"CALLEE_KEEPS", "RETURNED"}
CASES = {
    "kept and returned": ("func F() *int { x := 1; return both(1, nil, &x) }", BOTH),
    "kept, given back, returned by name": ("func F() (r *int) { x := 1; r = named(&x); return }", BOTH),
    "through a name": ("func F() *int { x := 1; p := &x; q := both(1, nil, p); return q }", BOTH),
    "what is given back is only read": ("func F() int { x := 1; return *both(1, nil, &x) }", KEPT),
    "what is given back is stored": ("func F() { x := 1; Q = both(1, nil, &x) }", {"CALLEE_KEEPS", "STORED_GLOBAL"}),
    "another parameter is given back": ("func F() *int { x, y := 1, 2; return both(y, &x, nil) }", None),
    "kept in two ways": ("func F() *int { x := 1; return twice(&x) }", BOTH),
    "by what the function calls": ("func F() *int { x := 1; return through(&x) }", BOTH),
    "by a function that calls itself": ("func F() *int { x := 1; return circle(3, &x) }", BOTH),
    "by a method": ("func F(t *T) *int { x := 1; return t.swap(&x) }", BOTH),
    "by a method that gives back its receiver": ("func F(t *T) *int { x := 1; return t.with(&x).p }", KEPT),
    "one of any number": ("func F() *int { x := 1; return any1(nil, &x) }", BOTH),
    "only kept": ("func F() int { x := 1; return keep(&x) }", KEPT),
    "only given back": ("func F() *int { x := 1; return give(&x) }", {"RETURNED"}),
}


@pytest.mark.parametrize("case", CASES)
def test_all_reasons_of_what_is_handed_over(case: str, compile_trusted: Compile) -> None:
    program, expected = CASES[case]
    x = variable(judge_fully(WORLD + program, compile_trusted), "x")
    if expected is None:
        assert x.place == "stack"
    else:
        assert (x.place, reasons(x), x.complete) == ("heap", expected, True)


def test_an_allocation_handed_over_and_given_back(compile_trusted: Compile) -> None:
    verdict = judge_fully(WORLD + "func F() *int { return both(1, nil, new(int)) }", compile_trusted)
    [made] = (each for each in verdict.allocations if each.function == "F")
    assert (reasons(made), made.complete) == (BOTH, True)
