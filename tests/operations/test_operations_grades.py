from __future__ import annotations

import csv
import tracemalloc
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from io import StringIO
from uuid import uuid4

import pytest
import time_machine
from sqlalchemy import insert
from sqlalchemy.orm import Session

from grader.errors import NotFound
from grader.escape.values import Place
from grader.grading.certainty import Certainty
from grader.grading.gradebook import Cell
from grader.grading.kinds.place_and_reason import PlaceAndReasonAnswer
from grader.models.assignment import Assignment
from grader.models.course import Course
from grader.models.submission import Submission
from grader.models.user import User
from grader.operations.answering import submit_answer
from grader.operations.assignments import AssignmentDraft, ItemDraft, create_assignment, edit_assignment
from grader.operations.courses import create_course, join_course, leave_course
from grader.operations.database import Database
from grader.operations.evidence import get_assignment_of, list_answers
from grader.operations.exporting import GradeFormat, export_grades
from grader.operations.gradebook import load_gradebook
from tests.sample_question import make_question

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
BOTH, PLACE, NEITHER = "both", "place", "neither"


def send(session: Session, user: User, assignment: Assignment, slug: str, what: str) -> Submission:
    question = make_question(slug)
    answer = PlaceAndReasonAnswer(
        place=Place.STACK if what == NEITHER else Place.HEAP,
        option=question.options[0 if what == BOTH else 2],
        certainty=Certainty.FAIRLY_SURE,
    )
    item = next(item for item in assignment.items if item.slug == slug)
    return submit_answer(session, user, question, answer, idempotency_key=uuid4().hex, item=item).submission


def rows(session: Session, course: Course, grade_format: GradeFormat) -> list[dict[str, str]]:
    text = "".join(export_grades(session, course, grade_format))
    return list(csv.DictReader(StringIO(text, newline=""), strict=True))


def test_the_best_attempt_counts_in_points_of_the_item(
    session: Session, course: Course, assignment: Assignment, ann: User, ben: User
) -> None:
    for what in (PLACE, BOTH, NEITHER):
        send(session, ann, assignment, "closed-over", what)
    send(session, ben, assignment, "other", NEITHER)
    gradebook = load_gradebook(session, course)
    closed_over, other = (item.id for item in assignment.items)
    assert [row.login for row in gradebook.rows] == ["ann", "ben"]
    assert gradebook.rows[0].cells == {closed_over: Cell(points=Decimal("1.5"), attempts=3)}
    assert gradebook.rows[1].cells == {other: Cell(points=Decimal(0), attempts=1)}
    assert gradebook.points == Decimal("3.5")
    assert gradebook.rows[0].total == Decimal("1.5")
    assert gradebook.rows[1].points_in(gradebook.groups[0]) == 0


def test_new_points_count_for_old_answers(session: Session, course: Course, assignment: Assignment, ann: User) -> None:
    send(session, ann, assignment, "closed-over", PLACE)
    items = (ItemDraft(slug="closed-over", points=Decimal("0.7")), ItemDraft(slug="other"))
    edit_assignment(session, assignment, AssignmentDraft(title="Week 1", items=items))
    assert load_gradebook(session, course).rows[0].total == Decimal("0.28")


def test_only_present_students_of_this_course_are_listed(
    session: Session, course: Course, assignment: Assignment, ida: User, ben: User
) -> None:
    send(session, ben, assignment, "other", BOTH)
    leave_course(session, ben, course)
    elsewhere = create_course(session, ida, "Another")
    join_course(session, ben, elsewhere.code)
    assert [row.login for row in load_gradebook(session, course).rows] == ["ann"]
    assert load_gradebook(session, elsewhere).groups == ()
    join_course(session, ben, course.code)
    assert load_gradebook(session, course).rows[1].total == 1


def test_the_evidence_of_a_cell_is_that_students_in_that_course(
    session: Session, course: Course, assignment: Assignment, ida: User, ann: User, ben: User
) -> None:
    first, second = (send(session, ann, assignment, "other", NEITHER) for _ in range(2))
    send(session, ben, assignment, "other", BOTH)
    item = next(item for item in assignment.items if item.slug == "other")
    assert list_answers(session, get_assignment_of(session, course, assignment.id), ann.id)[item.id] == [first, second]
    with pytest.raises(NotFound):
        get_assignment_of(session, create_course(session, ida, "Another"), assignment.id)


def test_wide_has_a_row_for_each_student_and_a_column_for_each_assignment(
    session: Session, course: Course, assignment: Assignment, ann: User
) -> None:
    send(session, ann, assignment, "closed-over", PLACE)
    assert rows(session, course, GradeFormat.WIDE) == [
        {"login": "ann", "name": "Ann", "Week 1 (3.5)": "1", "total (3.5)": "1"},
        {"login": "ben", "name": "Ben", "Week 1 (3.5)": "", "total (3.5)": "0"},
    ]


def test_long_has_the_best_answer_of_each_student_and_question(
    session: Session, course: Course, assignment: Assignment, ann: User
) -> None:
    with time_machine.travel(NOON, tick=False):
        send(session, ann, assignment, "closed-over", PLACE)
    send(session, ann, assignment, "closed-over", NEITHER)
    found = rows(session, course, GradeFormat.LONG)
    assert [(row["login"], row["exercise"]) for row in found] == [
        (login, slug) for login in ("ann", "ben") for slug in ("closed-over", "other")
    ]
    assert found[0] == {
        "login": "ann",
        "name": "Ann",
        "assignment": "Week 1",
        "exercise": "closed-over",
        "points": "1",
        "maximum": "2.5",
        "attempts": "2",
        "place": "heap",
        "reason": "M02",
        "certainty": "fairly_sure",
        "submitted_utc": "2026-11-22T12:00:00Z",
        "is_late": "no",
        "go_version": "go1.27.3",
        "kind": "place-and-reason",
        "answer": "heap M02",
        "variant": "0",
    }
    assert (found[1]["points"], found[1]["attempts"], found[1]["place"]) == ("", "0", "")


def test_submissions_lists_every_answer_with_what_it_was_graded_by(
    session: Session, course: Course, assignment: Assignment, ann: User
) -> None:
    for what in (NEITHER, BOTH):
        send(session, ann, assignment, "other", what)
    found = rows(session, course, GradeFormat.SUBMISSIONS)
    assert [(row["attempt"], row["score"], row["is_right"]) for row in found] == [
        ("1", "0", "no"),
        ("2", "0.36", "yes"),
    ]
    assert found[1]["reason"] == "CAPTURED"
    assert found[1]["key_place"] == "heap"
    assert found[1]["key_reasons"] == "CAPTURED RETURNED"
    assert found[1]["kind"] == "place-and-reason"
    assert found[1]["key"] == "heap CAPTURED RETURNED"
    assert (found[1]["source_sha256"], found[1]["lang"], found[1]["flags"]) == ("5" * 64, "go1.27", "'-l")


@pytest.mark.parametrize("grade_format", list(GradeFormat))
def test_names_that_are_formulas_arrive_as_text(
    session: Session, course: Course, assignment: Assignment, ann: User, grade_format: GradeFormat
) -> None:
    ann.name = '=HYPERLINK("x")'
    send(session, ann, assignment, "other", BOTH)
    assert rows(session, course, grade_format)[0]["name"] == "'" + ann.name


def test_a_long_export_takes_no_more_memory_than_a_short_one(database: Database) -> None:
    with database.writing() as session:
        ida = User(login="ida")
        course = Course(code="ABCDEF", title="Go")
        session.add_all([ida, course])
        items = (ItemDraft(slug="other"),)
        assignment = create_assignment(
            session, course, AssignmentDraft(title="Week 1", items=items, attempts_allowed=2)
        )
        row = send_as_row(session, ida, assignment)
        copies = [row | {"idempotency_key": str(number), "number": number} for number in range(2, 6001)]
        session.execute(insert(Submission), copies)
    with database.reading() as session:
        assert peak(session, course, 6000) < 1.5 * peak(session, course, 1500)


def send_as_row(session: Session, user: User, assignment: Assignment) -> dict[str, object]:
    submission = send(session, user, assignment, "other", BOTH)
    names = [column.key for column in Submission.__mapper__.column_attrs if column.key != "id"]
    return {name: getattr(submission, name) for name in names}


def peak(session: Session, course: Course, lines: int) -> int:
    """Bytes of Python's memory that taking so many lines needs at most."""
    stream = export_grades(session, course, GradeFormat.SUBMISSIONS)
    next(stream)
    tracemalloc.start()
    taken = sum(1 for _, _ in zip(range(lines), stream, strict=False))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    stream.close()
    assert taken == lines
    return most


def test_a_late_answer_says_so(session: Session, course: Course, ann: User) -> None:
    due = datetime.now(UTC) + timedelta(days=1)
    draft = AssignmentDraft(title="Quiz", items=(ItemDraft(slug="other"),), due_at=due, accepts_late=True)
    assignment = create_assignment(session, course, draft)
    with time_machine.travel(due + timedelta(hours=1)):
        send(session, ann, assignment, "other", BOTH)
    assert rows(session, course, GradeFormat.LONG)[0]["is_late"] == "yes"
