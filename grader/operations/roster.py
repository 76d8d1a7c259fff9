"""Who is in a course, as its instructors see it."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from grader.errors import NotFound
from grader.models.course import Course
from grader.models.enrolment import Enrolment
from grader.models.user import Role, User
from grader.operations.courses import leave_course


def list_roster(session: Session, course: Course) -> list[Enrolment]:
    """List everybody in the course with their `user`: instructors first, then by name."""
    present = (Enrolment.course_id == course.id, Enrolment.left_at.is_(None))
    query = select(Enrolment).join(Enrolment.user).options(contains_eager(Enrolment.user)).where(*present)
    return list(session.scalars(query.order_by(Enrolment.role, User.name, User.id)))


def get_member(session: Session, course: Course, user_id: int) -> Enrolment:
    """Get one person's present enrolment in this course. Raises NotFound."""
    present = (Enrolment.course_id == course.id, Enrolment.user_id == user_id, Enrolment.left_at.is_(None))
    enrolment = session.scalar(select(Enrolment).where(*present))
    if enrolment is None:
        raise NotFound("Nobody of that number is in this course.")
    return enrolment


def withdraw_member(session: Session, course: Course, user_id: int) -> None:
    """Take a person off the roster. Raises NotFound, or LastInstructor."""
    leave_course(session, get_member(session, course, user_id).user, course)


def add_instructor(session: Session, course: Course, user_id: int) -> None:
    """Let a person who is in the course teach it. Raises NotFound."""
    get_member(session, course, user_id).role = Role.INSTRUCTOR
    session.flush()
