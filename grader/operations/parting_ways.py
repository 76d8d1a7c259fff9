"""Whether what the compiler decides and what the runtime does say the same of an exercise.

"Escapes" and "allocates" are two things: a constant that escapes costs nothing, and a function all of whose variables
stay on the stack may call one that allocates. Where they part ways, the explanation has to say why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from grader.catalog.asking import Subject, subject_name
from grader.catalog.catalog import Exercise
from grader.catalog.problems import Problem
from grader.errors import NotJudged, NotMeasured, ProgramError
from grader.escape.values import Place, Verdict
from grader.toolchain.measurement import Measurement
from grader.toolchain.measuring.calls import parse_call

OnProgress = Callable[[int, int, str], None]
"""Called with what is done, how much there is, and the name of the last one."""

MeasureExercise = Callable[[Exercise], tuple[Verdict, Measurement]]
"""Gives what the compiler says of an exercise's program, and what its `measure:` call costs.

Raises NotJudged, of which NotMeasured is one, and ProgramError, also for the call.
"""

_CALM = frozenset({Place.STACK, Place.STATIC, Place.NONE})
"""Places that cost no allocation."""


def check_measurements(
    exercises: Sequence[tuple[Exercise, Subject]], measure: MeasureExercise, on_progress: OnProgress
) -> tuple[Problem, ...]:
    """Measure, one after the other, all that have `measure:`; a problem for each that cannot be, or parts ways."""
    problems: list[Problem] = []
    asked = [(exercise, subject) for exercise, subject in exercises if exercise.content.measure]
    for done, (exercise, subject) in enumerate(asked, 1):
        problems += _check(exercise, subject, measure)
        on_progress(done, len(asked), exercise.slug)
    return tuple(problems)


def _check(exercise: Exercise, subject: Subject, measure: MeasureExercise) -> Iterator[Problem]:
    try:
        verdict, measurement = measure(exercise)
    except ProgramError as error:
        for message in error.messages:
            yield _at(exercise, "measure", f"`measure` is not well: {message}", "Write a call that compiles")
        return
    except NotJudged as error:
        because = error.because if isinstance(error, NotMeasured) else str(error).rstrip(".")
        yield _at(exercise, "measure", f"The call was not measured: {because}", "Write another call, or none")
        return
    yield from _compare(exercise, subject, find_parting(subject, verdict, measurement))


def _compare(exercise: Exercise, subject: Subject, parting: str) -> Iterator[Problem]:
    if parting and not exercise.content.parts_ways:
        instead = "Say why in the explanation, then write `parts_ways: true`"
        yield _at(exercise, "measure", f"“Escapes” and “allocates” part ways: {parting}", instead, is_warning=True)
    elif exercise.content.parts_ways and not parting:
        what = f"What is measured agrees with the place of `{subject_name(subject)}`, {subject.place}"
        yield _at(exercise, "parts_ways", what, "Remove `parts_ways`", is_warning=True)


def find_parting(subject: Subject, verdict: Verdict, measurement: Measurement) -> str:
    """Say how verdict and measurement part ways; empty when they agree, as far as can be told."""
    name = subject_name(subject)
    if subject.place is Place.HEAP and measurement.most == 0:
        return f"`{name}` is on the heap, and a call of `{measurement.call}` allocates nothing"
    function = parse_call(measurement.call).function
    if measurement.most > 0 and _is_calm(function, verdict):
        return (
            f"all of `{function}` stays on the stack, and a call of `{measurement.call}` allocates "
            f"{measurement.allocations} {'object' if measurement.allocations == 1 else 'objects'}"
        )
    return ""


def _is_calm(function: str, verdict: Verdict) -> bool:
    """Tell whether all that a function and its function literals have is on the stack, and there is something."""
    everything: tuple[Subject, ...] = (*verdict.variables, *verdict.allocations)
    places = {each.place for each in everything if function and f"{each.function}.".startswith(f"{function}.")}
    return bool(places) and places <= _CALM


def _at(exercise: Exercise, key: str, what: str, instead: str, *, is_warning: bool = False) -> Problem:
    document = exercise.document
    return document.problem_at(document.spot_of_value((key,)), what, instead, is_warning=is_warning)
