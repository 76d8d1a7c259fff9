"""Who is logged in where."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from grader.models.base import Base
from grader.models.columns import utc_now
from grader.models.user import User


class BrowserSession(Base):
    """One browser that speaks for one person until the row is revoked or expires.

    The cookie carries a random token of 256 bits; only its SHA-256 is kept, so a copy of the database opens no session.
    """

    __tablename__ = "browser_sessions"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True, init=False)
    user: Mapped[User] = relationship(lazy="joined", innerjoin=True)
    expires_at: Mapped[datetime]
    created_at: Mapped[datetime] = mapped_column(default_factory=utc_now)
    revoked_at: Mapped[datetime | None] = mapped_column(default=None)
