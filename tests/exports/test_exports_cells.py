from __future__ import annotations

import csv
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from io import StringIO
from itertools import count, islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.exports.cells import BYTE_ORDER_MARK, MOST_CHARACTERS, Cell, csv_lines, guarded, unguarded, written

DANGEROUS = [
    '=HYPERLINK("http://example.org";"click")',
    "+1",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "\0=1",
    "\tplain text after a control character",
    " =1",
    "   \u3000=1",
    "\u200b=1",
    "\ufeff=1",
    "\x1b=1",
    "＝1",
    "＋1",
    "－1",
    "＠SUM(A1)",
    " ＝1",
    "﹢1",
    "⁼1",
    "\u00a0-1",
]


@pytest.mark.parametrize("text", DANGEROUS)
def test_what_a_spreadsheet_could_run_is_guarded_and_comes_back(text: str) -> None:
    assert guarded(text) == "'" + text
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", ["'", "'=1", "''", "'quoted'"])
def test_what_starts_like_a_guard_is_guarded_too(text: str) -> None:
    assert guarded(text) == "'" + text
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", ["", "Ann", "O'Neil", "a=b", "1 + 1", "张三", "a\nb", "3 - 2", "（=）", "   "])
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert guarded(text) == text
    assert unguarded(text) == text


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20) | st.sampled_from(DANGEROUS)


@given(st.lists(st.lists(texts, min_size=2, max_size=2), max_size=5))
def test_any_text_makes_the_round_trip_through_the_file(rows: list[list[str]]) -> None:
    text = "".join(csv_lines(("a", "b"), rows))
    found = list(csv.reader(StringIO(text, newline=""), strict=True))
    assert found[0] == ["a", "b"]
    assert [[unguarded(cell) for cell in row] for row in found[1:]] == rows


@given(st.text(max_size=8))
def test_no_text_cell_starts_as_a_formula(text: str) -> None:
    visible = guarded(text).lstrip("".join(map(chr, range(33))) + "\x7f\u00a0\u3000\ufeff\u200b")
    assert visible[:1] not in set("=+-@＝＋－＠")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (None, ""),
        (-3, "-3"),
        (True, "yes"),
        (False, "no"),
        (Decimal("-0.50"), "-0.5"),
        (Decimal("1E+3"), "1000"),
        (Decimal("0.000001"), "0.000001"),
        (Decimal(10), "10"),
        (datetime(2026, 11, 22, 20, 0, 0, 999, tzinfo=timezone(timedelta(hours=8))), "2026-11-22T12:00:00Z"),
        (datetime(2026, 11, 22, tzinfo=UTC), "2026-11-22T00:00:00Z"),
    ],
)
def test_numbers_and_times_are_written_as_they_are(cell: Cell, expected: str) -> None:
    assert written(cell) == expected


@pytest.mark.parametrize("text", ["x" * 40_000, "=" * 40_000, "=" * MOST_CHARACTERS])
def test_no_cell_is_longer_than_excel_takes(text: str) -> None:
    assert len(guarded(text)) == MOST_CHARACTERS


def test_lines_follow_rfc_4180() -> None:
    text = "".join(csv_lines(("name", "n"), [('a,"b"\r\n=1', 1), ("plain", None)]))
    assert text == 'name,n\r\n"a,""b""\r\n=1",1\r\nplain,\r\n'


def test_a_byte_order_mark_comes_first_and_only_on_request() -> None:
    assert "".join(csv_lines(("a",), [], with_bom=True)) == BYTE_ORDER_MARK + "a\r\n"
    assert "".join(csv_lines(("a",), [])) == "a\r\n"


def test_titles_are_guarded() -> None:
    assert "".join(csv_lines(("=1",), [])) == "'=1\r\n"


def test_lines_are_made_one_by_one() -> None:
    endless = csv_lines(("n",), ((number,) for number in count()))
    assert list(islice(endless, 3)) == ["n\r\n", "0\r\n", "1\r\n"]
