"""The programs that people have asked the compiler about."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from grader.models.base import Base
from grader.models.columns import utc_now


class Program(Base):
    """One Go program, whoever wrote it, found by the hash of its text: whoever has its address can read it."""

    __tablename__ = "programs"
    __table_args__ = (Index(None, "is_shared", "asked_at"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    """The first 32 hexadecimal digits of the SHA-256 of the source."""
    source: Mapped[bytes] = mapped_column(LargeBinary)
    """Exactly the bytes that the compiler is given."""
    asked_at: Mapped[datetime] = mapped_column(default_factory=utc_now)
    """When it was sent last."""
    is_shared: Mapped[bool] = mapped_column(default=False)
    """True once somebody has asked for a link to it: then it stays. Of the others only the newest do."""
