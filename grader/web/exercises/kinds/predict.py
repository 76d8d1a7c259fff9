"""What line does the compiler print? The form takes a line; the result shows it beside the real one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grader.errors import AnswerInvalid
from grader.escape.printed_lines import PrintedLine, Says
from grader.grading.grades import Grade
from grader.grading.kinds.predict import PredictQuestion, read_line
from grader.models.submission import Submission
from grader.web.gettext import gettext as _
from grader.web.gettext import ngettext
from grader.web.numbers import format_number


@dataclass(frozen=True, slots=True, kw_only=True)
class PredictForm:
    """Lines as the compiler prints them, about something else."""

    examples: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PredictResult:
    """The line that was written, and the one that is printed; empty where that is none."""

    given: str | None
    """None when the person gave up before any answer."""
    is_right: bool
    printed: str


def make_form() -> PredictForm:
    """The three sentences, each about an `x`."""
    sentences = (Says.MOVED, Says.ESCAPES, Says.STAYS)
    return PredictForm(examples=[str(PrintedLine(says=says, name="x")) for says in sentences])


def find_complaints(fields: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """What to do about a line that is missing, or none."""
    if not any(value.strip() for value in (*fields.get("line", ()), *fields.get("nothing", ()))):
        return {"line": _("Write the line, or choose that nothing is printed.")}
    try:
        read_line(fields)
    except AnswerInvalid:
        return {
            "line": _("This is no such line. Write it like one of the examples, or choose that nothing is printed.")
        }
    return {}


def describe_worth(question: PredictQuestion) -> str:
    """What the line is worth, and the right place in a wrong line."""
    rubric = question.rubric
    return ngettext(
        "%(both)s point for the line, %(place)s for another one that means the right place",
        "%(both)s points for the line, %(place)s for another one that means the right place",
        int(rubric.both) if rubric.both == int(rubric.both) else 2,
        both=format_number(rubric.both),
        place=format_number(rubric.place),
    )


def make_result(question: PredictQuestion, latest: Submission | None) -> PredictResult:
    """Both lines."""
    key = question.key.line
    written = str(latest.answer["line"]) if latest else None
    return PredictResult(
        given="" if written == Says.NOTHING else written,
        is_right=latest is not None and latest.is_right,
        printed="" if key.says is Says.NOTHING else str(key),
    )


def describe_outcome(grade: Grade) -> str:
    """The result in one sentence."""
    if grade.is_right:
        return _("Right, that is what it prints.")
    if grade.place_is_right:
        return _("The right place, but not the right line.")
    return _("It prints something else.")
