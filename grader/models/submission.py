"""Answers as they were given and graded."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column

from grader.escape.values import Place, Reason
from grader.grading.certainty import Certainty
from grader.models.base import Base
from grader.models.columns import utc_now, utc_today


class Submission(Base):
    """One graded answer with all that it was graded by. Written once: neither the program nor SQL can change it.

    Exercise, verdict and Go version are copied in, not referred to, since they may change or be cleared later.
    """

    __tablename__ = "submissions"
    __table_args__ = (
        UniqueConstraint("user_id", "idempotency_key"),
        Index("ix_submissions_user_id_slug", "user_id", "slug"),
        Index("ix_submissions_item_id_user_id_maximum_given", "item_id", "user_id", "maximum", "given"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("assignment_items.id"))
    """The assignment's exercise; empty in practice."""
    slug: Mapped[str] = mapped_column(String(64))
    idempotency_key: Mapped[str] = mapped_column(String(64))
    """Drawn when the form was shown: sending the same form twice stores one row."""
    number: Mapped[int]
    """Which attempt of this person at this question this was, from 1."""

    kind: Mapped[str] = mapped_column(String(32))
    """Kind of the question, which says how to read `answer`."""
    answer: Mapped[dict[str, Any]] = mapped_column(JSON)
    place: Mapped[Place | None]
    """The place chosen; empty for kinds of question that ask for none."""
    reason: Mapped[Reason | None]
    """The reason chosen; empty when a belief was."""
    belief: Mapped[str | None] = mapped_column(String(32))
    """The misconception chosen, e.g. `M06`; empty when a reason was."""
    certainty: Mapped[Certainty]

    place_is_right: Mapped[bool | None]
    """Whether the place chosen, or the one that follows from what was said, is right; empty where a kind has none."""
    is_right: Mapped[bool]
    """All of it is right."""
    given: Mapped[Decimal]
    maximum: Mapped[Decimal]
    """In the units of the question's rubric, not the points of an assignment."""

    key: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """What the answer was graded against, in the words of its kind. Empty in rows from when there was one kind."""
    key_place: Mapped[Place | None]
    """The place that holds; empty for kinds of question that ask for none."""
    key_reasons: Mapped[list[str]] = mapped_column(JSON)
    """The reasons that hold, as codes; none for kinds of question that ask for none."""
    source_hash: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the Go source."""
    verdict_key: Mapped[str] = mapped_column(String(64))
    """Key of the verdict in the cache."""
    go_version: Mapped[str] = mapped_column(String(32))
    lang: Mapped[str] = mapped_column(String(16))
    flags: Mapped[list[str]] = mapped_column(JSON)

    variant: Mapped[int] = mapped_column(default=0, server_default="0")
    """Which variant of the exercise was answered; 0 is the program as its file has it."""
    submitted_at: Mapped[datetime] = mapped_column(default_factory=utc_now)
    answered_on: Mapped[date] = mapped_column(default_factory=utc_today)
    """The day it was where the person was: questions come back by days."""
    is_late: Mapped[bool] = mapped_column(default=False)
    is_after_reveal: Mapped[bool] = mapped_column(default=False)
    """The verdict had been shown before: good for practice, worth nothing."""


@event.listens_for(Submission, "before_update")
@event.listens_for(Submission, "before_delete")
def _refuse_change(_mapper: object, _connection: object, submission: Submission) -> None:
    """Tell the programmer early; triggers of the database stop everybody else."""
    raise RuntimeError(f"submission {submission.id} can not be changed or deleted: submissions are append-only")
