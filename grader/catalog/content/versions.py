"""Content of an exercise that asks what lives elsewhere in another version of Go."""

from __future__ import annotations

from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from grader.catalog.asked import Asked
from grader.catalog.content.base import ExerciseBase
from grader.catalog.fields import AnswerPlace, GoVersion, Line, PlaceCredit, version_order
from grader.catalog.kinds import QuestionKind
from grader.catalog.texts import Content, Text, refusal
from grader.escape.values import Place

NONE = "none"
"""What is chosen when nothing changed; no candidate may be called so."""


class NamedCandidate(Content):
    """One of the candidates, by its name, or `none` of them."""

    candidate: str = Field(
        min_length=1, max_length=500, description="The variable or expression as under `candidates`, or `none` of them."
    )
    line: Line | None = Field(None, description="Its line, where two candidates have the same name.")


class ExpectedChange(NamedCandidate):
    """The candidate that you expect to have changed, and how."""

    before: AnswerPlace | None = Field(None, description="Where it lives in the older version; left out for `none`.")
    after: AnswerPlace | None = Field(None, description="Where it lives in the newer one; left out for `none`.")

    @model_validator(mode="after")
    def _says_how(self) -> Self:
        is_none = self.candidate == NONE
        if is_none != (self.before is None) or is_none != (self.after is None):
            raise refusal(
                "`before` and `after` belong to a candidate that changes", "Write both, or neither for `none`"
            )
        return self


class WrongCandidate(NamedCandidate):
    """What is said to those who choose a candidate that did not change, or the one that did with other places."""

    feedback: Text = Field(description="What it gets wrong.")


class Versions(ExerciseBase):
    """Which of several variables and expressions lives elsewhere in another version of Go, and where in each.

    One of them has changed, or none. The key comes from the record, so it is the same on a server of any version.
    """

    takes_variants: ClassVar[bool] = False

    kind: Literal[QuestionKind.VERSIONS] = Field(description="Kind of question: `versions`.")
    between: tuple[GoVersion, ...] = Field(
        min_length=1,
        max_length=2,
        description="The releases to compare, whole, the older first: `[1.24.11, 1.27.3]`. Without the second one: the "
        "version in force when it is recorded.",
    )
    candidates: tuple[Asked, ...] = Field(
        min_length=3, max_length=5, description="What may have changed, each named as in `ask`."
    )
    places: tuple[AnswerPlace, ...] = Field(
        (Place.STACK, Place.HEAP), description="Places to choose from; always at least stack and heap."
    )
    expect: ExpectedChange = Field(
        description="What you expect to have changed. It never decides a grade; `check` compares it with the record."
    )
    mistakes: tuple[WrongCandidate, ...] = Field(
        min_length=1, max_length=6, description="What to say to wrong choices, by candidate."
    )
    candidate_credit: PlaceCredit = Field(
        40, description="Percent of the points for the candidate that changed with a wrong place in either version."
    )

    @model_validator(mode="after")
    def _compares_two(self) -> Self:
        if self.measure or self.parts_ways:
            raise refusal("`measure` belongs to a question about one variable, expression or call", "Remove it")
        if self.go_versions:
            raise refusal("This kind names its versions under `between`", "Remove `go_versions`")
        if len(self.between) == 2 and version_order(self.between[0]) >= version_order(self.between[1]):
            raise refusal("The older version does not stand first in `between`", "Write two, the older one first")
        if not {Place.STACK, Place.HEAP} <= set(self.places) or len(set(self.places)) < len(self.places):
            raise refusal("`places` lacks stack or heap, or has one twice", "Offer both in every question, each once")
        return self
