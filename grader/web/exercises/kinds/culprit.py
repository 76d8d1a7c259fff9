"""Which line makes it escape? The form offers the program's lines; the result shows the chosen one beside the right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from grader.escape.values import SourceFile
from grader.grading.grades import Grade
from grader.grading.kinds.culprit import CulpritQuestion
from grader.models.submission import Submission
from grader.operations.tasks import Task
from grader.web.gettext import gettext as _
from grader.web.gettext import ngettext
from grader.web.numbers import format_number


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramLine:
    """One line of the program, with its indentation."""

    number: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CulpritForm:
    """The lines to choose from."""

    lines: Sequence[ProgramLine]


@dataclass(frozen=True, slots=True, kw_only=True)
class CulpritResult:
    """The line that was chosen, and those that decide."""

    given: ProgramLine | None
    """None when the person gave up before any answer, or the program no longer has the line."""
    is_right: bool
    leads: bool
    """The line that was chosen is a step of the flow that only leads there."""
    deciding: Sequence[ProgramLine]
    """Without one that was just chosen."""


def make_form(task: Task, question: CulpritQuestion) -> CulpritForm:
    """The lines of the program's functions."""
    return CulpritForm(lines=_lines(task.exercise.source, question.lines))


def find_complaints(fields: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """What to do where no line is chosen."""
    return {} if any(fields.get("line", ())) else {"line": _("Choose a line.")}


def describe_worth(question: CulpritQuestion) -> str:
    """What the line is worth, and a step that only leads there."""
    rubric = question.rubric
    return ngettext(
        "%(both)s point for the line, %(place)s for a step that only leads there",
        "%(both)s points for the line, %(place)s for a step that only leads there",
        int(rubric.both) if rubric.both == int(rubric.both) else 2,
        both=format_number(rubric.both),
        place=format_number(rubric.place),
    )


def make_result(task: Task, question: CulpritQuestion, latest: Submission | None) -> CulpritResult:
    """The lines that decide, beside the latest answer."""
    chosen = [line for line in question.lines if latest and str(line) == latest.answer.get("line")]
    given = _lines(task.exercise.source, chosen)
    return CulpritResult(
        given=given[0] if given else None,
        is_right=latest is not None and latest.is_right,
        leads=bool(question.key.leading.intersection(chosen)),
        deciding=_lines(task.exercise.source, sorted(question.key.lines.difference(chosen))),
    )


def describe_outcome(grade: Grade) -> str:
    """The result in one sentence."""
    if grade.is_right:
        return _("Right, there it gets away.")
    if grade.score.given:
        return _("A step on the way, but not the one that decides.")
    return _("Not this line.")


def _lines(source: SourceFile, numbers: Iterable[int]) -> list[ProgramLine]:
    lines = source.text.decode().splitlines()
    return [ProgramLine(number=number, text=lines[number - 1]) for number in numbers]
