"""The page of an exercise once its verdict is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from markupsafe import Markup

from grader.catalog.prose import block_html, inline_html
from grader.escape.values import Place
from grader.grading.feedback import Revealed
from grader.grading.kinds.fix_it import FixItQuestion
from grader.grading.kinds.versions import VersionsQuestion
from grader.models.submission import Submission
from grader.operations.agenda import find_due_day
from grader.operations.tasks import Task
from grader.picture.source import SourceLine, mark_source
from grader.picture.steps import plain_steps
from grader.toolchain.packages import find_imports_of_authors
from grader.web.commands import repeat_command
from grader.web.database import reading
from grader.web.exercises.contrast import Contrast, find_contrast
from grader.web.exercises.cost import find_cost
from grader.web.exercises.evidence import find_printed
from grader.web.exercises.frame import Frame
from grader.web.exercises.kinds.fixes_told import OwnProgram, find_own_program
from grader.web.exercises.kinds.kinds import KindResult, describe_outcome, make_result
from grader.web.exercises.releases import Releases, find_releases, further_versions
from grader.web.gettext import gettext as _
from grader.web.languages import content_language
from grader.web.numbers import format_number
from grader.web.pictures import Picture, make_picture
from grader.web.said import said_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One hop of the flow: in plain words, and as the compiler says it."""

    number: int
    sentence: Markup
    verbatim: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultPage:
    """All that the result of an exercise shows."""

    frame: Frame
    task: Task
    headline: str
    told: KindResult
    """What is right, beside what was answered."""
    score: str
    maximum: Decimal
    score_note: str
    lines: Sequence[SourceLine]
    steps: Sequence[Step]
    picture: Picture
    feedback: Markup | None
    explanation: Markup
    shown: OwnProgram
    """The program on the page: the exercise's own, or what became of it by an edit."""
    foreign_imports: Sequence[str]
    """What the program imports and the playground has not, so that it cannot be opened there; mostly nothing."""
    commands: Sequence[str]
    """That repeat the verdict; where several releases are shown, one for each."""
    printed: str
    cost: str
    """What a call was measured to cost; empty where nothing was measured."""
    releases: Releases | None
    """What several releases of Go say; None where the exercise is about one."""
    contrast: Contrast | None
    comes_back_on: date | None
    """When it is asked again; None in an assignment, and where it was never answered."""


def make_result_page(frame: Frame, task: Task, feedback: Revealed, latest: Submission | None) -> ResultPage:
    """The result, after the latest answer or after giving up."""
    language, exercise, shown = content_language(), task.exercise, _find_shown(task, latest)
    asked = shown.asked
    at, derivation = (asked.at, asked.derivation) if asked else (None, ())
    grade = feedback.grade
    return ResultPage(
        frame=frame,
        task=task,
        headline=describe_outcome(task.question, grade) if grade else _("Here is how it is."),
        told=make_result(task, latest),
        score=format_number(grade.score.given) if grade else "",
        maximum=grade.score.maximum if grade else task.question.maximum,
        score_note=describe_score(feedback),
        lines=_mark(shown),
        steps=[
            Step(number=step.number, sentence=inline_html(step.sentence), verbatim=step.line)
            for step in plain_steps(derivation, language)
        ],
        picture=make_picture(shown.source, shown.verdict, at, prefix="result"),
        feedback=block_html(feedback.chosen.of(language)) if feedback.chosen else None,
        explanation=block_html(exercise.content.explanation.of(language)),
        shown=shown,
        foreign_imports=find_imports_of_authors(exercise.source),
        commands=repeat_commands(task),
        printed=find_printed(task) if shown.source == exercise.source else "",
        cost=find_cost(task),
        releases=find_releases(task),
        contrast=find_contrast(task),
        comes_back_on=find_due_day(reading(), latest) if latest and frame.item is None else None,
    )


def _mark(shown: OwnProgram) -> Sequence[SourceLine]:
    """The source with the compiler's line below what is asked; where that is all of it, below each variable moved."""
    source, asked = shown.source, shown.asked
    if asked:
        return mark_source(source, asked.at, asked.derivation, asked.line if said_of(asked) else "")
    moved = [each for each in shown.verdict.variables if each.place is Place.HEAP and said_of(each)]
    return [
        replace(line, says="\n".join(each.line for each in moved if each.at.line == line.number))
        for line in mark_source(source, None)
    ]


def repeat_commands(task: Task) -> list[str]:
    """The commands that repeat the verdict: with the Go that is at hand, and with each further release."""
    exercise, further = task.exercise, further_versions(task)
    releases = further if isinstance(task.question, VersionsQuestion) else (None, *further)
    name, content = exercise.source.name, exercise.content
    return [repeat_command(name, go=release, lang=content.go, flags=exercise.flags) for release in releases]


def _find_shown(task: Task, latest: Submission | None) -> OwnProgram:
    """The program that was handed in, where that is another than the exercise's."""
    own = find_own_program(task, task.question, latest) if isinstance(task.question, FixItQuestion) else None
    return own or OwnProgram(source=task.exercise.source, verdict=task.verdict, asked=task.asked)


def describe_score(feedback: Revealed) -> str:
    """What the score means, where it is not plain."""
    if feedback.grade is None:
        return _("You asked for the answer before giving one, so there are no points.")
    if feedback.grade.is_after_reveal:
        return _("You had seen the answer before, so this one is practice and has no points.")
    return ""
