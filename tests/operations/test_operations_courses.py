from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from sqlalchemy import event
from sqlalchemy.orm import Session

from grader.errors import ExerciseHeld, NotFound, RequestError
from grader.escape.values import Place
from grader.grading.answers import Certainty, PlaceAndReasonAnswer
from grader.grading.attempts import Reveal
from grader.models.assignment import Assignment
from grader.models.course import Course
from grader.models.user import Role, User
from grader.operations.answering import find_feedback, give_up, submit_answer
from grader.operations.assignments import (
    AssignmentDraft,
    ItemDraft,
    create_assignment,
    edit_assignment,
    get_assignment_for_instructor,
    get_assignment_for_student,
    get_item_for_student,
    list_assignments,
    list_open_assignments,
)
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
from grader.operations.guests import create_guest
from grader.operations.holds import find_hold, find_holds
from grader.operations.progress import count_right_by_reason, find_solved, list_history, list_sure_and_wrong
from grader.operations.roster import add_instructor, list_roster, withdraw_member
from tests.sample_question import make_question

NOW = datetime.now(UTC)
DAY = timedelta(days=1)


def send(
    session: Session,
    user: User,
    slug: str,
    *,
    assignment: Assignment | None = None,
    is_right: bool = True,
    certainty: Certainty = Certainty.SURE,
) -> None:
    question = make_question(slug)
    place = Place.HEAP if is_right else Place.STACK
    answer = PlaceAndReasonAnswer(place=place, option=question.options[0], certainty=certainty)
    item = next(item for item in assignment.items if item.slug == slug) if assignment else None
    submit_answer(session, user, question, answer, idempotency_key=uuid4().hex, item=item)


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


def draft(*slugs: str, **changes: Any) -> AssignmentDraft:
    items = tuple(ItemDraft(slug=slug) for slug in slugs)
    return replace(AssignmentDraft(title="Week", items=items), **changes)


@pytest.mark.parametrize(
    "bad",
    [
        draft(),
        draft("a", "a"),
        draft("a", title=" "),
        draft("a", attempts_allowed=0),
        draft("a", credit=()),
        draft("a", credit=(Decimal("1.1"),)),
        draft("a", credit=(Decimal("NaN"),)),
        draft("a", credit=(Decimal("0.3333"),)),
        draft("a", items=(ItemDraft(slug="a", points=Decimal(-1)),)),
        draft("a", items=(ItemDraft(slug="a", points=Decimal("1e309")),)),
        draft("a", opens_at=NOW + DAY, due_at=NOW),
        draft("a", reveal=Reveal.AFTER_DUE),
    ],
)
def test_a_draft_without_sense_is_refused(session: Session, course: Course, bad: AssignmentDraft) -> None:
    with pytest.raises(RequestError):
        create_assignment(session, course, bad)
    assert list_assignments(session, course) == []


def test_what_was_drafted_is_what_is_read_back(session: Session, course: Course) -> None:
    wanted = draft(
        "b",
        "a",
        opens_at=NOW - DAY,
        due_at=NOW + DAY,
        accepts_late=True,
        attempts_allowed=2,
        credit=(Decimal(1), Decimal("0.125")),
        reveal=Reveal.AFTER_LAST,
        items=(ItemDraft(slug="b", points=Decimal("0.001")), ItemDraft(slug="a", points=Decimal(10_000))),
    )
    create_assignment(session, course, wanted)
    session.expire_all()
    (kept,) = list_assignments(session, course)
    read = AssignmentDraft(
        title=kept.title,
        items=tuple(ItemDraft(slug=item.slug, points=item.points) for item in kept.items),
        opens_at=kept.opens_at,
        due_at=kept.due_at,
        accepts_late=kept.accepts_late,
        attempts_allowed=kept.attempts_allowed,
        credit=kept.credit,
        reveal=kept.reveal,
    )
    assert read == wanted


def test_an_assignment_can_be_edited_but_not_lose_what_was_answered(
    session: Session, assignment: Assignment, ann: User
) -> None:
    send(session, ann, "closed-over", assignment=assignment)
    edit_assignment(session, assignment, draft("new", "closed-over", title="Other"))
    session.expire_all()
    assert [(item.slug, item.position) for item in assignment.items] == [("new", 0), ("closed-over", 1)]
    with pytest.raises(RequestError, match="has been answered"):
        edit_assignment(session, assignment, draft("new"))


def test_assignments_are_seen_by_their_course_only_and_not_before_they_open(
    session: Session, course: Course, ida: User, ann: User, max_: User
) -> None:
    now_open = create_assignment(session, course, draft("a", due_at=NOW + DAY))
    without_end = create_assignment(session, course, draft("a"))
    later = create_assignment(session, course, draft("a", opens_at=NOW + DAY))
    over = create_assignment(session, course, draft("a", opens_at=NOW - 2 * DAY, due_at=NOW - DAY))
    assert list_assignments(session, course) == [over, now_open, without_end, later]
    assert list_open_assignments(session, ann) == [now_open, without_end]
    assert list_open_assignments(session, max_) == []
    assert list_open_assignments(session, ida) == []
    assert get_assignment_for_student(session, ann, over.id) is over
    assert get_item_for_student(session, ann, over.id, "a") is over.items[0]
    assert get_assignment_for_instructor(session, ida, later.id) is later
    for user, assignment in ((ann, later), (max_, now_open), (ida, now_open)):
        with pytest.raises(NotFound):
            get_assignment_for_student(session, user, assignment.id)
    for user in (ann, max_):
        with pytest.raises(NotFound):
            get_assignment_for_instructor(session, user, now_open.id)
    with pytest.raises(NotFound):
        get_item_for_student(session, ann, now_open.id, "b")


@pytest.mark.parametrize("reveal", list(Reveal))
def test_while_an_assignment_hides_a_verdict_practice_does_not_give_it(
    session: Session, course: Course, ann: User, max_: User, guest: User, reveal: Reveal
) -> None:
    assignment = create_assignment(session, course, draft("a", due_at=NOW + DAY, reveal=reveal))
    question = make_question("a")
    assert find_hold(session, ann, "a") is assignment
    assert find_hold(session, ann, "b") is None
    assert find_hold(session, max_, "a") is None
    for nobody in (guest, None):
        assert (find_hold(session, nobody, "a") is assignment) == (reveal is not Reveal.AT_ONCE)
    with pytest.raises(ExerciseHeld, match="Week"):
        send(session, ann, "a")
    with pytest.raises(ExerciseHeld):
        give_up(session, ann, question)
    assert find_feedback(session, ann, question) is None
    send(session, ann, "a", assignment=assignment)
    is_told = reveal in {Reveal.AT_ONCE, Reveal.AFTER_LAST}
    assert (find_hold(session, ann, "a") is None) == is_told
    with time_machine.travel(NOW + DAY + DAY):
        assert find_holds(session, ann) == {}
        assert find_holds(session, None) == {}


def test_what_was_solved_in_practice_before_is_hidden_again_while_held(
    session: Session, course: Course, ann: User
) -> None:
    send(session, ann, "a")
    create_assignment(session, course, draft("a"))
    assert find_feedback(session, ann, make_question("a")) is None


def test_leaving_the_course_or_teaching_it_ends_the_hold(
    session: Session, course: Course, ida: User, ann: User
) -> None:
    create_assignment(session, course, draft("a"))
    assert find_hold(session, ida, "a") is None
    leave_course(session, ann, course)
    assert find_hold(session, ann, "a") is None


def test_progress_counts_different_exercises_solved_before_the_verdict(session: Session, ann: User) -> None:
    for slug in "abc":
        send(session, ann, slug)
        send(session, ann, slug)
    give_up(session, ann, make_question("d"))
    send(session, ann, "d")
    send(session, ann, "e", is_right=False)
    assert find_solved(session, ann) == {"a", "b", "c"}
    assert {reason.value: count for reason, count in count_right_by_reason(session, ann).items()} == {"CAPTURED": 3}
    assert [row.slug for row in list_history(session, ann, most=3)] == ["e", "d", "c"]


def test_sure_and_wrong_lists_what_was_not_solved_since(session: Session, ann: User, ben: User) -> None:
    send(session, ann, "a", is_right=False)
    send(session, ann, "a")
    send(session, ann, "b", is_right=False)
    send(session, ann, "c", is_right=False, certainty=Certainty.GUESSING)
    send(session, ben, "b")
    assert [row.slug for row in list_sure_and_wrong(session, ann)] == ["b"]


@pytest.mark.parametrize("is_right", [True, False])
def test_progress_says_nothing_that_an_assignment_still_hides(
    session: Session, course: Course, ann: User, is_right: bool
) -> None:
    hidden = draft("a", due_at=NOW + DAY, reveal=Reveal.AFTER_DUE)
    assignment = create_assignment(session, course, hidden)
    send(session, ann, "a", assignment=assignment, is_right=is_right)
    assert find_solved(session, ann) == frozenset()
    assert count_right_by_reason(session, ann) == {}
    assert list_history(session, ann) == []
    assert list_sure_and_wrong(session, ann) == []
    with time_machine.travel(NOW + DAY + DAY):
        assert len(list_history(session, ann)) == 1
        assert find_solved(session, ann) == ({"a"} if is_right else frozenset())


def test_an_answer_costs_few_statements(session: Session, ann: User, assignment: Assignment) -> None:
    send(session, ann, "other", assignment=assignment)
    statements: list[str] = []
    engine = session.get_bind()
    question = make_question("closed-over")
    answer = PlaceAndReasonAnswer(place=Place.HEAP, option=question.options[0], certainty=Certainty.SURE)
    item = assignment.items[0]
    submit_answer(session, ann, question, answer, idempotency_key="first", item=item)

    def note(*arguments: object) -> None:
        statements.append(str(arguments[2]))

    event.listen(engine, "before_cursor_execute", note)
    submit_answer(session, ann, question, answer, idempotency_key="second", item=item)
    event.remove(engine, "before_cursor_execute", note)
    assert [statement.split()[0] for statement in statements] == ["SELECT", "SELECT", "UPDATE", "INSERT"]


def test_a_guests_practice_is_free_where_nothing_is_assigned(session: Session) -> None:
    guest = create_guest(session)
    send(session, guest, "a")
    assert find_solved(session, guest) == {"a"}
