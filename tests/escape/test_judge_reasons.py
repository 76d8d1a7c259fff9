"""Programs whose reasons for the heap are known, each with the whole set that the real compiler bears out."""

from __future__ import annotations

import pytest

from grader.escape.reasons.heap import is_size_alone
from grader.escape.syntax.declarations import bind
from grader.escape.syntax.tree import parse_go
from grader.escape.values import Compile
from tests.escape.judging import WORLD, judge_fully, reasons, source, variable

FAULT = 'type fault int\nfunc (*fault) Error() string { return "" }'
TWO = "func two(p *int) (*int, error) { recover(); return p, nil }"

HEAP = {
    "stored and returned": (
        "func F() *int { x := 1; P = &x; return &x }",
        "x",
        {"STORED_GLOBAL", "RETURNED"},
    ),
    "sent, handed over and returned": (
        "func F(c chan *int, f func(*int)) *int { x := 1; p := &x; c <- p; f(p); return p }",
        "x",
        {"SENT", "UNKNOWN_CALLEE", "RETURNED"},
    ),
    "through a pointer that escapes": (
        "func F() { x := 1; p := &x; PP = &p }",
        "x",
        {"STORED_GLOBAL"},
    ),
    "outlives its turn of the loop": (
        "func F() int { var p *int; for i := 0; i < 3; i++ { x := i; p = &x }; return *p }",
        "x",
        {"OUTLIVES_LOOP"},
    ),
    "outlives its turn between label and goto": (
        "func F(n int) int { var p *int\nagain:\n\tx := n; p = &x; n--\n\tif n > 0 { goto again }\n\treturn *p }",
        "x",
        {"OUTLIVES_LOOP"},
    ),
    "list built in a loop": (
        "func F() bool { var head *N; for range 3 { nd := N{}; nd.next = head; head = &nd }; return head.next == nil }",
        "nd",
        {"OUTLIVES_LOOP"},
    ),
    "captured by a goroutine": (
        "func F() { n := 0; go func() { n++ }() }",
        "n",
        {"CAPTURED", "GOROUTINE"},
    ),
    "handed to a goroutine": (
        "func F() { n := 0; go down(&n) }",
        "n",
        {"GOROUTINE"},
    ),
    "captured by a deferred function in a loop": (
        "func F() { for i := range 3 { k := i; defer func() { k++ }() } }",
        "k",
        {"CAPTURED", "DEFER_IN_LOOP"},
    ),
    "captured by a returned function": (
        "func F() func() int { n := 0; return func() int { n++; return n } }",
        "n",
        {"CAPTURED", "RETURNED"},
    ),
    "captured by a stored function": (
        "func F() { k := 0; Hook = func() { k++ } }",
        "k",
        {"CAPTURED", "STORED_GLOBAL"},
    ),
    "stored through a parameter": (
        "func F(t *T) { z := 1; t.p = &z }",
        "z",
        {"STORED_INDIRECT"},
    ),
    "kept by an inlined method": (
        "func F(t *T) { z := 1; t.set(&z) }",
        "z",
        {"CALLEE_KEEPS"},
    ),
    "a returned parameter": (
        "func F(x int) *int { return &x }",
        "x",
        {"RETURNED"},
    ),
    "returned by name": (
        "func F() (p *int) { x := 1; p = &x; return }",
        "x",
        {"RETURNED"},
    ),
    "handed to a method of an interface": (
        "func F(i I) { n := 1; i.M(&n) }",
        "n",
        {"UNKNOWN_CALLEE"},
    ),
    "stored in a map": (
        'func F(m map[string]*int) { w := 1; m["a"] = &w }',
        "w",
        {"STORED_INDIRECT"},
    ),
    "stored in a slice": (
        "func F(s []*int) { w := 1; s[0] = &w }",
        "w",
        {"STORED_INDIRECT"},
    ),
    "appended": (
        "func F(m []*int) int { w := 1; m = append(m, &w); return len(m) }",
        "w",
        {"STORED_INDIRECT"},
    ),
    "value of a map literal": (
        'func F() int { w := 1; return len(map[string]*int{"a": &w}) }',
        "w",
        {"STORED_MAP"},
    ),
    "key of a map": (
        "func F(m map[*int]int) { w := 1; m[&w] = 1 }",
        "w",
        {"STORED_MAP"},
    ),
    "a mutex locked and unlocked": (
        "func F() { var mu sync.Mutex; mu.Lock(); mu.Unlock() }",
        "mu",
        {"CALLEE_KEEPS"},
    ),
    "boxed in the clause of a type switch": (
        "func F(a any) { switch v := a.(type) { case int: G = &v } }",
        "v",
        {"BOXED", "STORED_GLOBAL"},
    ),
    "stored in a variable of the outer function": (
        "func F() int { var p *int; f := func() { y := 2; p = &y }; apply(f); return *p }",
        "y",
        {"STORED_IN_OUTER_FUNCTION"},
    ),
    "generic": (
        "func gen[E any](v E) *E { return &v }\nvar _ = gen(1)",
        "v",
        {"RETURNED"},
    ),
    "sent in a select": (
        "func F(c, d chan *int) { x := 1; select { case c <- &x: case <-d: } }",
        "x",
        {"SENT"},
    ),
    "through the variable of a range": (
        "func F() { x := 1; for _, v := range []*int{&x} { P = v } }",
        "x",
        {"STORED_GLOBAL"},
    ),
    "through a type assertion with two values": (
        "func F() error { x := 1; var a any = (*fault)(&x); e, _ := a.(error); return e }\n" + FAULT,
        "x",
        {"BOXED", "RETURNED"},
    ),
    "one of two results": (
        "func F() (*int, *int) { x, y := 1, 2; P = &y; return &x, &y }",
        "y",
        {"STORED_GLOBAL", "RETURNED"},
    ),
    "one of two assigned": (
        "func F(s []*int) { x := 1; s[0], P = &x, &x }",
        "x",
        {"STORED_INDIRECT", "STORED_GLOBAL"},
    ),
    "returned by a call of two results": (
        "func F() (*int, error) { x := 1; return two(&x) }\n" + TWO,
        "x",
        {"RETURNED"},
    ),
    "kept and returned by an inlined function": (
        "func F() *int { x := 1; return both(&x) }\nfunc both(p *int) *int { P = p; return p }",
        "x",
        {"CALLEE_KEEPS", "RETURNED"},
    ),
    "a function value launched": (
        "func F() { n := 0; f := func() { n++ }; go f() }",
        "n",
        {"CAPTURED", "GOROUTINE"},
    ),
    "kept by a function that a goroutine runs": (
        "func F() { n := 0; go keep(&n) }\n//go:noinline\nfunc keep(p *int) { P = p }",
        "n",
        {"CALLEE_KEEPS", "GOROUTINE"},
    ),
    "a function of a variable": (
        "func F(f func(*int)) { q := 1; f(&q) }",
        "q",
        {"UNKNOWN_CALLEE"},
    ),
    "a field of function type": (
        "func F(s struct{ f func(*int) }) { q := 1; s.f(&q) }",
        "q",
        {"UNKNOWN_CALLEE"},
    ),
    "a method of a type parameter": (
        "func gen[E I](e E) { n := 1; e.M(&n) }\nfunc F(i I) { gen(i) }",
        "n",
        {"UNKNOWN_CALLEE"},
    ),
    "a slice of an array": (
        "var S []int\nfunc F() { var arr [4]int; S = arr[1:] }",
        "arr",
        {"STORED_GLOBAL"},
    ),
    "captured where another path ends": (
        "type both struct{ p *int; f func() }\nfunc F() both { x := 1; return both{&x, func() { x++ }} }",
        "x",
        {"RETURNED", "CAPTURED"},
    ),
    "panicking": (
        "func F() { x := 1; panic(&x) }",
        "x",
        {"BOXED", "CALLEE_KEEPS"},
    ),
}


@pytest.mark.parametrize("case", HEAP)
def test_all_reasons_on_the_heap(case: str, compile_trusted: Compile) -> None:
    program, name, expected = HEAP[case]
    found = variable(judge_fully(WORLD + program, compile_trusted), name)
    assert (found.place, reasons(found), found.complete) == ("heap", expected, True)
    assert found.derivation
    assert all(cause.step is not None for cause in found.causes)


def test_size_alone_is_no_edge_that_could_be_cut(compile_trusted: Compile) -> None:
    found = variable(judge_fully("func F(i int) byte { var b [200000]byte; return b[i] }", compile_trusted), "b")
    assert (found.place, reasons(found), found.complete) == ("heap", {"TOO_LARGE"}, False)
    assert is_size_alone(found.causes)


def test_reasons_stay_when_the_tree_that_a_file_was_bound_with_has_gone(compile_trusted: Compile) -> None:
    """Trees are kept for a while only, and less long than what the names mean while many programs are judged."""
    body = "func F() int { var p *int; for i := range 3 { y := i; p = &y }; return *p }"
    bind(source(body)[0])
    parse_go.cache_clear()
    assert reasons(variable(judge_fully(body, compile_trusted), "y")) == {"OUTLIVES_LOOP"}
