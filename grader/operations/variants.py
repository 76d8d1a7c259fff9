"""Which variant of an exercise a person has: what was answered is kept, the rest is drawn.

Nothing is written here. A draw is the same each time, and is kept with the first answer; what is kept wins over what
would be drawn, so that a variant stays with a person when the author adds further ones. A variant that was kept and
is no longer there is the exercise as it is.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from grader.grading.attempts import attempts_left
from grader.grading.dealing import Deal
from grader.models.assignment_item import AssignmentItem
from grader.models.attempt_counter import AttemptCounter
from grader.models.columns import utc_now
from grader.models.submission import Submission
from grader.models.user import User
from grader.operations.assignments import rules_of
from grader.operations.selves import select_selves
from grader.operations.standings import find_counter, standing_of


def deal_for(user: User, slug: str, item: AssignmentItem | None, count: int) -> Deal:
    """The variants of an exercise as they are dealt to this person."""
    return Deal(seed=seed_of(user), slug=slug, item_id=item.id if item else None, count=count)


def seed_of(user: User) -> str:
    """The word by which this person's variants are drawn."""
    return user.seed or f"person {user.id}"


def find_variant(session: Session, user: User, item: AssignmentItem | None, deal: Deal) -> int:
    """Find the variant that a person has now."""
    if deal.count == 1:
        return 0
    kept = _find_practised(session, user, deal.slug) if item is None else _find_assigned(session, user, item)
    return deal.first if kept is None else deal.valid(kept)


def find_further_variant(session: Session, user: User, deal: Deal) -> int | None:
    """Find the variant that a person may go on to in practice; None before an answer, and where there is no other."""
    if deal.count == 1:
        return None
    kept = _find_practised(session, user, deal.slug)
    return None if kept is None else deal.after(deal.valid(kept))


def is_own_variant(session: Session, user: User, item: AssignmentItem | None, deal: Deal, variant: int) -> bool:
    """Say whether a variant is one that the person has or, in practice, has had or may go on to."""
    if variant == find_variant(session, user, item, deal):
        return True
    if item is not None:
        return False
    has_had = find_counter(session, user, deal.slug, None, variant) is not None
    return has_had or variant == find_further_variant(session, user, deal)


def _find_practised(session: Session, user: User, slug: str) -> int | None:
    """Find the variant that was answered last, else one that was given up."""
    mine = (Submission.user_id.in_(select_selves(user)), Submission.slug == slug, Submission.item_id.is_(None))
    answered = session.scalar(select(Submission.variant).where(*mine).order_by(Submission.id.desc()).limit(1))
    if answered is not None:
        return answered
    own = (AttemptCounter.user_id == user.id, AttemptCounter.slug == slug, AttemptCounter.item_id.is_(None))
    return session.scalar(select(AttemptCounter.variant).where(*own).order_by(AttemptCounter.id.desc()).limit(1))


def _find_assigned(session: Session, user: User, item: AssignmentItem) -> int | None:
    """Find the variant to answer; once no answer is taken, the one that was answered last: its verdict is shown."""
    counter = find_counter(session, user, item.slug, item)
    if counter is None:
        return None
    if attempts_left(rules_of(item.assignment, utc_now()), standing_of(counter)) == 0:
        mine = (Submission.user_id == user.id, Submission.item_id == item.id)
        answered = session.scalar(select(Submission.variant).where(*mine).order_by(Submission.id.desc()).limit(1))
        return counter.variant if answered is None else answered
    return counter.variant
