"""What stands behind one cell of a gradebook."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from grader.errors import NotFound
from grader.models.assignment import Assignment
from grader.models.assignment_item import AssignmentItem
from grader.models.course import Course
from grader.models.submission import Submission


def get_assignment_of(session: Session, course: Course, assignment_id: int) -> Assignment:
    """Get an assignment of this course. Raises NotFound for one of another course."""
    assignment = session.get(Assignment, assignment_id)
    if assignment is None or assignment.course_id != course.id:
        raise NotFound("There is no such assignment.")
    return assignment


def list_answers(session: Session, assignment: Assignment, user_id: int) -> dict[int, list[Submission]]:
    """List a student's answers to an assignment by item, the first first."""
    query = (
        select(Submission)
        .join(AssignmentItem, AssignmentItem.id == Submission.item_id)
        .where(AssignmentItem.assignment_id == assignment.id, Submission.user_id == user_id)
        .order_by(Submission.id)
    )
    answers: dict[int, list[Submission]] = {item.id: [] for item in assignment.items}
    for submission in session.scalars(query):
        answers[submission.item_id or 0].append(submission)
    return answers
