"""What came of an edit, in the reader's words: why it is not the fix, how it differs, and one that is right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

from markupsafe import Markup

from grader.catalog.asking import Subject
from grader.catalog.content.fix_it import FixIt
from grader.catalog.sentences import title_of
from grader.escape.values import Place, SourceFile, Verdict
from grader.grading.fixing.judge import find_counterparts
from grader.grading.fixing.outcome import Failure, FixOutcome
from grader.grading.fixing.program import clean_edit
from grader.grading.kinds.fix_it import FixItQuestion, outcome_of
from grader.models.submission import Submission
from grader.operations.tasks import Task
from grader.operations.verdicts import load_verdicts
from grader.web.database import reading
from grader.web.exercises.contrast import EditedLine, edited_lines
from grader.web.gettext import gettext as _
from grader.web.languages import content_language


@dataclass(frozen=True, slots=True, kw_only=True)
class FailureTold:
    """Why an edit is not the fix, in the reader's words."""

    sentence: Markup
    advice: str
    said: str
    """The compiler's own line; empty where it prints none."""
    why: str
    """The reasons that the compiler gives; empty where there are none."""


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


def describe_failure(task: Task, outcome: FixOutcome) -> FailureTold | None:
    """Why an edit is not the fix: what, where, and what to do next."""
    if outcome.failure is None:
        return None
    name = Markup("<code>{}</code>").format(outcome.name)
    sentence, advice = _failure_words(task, outcome.failure, name, outcome)
    tells_why = outcome.failure in (Failure.PLACE, Failure.REASON)
    line = f"{task.exercise.source.name}:{outcome.line}: " if outcome.line else ""
    return FailureTold(
        sentence=sentence,
        advice=advice,
        said=f"{line}{outcome.said}" if outcome.said and tells_why else "",
        why=_("; ").join(title_of(reason, content_language()) for reason in outcome.reasons) if tells_why else "",
    )


def _failure_words(task: Task, failure: Failure, name: Markup, outcome: FixOutcome) -> tuple[Markup, str]:
    line = outcome.line
    match failure:
        case Failure.CALL:
            told = _("%(name)s is no longer called as before, or only where that never happens.", name=name)
            advice = _("Every call has to stay, as often and in the same function. Change what it gets or gives.")
        case Failure.GONE:
            told = _("There is no %(name)s of the same type in the same function any more.", name=name)
            advice = _("Keep it, and change how it is handed on.")
        case Failure.PLACE:
            told = _place_words(outcome.place, name, line)
            advice = _("Follow it from there: what makes it so?")
        case Failure.REASON:
            told = _("%(name)s (line %(line)s) is in the right place, but for another reason.", name=name, line=line)
            advice = _("See what is asked for, and look for the way that leads there.")
        case Failure.ELSEWHERE:
            told = _(
                "%(asked)s stays on the stack, but now %(name)s (line %(line)s) is on the heap in its stead.",
                asked=Markup("<code>{}</code>").format(task.name),
                name=name,
                line=line,
            )
            advice = _("A copy that has to outlive the call is no gain. Have less on the heap than before.")
        case _:
            assert_never(failure)
    return Markup(told), advice  # noqa: S704 - the names in it are escaped


def _place_words(place: Place, name: Markup, line: int) -> str:
    if place is Place.HEAP:
        return _("%(name)s (line %(line)s) is still on the heap.", name=name, line=line)
    if place is Place.DEPENDS:
        return _("Where %(name)s (line %(line)s) lives is still decided at run time.", name=name, line=line)
    return _("%(name)s (line %(line)s) is still not on the heap.", name=name, line=line)


def make_result(task: Task, question: FixItQuestion, latest: Submission | None) -> FixItResult:
    """The edit beside one that is right."""
    outcome = outcome_of(latest.answer) if latest else None
    return FixItResult(
        name=task.name,
        goal=question.key.goal,
        is_answered=latest is not None,
        failure=describe_failure(task, outcome) if outcome else None,
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
    return tuple(edited_lines(program.source.text.decode(), program.with_edits(parts).text.decode()))


def find_own_program(task: Task, question: FixItQuestion, latest: Submission | None) -> OwnProgram | None:
    """The program that was handed in last; None where its verdict is kept no longer."""
    parts = latest.answer["parts"] if latest else ()
    key = latest.answer["verdict_key"] if latest else ""
    verdict = load_verdicts(reading(), [key]).get(key)
    if verdict is None or len(parts) != len(question.program.parts):
        return None
    found = find_counterparts(task.subject, verdict)
    return OwnProgram(
        source=question.program.with_edits(parts), verdict=verdict, asked=found[0] if found else None
    )
