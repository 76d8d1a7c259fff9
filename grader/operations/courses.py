"""Courses: creating, joining, leaving, and who may see which."""

from __future__ import annotations

import secrets

from sqlalchemy import Select, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, contains_eager

from grader.errors import AlreadyTaken, LastInstructor, NotFound, RequestError
from grader.models.columns import utc_now
from grader.models.course import Course
from grader.models.enrolment import Enrolment
from grader.models.user import Role, User
from grader.operations.titles import checked_title
from grader.operations.visible import visible_line

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""No I, L, O, 0, 1: a code is read from a slide and typed on a phone."""
CODE_LENGTH = 6


def create_course(session: Session, instructor: User, title: str) -> Course:
    """Make a course with a new code, taught by this instructor.

    Raises NotFound for somebody who is no instructor, RequestError for an empty or overlong title.
    """
    if not instructor.is_instructor:
        raise NotFound("Only instructors create courses.")
    course = _add_with_new_code(session, checked_title(title))
    session.add(Enrolment(course=course, user=instructor, role=Role.INSTRUCTOR))
    session.flush()
    return course


def rename_course(session: Session, course: Course, title: str) -> None:
    """Change a course's title. Raises RequestError for an empty or overlong one."""
    course.title = checked_title(title)
    session.flush()


def join_course(session: Session, user: User, code: str) -> Enrolment:
    """Enrol a person as a student, also after leaving as an instructor; who is in the course stays what they are.

    Raises NotFound for an unknown code, RequestError for a guest, whom an instructor could not tell from others.
    """
    if user.is_guest:
        raise RequestError("Register or log in first: a course needs to know who you are.")
    course = session.scalar(select(Course).where(Course.code == tidy_code(code)))
    if course is None:
        raise NotFound("No course has this code. Compare it with the one that your instructor gave you.")
    enrolment = _find_any_enrolment(session, user, course) or _enrol(session, user, course)
    if enrolment.left_at is not None:
        enrolment.left_at, enrolment.role = None, Role.STUDENT  # the code is no key to what was given up
    session.flush()
    return enrolment


def leave_course(session: Session, user: User, course: Course) -> None:
    """End a person's enrolment. Answers stay, and count again after joining again.

    Raises LastInstructor when nobody would be left to teach the course.
    """
    enrolment = find_enrolment(session, user, course)
    if enrolment is None:
        return
    if enrolment.role is Role.INSTRUCTOR and _count_instructors(session, course) == 1:
        raise LastInstructor("You are the only instructor of this course. Add another one before you leave.")
    enrolment.left_at = utc_now()
    session.flush()


def list_enrolments(session: Session, user: User) -> list[Enrolment]:
    """List the courses that a person teaches or takes, by title."""
    present = (Enrolment.user_id == user.id, Enrolment.left_at.is_(None))
    query = select(Enrolment).join(Enrolment.course).options(contains_eager(Enrolment.course)).where(*present)
    return list(session.scalars(query.order_by(Course.title, Course.id)))


def find_enrolment(session: Session, user: User, course: Course) -> Enrolment | None:
    """Find a person's present enrolment in a course."""
    enrolment = _find_any_enrolment(session, user, course)
    return enrolment if enrolment is not None and enrolment.left_at is None else None


def get_course_for_instructor(session: Session, user: User, code: str) -> Course:
    """Get a course that this person teaches. Raises NotFound for everybody else, as if there were none."""
    return _get_course(session, _select_courses(user, code).where(Enrolment.role == Role.INSTRUCTOR))


def get_course_for_member(session: Session, user: User, code: str) -> Course:
    """Get a course that this person teaches or takes. Raises NotFound for everybody else, as if there were none."""
    return _get_course(session, _select_courses(user, code))


def get_course(session: Session, code: str) -> Course:
    """Get a course by its code, for the command line. Raises NotFound."""
    return _get_course(session, select(Course).where(Course.code == tidy_code(code)))


def tidy_code(code: str) -> str:
    """Read a code as people type it: in any case, with spaces or hyphens."""
    return "".join(visible_line(code).split()).replace("-", "").upper()


def _select_courses(user: User, code: str) -> Select[Course]:
    here = (Enrolment.user_id == user.id, Enrolment.left_at.is_(None), Course.code == tidy_code(code))
    return select(Course).join(Enrolment, Enrolment.course_id == Course.id).where(*here)


def _get_course(session: Session, query: Select[Course]) -> Course:
    course = session.scalar(query)
    if course is None:
        raise NotFound("There is no such course.")
    return course


def _find_any_enrolment(session: Session, user: User, course: Course) -> Enrolment | None:
    both = (Enrolment.user_id == user.id, Enrolment.course_id == course.id)
    return session.scalar(select(Enrolment).where(*both))


def _enrol(session: Session, user: User, course: Course) -> Enrolment:
    """Add the row; where a request at the same moment was faster, take that one's."""
    try:
        with session.begin_nested():
            enrolment = Enrolment(course=course, user=user, role=Role.STUDENT)
            session.add(enrolment)
    except IntegrityError:
        both = (Enrolment.user_id == user.id, Enrolment.course_id == course.id)
        return session.scalars(select(Enrolment).where(*both)).one()
    return enrolment


def _add_with_new_code(session: Session, title: str) -> Course:
    for _ in range(10):
        course = Course(code="".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH)), title=title)
        try:
            with session.begin_nested():
                session.add(course)
        except IntegrityError:
            continue
        return course
    raise AlreadyTaken("No free course code was found. Try again.")


def _count_instructors(session: Session, course: Course) -> int:
    teaching = (Enrolment.course_id == course.id, Enrolment.role == Role.INSTRUCTOR, Enrolment.left_at.is_(None))
    return len(session.scalars(select(Enrolment.id).where(*teaching)).all())
