"""Answering a question: each answer graded once, stored once, and never beyond the limit of attempts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypedDict, cast

from sqlalchemy import CursorResult, update
from sqlalchemy.orm import Session

from grader.errors import AttemptsExhausted
from grader.escape.values import Place, Reason
from grader.grading.answers import Answer, answer_document
from grader.grading.attempts import Rules, Standing, attempts_left
from grader.grading.feedback import Feedback, feedback_for, feedback_without_answer
from grader.grading.grades import Grade, grade_answer, standing_after
from grader.grading.keys import AnswerKey, key_document
from grader.grading.kinds.place_and_reason import PlaceAndReasonAnswer, PlaceAndReasonKey
from grader.grading.questions import Question
from grader.grading.scores import Score
from grader.models.assignment_item import AssignmentItem
from grader.models.attempt_counter import AttemptCounter
from grader.models.submission import Submission
from grader.models.user import User
from grader.operations.occasions import Occasion
from grader.operations.reviews import note_review
from grader.operations.standings import standing_of


class _Named(TypedDict):
    """What the answer names."""

    place: Place | None
    reason: Reason | None
    belief: str | None


class _Held(TypedDict):
    """What the key names."""

    key_place: Place | None
    key_reasons: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of an answer."""

    submission: Submission
    feedback: Feedback
    is_repeated: bool
    """The same form was sent before: nothing new was stored, and no attempt taken."""


def submit_answer(
    session: Session,
    user: User,
    question: Question,
    answer: Answer,
    *,
    idempotency_key: str,
    item: AssignmentItem | None = None,
) -> Outcome:
    """Grade and store an answer, in practice or (with `item`) in an assignment, and note when the question comes back.

    `idempotency_key` is drawn once for each form shown: sending one form twice stores one submission. Call it in a
    transaction that writes; `item` comes from `get_item_for_student`.
    Raises ExerciseHeld, AssignmentClosed, AttemptsExhausted, VariantNotYours, AnswerInvalid (a bad key); none of them
    costs an attempt.
    """
    occasion = Occasion(session=session, user=user, question=question, item=item)
    occasion.require_own_variant(idempotency_key)
    counter = occasion.lock_counter()
    standing = standing_of(counter)
    if repeated := occasion.find_submission(idempotency_key):
        return _outcome(occasion, repeated, standing, is_repeated=True)
    occasion.require_variant_of(counter)
    rules = occasion.get_rules_for_answering()
    grade = grade_answer(question, answer, rules=rules, standing=standing)
    after = standing_after(standing, grade)
    _take_attempt(occasion, counter, after, rules)
    submission = _submission(occasion, answer, grade, number=after.used, idempotency_key=idempotency_key)
    note_review(session, submission)
    session.add(submission)
    session.flush()
    return _outcome(occasion, submission, after, is_repeated=False)


def give_up(session: Session, user: User, question: Question, item: AssignmentItem | None = None) -> Feedback | None:
    """End a person's attempts at a question, so that the verdict can be shown; doing it twice changes nothing.

    Gives what may be told now; None where that is nothing yet. Raises ExerciseHeld, AssignmentClosed, VariantNotYours.
    """
    occasion = Occasion(session=session, user=user, question=question, item=item)
    occasion.get_rules_for_answering()
    occasion.require_own_variant()
    counter = occasion.lock_counter()
    counter.gave_up_at = counter.gave_up_at or occasion.now
    session.flush()
    return _feedback(occasion, standing_of(counter))


def find_feedback(
    session: Session, user: User, question: Question, item: AssignmentItem | None = None
) -> Feedback | None:
    """Find what a person may be told of a question now; None before the first answer, or while practice is held."""
    occasion = Occasion(session=session, user=user, question=question, item=item)
    if occasion.find_hold():
        return None
    return _feedback(occasion, standing_of(occasion.find_counter()))


def _take_attempt(occasion: Occasion, counter: AttemptCounter, after: Standing, rules: Rules) -> None:
    """Count the attempt in one conditional UPDATE, which would hold even if no lock had been taken."""
    query = update(AttemptCounter).where(AttemptCounter.id == counter.id, AttemptCounter.used == after.used - 1)
    if rules.attempts_allowed is not None:
        query = query.where(AttemptCounter.used < rules.attempts_allowed, AttemptCounter.gave_up_at.is_(None))
    query = query.values(
        used=after.used,
        first_place_is_right=after.first_place_is_right,
        solved_at=counter.solved_at or (occasion.now if after.is_solved else None),
        variant=_variant_after(occasion, after, rules),
    )
    result = cast("CursorResult[object]", occasion.session.execute(query))
    if result.rowcount != 1:
        raise AttemptsExhausted("No attempt is left for this question.")


def _variant_after(occasion: Occasion, after: Standing, rules: Rules) -> int:
    """Choose the variant of a further attempt: the same, or where the assignment says so the next one."""
    goes_on = not after.is_solved and attempts_left(rules, after) != 0
    if occasion.item is None or not occasion.item.assignment.redraws or not goes_on:
        return occasion.variant
    return occasion.deal.after(occasion.variant)


def _submission(occasion: Occasion, answer: Answer, grade: Grade, *, number: int, idempotency_key: str) -> Submission:
    question, toolchain = occasion.question, occasion.question.evidence.toolchain
    return Submission(
        user_id=occasion.user.id,
        item_id=occasion.item_id,
        slug=question.slug,
        variant=question.evidence.variant,
        idempotency_key=idempotency_key,
        number=number,
        submitted_at=occasion.now,
        answered_on=occasion.today,
        is_late=occasion.rules.is_due,
        is_after_reveal=grade.is_after_reveal,
        kind=question.kind,
        answer=answer_document(answer),
        certainty=answer.certainty,
        place_is_right=grade.place_is_right,
        is_right=grade.is_right,
        given=grade.score.given,
        maximum=grade.score.maximum,
        key=key_document(question.key),
        **_named(answer),
        **_held(question.key),
        source_hash=question.evidence.source_hash,
        verdict_key=question.evidence.verdict_key,
        go_version=toolchain.version,
        lang=toolchain.lang,
        flags=list(toolchain.flags),
    )


def _named(answer: Answer) -> _Named:
    """The columns in which places and reasons are counted; empty for kinds that name none."""
    if isinstance(answer, PlaceAndReasonAnswer):
        return {"place": answer.place, "reason": answer.option.reason, "belief": answer.option.belief}
    return {"place": None, "reason": None, "belief": None}


def _held(key: AnswerKey) -> _Held:
    """The same of the key, for the same kinds."""
    if isinstance(key, PlaceAndReasonKey):
        return {"key_place": key.place, "key_reasons": sorted(key.reasons)}
    return {"key_place": None, "key_reasons": []}


def _outcome(occasion: Occasion, submission: Submission, standing: Standing, *, is_repeated: bool) -> Outcome:
    feedback = _feedback_after(occasion, submission, standing)
    return Outcome(submission=submission, feedback=feedback, is_repeated=is_repeated)


def _feedback(occasion: Occasion, standing: Standing) -> Feedback | None:
    latest = occasion.find_latest_submission()
    if latest is None:
        return feedback_without_answer(occasion.question, rules=occasion.rules, standing=standing)
    return _feedback_after(occasion, latest, standing)


def _feedback_after(occasion: Occasion, latest: Submission, standing: Standing) -> Feedback:
    grade = Grade(
        place_is_right=latest.place_is_right,
        is_right=latest.is_right,
        score=Score(given=latest.given, maximum=latest.maximum),
        is_after_reveal=latest.is_after_reveal,
    )
    # What was chosen of another program has nothing written for it here.
    answer = latest.answer if latest.variant == occasion.variant else {}
    return feedback_for(occasion.question, grade, answer, rules=occasion.rules, standing=standing)
