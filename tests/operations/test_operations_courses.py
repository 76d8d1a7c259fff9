from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from grader.errors import NotFound, RequestError
from grader.models.course import Course
from grader.models.user import Role, User
from grader.operations.courses import (
    LETTERS,
    create_course,
    find_enrolment,
    get_course,
    get_course_for_instructor,
    get_course_for_member,
    join_course,
    leave_course,
    list_enrolments,
)
from grader.operations.roster import add_instructor, list_roster, withdraw_member


def test_a_code_is_easy_to_type_and_read_in_any_way(session: Session, course: Course, max_: User) -> None:
    assert len(course.code) == 6
    assert set(course.code) <= set(LETTERS)
    assert not set("ILO01") & set(LETTERS)
    join_course(session, max_, f" {course.code[:3].lower()}-{course.code[3:].lower()} ")
    assert get_course_for_member(session, max_, course.code.lower()) is course


def test_joining_leaving_and_joining_again(session: Session, course: Course, max_: User) -> None:
    first = join_course(session, max_, course.code)
    assert join_course(session, max_, course.code) is first
    leave_course(session, max_, course)
    assert find_enrolment(session, max_, course) is None
    assert list_enrolments(session, max_) == []
    leave_course(session, max_, course)
    assert join_course(session, max_, course.code) is first
    assert [enrolment.course for enrolment in list_enrolments(session, max_)] == [course]


def test_a_guest_or_a_wrong_code_does_not_join(session: Session, course: Course, max_: User, guest: User) -> None:
    with pytest.raises(NotFound):
        join_course(session, max_, "AAAAAA")
    with pytest.raises(RequestError, match="Register"):
        join_course(session, guest, course.code)


def test_only_instructors_create_courses(session: Session, ann: User, ida: User) -> None:
    with pytest.raises(NotFound):
        create_course(session, ann, "Mine")
    for title in ("", "  ", "x" * 201):
        with pytest.raises(RequestError):
            create_course(session, ida, title)


def test_another_persons_course_is_as_if_there_were_none(
    session: Session, course: Course, ida: User, ann: User, max_: User
) -> None:
    assert get_course_for_instructor(session, ida, course.code) is course
    assert get_course(session, course.code) is course
    stranger = User(login="eve", role=Role.INSTRUCTOR)
    session.add(stranger)
    for user in (ann, max_, stranger):
        with pytest.raises(NotFound) as refused:
            get_course_for_instructor(session, user, course.code)
        with pytest.raises(NotFound) as absent:
            get_course_for_instructor(session, user, "AAAAAA")
        assert str(refused.value) == str(absent.value)
    with pytest.raises(NotFound):
        get_course_for_member(session, max_, course.code)


def test_the_roster_lists_those_present_and_the_last_instructor_stays(
    session: Session, course: Course, ida: User, ann: User, ben: User
) -> None:
    assert [each.user for each in list_roster(session, course)] == [ida, ann, ben]
    withdraw_member(session, course, ben.id)
    with pytest.raises(NotFound):
        withdraw_member(session, course, ben.id)
    with pytest.raises(RequestError, match="only instructor"):
        withdraw_member(session, course, ida.id)
    add_instructor(session, course, ann.id)
    withdraw_member(session, course, ida.id)
    assert [each.user for each in list_roster(session, course)] == [ann]
