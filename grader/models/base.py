"""The base of all tables: names of constraints, and what Python types become in the database."""

from __future__ import annotations

import enum
from datetime import datetime
from decimal import Decimal

from sqlalchemy import Enum, MetaData
from sqlalchemy.orm import DeclarativeBase, MappedAsDataclass

from grader.models.columns import ExactNumber, UtcTime

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
"""Every constraint has a name that a migration can use, on every database."""


def _values_of(members: type[enum.Enum]) -> list[str]:
    """Store what a member means, not how Python spells it."""
    return [str(member.value) for member in members]


class Base(MappedAsDataclass, DeclarativeBase, kw_only=True, eq=False, repr=False):
    """A row. Constructors take keywords only; rows compare by identity."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy's own declaration, which it reads as a plain dict
        datetime: UtcTime,
        Decimal: ExactNumber,
        enum.Enum: Enum(enum.Enum, native_enum=False, length=32, values_callable=_values_of),
    }
