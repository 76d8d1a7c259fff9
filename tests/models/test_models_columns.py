from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, Integer, MetaData, Table, func, insert, select
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.orm import Session

from grader.models.columns import DecimalTuple, ExactNumber, UtcTime
from grader.models.course import Course
from grader.models.user import User

VALUES = Table(
    "sample_values",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("moment", UtcTime),
    Column("number", ExactNumber),
    Column("numbers", DecimalTuple),
)


@pytest.fixture
def table(session: Session) -> Table:
    VALUES.create(session.connection())
    return VALUES


def kept(session: Session, table: Table, **values: object) -> tuple[object, ...]:
    """Write a row and read it back."""
    key = session.scalars(insert(table).values(values).returning(table.c.id)).one()
    row = session.execute(select(*(table.c[name] for name in values)).where(table.c.id == key)).one()
    return tuple(row)


@pytest.mark.parametrize("hours", [-11, 0, 8])
def test_a_moment_comes_back_in_utc_whatever_its_zone_was(session: Session, table: Table, hours: int) -> None:
    moment = datetime(2026, 11, 22, 23, 59, 59, 123456, tzinfo=timezone(timedelta(hours=hours)))
    (found,) = kept(session, table, moment=moment)
    assert isinstance(found, datetime)
    assert found == moment
    assert found.tzinfo is UTC


def test_moments_compare_and_order_in_the_database(session: Session, table: Table) -> None:
    early = datetime(2026, 11, 22, 1, tzinfo=timezone(timedelta(hours=8)))
    late = datetime(2026, 11, 22, 0, tzinfo=UTC)
    for moment in (late, early):
        kept(session, table, moment=moment)
    assert session.scalars(select(table.c.moment).order_by(table.c.moment)).all() == [early, late]
    assert session.scalars(select(table.c.moment).where(table.c.moment < late)).all() == [early]


def test_a_moment_without_a_zone_is_refused(session: Session, table: Table) -> None:
    with pytest.raises(StatementError, match="no time zone"):
        kept(session, table, moment=datetime(2026, 11, 22))  # noqa: DTZ001 - that is the point


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.decimals(-(10**12), 10**12, places=6))
def test_a_number_comes_back_exactly(session: Session, table: Table, number: Decimal) -> None:
    assert kept(session, table, number=number) == (number,)


def test_sums_are_exact(session: Session, table: Table) -> None:
    for _ in range(10):
        kept(session, table, number=Decimal("0.1"))
    assert session.scalar(select(func.sum(table.c.number))) == Decimal(1)
    assert session.scalar(select(func.max(table.c.number))) == Decimal("0.1")


@pytest.mark.parametrize("number", ["0.0000001", "NaN", "Infinity", f"1.{'0' * 40}1"])
def test_a_number_that_would_be_rounded_is_refused(session: Session, table: Table, number: str) -> None:
    with pytest.raises(StatementError, match="exactly"):
        kept(session, table, number=Decimal(number))


def test_numbers_in_a_row_keep_their_digits(session: Session, table: Table) -> None:
    numbers = (Decimal(1), Decimal("0.60"), Decimal("1e-3"))
    (found,) = kept(session, table, numbers=numbers)
    assert found == numbers


def test_nothing_stays_nothing(session: Session, table: Table) -> None:
    assert kept(session, table, moment=None, number=None, numbers=None) == (None, None, None)


def test_the_database_keeps_its_references_and_unique_names(session: Session) -> None:
    with pytest.raises(IntegrityError), session.begin_nested():
        session.add(User(claimed_by_id=12345))
    session.add(Course(code="ABCDEF", title="Go"))
    with pytest.raises(IntegrityError), session.begin_nested():
        session.add(Course(code="ABCDEF", title="Go again"))
