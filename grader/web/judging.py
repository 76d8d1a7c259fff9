"""Verdicts for pages: each program of the bank is judged once, and known to this process from then on."""

from __future__ import annotations

from contextlib import suppress

from grader.catalog.catalog import Exercise
from grader.errors import NotJudged, ProgramError, ToolchainMissing
from grader.escape.values import SourceFile, Verdict
from grader.operations import tasks
from grader.operations.tasks import Task
from grader.web.database import stop_reading
from grader.web.site import catalog, current_site


def get_task(exercise: Exercise) -> Task:
    """The exercise, or a variant of it, with its key. What was read before may be detached afterwards.

    Raises NotJudged and ToolchainMissing; neither is remembered.
    """
    known, key = current_site().tasks, (exercise.slug, exercise.variant)
    if key not in known:
        stop_reading()  # the compiler may be asked, and its verdict kept, in transactions of their own
        known[key] = tasks.get_task(exercise, current_site().verdicts)
    return known[key]


def get_task_and_pair(exercise: Exercise) -> Task:
    """The same, with its minimal pair made known, too: its result may offer that without asking the compiler again.

    Of a variant, the exercise itself is made known as well: it is what the pair is proven for.
    """
    if pair := catalog().contrast_of(exercise):
        with suppress(NotJudged, ProgramError, ToolchainMissing):
            get_task(pair)
            get_task(catalog().get_exercise(exercise.slug))
    return get_task(exercise)


def find_known_task(exercise: Exercise) -> Task | None:
    """An exercise that this process has judged; None for another."""
    return current_site().tasks.get((exercise.slug, exercise.variant))


def get_verdict_of(source: SourceFile) -> Verdict:
    """The verdict of a lesson's program. Raises as `get_task`."""
    known = current_site().programs
    if source not in known:
        stop_reading()
        known[source] = current_site().verdicts((source,))
    return known[source]
