"""What a call of an exercise's program was measured to cost."""

from __future__ import annotations

from grader.catalog.catalog import Exercise
from grader.operations.measurements import Trial, find_measurement
from grader.operations.tasks import Task
from grader.toolchain.measurement import Measurement, told_count, told_time
from grader.web.database import reading
from grader.web.gettext import gettext as _
from grader.web.gettext import ngettext
from grader.web.site import catalog


def find_cost(task: Task) -> str:
    """What was measured, in one sentence; empty where nothing was."""
    measured = _measured(task.exercise)
    call, files = measured.content.measure, (measured.source,)
    if call is None:
        return ""
    measurement = find_measurement(reading(), Trial(files=files, call=call, toolchain=task.verdict.toolchain))
    return _describe(measurement, task.verdict.toolchain.version) if measurement else ""


def _measured(exercise: Exercise) -> Exercise:
    """The program that was measured: of variants only the first is, which costs the same under other names."""
    first = catalog().get_exercise(exercise.slug)
    is_renamed = exercise.variant and not first.content.variants[exercise.variant - 1].values
    return first if is_renamed else exercise


def _describe(measurement: Measurement, version: str) -> str:
    allocations, size = measurement.allocations, measurement.allocated_bytes
    return _(
        "Measured: %(allocations)s, %(bytes)s, %(time)s ns per call (%(fastest)s–%(slowest)s), Go %(version)s.",
        allocations=ngettext(
            "%(number)s allocation", "%(number)s allocations", _plural_of(allocations), number=told_count(allocations)
        ),
        bytes=ngettext("%(number)s byte", "%(number)s bytes", _plural_of(size), number=told_count(size)),
        time=told_time(measurement.median),
        fastest=told_time(measurement.fastest),
        slowest=told_time(measurement.slowest),
        version=version.removeprefix("go"),
    )


def _plural_of(number: float) -> int:
    """The whole number whose form of a word fits: only one is one, and part of one is several."""
    return int(number) if number == int(number) else 2
