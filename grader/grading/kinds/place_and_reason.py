"""The question where a variable or allocation lives, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from typing import Any

from grader.catalog.kinds import QuestionKind
from grader.catalog.texts import Text
from grader.errors import AnswerInvalid, NotJudged
from grader.escape.values import AllocationVerdict, Place, Reason, VariableVerdict
from grader.grading.attempts import Standing
from grader.grading.certainty import Certainty
from grader.grading.evidence import Evidence
from grader.grading.fields import CERTAINTY, Fields, read_certainty, read_only
from grader.grading.judged import Judged, earned_by_tiers
from grader.grading.known_places import require_known_place
from grader.grading.scores import Rubric

FIELDS = ("place", "reason", CERTAINTY)
"""What the form has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceAndReasonKey:
    """The place that holds, and every reason that is true: naming any of them is right."""

    place: Place
    reasons: frozenset[Reason]


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One reason to choose from: a true or untrue `Reason`, or a belief that is no reason at all."""

    id: str
    """What the form sends. It says nothing of the order in which the author wrote the options."""
    reason: Reason | None = None
    belief: str | None = None
    """A misconception of the curriculum, e.g. `M06`."""
    text: Text
    feedback: Text | None = None
    """Why it is not the reason; None for one that is."""

    def __post_init__(self) -> None:
        """Raise ValueError unless the option is exactly one of reason and belief."""
        if (self.reason is None) == (self.belief is None):
            raise ValueError("an option is a reason or a belief")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceAndReasonQuestion:
    """The question where a variable or allocation lives, and why."""

    slug: str
    """The exercise."""
    places: tuple[Place, ...]
    """As offered, at least two."""
    options: tuple[Option, ...]
    """As the author ordered them; show them through `options_for`."""
    key: PlaceAndReasonKey
    rubric: Rubric
    evidence: Evidence

    @property
    def kind(self) -> QuestionKind:
        """The name of the kind, as it is stored."""
        return QuestionKind.PLACE_AND_REASON

    @property
    def maximum(self) -> Decimal:
        """The most that an answer earns."""
        return self.rubric.both


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceAndReasonAnswer:
    """A place and why, out of those that the question offers."""

    place: Place
    option: Option
    certainty: Certainty


def make_key(verdict: VariableVerdict | AllocationVerdict) -> PlaceAndReasonKey:
    """Make the key from a verdict.

    Raises NotJudged where the verdict is no ground for a grade: the place is unknown, or the compiler's explanation
    has something in it that needs a human eye.
    """
    named = require_known_place(verdict)
    if not verdict.reasons or Reason.REVIEW in verdict.reasons:
        raise NotJudged(f"{named}: the compiler's explanation needs review. Nothing was graded.")
    return PlaceAndReasonKey(place=verdict.place, reasons=frozenset(verdict.reasons))


def key_document(key: PlaceAndReasonKey) -> dict[str, Any]:
    """Give what is kept of a key."""
    return {"place": key.place.value, "reasons": sorted(key.reasons)}


def parse_answer(question: PlaceAndReasonQuestion, fields: Fields) -> PlaceAndReasonAnswer:
    """Read `place`, one that the question offers, and `reason`, the id of an option. Raises AnswerInvalid."""
    place = read_only(fields, "place", "Choose where the value lives.")
    reason = read_only(fields, "reason", "Choose a reason.")
    certainty = read_certainty(fields)
    return PlaceAndReasonAnswer(
        place=_place_offered(question, place), option=_option_offered(question, reason), certainty=certainty
    )


def answer_document(answer: PlaceAndReasonAnswer) -> dict[str, Any]:
    """Give what is kept of an answer: the fields as they were sent."""
    return {"place": answer.place.value, "reason": answer.option.id, CERTAINTY: answer.certainty.value}


def judge(question: PlaceAndReasonQuestion, answer: PlaceAndReasonAnswer, standing: Standing) -> Judged:
    """A wrong place earns 0. A right place earns the rubric's `place`, a true reason with it the rest up to `both`."""
    place_is_right = answer.place is question.key.place
    is_right = place_is_right and answer.option.reason in question.key.reasons
    earned = Decimal(0)
    if place_is_right:
        has_two = len(question.places) == 2
        earned = earned_by_tiers(question.rubric, standing, is_right=is_right, is_two_way=has_two)
    return Judged(place_is_right=place_is_right, is_right=is_right, earned=earned)


def find_rationale(question: PlaceAndReasonQuestion, answer: Mapping[str, Any]) -> Text | None:
    """Find what the author says to the reason of a kept answer."""
    chosen = find_option(question, str(answer.get("reason")))
    return chosen.feedback if chosen else None


def option_id(slug: str, code: str) -> str:
    """Make the id of an option from its exercise and its reason code or belief.

    It stays the same when the author reorders or rewords the options, and tells nothing about their order.
    """
    return sha256(f"{slug}\0{code}".encode()).hexdigest()[:12]


def options_for(question: PlaceAndReasonQuestion, person: str) -> tuple[Option, ...]:
    """Shuffle the options: in the same way each time for one person, in another way for the next."""
    return tuple(sorted(question.options, key=lambda option: sha256(f"{person}\0{option.id}".encode()).digest()))


def find_option(question: PlaceAndReasonQuestion, identifier: str) -> Option | None:
    """Find the option with this id; None where the question does not (or no longer) have it."""
    return next((option for option in question.options if option.id == identifier), None)


def _place_offered(question: PlaceAndReasonQuestion, sent: str) -> Place:
    for place in question.places:
        if place.value == sent:
            return place
    raise AnswerInvalid("This question does not offer that place. Choose one of those shown.")


def _option_offered(question: PlaceAndReasonQuestion, sent: str) -> Option:
    option = find_option(question, sent)
    if option is None:
        raise AnswerInvalid("This question does not offer that reason. It may have changed: load the page again.")
    return option
