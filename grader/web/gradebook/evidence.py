"""A student's answers to an assignment, each beside what the compiler said when it was graded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from markupsafe import Markup, escape

from grader.catalog.asking import find_asked, find_subject, name_of
from grader.catalog.catalog import Exercise
from grader.catalog.claims import offer_code
from grader.catalog.content.fix_it import FixIt
from grader.catalog.content.place_and_reason import PlaceAndReason
from grader.catalog.edits import EditedLine
from grader.catalog.kinds import QuestionKind
from grader.catalog.prose import inline_html
from grader.catalog.sentences import offer_text, title_of
from grader.escape.values import Place, Reason, Verdict
from grader.grading.kinds.fix_it import outcome_of
from grader.models.assignment import Assignment
from grader.models.assignment_item import AssignmentItem
from grader.models.submission import Submission
from grader.models.unjudged_try import UnjudgedTry
from grader.operations.answer_texts import chosen_reason
from grader.operations.verdicts import load_verdicts
from grader.web.answer_words import answer_words, find_edit_of, key_words
from grader.web.database import reading
from grader.web.failures import describe_failure
from grader.web.gettext import gettext as _
from grader.web.languages import content_language
from grader.web.said import said_of
from grader.web.site import catalog


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of an answer that is right or not by itself."""

    is_right: bool
    place: Place | None = None
    """Shown as a badge."""
    words: Markup | str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GradedAnswer:
    """One answer, in the reader's words."""

    submission: Submission
    parts: Sequence[Part]
    key: Markup
    """What is right, after the place where the kind of question asks for one."""
    said: str
    """The compiler's line; empty where it prints none, or where the verdict is not kept any more."""
    edit: Sequence[EditedLine] = ()
    """How the program was edited; none for kinds that ask for no edit, or where the exercise has changed since."""
    failure: Markup | str = ""
    """Why the edit is not right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One exercise with all answers to it, the first first."""

    item: AssignmentItem
    title: str
    answers: Sequence[GradedAnswer]
    tries: Sequence[UnjudgedTry]
    """Edits that could not be judged, and were no attempts."""


def make_sheets(
    assignment: Assignment,
    answers: Mapping[int, Sequence[Submission]],
    tries: Mapping[int, Sequence[UnjudgedTry]],
) -> list[Sheet]:
    """Make a sheet of each exercise of the assignment."""
    keys = {submission.verdict_key for given in answers.values() for submission in given}
    verdicts = load_verdicts(reading(), keys)
    return [_sheet(item, answers[item.id], tries[item.id], verdicts) for item in assignment.items]


def _sheet(
    item: AssignmentItem,
    answers: Sequence[Submission],
    tries: Sequence[UnjudgedTry],
    verdicts: Mapping[str, Verdict],
) -> Sheet:
    exercise = catalog().find_exercise(item.slug)
    title = exercise.title.of(content_language()) if exercise else item.slug
    graded = [_answer(each, exercise, verdicts) for each in answers]
    return Sheet(item=item, title=title, answers=graded, tries=tries)


def _answer(submission: Submission, exercise: Exercise | None, verdicts: Mapping[str, Verdict]) -> GradedAnswer:
    exercise = exercise.variant_of(submission.variant) if exercise else None
    if submission.kind == QuestionKind.FIX_IT:
        return _edited(submission, exercise)
    return GradedAnswer(
        submission=submission,
        parts=_parts(submission, exercise),
        key=_key(submission, exercise),
        said=_said(submission, exercise, verdicts.get(submission.verdict_key)),
    )


def _edited(submission: Submission, exercise: Exercise | None) -> GradedAnswer:
    outcome = outcome_of(submission.answer)
    content = exercise.content if exercise else None
    asked = name_of(content.ask) if isinstance(content, FixIt) else ""
    told = describe_failure(outcome, asked, exercise.source.name if exercise else "")
    return GradedAnswer(
        submission=submission,
        parts=_parts(submission, exercise),
        key=_key(submission, exercise),
        said=outcome.said,
        edit=find_edit_of(submission, exercise),
        failure=told.sentence if told else "",
    )


def _parts(submission: Submission, exercise: Exercise | None) -> list[Part]:
    if submission.kind != QuestionKind.PLACE_AND_REASON:
        return [Part(is_right=submission.is_right, words=answer_words(submission, exercise))]
    holds = submission.reason is not None and submission.reason in submission.key_reasons
    place = Part(is_right=submission.place_is_right is True, place=submission.place)
    return [place, Part(is_right=holds, words=_reason(submission, exercise))]


def _key(submission: Submission, exercise: Exercise | None) -> Markup:
    if submission.kind != QuestionKind.PLACE_AND_REASON:
        return key_words(submission, exercise)
    language = content_language()
    return escape(_("; ").join(title_of(Reason(code), language) for code in submission.key_reasons))


def _reason(submission: Submission, exercise: Exercise | None) -> Markup:
    """The sentence that was chosen; its code where the exercise offers it no longer."""
    chosen = chosen_reason(submission)
    content = exercise.content if exercise else None
    if isinstance(content, PlaceAndReason):
        for offer in content.offer:
            if offer_code(offer) == chosen:
                return inline_html(offer_text(offer, name_of(content.ask), content_language()))
    return inline_html(f"`{chosen}`")


def _said(submission: Submission, exercise: Exercise | None, verdict: Verdict | None) -> str:
    """Find the compiler's line, unless the program has been changed since, or the key is that very line."""
    if submission.kind == QuestionKind.PREDICT:
        return ""
    if exercise is None or verdict is None or sha256(exercise.source.text).hexdigest() != submission.source_hash:
        return ""
    asked = find_asked(exercise.content)
    subject = find_subject(asked, exercise.source, verdict) if asked else None
    return said_of(subject) if subject else ""
