"""The page of an exercise once its verdict is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from markupsafe import Markup

from grader.catalog.prose import block_html, inline_html
from grader.escape.values import Place
from grader.grading.feedback import Revealed
from grader.models.submission import Submission
from grader.operations.agenda import find_due_day
from grader.operations.tasks import Task
from grader.picture.source import SourceLine, mark_source
from grader.picture.steps import plain_steps
from grader.toolchain.packages import is_importable_by_anybody
from grader.web.commands import repeat_command
from grader.web.database import reading
from grader.web.exercises.contrast import Contrast, find_contrast
from grader.web.exercises.cost import find_cost
from grader.web.exercises.evidence import find_printed
from grader.web.exercises.frame import Frame
from grader.web.exercises.question_page import ReasonChoice, reason_choices
from grader.web.gettext import gettext as _
from grader.web.languages import content_language
from grader.web.numbers import format_number
from grader.web.pictures import Picture, make_picture
from grader.web.places import place_words
from grader.web.said import said_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the person answered last."""

    place: str
    place_is_right: bool
    reason: ReasonChoice | None
    """None when the exercise offers it no longer."""
    reason_is_right: bool


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
    place: Place
    given: Given | None
    holding: Sequence[ReasonChoice]
    score: str
    maximum: Decimal
    score_note: str
    short_line: str
    """What the compiler says of what is asked, without the position."""
    lines: Sequence[SourceLine]
    steps: Sequence[Step]
    picture: Picture
    feedback: Markup | None
    explanation: Markup
    opens_in_playground: bool
    """False for a program that imports more than the playground lets programs import."""
    command: str
    printed: str
    cost: str
    """What a call was measured to cost; empty where nothing was measured."""
    contrast: Contrast | None
    comes_back_on: date | None
    """When it is asked again; None in an assignment, and where it was never answered."""


def make_result_page(frame: Frame, task: Task, feedback: Revealed, latest: Submission | None) -> ResultPage:
    """The result, after the latest answer or after giving up."""
    language, exercise, asked = content_language(), task.exercise, task.asked
    grade = feedback.grade
    return ResultPage(
        frame=frame,
        task=task,
        headline=describe_outcome(feedback),
        place=feedback.key.place,
        given=describe_given(task, latest) if latest else None,
        holding=holding_choices(task, latest),
        score=format_number(grade.score.given) if grade else "",
        maximum=task.question.rubric.both,
        score_note=describe_score(feedback),
        short_line=said_of(asked),
        lines=mark_source(exercise.source, asked.at, asked.derivation, asked.line if said_of(asked) else ""),
        steps=[
            Step(number=step.number, sentence=inline_html(step.sentence), verbatim=step.line)
            for step in plain_steps(asked.derivation, language)
        ],
        picture=make_picture(exercise.source, task.verdict, asked.at, prefix="result"),
        feedback=block_html(feedback.chosen.of(language)) if feedback.chosen else None,
        explanation=block_html(exercise.content.explanation.of(language)),
        opens_in_playground=is_importable_by_anybody(exercise.source),
        command=repeat_command(exercise.source.name, lang=exercise.content.go, flags=exercise.flags),
        printed=find_printed(task),
        cost=find_cost(task),
        contrast=find_contrast(exercise),
        comes_back_on=find_due_day(reading(), latest) if latest and frame.item is None else None,
    )


def holding_choices(task: Task, latest: Submission | None) -> list[ReasonChoice]:
    """The options whose reason is true, under their numbers, without one that was just given."""
    reasons = {option.id: option.reason for option in task.question.options}
    given = str(latest.answer.get("reason")) if latest else ""
    true = [choice for choice in reason_choices(task) if reasons[choice.id] in task.question.key.reasons]
    return [choice for choice in true if choice.id != given]


def describe_given(task: Task, latest: Submission) -> Given:
    """The latest answer, with the reason under the number that it has in this browser."""
    chosen = str(latest.answer.get("reason"))
    return Given(
        place=place_words()[latest.place].name,
        place_is_right=latest.place_is_right,
        reason=next((choice for choice in reason_choices(task) if choice.id == chosen), None),
        reason_is_right=latest.reason is not None and latest.reason in latest.key_reasons,
    )


def describe_outcome(feedback: Revealed) -> str:
    """The result in one sentence."""
    grade = feedback.grade
    if grade is None:
        return _("Here is how it is.")
    if grade.is_right:
        return _("Right, and for the right reason.")
    if grade.place_is_right:
        return _("Right place, for another reason.")
    return _("Not the right place.")


def describe_score(feedback: Revealed) -> str:
    """What the score means, where it is not plain."""
    if feedback.grade is None:
        return _("You asked for the answer before giving one, so there are no points.")
    if feedback.grade.is_after_reveal:
        return _("You had seen the answer before, so this one is practice and has no points.")
    return ""
