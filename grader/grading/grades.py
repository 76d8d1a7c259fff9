"""Answer against key."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar, assert_never

from grader.grading.answers import Answer, CulpritAnswer, MarkAllAnswer, PlaceAndReasonAnswer, PredictAnswer
from grader.grading.attempts import NOT_BEGUN, PRACTICE, Rules, Standing, is_verdict_shown
from grader.grading.questions import CulpritQuestion, MarkAllQuestion, PlaceAndReasonQuestion, PredictQuestion, Question
from grader.grading.scores import Rubric, Score

GivenAnswer = TypeVar("GivenAnswer", bound=Answer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What an answer is worth by itself, before attempts and reveals are counted."""

    place_is_right: bool | None
    is_right: bool
    earned: Decimal


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
            return _judge_place_and_reason(question, _given(PlaceAndReasonAnswer, answer), standing)
        case PredictQuestion():
            return _judge_predict(question, _given(PredictAnswer, answer), standing)
        case CulpritQuestion():
            return _judge_culprit(question, _given(CulpritAnswer, answer))
        case MarkAllQuestion():
            return _judge_mark_all(question, _given(MarkAllAnswer, answer))
        case _:
            assert_never(question)


def _given(kind: type[GivenAnswer], answer: Answer) -> GivenAnswer:
    if not isinstance(answer, kind):
        raise TypeError(f"a {type(answer).__name__} is no {kind.__name__}")
    return answer


def _judge_place_and_reason(
    question: PlaceAndReasonQuestion, answer: PlaceAndReasonAnswer, standing: Standing
) -> Judged:
    """A wrong place earns 0. A right place earns the rubric's `place`, a true reason with it the rest up to `both`."""
    place_is_right = answer.place is question.key.place
    is_right = place_is_right and answer.option.reason in question.key.reasons
    earned = Decimal(0)
    if place_is_right:
        has_two = len(question.places) == 2
        earned = _earned_by_tiers(question.rubric, standing, is_right=is_right, is_two_way=has_two)
    return Judged(place_is_right=place_is_right, is_right=is_right, earned=earned)


def _judge_predict(question: PredictQuestion, answer: PredictAnswer, standing: Standing) -> Judged:
    """The line itself earns `both`, by what it means; another line that means the right place earns `place`."""
    is_right = answer.line.means(question.key.line)
    place_is_right = answer.line.says.is_heap is question.key.line.says.is_heap
    earned = Decimal(0)
    if place_is_right:
        earned = _earned_by_tiers(question.rubric, standing, is_right=is_right, is_two_way=True)
    return Judged(place_is_right=place_is_right, is_right=is_right, earned=earned)


def _judge_culprit(question: CulpritQuestion, answer: CulpritAnswer) -> Judged:
    """A line that decides earns `both`; one that only leads there earns `place`."""
    is_right = answer.line in question.key.lines
    leads = answer.line in question.key.leading
    earned = question.rubric.both if is_right else question.rubric.place if leads else Decimal(0)
    return Judged(place_is_right=None, is_right=is_right, earned=earned)


def _judge_mark_all(question: MarkAllQuestion, answer: MarkAllAnswer) -> Judged:
    """Each right mark earns one, each wrong one costs as much; never below 0."""
    right, wrong = len(answer.marked & question.key.heap), len(answer.marked - question.key.heap)
    is_right = answer.marked == question.key.heap
    return Judged(place_is_right=None, is_right=is_right, earned=Decimal(max(0, right - wrong)))


def _earned_by_tiers(rubric: Rubric, standing: Standing, *, is_right: bool, is_two_way: bool) -> Decimal:
    """Add up what a right place earns, alone or with all the rest right.

    Of two places, the second choice is no knowledge: there the first attempt decides whether `place` is earned. After
    a first wrong place the most is `both - place` (0.6 by default); after a first right place it is still `both`.
    """
    is_place_earned = not is_two_way or standing.first_place_is_right is not False
    place = rubric.place if is_place_earned else Decimal(0)
    return place + (rubric.both - rubric.place if is_right else Decimal(0))


def standing_after(standing: Standing, grade: Grade) -> Standing:
    """Count an attempt that was graded so."""
    first = grade.place_is_right if standing.first_place_is_right is None else standing.first_place_is_right
    return Standing(
        used=standing.used + 1,
        first_place_is_right=first,
        is_solved=standing.is_solved or grade.is_right,
        has_given_up=standing.has_given_up,
    )
