"""How far one student has come with an assignment, as the student may know it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from grader.grading.attempts import attempts_left, is_verdict_shown
from grader.grading.gradebook import plain, points_of
from grader.grading.scores import Score
from grader.models.assignment import Assignment
from grader.models.assignment_item import AssignmentItem
from grader.models.attempt_counter import AttemptCounter
from grader.models.columns import utc_now
from grader.models.submission import Submission
from grader.models.user import User
from grader.operations.assignments import rules_of
from grader.operations.standings import standing_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemProgress:
    """One exercise of an assignment, for one student."""

    item: AssignmentItem
    is_answered: bool
    attempts_left: int | None
    """None: no limit."""
    points: Decimal | None
    """None: not answered, or not to be told yet."""


def list_coursework(session: Session, user: User, assignment: Assignment) -> list[ItemProgress]:
    """List an assignment's exercises in order, with what the student may know of each."""
    counters = _counters(session, user, assignment)
    best = _best_scores(session, user, assignment)
    rules = rules_of(assignment, utc_now())
    progress = []
    for item in assignment.items:
        standing, scores = standing_of(counters.get(item.id)), best.get(item.id, [])
        is_told = bool(scores) and is_verdict_shown(rules, standing)
        points = max((points_of(score, item.points) for score in scores), default=Decimal(0))
        progress.append(
            ItemProgress(
                item=item,
                is_answered=bool(scores),
                attempts_left=attempts_left(rules, standing),
                points=plain(points) if is_told else None,
            )
        )
    return progress


def _counters(session: Session, user: User, assignment: Assignment) -> dict[int, AttemptCounter]:
    items = [item.id for item in assignment.items]
    query = select(AttemptCounter).where(AttemptCounter.user_id == user.id, AttemptCounter.item_id.in_(items))
    return {counter.item_id: counter for counter in session.scalars(query) if counter.item_id is not None}


def _best_scores(session: Session, user: User, assignment: Assignment) -> dict[int, list[Score]]:
    """Best scores by exercise; more than one where a rubric was changed, and scores have two units."""
    query = (
        select(Submission.item_id, Submission.maximum, func.max(Submission.given))
        .where(Submission.user_id == user.id, Submission.item_id.in_([item.id for item in assignment.items]))
        .group_by(Submission.item_id, Submission.maximum)
    )
    best: dict[int, list[Score]] = {}
    for item_id, maximum, given in session.execute(query):
        best.setdefault(item_id or 0, []).append(Score(given=given, maximum=maximum))
    return best
