"""The gradebook as a table that can be searched and sorted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from grader.grading.gradebook import ColumnGroup, Gradebook, Row

NOTHING = Decimal(-1)
"""Sorts below every score."""

MOST_PLACES = 2
"""Decimal places in the table; the exact points stand in the download."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """How the rows are sorted."""

    column: str = "name"
    """`name`, `total`, or the number of an assignment."""
    is_descending: bool = False

    def toggled(self, column: str) -> Order:
        """What pressing a column's head asks for: scores from the top first, names from A."""
        if column != self.column:
            return Order(column=column, is_descending=column != "name")
        return Order(column=column, is_descending=not self.is_descending)

    def aria(self, column: str) -> str:
        """The value of `aria-sort` for a column; empty for one that does not sort."""
        if column != self.column:
            return ""
        return "descending" if self.is_descending else "ascending"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The rows to show, and what stands below them."""

    gradebook: Gradebook
    rows: Sequence[Row]
    order: Order
    search: str

    def median_of(self, group: ColumnGroup) -> tuple[Decimal | None, int]:
        """The median of an assignment over those rows that have points in it, and how many these are."""
        points = [found for row in self.rows if (found := row.points_in(group)) is not None]
        return (median(points) if points else None), len(points)

    @property
    def places(self) -> dict[int, int]:
        """How many decimal places the numbers of each assignment's column have."""
        return {
            group.assignment_id: _places([*(row.points_in(group) for row in self.rows), self.median_of(group)[0]])
            for group in self.gradebook.groups
        }

    @property
    def places_of_totals(self) -> int:
        """How many decimal places the totals have."""
        return _places([*(row.total for row in self.rows), self.median_total])

    @property
    def median_total(self) -> Decimal | None:
        """The median of the totals of the rows shown."""
        return median([row.total for row in self.rows]) if self.rows else None


def make_table(gradebook: Gradebook, search: str, order: Order) -> Table:
    """Filter by name or login, then sort; equal scores stay in the order of names."""
    wanted = search.strip().casefold()
    rows = [row for row in gradebook.rows if wanted in f"{row.name} {row.login}".casefold()]
    groups = {str(group.assignment_id): group for group in gradebook.groups}

    def points(row: Row) -> Decimal:
        if order.column == "total":
            return row.total
        found = row.points_in(groups[order.column])
        return NOTHING if found is None else found

    if order.column == "name":
        rows.sort(key=lambda row: row.name.casefold(), reverse=order.is_descending)
    elif order.column == "total" or order.column in groups:
        rows.sort(key=points, reverse=order.is_descending)
    return Table(gradebook=gradebook, rows=rows, order=order, search=search.strip())


def _places(numbers: Iterable[Decimal | None]) -> int:
    """Count the decimal places of the number that has the most, up to `MOST_PLACES`."""
    exponents = (int(number.as_tuple().exponent) for number in numbers if number is not None)
    return min(MOST_PLACES, max((-exponent for exponent in exponents), default=0))
