"""What came of checking one thing of the bank."""

from __future__ import annotations

from dataclasses import dataclass

from grader.catalog.asking import Subject
from grader.catalog.catalog import Exercise, Lesson
from grader.catalog.judged import JudgedExercise
from grader.catalog.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What the compiler and the author say of one exercise or lesson."""

    of: Exercise | Lesson
    judged: JudgedExercise | None = None
    """The exercise with its verdict; None for lessons, and where it could not be judged."""
    problems: tuple[Problem, ...]

    @property
    def subject(self) -> Subject | None:
        """What the exercise asks about, with all its true reasons; None where that is not one thing, or not judged."""
        return self.judged.subject if self.judged else None
