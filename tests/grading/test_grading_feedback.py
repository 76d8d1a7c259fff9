from __future__ import annotations

from dataclasses import fields
from decimal import Decimal

import pytest

from grader.grading.attempts import PRACTICE, Reveal, Rules, Standing, attempts_left, is_verdict_shown
from grader.grading.feedback import NotRightYet, Recorded, Revealed, feedback_for, feedback_without_answer
from grader.grading.grades import Grade
from grader.grading.kinds.place_and_reason import PlaceAndReasonQuestion
from grader.grading.scores import Score

WRONG = Grade(place_is_right=False, is_right=False, score=Score(given=Decimal(0), maximum=Decimal(1)))
RIGHT = Grade(place_is_right=True, is_right=True, score=Score(given=Decimal(1), maximum=Decimal(1)))


def test_in_practice_a_wrong_answer_shows_only_the_feedback_of_the_chosen_belief(
    question: PlaceAndReasonQuestion,
) -> None:
    belief = question.options[2]
    told = feedback_for(question, WRONG, {"reason": belief.id}, rules=PRACTICE, standing=Standing(used=1))
    assert told == NotRightYet(attempts_left=None, chosen=belief.feedback)


def test_only_a_revealed_answer_holds_the_key() -> None:
    for kind in (Recorded, NotRightYet):
        assert not {"key", "grade"} & {field.name for field in fields(kind)}
    assert {field.type for field in fields(Revealed)} >= {"AnswerKey"}


@pytest.mark.parametrize("standing", [Standing(used=1, is_solved=True), Standing(used=4, has_given_up=True)])
def test_in_practice_solving_or_giving_up_reveals(question: PlaceAndReasonQuestion, standing: Standing) -> None:
    told = feedback_for(question, RIGHT, {"reason": question.options[0].id}, rules=PRACTICE, standing=standing)
    assert told == Revealed(key=question.key, grade=RIGHT, chosen=None)


def test_nothing_is_told_before_the_first_answer(question: PlaceAndReasonQuestion) -> None:
    assert feedback_without_answer(question, rules=PRACTICE, standing=Standing()) is None
    gave_up = Standing(has_given_up=True)
    assert feedback_without_answer(question, rules=PRACTICE, standing=gave_up) == Revealed(
        key=question.key, grade=None, chosen=None
    )


@pytest.mark.parametrize("reveal", [Reveal.AFTER_LAST, Reveal.AFTER_DUE, Reveal.NEVER])
@pytest.mark.parametrize("grade", [WRONG, RIGHT])
def test_a_later_reveal_tells_the_same_of_right_and_wrong_answers(
    question: PlaceAndReasonQuestion, reveal: Reveal, grade: Grade
) -> None:
    rules = Rules(attempts_allowed=3, reveal=reveal)
    standing = Standing(used=1, is_solved=grade.is_right)
    told = feedback_for(question, grade, {"reason": question.options[2].id}, rules=rules, standing=standing)
    assert told == Recorded(attempts_left=2, reveal=reveal)


NOT_OVER, USED_UP, GAVE_UP = Standing(used=1), Standing(used=2), Standing(used=1, has_given_up=True)
SOLVED = Standing(used=1, is_solved=True)


@pytest.mark.parametrize(
    ("reveal", "standing", "is_due", "is_closed", "expected"),
    [
        (Reveal.AT_ONCE, NOT_OVER, False, False, False),
        (Reveal.AT_ONCE, SOLVED, False, False, True),
        (Reveal.AT_ONCE, USED_UP, False, False, True),
        (Reveal.AT_ONCE, NOT_OVER, True, True, True),
        (Reveal.AFTER_LAST, SOLVED, False, False, False),
        (Reveal.AFTER_LAST, USED_UP, False, False, True),
        (Reveal.AFTER_LAST, GAVE_UP, False, False, True),
        (Reveal.AFTER_DUE, USED_UP, False, False, False),
        (Reveal.AFTER_DUE, NOT_OVER, True, False, False),
        (Reveal.AFTER_DUE, USED_UP, True, False, True),
        (Reveal.AFTER_DUE, NOT_OVER, True, True, True),
        (Reveal.NEVER, USED_UP, True, True, False),
    ],
)
def test_when_the_verdict_is_shown(
    reveal: Reveal, standing: Standing, is_due: bool, is_closed: bool, expected: bool
) -> None:
    rules = Rules(attempts_allowed=2, reveal=reveal, is_due=is_due, is_closed=is_closed)
    assert is_verdict_shown(rules, standing) is expected


def test_attempts_left_are_counted() -> None:
    assert attempts_left(PRACTICE, Standing(used=99)) is None
    assert attempts_left(Rules(attempts_allowed=3), Standing(used=1)) == 2
    assert attempts_left(Rules(attempts_allowed=3), Standing(used=5)) == 0
    assert attempts_left(Rules(attempts_allowed=3, is_closed=True), Standing()) == 0
    assert attempts_left(PRACTICE, GAVE_UP) == 0
