"""Edited programs that could not be judged."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from grader.models.base import Base
from grader.models.columns import utc_now


class UnjudgedTry(Base):
    """One edit that did not compile, or that the compiler had no time for. It was no attempt, and is no submission.

    Kept so that nobody loses their work: the page goes on from the latest. Only the newest of each person stay, and
    they go with the person.
    """

    __tablename__ = "unjudged_tries"
    __table_args__ = (Index("ix_unjudged_tries_user_id_slug", "user_id", "slug"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("assignment_items.id", ondelete="CASCADE"))
    """The assignment's exercise; empty in practice."""
    slug: Mapped[str] = mapped_column(String(64))
    parts: Mapped[list[Any]] = mapped_column(JSON)
    """The text of each part that may be edited."""
    trouble: Mapped[str] = mapped_column(String(500))
    """Why it was not judged: the first complaint of the compiler, with its place."""
    tried_at: Mapped[datetime] = mapped_column(default_factory=utc_now)
