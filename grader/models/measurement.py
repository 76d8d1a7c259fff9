"""What calls of the bank's programs were measured to cost."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from grader.models.base import Base
from grader.models.columns import utc_now


class StoredMeasurement(Base):
    """One measurement, found by the hash of all that it depends on besides the machine."""

    __tablename__ = "measurements"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    """SHA-256 of source files, call, toolchain, and the code that measures."""
    document: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    """SHA-256 of key and document: an entry that was damaged or put under a wrong key is not shown."""
    created_at: Mapped[datetime] = mapped_column(default_factory=utc_now)
