"""CSV cells that no spreadsheet takes for a formula, and that come back as they were.

Rules: OWASP, "CSV Injection"; full-width signs, since spreadsheets in East Asian locales read them as their ASCII
twins; RFC 4180 for quoting, which the standard library's writer does.
"""

from __future__ import annotations

import csv
from collections.abc import Generator, Iterable
from datetime import UTC, datetime
from decimal import Decimal
from io import StringIO
from typing import assert_never
from unicodedata import category, normalize

from grader.grading.gradebook import plain

MOST_CHARACTERS = 32_767
"""The most that Excel takes in one cell."""

BYTE_ORDER_MARK = "\ufeff"
"""At the start of a file it tells Excel that the text is UTF-8."""

GUARD = "'"
_FORMULA_SIGNS = frozenset("=+-@")

Cell = str | int | Decimal | datetime | bool | None
"""What a cell is made of. Text is guarded; numbers, times and truth values are written as they are."""


def csv_lines(header: Iterable[str], rows: Iterable[Iterable[Cell]], *, with_bom: bool = False) -> Generator[str]:
    r"""Write a CSV file line by line, ends of line included (`\r\n`), holding one line at a time."""
    buffer = StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    if with_bom:
        buffer.write(BYTE_ORDER_MARK)
    writer.writerow([guarded(title) for title in header])
    yield _taken(buffer)
    for row in rows:
        writer.writerow([written(cell) for cell in row])
        yield _taken(buffer)


def written(cell: Cell) -> str:
    """Write one cell: times in UTC to the second (ISO 8601), numbers as decimal digits, nothing as an empty cell."""
    match cell:
        case None:
            return ""
        case str():
            return guarded(cell)
        case bool():
            return "yes" if cell else "no"
        case datetime():
            return cell.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        case Decimal():
            return format(plain(cell), "f")
        case int():
            return str(cell)
        case _:
            assert_never(cell)


def guarded(text: str) -> str:
    """Put `'` before a text that a spreadsheet could run, or that starts with `'`, so that `unguarded` is exact.

    A text too long for a cell is cut, the guard counted in.
    """
    guard = GUARD if is_dangerous(text) or text.startswith(GUARD) else ""
    return (guard + text)[:MOST_CHARACTERS]


def unguarded(cell: str) -> str:
    """Read a text cell back: strip the one guard, if there is one."""
    return cell.removeprefix(GUARD)


def is_dangerous(text: str) -> bool:
    """Say whether a text starts like a formula: with a sign, or with a control character.

    Spreadsheets skip control characters, invisible ones and white space, so what comes after them counts as the start.
    """
    if text and category(text[0]) == "Cc":
        return True
    start = next((character for character in text if not _is_skipped(character)), "")
    return bool(start) and normalize("NFKC", start)[0] in _FORMULA_SIGNS


def _is_skipped(character: str) -> bool:
    return character.isspace() or category(character) in {"Cc", "Cf", "Zs", "Zl", "Zp"}


def _taken(buffer: StringIO) -> str:
    line = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return line
