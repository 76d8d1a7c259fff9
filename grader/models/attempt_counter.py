"""How often a person has tried a question."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from grader.models.base import Base

IN_PRACTICE = text("item_id IS NULL")
IN_ASSIGNMENT = text("item_id IS NOT NULL")


class AttemptCounter(Base):
    """The state of one person at an exercise of one assignment, or in practice (`item_id` empty) at one variant of it.

    The limit of attempts is kept by one conditional UPDATE of `used`, so that no two requests can both take the last
    attempt. Scores stand in the submissions, not here.
    """

    __tablename__ = "attempt_counters"
    __table_args__ = (
        Index(
            "uq_attempt_counters_practice",
            "user_id",
            "slug",
            "variant",
            unique=True,
            sqlite_where=IN_PRACTICE,
            postgresql_where=IN_PRACTICE,
        ),
        Index(
            "uq_attempt_counters_item",
            "user_id",
            "item_id",
            unique=True,
            sqlite_where=IN_ASSIGNMENT,
            postgresql_where=IN_ASSIGNMENT,
        ),
        CheckConstraint("used >= 0", name="used"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    slug: Mapped[str] = mapped_column(String(64))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("assignment_items.id"), index=True, default=None)
    variant: Mapped[int] = mapped_column(default=0, server_default="0")
    """Which variant the person has: drawn when the first answer came, and kept whatever variants there are later."""
    used: Mapped[int] = mapped_column(default=0)
    """Attempts taken."""
    first_place_is_right: Mapped[bool | None] = mapped_column(default=None)
    """Whether the first attempt named the right place; None before it."""
    solved_at: Mapped[datetime | None] = mapped_column(default=None)
    """When the first fully right answer came."""
    gave_up_at: Mapped[datetime | None] = mapped_column(default=None)
