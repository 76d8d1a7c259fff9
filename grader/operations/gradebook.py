"""The gradebook of a course, computed from its submissions each time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from grader.grading.gradebook import Cell, Column, ColumnGroup, Gradebook, Row, Tries, best_cell
from grader.grading.scores import Score
from grader.models.assignment import Assignment
from grader.models.assignment_item import AssignmentItem
from grader.models.course import Course
from grader.models.enrolment import Enrolment
from grader.models.submission import Submission
from grader.models.user import Role, User
from grader.operations.assignments import list_assignments

Cells = Mapping[int, Mapping[int, Cell]]
"""By student, then by item."""


def load_gradebook(session: Session, course: Course) -> Gradebook:
    """Compute the gradebook of a course: its present students by name, its assignments by due date."""
    groups = tuple(_group(assignment) for assignment in list_assignments(session, course))
    cells = _cells(session, course, {column.item_id: column.points for group in groups for column in group.columns})
    return Gradebook(groups=groups, rows=tuple(_rows(session, course, cells)))


def _group(assignment: Assignment) -> ColumnGroup:
    columns = tuple(Column(item_id=item.id, slug=item.slug, points=item.points) for item in assignment.items)
    return ColumnGroup(assignment_id=assignment.id, title=assignment.title, columns=columns)


def _rows(session: Session, course: Course, cells: Cells) -> list[Row]:
    takes = (Enrolment.course_id == course.id, Enrolment.left_at.is_(None), Enrolment.role == Role.STUDENT)
    query = select(User.id, User.login, User.name).join(Enrolment, Enrolment.user_id == User.id).where(*takes)
    return [
        Row(user_id=user_id, login=login or "", name=name, cells=cells.get(user_id, {}))
        for user_id, login, name in session.execute(query.order_by(User.name, User.id))
    ]


def _cells(session: Session, course: Course, points: Mapping[int, Decimal]) -> Cells:
    """Group by maximum as well: an exercise whose rubric was changed has scores in two units."""
    best = (Submission.user_id, AssignmentItem.id, Submission.maximum, func.max(Submission.given), func.count())
    query = (
        select(*best)
        .join(AssignmentItem, AssignmentItem.id == Submission.item_id)
        .join(Assignment, Assignment.id == AssignmentItem.assignment_id)
        .where(Assignment.course_id == course.id)
        .group_by(Submission.user_id, AssignmentItem.id, Submission.maximum)
    )
    tries: dict[tuple[int, int], list[Tries]] = defaultdict(list)
    for user_id, item_id, maximum, given, attempts in session.execute(query):
        tries[user_id, item_id].append(Tries(attempts=attempts, best=Score(given=given, maximum=maximum)))
    cells: dict[int, dict[int, Cell]] = defaultdict(dict)
    for (user_id, item_id), known in tries.items():
        cells[user_id][item_id] = best_cell(known, points[item_id])
    return cells
