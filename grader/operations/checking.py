"""Checking the bank: every claim of its authors held against the compiler."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import assert_never

from grader.catalog.asking import VerdictSource
from grader.catalog.catalog import Exercise, Lesson
from grader.catalog.claims import claim_problems, form_problems
from grader.catalog.content.count import Count
from grader.catalog.content.fix_it import FixIt
from grader.catalog.content.mark_all import MarkAll
from grader.catalog.content.versions import Versions
from grader.catalog.count_claims import count_problems
from grader.catalog.judged import JudgedExercise, judge_one
from grader.catalog.mark_claims import mark_all_problems
from grader.catalog.problems import Problem, errors_among
from grader.catalog.release_claims import release_problems
from grader.catalog.version_claims import version_problems
from grader.errors import NotJudged, ProgramError
from grader.operations.checked import Checked
from grader.operations.checking_lessons import find_problems
from grader.operations.checking_variants import variant_problems
from grader.operations.companions import companion_problems, pair_problems
from grader.operations.fix_checking import check_edits
from grader.operations.program_problems import format_problems, not_judged, program_problems, programs_of
from grader.operations.unfound import why_unfound
from grader.toolchain.installed import Installed

_AT_ONCE = 2 * (os.cpu_count() or 1)
"""Programs that are judged at once: two for each core, since a run of the compiler often waits for a file or a pipe."""

OnProgress = Callable[[int, int, str], None]
"""Called with what is done, how much there is, and the name of the last one."""


def check_bank(
    items: Sequence[Exercise | Lesson], verdicts: VerdictSource, installed: Installed, on_progress: OnProgress
) -> tuple[Checked, ...]:
    """Check everything, several things at once, in the order given. Raises NotJudged when gofmt does not work."""
    pool = ThreadPoolExecutor(max_workers=_AT_ONCE)
    try:
        formatting = pool.submit(format_problems, items, installed)
        programs = [program for item in items for program in programs_of(item)]
        checked: list[Checked] = []
        for done, found in enumerate(pool.map(lambda program: _check(program, verdicts), programs), 1):
            checked.append(found)
            on_progress(done, len(programs), found.of.folder.name)
        whole = [_joined(group, formatting.result()) for group in _by_item(checked)]
        known = {each.of.folder: each.judged for each in whole if each.judged}
        pairs = {folder: tuple(pair_problems(judged, known, verdicts)) for folder, judged in known.items()}
    finally:
        pool.shutdown(cancel_futures=True)  # after an error or Ctrl+C nothing new is begun
    return tuple(_with(each, pairs.get(each.of.folder, ())) for each in whole)


def check_exercise(exercise: Exercise, verdicts: VerdictSource) -> Checked:
    """Hold one exercise against the compiler. Never raises for what is in it: problems say what is wrong."""
    problems = [*companion_problems(exercise), *form_problems(exercise.content, exercise.source, exercise.document)]
    judged = None
    try:
        judged = judge_one(exercise, verdicts)
    except ProgramError as error:
        problems += program_problems(error, exercise.document)
    except NotJudged as error:
        problems.append(not_judged(exercise.source.name, exercise.document, error))
    else:
        problems += _claim_problems(judged)
        if isinstance(exercise.content, FixIt) and judged.subject is not None and not errors_among(problems):
            problems += check_edits(exercise, exercise.content, judged.verdict, judged.subject, verdicts)
    return Checked(of=exercise, judged=judged, problems=tuple(problems))


def _claim_problems(judged: JudgedExercise) -> Iterator[Problem]:
    exercise, verdict, subject = judged.exercise, judged.verdict, judged.subject
    content, document, record = exercise.content, exercise.document, exercise.record
    if isinstance(content, MarkAll):
        yield from mark_all_problems(content, exercise.source, verdict, document)
    elif isinstance(content, Versions):
        if record:
            yield from version_problems(content, exercise.source, record, document)
    elif isinstance(content, Count):
        if record:
            yield from count_problems(content, record, document)
    elif subject is None:
        unfound = why_unfound(content.ask, exercise.source, verdict)
        yield document.problem_at(document.spot_of_value(("ask",)), *unfound)
    else:
        yield from claim_problems(content, subject, exercise.source, document)
    if record and content.go_versions:
        yield from release_problems(record, subject, document)


def check_lesson(lesson: Lesson, verdicts: VerdictSource) -> Checked:
    """Hold a lesson's claims and programs against the compiler. Never raises for what is in it."""
    return Checked(of=lesson, problems=tuple(find_problems(lesson, verdicts)))


def _by_item(checked: Iterable[Checked]) -> Iterator[list[Checked]]:
    """What belongs together: an exercise, then its variants."""
    return (list(group) for _, group in groupby(checked, key=lambda each: each.of.folder))


def _joined(group: Sequence[Checked], layout: Mapping[Path, Sequence[Problem]]) -> Checked:
    """An exercise with all that is wrong with it and its variants."""
    first, *variants = group
    problems = [*layout.get(first.of.folder, ())]
    for each in variants:
        problems += variant_problems(first, each)
    return _with(first, problems)


def _check(item: Exercise | Lesson, verdicts: VerdictSource) -> Checked:
    match item:
        case Exercise():
            return check_exercise(item, verdicts)
        case Lesson():
            return check_lesson(item, verdicts)
        case _:
            assert_never(item)


def _with(checked: Checked, problems: Iterable[Problem]) -> Checked:
    """The same with further problems, in order."""
    return replace(checked, problems=tuple(sorted((*checked.problems, *problems))))
