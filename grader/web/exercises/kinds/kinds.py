"""The kinds of question as pages know them: each function asks the module of the question's kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias, assert_never

from grader.errors import SourceMessage
from grader.grading.fields import CERTAINTY
from grader.grading.grades import Grade
from grader.grading.kinds.count import CountQuestion
from grader.grading.kinds.culprit import CulpritQuestion
from grader.grading.kinds.fix_it import FixItQuestion
from grader.grading.kinds.mark_all import MarkAllQuestion
from grader.grading.kinds.order import OrderQuestion
from grader.grading.kinds.place_and_reason import PlaceAndReasonQuestion
from grader.grading.kinds.predict import PredictQuestion
from grader.grading.kinds.versions import VersionsQuestion
from grader.grading.questions import Question
from grader.models.submission import Submission
from grader.operations.tasks import Task
from grader.web.exercises.kinds import (
    count,
    culprit,
    fix_it,
    fixes_told,
    mark_all,
    order,
    place_and_reason,
    predict,
    versions,
)
from grader.web.exercises.kinds.count import CountForm, CountResult
from grader.web.exercises.kinds.culprit import CulpritForm, CulpritResult
from grader.web.exercises.kinds.fix_it import FixItForm
from grader.web.exercises.kinds.fixes_told import FixItResult
from grader.web.exercises.kinds.mark_all import MarkAllForm, MarkAllResult
from grader.web.exercises.kinds.order import OrderForm, OrderResult
from grader.web.exercises.kinds.place_and_reason import PlaceAndReasonForm, PlaceAndReasonResult
from grader.web.exercises.kinds.predict import PredictForm, PredictResult
from grader.web.exercises.kinds.versions import VersionsForm, VersionsResult
from grader.web.gettext import gettext as _

KindForm: TypeAlias = (
    PlaceAndReasonForm | PredictForm | CulpritForm | MarkAllForm | OrderForm | VersionsForm | CountForm | FixItForm
)
"""What a kind's own part of the form shows."""

KindResult: TypeAlias = (
    PlaceAndReasonResult
    | PredictResult
    | CulpritResult
    | MarkAllResult
    | OrderResult
    | VersionsResult
    | CountResult
    | FixItResult
)
"""What a kind's own part of the result shows."""


def make_form(task: Task, chosen: Mapping[str, Sequence[str]], messages: Sequence[SourceMessage] = ()) -> KindForm:
    """What there is to choose from, or to write; `messages` are about the program that was written."""
    match task.question:
        case PlaceAndReasonQuestion() as question:
            return place_and_reason.make_form(task, question)
        case PredictQuestion():
            return predict.make_form()
        case CulpritQuestion() as question:
            return culprit.make_form(task, question)
        case MarkAllQuestion():
            return mark_all.make_form(task)
        case OrderQuestion() as question:
            return order.make_form(question)
        case VersionsQuestion() as question:
            return versions.make_form(question)
        case CountQuestion() as question:
            return count.make_form(question)
        case FixItQuestion() as question:
            return fix_it.make_form(task, question, chosen, messages)
        case _:
            assert_never(task.question)


def make_result(task: Task, latest: Submission | None) -> KindResult:
    """What is right, beside the latest answer."""
    match task.question:
        case PlaceAndReasonQuestion() as question:
            return place_and_reason.make_result(task, question, latest)
        case PredictQuestion() as question:
            return predict.make_result(question, latest)
        case CulpritQuestion() as question:
            return culprit.make_result(task, question, latest)
        case MarkAllQuestion() as question:
            return mark_all.make_result(task, question, latest)
        case OrderQuestion() as question:
            return order.make_result(question, latest)
        case VersionsQuestion() as question:
            return versions.make_result(question, latest)
        case CountQuestion() as question:
            return count.make_result(task, question, latest)
        case FixItQuestion() as question:
            return fixes_told.make_result(task, question, latest)
        case _:
            assert_never(task.question)


def describe_worth(question: Question) -> str:
    """What the answer and parts of it are worth."""
    match question:
        case PlaceAndReasonQuestion():
            return place_and_reason.describe_worth(question)
        case PredictQuestion():
            return predict.describe_worth(question)
        case CulpritQuestion():
            return culprit.describe_worth(question)
        case MarkAllQuestion():
            return mark_all.describe_worth()
        case OrderQuestion():
            return order.describe_worth()
        case VersionsQuestion():
            return versions.describe_worth(question)
        case CountQuestion():
            return count.describe_worth(question)
        case FixItQuestion():
            return fix_it.describe_worth()
        case _:
            assert_never(question)


def describe_outcome(question: Question, grade: Grade) -> str:
    """The result in one sentence."""
    match question:
        case PlaceAndReasonQuestion():
            return place_and_reason.describe_outcome(grade)
        case PredictQuestion():
            return predict.describe_outcome(grade)
        case CulpritQuestion():
            return culprit.describe_outcome(grade)
        case MarkAllQuestion():
            return mark_all.describe_outcome(question, grade)
        case OrderQuestion():
            return order.describe_outcome(grade)
        case VersionsQuestion():
            return versions.describe_outcome(question, grade)
        case CountQuestion():
            return count.describe_outcome(grade)
        case FixItQuestion():
            return fix_it.describe_outcome(question, grade)
        case _:
            assert_never(question)


def find_complaints(question: Question, fields: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """For each part of the answer that is missing, or can not be read, what to do."""
    unsure = {} if any(fields.get(CERTAINTY, ())) else {CERTAINTY: _("Say how sure you are.")}
    return {**_complaints(question, fields), **unsure}


def _complaints(question: Question, fields: Mapping[str, Sequence[str]]) -> dict[str, str]:
    match question:
        case PlaceAndReasonQuestion():
            return place_and_reason.find_complaints(fields)
        case PredictQuestion():
            return predict.find_complaints(fields)
        case CulpritQuestion():
            return culprit.find_complaints(fields)
        case MarkAllQuestion():
            return mark_all.find_complaints(fields)
        case OrderQuestion():
            return order.find_complaints(question, fields)
        case VersionsQuestion():
            return versions.find_complaints(fields)
        case CountQuestion():
            return count.find_complaints(fields)
        case FixItQuestion():
            return fix_it.find_complaints(question, fields)
        case _:
            assert_never(question)
