"""Verdicts that are no ground for a grade."""

from __future__ import annotations

from grader.errors import NotJudged
from grader.escape.values import AllocationVerdict, Place, VariableVerdict


def require_known_place(verdict: VariableVerdict | AllocationVerdict) -> str:
    """Give what is asked, for messages. Raises NotJudged where the compiler does not say where it is."""
    named = f"{verdict.at}: {verdict.name if isinstance(verdict, VariableVerdict) else verdict.expression}"
    if verdict.place is Place.UNKNOWN:
        raise NotJudged(f"{named}: the compiler does not say where it is. Nothing was graded.")
    return named
