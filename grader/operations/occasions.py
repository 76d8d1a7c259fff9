"""One person before one question, at one moment."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from grader.errors import AnswerInvalid, AssignmentClosed, ExerciseHeld, NotFound, VariantNotYours
from grader.grading.attempts import PRACTICE, Rules
from grader.grading.dealing import Deal
from grader.grading.questions import Question
from grader.models.assignment_item import AssignmentItem
from grader.models.attempt_counter import AttemptCounter
from grader.models.columns import utc_now
from grader.models.submission import Submission
from grader.models.user import User
from grader.operations.assignments import rules_of
from grader.operations.holds import find_hold
from grader.operations.selves import select_selves
from grader.operations.standings import find_counter, lock_counter
from grader.operations.variants import deal_for, is_own_variant

KEY = re.compile(r"[ -~]{1,64}")
"""What identifies one form that was shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """Who is asked what, where and when."""

    session: Session
    user: User
    question: Question
    item: AssignmentItem | None
    """The assignment's exercise; None in practice."""
    now: datetime = field(default_factory=utc_now)

    @property
    def today(self) -> date:
        """The day it is where the person is."""
        return self.now.astimezone(ZoneInfo(self.user.time_zone)).date()

    @property
    def item_id(self) -> int | None:
        """Number of the assignment's exercise; None in practice."""
        return self.item.id if self.item else None

    @property
    def variant(self) -> int:
        """Which variant of the exercise is answered."""
        return self.question.evidence.variant

    @property
    def deal(self) -> Deal:
        """The variants of the exercise as they are dealt to this person."""
        return deal_for(self.user, self.question.slug, self.item, self.question.evidence.variant_count)

    @property
    def rules(self) -> Rules:
        """How the question is asked here and now."""
        return rules_of(self.item.assignment, self.now) if self.item else PRACTICE

    def get_rules_for_answering(self) -> Rules:
        """Get the rules if answers are taken. Raises ExerciseHeld, AssignmentClosed, NotFound (of another exercise)."""
        if self.item is None:
            if hold := self.find_hold():
                raise ExerciseHeld(f"This exercise is part of “{hold}”, which is open. Answer it there.")
            return PRACTICE
        if self.item.slug != self.question.slug:
            raise NotFound("This assignment has no such exercise.")
        if self.rules.is_closed:
            raise AssignmentClosed(f"“{self.item.assignment.title}” does not take answers now.")
        return self.rules

    def require_own_variant(self, idempotency_key: str | None = None) -> None:
        """Raise VariantNotYours for a variant that the person neither has nor, in practice, has had or may go on to.

        A form that was sent before may be sent again.
        """
        if self.deal.count == 1 or (idempotency_key is not None and self.find_submission(idempotency_key)):
            return
        if not is_own_variant(self.session, self.user, self.item, self.deal, self.variant):
            raise VariantNotYours(f"Variant {self.variant} of {self.question.slug} is not theirs now.")

    def require_variant_of(self, counter: AttemptCounter) -> None:
        """Raise VariantNotYours if another request has moved the counter on to another variant meanwhile."""
        if self.item is not None and self.deal.valid(counter.variant) != self.variant:
            raise VariantNotYours(f"Variant {self.variant} of {self.question.slug} is not theirs any more.")

    def find_hold(self) -> str | None:
        """Find the title of the assignment that keeps the exercise out of practice; None inside an assignment."""
        if self.item is not None:
            return None
        hold = find_hold(self.session, self.user, self.question.slug)
        return hold.title if hold else None

    def find_counter(self) -> AttemptCounter | None:
        """Find how far the person has come here."""
        return find_counter(self.session, self.user, self.question.slug, self.item, self.variant)

    def lock_counter(self) -> AttemptCounter:
        """Get how far the person has come here, for changing it."""
        return lock_counter(self.session, self.user, self.question.slug, self.item, self.variant)

    def find_submission(self, idempotency_key: str) -> Submission | None:
        """Find what was stored when this form was sent before. Raises AnswerInvalid for a key of another question."""
        if not KEY.fullmatch(idempotency_key):
            raise AnswerInvalid("The form has lost its key. Load the page again.")
        mine = (Submission.user_id == self.user.id, Submission.idempotency_key == idempotency_key)
        found = self.session.scalar(select(Submission).where(*mine))
        if found and (found.slug, found.item_id) != (self.question.slug, self.item_id):
            raise AnswerInvalid("The form belongs to another question. Load the page again.")
        return found

    def find_latest_submission(self) -> Submission | None:
        """Find the person's latest answer here, those given as a guest included; in practice, to this variant."""
        here = [Submission.slug == self.question.slug, Submission.item_id.is_not_distinct_from(self.item_id)]
        if self.item is None:
            here.append(Submission.variant == self.variant)
        query = select(Submission).where(Submission.user_id.in_(select_selves(self.user)), *here)
        return self.session.scalar(query.order_by(Submission.id.desc()).limit(1))
