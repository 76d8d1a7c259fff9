"""The arithmetic of grades: from scores of questions to points of assignments, exactly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from grader.grading.scores import Score

POINT_PLACES = 6
"""Decimal places of points, where a share of them has no end in decimals."""


def points_of(score: Score, points: Decimal) -> Decimal:
    """Scale a question's score to the points that it is worth in an assignment; half a millionth rounds up."""
    share = Fraction(score.given) / Fraction(score.maximum) * Fraction(points)
    whole, rest = divmod(share.numerator * 10**POINT_PLACES, share.denominator)
    rounded = whole + (2 * rest >= share.denominator)
    return plain(Decimal(rounded).scaleb(-POINT_PLACES))


def plain(number: Decimal) -> Decimal:
    """Write a number without zeros at the end and without an exponent."""
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One exercise of an assignment."""

    item_id: int
    slug: str
    points: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnGroup:
    """An assignment with its exercises."""

    assignment_id: int
    title: str
    columns: tuple[Column, ...]

    @property
    def points(self) -> Decimal:
        """What the assignment is worth."""
        return plain(sum((column.points for column in self.columns), Decimal(0)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one student reached in one exercise."""

    points: Decimal
    attempts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One student."""

    user_id: int
    login: str
    name: str
    cells: Mapping[int, Cell]
    """By item; nothing for what was not answered."""

    def points_in(self, group: ColumnGroup) -> Decimal | None:
        """Add up an assignment; None when nothing of it was answered."""
        cells = [self.cells[column.item_id] for column in group.columns if column.item_id in self.cells]
        return plain(sum((cell.points for cell in cells), Decimal(0))) if cells else None

    @property
    def total(self) -> Decimal:
        """All points."""
        return plain(sum((cell.points for cell in self.cells.values()), Decimal(0)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Gradebook:
    """All students of a course by all its assignments."""

    groups: tuple[ColumnGroup, ...]
    rows: tuple[Row, ...]

    @property
    def points(self) -> Decimal:
        """What the whole course is worth."""
        return plain(sum((group.points for group in self.groups), Decimal(0)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Tries:
    """Answers of one student to one exercise under one rubric: how many, and the best."""

    attempts: int
    best: Score


def best_cell(tries: Iterable[Tries], points: Decimal) -> Cell:
    """Make a cell of all answers of one student to one exercise: the best of them counts."""
    known = tuple(tries)
    best = max(points_of(each.best, points) for each in known)
    return Cell(points=best, attempts=sum(each.attempts for each in known))
