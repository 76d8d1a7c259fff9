from __future__ import annotations

from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.operations.visible import visible_line


@given(st.text())
def test_what_stays_can_be_seen_and_stays_so(text: str) -> None:
    line = visible_line(text)
    assert all(character == " " or category(character)[0] not in "CZ" for character in line)
    assert line == line.strip()
    assert visible_line(line) == line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("  Ada \t Okafor\r\n", "Ada Okafor"),
        ("a\0b", "ab"),
        ("\u202egnp.exe", "gnp.exe"),
        ("\ud800", ""),
        ("王 小明", "王 小明"),
        ("e\u0301", "e\u0301"),
        ("\u3000全角\u3000空白", "全角 空白"),
    ],
)
def test_lines(text: str, line: str) -> None:
    assert visible_line(text) == line
