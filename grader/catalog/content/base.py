"""What exercises of every kind have."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, Strict

from grader.catalog.content.variants import MOST_VARIANTS, Variant
from grader.catalog.fields import Code, Integer, LessonNumber, MisconceptionId, Slug
from grader.catalog.texts import Content, Text


class ExerciseBase(Content):
    """What exercises of every kind have."""

    title: Text = Field(description="Short, says what the program is about and not what the answer is.")
    lesson: LessonNumber = Field(description="Number of the lesson that it belongs to, 1 to 12.")
    order: Integer | None = Field(
        None, ge=1, le=999, description="Place within the lesson. Without it: by difficulty, then by folder name."
    )
    concepts: tuple[Slug, ...] = Field((), max_length=10, description="What it is about, in words of your own choice.")
    misconceptions: tuple[MisconceptionId, ...] = Field(
        (), max_length=10, description="Misconceptions that it tests, M01 to M60."
    )
    difficulty: Annotated[Integer, Field(ge=1, le=5)] = Field(description="1 (first steps) to 5 (real code).")
    prose: Text = Field(description="Markdown above the question: what the program does. May be short.")
    hints: tuple[Text, ...] = Field((), max_length=5, description="Markdown; shown one after the other on request.")
    explanation: Text = Field(description="Markdown; two or three sentences shown at the end: why it is so.")
    contrast: Slug | None = Field(
        None, description="Folder name of its minimal pair: the exercise with the smallest edit that flips the verdict."
    )
    go: Literal["1.21", "1.22", "1.23", "1.24", "1.25", "1.26", "1.27"] | None = Field(
        None, description="Language version, in quotes. Without it: the compiler's own."
    )
    flags: tuple[Literal["-l", "-N"], ...] = Field(
        (), description="Compiler flags that the question names: `-l` (no inlining), `-N` (no optimisation)."
    )
    measure: Code | None = Field(
        None,
        min_length=1,
        max_length=200,
        description='A call in Go that shows what the answer costs, e.g. `Open("ada")`. `check` runs it, where '
        "programs may be run (README, “Measure”), and the result shows what a call allocates.",
    )
    parts_ways: Annotated[bool, Strict()] = Field(
        default=False,
        description="True where the explanation says why what is measured is not what the place makes one expect; "
        "until then `check` warns.",
    )
    variants: tuple[Variant, ...] = Field(
        (),
        max_length=MOST_VARIANTS,
        description="The same question about other programs: each student gets one of them, or the program as it is.",
    )
