"""Exact numbers as people write them."""

from __future__ import annotations

from decimal import Decimal

from flask_babel import format_decimal


def format_number(number: Decimal) -> str:
    """In the reader's language, without zeros at the end: `0.4`, `1`."""
    return str(format_decimal(number.normalize(), format="#,##0.######"))


def format_column(number: Decimal, places: int) -> str:
    """With this many decimal places, so that the numbers of a column stand under each other: `0.40`, `1.00`."""
    return str(format_decimal(number, format=f"#,##0.{'0' * places}".removesuffix(".")))
