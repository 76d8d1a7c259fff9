"""An exercise beside what the compiler says of its program."""

from __future__ import annotations

from dataclasses import dataclass

from grader.catalog.asking import Subject, VerdictSource, judge_exercise
from grader.catalog.catalog import Exercise
from grader.escape.values import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedExercise:
    """One exercise with its verdict."""

    exercise: Exercise
    verdict: Verdict
    subject: Subject | None
    """What it asks about, with all true reasons; None for a kind that asks about all of the program."""


def judge_one(exercise: Exercise, verdicts: VerdictSource) -> JudgedExercise:
    """Judge an exercise's program. Raises what the source of verdicts raises."""
    verdict, subject = judge_exercise(exercise.content, exercise.source, verdicts)
    return JudgedExercise(exercise=exercise, verdict=verdict, subject=subject)
