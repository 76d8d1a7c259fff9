"""The program's own formats for grades: wide, long, and every submission."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from decimal import Decimal
from operator import attrgetter

from grader.exports.cells import csv_lines
from grader.grading.gradebook import Gradebook


@dataclass(frozen=True, slots=True, kw_only=True)
class LongRow:
    """One student and one question: the best answer, or nothing. The fields are the columns, in this order."""

    login: str
    name: str
    assignment: str
    exercise: str
    points: Decimal | None
    """None: not answered."""
    maximum: Decimal
    attempts: int
    place: str = ""
    reason: str = ""
    """Code of the reason, or the misconception."""
    certainty: str = ""
    submitted_utc: datetime | None = None
    is_late: bool | None = None
    go_version: str = ""
    kind: str = ""
    """Kind of question."""
    answer: str = ""
    """The answer as text, in the form of its kind: `heap RETURNED`."""
    variant: int | None = None
    """Which variant of the exercise was answered; 0 is the program as its file has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionRow:
    """One answer, with all that it was graded by. The fields are the columns, in this order."""

    submission: int
    login: str
    name: str
    assignment: str
    exercise: str
    attempt: int
    place: str
    """Empty, like `reason`, for kinds of question that do not ask for it."""
    reason: str
    """Code of the reason, or the misconception."""
    certainty: str
    place_is_right: bool | None
    """Empty for kinds of question in which no place is named or follows from the answer."""
    is_right: bool
    score: Decimal
    maximum: Decimal
    submitted_utc: datetime
    is_late: bool
    key_place: str
    """The place that holds."""
    key_reasons: str
    """Codes of the reasons that hold, with spaces between."""
    source_sha256: str
    go_version: str
    lang: str
    flags: str
    kind: str
    """Kind of question."""
    answer: str
    """The answer as text, in the form of its kind: `heap RETURNED`."""
    key: str
    """What is right, in the same form; where several answers are right, all of them."""
    variant: int
    """Which variant of the exercise was answered; 0 is the program as its file has it."""


def export_wide(gradebook: Gradebook, *, with_bom: bool = False) -> Generator[str]:
    """Write one row for each student: the points of each assignment, and the total. Titles say what is the most."""
    titles = (f"{group.title} ({group.points})" for group in gradebook.groups)
    header = ("login", "name", *titles, f"total ({gradebook.points})")
    rows = (
        (row.login, row.name, *(row.points_in(group) for group in gradebook.groups), row.total)
        for row in gradebook.rows
    )
    return csv_lines(header, rows, with_bom=with_bom)


def export_long(rows: Iterable[LongRow], *, with_bom: bool = False) -> Generator[str]:
    """Write one row for each student and question."""
    return _export(LongRow, rows, with_bom=with_bom)


def export_submissions(rows: Iterable[SubmissionRow], *, with_bom: bool = False) -> Generator[str]:
    """Write one row for each answer."""
    return _export(SubmissionRow, rows, with_bom=with_bom)


def _export(kind: type[LongRow | SubmissionRow], rows: Iterable[object], *, with_bom: bool) -> Generator[str]:
    names = [field.name for field in fields(kind)]
    return csv_lines(names, map(attrgetter(*names), rows), with_bom=with_bom)
