"""What came of checking one thing of the bank."""

from __future__ import annotations

from dataclasses import dataclass

from grader.catalog.asking import Subject
from grader.catalog.catalog import Exercise, Lesson
from grader.catalog.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What the compiler and the author say of one exercise or lesson."""

    of: Exercise | Lesson
    subject: Subject | None = None
    """What the exercise asks about, with all its true reasons; None for lessons, and where it could not be judged."""
    problems: tuple[Problem, ...]
