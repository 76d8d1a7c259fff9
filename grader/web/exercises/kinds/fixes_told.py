"""What came of an edit, in the reader's words: why it is not the fix, how it differs, and one that is right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from grader.catalog.asking import Subject
from grader.catalog.content.fix_it import FixIt
from grader.catalog.edits import EditedLine, find_edit
from grader.escape.values import Place, SourceFile, Verdict
from grader.grading.fixing.judge import find_counterparts
from grader.grading.fixing.program import clean_edit
from grader.grading.kinds.fix_it import FixItQuestion, outcome_of
from grader.models.submission import Submission
from grader.operations.tasks import Task
from grader.operations.verdicts import load_verdicts
from grader.web.database import reading
from grader.web.failures import FailureTold, describe_failure


@dataclass(frozen=True, slots=True, kw_only=True)
class FixItResult:
    """What came of the edit, and one that is right."""

    name: str
    goal: Place
    is_answered: bool
    failure: FailureTold | None
    said: str
    """What the compiler says of the asked thing in the edited program."""
    own: Sequence[EditedLine]
    """The edit that was handed in."""
    solution: Sequence[EditedLine]
    """The author's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnProgram:
    """The program that somebody handed in, as far as its verdict is still kept."""

    source: SourceFile
    verdict: Verdict
    asked: Subject | None


def make_result(task: Task, question: FixItQuestion, latest: Submission | None) -> FixItResult:
    """The edit beside one that is right."""
    outcome = outcome_of(latest.answer) if latest else None
    return FixItResult(
        name=task.name,
        goal=question.key.goal,
        is_answered=latest is not None,
        failure=describe_failure(outcome, task.name, task.exercise.source.name) if outcome else None,
        said=outcome.said if outcome else "",
        own=edit_of(question, latest.answer["parts"]) if latest else (),
        solution=edit_of(question, solution_of(task)),
    )


def solution_of(task: Task) -> list[str]:
    """The author's own edit."""
    content = task.exercise.content
    return [clean_edit(part) for part in content.solutions[0].edit] if isinstance(content, FixIt) else []


def edit_of(question: FixItQuestion, parts: Sequence[str]) -> tuple[EditedLine, ...]:
    """The lines in which an edited program differs; none where the exercise has other parts since."""
    program = question.program
    if len(parts) != len(program.parts):
        return ()
    return find_edit(program.source, program.with_edits(parts)).lines


def find_own_program(task: Task, question: FixItQuestion, latest: Submission | None) -> OwnProgram | None:
    """The program that was handed in last; None where its verdict is kept no longer."""
    parts = latest.answer["parts"] if latest else ()
    key = latest.answer["verdict_key"] if latest else ""
    verdict = load_verdicts(reading(), [key]).get(key)
    if verdict is None or len(parts) != len(question.program.parts):
        return None
    found = find_counterparts(task.subject, verdict)
    return OwnProgram(source=question.program.with_edits(parts), verdict=verdict, asked=found[0] if found else None)
