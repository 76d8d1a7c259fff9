"""Answer against key."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar, assert_never

from grader.grading.answers import Answer
from grader.grading.attempts import NOT_BEGUN, PRACTICE, Rules, Standing, is_verdict_shown
from grader.grading.judged import Judged
from grader.grading.kinds import count, culprit, fix_it, mark_all, order, place_and_reason, predict, versions
from grader.grading.kinds.count import CountAnswer, CountQuestion
from grader.grading.kinds.culprit import CulpritAnswer, CulpritQuestion
from grader.grading.kinds.fix_it import FixItAnswer, FixItQuestion
from grader.grading.kinds.mark_all import MarkAllAnswer, MarkAllQuestion
from grader.grading.kinds.order import OrderAnswer, OrderQuestion
from grader.grading.kinds.place_and_reason import PlaceAndReasonAnswer, PlaceAndReasonQuestion
from grader.grading.kinds.predict import PredictAnswer, PredictQuestion
from grader.grading.kinds.versions import VersionsAnswer, VersionsQuestion
from grader.grading.questions import Question
from grader.grading.scores import Score

GivenAnswer = TypeVar("GivenAnswer", bound=Answer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """How one answer was."""

    place_is_right: bool | None
    """Whether the place is right that was named, or that follows from what was said; None where a kind has none."""
    is_right: bool
    """All of it is right."""
    score: Score
    is_after_reveal: bool = False
    """The verdict had been shown before."""


def grade_answer(
    question: Question, answer: Answer, *, rules: Rules = PRACTICE, standing: Standing = NOT_BEGUN
) -> Grade:
    """Grade an answer, given the attempts that came before it.

    What it earns by itself, its kind says; that is multiplied by the attempt's credit. Once the verdict has been
    shown, an answer is practice and earns 0. The score of a question is the best of its attempts, so a retry never
    loses what was earned. Raises TypeError for an answer to a question of another kind.
    """
    judged = _judge(question, answer, standing)
    was_shown = is_verdict_shown(rules, standing)
    given = Decimal(0) if was_shown else judged.earned * rules.credit_of(standing.used + 1)
    return Grade(
        place_is_right=judged.place_is_right,
        is_right=judged.is_right,
        score=Score(given=given, maximum=question.maximum),
        is_after_reveal=was_shown,
    )


def _judge(question: Question, answer: Answer, standing: Standing) -> Judged:
    match question:
        case PlaceAndReasonQuestion():
            return place_and_reason.judge(question, _given(PlaceAndReasonAnswer, answer), standing)
        case PredictQuestion():
            return predict.judge(question, _given(PredictAnswer, answer), standing)
        case CulpritQuestion():
            return culprit.judge(question, _given(CulpritAnswer, answer))
        case MarkAllQuestion():
            return mark_all.judge(question, _given(MarkAllAnswer, answer))
        case OrderQuestion():
            return order.judge(question, _given(OrderAnswer, answer))
        case VersionsQuestion():
            return versions.judge(question, _given(VersionsAnswer, answer))
        case CountQuestion():
            return count.judge(question, _given(CountAnswer, answer), standing)
        case FixItQuestion():
            return fix_it.judge(_given(FixItAnswer, answer))
        case _:
            assert_never(question)


def _given(kind: type[GivenAnswer], answer: Answer) -> GivenAnswer:
    if not isinstance(answer, kind):
        raise TypeError(f"a {type(answer).__name__} is no {kind.__name__}")
    return answer


def standing_after(standing: Standing, grade: Grade) -> Standing:
    """Count an attempt that was graded so."""
    first = grade.place_is_right if standing.first_place_is_right is None else standing.first_place_is_right
    return Standing(
        used=standing.used + 1,
        first_place_is_right=first,
        is_solved=standing.is_solved or grade.is_right,
        has_given_up=standing.has_given_up,
    )
