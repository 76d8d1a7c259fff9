"""What several releases of Go say of an exercise, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.catalog.catalog import Exercise
from grader.catalog.record import Record, RecordedSubject, plain_version
from grader.catalog.release_claims import differing_subjects
from grader.escape.values import Place
from grader.grading.kinds.versions import VersionsQuestion
from grader.operations.tasks import Task


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one release says of one thing."""

    place: Place | None = None
    """None where it lists no such allocation, and for a call."""
    says: str = ""
    """The compiler's line, without its position; empty where it prints none."""
    allocations: int | None = None
    """Of a call; None for what lives somewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One variable, allocation or call."""

    name: str
    line: int | None
    cells: Sequence[Cell]
    """One for each release."""
    is_changed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Releases:
    """Several releases and what they say."""

    versions: Sequence[str]
    """Whole, the oldest first: `1.24.11`."""
    rows: Sequence[Row]


def find_releases(task: Task) -> Releases | None:
    """What the record holds of what is asked; None where it holds only one release, or nothing of it."""
    record = task.exercise.record
    if record is None:
        return None
    if isinstance(task.question, VersionsQuestion):
        return _of_candidates(task.question)
    rows = [
        *_of_calls(record),
        *(_of_subject(each, record.versions) for each in differing_subjects(record, task.asked)),
    ]
    return Releases(versions=record.versions, rows=rows) if len(record.versions) > 1 and rows else None


def further_versions(task: Task) -> tuple[str, ...]:
    """The releases besides the one that judged, whose commands are shown; for a question about two, both."""
    if isinstance(task.question, VersionsQuestion):
        return task.question.versions
    return _others(task.exercise, plain_version(task.verdict.toolchain.version))


def _others(exercise: Exercise, judged: str) -> tuple[str, ...]:
    return tuple(version for version in exercise.content.go_versions if version != judged)


def _of_candidates(question: VersionsQuestion) -> Releases:
    rows = [
        Row(
            name=each.name,
            line=each.subject.line,
            cells=[Cell(place=side.place, says=side.says) for side in (each.before, each.after)],
            is_changed=each.is_changed,
        )
        for each in question.candidates
    ]
    return Releases(versions=question.versions, rows=rows)


def _of_calls(record: Record) -> Iterator[Row]:
    counts = [record.find_count(version) for version in record.versions]
    if len(set(counts)) > 1:
        cells = [Cell(allocations=count) for count in counts]
        yield Row(name=record.counts[0].call, line=None, cells=cells, is_changed=True)


def _of_subject(subject: RecordedSubject, versions: Sequence[str]) -> Row:
    sides = [subject.by_version.get(version) for version in versions]
    return Row(
        name=next(side.name for side in sides if side),
        line=subject.line,
        cells=[Cell(place=side.place, says=side.says) if side else Cell() for side in sides],
        is_changed=True,
    )
