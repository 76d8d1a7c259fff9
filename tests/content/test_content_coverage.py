"""The bank keeps its promises: how much there is, of what, and that its form gives nothing away."""

from __future__ import annotations

from functools import cache

import pytest

from grader.catalog.coverage import ASKED_REASONS
from grader.catalog.coverage_tables import Figures, find_figures, refreshed_readme
from grader.catalog.fields import LESSON_NUMBERS
from grader.catalog.kinds import QuestionKind
from grader.catalog.misconceptions import MISCONCEPTIONS
from grader.catalog.whole import whole_problems
from grader.config import PROJECT
from grader.escape.values import Place, Reason
from tests.checked_bank import checked_bank

LEAST_EXERCISES = 150
LEAST_PER_LESSON = 10
LEAST_PER_KIND = 8
LEAST_PER_REASON = 5
BALANCED = (0.35, 0.60)
"""Share of place questions whose answer is the stack, and the heap."""


@cache
def figures() -> Figures:
    return find_figures(checked_bank().judged)


def test_no_exercise_and_no_lesson_has_a_problem() -> None:
    assert list(map(str, checked_bank().problems)) == []


def test_the_bank_as_a_whole_has_none() -> None:
    assert list(map(str, whole_problems(checked_bank().judged))) == []


def test_there_are_enough_exercises() -> None:
    assert figures().coverage.exercises >= LEAST_EXERCISES


@pytest.mark.parametrize("lesson", LESSON_NUMBERS)
def test_every_lesson_has_enough(lesson: int) -> None:
    assert figures().coverage.by_lesson[lesson] >= LEAST_PER_LESSON


@pytest.mark.parametrize("kind", QuestionKind)
def test_every_kind_of_question_is_asked_often_enough(kind: QuestionKind) -> None:
    assert figures().coverage.by_kind[kind] >= LEAST_PER_KIND


@pytest.mark.parametrize("reason", ASKED_REASONS)
def test_every_reason_that_students_see_holds_often_enough(reason: Reason) -> None:
    assert figures().coverage.by_reason[reason].true >= LEAST_PER_REASON


@pytest.mark.parametrize("number", MISCONCEPTIONS)
def test_every_misconception_is_tested_with_a_minimal_pair(number: str) -> None:
    belief = figures().coverage.by_misconception[number]
    assert belief.exercises >= 1
    assert belief.has_pair


@pytest.mark.parametrize("place", [Place.STACK, Place.HEAP])
def test_stack_and_heap_are_balanced(place: Place) -> None:
    places = figures().coverage.by_place
    assert BALANCED[0] <= places[place] / sum(places.values()) <= BALANCED[1]


def test_every_difficulty_is_there() -> None:
    assert all(figures().coverage.by_difficulty.values())


def test_the_readme_shows_it() -> None:
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    assert readme == refreshed_readme(readme, figures()), "run `python -m grader check --readme`"
