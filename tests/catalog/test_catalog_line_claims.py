"""Lines that an author writes against verdicts that are made up here."""

from __future__ import annotations

from dataclasses import replace

from grader.catalog.claims import claim_problems, form_problems
from grader.catalog.schema import Predict
from grader.catalog.validation import validate
from grader.catalog.yaml import read_yaml
from grader.escape.values import Kind, Place, Position, VariableVerdict

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


def told(verdict: VariableVerdict, text: str = PREDICT) -> list[str]:
    document = read_yaml(text.encode(), "x")
    content, problems = validate(document, Predict)
    if content is None:
        return [str(problem) for problem in problems]
    return [
        str(problem) for problem in (*form_problems(content, document), *claim_problems(content, verdict, document))
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
