"""The exercises of an assignment."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from grader.models.base import Base

if TYPE_CHECKING:
    from grader.models.assignment import Assignment


class AssignmentItem(Base):
    """One exercise of the bank in one assignment, and what it is worth there."""

    __tablename__ = "assignment_items"
    __table_args__ = (UniqueConstraint("assignment_id", "slug"), CheckConstraint("points >= 0", name="points"))

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id"), init=False)
    assignment: Mapped[Assignment] = relationship(back_populates="items", init=False)
    slug: Mapped[str] = mapped_column(String(64), index=True)
    points: Mapped[Decimal]
    position: Mapped[int]
    """Order within the assignment, from 0."""
