"""What one can explain by now, what one was sure of and wrong about, and what one has answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask import Blueprint, render_template

from grader.catalog.catalog import Exercise
from grader.catalog.schema import PlaceAndReason, ReasonOffer
from grader.catalog.sentences import title_of
from grader.escape.values import Place, Reason
from grader.models.submission import Submission
from grader.operations.answer_texts import answer_text
from grader.operations.progress import count_right_by_reason, list_history, list_sure_and_wrong
from grader.web.database import reading
from grader.web.languages import content_language
from grader.web.sessions import find_person
from grader.web.site import catalog

blueprint = Blueprint("progress", __name__)


@dataclass(frozen=True, slots=True)
class Mastery:
    """One reason, and on how many exercises it was answered rightly."""

    title: str
    count: int


@dataclass(frozen=True, slots=True)
class Past:
    """One answer, and the exercise that it was given to."""

    submission: Submission
    exercise: Exercise
    answer: str
    """As text, for kinds of question that name no place."""


@blueprint.get("/progress")
def show() -> str:
    """Show one's own progress."""
    person = find_person()
    if person is None:
        return render_template("progress/show.html", groups=_groups({}), sure_and_wrong=[], history=[])
    session = reading()
    return render_template(
        "progress/show.html",
        groups=_groups(count_right_by_reason(session, person)),
        sure_and_wrong=_still_there(list_sure_and_wrong(session, person)),
        history=_still_there(list_history(session, person)),
    )


def _groups(counts: Mapping[Reason, int]) -> dict[Place, list[Mastery]]:
    """The reasons that the bank teaches, by the place that they lead to, in the bank's order."""
    groups: dict[Place, dict[Reason, Mastery]] = {}
    for content in (exercise.content for exercise in catalog().exercises.values()):
        if not isinstance(content, PlaceAndReason):
            continue
        group = groups.setdefault(content.expect, {})
        for offer in content.offer:
            if isinstance(offer, ReasonOffer) and offer.feedback is None:
                title = title_of(offer.reason, content_language())
                group[offer.reason] = Mastery(title, counts.get(offer.reason, 0))
    return {place: list(groups[place].values()) for place in Place if place in groups}


def _still_there(submissions: Iterable[Submission]) -> list[Past]:
    """Leave out answers to exercises that the bank no longer has."""
    found = ((submission, catalog().find_exercise(submission.slug)) for submission in submissions)
    return [
        Past(submission, exercise, answer_text(submission)) for submission, exercise in found if exercise is not None
    ]
