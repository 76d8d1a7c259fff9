"""Who is logged in in which browser: sessions that can be revoked."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from grader.models.browser_session import BrowserSession
from grader.models.columns import utc_now
from grader.models.user import User
from grader.operations.tokens import hash_token, make_token

LIFETIME = timedelta(days=30)


def start_session(session: Session, user: User) -> str:
    """Log a browser in as this person and give the token for its cookie. Always a new one."""
    token = make_token()
    session.add(BrowserSession(token_hash=hash_token(token), user=user, expires_at=utc_now() + LIFETIME))
    session.flush()
    return token


def find_user_of_session(session: Session, token: str) -> User | None:
    """Find who is logged in with this token; None when it was revoked, has expired, or the account is disabled."""
    row = session.scalar(select(BrowserSession).where(BrowserSession.token_hash == hash_token(token)))
    if row is None or row.revoked_at is not None or row.expires_at <= utc_now() or row.user.disabled_at is not None:
        return None
    return row.user


def revoke_session(session: Session, token: str) -> None:
    """Log one browser out: the token is worth nothing from now on."""
    ours = BrowserSession.token_hash == hash_token(token)
    session.execute(
        update(BrowserSession).where(ours, BrowserSession.revoked_at.is_(None)).values(revoked_at=utc_now())
    )


def revoke_all_sessions(session: Session, user: User) -> None:
    """Log a person out everywhere."""
    theirs = BrowserSession.user_id == user.id
    session.execute(
        update(BrowserSession).where(theirs, BrowserSession.revoked_at.is_(None)).values(revoked_at=utc_now())
    )
