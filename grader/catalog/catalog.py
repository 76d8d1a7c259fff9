"""The bank as it was read: exercises, lessons, and how one leads to the next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from grader.catalog.lesson_schema import LessonContent
from grader.catalog.record import Record
from grader.catalog.schema import ExerciseContent
from grader.catalog.texts import Language, Text
from grader.catalog.yaml import YamlDocument
from grader.errors import NotFound
from grader.escape.values import SourceFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """One exercise of the bank."""

    slug: str
    """Its folder's name, by which addresses and the database name it."""
    folder: Path
    content: ExerciseContent
    source: SourceFile
    record: Record | None = None
    """What other versions of Go say, and what was counted; None where the exercise asks for neither."""
    digest: str
    """SHA-256 of the YAML, the Go file and the record, in hexadecimal."""
    document: YamlDocument = field(repr=False, compare=False)
    """The YAML with the place of everything in it, for problems found later."""
    variant: int = 0
    """Which variant this is; 0 is the program as its file has it."""
    variant_count: int = 1
    """How many variants there are, number 0 among them."""
    variants: tuple[Exercise, ...] = ()
    """The further variants, from number 1; each is an exercise with the same slug, and has none itself."""

    @property
    def title(self) -> Text:
        """Its title in both languages."""
        return self.content.title

    @property
    def all_variants(self) -> tuple[Exercise, ...]:
        """Itself and its variants, each at the index that is its number."""
        return (self, *self.variants)

    def variant_of(self, number: int) -> Exercise:
        """The variant of this number; itself where there is none (any more)."""
        return self.all_variants[number] if number < len(self.all_variants) else self

    @property
    def flags(self) -> tuple[str, ...]:
        """The compiler flags that the question names."""
        return self.content.flags


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """One lesson of the path."""

    number: int
    folder: Path
    content: LessonContent
    texts: Mapping[Language, str]
    """Markdown in each language; empty for a lesson that has a place in the path but no text yet."""
    programs: Mapping[str, SourceFile]
    """The Go files that the text shows, by file name."""
    digest: str
    """SHA-256 of all its files, in hexadecimal."""
    document: YamlDocument = field(repr=False, compare=False)

    @property
    def title(self) -> Text:
        """Its title in both languages."""
        return self.content.title

    @property
    def has_text(self) -> bool:
        """True when there is something to read."""
        return bool(self.texts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalog:
    """All exercises and lessons, in the order of the path."""

    exercises: Mapping[str, Exercise] = field(default_factory=dict)
    """By slug; iteration follows the path: by lesson, then `order`, difficulty and slug."""
    lessons: Mapping[int, Lesson] = field(default_factory=dict)
    """By number, ascending."""

    def find_exercise(self, slug: str) -> Exercise | None:
        """The exercise with this slug, or None."""
        return self.exercises.get(slug)

    def get_exercise(self, slug: str) -> Exercise:
        """The exercise with this slug. Raises NotFound."""
        if slug not in self.exercises:
            raise NotFound("There is no exercise of this name.")
        return self.exercises[slug]

    def get_lesson(self, number: int) -> Lesson:
        """The lesson with this number. Raises NotFound."""
        if number not in self.lessons:
            raise NotFound(f"There is no lesson {number}.")
        return self.lessons[number]

    def exercises_of(self, lesson: int) -> tuple[Exercise, ...]:
        """The exercises of a lesson in order."""
        return tuple(each for each in self.exercises.values() if each.content.lesson == lesson)

    def next_after(self, slug: str) -> Exercise | None:
        """The exercise that follows on the path, across lessons; None after the last and for an unknown slug."""
        following = dict(pairwise(self.exercises))
        return self.find_exercise(following.get(slug, ""))

    def contrast_of(self, exercise: Exercise) -> Exercise | None:
        """The minimal pair of an exercise, as authors claim it: the one that it names, else the first that names it.

        Whether it is one is proven from both verdicts: see `pairs`.
        """
        if exercise.content.contrast:
            return self.find_exercise(exercise.content.contrast)
        return next((each for each in self.exercises.values() if each.content.contrast == exercise.slug), None)


def in_path_order(exercises: list[Exercise]) -> dict[str, Exercise]:
    """Exercises by slug, in the order of the path."""

    def place(exercise: Exercise) -> tuple[int, int, int, str]:
        content = exercise.content
        return content.lesson, content.order or 1000, content.difficulty, exercise.slug

    return {exercise.slug: exercise for exercise in sorted(exercises, key=place)}
