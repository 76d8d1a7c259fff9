"""What an exercise names besides itself: its minimal pair, which is proven to be one, and its lesson."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from grader.catalog.asking import VerdictSource
from grader.catalog.catalog import Exercise
from grader.catalog.judged import JudgedExercise, judge_one
from grader.catalog.loader import EXERCISE_FILE, LESSONS_FOLDER, read_exercise
from grader.catalog.pairs import find_flaw
from grader.catalog.problems import Problem, did_you_mean
from grader.errors import NotJudged, ProgramError


def companion_problems(exercise: Exercise) -> Iterator[Problem]:
    """The minimal pair and the lesson that the exercise names have to be there."""
    bank, content = exercise.folder.parent, exercise.content
    contrast = content.contrast
    if contrast == exercise.slug:
        yield _at(exercise, "contrast", "An exercise cannot be its own minimal pair", "Name another, or none")
    elif contrast and not (bank / contrast / EXERCISE_FILE).is_file():
        others = [path.parent.name for path in bank.glob(f"*/{EXERCISE_FILE}")]
        yield _at(exercise, "contrast", f"There is no exercise `{contrast}`", did_you_mean(contrast, others))
    if not any((bank / LESSONS_FOLDER).glob(f"{content.lesson:02}-*/lesson.yaml")):
        what, instead = f"There is no lesson {content.lesson} yet", "Write its lesson.yaml: a title and a summary"
        yield _at(exercise, "lesson", what, instead, is_warning=True)


def pair_problems(
    judged: JudgedExercise, known: Mapping[Path, JudgedExercise], verdicts: VerdictSource
) -> Iterator[Problem]:
    """Prove the minimal pair that an exercise names, where there is such an exercise.

    `known`: by folder, what has been judged; a pair that is not among it is read and judged here.
    """
    exercise = judged.exercise
    contrast = exercise.content.contrast
    folder = exercise.folder.parent / (contrast or "")
    if contrast in {None, exercise.slug} or not (folder / EXERCISE_FILE).is_file():
        return
    pair = known.get(folder) or _judge_pair(folder, verdicts)
    if pair is None:
        what = f"Whether `{contrast}` is a minimal pair cannot be told: its program was not judged"
        yield _at(exercise, "contrast", what, f"Run `check` on `{contrast}`, and mend it first")
    elif flaw := find_flaw(judged, pair):
        yield _at(exercise, "contrast", flaw.what, flaw.instead)


def _judge_pair(folder: Path, verdicts: VerdictSource) -> JudgedExercise | None:
    exercise, _ = read_exercise(folder)
    if exercise is None:
        return None
    try:
        return judge_one(exercise, verdicts)
    except (ProgramError, NotJudged):
        return None


def _at(exercise: Exercise, key: str, what: str, instead: str, *, is_warning: bool = False) -> Problem:
    document = exercise.document
    return document.problem_at(document.spot_of_value((key,)), what, instead, is_warning=is_warning)
