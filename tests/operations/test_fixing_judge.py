"""Edited programs held against the original by the real compiler: honest fixes, and dodges."""

from __future__ import annotations

import pytest

from grader.catalog.asked import AllocationAsked, Asked, VariableAsked
from grader.catalog.asking import judge_asked
from grader.escape.values import Place, Reason, SourceFile
from grader.grading.fixing.judge import Fix, judge_fix, made_by
from grader.grading.fixing.outcome import Failure, FixOutcome
from tests.real_verdicts import real_verdicts

RETURNED = """package a

type T struct{ n, m int }

func (t *T) add() { t.n++ }

func F() *T {
	x := T{n: 1}
	x.add()
	return &x
}
"""
X = VariableAsked(variable="x", function="F")


def outcome_of(
    before: str, after: str, asked: Asked = X, goal: Place = Place.STACK, reasons: frozenset[Reason] = frozenset()
) -> FixOutcome:
    original, edited = (SourceFile("a.go", text.encode()) for text in (before, after))
    verdict, subject = judge_asked(asked, original, real_verdicts())
    assert subject is not None
    fix = Fix(original=original, verdict=verdict, asked=subject, goal=goal, reasons=reasons)
    return judge_fix(fix, edited, real_verdicts()((edited,)))


def edited(body: str, result: str = "*T") -> FixOutcome:
    head, _, _ = RETURNED.partition("func F()")
    lines = "".join(f"\t{line}\n" for line in body.split("\n"))
    return outcome_of(RETURNED, f"{head}func F() {result} {{\n{lines}}}\n")


@pytest.mark.parametrize(
    ("body", "result"),
    [
        ("x := T{n: 1}\nx.add()\nreturn x", "T"),
        ("var x T\nx.n = 1\nx.add()\nreturn x", "T"),
        ("x := T{n: 1}\nx.add()\ny := x\nreturn y", "T"),
        ("x := T{n: 1}\np := &x\np.add()\nreturn *p", "T"),
        ("x := T{n: 1}\nfunc() { x.add() }()\nreturn x", "T"),
        ("for range 1 {\n\tx := T{n: 1}\n\tx.add()\n\treturn x\n}\nreturn T{}", "T"),
    ],
)
def test_a_fix_by_value_is_right(body: str, result: str) -> None:
    assert edited(body, result).failure is None


@pytest.mark.parametrize(
    ("body", "result", "failure", "name"),
    [
        ("x := T{n: 1}\nx.add()\np := &x\nreturn p", "*T", Failure.PLACE, "x"),
        ("x := T{n: 1}\nx.add()\ny := x\nreturn &y", "*T", Failure.ELSEWHERE, "y"),
        ("x := T{n: 1}\nx.add()\nreturn &[]T{x}[0]", "*T", Failure.ELSEWHERE, "[]T{...}"),
        ("x := T{n: 1}\nx.add()\nw := struct{ t T }{x}\nreturn &w.t", "*T", Failure.ELSEWHERE, "w"),
        ("x := T{n: 1}\nx.add()\nreturn x", "any", Failure.ELSEWHERE, "x"),
        ("x := T{n: 1}\nx.add()\ny := x\nreturn func() T { return y }", "func() T", Failure.ELSEWHERE, "func literal"),
        ("x := T{n: 1}\nx.add()\nreturn nil", "*T", Failure.VALUE, "x"),
        ("x := T{n: 1}\nx.add()\nreturn T{}", "T", Failure.VALUE, "x"),
        ("x := T{n: 1}\nx.add()\nif false {\n\treturn x\n}\nreturn T{}", "T", Failure.VALUE, "x"),
        ("x := T{n: 1}\nreturn x", "T", Failure.CALL, "add"),
        ("x := T{n: 1}\nif false {\n\tx.add()\n}\nreturn x", "T", Failure.CALL, "add"),
        ("x := &T{n: 1}\nx.add()\nreturn x", "*T", Failure.GONE, "x"),
        ("y := T{n: 1}\ny.add()\nreturn y", "T", Failure.GONE, "x"),
        ("y := T{n: 1}\ny.add()\nx := 1\n_ = x\nreturn y", "T", Failure.GONE, "x"),
        ("y := T{n: 1}\ny.add()\n_ = func() T {\n\tx := y\n\treturn x\n}\nreturn y", "T", Failure.GONE, "x"),
        ("y := T{n: 1}\ny.add()\nif false {\n\tvar x T\n\t_ = x\n}\nreturn y", "T", Failure.GONE, "x"),
        ("if x := (T{}); x.n > 0 {\n\tprintln()\n}\nx := T{n: 1}\nx.add()\nreturn &x", "*T", Failure.PLACE, "x"),
    ],
)
def test_what_is_no_fix_is_told_by_its_failure(body: str, result: str, failure: Failure, name: str) -> None:
    outcome = edited(body, result)
    assert (outcome.failure, outcome.name) == (failure, name)


def test_the_compilers_line_and_reason_are_told_of_what_is_still_there() -> None:
    outcome = edited("x := T{n: 1}\nx.add()\nreturn &x")
    assert outcome == FixOutcome(
        failure=Failure.PLACE,
        name="x",
        line=8,
        place=Place.HEAP,
        reasons=(Reason.RETURNED,),
        said="moved to heap: x",
    )


def test_a_receiver_may_become_a_value() -> None:
    before = "package a\n\ntype T struct{ n int }\n\nfunc (t *T) F() *int {\n\tx := t.n\n\treturn &x\n}\n"
    after = before.replace("(t *T)", "(t T)").replace("*int", "int").replace("&x", "x")
    assert outcome_of(before, after, VariableAsked(variable="x", function="(*T).F")).failure is None


def test_a_parameter_stays_a_parameter() -> None:
    before = "package a\n\nfunc F(x int) *int {\n\treturn &x\n}\n"
    assert outcome_of(before, before.replace("*int", "int").replace("&x", "x")).failure is None
    local = "package a\n\nfunc F(y int) int {\n\tx := y\n\treturn x\n}\n"
    assert outcome_of(before, local).failure is Failure.GONE


MADE = """package a

func F(n int) int {
	s := make([]int, n)
	return len(s)
}
"""
MAKE = AllocationAsked(allocation="make([]int, n)", line=4)


@pytest.mark.parametrize(
    ("line", "failure"),
    [
        ("s := make([]int, 8)[:n]", None),
        ("s := make([]int, n, 8)", None),
        ("s := make([]int, n+1)", Failure.PLACE),
        ("s := [8]int{}", Failure.GONE),
        ("s := make([]string, 8)", Failure.GONE),
    ],
)
def test_an_allocation_is_known_by_what_it_makes(line: str, failure: Failure | None) -> None:
    assert outcome_of(MADE, MADE.replace("s := make([]int, n)", line), MAKE).failure is failure


@pytest.mark.parametrize(
    ("expression", "made"),
    [
        ("make([]int, n)", "[]int"),
        ("make([]int, 0, f(a, b))", "[]int"),
        ("make(map[string][2]int)", "map[string][2]int"),
        ("make(chan T, 4)", "chan T"),
        ("new(T)", "*T"),
        ("&T{...}", "*T"),
        ("[]T{...}", "[]T"),
        ("func literal", "func literal"),
    ],
)
def test_what_an_expression_makes(expression: str, made: str) -> None:
    assert made_by(expression) == made


COUNTER = """package a

func F() func() int {
	x := 0
	return func() int {
		return x + 1
	}
}
"""


@pytest.mark.parametrize(
    ("body", "failure"),
    [
        ("\t\tx++\n\t\treturn x", None),
        ("\t\treturn x + 2", Failure.PLACE),
        ("\t\tx := x\n\t\tx++\n\t\treturn x", Failure.PLACE),
    ],
)
def test_towards_the_heap_a_variable_has_to_get_there(body: str, failure: Failure | None) -> None:
    after = COUNTER.replace("\t\treturn x + 1", body)
    captured = frozenset({Reason.CAPTURED})
    assert outcome_of(COUNTER, after, goal=Place.HEAP, reasons=captured).failure is failure


def test_towards_the_heap_another_reason_than_those_asked_for_will_not_do() -> None:
    before = "package a\n\nfunc F(c chan *int, d chan int) *int {\n\tx := 1\n\td <- x\n\treturn nil\n}\n"
    after = before.replace("return nil", "return &x")
    sent = frozenset({Reason.SENT})
    assert outcome_of(before, after, goal=Place.HEAP).failure is None
    outcome = outcome_of(before, after, goal=Place.HEAP, reasons=sent)
    assert (outcome.failure, outcome.line, outcome.said) == (Failure.REASON, 4, "moved to heap: x")
    assert outcome_of(before, before.replace("d <- x", "c <- &x"), goal=Place.HEAP, reasons=sent).failure is None
