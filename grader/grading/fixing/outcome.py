"""What became of an edit that compiles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from grader.escape.values import Place, Reason


class Failure(StrEnum):
    """Why an edit is not the fix that was asked for."""

    CALL = "call"
    """A function that was called is called no longer, or only where it never runs."""
    GONE = "gone"
    """What is asked is no longer there: under its name, with its type, in its function."""
    PLACE = "place"
    """It is there, in another place than the one that was asked for."""
    REASON = "reason"
    """It is in the right place, for another reason than those that were asked for."""
    VALUE = "value"
    """Its value leaves the function no longer by a way that it had: returned, sent, stored."""
    ELSEWHERE = "elsewhere"
    """It stays on the stack, and something else goes to the heap in its stead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FixOutcome:
    """What the compiler says of an edited program, held against what was asked for."""

    failure: Failure | None = None
    """None: it is the fix."""
    name: str = ""
    """What the failure names: a function, a variable or an expression."""
    line: int = 0
    """Where that is in the edited program; 0 where it is nowhere."""
    place: Place = Place.UNKNOWN
    """Of what is asked."""
    reasons: tuple[Reason, ...] = ()
    """Why it is there, as far as the compiler explains it."""
    said: str = ""
    """The compiler's own line, without its position; empty where it prints none."""


def outcome_document(outcome: FixOutcome) -> dict[str, Any]:
    """Give what is kept of an outcome."""
    return {
        "failure": outcome.failure.value if outcome.failure else None,
        "name": outcome.name,
        "line": outcome.line,
        "place": outcome.place.value,
        "reasons": [reason.value for reason in outcome.reasons],
        "said": outcome.said,
    }


def outcome_from_document(kept: Mapping[str, Any]) -> FixOutcome:
    """Read an outcome that was kept."""
    return FixOutcome(
        failure=Failure(kept["failure"]) if kept["failure"] else None,
        name=kept["name"],
        line=kept["line"],
        place=Place(kept["place"]),
        reasons=tuple(map(Reason, kept["reasons"])),
        said=kept["said"],
    )
