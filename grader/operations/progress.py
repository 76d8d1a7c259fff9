"""What a person has learnt so far, as far as they may know it: nothing that an assignment still hides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from grader.escape.values import Reason
from grader.grading.attempts import Reveal, is_verdict_shown
from grader.grading.certainty import Certainty
from grader.models.assignment import Assignment
from grader.models.assignment_item import AssignmentItem
from grader.models.attempt_counter import AttemptCounter
from grader.models.columns import utc_now
from grader.models.submission import Submission
from grader.models.user import User
from grader.operations.assignments import rules_of
from grader.operations.selves import select_selves
from grader.operations.standings import standing_of

MASTERED = 3
"""Right answers on so many different exercises make a reason one's own."""

_EARNED = and_(Submission.is_right, Submission.is_after_reveal.is_(False))


def find_solved(session: Session, user: User) -> frozenset[str]:
    """Find the exercises that a person has answered rightly before seeing the verdict, by slug."""
    query = _select_told(session, user).where(_EARNED).with_only_columns(Submission.slug).distinct()
    return frozenset(session.scalars(query))


def find_tried(session: Session, user: User) -> frozenset[str]:
    """Find the exercises that a person has answered at all, rightly or not, by slug."""
    query = _select_told(session, user).with_only_columns(Submission.slug).distinct()
    return frozenset(session.scalars(query))


@dataclass(frozen=True, slots=True)
class RightPair:
    """A right place with a right reason, on the day when the exercise was answered so for the first time."""

    slug: str
    day: date


def find_right_pairs(session: Session, user: User) -> Mapping[Reason, tuple[RightPair, ...]]:
    """Find what a person's mastery of each reason rests on: one right pair for each exercise, the first first.

    Answers after the verdict was shown do not count; a reason without a right pair is not there.
    """
    pair = (Submission.reason, Submission.slug, func.min(Submission.answered_on), func.min(Submission.id))
    query = _select_told(session, user).where(_EARNED).with_only_columns(*pair)
    rows = session.execute(query.group_by(Submission.reason, Submission.slug).order_by(func.min(Submission.id)))
    pairs: dict[Reason, tuple[RightPair, ...]] = {}
    for reason, slug, day, _ in rows:
        if reason is not None:
            pairs[reason] = (*pairs.get(reason, ()), RightPair(slug, day))
    return pairs


def list_sure_and_wrong(session: Session, user: User, most: int = 20) -> list[Submission]:
    """List what somebody was sure of and wrong about, the newest first, unless the exercise was solved since.

    Of each exercise the latest such answer.
    """
    told = _select_told(session, user)
    since = told.with_only_columns(Submission.slug, Submission.id).where(Submission.is_right).subquery()
    solved_since = select(since).where(since.c.slug == Submission.slug, since.c.id > Submission.id).exists()
    wrong = told.where(Submission.certainty == Certainty.SURE, Submission.is_right.is_(False), ~solved_since)
    newest = wrong.with_only_columns(func.max(Submission.id)).group_by(Submission.slug)
    query = select(Submission).where(Submission.id.in_(newest)).order_by(Submission.id.desc())
    return list(session.scalars(query.limit(most)))


def list_history(session: Session, user: User, most: int = 30) -> list[Submission]:
    """List a person's latest answers, the newest first."""
    return list(session.scalars(_select_told(session, user).order_by(Submission.id.desc()).limit(most)))


def _select_told(session: Session, user: User) -> Select[Submission]:
    """Select a person's answers, those given as a guest included, of which they know whether they were right."""
    query = select(Submission).where(Submission.user_id.in_(select_selves(user)))
    if untold := _find_untold(session, user):
        query = query.where(or_(Submission.item_id.is_(None), Submission.item_id.not_in(untold)))
    return query


def _find_untold(session: Session, user: User) -> frozenset[int]:
    """Find the assignments' exercises that a person has tried without being told yet how the answer was."""
    query = (
        select(Assignment, AttemptCounter)
        .join(AssignmentItem, AssignmentItem.assignment_id == Assignment.id)
        .join(AttemptCounter, AttemptCounter.item_id == AssignmentItem.id)
        .where(AttemptCounter.user_id == user.id, Assignment.reveal != Reveal.AT_ONCE)
    )
    now = utc_now()
    return frozenset(
        counter.item_id
        for assignment, counter in session.execute(query)
        if counter.item_id is not None and not is_verdict_shown(rules_of(assignment, now), standing_of(counter))
    )
