"""What is wrong with a bank as a whole, though each of its exercises is well."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from grader.catalog.catalog import Exercise
from grader.catalog.guessing import MOST_GUESSED, GuessedPlaces, LongestOptions, compare_lengths, guess_places
from grader.catalog.judged import JudgedExercise
from grader.catalog.problems import Problem
from grader.catalog.twins import find_twins

_NAMED = 5
"""Exercises that a problem names as examples."""


def whole_problems(bank: Sequence[JudgedExercise]) -> Iterator[Problem]:
    """Programs that are there twice, and answers that their form gives away."""
    for first, second in find_twins(each.exercise for each in bank):
        what = f"This is the program of `{first.slug}`, but for names and literals: the two count once"
        instead = "Write another program; or, if a small edit parts the two, name it as `contrast:`"
        yield Problem(file=_go_file(second), line=1, column=1, what=what, instead=instead)
    if (guessed := guess_places(bank)) and guessed.pays:
        yield _guessable(bank, guessed)
    for lengths in compare_lengths(bank):
        if lengths.pays:
            yield _telling(bank, lengths)


def _guessable(bank: Sequence[JudgedExercise], guessed: GuessedPlaces) -> Problem:
    what = (
        f"A tree of three questions guesses {guessed.accuracy:.0%} of the places from what the programs look like; "
        f"at most {MOST_GUESSED:.0%} are well"
    )
    instead = f"It looks first for {guessed.most_telling}: add programs in which that means the other place"
    return Problem(file=_folder(bank), what=what, instead=instead)


def _telling(bank: Sequence[JudgedExercise], lengths: LongestOptions) -> Problem:
    what = (
        f"The longest option is a true reason ({lengths.language}) in {lengths.true} of {lengths.questions} questions; "
        f"{lengths.expected:.0f} would be chance, and so many have a probability of {lengths.probability:.4f}"
    )
    instead = f"Shorten true reasons, or say more in others, as in {', '.join(lengths.slugs[:_NAMED])}"
    return Problem(file=_folder(bank), what=what, instead=instead)


def _go_file(exercise: Exercise) -> str:
    return str(PurePosixPath(exercise.document.file).with_name(exercise.source.name))


def _folder(bank: Sequence[JudgedExercise]) -> str:
    return str(PurePosixPath(bank[0].exercise.document.file).parent.parent)
