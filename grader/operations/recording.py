"""Recording what further versions of Go say of an exercise, and what its call allocates; and asking them again.

Nothing here finds a compiler or runs a program: who may do that hands in how.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import PurePosixPath
from typing import TypeAlias

from grader.catalog.asking import VerdictSource
from grader.catalog.catalog import Exercise
from grader.catalog.content.count import Count
from grader.catalog.problems import Problem
from grader.catalog.record import RECORD_FILE, Record, RecordedCount, RecordedSide, RecordedSubject, record_subjects
from grader.catalog.record_fit import recorded_versions
from grader.errors import NotJudged, NotMeasured, ProgramError
from grader.operations.parting_ways import MeasureExercise

OnProgress = Callable[[int, int, str], None]
"""Called with what is done, how much there is, and the name of the last one."""

_Sides: TypeAlias = defaultdict[tuple[int, int], Counter[RecordedSide]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Witnesses:
    """Who can be asked here."""

    in_force: str
    """The version that judges where none is named, e.g. `1.27.3`."""
    verdicts: Mapping[str, VerdictSource]
    """By version."""
    measurements: Mapping[str, MeasureExercise] = field(default_factory=dict)
    """By version; empty where programs cannot be run."""


def make_record(exercise: Exercise, witnesses: Witnesses) -> Record:
    """Ask all versions that an exercise names, and count what its call allocates where it asks for that.

    Raises KeyError for a version that is not among the witnesses, ProgramError, and NotJudged, of which NotMeasured is
    one: also for a call that does not allocate the same number of objects each time.
    """
    content, source = exercise.content, exercise.source
    versions = recorded_versions(content, witnesses.in_force)
    several = versions if len(versions) > 1 else ()
    asked = [witnesses.verdicts[version] for version in several]
    verdicts = [ask((source,), lang=content.go, flags=content.flags) for ask in asked]
    counted = versions if isinstance(content, Count) else ()
    return Record(
        source=sha256(source.text).hexdigest(),
        lang=content.go,
        flags=content.flags,
        in_force=witnesses.in_force,
        versions=versions,
        subjects=record_subjects(verdicts),
        counts=tuple(_count(exercise, version, witnesses.measurements[version]) for version in counted),
    )


def check_records(exercises: Sequence[Exercise], witnesses: Witnesses, on_progress: OnProgress) -> tuple[Problem, ...]:
    """Ask again, one exercise after the other, whoever can be asked here; a problem for each thing that is not so."""
    problems: list[Problem] = []
    recorded = [each for each in exercises if each.record]
    for done, exercise in enumerate(recorded, 1):
        problems += record_problems(exercise, witnesses)
        on_progress(done, len(recorded), exercise.slug)
    return tuple(problems)


def record_problems(exercise: Exercise, witnesses: Witnesses) -> Iterator[Problem]:
    """Hold one record against those who can be asked; none where the exercise has no record."""
    record = exercise.record
    if record is None:
        return
    if record.versions != recorded_versions(exercise.content, witnesses.in_force):
        what = f"It was recorded while Go {record.in_force} was in force; now {witnesses.in_force} is"
        yield _problem(exercise, what)
        return
    for version in record.versions:
        try:
            if version in witnesses.verdicts and record.subjects:
                yield from _place_problems(exercise, record, version, witnesses.verdicts[version])
            if version in witnesses.measurements and record.counts:
                yield from _count_problems(exercise, record, version, witnesses.measurements[version])
        except (NotJudged, ProgramError) as error:
            yield _problem(exercise, f"Go {version} can not judge it any more: {str(error).rstrip('.')}")


def _place_problems(exercise: Exercise, record: Record, version: str, ask: VerdictSource) -> Iterator[Problem]:
    content = exercise.content
    verdict = ask((exercise.source,), lang=content.go, flags=content.flags)
    now, then = _by_place(record_subjects([verdict]), version), _by_place(record.subjects, version)
    for line, column in sorted({*now, *then}):
        of_now, of_then = now[line, column], then[line, column]
        if of_now != of_then:
            where = f"{exercise.source.name}:{line}:{column}"
            what = f"In {where} the record of Go {version} says {_listed(of_then)}, the compiler {_listed(of_now)}"
            yield _problem(exercise, what)


def _count_problems(exercise: Exercise, record: Record, version: str, measure: MeasureExercise) -> Iterator[Problem]:
    then, now = record.find_count(version), _count(exercise, version, measure).allocations
    if then != now:
        what = f"The record of Go {version} has {then} allocations of `{exercise.content.measure}`, measured are {now}"
        yield _problem(exercise, what)


def _count(exercise: Exercise, version: str, measure: MeasureExercise) -> RecordedCount:
    _, measured = measure(exercise)
    if not measured.is_constant or measured.allocations != int(measured.allocations):
        raise NotMeasured(
            f"a call of `{measured.call}` allocates {measured.fewest} to {measured.most} objects, "
            f"{measured.allocations} on average; count a call that allocates the same number each time"
        )
    return RecordedCount(go=version, call=exercise.content.measure or "", allocations=int(measured.allocations))


def _by_place(subjects: Sequence[RecordedSubject], version: str) -> _Sides:
    """What a version says, by line and column."""
    sides: _Sides = defaultdict(Counter)
    for each in subjects:
        if side := each.by_version.get(version):
            sides[each.line, each.column][side] += 1
    return sides


def _listed(sides: Counter[RecordedSide]) -> str:
    told = [f"{each.place} of `{each.name}`" + (f" ({each.says})" if each.says else "") for each in sides]
    return ", ".join(told) or "nothing"


def _problem(exercise: Exercise, what: str) -> Problem:
    file = str(PurePosixPath(exercise.document.file).with_name(RECORD_FILE))
    again = f"Run `python -m grader record {PurePosixPath(exercise.document.file).parent}`"
    return Problem(file=file, what=what, instead=again)
