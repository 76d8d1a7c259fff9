"""Edits that were sent: those that could not be judged are kept, too, and the page goes on from the latest."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from grader.grading.kinds.fix_it import FixItEdit
from grader.models.assignment import Assignment
from grader.models.assignment_item import AssignmentItem
from grader.models.submission import Submission
from grader.models.unjudged_try import UnjudgedTry
from grader.models.user import User
from grader.operations.selves import select_selves

MOST_TRIES = 50
"""That stay of one person; of more, the oldest go."""

MOST_IN_PRACTICE = 20_000
"""That stay of all people's practice: anybody is as many guests as they like. At most 160 MB."""

LONGEST_TROUBLE = 500
"""Characters."""


def keep_try(
    session: Session, user: User, slug: str, edit: FixItEdit, *, trouble: str, item: AssignmentItem | None = None
) -> None:
    """Keep an edit that could not be judged. It takes no attempt. Sending the latest once more keeps nothing new."""
    if find_latest_parts(session, user, slug, item) == list(edit.parts):
        return
    kept = UnjudgedTry(
        user_id=user.id,
        item_id=item.id if item else None,
        slug=slug,
        parts=list(edit.parts),
        trouble=trouble.replace("\0", "")[:LONGEST_TROUBLE],
    )
    session.add(kept)
    session.flush()
    _forget_oldest(session, user, kept)


def _forget_oldest(session: Session, user: User, latest: UnjudgedTry) -> None:
    """Keep the tries within both bounds."""
    newest = select(UnjudgedTry.id).where(UnjudgedTry.user_id == user.id).order_by(UnjudgedTry.id.desc())
    oldest = session.scalars(newest.limit(MOST_TRIES)).all()[-1]
    session.execute(delete(UnjudgedTry).where(UnjudgedTry.user_id == user.id, UnjudgedTry.id < oldest))
    long_ago = UnjudgedTry.id <= latest.id - MOST_IN_PRACTICE
    session.execute(delete(UnjudgedTry).where(long_ago, UnjudgedTry.item_id.is_(None)))


def find_latest_parts(
    session: Session, user: User, slug: str, item: AssignmentItem | None = None
) -> Sequence[str] | None:
    """Find the edit that a person sent last here, judged or not, those sent as a guest included."""
    selves, item_id = select_selves(user), item.id if item else None
    unjudged = session.scalar(
        select(UnjudgedTry)
        .where(UnjudgedTry.user_id.in_(selves), UnjudgedTry.slug == slug)
        .where(UnjudgedTry.item_id.is_not_distinct_from(item_id))
        .order_by(UnjudgedTry.id.desc())
        .limit(1)
    )
    judged = session.scalar(
        select(Submission)
        .where(Submission.user_id.in_(selves), Submission.slug == slug)
        .where(Submission.item_id.is_not_distinct_from(item_id))
        .order_by(Submission.id.desc())
        .limit(1)
    )
    if unjudged is None or (judged and judged.submitted_at > unjudged.tried_at):
        return judged.answer.get("parts") if judged else None
    return unjudged.parts


def list_tries(session: Session, assignment: Assignment, user_id: int) -> dict[int, list[UnjudgedTry]]:
    """List a student's edits in an assignment that could not be judged, by item, the first first."""
    query = (
        select(UnjudgedTry)
        .join(AssignmentItem, AssignmentItem.id == UnjudgedTry.item_id)
        .where(AssignmentItem.assignment_id == assignment.id, UnjudgedTry.user_id == user_id)
        .order_by(UnjudgedTry.id)
    )
    tries: dict[int, list[UnjudgedTry]] = {item.id: [] for item in assignment.items}
    for each in session.scalars(query):
        tries[each.item_id or 0].append(each)
    return tries
