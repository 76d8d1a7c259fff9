"""Column types that mean the same on SQLite and PostgreSQL: moments in UTC, exact numbers."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from sqlalchemy import BigInteger, DateTime, String
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from grader.grading.scores import has_few_places

PLACES = 6
"""Decimal places kept: a weight (three) times the credit of an attempt (three)."""


def utc_now() -> datetime:
    """Give the present moment, aware of its zone."""
    return datetime.now(UTC)


def utc_today() -> date:
    """Give the present day in UTC."""
    return utc_now().date()


class UtcTime(TypeDecorator[datetime]):
    """A moment, kept in UTC. A naive datetime is refused: nobody knows which moment it means."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """SQLite keeps no zone, so what is stored is UTC by agreement."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the moment back in UTC, whatever the server's zone is."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class ExactNumber(TypeDecorator[Decimal]):
    """A decimal number, kept as a whole number of millionths: exact, and summed exactly by every database."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        """Refuse what would have to be rounded."""
        del dialect
        if value is None:
            return None
        if not has_few_places(value, PLACES):
            raise ValueError(f"{value} cannot be kept exactly in {PLACES} decimal places")
        return int(value.scaleb(PLACES))

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        """PostgreSQL gives sums of whole numbers back as Decimal, SQLite as int."""
        del dialect
        return None if value is None else Decimal(int(value)).scaleb(-PLACES)


class DecimalTuple(TypeDecorator[tuple[Decimal, ...]]):
    """A short list of exact numbers, as text: `1 0.6 0.3`."""

    impl = String(200)
    cache_ok = True

    def process_bind_param(self, value: tuple[Decimal, ...] | None, dialect: Dialect) -> str | None:
        """Written as decimal digits, never in scientific notation."""
        del dialect
        return None if value is None else " ".join(format(number, "f") for number in value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[Decimal, ...] | None:
        """Give back the same numbers, digit for digit."""
        del dialect
        return None if value is None else tuple(Decimal(number) for number in value.split())
