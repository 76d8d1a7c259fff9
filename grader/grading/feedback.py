"""What a page may tell a student after an answer.

The kinds are different types on purpose: only `Revealed` holds the key, so a page that was given anything else has
nothing to leak.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, assert_never

from grader.catalog.texts import Text
from grader.grading.attempts import Reveal, Rules, Standing, attempts_left, is_verdict_shown
from grader.grading.fixing.outcome import FixOutcome
from grader.grading.grades import Grade
from grader.grading.keys import AnswerKey
from grader.grading.kinds import count, culprit, fix_it, mark_all, order, place_and_reason, predict, versions
from grader.grading.kinds.count import CountQuestion
from grader.grading.kinds.culprit import CulpritQuestion
from grader.grading.kinds.fix_it import FixItQuestion
from grader.grading.kinds.mark_all import MarkAllQuestion
from grader.grading.kinds.order import OrderQuestion
from grader.grading.kinds.place_and_reason import PlaceAndReasonQuestion
from grader.grading.kinds.predict import PredictQuestion
from grader.grading.kinds.versions import VersionsQuestion
from grader.grading.questions import Question


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """The answer was kept. How it was is told later, or never."""

    attempts_left: int | None
    """None: no limit."""
    reveal: Reveal


@dataclass(frozen=True, slots=True, kw_only=True)
class NotRightYet:
    """Something is wrong; what it is, is not told while attempts are left."""

    attempts_left: int | None
    """None: no limit."""
    chosen: Text | None
    """The feedback of what was chosen; None where it is right, or where nothing is written for it."""
    outcome: FixOutcome | None = None
    """What the compiler says of the program that was handed in: that is nothing to keep back, it is what the next edit
    is to be made by. None for other kinds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revealed:
    """All: the verdict and what the person made of it."""

    key: AnswerKey
    grade: Grade | None
    """How the latest answer was; None when the person gave up before any."""
    chosen: Text | None
    """The feedback of what was chosen last; None where it is right, or where nothing is written for it."""


Feedback = Recorded | NotRightYet | Revealed


def feedback_for(
    question: Question, grade: Grade, answer: Mapping[str, Any], *, rules: Rules, standing: Standing
) -> Feedback:
    """Choose what to tell after an answer.

    `grade` and `answer` (as it is kept) are of that answer, which `standing` counts in.
    """
    words = find_rationale(question, answer)
    if is_verdict_shown(rules, standing):
        return Revealed(key=question.key, grade=grade, chosen=words)
    left = attempts_left(rules, standing)
    if rules.reveal is Reveal.AT_ONCE:
        outcome = fix_it.outcome_of(answer) if isinstance(question, FixItQuestion) else None
        return NotRightYet(attempts_left=left, chosen=words, outcome=outcome)
    return Recorded(attempts_left=left, reveal=rules.reveal)


def can_show_answer(feedback: NotRightYet | Recorded) -> bool:
    """Say whether giving up would show the verdict now; where it is told later, it would only end the attempts."""
    return isinstance(feedback, NotRightYet) or feedback.reveal is Reveal.AFTER_LAST


def find_rationale(question: Question, answer: Mapping[str, Any]) -> Text | None:
    """Find what the author says to a kept answer; None where that is nothing, or the question has changed since."""
    match question:
        case PlaceAndReasonQuestion():
            return place_and_reason.find_rationale(question, answer)
        case PredictQuestion():
            return predict.find_rationale(question, answer)
        case CulpritQuestion():
            return culprit.find_rationale(question, answer)
        case MarkAllQuestion():
            return mark_all.find_rationale(question, answer)
        case OrderQuestion():
            return order.find_rationale(question, answer)
        case VersionsQuestion():
            return versions.find_rationale(question, answer)
        case CountQuestion():
            return count.find_rationale(question, answer)
        case FixItQuestion():
            return fix_it.find_rationale(question, answer)
        case _:
            assert_never(question)


def feedback_without_answer(question: Question, *, rules: Rules, standing: Standing) -> Revealed | None:
    """Choose what to tell somebody who has not answered: the verdict after giving up or closing, else nothing."""
    return Revealed(key=question.key, grade=None, chosen=None) if is_verdict_shown(rules, standing) else None
