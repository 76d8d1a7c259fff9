"""Answer against key."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from grader.grading.answers import PlaceAndReasonAnswer
from grader.grading.attempts import NOT_BEGUN, PRACTICE, Rules, Standing, is_verdict_shown
from grader.grading.questions import PlaceAndReasonQuestion
from grader.grading.scores import Score


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """How one answer was."""

    place_is_right: bool
    is_right: bool
    """Place and reason both."""
    score: Score
    is_after_reveal: bool = False
    """The verdict had been shown before."""


def grade_answer(
    question: PlaceAndReasonQuestion,
    answer: PlaceAndReasonAnswer,
    *,
    rules: Rules = PRACTICE,
    standing: Standing = NOT_BEGUN,
) -> Grade:
    """Grade an answer, given the attempts that came before it.

    A wrong place earns 0. A right place earns the rubric's `place`, a true reason with it the rest up to `both`; the
    sum is multiplied by the attempt's credit. Two exceptions:

    * Of two places, the second choice is no knowledge: on a two-place question the first attempt decides whether
      `place` is earned. After a first wrong place the most is `both - place` (0.6 by default); after a first right
      place it is still `both`.
    * Once the verdict has been shown, an answer is practice and earns 0.

    The score of a question is the best of its attempts, so a retry never loses what was earned.
    """
    place_is_right = answer.place is question.key.place
    is_right = place_is_right and answer.option.reason in question.key.reasons
    was_shown = is_verdict_shown(rules, standing)
    given = Decimal(0)
    if place_is_right and not was_shown:
        given = _earned(question, standing, with_reason=is_right) * rules.credit_of(standing.used + 1)
    score = Score(given=given, maximum=question.rubric.both)
    return Grade(place_is_right=place_is_right, is_right=is_right, score=score, is_after_reveal=was_shown)


def _earned(question: PlaceAndReasonQuestion, standing: Standing, *, with_reason: bool) -> Decimal:
    """Add up what a right place, perhaps with a true reason, earns at full credit."""
    is_place_earned = len(question.places) > 2 or standing.first_place_is_right is not False
    place = question.rubric.place if is_place_earned else Decimal(0)
    reason = question.rubric.both - question.rubric.place if with_reason else Decimal(0)
    return place + reason


def standing_after(standing: Standing, grade: Grade) -> Standing:
    """Count an attempt that was graded so."""
    first = grade.place_is_right if standing.first_place_is_right is None else standing.first_place_is_right
    return Standing(
        used=standing.used + 1,
        first_place_is_right=first,
        is_solved=standing.is_solved or grade.is_right,
        has_given_up=standing.has_given_up,
    )
