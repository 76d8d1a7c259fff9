from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from sqlalchemy.orm import Session

from grader.errors import ExerciseHeld, NotFound, RequestError
from grader.grading.attempts import Reveal
from grader.models.assignment import Assignment
from grader.models.course import Course
from grader.models.user import User
from grader.operations.answering import find_feedback, give_up
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
    leave_course,
)
from grader.operations.holds import find_hold, find_holds
from tests.operations.sending import draft, send
from tests.sample_question import make_question

NOW = datetime.now(UTC)
DAY = timedelta(days=1)


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
