"""What authors write in `lesson.yaml`."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag

from grader.catalog.asked import AllocationAsked, VariableAsked
from grader.catalog.fields import AnswerPlace, CompilerFlag, LanguageVersion, LessonNumber, OfferableReason
from grader.catalog.texts import Content, Text


class ClaimBase(Content):
    """What claims of both forms have."""

    program: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}\.go$", description="File in the lesson's folder.")
    place: AnswerPlace = Field(description="Where the text says that it lives.")
    reasons: tuple[OfferableReason, ...] = Field(
        (), max_length=5, description="Codes of the reasons that the text gives; there may be others, too."
    )
    inlined: AnswerPlace | None = Field(
        None, description="Where the text says that its copies live, in calls that are inlined."
    )
    go: LanguageVersion | None = Field(
        None, description="Language version that the text speaks of, in quotes. Without it: the compiler's own."
    )
    flags: tuple[CompilerFlag, ...] = Field((), description="Compiler flags that the text speaks of: `-l`, `-N`.")


class VariableClaim(VariableAsked, ClaimBase):
    """The text speaks of a variable."""


class AllocationClaim(AllocationAsked, ClaimBase):
    """The text speaks of an expression that may allocate."""


def _kind_of_claim(value: Any) -> str:
    names = value if isinstance(value, dict) else vars(value) if isinstance(value, Content) else {}
    return "AllocationClaim" if "allocation" in names else "VariableClaim"


LessonClaim = Annotated[
    Annotated[VariableClaim, Tag("VariableClaim")] | Annotated[AllocationClaim, Tag("AllocationClaim")],
    Discriminator(_kind_of_claim),
]
"""What the lesson's text says of one of its programs; checked against the compiler."""


class LessonContent(Content):
    """One lesson."""

    number: LessonNumber = Field(description="Place in the path, 1 to 12; the folder's name begins with it.")
    title: Text = Field(description="Short.")
    summary: Text = Field(description="One or two sentences for the path.")
    expect: tuple[LessonClaim, ...] = Field((), description="What the text says of its programs.")
