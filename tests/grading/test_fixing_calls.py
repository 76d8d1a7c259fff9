"""Calls that an edit has to leave in place, and ways to pretend that it does."""

from __future__ import annotations

import pytest

from grader.escape.values import SourceFile
from grader.grading.fixing.calls import Call, find_missing_call

HEAD = """package a

import "fmt"

const off = false

type T struct{}

func (T) Do(int) {}

func keep(*int) {}

func each[E any](E) {}

func F(x int, hook func(int)) {
"""


def program(body: str) -> SourceFile:
    lines = "".join(f"\t{line}\n" for line in body.split("\n"))
    return SourceFile("a.go", f"{HEAD}{lines}}}\n".encode())


def missing(before: str, after: str) -> str | None:
    call = find_missing_call(program(before), program(after))
    return call.callee if call else None


@pytest.mark.parametrize(
    "after",
    [
        "",
        "if false {\n\tkeep(&x)\n}",
        "if off {\n\tkeep(&x)\n}",
        "if !(true) && x > 0 {\n\tkeep(&x)\n}",
        "if true || x > 0 {\n} else {\n\tkeep(&x)\n}",
        "for false {\n\tkeep(&x)\n}",
        "for i := 0; off; i++ {\n\tkeep(&x)\n}",
        "switch {\ncase off:\n\tkeep(&x)\n}",
        "return\nkeep(&x)",
        'panic("no")\nkeep(&x)',
        "for {\n\tbreak\n\tkeep(&x)\n}",
        "_ = func() { keep(&x) }",
        "f := func() { keep(&x) }\nf()",
        "keep := func(*int) {}\nkeep(&x)",
        "// keep(&x)",
        "_ = `keep(&x)`",
        "_ = keep",
    ],
)
def test_a_call_that_never_happens_is_missing(after: str) -> None:
    assert missing("keep(&x)", after) == "keep"


@pytest.mark.parametrize(
    "after",
    [
        "y := x\nkeep(&y)",
        "if x > 0 {\n\tkeep(&x)\n} else {\n\tkeep(nil)\n}",
        "defer keep(&x)",
        "go keep(&x)",
        "func() { keep(&x) }()",
        "defer func() { keep(&x) }()",
        "switch {\ncase x > 0, off:\n\tkeep(&x)\n}",
        "for {\n\tkeep(&x)\n\tbreak\n}",
        "goto end\nend:\n\tkeep(&x)",
        "(keep)(&x)",
    ],
)
def test_a_call_that_can_happen_counts_with_whatever_arguments(after: str) -> None:
    assert missing("keep(&x)", after) is None


@pytest.mark.parametrize(
    ("before", "after", "callee"),
    [
        ("keep(&x)\nkeep(nil)", "keep(&x)", "keep"),
        ("fmt.Println(x)", "println(x)", "fmt.Println"),
        ("fmt.Println(x)", "var fmt struct{ Println func(int) }\nfmt.Println(x)", "fmt.Println"),
        ("T{}.Do(x)", "var t T\nt.Do(x)", None),
        ("T{}.Do(x)", "_ = T{}", ".Do"),
        ("each[int](x)", "each[string](``)", None),
        ("each[int](x)", "", "each"),
        ("hook(x)", "", "hook"),
        ("hook(x)", "{\n\thook := func(int) {}\n\thook(x)\n}", "hook"),
        ("f := func() { keep(&x) }\nf()", "keep(&x)", None),
        ("f := func() {}\nf()", "", None),
        ("_ = append([]int{}, int(x), len(``))\n_ = T(T{})", "", None),
        ("_ = []byte(``)\n_ = (*T)(nil)", "", None),
    ],
)
def test_calls_are_told_apart_by_what_is_called(before: str, after: str, callee: str | None) -> None:
    assert missing(before, after) == callee


def test_a_call_belongs_to_its_function() -> None:
    before = program("keep(&x)")
    after = SourceFile(
        "a.go", before.text.replace(b"\tkeep(&x)\n", b"").replace(b"Do(int) {}", b"Do(int) { keep(nil) }")
    )
    assert find_missing_call(before, after) == Call("F", "keep")
