"""What the compiler has already been asked."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from grader.models.base import Base
from grader.models.columns import utc_now


class StoredVerdict(Base):
    """A verdict in the cache that all processes share, found by the hash of all that it depends on."""

    __tablename__ = "verdicts"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    """SHA-256 of source files, toolchain, the set explained, and the judge's own version."""
    subject: Mapped[str] = mapped_column(String(64), index=True)
    """The same hash without toolchain and judge: finds what an earlier compiler said while none is there."""
    document: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    """SHA-256 of key and document: an entry that was damaged or put under a wrong key is not served."""
    is_trusted: Mapped[bool] = mapped_column(default=True)
    """False for a program that came from the web: those are bounded by themselves, so that they push out no others."""
    created_at: Mapped[datetime] = mapped_column(default_factory=utc_now, index=True)
