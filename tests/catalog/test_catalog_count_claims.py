"""What an author says of a number of allocations against a record that is made up here."""

from __future__ import annotations

import pytest

from grader.catalog.claims import form_problems
from grader.catalog.content.count import Count
from grader.catalog.count_claims import count_problems
from grader.catalog.record import Record, RecordedCount
from grader.catalog.validation import validate
from grader.catalog.yaml import read_yaml
from grader.escape.values import SourceFile

YAML = """\
kind: count
title: {en: Numbers, zh: 数字}
lesson: 4
difficulty: 2
prose: {en: Numbers., zh: 数字。}
measure: F(4)
expect: 2
mistakes:
  - {count: 0, feedback: {en: Something is made., zh: 造了东西。}}
  - {count: 4, feedback: {en: Not so many., zh: 没这么多。}}
explanation: {en: So it is., zh: 就是这样。}
"""


def told(counted: int, text: str = YAML) -> list[str]:
    document = read_yaml(text.encode(), "x")
    content, problems = validate(document, Count)
    if content is None:
        return [str(problem) for problem in problems]
    counts = (RecordedCount(go="1.27.3", call="F(4)", allocations=counted),)
    record = Record(source="0", lang=None, flags=(), in_force="1.27.3", versions=("1.27.3",), counts=counts)
    found = (
        *form_problems(content, SourceFile("a.go", b"package a\n"), document),
        *count_problems(content, record, document),
    )
    return [str(problem) for problem in found]


def test_a_number_that_was_counted_has_no_problem() -> None:
    assert told(2) == []


def test_a_wrong_number_and_a_mistake_that_is_none_are_refused() -> None:
    assert told(4) == [
        "x:7:9: You expect 2, a call of `F(4)` was counted to allocate 4. Write `expect: 4`, or change the program.",
        "x:10:13: 4 is what was counted, and no mistake. Remove it, or choose another number.",
    ]


def test_more_than_anybody_counts_is_refused() -> None:
    (problem,) = told(100)
    assert problem.startswith("x:6:10: A call of `F(4)` allocates 100 objects. Count a call that allocates at most 99")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("measure: F(4)\n", "", "`measure` is missing here"),
        ("expect: 2", "expect: -1", "`-1` cannot be `expect`"),
        ("expect: 2", "expect: 2.5", "`expect` is `2.5`"),
        ("count: 4,", "count: 0,", "x:10:13: 0 stands here twice. Keep one of the two."),
        ("expect: 2", "expect: 2\nparts_ways: true", "`parts_ways` is for questions about a place"),
    ],
)
def test_what_makes_no_sense_is_refused(old: str, new: str, expected: str) -> None:
    assert any(expected in problem for problem in told(2, YAML.replace(old, new)))
