"""How far a person has come with a question."""

from __future__ import annotations

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from grader.grading.attempts import NOT_BEGUN, Standing
from grader.models.assignment_item import AssignmentItem
from grader.models.attempt_counter import AttemptCounter
from grader.models.user import User
from grader.operations.inserting import insert_into


def find_counter(
    session: Session, user: User, slug: str, item: AssignmentItem | None, variant: int = 0
) -> AttemptCounter | None:
    """Find a person's counter for a variant of an exercise in practice, or (with `item`) for all in an assignment."""
    return session.scalar(select(AttemptCounter).where(*_which(user, slug, item, variant)))


def lock_counter(
    session: Session, user: User, slug: str, item: AssignmentItem | None, variant: int = 0
) -> AttemptCounter:
    """Get a person's counter, made if need be, as it is now; nobody else can change it until the transaction ends.

    A counter that is made keeps the variant.
    """
    query = select(AttemptCounter).where(*_which(user, slug, item, variant)).with_for_update()
    query = query.execution_options(populate_existing=True)
    return session.scalar(query) or _insert(session, user, slug, item, variant) or session.scalars(query).one()


def standing_of(counter: AttemptCounter | None) -> Standing:
    """Say what a counter means for grading; None: nothing was tried."""
    if counter is None:
        return NOT_BEGUN
    return Standing(
        used=counter.used,
        first_place_is_right=counter.first_place_is_right,
        is_solved=counter.solved_at is not None,
        has_given_up=counter.gave_up_at is not None,
    )


def _which(user: User, slug: str, item: AssignmentItem | None, variant: int) -> tuple[ColumnElement[bool], ...]:
    mine = AttemptCounter.user_id == user.id
    if item is None:
        here = (AttemptCounter.slug == slug, AttemptCounter.variant == variant)
        return mine, *here, AttemptCounter.item_id.is_(None)
    return mine, AttemptCounter.item_id == item.id


def _insert(
    session: Session, user: User, slug: str, item: AssignmentItem | None, variant: int
) -> AttemptCounter | None:
    """Add a counter; None where a request at the same moment was faster."""
    row = {"user_id": user.id, "slug": slug, "item_id": item.id if item else None, "variant": variant, "used": 0}
    insert = insert_into(session, AttemptCounter).values(row).on_conflict_do_nothing()
    return session.scalars(insert.returning(AttemptCounter)).one_or_none()
