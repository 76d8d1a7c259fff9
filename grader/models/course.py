"""Courses."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from grader.models.base import Base
from grader.models.columns import utc_now


class Course(Base):
    """A class of students. Who teaches and who takes it stands in the enrolments."""

    __tablename__ = "courses"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    code: Mapped[str] = mapped_column(String(16), unique=True)
    """What students type to join, and the course's part of an address; upper case, without look-alike letters."""
    title: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(default_factory=utc_now)
