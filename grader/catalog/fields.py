"""Small types that fields of authors' files have."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, Strict

from grader.catalog.misconceptions import MISCONCEPTIONS
from grader.catalog.texts import refusal
from grader.escape.values import Place, Reason

SLUG = r"^[a-z0-9][a-z0-9-]{0,63}$"
IDENTIFIER = r"^[^\W\d]\w{0,127}$"
LESSON_NUMBERS = range(1, 13)


class Follows(Enum):
    """What a field says of the program, and so has to follow when a variant changes that."""

    LINE = auto()
    """The number of a line."""
    CODE = auto()
    """Code: a name, an expression, a function as the compiler names it."""
    PRINTED = auto()
    """A line as the compiler prints it."""


Integer = Annotated[int, Strict()]
Slug = Annotated[str, Field(pattern=SLUG)]
Code = Annotated[str, Follows.CODE]
Printed = Annotated[str, Follows.PRINTED]
Identifier = Annotated[Code, Field(pattern=IDENTIFIER)]
LessonNumber = Annotated[Integer, Field(ge=LESSON_NUMBERS.start, lt=LESSON_NUMBERS.stop)]
Line = Annotated[Integer, Field(ge=1), Follows.LINE]
PlaceCredit = Annotated[Integer, Field(ge=0, le=100)]


_RELEASE = r"^1\.2\d\.\d{1,3}$"


def _is_release(version: str) -> str:
    if not re.fullmatch(_RELEASE, version):
        raise refusal(f"`{version}` is no release of Go", "Write it whole, e.g. `1.24.11`")
    return version


GoVersion = Annotated[str, AfterValidator(_is_release), Field(json_schema_extra={"pattern": _RELEASE})]
"""A release of Go, whole: `1.24.11`."""


def version_order(version: str) -> tuple[int, ...]:
    """The key that sorts releases: 1.9.7 before 1.24.11."""
    return tuple(map(int, version.split(".")))


def _is_misconception(identifier: str) -> str:
    if identifier not in MISCONCEPTIONS:
        what = f"There is no misconception `{identifier}`"
        raise refusal(what, "Choose from M01 to M60, listed in docs/authoring.md")
    return identifier


MisconceptionId = Annotated[
    str, AfterValidator(_is_misconception), Field(json_schema_extra={"enum": [*MISCONCEPTIONS]})
]


def _is_offerable(reason: Reason) -> Reason:
    if reason is Reason.REVIEW:
        raise refusal("REVIEW is no reason that can be offered", "Offer a reason that a student can name")
    return reason


OfferableReason = Annotated[Reason, AfterValidator(_is_offerable)]
AnswerPlace = Literal[Place.STACK, Place.HEAP, Place.STATIC, Place.DEPENDS, Place.NONE]
LanguageVersion = Literal["1.21", "1.22", "1.23", "1.24", "1.25", "1.26", "1.27"]
CompilerFlag = Literal["-l", "-N"]
