"""The right answers of a question, taken from the compiler's verdict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias, assert_never

from grader.errors import NotJudged
from grader.escape.culprits import deciding_lines, leading_lines
from grader.escape.printed_lines import PrintedLine, printed_line_of
from grader.escape.values import AllocationVerdict, Place, Reason, VariableVerdict, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceAndReasonKey:
    """The place that holds, and every reason that is true: naming any of them is right."""

    place: Place
    reasons: frozenset[Reason]


@dataclass(frozen=True, slots=True, kw_only=True)
class PredictKey:
    """The line that the compiler prints."""

    line: PrintedLine


@dataclass(frozen=True, slots=True, kw_only=True)
class CulpritKey:
    """The lines that make something escape: choosing any of them is right."""

    lines: frozenset[int]
    leading: frozenset[int]
    """The lines of the flow that only lead there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkAllKey:
    """The variables that are on the heap."""

    heap: frozenset[str]
    """By `variable_id`."""


AnswerKey: TypeAlias = PlaceAndReasonKey | PredictKey | CulpritKey | MarkAllKey
"""What is right, for each kind of question."""


def key_document(key: AnswerKey) -> dict[str, Any]:
    """Give what is kept of a key beside an answer: what that was graded against."""
    match key:
        case PlaceAndReasonKey():
            return {"place": key.place.value, "reasons": sorted(key.reasons)}
        case PredictKey():
            return {"line": str(key.line)}
        case CulpritKey():
            return {"lines": sorted(key.lines), "leading": sorted(key.leading)}
        case MarkAllKey():
            return {"heap": sorted(key.heap)}
        case _:
            assert_never(key)


def key_of(verdict: VariableVerdict | AllocationVerdict) -> PlaceAndReasonKey:
    """Make the key from a verdict.

    Raises NotJudged where the verdict is no ground for a grade: the place is unknown, or the compiler's explanation
    has something in it that needs a human eye.
    """
    named = _named_place(verdict)
    if not verdict.reasons or Reason.REVIEW in verdict.reasons:
        raise NotJudged(f"{named}: the compiler's explanation needs review. Nothing was graded.")
    return PlaceAndReasonKey(place=verdict.place, reasons=frozenset(verdict.reasons))


def predict_key_of(verdict: VariableVerdict | AllocationVerdict) -> PredictKey:
    """Make the key of the line that is printed. Raises NotJudged where no line tells the place."""
    named, line = _named_place(verdict), printed_line_of(verdict)
    if line is None:
        raise NotJudged(f"{named}: what the compiler prints does not tell its place. Nothing was graded.")
    return PredictKey(line=line)


def culprit_key_of(verdict: VariableVerdict | AllocationVerdict) -> CulpritKey:
    """Make the key of the lines that decide. Raises NotJudged where there is none, or one needs a human eye."""
    named, lines = _named_place(verdict), deciding_lines(verdict)
    if not lines or Reason.REVIEW in verdict.reasons:
        raise NotJudged(f"{named}: no line is known to make it escape. Nothing was graded.")
    return CulpritKey(lines=lines, leading=leading_lines(verdict))


def variable_id(variable: VariableVerdict) -> str:
    """Name a variable of a program, with the place of its declaration: `job@13:3`."""
    return f"{variable.name}@{variable.at.line}:{variable.at.column}"


def mark_all_key_of(verdict: Verdict) -> MarkAllKey:
    """Make the key of all variables on the heap. Raises NotJudged where there is none, or one has no known place."""
    for variable in verdict.variables:
        _named_place(variable)
    heap = frozenset(variable_id(each) for each in verdict.variables if each.place is Place.HEAP)
    if not heap:
        raise NotJudged("No variable of the program is on the heap. Nothing was graded.")
    return MarkAllKey(heap=heap)


def _named_place(verdict: VariableVerdict | AllocationVerdict) -> str:
    """What is asked, for messages. Raises NotJudged where the compiler does not say where it is."""
    named = f"{verdict.at}: {verdict.name if isinstance(verdict, VariableVerdict) else verdict.expression}"
    if verdict.place is Place.UNKNOWN:
        raise NotJudged(f"{named}: the compiler does not say where it is. Nothing was graded.")
    return named
