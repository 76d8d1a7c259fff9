"""Content of an exercise that asks for the compiler's line."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from grader.catalog.asked import Asked
from grader.catalog.content.base import ExerciseBase
from grader.catalog.fields import PlaceCredit, Printed
from grader.catalog.kinds import QuestionKind
from grader.catalog.texts import Content, Text, refusal
from grader.escape.printed_lines import Says, parse_printed_line


def _is_printed_line(text: str) -> str:
    if parse_printed_line(text) is None:
        what = "This is no line that the compiler prints about a variable or an expression"
        raise refusal(what, "Write it like `moved to heap: x`, `x escapes to heap`, `x does not escape`, or `nothing`")
    return text


class LineFeedback(Content):
    """What is said to those who predict a wrong line."""

    says: Says = Field(description="The sentence that they wrote, whatever the name in it; `nothing` for no line.")
    feedback: Text = Field(description="What it gets wrong.")


class Predict(ExerciseBase):
    """The line that the compiler prints about one variable or expression; capitals and spaces do not count."""

    kind: Literal[QuestionKind.PREDICT] = Field(description="Kind of question: `predict`.")
    ask: Asked = Field(description="The variable or expression that the question is about; no parameter that stays.")
    expect: Annotated[Printed, Field(max_length=500), AfterValidator(_is_printed_line)] = Field(
        description="The line that you expect, without its position, or `nothing`. It never decides a grade; `check` "
        "compares it with the compiler."
    )
    mistakes: tuple[LineFeedback, ...] = Field(
        min_length=1, max_length=3, description="What to say to wrong lines, by their sentence."
    )
    place_credit: PlaceCredit = Field(
        40, description="Percent of the points for a wrong line that means the right place."
    )
