"""The question which variables of a program are on the heap."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from grader.catalog.kinds import QuestionKind
from grader.catalog.texts import Text
from grader.errors import AnswerInvalid, NotJudged
from grader.escape.values import Place, VariableVerdict, Verdict
from grader.grading.certainty import Certainty
from grader.grading.evidence import Evidence
from grader.grading.fields import CERTAINTY, Fields, read_certainty
from grader.grading.judged import Judged
from grader.grading.known_places import require_known_place

FIELDS = ("mark", CERTAINTY)
"""What the form has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkAllKey:
    """The variables that are on the heap."""

    heap: frozenset[str]
    """By `variable_id`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkAllQuestion:
    """The question which variables of a program are on the heap."""

    slug: str
    """The exercise."""
    variables: tuple[str, ...]
    """All of them, by `variable_id`, in the order of the source."""
    marked: Mapping[str, Text]
    """By `variable_id`, what to say to who marks a variable that is not on the heap."""
    missed: Mapping[str, Text]
    """What to say to who does not mark one that is there."""
    key: MarkAllKey
    evidence: Evidence

    @property
    def kind(self) -> QuestionKind:
        """The name of the kind, as it is stored."""
        return QuestionKind.MARK_ALL

    @property
    def maximum(self) -> Decimal:
        """The most that an answer earns: one for each variable on the heap, so that no part is ever rounded."""
        return Decimal(len(self.key.heap))


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkAllAnswer:
    """The variables that are said to be on the heap, by `variable_id`."""

    marked: frozenset[str]
    certainty: Certainty


def variable_id(variable: VariableVerdict) -> str:
    """Name a variable of a program, with the place of its declaration: `job@13:3`."""
    return f"{variable.name}@{variable.at.line}:{variable.at.column}"


def make_key(verdict: Verdict) -> MarkAllKey:
    """Make the key of all variables on the heap. Raises NotJudged where there is none, or one has no known place."""
    for variable in verdict.variables:
        require_known_place(variable)
    heap = frozenset(variable_id(each) for each in verdict.variables if each.place is Place.HEAP)
    if not heap:
        raise NotJudged("No variable of the program is on the heap. Nothing was graded.")
    return MarkAllKey(heap=heap)


def key_document(key: MarkAllKey) -> dict[str, Any]:
    """Give what is kept of a key."""
    return {"heap": sorted(key.heap)}


def parse_answer(question: MarkAllQuestion, fields: Fields) -> MarkAllAnswer:
    """Read `mark`, sent once for each variable that is marked; at least one is. Raises AnswerInvalid."""
    sent = fields.get("mark", ())
    if not any(sent):
        raise AnswerInvalid("Mark at least one variable.")
    if len(set(sent)) < len(sent) or not set(sent) <= set(question.variables):
        raise AnswerInvalid("These are not variables of the program. It may have changed: load the page again.")
    return MarkAllAnswer(marked=frozenset(sent), certainty=read_certainty(fields))


def answer_document(answer: MarkAllAnswer) -> dict[str, Any]:
    """Give what is kept of an answer: the fields as they were sent."""
    return {"mark": sorted(answer.marked), CERTAINTY: answer.certainty.value}


def judge(question: MarkAllQuestion, answer: MarkAllAnswer) -> Judged:
    """Each right mark earns one, each wrong one costs as much; never below 0."""
    right, wrong = len(answer.marked & question.key.heap), len(answer.marked - question.key.heap)
    is_right = answer.marked == question.key.heap
    return Judged(place_is_right=None, is_right=is_right, earned=Decimal(max(0, right - wrong)))


def say_of(question: MarkAllQuestion, variable: str, marked: Collection[str]) -> Text | None:
    """Give what the author says of one variable to who marked these; None where that is right, or nothing is said."""
    is_on_heap = variable in question.key.heap
    if (variable in marked) == is_on_heap:
        return None
    return (question.missed if is_on_heap else question.marked).get(variable)


def find_rationale(question: MarkAllQuestion, answer: Mapping[str, Any]) -> Text | None:
    """Find the first thing that the author says to a kept answer: of wrong marks, else of what is missing.

    One thing at a time: all of them would be the answer.
    """
    marked = frozenset(answer.get("mark", ()))
    wrong_marks_first = sorted(question.variables, key=lambda variable: variable in question.key.heap)
    said = (say_of(question, variable, marked) for variable in wrong_marks_first)
    return next((words for words in said if words), None)
