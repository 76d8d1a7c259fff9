"""A list of variables against verdicts that are made up here."""

from __future__ import annotations

from dataclasses import replace

from grader.catalog.claims import form_problems
from grader.catalog.content.mark_all import MarkAll
from grader.catalog.mark_claims import mark_all_problems
from grader.catalog.validation import validate
from grader.catalog.yaml import read_yaml
from grader.escape.values import Copy, Kind, Place, Position, SourceFile, Toolchain, VariableVerdict, Verdict

GO = b"""package a

func F(n int) *int {
	x := n
	y := x
	return &y
}
"""

YAML = """\
kind: mark-all
title: {en: Three numbers, zh: 三个数}
lesson: 4
difficulty: 2
prose: {en: Numbers., zh: 数字。}
expect:
  - {variable: y, function: F}
explanation: {en: The pointer outlives the call., zh: 指针活得比这次调用久。}
"""

N = VariableVerdict(name="n", at=Position("a.go", 3, 8), function="F", kind=Kind.PARAMETER, place=Place.STACK)
X = replace(N, name="x", at=Position("a.go", 4, 2), kind=Kind.DEFINE)
Y = replace(X, name="y", at=Position("a.go", 5, 2), place=Place.HEAP)


def told(*variables: VariableVerdict, text: str = YAML) -> list[str]:
    document, source = read_yaml(text.encode(), "x"), SourceFile("a.go", GO)
    content, problems = validate(document, MarkAll)
    if content is None:
        return [str(problem) for problem in problems]
    verdict = Verdict(toolchain=Toolchain(version="go1.27.3", lang="go1.27"), variables=variables, allocations=())
    found = (*form_problems(content, source, document), *mark_all_problems(content, source, verdict, document))
    return [str(problem) for problem in found]


def test_a_list_that_agrees_with_the_compiler_has_no_problem() -> None:
    assert told(N, X, Y) == []


def test_what_is_missing_and_what_is_wrong_are_named() -> None:
    assert told(N, replace(X, place=Place.HEAP), replace(Y, place=Place.STACK)) == [
        "x:7:3: The compiler puts on the heap, too: `x` (line 4). Add what is missing.",
        "x:7:3: The compiler does not put on the heap: `y` (line 5). Remove it.",
    ]


def test_a_variable_that_the_program_does_not_have_is_refused() -> None:
    problems = told(N, X, Y, text=YAML.replace("variable: y", "variable: z"))
    assert problems[0] == (
        "x:7:5: No variables of a.go are `z` as it is named here. Name one by `variable:`, `function:` and `line:`."
    )


def test_unclear_places_and_programs_without_a_choice_are_refused() -> None:
    (unclear,) = told(N, replace(X, copies=(Copy(place=Place.HEAP, where="instance"),)), Y)
    assert unclear.startswith("x:1:7: It is not one and the same place for each variable: `x` (line 4). Use")
    (few,) = told(N, Y)
    assert few.startswith("x:1:7: 1 of 2 variables are on the heap. Take a program of 3 to 20 variables")


MISTAKES = """\
mistakes:
  - {variable: x, function: F, marked: {en: Its value is copied., zh: 复制的是它的值。}}
  - {variable: y, line: 5, missed: {en: Its address is returned., zh: 返回的是它的地址。}}
"""


def test_feedback_for_who_marks_what_stays_and_misses_what_moves_has_no_problem() -> None:
    assert told(N, X, Y, text=YAML + MISTAKES) == []


def test_feedback_for_the_wrong_direction_is_refused() -> None:
    assert told(
        N, X, Y, text=YAML + MISTAKES.replace("marked", "?").replace("missed", "marked").replace("?", "missed")
    ) == [
        "x:10:40: `x` is not on the heap, so to leave it out is no mistake. Write `marked:`, or remove it.",
        "x:11:36: `y` is on the heap, so to mark it is no mistake. Write `missed:`, or remove it.",
    ]


def test_feedback_names_one_variable_of_the_program_and_each_once() -> None:
    (unknown,) = told(N, X, Y, text=YAML + MISTAKES.replace("variable: x", "variable: w"))
    assert unknown.startswith("x:10:5: No variables of a.go are `w` as it is named here. Name one")
    again = MISTAKES.replace("variable: y, line: 5, missed", "variable: x, marked")
    assert told(N, X, Y, text=YAML + again) == ["x:11:5: `x` stands here twice. Keep one of the two."]


def test_a_mistake_is_to_mark_or_to_miss() -> None:
    for words in ("", ", marked: {en: It., zh: 它。}, missed: {en: It., zh: 它。}"):
        (problem,) = told(text=f"{YAML}mistakes:\n  - {{variable: x{words}}}\n")
        assert "Write one of `marked:` and `missed:`" in problem


def test_a_measurement_is_refused() -> None:
    (problem,) = told(text=YAML + "measure: F(1)\n")
    assert "`measure` belongs to a question about one variable or expression. Remove it." in problem
