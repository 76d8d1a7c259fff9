"""Content of an exercise that asks for all variables on the heap."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from grader.catalog.asked import VariableAsked
from grader.catalog.content.base import ExerciseBase
from grader.catalog.kinds import QuestionKind
from grader.catalog.texts import Text, refusal


class WrongMark(VariableAsked):
    """What is said about one variable, named as in `ask`, to those who have it wrong. One of `marked` and `missed`."""

    marked: Text | None = Field(
        None, description="Said to those who mark it: why it is not on the heap. For a variable that is not."
    )
    missed: Text | None = Field(
        None, description="Said to those who do not mark it: how it gets to the heap. For a variable that is there."
    )

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        if (self.marked is None) == (self.missed is None):
            what = "A mistake is to mark a variable, or to miss it, and here stands neither or both"
            raise refusal(what, "Write one of `marked:` and `missed:`")
        return self


class MarkAll(ExerciseBase):
    """All variables of the program that are on the heap. Each right mark earns a point, each wrong one costs one."""

    kind: Literal[QuestionKind.MARK_ALL] = Field(description="Kind of question: `mark-all`.")
    expect: tuple[VariableAsked, ...] = Field(
        min_length=1,
        max_length=20,
        description="The variables that you expect on the heap, each by name, `function` and `line` as in `ask`. They "
        "never decide a grade; `check` compares them with the compiler.",
    )

    mistakes: tuple[WrongMark, ...] = Field(
        (),
        max_length=20,
        description="What to say about variables that are wrongly marked, or missed. Before the answer is shown a "
        "student hears the first that fits, wrong marks first; afterwards all.",
    )

    @model_validator(mode="after")
    def _asks_for_no_measurement(self) -> Self:
        if self.measure:
            raise refusal("`measure` belongs to a question about one variable or expression", "Remove it")
        return self
