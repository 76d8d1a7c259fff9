"""Exercises whose verdict waits for an assignment, and so cannot be reached through practice."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from grader.grading.attempts import Reveal, is_verdict_shown
from grader.models.assignment import Assignment
from grader.models.assignment_item import AssignmentItem
from grader.models.attempt_counter import AttemptCounter
from grader.models.columns import utc_now
from grader.models.enrolment import Enrolment
from grader.models.user import Role, User
from grader.operations.assignments import rules_of
from grader.operations.standings import standing_of


def find_hold(session: Session, user: User | None, slug: str) -> Assignment | None:
    """Find the open assignment that keeps this person from the verdict of an exercise; None: practice is free.

    A student is held while an assignment with the exercise is open and its verdict has not been shown to them there.
    Nobody knows who a guest (or, with None, a visitor) is, so guests are held by every open assignment of any course
    that does not show its verdicts at once.
    """
    return find_holds(session, user, slug).get(slug)


def find_holds(session: Session, user: User | None, slug: str | None = None) -> dict[str, Assignment]:
    """Find all held exercises with the assignment that holds each; with `slug`, of that exercise alone."""
    query = _select_for_guests() if user is None or user.is_guest else _select_for_student(user)
    if slug is not None:
        query = query.where(AssignmentItem.slug == slug)
    now = utc_now()
    return {
        item.slug: assignment
        for assignment, item, counter in session.execute(query)
        if assignment.is_open(now) and not is_verdict_shown(rules_of(assignment, now), standing_of(counter))
    }


def _select_for_student(user: User) -> Select[Assignment, AssignmentItem, AttemptCounter]:
    mine = and_(AttemptCounter.item_id == AssignmentItem.id, AttemptCounter.user_id == user.id)
    takes = (Enrolment.user_id == user.id, Enrolment.left_at.is_(None), Enrolment.role == Role.STUDENT)
    return (
        select(Assignment, AssignmentItem, AttemptCounter)
        .join(AssignmentItem, AssignmentItem.assignment_id == Assignment.id)
        .join(Enrolment, Enrolment.course_id == Assignment.course_id)
        .outerjoin(AttemptCounter, mine)
        .where(*takes, _is_not_over())
    )


def _select_for_guests() -> Select[Assignment, AssignmentItem, AttemptCounter]:
    nobody = and_(AttemptCounter.item_id == AssignmentItem.id, AttemptCounter.user_id.is_(None))
    return (
        select(Assignment, AssignmentItem, AttemptCounter)
        .join(AssignmentItem, AssignmentItem.assignment_id == Assignment.id)
        .outerjoin(AttemptCounter, nobody)
        .where(Assignment.reveal != Reveal.AT_ONCE, _is_not_over())
    )


def _is_not_over() -> ColumnElement[bool]:
    """Leave out what was due long ago; whether the rest is open is decided by the assignment itself."""
    return or_(Assignment.due_at.is_(None), Assignment.due_at > utc_now(), Assignment.accepts_late)
