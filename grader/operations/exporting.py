"""Grades of a course as CSV, streamed: no more than a few hundred rows are in memory at once."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import replace
from enum import StrEnum
from typing import assert_never

from sqlalchemy import BigInteger, Select, and_, func, select, type_coerce
from sqlalchemy.orm import Session, aliased

from grader.exports.grades import LongRow, SubmissionRow, export_long, export_submissions, export_wide
from grader.grading.gradebook import points_of
from grader.grading.scores import Score
from grader.models.assignment import Assignment
from grader.models.assignment_item import AssignmentItem
from grader.models.course import Course
from grader.models.enrolment import Enrolment
from grader.models.submission import Submission
from grader.models.user import Role, User
from grader.operations.answer_texts import answer_text, chosen_reason, key_text
from grader.operations.gradebook import load_gradebook

ROWS_AT_ONCE = 500

LongSelect = Select[str | None, str, str, AssignmentItem, Submission | None, int | None]


class GradeFormat(StrEnum):
    """The formats that grades are exported in."""

    WIDE = "wide"
    LONG = "long"
    SUBMISSIONS = "submissions"


def export_grades(
    session: Session, course: Course, grade_format: GradeFormat, *, with_bom: bool = False
) -> Generator[str]:
    """Write a course's grades line by line; the session must stay open meanwhile. Close it to stop early."""
    match grade_format:
        case GradeFormat.WIDE:
            return export_wide(load_gradebook(session, course), with_bom=with_bom)
        case GradeFormat.LONG:
            return export_long(_long_rows(session, course), with_bom=with_bom)
        case GradeFormat.SUBMISSIONS:
            return export_submissions(_submission_rows(session, course), with_bom=with_bom)
        case _:
            assert_never(grade_format)


def _long_rows(session: Session, course: Course) -> Iterator[LongRow]:
    with session.execute(_select_long(course).execution_options(yield_per=ROWS_AT_ONCE)) as rows:
        for login, name, title, item, best, attempts in rows:
            row = LongRow(
                login=login or "",
                name=name,
                assignment=title,
                exercise=item.slug,
                points=None,
                maximum=item.points,
                attempts=attempts or 0,
            )
            yield row if best is None else _with_answer(row, best)


def _select_long(course: Course) -> LongSelect:
    """Every student with every item, and the best answer: the highest share of its maximum, of equals the first."""
    share = type_coerce(Submission.given, BigInteger) * 1_000_000 // type_coerce(Submission.maximum, BigInteger)
    mine = (Submission.user_id, Submission.item_id)
    rank = func.row_number().over(partition_by=mine, order_by=(share.desc(), Submission.id))
    attempts = func.count().over(partition_by=mine)
    answered = select(Submission, rank.label("rank"), attempts.label("attempts"))
    answered = answered.join(AssignmentItem, AssignmentItem.id == Submission.item_id)
    answered = answered.join(Assignment, Assignment.id == AssignmentItem.assignment_id)
    ranked = answered.where(Assignment.course_id == course.id).subquery()
    best = aliased(Submission, ranked)
    is_best_here = and_(best.user_id == User.id, best.item_id == AssignmentItem.id, ranked.c.rank == 1)
    takes = (Enrolment.course_id == course.id, Enrolment.left_at.is_(None), Enrolment.role == Role.STUDENT)
    return (
        select(User.login, User.name, Assignment.title, AssignmentItem, best, ranked.c.attempts)
        .join(Enrolment, Enrolment.user_id == User.id)
        .join(Assignment, Assignment.course_id == Enrolment.course_id)
        .join(AssignmentItem, AssignmentItem.assignment_id == Assignment.id)
        .outerjoin(ranked, is_best_here)
        .where(*takes)
        .order_by(User.name, User.id, Assignment.id, AssignmentItem.position)
    )


def _with_answer(row: LongRow, best: Submission) -> LongRow:
    return replace(
        row,
        points=points_of(Score(given=best.given, maximum=best.maximum), row.maximum),
        place=best.place.value if best.place else "",
        reason=chosen_reason(best),
        certainty=best.certainty.value,
        submitted_utc=best.submitted_at,
        is_late=best.is_late,
        go_version=best.go_version,
        kind=best.kind,
        answer=answer_text(best),
        variant=best.variant,
    )


def _submission_rows(session: Session, course: Course) -> Iterator[SubmissionRow]:
    query = (
        select(Submission, User.login, User.name, Assignment.title)
        .join(User, User.id == Submission.user_id)
        .join(AssignmentItem, AssignmentItem.id == Submission.item_id)
        .join(Assignment, Assignment.id == AssignmentItem.assignment_id)
        .where(Assignment.course_id == course.id)
        .order_by(Submission.id)
    )
    with session.execute(query.execution_options(yield_per=ROWS_AT_ONCE)) as rows:
        for submission, login, name, title in rows:
            yield _submission_row(submission, login or "", name, title)


def _submission_row(submission: Submission, login: str, name: str, assignment: str) -> SubmissionRow:
    return SubmissionRow(
        submission=submission.id,
        login=login,
        name=name,
        assignment=assignment,
        exercise=submission.slug,
        attempt=submission.number,
        place=submission.place.value if submission.place else "",
        reason=chosen_reason(submission),
        certainty=submission.certainty.value,
        place_is_right=submission.place_is_right,
        is_right=submission.is_right,
        score=submission.given,
        maximum=submission.maximum,
        submitted_utc=submission.submitted_at,
        is_late=submission.is_late,
        key_place=submission.key_place.value if submission.key_place else "",
        key_reasons=" ".join(submission.key_reasons),
        source_sha256=submission.source_hash,
        go_version=submission.go_version,
        lang=submission.lang,
        flags=" ".join(submission.flags),
        kind=submission.kind,
        answer=answer_text(submission),
        key=key_text(submission),
        variant=submission.variant,
    )
