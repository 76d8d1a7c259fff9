"""A student's answers to an assignment, each beside what the compiler said when it was graded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from markupsafe import Markup

from grader.catalog.asking import find_subject, name_of
from grader.catalog.catalog import Exercise
from grader.catalog.claims import offer_code
from grader.catalog.prose import inline_html
from grader.catalog.sentences import offer_text, title_of
from grader.escape.values import Reason, Verdict
from grader.models.assignment import Assignment
from grader.models.assignment_item import AssignmentItem
from grader.models.submission import Submission
from grader.operations.verdicts import load_verdicts
from grader.web.database import reading
from grader.web.languages import content_language
from grader.web.said import said_of
from grader.web.site import catalog


@dataclass(frozen=True, slots=True, kw_only=True)
class GradedAnswer:
    """One answer, in the reader's words."""

    submission: Submission
    reason: Markup
    """The sentence that was chosen; its code where the exercise offers it no longer."""
    reason_holds: bool
    holding: Sequence[str]
    """Names of the reasons that hold."""
    said: str
    """The compiler's line; empty where it prints none, or where the verdict is not kept any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One exercise with all answers to it, the first first."""

    item: AssignmentItem
    title: str
    answers: Sequence[GradedAnswer]


def make_sheets(assignment: Assignment, answers: Mapping[int, Sequence[Submission]]) -> list[Sheet]:
    """Make a sheet of each exercise of the assignment."""
    keys = {submission.verdict_key for given in answers.values() for submission in given}
    verdicts = load_verdicts(reading(), keys)
    return [_sheet(item, answers[item.id], verdicts) for item in assignment.items]


def _sheet(item: AssignmentItem, answers: Sequence[Submission], verdicts: Mapping[str, Verdict]) -> Sheet:
    exercise = catalog().find_exercise(item.slug)
    title = exercise.title.of(content_language()) if exercise else item.slug
    return Sheet(item=item, title=title, answers=[_answer(each, exercise, verdicts) for each in answers])


def _answer(submission: Submission, exercise: Exercise | None, verdicts: Mapping[str, Verdict]) -> GradedAnswer:
    language = content_language()
    return GradedAnswer(
        submission=submission,
        reason=_reason(submission, exercise),
        reason_holds=submission.reason is not None and submission.reason in submission.key_reasons,
        holding=[title_of(Reason(code), language) for code in submission.key_reasons],
        said=_said(submission, exercise, verdicts.get(submission.verdict_key)),
    )


def _reason(submission: Submission, exercise: Exercise | None) -> Markup:
    chosen, language = submission.reason or submission.belief or "", content_language()
    for offer in exercise.content.offer if exercise else ():
        if exercise and offer_code(offer) == chosen:
            return inline_html(offer_text(offer, name_of(exercise.content.ask), language))
    return inline_html(f"`{chosen}`")


def _said(submission: Submission, exercise: Exercise | None, verdict: Verdict | None) -> str:
    """Find the compiler's line, unless the program has been changed since."""
    if exercise is None or verdict is None or sha256(exercise.source.text).hexdigest() != submission.source_hash:
        return ""
    subject = find_subject(exercise.content.ask, exercise.source, verdict)
    return said_of(subject) if subject else ""
