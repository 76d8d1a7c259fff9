"""What one can explain by now, what one was sure of and wrong about, and what one has answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, render_template
from markupsafe import Markup

from grader.catalog.catalog import Exercise
from grader.catalog.content.place_and_reason import PlaceAndReason, ReasonOffer
from grader.catalog.sentences import title_of
from grader.escape.values import Place, Reason
from grader.models.submission import Submission
from grader.operations.activity import Activity, find_activity
from grader.operations.agenda import find_due_days
from grader.operations.progress import MASTERED, RightPair, find_right_pairs, list_history, list_sure_and_wrong
from grader.web.answer_words import answer_words
from grader.web.database import reading
from grader.web.languages import content_language
from grader.web.sessions import find_person
from grader.web.site import catalog
from grader.web.time_zones import local_today

blueprint = Blueprint("progress", __name__)

DAYS = 7
"""How many days the table of days has."""


@dataclass(frozen=True, slots=True)
class Proof:
    """An exercise that was answered rightly with a reason, and when for the first time."""

    exercise: Exercise
    day: date


@dataclass(frozen=True, slots=True)
class Mastery:
    """One reason, and on how many exercises it was answered rightly."""

    title: str
    rests_on: tuple[Proof, ...] = ()

    @property
    def count(self) -> int:
        """How many exercises that is."""
        return len(self.rests_on)


@dataclass(frozen=True, slots=True)
class Group:
    """The reasons that lead to one place, in the bank's order."""

    begun: Sequence[Mastery]
    """Those with at least one right answer."""
    ahead: Sequence[Mastery]

    @property
    def total(self) -> int:
        """How many reasons that is."""
        return len(self.begun) + len(self.ahead)

    @property
    def owned(self) -> int:
        """How many of them are mastered."""
        return sum(mastery.count >= MASTERED for mastery in self.begun)


@dataclass(frozen=True, slots=True)
class Past:
    """One answer, and the exercise that it was given to."""

    submission: Submission
    exercise: Exercise
    answer: Markup
    """In words, for kinds of question that name no place."""
    comes_back_on: date | None = None


@blueprint.get("/progress")
def show() -> str:
    """Show one's own progress."""
    person = find_person()
    if person is None:
        nothing = Activity(answers={}, today=local_today())
        return render_template(
            "progress/show.html", groups=_groups({}), sure_and_wrong=[], history=[], activity=nothing, shown_days=DAYS
        )
    session = reading()
    due_days = find_due_days(session, person, known=catalog().exercises.keys())
    return render_template(
        "progress/show.html",
        groups=_groups(find_right_pairs(session, person)),
        sure_and_wrong=_still_there(list_sure_and_wrong(session, person), due_days),
        history=_still_there(list_history(session, person), due_days),
        activity=find_activity(session, person, today=local_today()),
        shown_days=DAYS,
    )


def _groups(pairs: Mapping[Reason, Sequence[RightPair]]) -> dict[Place, Group]:
    """The reasons that the bank teaches, by the place that they lead to, in the bank's order."""
    groups: dict[Place, dict[Reason, Mastery]] = {}
    for content in (exercise.content for exercise in catalog().exercises.values()):
        if not isinstance(content, PlaceAndReason):
            continue
        group = groups.setdefault(content.expect, {})
        for offer in content.offer:
            if isinstance(offer, ReasonOffer) and offer.feedback is None and offer.reason not in group:
                title = title_of(offer.reason, content_language())
                group[offer.reason] = Mastery(title, tuple(_proofs(pairs.get(offer.reason, ()))))
    return {place: _split(groups[place].values()) for place in Place if place in groups}


def _split(masteries: Iterable[Mastery]) -> Group:
    every = tuple(masteries)
    return Group([each for each in every if each.count], [each for each in every if not each.count])


def _proofs(pairs: Iterable[RightPair]) -> Iterator[Proof]:
    """What is right on an exercise that the bank no longer has counts no longer: nobody could look it up."""
    for pair in pairs:
        exercise = catalog().find_exercise(pair.slug)
        if exercise is not None:
            yield Proof(exercise, pair.day)


def _still_there(submissions: Iterable[Submission], due_days: Mapping[str, date]) -> list[Past]:
    """Leave out answers to exercises that the bank no longer has."""
    found = ((submission, catalog().find_exercise(submission.slug)) for submission in submissions)
    return [
        Past(
            submission,
            exercise,
            answer_words(submission, exercise.variant_of(submission.variant)),
            due_days.get(exercise.slug),
        )
        for submission, exercise in found
        if exercise is not None
    ]
