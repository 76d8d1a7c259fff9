"""The first instructor, made through a one-time link."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from grader.errors import NotFound
from grader.models.columns import utc_now
from grader.models.setup_token import SetupToken
from grader.models.user import Role, User
from grader.operations.tokens import hash_token, make_token
from grader.operations.users import register_user

LIFETIME = timedelta(hours=24)


def needs_instructor(session: Session) -> bool:
    """Say whether there is no instructor yet."""
    return not session.scalar(select(exists().where(User.role == Role.INSTRUCTOR)))


def make_setup_token(session: Session) -> str | None:
    """Make the token of a link that is valid for one day; None when there is an instructor already.

    Earlier links stop to work.
    """
    if not needs_instructor(session):
        return None
    now = utc_now()
    session.execute(update(SetupToken).where(SetupToken.used_at.is_(None)).values(used_at=now))
    token = make_token()
    session.add(SetupToken(token_hash=hash_token(token), expires_at=now + LIFETIME))
    session.flush()
    return token


def is_setup_token(session: Session, token: str) -> bool:
    """Say whether this token still makes an instructor."""
    row = session.get(SetupToken, hash_token(token))
    return row is not None and row.used_at is None and row.expires_at > utc_now() and needs_instructor(session)


def register_first_instructor(
    session: Session, token: str, *, login: str, password: str, name: str = "", guest: User | None = None
) -> User:
    """Make the first instructor and use the token up: of two requests at once, one gets NotFound.

    Raises NotFound for a token that is unknown, used or too old, and what `register_user` raises.
    """
    now = utc_now()
    usable = (SetupToken.token_hash == hash_token(token), SetupToken.used_at.is_(None), SetupToken.expires_at > now)
    used = session.execute(update(SetupToken).where(*usable).values(used_at=now).returning(SetupToken.token_hash))
    if used.first() is None or not needs_instructor(session):
        raise NotFound("This link has been used or is too old. Start the program again for a new one.")
    return register_user(session, login=login, password=password, name=name, role=Role.INSTRUCTOR, guest=guest)
