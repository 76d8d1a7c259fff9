"""One person under several ids: an account, and the guests that it was before."""

from __future__ import annotations

from sqlalchemy import Select, or_, select

from grader.models.user import User


def select_selves(user: User) -> Select[int]:
    """Select the ids under which a person has answered: the account's own, and those of its guests."""
    return select(User.id).where(or_(User.id == user.id, User.claimed_by_id == user.id))
