"""What a person has learnt so far, as far as they may know it.

Only answers whose rightness was told at once are counted: those of practice, and of assignments that reveal at once.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from grader.escape.values import Reason
from grader.grading.answers import Certainty
from grader.grading.attempts import Reveal
from grader.models.assignment import Assignment
from grader.models.assignment_item import AssignmentItem
from grader.models.attempt_counter import AttemptCounter
from grader.models.submission import Submission
from grader.models.user import User
from grader.operations.guests import select_selves

MASTERED = 3
"""Right answers on so many different exercises make a reason one's own."""


def find_solved(session: Session, user: User) -> frozenset[str]:
    """Find the exercises that a person has answered rightly, by slug."""
    query = select(AttemptCounter.slug).where(
        AttemptCounter.user_id == user.id, AttemptCounter.solved_at.is_not(None), _is_told(AttemptCounter.item_id)
    )
    return frozenset(session.scalars(query))


def count_right_by_reason(session: Session, user: User) -> Mapping[Reason, int]:
    """Count, for each reason, the exercises that a person has answered with it rightly, before seeing the verdict."""
    query = (
        select(Submission.reason, func.count(Submission.slug.distinct()))
        .where(_is_of(user), Submission.is_right, Submission.is_after_reveal.is_(False), _is_told(Submission.item_id))
        .group_by(Submission.reason)
    )
    return {reason: count for reason, count in session.execute(query).tuples() if reason is not None}


def list_sure_and_wrong(session: Session, user: User, most: int = 20) -> list[Submission]:
    """List the latest answers that somebody was sure of and that were wrong, unless the exercise was solved since."""
    later = aliased(Submission)
    solved_since = (
        select(later.id)
        .where(later.user_id.in_(select_selves(user)), later.slug == Submission.slug)
        .where(later.id > Submission.id, later.is_right)
        .exists()
    )
    query = (
        select(Submission)
        .where(_is_of(user), Submission.certainty == Certainty.SURE, Submission.is_right.is_(False))
        .where(_is_told(Submission.item_id), ~solved_since)
        .order_by(Submission.id.desc())
        .limit(most)
    )
    return list(session.scalars(query))


def list_history(session: Session, user: User, most: int = 30) -> list[Submission]:
    """List a person's latest answers, the newest first."""
    query = select(Submission).where(_is_of(user), _is_told(Submission.item_id))
    return list(session.scalars(query.order_by(Submission.id.desc()).limit(most)))


def _is_of(user: User) -> ColumnElement[bool]:
    return Submission.user_id.in_(select_selves(user))


def _is_told(item_id: InstrumentedAttribute[int | None]) -> ColumnElement[bool]:
    """Leave out answers in assignments that tell later, or never, whether an answer was right."""
    told = select(AssignmentItem.id).join(AssignmentItem.assignment).where(Assignment.reveal == Reveal.AT_ONCE)
    return or_(item_id.is_(None), item_id.in_(told))
