"""The smallest edit that changes the answer: an exercise beside its minimal pair, line by line."""

from __future__ import annotations

from dataclasses import dataclass

from grader.catalog.catalog import Exercise
from grader.catalog.edits import EditedLine
from grader.catalog.judged import JudgedExercise
from grader.catalog.pairs import edit_of_pair, find_flaw
from grader.operations.holds import find_hold
from grader.operations.tasks import Task
from grader.web.database import reading
from grader.web.judging import find_known_task
from grader.web.sessions import find_person
from grader.web.site import catalog


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """The minimal pair of an exercise."""

    exercise: Exercise
    edit: tuple[EditedLine, ...]
    """Settings of the compiler, then lines of the program."""


def find_contrast(task: Task) -> Contrast | None:
    """The minimal pair with the edit that leads to it; None where no exercise is proven to be one.

    The pair is of the programs as their files have them: from a variant that edit does not lead there, and is not told.
    A pair that an assignment holds back is not offered: that it is one tells its place.
    """
    pair = catalog().contrast_of(task.exercise)
    known = find_known_task(pair) if pair else None
    base = find_known_task(catalog().get_exercise(task.exercise.slug))
    if base is None or known is None or find_hold(reading(), find_person(), known.exercise.slug):
        return None
    one, other = _judged(base), _judged(known)
    if find_flaw(one, other):
        return None
    return Contrast(exercise=known.exercise, edit=() if task.exercise.variant else edit_of_pair(one, other))


def _judged(task: Task) -> JudgedExercise:
    return JudgedExercise(exercise=task.exercise, verdict=task.verdict, subject=task.asked)
