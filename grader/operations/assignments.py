"""Assignments: what a course must answer, and who may see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, contains_eager, selectinload

from grader.errors import AlreadyAnswered, NotFound, RequestError
from grader.grading.attempts import Reveal, Rules
from grader.grading.scores import has_few_places
from grader.models.assignment import DEFAULT_CREDIT, Assignment
from grader.models.assignment_item import AssignmentItem
from grader.models.columns import utc_now
from grader.models.course import Course
from grader.models.enrolment import Enrolment
from grader.models.submission import Submission
from grader.models.user import Role, User
from grader.operations.titles import checked_title

MOST_POINTS = Decimal(10_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemDraft:
    """An exercise and its points, as an instructor chose them."""

    slug: str
    points: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentDraft:
    """An assignment as an instructor wants it."""

    title: str
    items: tuple[ItemDraft, ...]
    opens_at: datetime | None = None
    due_at: datetime | None = None
    accepts_late: bool = False
    attempts_allowed: int = 1
    credit: tuple[Decimal, ...] = DEFAULT_CREDIT
    reveal: Reveal = Reveal.AT_ONCE
    redraws: bool = False


def create_assignment(session: Session, course: Course, draft: AssignmentDraft) -> Assignment:
    """Add an assignment to a course. Raises RequestError when the draft makes no sense, with what to change."""
    _check(draft)
    assignment = Assignment(course=course, title=checked_title(draft.title))
    session.add(assignment)
    _apply(session, assignment, draft)
    return assignment


def edit_assignment(session: Session, assignment: Assignment, draft: AssignmentDraft) -> None:
    """Make an assignment as the draft says; grades follow new points at once.

    Raises RequestError when the draft makes no sense, AlreadyAnswered when it leaves out an exercise with answers.
    """
    _check(draft)
    assignment.title = checked_title(draft.title)
    _apply(session, assignment, draft)


def list_assignments(session: Session, course: Course) -> list[Assignment]:
    """List a course's assignments with their items: by due date, those without one last."""
    query = select(Assignment).where(Assignment.course_id == course.id).options(selectinload(Assignment.items))
    return list(session.scalars(query.order_by(Assignment.due_at.is_(None), Assignment.due_at, Assignment.id)))


def list_open_assignments(session: Session, user: User) -> list[Assignment]:
    """List what a student can answer now, in all courses, with items and course: what is due first comes first."""
    takes = (Enrolment.user_id == user.id, Enrolment.left_at.is_(None), Enrolment.role == Role.STUDENT)
    query = (
        select(Assignment)
        .join(Assignment.course)
        .join(Enrolment, Enrolment.course_id == Course.id)
        .where(*takes)
        .options(contains_eager(Assignment.course), selectinload(Assignment.items))
        .order_by(Assignment.due_at.is_(None), Assignment.due_at, Assignment.id)
    )
    now = utc_now()
    return [assignment for assignment in session.scalars(query) if assignment.is_open(now)]


def get_assignment_for_instructor(session: Session, user: User, assignment_id: int) -> Assignment:
    """Get an assignment of a course that this person teaches. Raises NotFound for everybody else."""
    assignment = _find_assignment(session, user, assignment_id, Role.INSTRUCTOR)
    if assignment is None:
        raise NotFound("There is no such assignment.")
    return assignment


def get_assignment_for_student(session: Session, user: User, assignment_id: int) -> Assignment:
    """Get an assignment that has opened in a course that this person takes. Raises NotFound for everybody else."""
    assignment = _find_assignment(session, user, assignment_id, Role.STUDENT)
    if assignment is None or (assignment.opens_at and assignment.opens_at > utc_now()):
        raise NotFound("There is no such assignment.")
    return assignment


def get_item_for_student(session: Session, user: User, assignment_id: int, slug: str) -> AssignmentItem:
    """Get an exercise of an assignment, as `get_assignment_for_student`. Raises NotFound."""
    for item in get_assignment_for_student(session, user, assignment_id).items:
        if item.slug == slug:
            return item
    raise NotFound("This assignment has no such exercise.")


def rules_of(assignment: Assignment, now: datetime) -> Rules:
    """Say how an assignment's questions are asked at this moment."""
    return Rules(
        attempts_allowed=assignment.attempts_allowed,
        credit=assignment.credit,
        reveal=assignment.reveal,
        is_due=assignment.is_due(now),
        is_closed=not assignment.is_open(now),
    )


def _find_assignment(session: Session, user: User, assignment_id: int, role: Role) -> Assignment | None:
    theirs = (Enrolment.user_id == user.id, Enrolment.left_at.is_(None), Enrolment.role == role)
    query = (
        select(Assignment)
        .join(Assignment.course)
        .join(Enrolment, Enrolment.course_id == Course.id)
        .where(Assignment.id == assignment_id, *theirs)
        .options(contains_eager(Assignment.course), selectinload(Assignment.items))
    )
    return session.scalar(query)


def _apply(session: Session, assignment: Assignment, draft: AssignmentDraft) -> None:
    assignment.opens_at = draft.opens_at
    assignment.due_at = draft.due_at
    assignment.accepts_late = draft.accepts_late
    assignment.attempts_allowed = draft.attempts_allowed
    assignment.credit = draft.credit
    assignment.reveal = draft.reveal
    assignment.redraws = draft.redraws
    present = {item.slug: item for item in assignment.items}
    for slug in present.keys() - {item.slug for item in draft.items}:
        _remove(session, assignment, present[slug])
    for position, wanted in enumerate(draft.items):
        _put(assignment, present.get(wanted.slug), wanted, position)
    session.flush()


def _put(assignment: Assignment, item: AssignmentItem | None, wanted: ItemDraft, position: int) -> None:
    if item is None:
        assignment.items.append(AssignmentItem(slug=wanted.slug, points=wanted.points, position=position))
    else:
        item.points, item.position = wanted.points, position


def _remove(session: Session, assignment: Assignment, item: AssignmentItem) -> None:
    if session.scalar(select(exists().where(Submission.item_id == item.id))):
        raise AlreadyAnswered(f"{item.slug} has been answered and cannot be removed. Give it 0 points instead.")
    assignment.items.remove(item)


def _check(draft: AssignmentDraft) -> None:
    slugs = [item.slug for item in draft.items]
    if not slugs or len(set(slugs)) < len(slugs):
        raise RequestError("Choose at least one exercise, and each only once.")
    if not all(has_few_places(item.points) and 0 <= item.points <= MOST_POINTS for item in draft.items):
        raise RequestError(f"Points go from 0 to {MOST_POINTS}, with at most three decimal places.")
    if not draft.credit or not all(has_few_places(part) and 0 <= part <= 1 for part in draft.credit):
        raise RequestError("The credit of an attempt goes from 0 to 1, with at most three decimal places.")
    if not 1 <= draft.attempts_allowed <= 100:
        raise RequestError("Allow 1 to 100 attempts.")
    if draft.opens_at and draft.due_at and draft.opens_at >= draft.due_at:
        raise RequestError("The assignment would be due before it opens. Set a later due date.")
    if draft.reveal is Reveal.AFTER_DUE and draft.due_at is None:
        raise RequestError("Answers are to be shown after the due date, and there is none. Set one.")
