"""Verdicts for pages: each program of the bank is judged once, and known to this process from then on."""

from __future__ import annotations

from grader.catalog.catalog import Exercise
from grader.escape.values import SourceFile, Verdict
from grader.operations import tasks
from grader.operations.tasks import Task
from grader.web.database import stop_reading
from grader.web.site import current_site


def get_task(exercise: Exercise) -> Task:
    """The exercise, or a variant of it, with its key. What was read before may be detached afterwards.

    Raises NotJudged and ToolchainMissing; neither is remembered.
    """
    known, key = current_site().tasks, (exercise.slug, exercise.variant)
    if key not in known:
        stop_reading()  # the compiler may be asked, and its verdict kept, in transactions of their own
        known[key] = tasks.get_task(exercise, current_site().verdicts)
    return known[key]


def get_verdict_of(source: SourceFile) -> Verdict:
    """The verdict of a lesson's program. Raises as `get_task`."""
    known = current_site().programs
    if source not in known:
        stop_reading()
        known[source] = current_site().verdicts((source,))
    return known[source]
