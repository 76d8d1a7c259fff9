"""What exercises of every kind have."""

from __future__ import annotations

from typing import Annotated, ClassVar, Self

from pydantic import Field, Strict, model_validator

from grader.catalog.content.variants import MOST_VARIANTS, Variant
from grader.catalog.fields import (
    Code,
    CompilerFlag,
    GoVersion,
    Integer,
    LanguageVersion,
    LessonNumber,
    MisconceptionId,
    Slug,
)
from grader.catalog.texts import Content, Text, refusal


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
    go: LanguageVersion | None = Field(None, description="Language version, in quotes. Without it: the compiler's own.")
    flags: tuple[CompilerFlag, ...] = Field(
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
    go_versions: tuple[GoVersion, ...] = Field(
        (),
        max_length=3,
        description="Further releases of Go, whole, e.g. `[1.24.11]`: the result shows what they say beside the one in "
        "force. For what changed from release to release; `python -m grader record` asks them.",
    )
    variants: tuple[Variant, ...] = Field(
        (),
        max_length=MOST_VARIANTS,
        description="The same question about other programs: each student gets one of them, or the program as it is.",
    )

    takes_variants: ClassVar[bool] = True
    """False for kinds whose answers are about the text of one program, or recorded of it."""

    @model_validator(mode="after")
    def _may_have_variants(self) -> Self:
        if self.variants and not self.takes_variants:
            raise refusal("An exercise of this kind has no variants", "Remove `variants`")
        if self.variants and self.go_versions:
            raise refusal("What further releases say is recorded of one program", "Remove `variants` or `go_versions`")
        return self
