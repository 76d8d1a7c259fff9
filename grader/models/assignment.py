"""Assignments of a course."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, String, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from grader.grading.attempts import Reveal
from grader.models.assignment_item import AssignmentItem
from grader.models.base import Base
from grader.models.columns import DecimalTuple, utc_now
from grader.models.course import Course

DEFAULT_CREDIT = (Decimal(1), Decimal("0.6"), Decimal("0.3"))


class Assignment(Base):
    """Exercises that a course must answer, with the rules for answering."""

    __tablename__ = "assignments"
    __table_args__ = (CheckConstraint("attempts_allowed >= 1", name="attempts_allowed"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"), index=True, init=False)
    course: Mapped[Course] = relationship()
    title: Mapped[str] = mapped_column(String(200))
    opens_at: Mapped[datetime | None] = mapped_column(default=None)
    """None: open since it was created."""
    due_at: Mapped[datetime | None] = mapped_column(default=None)
    """None: never closes."""
    accepts_late: Mapped[bool] = mapped_column(default=False)
    """Answers after the due date are taken, and marked as late."""
    attempts_allowed: Mapped[int] = mapped_column(default=1)
    """Per exercise."""
    credit: Mapped[tuple[Decimal, ...]] = mapped_column(DecimalTuple, default=DEFAULT_CREDIT)
    """What part of its score the first, second … attempt earns; the last holds for all further ones."""
    redraws: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Each further attempt is at another variant of the exercise, where it has any."""
    reveal: Mapped[Reveal] = mapped_column(default=Reveal.AT_ONCE)
    created_at: Mapped[datetime] = mapped_column(default_factory=utc_now)
    items: Mapped[list[AssignmentItem]] = relationship(
        back_populates="assignment", order_by="AssignmentItem.position", cascade="all, delete-orphan", init=False
    )

    def is_open(self, now: datetime) -> bool:
        """Say whether answers are taken at this moment."""
        has_opened = self.opens_at is None or self.opens_at <= now
        return has_opened and (self.accepts_late or not self.is_due(now))

    def is_due(self, now: datetime) -> bool:
        """Say whether the due date has passed."""
        return self.due_at is not None and self.due_at <= now
