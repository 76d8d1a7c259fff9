"""Lines that an author writes against verdicts that are made up here."""

from __future__ import annotations

from dataclasses import replace

from grader.catalog.claims import claim_problems, form_problems
from grader.catalog.content.culprit import Culprit
from grader.catalog.content.predict import Predict
from grader.catalog.validation import validate
from grader.catalog.yaml import read_yaml
from grader.escape.values import Cause, Kind, Place, Position, Reason, SourceFile, Step, VariableVerdict
from tests.sample_bank import GO

PREDICT = """\
kind: predict
title: {en: A session keeps its user, zh: 会话留住了用户}
lesson: 4
difficulty: 2
prose: {en: Somebody logs in., zh: 有人登录。}
ask: {variable: u, function: Open}
expect: "moved to heap: u"
mistakes:
  - says: nothing
    feedback: {en: It does not stay., zh: 它不会留下。}
  - says: escapes to heap
    feedback: {en: It has a name., zh: 它有名字。}
explanation: {en: The pointer outlives the call., zh: 指针活得比这次调用久。}
"""

MOVED = VariableVerdict(
    name="u",
    at=Position("open.go", 6, 2),
    function="Open",
    kind=Kind.DEFINE,
    place=Place.HEAP,
    line="open.go:6:2: moved to heap: u",
)
STAYS = replace(MOVED, place=Place.STACK, line="NAME-open.u OnStack")


SOURCE = SourceFile("open.go", GO)

CULPRIT = """\
kind: culprit
title: {en: A session keeps its user, zh: 会话留住了用户}
lesson: 4
difficulty: 2
prose: {en: Somebody logs in., zh: 有人登录。}
ask: {variable: u, function: Open}
expect: 7
mistakes:
  - line: 6
    feedback: {en: A declaration., zh: 只是声明。}
explanation: {en: The pointer outlives the call., zh: 指针活得比这次调用久。}
"""


def by_line(line: int, reason: Reason = Reason.RETURNED) -> Cause:
    step = Step(expression="return &u", why="return", at=Position("open.go", line, 2))
    return Cause(reason=reason, step=step)


RETURNED = replace(MOVED, causes=(by_line(7),), complete=True)


def told(verdict: VariableVerdict, text: str = PREDICT) -> list[str]:
    document = read_yaml(text.encode(), "x")
    model: type[Predict | Culprit] = Culprit if "kind: culprit" in text else Predict
    content, problems = validate(document, model)
    if content is None:
        return [str(problem) for problem in problems]
    return [
        str(problem)
        for problem in (*form_problems(content, SOURCE, document), *claim_problems(content, verdict, SOURCE, document))
    ]


def test_a_line_that_is_printed_has_no_problem() -> None:
    assert told(MOVED) == []
    assert told(MOVED, PREDICT.replace("moved to heap: u", "./open.go:6:2: Moved to heap:  u")) == []


def test_another_line_names_both() -> None:
    assert told(STAYS) == [
        (
            "x:7:9: You expect `moved to heap: u`, the compiler prints nothing. "
            'Write `expect: "nothing"`, or change the program.'
        ),
        "x:9:11: `nothing` is what the compiler says, and no mistake. Remove it, or choose another sentence.",
    ]


def test_what_is_no_line_is_refused() -> None:
    (problem,) = told(MOVED, PREDICT.replace("moved to heap: u", "heap"))
    assert problem.startswith(
        "x:7:9: This is no line that the compiler prints about a variable or an expression. Write"
    )


def test_a_sentence_that_stands_twice_is_refused() -> None:
    text = PREDICT.replace("says: escapes to heap", "says: nothing")
    assert told(MOVED, text) == ["x:11:11: `nothing` stands here twice. Keep one of the two."]


def test_a_parameter_that_stays_can_not_be_asked() -> None:
    (problem,) = told(replace(STAYS, kind=Kind.PARAMETER))
    assert problem.startswith("x:6:6: What the compiler prints about `u` says nothing of its own place. Ask about")


def test_a_variable_that_the_compiler_does_not_have_is_refused() -> None:
    (problem,) = told(replace(MOVED, place=Place.UNKNOWN, line="", unknown_because="the branch is dead"))
    assert problem.startswith("x:6:6: The compiler has no `u`: the branch is dead.")


def test_an_unknown_sentence_gets_a_suggestion() -> None:
    (problem,) = told(MOVED, PREDICT.replace("says: escapes to heap", "says: escape to heap"))
    assert problem == "x:11:11: `escape to heap` cannot stand here. Did you mean `escapes to heap`?"


def test_a_line_that_decides_has_no_problem() -> None:
    assert told(RETURNED, CULPRIT) == []


def test_another_line_names_both_and_a_true_mistake_is_refused() -> None:
    text = CULPRIT.replace("expect: 7", "expect: 6").replace("- line: 6", "- line: 7")
    assert told(RETURNED, text) == [
        "x:7:9: You expect line 6, the compiler says line 7. Write `expect: 7`, or change the program.",
        "x:9:11: Line 7 makes it escape, and is no mistake. Remove it, or choose another line.",
    ]


def test_two_lines_that_decide_are_a_warning_only() -> None:
    two = replace(RETURNED, causes=(by_line(7), by_line(5, Reason.CAPTURED)))
    assert told(two, CULPRIT) == [
        (
            "x:6:6: warning: 2 lines make it escape (lines 5, 7); either counts as right. "
            "Leave it so only if that is meant."
        )
    ]


def test_what_stays_or_is_too_large_has_no_culprit() -> None:
    (stays,) = told(replace(RETURNED, place=Place.STACK), CULPRIT)
    assert stays.startswith("x:6:6: `u` does not escape: it is stack. Ask about")
    (large,) = told(replace(RETURNED, causes=(by_line(6, Reason.TOO_LARGE),)), CULPRIT)
    assert large.startswith("x:6:6: No line is known to make `u` escape. Ask about")


def test_lines_that_are_not_proven_to_be_all_are_refused() -> None:
    (problem,) = told(replace(RETURNED, complete=False), CULPRIT)
    assert problem.startswith("x:6:6: Nothing proves that no other line makes `u` escape than line 7. Make")


def test_a_mistake_on_a_line_that_nobody_can_choose_or_twice_is_refused() -> None:
    again = CULPRIT.replace("explanation:", "  - line: 6\n    feedback: {en: Again., zh: 又一次。}\nexplanation:")
    assert told(RETURNED, again) == ["x:11:11: Line 6 stands here twice. Keep one of the two."]
    assert told(RETURNED, CULPRIT.replace("- line: 6", "- line: 3")) == [
        "x:9:11: Line 3 of open.go can not be chosen. Choose a line with code of a function."
    ]
