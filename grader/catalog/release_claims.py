"""Whether further releases of Go that an exercise names have anything else to say."""

from __future__ import annotations

from collections.abc import Iterator

from grader.catalog.asking import Subject
from grader.catalog.problems import Problem
from grader.catalog.record import Record, RecordedSubject
from grader.catalog.yaml import YamlDocument


def differing_subjects(record: Record, asked: Subject | None) -> tuple[RecordedSubject, ...]:
    """What the recorded releases do not agree on: what is asked, or of everything where that is all of the program."""
    if asked is None:
        subjects = record.subjects
    else:
        found = record.find_subject(asked)
        subjects = (found,) if found else ()
    return tuple(each for each in subjects if each.differs_among(record.versions))


def release_problems(record: Record, asked: Subject | None, document: YamlDocument) -> Iterator[Problem]:
    """A problem where all releases that were asked say the same, so that there is nothing to show."""
    counted = {each.allocations for each in record.counts}
    if len(counted) < 2 and not differing_subjects(record, asked):
        what = f"Go {', '.join(record.versions)} say the same of what is asked"
        yield document.problem_at(document.spot_of_value(("go_versions",)), what, "Remove `go_versions`")
