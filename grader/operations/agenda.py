"""What a person is asked again today, and what comes back later. What an open assignment holds is never there."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from grader.errors import RequestError
from grader.grading.reviews import MOST_DAILY_REVIEWS
from grader.models.review_card import ReviewCard
from grader.models.submission import Submission
from grader.models.user import User
from grader.operations.holds import find_holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """One person's reviews of one day."""

    due: tuple[ReviewCard, ...] = ()
    """What is asked today, the oldest first: no more than what is left of the day's limit."""
    waiting: int = 0
    """How many more are due than the limit lets through."""
    done: int = 0
    """How many were answered today."""


def find_agenda(session: Session, user: User, *, today: date, known: Collection[str]) -> Agenda:
    """Find what is due, out of the exercises that are `known`; `today` is the day where the person is."""
    is_of_today = or_(ReviewCard.due_on <= today, ReviewCard.returned_on == today)
    query = select(ReviewCard).where(ReviewCard.user_id == user.id, is_of_today)
    cards = session.scalars(query.order_by(ReviewCard.due_on, ReviewCard.recalled_on, ReviewCard.slug)).all()
    due = [card for card in cards if card.due_on <= today and card.slug in known]
    if due:
        held = find_holds(session, user)
        due = [card for card in due if card.slug not in held]
    done = sum(card.returned_on == today for card in cards)
    room = max(0, user.daily_reviews - done)
    return Agenda(due=tuple(due[:room]), waiting=len(due[room:]), done=done)


def find_due_days(session: Session, user: User, *, known: Collection[str]) -> dict[str, date]:
    """Find when each of the `known` exercises comes back, the earliest first."""
    query = select(ReviewCard.slug, ReviewCard.due_on).where(ReviewCard.user_id == user.id)
    held = find_holds(session, user)
    cards = session.execute(query.order_by(ReviewCard.due_on, ReviewCard.slug))
    return {slug: day for slug, day in cards if slug in known and slug not in held}


def find_due_day(session: Session, answer: Submission) -> date | None:
    """Find when the exercise of an answer comes back to whoever gave it, or to the account that they became."""
    owner = select(func.coalesce(User.claimed_by_id, User.id)).where(User.id == answer.user_id).scalar_subquery()
    query = select(ReviewCard.due_on).where(ReviewCard.user_id == owner, ReviewCard.slug == answer.slug)
    return session.scalar(query)


def set_daily_reviews(session: Session, user: User, number: int) -> None:
    """Set how many questions a day may come back. Raises RequestError for none, or too many."""
    if not 1 <= number <= MOST_DAILY_REVIEWS:
        raise RequestError(f"Choose a number from 1 to {MOST_DAILY_REVIEWS}.")
    user.daily_reviews = number
    session.flush()
