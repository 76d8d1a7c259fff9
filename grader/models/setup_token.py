"""The one-time link that makes the first instructor."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from grader.models.base import Base
from grader.models.columns import utc_now


class SetupToken(Base):
    """A link that makes one instructor, once, before it expires. Only the SHA-256 of its token is kept."""

    __tablename__ = "setup_tokens"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    expires_at: Mapped[datetime]
    created_at: Mapped[datetime] = mapped_column(default_factory=utc_now)
    used_at: Mapped[datetime | None] = mapped_column(default=None)
