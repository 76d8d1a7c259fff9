"""Guests: people who answer before they have an account."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from grader.models.attempt_counter import AttemptCounter
from grader.models.review_card import ReviewCard
from grader.models.user import User
from grader.operations.reviews import rebuild_reviews
from grader.operations.sessions import revoke_all_sessions


def create_guest(session: Session, seed: str | None = None) -> User:
    """Make a person without a login. Do it at the first answer, not at the first visit.

    `seed` is the word by which variants were drawn until then: they stay the same.
    """
    guest = User(seed=seed)
    session.add(guest)
    session.flush()
    return guest


def claim_guest(session: Session, guest: User, user: User) -> None:
    """Make what was answered as a guest count for an account that existed before. Does nothing for other than guests.

    Submissions stay as they were written; the guest's row points to the account. Where both have tried one variant of
    an exercise, the attempts add up, what was solved or given up in either stays so, and the account's own first
    attempt stays the first. When questions come back is computed from the answers of both, as if one person had given
    them all.
    """
    if not guest.is_guest or guest.claimed_by_id is not None or user.is_guest:
        return
    guest.claimed_by_id = user.id
    own = {(counter.slug, counter.variant): counter for counter in session.scalars(_practice_of(user))}
    for counter in session.scalars(_practice_of(guest)):
        if (counter.slug, counter.variant) in own:
            _merge(counter, into=own[counter.slug, counter.variant])
            session.delete(counter)
        else:
            counter.user_id = user.id
    rebuild_reviews(session, user, session.scalars(select(ReviewCard.slug).where(ReviewCard.user_id == guest.id)))
    revoke_all_sessions(session, guest)
    session.flush()


def _practice_of(user: User) -> Select[AttemptCounter]:
    return select(AttemptCounter).where(AttemptCounter.user_id == user.id, AttemptCounter.item_id.is_(None))


def _merge(guest: AttemptCounter, *, into: AttemptCounter) -> None:
    into.used += guest.used
    if into.first_place_is_right is None:
        into.first_place_is_right = guest.first_place_is_right
    into.solved_at = _earlier(into.solved_at, guest.solved_at)
    into.gave_up_at = _earlier(into.gave_up_at, guest.gave_up_at)


def _earlier(one: datetime | None, other: datetime | None) -> datetime | None:
    return min(one, other) if one and other else one or other
