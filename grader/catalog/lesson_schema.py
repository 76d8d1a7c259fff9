"""What authors write in `lesson.yaml`."""

from __future__ import annotations

from pydantic import Field

from grader.catalog.fields import AnswerPlace, Identifier, LessonNumber, Line
from grader.catalog.texts import Content, Text


class LessonClaim(Content):
    """What the lesson's text says of one of its programs; checked against the compiler."""

    program: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}\.go$", description="File in the lesson's folder.")
    variable: Identifier = Field(description="Name of the variable.")
    function: str | None = Field(
        None, min_length=1, max_length=200, description="Function that declares it, as the compiler names it."
    )
    line: Line | None = Field(None, description="Line of the declaration, where the name does not decide.")
    place: AnswerPlace = Field(description="Where the text says that it lives.")


class LessonContent(Content):
    """One lesson."""

    number: LessonNumber = Field(description="Place in the path, 1 to 12; the folder's name begins with it.")
    title: Text = Field(description="Short.")
    summary: Text = Field(description="One or two sentences for the path.")
    expect: tuple[LessonClaim, ...] = Field((), description="What the text says of its programs.")
