"""The candidates of a question about two versions of Go, found in its record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from grader.catalog.asked import AllocationAsked, Asked, VariableAsked
from grader.catalog.asking import matching_declarations, name_of
from grader.catalog.content.versions import NONE, NamedCandidate, Versions
from grader.catalog.record import Record, RecordedSide, RecordedSubject
from grader.catalog.record_fit import compared_versions
from grader.escape.values import SourceFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One variable or expression that may live elsewhere in the newer version."""

    name: str
    subject: RecordedSubject
    before: RecordedSide
    """What the older version says of it."""
    after: RecordedSide

    @property
    def id(self) -> str:
        """Name it, with its place in the program: `hits@13:6`."""
        return f"{self.name}@{self.subject.line}:{self.subject.column}"

    @property
    def is_changed(self) -> bool:
        """True when it lives elsewhere in the newer version."""
        return self.before.place is not self.after.place


def find_candidates(content: Versions, source: SourceFile, record: Record) -> tuple[Candidate | None, ...]:
    """Find each candidate, in the order of the author; None where nothing fits, or too much, or a version lacks it."""
    return tuple(_find(asked, content, source, record) for asked in content.candidates)


def find_named(named: NamedCandidate, candidates: Sequence[Candidate]) -> Candidate | None:
    """Find the candidate that an author names; None for `none`, and where nothing fits, or too much."""
    fitting = [
        each for each in candidates if each.name == named.candidate != NONE and named.line in (None, each.subject.line)
    ]
    return fitting[0] if len(fitting) == 1 else None


def recorded_like(asked: Asked, source: SourceFile, record: Record) -> tuple[RecordedSubject, ...]:
    """What was recorded of what an author names; exactly one is as it should be."""
    match asked:
        case VariableAsked():
            places = {(each.at.line, each.at.column) for each in matching_declarations(asked, source)}
            return tuple(each for each in record.subjects if each.is_variable and (each.line, each.column) in places)
        case AllocationAsked():
            return tuple(
                each
                for each in record.subjects
                if not each.is_variable and each.line == asked.line and asked.allocation in _names(each)
            )


def _names(subject: RecordedSubject) -> set[str]:
    return {side.name for side in subject.by_version.values()}


def _find(asked: Asked, content: Versions, source: SourceFile, record: Record) -> Candidate | None:
    found = recorded_like(asked, source, record)
    older, newer = compared_versions(content, record)
    if len(found) != 1 or not {older, newer} <= set(found[0].by_version):
        return None
    sides = found[0].by_version
    return Candidate(name=name_of(asked), subject=found[0], before=sides[older], after=sides[newer])
