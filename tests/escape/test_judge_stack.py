"""The programs of which the reasons are known: what stays on the stack, and what is in neither place."""

from __future__ import annotations

import pytest

from grader.escape.values import Compile
from tests.escape.judging import WORLD, allocation, judge_fully, reasons, variable

STACK = {
    "captured and never assigned again": (
        "func F() func() int { n := 1; return func() int { return n } }",
        "n",
        {"CAPTURED_BY_VALUE", "VALUE_COPIED_OUT"},
    ),
    "element of a local slice": (
        "func F() int { w := 1; s := []*int{&w}; return *s[0] }",
        "w",
        {"ALIAS_STAYS"},
    ),
    "handed to a function that keeps nothing": (
        "func F() int64 { n := int64(0); atomic.AddInt64(&n, 1); return n }",
        "n",
        {"SHARED_DOWN", "VALUE_COPIED_OUT"},
    ),
    "in a function that is called at once": (
        "func F() int { var r *int; func() { x := 1; r = &x }(); return *r }",
        "x",
        {"INLINED", "ALIAS_STAYS"},
    ),
    "shared down": (
        "func F() int { x := 1; down(&x); return x }",
        "x",
        {"SHARED_DOWN", "VALUE_COPIED_OUT"},
    ),
    "plain": (
        "func F() int { x := 1; y := x + 2; return y }",
        "x",
        {"ADDRESS_NEVER_TAKEN"},
    ),
    "address in dead code": (
        "func F() *int { const dbg = false; x := 1; if dbg { return &x }; x++; return nil }",
        "x",
        {"ADDRESS_NEVER_TAKEN", "DEAD_BRANCH"},
    ),
    "address of what a slice in a field leads to": (
        "type S struct{ a []int }\nfunc F(a []int) int { s := S{a}; p := &s.a[0]; *p = 3; return a[0] }",
        "s",
        {"ADDRESS_NEVER_TAKEN"},
    ),
    "address of what a pointer in a field leads to": (
        "type S struct{ n *N }\nfunc F(n *N) bool { s := S{n}; p := &s.n.next; return *p == nil }",
        "s",
        {"ADDRESS_NEVER_TAKEN"},
    ),
    "address of an element of a named slice": (
        "type S []int\nfunc F(s S) int { p := &s[0]; *p = 3; return *p }",
        "s",
        {"ADDRESS_NEVER_TAKEN"},
    ),
    "address of an element of an array in a field": (
        "type A [3]int\ntype S struct{ b bool; a A }\nfunc F() int { var s S; p := &s.a[1]; *p = 3; return *p }",
        "s",
        {"ALIAS_STAYS"},
    ),
    "pointing at each other": (
        "func F() bool { a, b := N{}, N{}; a.next = &b; b.next = &a; return a.next.next == &a }",
        "a",
        {"ALIAS_STAYS"},
    ),
    "captured by a function that is handed down": (
        "func F() int { n := 0; apply(func() { n++ }); return n }",
        "n",
        {"CAPTURED_STAYS", "VALUE_COPIED_OUT"},
    ),
    "returned by an inlined function": (
        "func F() int { x := 1; p := pass(&x); return *p }\nfunc pass(p *int) *int { return p }",
        "x",
        {"SHARED_DOWN"},
    ),
    "heap without inlining": (
        "func F() { x := 1; each(func(p *int) { *p++ }, &x) }\nfunc each(f func(*int), p *int) { f(p) }",
        "x",
        {"INLINED", "SHARED_DOWN"},
    ),
    "shared down through an alias": (
        "func F() int { x := 1; p := &x; q := p; return down(q) }",
        "x",
        {"SHARED_DOWN"},
    ),
    "address taken for a method": (
        "func F() bool { var own T; own.set(nil); return own.p == nil }",
        "own",
        {"SHARED_DOWN"},
    ),
    "boxed by value": (
        "func F() { x := 1000; G = x }",
        "x",
        {"ADDRESS_NEVER_TAKEN", "VALUE_COPIED_OUT"},
    ),
}


@pytest.mark.parametrize("case", STACK)
def test_all_reasons_on_the_stack(case: str, compile_trusted: Compile) -> None:
    program, name, expected = STACK[case]
    found = variable(judge_fully(WORLD + program, compile_trusted), name)
    assert (found.place, reasons(found), found.complete) == ("stack", expected, True)


@pytest.mark.parametrize(
    ("program", "name"),
    [
        ("func gen[E any](w E) *E { return &w }", "w"),
        ("var P *int\nfunc F() { if false { z := 1; P = &z } }", "z"),
        ("var P *int\nfunc _() { y := 1; P = &y }", "y"),
    ],
)
def test_what_is_never_compiled_has_no_place(program: str, name: str, compile_trusted: Compile) -> None:
    found = variable(judge_fully(program, compile_trusted), name)
    assert (found.place, reasons(found), found.complete) == ("unknown", {"NEVER_COMPILED"}, True)


def test_a_package_variable_is_in_neither_place(compile_trusted: Compile) -> None:
    found = variable(judge_fully("var G int", compile_trusted), "G")
    assert (found.place, reasons(found), found.complete) == ("static", {"PACKAGE_LEVEL"}, True)


def test_a_boxed_constant_is_ready_before_the_program_runs(compile_trusted: Compile) -> None:
    found = allocation(judge_fully("func F() { G = 1000 }\nvar G any", compile_trusted), "1000")
    assert (found.place, reasons(found), found.complete) == ("none", {"NEEDS_NO_STORAGE"}, True)
