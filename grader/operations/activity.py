"""On which days a person has answered something."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from grader.models.submission import Submission
from grader.models.user import User
from grader.operations.selves import select_selves

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """How much a person has answered on each day, by the calendar of where they were."""

    answers: Mapping[date, int]
    """Number of answers by day; days without one are not there."""
    today: date

    @property
    def streak(self) -> int:
        """Days in a row up to today; a day that is not over yet breaks nothing."""
        last = self.today if self.today in self.answers else self.today - ONE_DAY
        return next(number for number in count() if last - number * ONE_DAY not in self.answers)

    def latest(self, days: int) -> list[tuple[date, int]]:
        """How many answers each of the last days has, today's last."""
        span = [self.today - number * ONE_DAY for number in reversed(range(days))]
        return [(day, self.answers.get(day, 0)) for day in span]


def find_activity(session: Session, user: User, *, today: date) -> Activity:
    """Count a person's answers by day, those given as a guest included."""
    query = select(Submission.answered_on, func.count()).where(Submission.user_id.in_(select_selves(user)))
    rows = session.execute(query.group_by(Submission.answered_on))
    return Activity(answers={row[0]: row[1] for row in rows}, today=today)
