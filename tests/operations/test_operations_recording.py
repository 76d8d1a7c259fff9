"""Records held against the real compilers and the real runtime: those of the bank, all of them, and changed ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from grader.catalog.catalog import Exercise
from grader.catalog.loader import read_catalog, read_unrecorded
from grader.catalog.record import plain_version
from grader.cli.measurements import BankMeasurements
from grader.cli.verdicts import TrustedVerdicts
from grader.config import PROJECT, Measuring
from grader.errors import NotMeasured
from grader.operations.recording import Witnesses, make_record, record_problems
from grader.toolchain.export_data import prepare_export_data
from grader.toolchain.measuring.measuring import find_measurer
from grader.toolchain.packages import find_imports
from tests.further_go import RECORDED, further_go, settings_of
from tests.real_verdicts import real_verdicts
from tests.sample_bank import COUNT, write_exercise


@cache
def recorded_bank() -> Mapping[str, Exercise]:
    exercises = read_catalog(PROJECT / "exercises")[0].exercises
    return {slug: each for slug, each in exercises.items() if each.record}


@cache
def in_force() -> str:
    return plain_version(real_verdicts().installed.version)


@cache
def source_of(version: str) -> TrustedVerdicts:
    if version == in_force():
        return real_verdicts()
    packages = find_imports([each.source for each in recorded_bank().values()])
    installed = further_go(version, packages)
    exports = prepare_export_data(installed, packages, settings_of(version).data_folder)
    return replace(real_verdicts(), installed=installed, exports=exports)


@cache
def measurement_of(version: str) -> BankMeasurements:
    settings = settings_of(version).model_copy(update={"measure": Measuring.AUTO})
    measurer = find_measurer(settings, source_of(version).installed)
    return BankMeasurements(measurer=measurer, verdicts=source_of(version))


def witnesses(*versions: str, counts: bool = True) -> Witnesses:
    measurements = {version: measurement_of(version) for version in versions if counts}
    return Witnesses(
        in_force=in_force(),
        verdicts={version: source_of(version) for version in versions},
        measurements=measurements,
    )


def told(exercise: Exercise, of: Witnesses) -> list[str]:
    return [str(problem).removeprefix("exercises/") for problem in record_problems(exercise, of)]


def changed(exercise: Exercise, **changes: Any) -> Exercise:
    assert exercise.record is not None
    return replace(exercise, record=exercise.record.model_copy(update=changes))


def test_the_bank_names_no_version_that_tests_would_have_to_fetch_besides_two() -> None:
    named = {version for each in recorded_bank().values() if each.record for version in each.record.versions}
    assert named - {in_force()} == set(RECORDED)


@pytest.mark.parametrize("slug", sorted(recorded_bank()))
def test_every_record_of_the_bank_is_what_the_compilers_and_the_runtime_say(slug: str) -> None:
    exercise = recorded_bank()[slug]
    assert exercise.record is not None
    of = witnesses(*exercise.record.versions, counts=bool(exercise.record.counts))
    assert told(exercise, of) == []
    assert make_record(exercise, replace(of, in_force=exercise.record.in_force)) == exercise.record


def test_a_place_that_is_not_so_is_told_with_both_sides() -> None:
    exercise = recorded_bank()["hottest-cell"]
    assert exercise.record is not None
    fine = next(each for each in exercise.record.subjects if each.by_version["1.23.9"].name == "fine")
    sides = {**fine.by_version, "1.24.11": fine.by_version["1.23.9"]}
    subjects = [
        each.model_copy(update={"by_version": sides}) if each is fine else each for each in exercise.record.subjects
    ]
    wrong = changed(exercise, subjects=tuple(subjects))
    assert told(wrong, witnesses("1.23.9", counts=False)) == []
    assert told(wrong, witnesses("1.24.11", counts=False)) == [
        (
            "hottest-cell/recorded.json: In heat.go:5:6 the record of Go 1.24.11 says stack of `fine`, the compiler "
            "heap of `fine` (moved to heap: fine). Run `python -m grader record exercises/hottest-cell`."
        )
    ]


def test_a_count_that_is_not_so_is_told_with_both_numbers() -> None:
    exercise = recorded_bank()["relay-race"]
    assert exercise.record is not None
    counts = tuple(each.model_copy(update={"allocations": 3}) for each in exercise.record.counts)
    (problem,) = told(changed(exercise, counts=counts), witnesses(in_force()))
    assert "has 3 allocations of `Race(4)`, measured are 2. Run `python -m grader record" in problem


def test_a_record_from_before_another_version_was_in_force_has_to_be_made_again() -> None:
    exercise = recorded_bank()["relay-race"]
    newer = replace(witnesses(in_force(), counts=False), in_force="1.28.0")
    (problem,) = told(exercise, newer)
    assert f"It was recorded while Go {in_force()} was in force; now 1.28.0 is. Run" in problem
    assert told(recorded_bank()["hottest-cell"], replace(newer, verdicts={})) == []


UNSTEADY = b"""package open

var calls int

type User struct{ Name string }

func Open(name string) *User {
	calls++
	if calls%2 == 0 {
		return nil
	}
	return &User{Name: name}
}
"""


def test_a_call_that_does_not_allocate_the_same_each_time_is_not_recorded(tmp_path: Path) -> None:
    exercise, _ = read_unrecorded(write_exercise(tmp_path, COUNT, go=UNSTEADY))
    assert exercise is not None
    with pytest.raises(NotMeasured, match=r"allocates 0 to 1 objects, 0\.5 on average; count a call that allocates"):
        make_record(exercise, witnesses(in_force()))
