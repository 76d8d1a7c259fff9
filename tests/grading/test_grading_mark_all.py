from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import AnswerInvalid, NotJudged
from grader.escape.values import Kind, Place, Position, Toolchain, VariableVerdict, Verdict
from grader.grading.answers import Answer, answer_document, parse_answer
from grader.grading.attempts import Rules
from grader.grading.feedback import find_rationale
from grader.grading.gradebook import points_of
from grader.grading.grades import grade_answer
from grader.grading.keys import key_document
from grader.grading.kinds import mark_all
from grader.grading.kinds.mark_all import MarkAllKey
from tests.sample_kinds import make_mark_all

QUESTION = make_mark_all()
IDS = dict(zip("abcde", QUESTION.variables, strict=True))


def answer(names: str) -> Answer:
    return parse_answer(QUESTION, {"mark": [IDS[name] for name in names], "certainty": ["sure"]})


@pytest.mark.parametrize(
    ("names", "expected"),
    [("abc", 3), ("a", 1), ("ab", 2), ("abd", 1), ("abcd", 2), ("abcde", 1), ("de", 0), ("ad", 0), ("ade", 0)],
)
def test_a_wrong_mark_costs_as_much_as_a_right_one_earns_and_never_more_than_all(names: str, expected: int) -> None:
    grade = grade_answer(QUESTION, answer(names))
    assert grade.score.given == expected
    assert grade.score.maximum == 3
    assert grade.is_right == (names == "abc")
    assert grade.place_is_right is None


def test_parts_are_never_rounded_until_they_are_points() -> None:
    grade = grade_answer(QUESTION, answer("a"), rules=Rules(credit=(Decimal("0.5"),)))
    assert grade.score.given == Decimal("0.5")
    assert points_of(grade.score, Decimal(2)) == Decimal("0.333333")


@given(st.sets(st.sampled_from("abcde"), min_size=1))
def test_marking_everything_or_at_random_never_earns_more_than_knowing(names: set[str]) -> None:
    given_points = grade_answer(QUESTION, answer("".join(names))).score.given
    assert 0 <= given_points <= 3
    assert (given_points == 3) == (names == set("abc"))


@pytest.mark.parametrize("marks", [[], [""], ["a@1:1", "a@1:1"], ["a@1:1", "z@9:9"], ["a"], ["a@1:1", ""]])
def test_marks_that_are_missing_repeated_or_foreign_are_refused(marks: list[str]) -> None:
    with pytest.raises(AnswerInvalid):
        parse_answer(QUESTION, {"mark": marks, "certainty": ["sure"]})


def test_an_answer_is_kept_in_one_order() -> None:
    assert answer_document(answer("ba")) == {"mark": ["a@1:1", "b@2:1"], "certainty": "sure"}


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ("abc", None),
        ("ab", None),  # nothing is written for c
        ("ac", "b is returned"),
        ("abcd", "d is over by then"),
        ("ad", "d is over by then"),  # one thing at a time, wrong marks first
        ("ae", "b is returned"),
    ],
)
def test_the_first_mistake_that_something_is_written_for_is_told(names: str, said: str | None) -> None:
    told = find_rationale(QUESTION, answer_document(answer(names)))
    assert (told.en if told else None) == said


@pytest.mark.parametrize(
    ("names", "said"), [("ad", {"b": "b is returned", "d": "d is over by then"}), ("b", {}), ("abc", {})]
)
def test_afterwards_each_mistake_is_told(names: str, said: dict[str, str]) -> None:
    marked = [IDS[name] for name in names]
    told = {name: words for name in "abcde" if (words := mark_all.say_of(QUESTION, IDS[name], marked))}
    assert {name: words.en for name, words in told.items()} == said


HEAP = VariableVerdict(name="u", at=Position("a.go", 3, 2), function="F", kind=Kind.DEFINE, place=Place.HEAP)
STACK = replace(HEAP, name="v", at=Position("a.go", 4, 2), place=Place.STACK)


def verdict(*variables: VariableVerdict) -> Verdict:
    return Verdict(toolchain=Toolchain(version="go1.27.3", lang="go1.27"), variables=variables, allocations=())


def test_the_key_is_every_variable_on_the_heap() -> None:
    key = mark_all.make_key(verdict(HEAP, STACK))
    assert key == MarkAllKey(heap=frozenset({"u@3:2"}))
    assert key_document(key) == {"heap": ["u@3:2"]}


@pytest.mark.parametrize("bad", [verdict(STACK), verdict(HEAP, replace(STACK, place=Place.UNKNOWN)), verdict()])
def test_no_key_is_made_of_a_program_without_a_clear_one(bad: Verdict) -> None:
    with pytest.raises(NotJudged):
        mark_all.make_key(bad)
