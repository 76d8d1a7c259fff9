"""Content of an exercise that asks for an edit of its program."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from grader.catalog.asked import Asked
from grader.catalog.content.base import ExerciseBase
from grader.catalog.fields import Line, OfferableReason
from grader.catalog.kinds import QuestionKind
from grader.catalog.texts import Content, Text, refusal
from grader.escape.values import Place

PartText = Annotated[str, Field(max_length=2000)]


class Solution(Content):
    """An edit that is right; the first is shown at the end."""

    edit: tuple[PartText, ...] = Field(
        min_length=1,
        max_length=4,
        description="The text of each part in `editable`, in order, with its tabs, as a block of text keeps them.",
    )


class WrongEdit(Content):
    """An edit that does not do it, and what is said to all that fail in the same way."""

    edit: tuple[PartText, ...] = Field(
        min_length=1, max_length=4, description="The text of each part in `editable`, in order."
    )
    fails: Literal["call", "gone", "place", "value", "reason", "elsewhere"] = Field(
        description="How it fails: a `call` is missing or never runs; what is asked is `gone`; it is in the other "
        "`place`; its `value` is not returned, sent or stored as before; it is there for another `reason`; something "
        "`elsewhere` goes to the heap in its stead. `check` compares it with the compiler."
    )
    reason: OfferableReason | None = Field(
        None, description="Says it only where this reason holds of what is asked. Without it: whatever holds."
    )
    feedback: Text = Field(description="Why this does not do it.")


class FixIt(ExerciseBase):
    """An edit of the program after which one variable or expression stays on the stack, or goes to the heap.

    Right is every edit of the marked lines that compiles, keeps what is asked (name, type, function) and all calls, and
    brings it to the goal; towards the stack with less on the heap than before. `grader/grading/fixing/judge.py` says
    what is held against the original, and what cannot be: the program is never run.
    """

    takes_variants: ClassVar[bool] = False

    kind: Literal[QuestionKind.FIX_IT] = Field(description="Kind of question: `fix-it`.")
    ask: Asked = Field(description="The variable or expression that the question is about.")
    goal: Literal[Place.STACK, Place.HEAP] = Field(description="Where it is to be: `stack` or `heap`.")
    reasons: tuple[OfferableReason, ...] = Field(
        (), max_length=3, description="Reasons of which one has to hold at the goal. Without them any will do."
    )
    editable: tuple[tuple[Line, Line], ...] = Field(
        min_length=1,
        max_length=4,
        description="Parts that may be edited, each as `[first line, last line]`, in order, with fixed lines between "
        "them. Each may grow by 12 lines.",
    )
    solutions: tuple[Solution, ...] = Field(
        min_length=1, max_length=4, description="Edits that are right; `check` asks the compiler."
    )
    wrong: tuple[WrongEdit, ...] = Field(
        min_length=1, max_length=6, description="Edits that are not; `check` asks the compiler, too."
    )

    @model_validator(mode="after")
    def _parts_are_in_order(self) -> Self:
        end = 0
        for first, last in self.editable:
            if last < first or (end and first < end + 2) or first < 2:
                what = f"`editable` has [{first}, {last}] where that cannot be"
                raise refusal(what, "Name parts in order, first line before last, with a fixed line before each")
            end = last
        edits = [*(each.edit for each in self.solutions), *(each.edit for each in self.wrong)]
        for edit in edits:
            if len(edit) != len(self.editable):
                what = f"An `edit` has {len(edit)} texts for {len(self.editable)} parts"
                raise refusal(what, "Write one text for each part in `editable`")
        return self
