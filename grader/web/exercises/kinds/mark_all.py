"""Which variables are on the heap? The form lists them all; the result says of each where it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from grader.catalog.prose import block_html
from grader.escape.values import VariableVerdict
from grader.grading.grades import Grade
from grader.grading.kinds.mark_all import MarkAllQuestion, say_of, variable_id
from grader.models.submission import Submission
from grader.operations.tasks import Task
from grader.web.gettext import gettext as _
from grader.web.gettext import ngettext
from grader.web.languages import content_language


@dataclass(frozen=True, slots=True, kw_only=True)
class Markable:
    """One variable of the program."""

    id: str
    variable: VariableVerdict
    is_marked: bool = False
    is_right: bool = False
    """Marked and on the heap, or neither."""
    said: Markup | None = None
    """What the author says to the mistake."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkAllForm:
    """The variables in the order of the source."""

    variables: Sequence[Markable]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkAllResult:
    """The same, each with what was said of it."""

    variables: Sequence[Markable]
    is_answered: bool


def make_form(task: Task) -> MarkAllForm:
    """All variables of the program."""
    return MarkAllForm(variables=[Markable(id=variable_id(each), variable=each) for each in _in_order(task)])


def find_complaints(fields: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """What to do where nothing is marked."""
    return {} if any(fields.get("mark", ())) else {"mark": _("Mark at least one variable.")}


def describe_worth() -> str:
    """What a mark is worth."""
    return _("1 point for each variable on the heap; a wrong mark costs as much")


def make_result(task: Task, question: MarkAllQuestion, latest: Submission | None) -> MarkAllResult:
    """Every variable, beside the latest answer."""
    marked = frozenset(latest.answer["mark"]) if latest else frozenset()
    return MarkAllResult(
        variables=[_judged(question, each, marked, latest) for each in _in_order(task)], is_answered=latest is not None
    )


def _judged(
    question: MarkAllQuestion, variable: VariableVerdict, marked: frozenset[str], latest: Submission | None
) -> Markable:
    name = variable_id(variable)
    said = say_of(question, name, marked) if latest else None
    return Markable(
        id=name,
        variable=variable,
        is_marked=name in marked,
        is_right=(name in marked) == (name in question.key.heap),
        said=block_html(said.of(content_language())) if said else None,
    )


def describe_outcome(question: MarkAllQuestion, grade: Grade) -> str:
    """The result in one sentence."""
    if grade.is_right:
        return ngettext(
            "Right, this one is on the heap.", "Right, these %(num)s are on the heap.", len(question.key.heap)
        )
    return _("Right in part.") if grade.score.given else _("Not these.")


def _in_order(task: Task) -> list[VariableVerdict]:
    return sorted(task.verdict.variables, key=lambda variable: variable.at)
