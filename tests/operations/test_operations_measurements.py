from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import update

from grader.catalog.asking import Subject, judge_exercise
from grader.catalog.catalog import Exercise
from grader.catalog.loader import read_exercise
from grader.errors import CompileFailed, NotMeasured, SourceMessage
from grader.escape.values import SourceFile, Toolchain, Verdict
from grader.models.measurement import StoredMeasurement
from grader.operations.database import Database
from grader.operations.measurements import Trial, find_measurement, get_measurement, measurer_version
from grader.operations.parting_ways import check_measurements
from grader.toolchain.measurement import Measurement
from tests.real_verdicts import real_verdicts
from tests.sample_bank import EXERCISE, GO, write_exercise

TRIAL = Trial(
    files=(SourceFile("open.go", GO),),
    call='Open("ada")',
    toolchain=Toolchain(version="go1.27.3", lang="go1.27"),
)
COSTS = Measurement(
    call='Open("ada")', calls=1000, objects=1000, bytes=16_000, fewest=1, most=1, nanoseconds=(9.5, 8.0)
)


def costs(allocations: int) -> Measurement:
    return replace(COSTS, objects=1000 * allocations, fewest=allocations, most=allocations)


def never() -> Measurement:
    raise AssertionError("it was measured before")


def test_what_was_measured_is_not_measured_again(database: Database) -> None:
    assert get_measurement(database, TRIAL, lambda: COSTS) == COSTS
    assert get_measurement(database, TRIAL, never) == COSTS
    with database.reading() as session:
        assert find_measurement(session, TRIAL) == COSTS


@pytest.mark.parametrize(
    "other",
    [
        replace(TRIAL, call='Open("bob")'),
        replace(TRIAL, files=(SourceFile("open.go", GO + b"\n"),)),
        replace(TRIAL, files=(SourceFile("other.go", GO),)),
        replace(TRIAL, toolchain=replace(TRIAL.toolchain, version="go1.26.6")),
        replace(TRIAL, toolchain=replace(TRIAL.toolchain, flags=("-l",))),
    ],
)
def test_whatever_it_depends_on_is_part_of_the_key(database: Database, other: Trial) -> None:
    get_measurement(database, TRIAL, lambda: COSTS)
    with database.reading() as session:
        assert find_measurement(session, other) is None


@pytest.mark.parametrize("damage", [{"document": "{}"}, {"digest": "0" * 64}])
def test_a_damaged_entry_is_measured_anew(database: Database, damage: dict[str, str]) -> None:
    get_measurement(database, TRIAL, lambda: COSTS)
    with database.writing() as session:
        session.execute(update(StoredMeasurement).values(damage))
    assert get_measurement(database, TRIAL, lambda: costs(2)) == costs(2)
    assert get_measurement(database, TRIAL, never) == costs(2)


def test_what_could_not_be_measured_is_not_kept(database: Database) -> None:
    def fail() -> Measurement:
        raise NotMeasured("it prints")

    with pytest.raises(NotMeasured, match="not measured: it prints"):
        get_measurement(database, TRIAL, fail)
    assert get_measurement(database, TRIAL, lambda: COSTS) == COSTS


def test_the_version_of_what_measures_is_a_hash_of_it() -> None:
    assert len(measurer_version()) == 64


ON_STACK = GO.replace(b"*User", b"User").replace(b"&u", b"u")
HIDDEN = ON_STACK + b"\nvar Kept *User\n\nfunc Hide() { keep() }\n\n//go:noinline\nfunc keep() { Kept = &User{} }\n"


def exercise_of(bank: Path, go: bytes, more: str) -> tuple[Exercise, Subject, Verdict]:
    exercise, problems = read_exercise(write_exercise(bank, f"{EXERCISE}{more}\n", go=go))
    assert exercise is not None, problems
    verdict, subject = judge_exercise(exercise.content, exercise.source, real_verdicts())
    assert subject is not None
    return exercise, subject, verdict


def told(bank: Path, go: bytes, more: str, measurement: Measurement | Exception) -> list[str]:
    exercise, subject, verdict = exercise_of(bank, go, more)

    def measure(_exercise: Exercise) -> tuple[Verdict, Measurement]:
        if isinstance(measurement, Exception):
            raise measurement
        return verdict, measurement

    found = check_measurements([(exercise, subject)], measure, lambda _done, _total, _name: None)
    return [str(problem).removeprefix(f"{exercise.folder}/") for problem in found]


MEASURE = "measure: 'Open(\"ada\")'"


@pytest.mark.parametrize(("go", "allocations"), [(GO, 1), (GO, 2), (ON_STACK, 0)])
def test_where_both_witnesses_agree_nothing_is_said(tmp_path: Path, go: bytes, allocations: int) -> None:
    assert told(tmp_path, go, MEASURE, costs(allocations)) == []


def test_on_the_heap_and_nothing_allocated_is_a_warning_until_it_is_explained(tmp_path: Path) -> None:
    (warning,) = told(tmp_path, GO, MEASURE, costs(0))
    assert warning == (
        "exercise.yaml:19:10: warning: “Escapes” and “allocates” part ways: `u` is on the heap, and a call of "
        '`Open("ada")` allocates nothing. Say why in the explanation, then write `parts_ways: true`.'
    )
    assert told(tmp_path, GO, f"{MEASURE}\nparts_ways: true", costs(0)) == []


def test_all_on_the_stack_and_something_allocated_is_a_warning_until_it_is_explained(tmp_path: Path) -> None:
    hidden = replace(costs(1), call="Hide()")
    named = "measure: Hide()"
    with_variable = HIDDEN.replace(b"{ keep() }", b"{ n := 1; keep(); _ = n }")
    (warning,) = told(tmp_path, with_variable, named, hidden)
    assert "all of `Hide` stays on the stack, and a call of `Hide()` allocates 1 object" in warning
    assert told(tmp_path, with_variable, f"{named}\nparts_ways: true", hidden) == []


def test_an_acknowledgement_of_nothing_is_a_warning(tmp_path: Path) -> None:
    (warning,) = told(tmp_path, GO, f"{MEASURE}\nparts_ways: true", costs(1))
    assert warning.startswith("exercise.yaml:20:13: warning: What is measured agrees with the place of `u`, heap")
    assert warning.endswith("Remove `parts_ways`.")


def test_a_call_that_is_not_well_or_not_measured_is_a_problem(tmp_path: Path) -> None:
    wrong = CompileFailed((SourceMessage("call", 1, 1, "undefined: Opn"),))
    (problem,) = told(tmp_path, GO, MEASURE, wrong)
    assert (
        problem == "exercise.yaml:19:10: `measure` is not well: call:1:1: undefined: Opn. Write a call that compiles."
    )
    (problem,) = told(tmp_path, GO, MEASURE, NotMeasured("it prints (“x”)"))
    assert problem == "exercise.yaml:19:10: The call was not measured: it prints (“x”). Write another call, or none."


def test_exercises_without_a_call_are_not_measured(tmp_path: Path) -> None:
    assert told(tmp_path, GO, "", AssertionError("it has nothing to measure")) == []
