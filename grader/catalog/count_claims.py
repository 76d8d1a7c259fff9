"""What an author claims of the allocations of a call against what was counted."""

from __future__ import annotations

from collections.abc import Iterator

from grader.catalog.content.count import MOST_COUNTED, Count
from grader.catalog.problems import Problem
from grader.catalog.record import Record
from grader.catalog.yaml import YamlDocument, YamlPath


def repeated_counts(content: Count, document: YamlDocument) -> Iterator[Problem]:
    """Numbers that feedback is written for twice."""
    counts = [mistake.count for mistake in content.mistakes]
    for index, count in enumerate(counts):
        if count in counts[:index]:
            yield _at(document, ("mistakes", index, "count"), f"{count} stands here twice", "Keep one of the two")


def count_problems(content: Count, record: Record, document: YamlDocument) -> Iterator[Problem]:
    """Every disagreement between the author's numbers and the one that was counted with the version in force."""
    counted = record.find_count(record.in_force)
    if counted is None or counted > MOST_COUNTED:
        what = f"A call of `{content.measure}` allocates {counted} objects"
        yield _at(document, ("measure",), what, f"Count a call that allocates at most {MOST_COUNTED}")
        return
    if content.expect != counted:
        what = f"You expect {content.expect}, a call of `{content.measure}` was counted to allocate {counted}"
        yield _at(document, ("expect",), what, f"Write `expect: {counted}`, or change the program")
    for index, mistake in enumerate(content.mistakes):
        if mistake.count == counted:
            what = f"{counted} is what was counted, and no mistake"
            yield _at(document, ("mistakes", index, "count"), what, "Remove it, or choose another number")


def _at(document: YamlDocument, path: YamlPath, what: str, instead: str) -> Problem:
    return document.problem_at(document.spot_of_value(path), what, instead)
