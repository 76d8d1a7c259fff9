"""What a student hands in, read strictly from a form's fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias, assert_never

from grader.errors import AnswerInvalid
from grader.escape.printed_lines import PRINTS_NOTHING, PrintedLine, parse_printed_line
from grader.escape.values import Place
from grader.grading.questions import (
    CulpritQuestion,
    MarkAllQuestion,
    Option,
    PlaceAndReasonQuestion,
    PredictQuestion,
    Question,
    find_option,
)


class Certainty(StrEnum):
    """How sure a student is of place and reason together. It changes no grade."""

    GUESSING = "guessing"
    FAIRLY_SURE = "fairly_sure"
    SURE = "sure"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceAndReasonAnswer:
    """A place and why, out of those that the question offers."""

    place: Place
    option: Option
    certainty: Certainty


@dataclass(frozen=True, slots=True, kw_only=True)
class PredictAnswer:
    """A line that the compiler is expected to print, or that it prints none."""

    text: str
    """As it was written."""
    line: PrintedLine
    certainty: Certainty


@dataclass(frozen=True, slots=True, kw_only=True)
class CulpritAnswer:
    """A line of the program."""

    line: int
    certainty: Certainty


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkAllAnswer:
    """The variables that are said to be on the heap, by `variable_id`."""

    marked: frozenset[str]
    certainty: Certainty


Answer: TypeAlias = PlaceAndReasonAnswer | PredictAnswer | CulpritAnswer | MarkAllAnswer
"""One member for each question kind."""

LONGEST_LINE = 300
"""Characters of a line that is written."""

CERTAINTY = "certainty"
"""The field that the forms of all kinds have."""


def fields_of(question: Question) -> tuple[str, ...]:
    """Name the fields that the form of a question has."""
    match question:
        case PlaceAndReasonQuestion():
            return ("place", "reason", CERTAINTY)
        case PredictQuestion():
            return ("line", "nothing", CERTAINTY)
        case CulpritQuestion():
            return ("line", CERTAINTY)
        case MarkAllQuestion():
            return ("mark", CERTAINTY)
        case _:
            assert_never(question)


def parse_answer(question: Question, fields: Mapping[str, Sequence[str]]) -> Answer:
    """Read an answer from a form's fields, each with all the values that were sent under its name.

    `certainty` is a `Certainty`; what the other fields hold, the function for each kind says.
    Raises AnswerInvalid when a field is missing, repeated, foreign, or has a value that was not offered.
    """
    if foreign := sorted(set(fields) - set(fields_of(question))):
        raise AnswerInvalid(f"The answer has a field that the question does not have: {foreign[0][:40]!r}.")
    match question:
        case PlaceAndReasonQuestion():
            return _place_and_reason(question, fields)
        case PredictQuestion():
            return _predict(fields)
        case CulpritQuestion():
            return _culprit(question, fields)
        case MarkAllQuestion():
            return _mark_all(question, fields)
        case _:
            assert_never(question)


def answer_document(answer: Answer) -> dict[str, Any]:
    """Give what is kept of an answer: the fields as they were sent."""
    match answer:
        case PlaceAndReasonAnswer():
            return {"place": answer.place.value, "reason": answer.option.id, CERTAINTY: answer.certainty.value}
        case PredictAnswer():
            return {"line": answer.text, CERTAINTY: answer.certainty.value}
        case CulpritAnswer():
            return {"line": str(answer.line), CERTAINTY: answer.certainty.value}
        case MarkAllAnswer():
            return {"mark": sorted(answer.marked), CERTAINTY: answer.certainty.value}
        case _:
            assert_never(answer)


def _place_and_reason(question: PlaceAndReasonQuestion, fields: Mapping[str, Sequence[str]]) -> PlaceAndReasonAnswer:
    """`place` is a place that the question offers, `reason` the id of one of its options."""
    place = _only(fields, "place", "Choose where the value lives.")
    reason = _only(fields, "reason", "Choose a reason.")
    certainty = _certainty(fields)
    return PlaceAndReasonAnswer(
        place=_place_offered(question, place), option=_option_offered(question, reason), certainty=certainty
    )


def _predict(fields: Mapping[str, Sequence[str]]) -> PredictAnswer:
    """`line` is a line as the compiler prints it; `nothing`, with any value, says that it prints none."""
    line, certainty = read_line(fields), _certainty(fields)
    text = " ".join(fields.get("line", ("",))[0].split()) or str(line)
    return PredictAnswer(text=text, line=line, certainty=certainty)


def _culprit(question: CulpritQuestion, fields: Mapping[str, Sequence[str]]) -> CulpritAnswer:
    """`line` is the number of a line that can be chosen."""
    sent, certainty = _only(fields, "line", "Choose a line."), _certainty(fields)
    for line in question.lines:
        if str(line) == sent:
            return CulpritAnswer(line=line, certainty=certainty)
    raise AnswerInvalid("This line cannot be chosen. The program may have changed: load the page again.")


def _mark_all(question: MarkAllQuestion, fields: Mapping[str, Sequence[str]]) -> MarkAllAnswer:
    """`mark` is sent once for each variable that is marked; at least one is."""
    sent = fields.get("mark", ())
    if not any(sent):
        raise AnswerInvalid("Mark at least one variable.")
    if len(set(sent)) < len(sent) or not set(sent) <= set(question.variables):
        raise AnswerInvalid("These are not variables of the program. It may have changed: load the page again.")
    return MarkAllAnswer(marked=frozenset(sent), certainty=_certainty(fields))


def read_line(fields: Mapping[str, Sequence[str]]) -> PrintedLine:
    """Read the line that was written, or chosen to be none. Raises AnswerInvalid for anything else."""
    written = [value for value in fields.get("line", ()) if value.strip()]
    if any(fields.get("nothing", ())):
        if written:
            raise AnswerInvalid("Write a line, or choose that nothing is printed; not both.")
        return PRINTS_NOTHING
    text = _only({"line": written}, "line", "Write the line, or choose that nothing is printed.")
    line = parse_printed_line(text) if len(text) <= LONGEST_LINE else None
    if line is None:
        raise AnswerInvalid("This is no such line. Write it like one of the three examples, with the name in it.")
    return line


def _only(fields: Mapping[str, Sequence[str]], name: str, request: str) -> str:
    values = fields.get(name, ())
    if not values or values[0] == "":
        raise AnswerInvalid(request)
    if len(values) > 1:
        raise AnswerInvalid(f"The field {name!r} was sent {len(values)} times. Choose one.")
    return values[0]


def _place_offered(question: PlaceAndReasonQuestion, sent: str) -> Place:
    for place in question.places:
        if place.value == sent:
            return place
    raise AnswerInvalid("This question does not offer that place. Choose one of those shown.")


def _option_offered(question: PlaceAndReasonQuestion, sent: str) -> Option:
    option = find_option(question, sent)
    if option is None:
        raise AnswerInvalid("This question does not offer that reason. It may have changed: load the page again.")
    return option


def _certainty(fields: Mapping[str, Sequence[str]]) -> Certainty:
    sent = _only(fields, CERTAINTY, "Say how sure you are.")
    try:
        return Certainty(sent)
    except ValueError:
        raise AnswerInvalid("Say how sure you are: guessing, fairly sure or sure.") from None
