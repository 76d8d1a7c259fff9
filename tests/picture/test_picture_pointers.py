"""Every pointer that a program makes is drawn, and no other."""

from __future__ import annotations

import time

import pytest

from grader.escape.values import SourceFile, Toolchain, Verdict
from grader.picture.scene import build_scene
from tests.picture.judged_programs import judged, pointers_in

PROGRAMS = {
    "an address in a variable, and a copy of it": (
        "func f() int { x := 1; p := &x; q := p; return *q }",
        {"p -> x", "q -> x"},
    ),
    "a copy made before the pointer is set anew does not follow": (
        "func f() int { x, y := 1, 2; p := &x; q := p; p = &y; return *p + *q }",
        {"p -> x", "p -> y", "q -> x"},
    ),
    "a copy made after does not point back": (
        "func f() int { x, y := 1, 2; p := &x; p = &y; q := p; return *p + *q }",
        {"p -> x", "p -> y", "q -> y"},
    ),
    "a branch leaves both possible": (
        "func f(b bool) int { x, y := 1, 2; p := &x; if b { p = &y }; q := p; return *q }",
        {"p -> x", "p -> y", "q -> x", "q -> y"},
    ),
    "a loop brings a later pointer back": (
        "func f() (n int) { x, y := 1, 2; p := &x; for range 3 { q := p; n += *q; p = &y }; return }",
        {"p -> x", "p -> y", "q -> x", "q -> y"},
    ),
    "sharing down to a function": (
        "//go:noinline\nfunc g(p *int) { *p = 1 }\nfunc f() int { x := 0; g(&x); return x }",
        {"p -> x"},
    ),
    "a pointer receiver": (
        "type T struct{ n int }\nfunc (t *T) set() { t.n = 1 }\nfunc f() int { var v T; v.set(); return v.n }",
        {"t -> v"},
    ),
    "a value receiver gets no pointer": (
        "type T struct{ n int }\nfunc (t T) get() int { return t.n }\nfunc f() int { var v T; return v.get() }",
        set(),
    ),
    "a method of another type with the same name": (
        """
        type T struct{ n int }
        type U struct{ n int }
        func (t *T) set() { t.n = 1 }
        func (u *U) set() { u.n = 2 }
        func f() int { var v U; v.set(); return v.n }
        """,
        {"u -> v"},
    ),
    "a returned address is the caller's": ("func f() *int { x := 1; return &x }", {"f() -> x"}),
    "a value in an interface is a copy, and what it points to stays the same": (
        """
        type S struct { p *int; n int }
        var kept any
        //go:noinline
        func keep(v any) { kept = v }
        func f(n int) { s := S{&n, 1}; keep(s); keep(&s) }
        """,
        {"s.p -> n", "p of copy of s -> n", "v -> copy of s", "v -> s", "kept -> copy of s", "kept -> s"},
    ),
    "a pointer out of a value in an interface": (
        """
        type S struct { p *int; n int }
        func f(n int) int { s := S{&n, 1}; var v any = s; q := v.(S).p; return *q }
        """,
        {"s.p -> n", "p of copy of s -> n", "v -> copy of s", "q -> n"},
    ),
    "a method value keeps its receiver": (
        """
        type T struct{ n int }
        func (t *T) Add() { t.n++ }
        var later func()
        func f() { t := T{1}; later = t.Add }
        """,
        {"receiver of t.Add -> t", "later -> t.Add"},
    ),
    "the arguments of a variadic parameter are an array": (
        """
        //go:noinline
        func sum(ps ...*int) int { return *ps[0] + *ps[1] }
        func f() int { x, y := 1, 2; return sum(&x, &y) }
        """,
        {"[0] of ... argument -> x", "[1] of ... argument -> y", "ps -> ... argument"},
    ),
    "a caller in the program receives it": (
        "func f() *int { x := 1; return &x }\nfunc g() int { p := f(); return *p }",
        {"p -> x"},
    ),
    "two results keep apart": (
        "func f() (*int, *int) { x, y := 1, 2; return &x, &y }\nfunc g() int { p, q := f(); return *p + *q }",
        {"p -> x", "q -> y"},
    ),
    "a named result": (
        "func f() (p *int) { x := 1; p = &x; return }",
        {"p -> x", "f() -> x"},
    ),
    "a field of a literal, and one set later": (
        "type T struct{ a, b *int }\nfunc f() int { x, y := 1, 2; t := T{a: &x}; t.b = &y; return *t.a + *t.b }",
        {"t.a -> x", "t.b -> y"},
    ),
    "a literal without field names": (
        "type T struct{ a, b *int }\nfunc f() int { x, y := 1, 2; t := T{&y, &x}; return *t.a + *t.b }",
        {"t.a -> y", "t.b -> x"},
    ),
    "a struct copied with its pointers": (
        "type T struct{ a *int; n int }\nfunc f() int { x := 1; t := T{a: &x}; u := t; return *u.a }",
        {"t.a -> x", "u.a -> x"},
    ),
    "a field read through a pointer": (
        "type T struct{ a *int; n int }\nfunc f() int { x := 1; t := T{a: &x}; p := &t; q := p.a; return *q }",
        {"t.a -> x", "p -> t", "q -> x"},
    ),
    "a promoted field": (
        "type In struct{ a *int }\ntype T struct{ In }\nfunc f() int { x := 1; var t T; t.a = &x; return *t.a }",
        {"t.In.a -> x"},
    ),
    "two structs that point at each other": (
        """
        type N struct{ v int; next *N }
        func f() int { a, b := N{v: 1}, N{v: 2}; a.next = &b; b.next = &a; return a.next.v }
        """,
        {"a.next -> b", "b.next -> a"},
    ),
    "a slice of an array": (
        "func f() int { var a [4]int; s := a[1:]; t := s[1:]; return t[0] }",
        {"s -> a", "t -> a"},
    ),
    "an element's address": ("func f() int { var a [4]int; p := &a[2]; return *p }", {"p -> a"}),
    "elements of an array keep apart": (
        "func f() int { x, y := 1, 2; a := [2]*int{&x, &y}; p := a[1]; return *p }",
        {"a[0] -> x", "a[1] -> y", "p -> y"},
    ),
    "a range takes any element": (
        "func f() (n int) { x, y := 1, 2; for _, p := range [2]*int{&x, &y} { n += *p }; return }",
        {"p -> x", "p -> y"},
    ),
    "a range over a variable takes any element": (
        "func f() (n int) { x, y := 1, 2; a := []*int{&x, &y}; for _, p := range a { n += *p }; return }",
        {"[0] of []*int{...} -> x", "[1] of []*int{...} -> y", "a -> []*int{...}", "p -> x", "p -> y"},
    ),
    "a map": (
        'func f() int { x := 1; m := map[string]*int{}; m["a"] = &x; p := m["a"]; return *p }',
        {"m -> map[string]*int{}", "[…] of map[string]*int{} -> x", "p -> x"},
    ),
    "a channel": (
        "func f() int { x := 1; c := make(chan *int, 1); c <- &x; p := <-c; return *p }",
        {"c -> make(chan *int, 1)", "[…] of make(chan *int, 1) -> x", "p -> x"},
    ),
    "a channel from outside": ("func f(c chan *int) { x := 1; c <- &x }", {"c <- -> x"}),
    "a map from outside": ('func f(m map[string]*int) { x := 1; m["a"] = &x }', {'m["a"] -> x'}),
    "a field of something from outside": (
        "type T struct{ p *int }\nfunc f(t *T) { x := 1; t.p = &x }",
        {"t.p -> x"},
    ),
    "a package variable": ("var g *int\nfunc f() { x := 1; g = &x }", {"g -> x"}),
    "a pointer to a package variable": ("var g int\nfunc f() int { p := &g; return *p }", {"p -> g"}),
    "what new and & make": (
        "type T struct{ n int }\nfunc f() *T { a := new(T); b := &T{n: 2}; a.n = b.n; return a }",
        {"a -> new(T)", "b -> &T{...}", "f() -> new(T)"},
    ),
    "a closure that changes what it captures": (
        "func f() func() int { n := 0; return func() int { n++; return n } }",
        {"f() -> func literal", "n of func literal -> n"},
    ),
    "a closure that only reads has a copy": (
        "func f(n int) func() int { return func() int { return n } }",
        {"f() -> func literal"},
    ),
    "a copied pointer in a closure": (
        "func f() func() int { x := 1; p := &x; return func() int { return *p } }",
        {"p -> x", "f() -> func literal", "p of func literal -> x"},
    ),
    "a call of a local function": (
        "func f() int { x := 0; set := func(p *int) { *p = 1 }; set(&x); return x }",
        {"p -> x"},
    ),
    "append to nil": (
        "func f() []*int { x := 1; var s []*int; s = append(s, &x); return s }",
        {"s -> append", "[…] of append -> x", "f() -> append"},
    ),
    "an interface": (
        """
        type I interface{ M() }
        type T struct{ n int }
        func (t *T) M() {}
        func f() I { v := T{1}; var i I = &v; return i }
        """,
        {"i -> v", "f() -> v"},
    ),
    "a type switch": (
        "func f(x any) int { y := 1; x = &y; switch p := x.(type) { case *int: return *p }; return 0 }",
        {"x -> y", "p -> y"},
    ),
    "a name that hides another": (
        "func f() int { x := 1; p := &x; { x := 2; p = &x; _ = x }; return *p }",
        {"p -> x"},
    ),
    "nil and numbers point nowhere": ("func f() bool { var p *int; n := 3; return p == nil && n > 2 }", set()),
    "unknown functions draw nothing off the flow": (
        'import "strings"\nfunc f() string { var b strings.Builder; b.WriteString("a"); return b.String() }',
        set(),
    ),
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_the_pointers_of(name: str) -> None:
    source, expected = PROGRAMS[name]
    assert pointers_in(judged(source).scene()) == expected


def test_a_hiding_name_is_another_variable() -> None:
    scene = judged(PROGRAMS["a name that hides another"][0]).scene()
    assert len({wire.target for wire in scene.wires}) == 2


def test_a_branch_that_is_never_compiled_makes_no_pointer() -> None:
    source = "const on = false\nvar g *int\nfunc f() int { x := 1; if on { g = &x }; return x }"
    assert pointers_in(judged(source).scene()) == set()


@pytest.mark.parametrize(
    "source",
    [
        "type T struct{ p *[8]int }\nfunc (t *T) f() int { var x [8]int; if len(x) > 9 { t.p = &x }; return x[0] }",
        "func f() any { x := [8]int{1}; if len(x) > 9 { return &x }; return nil }",
        "func f(c chan<- string) { x := [8]byte{'a'}; c <- string(x[:]) }",
    ],
    ids=["a dropped store", "a dropped return", "a conversion that copies"],
)
def test_no_pointer_leads_from_outside_into_a_frame(source: str) -> None:
    assert pointers_in(judged(source).scene()) == set()


def test_a_variable_that_hides_a_constant_is_no_constant() -> None:
    source = "const on = false\nvar g *int\nfunc f(on bool) int { x := 1; if on { g = &x }; return x }"
    assert pointers_in(judged(source).scene()) == {"g -> x"}


def test_deeply_nested_literals_take_no_time_to_speak_of() -> None:
    depth = 300
    source = "package p\nfunc f() {\nx := 1\n" + "func() { x++; " * depth + "}()\n" * depth + "}\n"
    file = SourceFile("a.go", source.encode())
    toolchain = Toolchain(version="go1.27.3", lang="go1.27")
    start = time.process_time()
    build_scene([file], Verdict(toolchain=toolchain, variables=(), allocations=()), None)
    assert time.process_time() - start < 5, "not with the cube of the depth"


def test_many_assignments_of_one_variable_take_no_time_to_speak_of() -> None:
    source = "package p\nfunc f() int {\nx := 1\np := &x\n" + "p = &x\n" * 1500 + "return *p\n}\n"
    file = SourceFile("a.go", source.encode())
    toolchain = Toolchain(version="go1.27.3", lang="go1.27")
    start = time.process_time()
    build_scene([file], Verdict(toolchain=toolchain, variables=(), allocations=()), None)
    assert time.process_time() - start < 5, "not with the square of their number"


@pytest.mark.parametrize(
    ("source", "open_ports"),
    [
        ("func f(p *int) int { return *p }", {"p"}),
        ("func f() bool { var p *int; return p == nil }", set()),
        ("func f(s []int) int { t := s; return len(t) }", {"s", "t"}),
        ("//go:noinline\nfunc g(p *int) int { return *p }\nfunc f() int { x := 1; return g(&x) }", set()),
        ("type T struct{ p, q *int }\nfunc f(t T) bool { return t.p == t.q }", {"t.p", "t.q"}),
    ],
)
def test_an_open_port_stands_where_a_pointer_leads_out_of_the_picture(source: str, open_ports: set[str]) -> None:
    scene = judged(source).scene()
    found = {
        cell.name + row.path
        for frame in scene.frames
        for cell in frame.cells
        for row in cell.rows
        if row.points_outside
    }
    assert found == open_ports
