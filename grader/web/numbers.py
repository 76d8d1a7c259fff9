"""Exact numbers as people write them."""

from __future__ import annotations

from decimal import Decimal

from flask_babel import format_decimal


def format_number(number: Decimal) -> str:
    """In the reader's language, without zeros at the end: `0.4`, `1`."""
    return str(format_decimal(number.normalize(), format="#,##0.######"))
