"""People, with a login or as guests."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from grader.grading.reviews import DAILY_REVIEWS
from grader.models.base import Base
from grader.models.columns import utc_now


class Role(StrEnum):
    """What a person is, in the program or in one course."""

    STUDENT = "student"
    INSTRUCTOR = "instructor"


class User(Base):
    """A person. A row without a login is a guest, who keeps the row by registering.

    A guest who logs in to an account that exists leaves a row behind that points to it (`claimed_by_id`): the answers
    given as a guest stay as they were written, and count for the account.
    """

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    login: Mapped[str | None] = mapped_column(String(64), unique=True, default=None)
    """The name to log in with, NFKC-normalised and case-folded; None for a guest."""
    name: Mapped[str] = mapped_column(String(200), default="")
    """What other people read; empty for a guest."""
    password_hash: Mapped[str | None] = mapped_column(String(255), default=None)
    role: Mapped[Role] = mapped_column(default=Role.STUDENT)
    """An instructor may create courses."""
    created_at: Mapped[datetime] = mapped_column(default_factory=utc_now)
    disabled_at: Mapped[datetime | None] = mapped_column(default=None)
    """Since when the account can not be used."""
    time_zone: Mapped[str] = mapped_column(String(64), default="UTC", server_default="UTC")
    """IANA name of the zone in which the person answered last: a day is theirs, not the server's."""
    daily_reviews: Mapped[int] = mapped_column(default=DAILY_REVIEWS, server_default=str(DAILY_REVIEWS))
    """How many questions a day may come back."""
    seed: Mapped[str | None] = mapped_column(String(32), default=None)
    """By which variants are drawn: the browser's, where the person began as a guest. Without one the id serves."""
    claimed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True, default=None)

    @property
    def is_guest(self) -> bool:
        """True while nobody can log in as this person."""
        return self.login is None

    @property
    def is_instructor(self) -> bool:
        """True when the person may create courses."""
        return self.role is Role.INSTRUCTOR
