"""Reading a form's fields strictly: each is there once, with a value that was offered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from grader.errors import AnswerInvalid
from grader.grading.certainty import Certainty

Fields: TypeAlias = Mapping[str, Sequence[str]]
"""A form's fields, each with all the values that were sent under its name."""

CERTAINTY = "certainty"
"""The field that the forms of all kinds have."""


def read_only(fields: Fields, name: str, request: str) -> str:
    """Read the one value of a field. Raises AnswerInvalid with this request where it is missing or empty."""
    values = fields.get(name, ())
    if not values or values[0] == "":
        raise AnswerInvalid(request)
    if len(values) > 1:
        raise AnswerInvalid(f"The field {name!r} was sent {len(values)} times. Choose one.")
    return values[0]


def read_certainty(fields: Fields) -> Certainty:
    """Read how sure the student is. Raises AnswerInvalid where that is not said."""
    sent = read_only(fields, CERTAINTY, "Say how sure you are.")
    try:
        return Certainty(sent)
    except ValueError:
        raise AnswerInvalid("Say how sure you are: guessing, fairly sure or sure.") from None
