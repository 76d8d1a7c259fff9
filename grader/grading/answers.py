"""What a student hands in, read strictly from a form's fields.

What is sent is an answer as it stands, but for programs: those become answers once the compiler was asked about them.
"""

from __future__ import annotations

from typing import Any, TypeAlias, assert_never, overload

from grader.errors import AnswerInvalid
from grader.grading.fields import Fields
from grader.grading.kinds import count, culprit, fix_it, mark_all, order, place_and_reason, predict, versions
from grader.grading.kinds.count import CountAnswer, CountQuestion
from grader.grading.kinds.culprit import CulpritAnswer, CulpritQuestion
from grader.grading.kinds.fix_it import FixItAnswer, FixItEdit, FixItQuestion
from grader.grading.kinds.mark_all import MarkAllAnswer, MarkAllQuestion
from grader.grading.kinds.order import OrderAnswer, OrderQuestion
from grader.grading.kinds.place_and_reason import PlaceAndReasonAnswer, PlaceAndReasonQuestion
from grader.grading.kinds.predict import PredictAnswer, PredictQuestion
from grader.grading.kinds.versions import VersionsAnswer, VersionsQuestion
from grader.grading.questions import Question

PlainQuestion: TypeAlias = (
    PlaceAndReasonQuestion
    | PredictQuestion
    | CulpritQuestion
    | MarkAllQuestion
    | OrderQuestion
    | VersionsQuestion
    | CountQuestion
)
"""Questions whose answers need no compiler."""

PlainAnswer: TypeAlias = (
    PlaceAndReasonAnswer | PredictAnswer | CulpritAnswer | MarkAllAnswer | OrderAnswer | VersionsAnswer | CountAnswer
)
"""Answers that can be graded as they were sent."""

SentAnswer: TypeAlias = PlainAnswer | FixItEdit
"""What is read from a form: one member for each question kind."""

Answer: TypeAlias = PlainAnswer | FixItAnswer
"""What can be graded: one member for each question kind."""


def fields_of(question: Question) -> tuple[str, ...]:
    """Name the fields that the form of a question has."""
    match question:
        case PlaceAndReasonQuestion():
            return place_and_reason.FIELDS
        case PredictQuestion():
            return predict.FIELDS
        case CulpritQuestion():
            return culprit.FIELDS
        case MarkAllQuestion():
            return mark_all.FIELDS
        case OrderQuestion():
            return order.FIELDS
        case VersionsQuestion():
            return versions.FIELDS
        case CountQuestion():
            return count.FIELDS
        case FixItQuestion():
            return fix_it.fields_of(question)
        case _:
            assert_never(question)


@overload
def parse_answer(question: FixItQuestion, fields: Fields) -> FixItEdit: ...
@overload
def parse_answer(question: PlainQuestion, fields: Fields) -> PlainAnswer: ...
@overload
def parse_answer(question: Question, fields: Fields) -> SentAnswer: ...
def parse_answer(question: Question, fields: Fields) -> SentAnswer:
    """Read an answer from a form's fields.

    `certainty` is a `Certainty`; what the other fields hold, the module of each kind says.
    Raises AnswerInvalid when a field is missing, repeated, foreign, or has a value that was not offered.
    """
    if foreign := sorted(set(fields) - set(fields_of(question))):
        raise AnswerInvalid(f"The answer has a field that the question does not have: {foreign[0][:40]!r}.")
    match question:
        case PlaceAndReasonQuestion():
            return place_and_reason.parse_answer(question, fields)
        case PredictQuestion():
            return predict.parse_answer(fields)
        case CulpritQuestion():
            return culprit.parse_answer(question, fields)
        case MarkAllQuestion():
            return mark_all.parse_answer(question, fields)
        case OrderQuestion():
            return order.parse_answer(question, fields)
        case VersionsQuestion():
            return versions.parse_answer(question, fields)
        case CountQuestion():
            return count.parse_answer(fields)
        case FixItQuestion():
            return fix_it.parse_answer(question, fields)
        case _:
            assert_never(question)


def answer_document(answer: Answer) -> dict[str, Any]:
    """Give what is kept of an answer: the fields as they were sent."""
    match answer:
        case PlaceAndReasonAnswer():
            return place_and_reason.answer_document(answer)
        case PredictAnswer():
            return predict.answer_document(answer)
        case CulpritAnswer():
            return culprit.answer_document(answer)
        case MarkAllAnswer():
            return mark_all.answer_document(answer)
        case OrderAnswer():
            return order.answer_document(answer)
        case VersionsAnswer():
            return versions.answer_document(answer)
        case CountAnswer():
            return count.answer_document(answer)
        case FixItAnswer():
            return fix_it.answer_document(answer)
        case _:
            assert_never(answer)
