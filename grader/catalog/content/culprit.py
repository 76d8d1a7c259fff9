"""Content of an exercise that asks for the line that makes something escape."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from grader.catalog.asked import Asked
from grader.catalog.content.base import ExerciseBase
from grader.catalog.fields import Line, PlaceCredit
from grader.catalog.kinds import QuestionKind
from grader.catalog.texts import Content, Text


class WrongLine(Content):
    """What is said to those who choose a line that does not decide."""

    line: Line = Field(description="Number of the line that they chose.")
    feedback: Text = Field(description="Why it is not this one.")


class Culprit(ExerciseBase):
    """The line of the program that makes one variable or expression escape.

    Right is every line with a step that carries a true reason: by which the address leaves, or a closure takes hold of
    the variable. Taking the address and copying the pointer about only leads there.
    """

    kind: Literal[QuestionKind.CULPRIT] = Field(description="Kind of question: `culprit`.")
    ask: Asked = Field(description="The variable or expression that the question is about; it has to escape.")
    expect: Line = Field(
        description="Number of the line that you expect. It never decides a grade; `check` compares it with "
        "the compiler."
    )
    mistakes: tuple[WrongLine, ...] = Field(min_length=1, max_length=6, description="What to say to wrong lines.")
    step_credit: PlaceCredit = Field(
        40, description="Percent of the points for a step of the flow that only leads there."
    )
