"""Where does it live, and why? The form offers places and reasons; the result says of each whether it is right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from grader.catalog.prose import inline_html
from grader.escape.values import Place
from grader.grading.grades import Grade
from grader.grading.kinds.place_and_reason import PlaceAndReasonQuestion, options_for
from grader.models.submission import Submission
from grader.operations.tasks import Task
from grader.web.gettext import gettext as _
from grader.web.gettext import ngettext
from grader.web.languages import content_language
from grader.web.numbers import format_number
from grader.web.places import place_words
from grader.web.said import said_of
from grader.web.sessions import browser_seed


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceChoice:
    """One of the big choices."""

    place: Place
    name: str
    line: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonChoice:
    """One reason to choose, under the number that it has in this browser."""

    id: str
    number: int
    sentence: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceAndReasonForm:
    """What there is to choose from."""

    places: Sequence[PlaceChoice]
    options: Sequence[ReasonChoice]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the person answered last."""

    place: str
    place_is_right: bool
    reason: ReasonChoice | None
    """None when the exercise offers it no longer."""
    reason_is_right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceAndReasonResult:
    """Place and reasons as they are, beside what was answered."""

    place: Place
    given: Given | None
    holding: Sequence[ReasonChoice]
    """The true reasons, without one that was just given."""
    short_line: str
    """What the compiler says of what is asked, without the position."""


def make_form(task: Task, question: PlaceAndReasonQuestion) -> PlaceAndReasonForm:
    """The places and reasons that the question offers, in the reader's words."""
    words = place_words(task.subject.function)
    places = [
        PlaceChoice(place=place, name=words[place].name, line=words[place].line, key=words[place].key)
        for place in question.places
    ]
    return PlaceAndReasonForm(places=places, options=reason_choices(question))


def find_complaints(fields: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """For each field that is missing, what to do."""
    complaints = {"place": _("Choose where it lives."), "reason": _("Choose a reason.")}
    return {name: complaint for name, complaint in complaints.items() if not any(fields.get(name, ()))}


def reason_choices(question: PlaceAndReasonQuestion) -> list[ReasonChoice]:
    """The reasons in the order of this browser, numbered as they are shown."""
    options = options_for(question, browser_seed())
    return [
        ReasonChoice(id=option.id, number=number, sentence=inline_html(option.text.of(content_language())))
        for number, option in enumerate(options, 1)
    ]


def describe_worth(question: PlaceAndReasonQuestion) -> str:
    """What both tiers are worth, and the place alone."""
    rubric = question.rubric
    return ngettext(
        "%(both)s point for both, %(place)s for the place alone",
        "%(both)s points for both, %(place)s for the place alone",
        int(rubric.both) if rubric.both == int(rubric.both) else 2,
        both=format_number(rubric.both),
        place=format_number(rubric.place),
    )


def make_result(task: Task, question: PlaceAndReasonQuestion, latest: Submission | None) -> PlaceAndReasonResult:
    """What holds, beside the latest answer."""
    return PlaceAndReasonResult(
        place=question.key.place,
        given=describe_given(question, latest) if latest else None,
        holding=holding_choices(question, latest),
        short_line=said_of(task.subject),
    )


def holding_choices(question: PlaceAndReasonQuestion, latest: Submission | None) -> list[ReasonChoice]:
    """The options whose reason is true, under their numbers, without one that was just given."""
    reasons = {option.id: option.reason for option in question.options}
    given = str(latest.answer.get("reason")) if latest else ""
    true = [choice for choice in reason_choices(question) if reasons[choice.id] in question.key.reasons]
    return [choice for choice in true if choice.id != given]


def describe_given(question: PlaceAndReasonQuestion, latest: Submission) -> Given:
    """The latest answer, with the reason under the number that it has in this browser."""
    chosen = str(latest.answer.get("reason"))
    return Given(
        place=place_words()[latest.place].name if latest.place else "",
        place_is_right=latest.place_is_right is True,
        reason=next((choice for choice in reason_choices(question) if choice.id == chosen), None),
        reason_is_right=latest.reason is not None and latest.reason in latest.key_reasons,
    )


def describe_outcome(grade: Grade) -> str:
    """The result in one sentence."""
    if grade.is_right:
        return _("Right, and for the right reason.")
    if grade.place_is_right:
        return _("Right place, for another reason.")
    return _("Not the right place.")
