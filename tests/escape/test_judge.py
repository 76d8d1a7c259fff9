"""Judging as a whole: what is compiled when, allocations, and programs of several files."""

from __future__ import annotations

import pytest

from grader.errors import CompileFailed
from grader.escape.judge import judge
from grader.escape.values import Compile, Position, SourceFile
from tests.escape.judging import CountingCompile, allocation, judge_fully, reasons, source, variable

TWO_WAYS = """
var G *int
func F(c chan *int) (*int, int) {
    x := 1
    y := 2
    c <- &x
    G = &x
    return &x, y
}
"""


def test_explained_reasons_take_one_compilation(compile_trusted: Compile) -> None:
    counting = CountingCompile(compile_trusted)
    found = variable(judge(source(TWO_WAYS), counting), "x")
    assert counting.flags == [()]
    assert not found.complete
    assert reasons(found) <= {"SENT", "STORED_GLOBAL", "RETURNED"}


def test_all_reasons_take_at_most_a_compilation_per_edge_and_two(compile_trusted: Compile) -> None:
    counting = CountingCompile(compile_trusted)
    found = variable(judge(source(TWO_WAYS), counting, explain_all={Position("s.go", 5, 5)}), "x")
    assert (reasons(found), found.complete) == ({"SENT", "STORED_GLOBAL", "RETURNED"}, True)
    assert len(counting.flags) <= 3 + 2
    assert ("-l",) not in counting.flags


def test_only_what_is_asked_for_is_explained_fully(compile_trusted: Compile) -> None:
    verdict = judge(source(TWO_WAYS), compile_trusted, explain_all={Position("s.go", 6, 5)})
    assert not variable(verdict, "x").complete
    assert variable(verdict, "y").complete


def test_compiling_without_inlining_is_done_once(compile_trusted: Compile) -> None:
    counting = CountingCompile(compile_trusted)
    judge(source("func F(a, b, c int) int { d := a; return b + c + d }"), counting, explain_all=True)
    assert counting.flags == [(), ("-l",)]


def test_a_derivation_leads_on_through_a_pointer_that_escapes(compile_trusted: Compile) -> None:
    found = variable(judge(source("var H **int\nfunc F() { x := 1; p := &x; H = &p }"), compile_trusted), "x")
    assert [flow.destination for flow in found.derivation] == ["p", "{heap}"]
    assert [flow.source for flow in found.derivation] == ["x", "p"]


def test_positions_of_causes_are_those_of_the_true_program(compile_trusted: Compile) -> None:
    body = "func F(c chan *int, f func(*int, *int)) (*int, *int) { x := 1; c <- &x; f(&x, &x); return &x, &x }"
    found = variable(judge_fully(body, compile_trusted), "x")
    (file,) = source(body)
    line = file.text.splitlines()[1].decode()
    for cause in found.causes:
        assert cause.step is not None
        assert cause.step.expression in line
        assert line[cause.step.at.column - 1 :].startswith(("<-", "(&x, &x)", "return"))


def test_a_program_that_does_not_compile_is_at_fault(compile_trusted: Compile) -> None:
    with pytest.raises(CompileFailed):
        judge(source("func F() { x := }"), compile_trusted)


def test_a_program_may_have_a_function_of_the_name_that_cuts(compile_trusted: Compile) -> None:
    body = "var G *int\nfunc cut__(p *int) { G = p }\nfunc F() *int { x := 1; cut__(&x); return &x }"
    found = variable(judge_fully(body, compile_trusted), "x")
    assert (reasons(found), found.complete) == ({"CALLEE_KEEPS", "RETURNED"}, True)


def test_a_package_of_several_files(compile_trusted: Compile) -> None:
    files = (
        SourceFile("a.go", b"package p\n\nfunc F() *int {\n\tx := 1\n\tG = &x\n\tkeep(&x)\n\treturn &x\n}\n"),
        SourceFile("b.go", b"package p\n\nvar G *int\n\nvar H *int\n\nfunc keep(p *int) { H = p }\n"),
    )
    found = variable(judge(files, compile_trusted, explain_all=True), "x")
    assert (reasons(found), found.complete) == ({"STORED_GLOBAL", "CALLEE_KEEPS", "RETURNED"}, True)


def test_a_package_of_many_files(compile_trusted: Compile) -> None:
    body = "package p\n\nfunc F{0}() int {{ var p *int; for range 3 {{ x := {0}; p = &x }}; return *p }}\n"
    files = tuple(SourceFile(f"f{number}.go", body.format(number).encode()) for number in range(80))
    found = [each for each in judge(files, compile_trusted).variables if each.name == "x"]
    assert len(found) == 80
    assert all(reasons(each) == {"OUTLIVES_LOOP"} for each in found)


def test_causes_speak_in_the_words_of_the_source(compile_trusted: Compile) -> None:
    body = "type T struct{ p *int }\nfunc (t *T) Set(p *int) { recover(); t.p = p }\nfunc F(t *T) { x := 1; t.Set(&x) }"
    (cause,) = variable(judge_fully(body, compile_trusted), "x").causes
    assert cause.step is not None
    assert (cause.step.expression, cause.step.why) == ("t.Set(&x)", "call parameter")


def test_far_columns_are_not_guessed(compile_trusted: Compile) -> None:
    body = f'func F() *int {{ _ = "{"x" * 260}"; v := 1; return &v }}'
    found = variable(judge_fully(body, compile_trusted), "v")
    assert found.place == "heap"
    assert reasons(found) == {"REVIEW"}


SUM = "\n//go:noinline\nfunc sum(s []int) int { return s[0] }"
EACH = "\nfunc each(f func(*int), p *int) { f(p) }"

ALLOCATIONS = {
    "returned": ("func F() *int { return new(int) }", "new(int)", {"RETURNED"}),
    "boxed": ("var G any\nfunc F(n int) { G = n }", "n", {"STORED_GLOBAL", "BOXED"}),
    "boxed for a call": ('import "fmt"\nfunc F(n int) { fmt.Println(n) }', "n", {"CALLEE_KEEPS", "BOXED"}),
    "by two ways": (
        "var G []int\nfunc F(n int) []int { s := make([]int, n); G = s; return s }",
        "make([]int, n)",
        {"STORED_GLOBAL", "RETURNED"},
    ),
    "a goroutine's": ("func F() { go func() { println(1) }() }", "func literal", {"GOROUTINE"}),
    "appended": ("func F(s []int) []int { return append(s, 1) }", "append", {"RETURNED"}),
}

STAYING = {
    "kept locally": ("func F() int { p := &[]int{1}; return (*p)[0] }", "[]int{...}", "stack", {"ALIAS_STAYS"}),
    "handed down": ("func F() int { return sum([]int{1}) }" + SUM, "[]int{...}", "stack", {"SHARED_DOWN"}),
    "saved by inlining": (
        "func F() { each(func(p *int) { *p++ }, new(int)) }" + EACH,
        "new(int)",
        "stack",
        {"INLINED", "SHARED_DOWN"},
    ),
    "of a size known later": (
        "func F(n int) int { s := make([]int, n); return len(s) }",
        "make([]int, n)",
        "depends",
        {"SIZE_UNKNOWN"},
    ),
}


@pytest.mark.parametrize("case", ALLOCATIONS)
def test_allocations_on_the_heap(case: str, compile_trusted: Compile) -> None:
    program, expression, expected = ALLOCATIONS[case]
    found = allocation(judge_fully(program, compile_trusted), expression)
    assert (found.place, reasons(found), found.complete) == ("heap", expected, True)


@pytest.mark.parametrize("case", STAYING)
def test_allocations_elsewhere(case: str, compile_trusted: Compile) -> None:
    program, expression, place, expected = STAYING[case]
    found = allocation(judge_fully(program, compile_trusted), expression)
    assert (found.place, reasons(found), found.complete) == (place, expected, True)


def test_an_allocation_that_is_too_large(compile_trusted: Compile) -> None:
    verdict = judge_fully("func F(i int) byte { b := make([]byte, 1<<20); return b[i] }", compile_trusted)
    found = allocation(verdict, "make([]byte, 1048576)")
    assert (found.place, reasons(found), found.complete) == ("heap", {"TOO_LARGE"}, False)


def test_a_channel_is_on_the_heap_without_a_reason(compile_trusted: Compile) -> None:
    found = allocation(judge_fully("func F() { c := make(chan int, 1); c <- 1 }", compile_trusted), "make(chan int, 1)")
    assert (found.place, found.causes) == ("heap", ())
