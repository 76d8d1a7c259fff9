"""Content of an exercise that asks for the order in which an address gets away."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from grader.catalog.asked import Asked
from grader.catalog.content.base import ExerciseBase
from grader.catalog.fields import Integer
from grader.catalog.kinds import QuestionKind
from grader.catalog.texts import Content, Text

FEWEST_STEPS = 3
MOST_STEPS = 7


class Trap(Content):
    """A step that sounds likely and does not happen."""

    text: Text = Field(description="The step as a sentence, like those of the compiler. Code stands in `backticks`.")
    feedback: Text = Field(description="Shown to a student who used it: why it does not happen.")


class Order(ExerciseBase):
    """The steps by which the address of one variable or expression gets away, to be put in order.

    The steps are those of the compiler's flow, as sentences; what nobody could put apart (a capture, and that it is by
    reference) is one. Each step that comes directly after the one that it really follows earns a point, each trap that
    is used costs one, and nothing earns less than 0; so the right order of four steps earns three points. In exports an
    answer is the numbers of its steps, `1>3>x>2`, where `x` is a trap.
    """

    kind: Literal[QuestionKind.ORDER] = Field(description="Kind of question: `order`.")
    ask: Asked = Field(description="The variable or expression that the question is about; it has to escape.")
    expect: Integer = Field(
        ge=FEWEST_STEPS,
        le=MOST_STEPS,
        description="How many steps you expect. It never decides a grade; `check` compares it with the compiler.",
    )
    traps: tuple[Trap, ...] = Field(
        (), max_length=3, description="Steps that sound likely and do not happen; they stand among the true ones."
    )
