"""Content of an exercise that asks for all variables on the heap."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from grader.catalog.asked import VariableAsked
from grader.catalog.content.base import ExerciseBase
from grader.catalog.kinds import QuestionKind
from grader.catalog.texts import refusal


class MarkAll(ExerciseBase):
    """All variables of the program that are on the heap. Each right mark earns a point, each wrong one costs one."""

    kind: Literal[QuestionKind.MARK_ALL] = Field(description="Kind of question: `mark-all`.")
    expect: tuple[VariableAsked, ...] = Field(
        min_length=1,
        max_length=20,
        description="The variables that you expect on the heap, each by name, `function` and `line` as in `ask`. They "
        "never decide a grade; `check` compares them with the compiler.",
    )

    @model_validator(mode="after")
    def _asks_for_no_measurement(self) -> Self:
        if self.measure:
            raise refusal("`measure` belongs to a question about one variable or expression", "Remove it")
        return self
