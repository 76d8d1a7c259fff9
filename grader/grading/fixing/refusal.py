"""Why an edit is refused before it is judged, apart from the words: pages say it in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from grader.errors import SourceMessage


class Refusal(StrEnum):
    """What is wrong with an edit; the value says it in English, as the compiler would."""

    NEW = "the {what} {name} is new. Manage without it."
    GONE = "the {what} {name} is gone. Put it back."
    OVERLONG = "this comment or string reaches beyond the lines that may be edited. End it where it begins."


class Declared(StrEnum):
    """What an edit must neither add nor take away, as the English sentence names it."""

    FUNCTION = "function"
    TYPE = "type"
    VARIABLE = "package-level variable"
    IMPORT = "import"
    DIRECTIVE = "comment"


@dataclass(frozen=True, slots=True)
class EditRefused(SourceMessage):
    """A message about an edit that also says, apart from its words, what is wrong."""

    refusal: Refusal
    what: Declared | None = None
    name: str = ""


def refuse(
    refusal: Refusal,
    at: tuple[str, int, int],
    what: Declared | None = None,
    name: str = "",
) -> EditRefused:
    """Make the message for a place: file, line and column, 0 for the file as a whole."""
    return EditRefused(*at, refusal.value.format(what=what, name=name), refusal, what, name)
