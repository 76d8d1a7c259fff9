"""Content of an exercise that asks how many heap allocations a call makes."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from grader.catalog.content.base import ExerciseBase
from grader.catalog.fields import Integer, PlaceCredit
from grader.catalog.kinds import QuestionKind
from grader.catalog.texts import Content, Text, refusal

MOST_COUNTED = 99
"""More than these nobody counts in their head."""

AllocationCount = Annotated[Integer, Field(ge=0, le=MOST_COUNTED)]


class WrongCount(Content):
    """What is said to those who count otherwise."""

    count: AllocationCount = Field(description="The number that they wrote.")
    feedback: Text = Field(description="What it leaves out, or counts that is none.")


class Count(ExerciseBase):
    """How many objects a call allocates on the heap, graded against what was measured.

    The call is the one under `measure`, which this kind requires. Where the right number is not 0, any other number
    that is not 0 earns the part for knowing that the call allocates; where it is 0, that is the whole answer.
    """

    takes_variants: ClassVar[bool] = False

    kind: Literal[QuestionKind.COUNT] = Field(description="Kind of question: `count`.")
    expect: AllocationCount = Field(
        description="How many you expect, 0 to 99. It never decides a grade; `check` compares it with the record."
    )
    mistakes: tuple[WrongCount, ...] = Field(min_length=1, max_length=6, description="What to say to wrong numbers.")
    place_credit: PlaceCredit = Field(
        40, description="Percent of the points for a wrong number that is not 0, where the right one is not 0 either."
    )

    @model_validator(mode="after")
    def _has_a_call(self) -> Self:
        if not self.measure:
            raise refusal("`measure` is missing here", "Write the call that is counted, e.g. `measure: Sum(4)`")
        if self.parts_ways:
            raise refusal("`parts_ways` is for questions about a place", "Remove it")
        return self
