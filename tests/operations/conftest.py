"""A small cast: Ida teaches, Ann and Ben take her course, Max is nobody's student; a guest has no name."""

from __future__ import annotations

from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from grader.models.assignment import Assignment
from grader.models.course import Course
from grader.models.user import Role, User
from grader.operations.assignments import AssignmentDraft, ItemDraft, create_assignment
from grader.operations.courses import create_course, join_course
from grader.operations.guests import create_guest


def add_user(session: Session, login: str, role: Role = Role.STUDENT) -> User:
    """A person without a password, since hashing one takes time."""
    user = User(login=login, name=login.capitalize(), role=role)
    session.add(user)
    session.flush()
    return user


@pytest.fixture
def ida(session: Session) -> User:
    return add_user(session, "ida", Role.INSTRUCTOR)


@pytest.fixture
def ann(session: Session) -> User:
    return add_user(session, "ann")


@pytest.fixture
def ben(session: Session) -> User:
    return add_user(session, "ben")


@pytest.fixture
def max_(session: Session) -> User:
    return add_user(session, "max")


@pytest.fixture
def guest(session: Session) -> User:
    return create_guest(session)


@pytest.fixture
def course(session: Session, ida: User, ann: User, ben: User) -> Course:
    course = create_course(session, ida, "Go for everybody")
    join_course(session, ann, course.code)
    join_course(session, ben, course.code)
    return course


@pytest.fixture
def assignment(session: Session, course: Course) -> Assignment:
    """Open, three attempts, 2.5 points for `closed-over` and 1 for `other`."""
    items = (ItemDraft(slug="closed-over", points=Decimal("2.5")), ItemDraft(slug="other"))
    return create_assignment(session, course, AssignmentDraft(title="Week 1", items=items, attempts_allowed=3))
