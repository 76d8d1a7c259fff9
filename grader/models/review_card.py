"""When which exercise comes back to whom."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Double, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from grader.models.base import Base


class ReviewCard(Base):
    """How well one person remembers one exercise. Computed from the submissions, and can be computed again."""

    __tablename__ = "review_cards"
    __table_args__ = (Index("ix_review_cards_user_id_due_on", "user_id", "due_on"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    slug: Mapped[str] = mapped_column(String(64), primary_key=True)
    due_on: Mapped[date]
    """The learner's own calendar day from which on the question is asked again."""
    recalled_on: Mapped[date]
    """Day of the latest answer that counted."""
    returned_on: Mapped[date | None]
    """Day of the latest answer that was due; empty before the first."""
    owes_return: Mapped[bool]
    """It was answered wrongly and surely, and has not come back for the second time yet."""
    stability: Mapped[float] = mapped_column(Double)
    difficulty: Mapped[float] = mapped_column(Double)
