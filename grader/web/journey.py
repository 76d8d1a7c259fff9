"""The path as one person walks it: what is done, and what comes next."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from grader.catalog.catalog import Catalog, Exercise, Lesson


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonStep:
    """One lesson on a person's path."""

    lesson: Lesson
    done: int
    total: int
    state: str
    """`done`, `now` or empty, as the stylesheet names them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseStep:
    """One exercise on a person's path."""

    exercise: Exercise
    number: int
    """Within its lesson, from 1."""
    total: int
    state: str
    """`done`, `now`, `tried` (and not solved) or empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """A path, and the exercises on it that a person has solved, or tried."""

    catalog: Catalog
    solved: AbstractSet[str]
    tried: AbstractSet[str] = frozenset()

    @property
    def onward(self) -> Exercise | None:
        """The first exercise that is not solved yet."""
        return next((each for slug, each in self.catalog.exercises.items() if slug not in self.solved), None)

    def lessons(self) -> list[LessonStep]:
        """All lessons with how far each is."""
        onward = self.onward
        return [self._lesson(lesson, onward) for lesson in self.catalog.lessons.values()]

    def exercises_of(self, lesson: int) -> list[ExerciseStep]:
        """The exercises of a lesson, with how each is."""
        onward = self.onward
        exercises = self.catalog.exercises_of(lesson)
        return [
            ExerciseStep(exercise=each, number=number, total=len(exercises), state=self._state(each, onward))
            for number, each in enumerate(exercises, 1)
        ]

    def step_of(self, exercise: Exercise) -> ExerciseStep:
        """Where an exercise stands in its lesson."""
        return next(step for step in self.exercises_of(exercise.content.lesson) if step.exercise.slug == exercise.slug)

    def next_after(self, exercise: Exercise) -> Exercise | None:
        """What to answer next: the following exercise that is not solved, from the start again after the last."""
        slugs = list(self.catalog.exercises)
        after = slugs.index(exercise.slug) + 1
        around = slugs[after:] + slugs[: after - 1]
        open_ones = (slug for slug in around if slug not in self.solved)
        return self.catalog.find_exercise(next(open_ones, ""))

    def unread_lesson_of(self, exercise: Exercise) -> Lesson | None:
        """The lesson to read before an exercise: its own, while nothing in it is solved."""
        lesson = self.catalog.lessons.get(exercise.content.lesson)
        is_begun = any(each.slug in self.solved for each in self.catalog.exercises_of(exercise.content.lesson))
        return None if is_begun else lesson

    def _lesson(self, lesson: Lesson, onward: Exercise | None) -> LessonStep:
        exercises = self.catalog.exercises_of(lesson.number)
        done = sum(each.slug in self.solved for each in exercises)
        is_now = onward is not None and onward.content.lesson == lesson.number
        state = "now" if is_now else "done" if exercises and done == len(exercises) else ""
        return LessonStep(lesson=lesson, done=done, total=len(exercises), state=state)

    def _state(self, exercise: Exercise, onward: Exercise | None) -> str:
        if exercise is onward:
            return "now"
        return "done" if exercise.slug in self.solved else "tried" if exercise.slug in self.tried else ""
