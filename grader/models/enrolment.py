"""Who belongs to which course."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from grader.models.base import Base
from grader.models.columns import utc_now
from grader.models.course import Course
from grader.models.user import Role, User


class Enrolment(Base):
    """One person in one course, as student or instructor. Leaving closes the row; joining again opens it."""

    __tablename__ = "enrolments"
    __table_args__ = (UniqueConstraint("course_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"), init=False)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True, init=False)
    course: Mapped[Course] = relationship()
    user: Mapped[User] = relationship()
    role: Mapped[Role]
    joined_at: Mapped[datetime] = mapped_column(default_factory=utc_now)
    left_at: Mapped[datetime | None] = mapped_column(default=None)
