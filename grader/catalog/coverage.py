"""What the bank covers: how its exercises are spread over lessons, kinds, places, reasons and misconceptions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grader.catalog.content.place_and_reason import PlaceAndReason, ReasonOffer
from grader.catalog.fields import LESSON_NUMBERS
from grader.catalog.guessing import asks_place
from grader.catalog.judged import JudgedExercise
from grader.catalog.kinds import QuestionKind
from grader.catalog.misconceptions import MISCONCEPTIONS
from grader.catalog.pairs import find_proven
from grader.escape.values import Place, Reason

NOT_ASKED: Mapping[Reason, str] = {
    Reason.TOO_ALIGNED: "On amd64 no type that a program can declare needs more than the stack gives.",
    Reason.NEVER_COMPILED: "Such a variable has no place, so there is nothing to ask about it.",
    Reason.REVIEW: "It marks an explanation that nobody here understands, and is never a key.",
}
"""Reasons that are not asked of students, and why."""

ASKED_REASONS = tuple(reason for reason in Reason if reason not in NOT_ASKED)

DIFFICULTIES = range(1, 6)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonCoverage:
    """How often a reason is met."""

    true: int
    """Exercises that ask about something for which it holds."""
    offered: int
    """Exercises that offer it, true or not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BeliefCoverage:
    """How often a misconception is met."""

    exercises: int
    """Those that say that they test it."""
    has_pair: bool
    """True when one of them has a proven minimal pair."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Numbers of exercises; every mapping has all its keys, in their order, those that nothing covers with 0."""

    exercises: int
    pairs: int
    """Exercises that have a proven minimal pair."""
    by_lesson: Mapping[int, int]
    by_kind: Mapping[QuestionKind, int]
    by_difficulty: Mapping[int, int]
    by_place: Mapping[Place, int]
    """Of questions that are answered by a place."""
    by_reason: Mapping[Reason, ReasonCoverage]
    """Those that students are asked for."""
    by_misconception: Mapping[str, BeliefCoverage]


def cover(bank: Sequence[JudgedExercise]) -> Coverage:
    """Count what these exercises cover."""
    contents = [each.exercise.content for each in bank]
    lessons = Counter(content.lesson for content in contents)
    kinds = Counter(content.kind for content in contents)
    difficulties = Counter(content.difficulty for content in contents)
    places = Counter(each.subject.place for each in bank if each.subject and asks_place(each))
    proven = find_proven(bank)
    return Coverage(
        exercises=len(bank),
        pairs=len(proven),
        by_lesson={number: lessons[number] for number in LESSON_NUMBERS},
        by_kind={kind: kinds[kind] for kind in QuestionKind},
        by_difficulty={number: difficulties[number] for number in DIFFICULTIES},
        by_place={place: places[place] for place in Place if place is not Place.UNKNOWN},
        by_reason=_reasons(bank),
        by_misconception=_misconceptions(bank, proven),
    )


def _reasons(bank: Sequence[JudgedExercise]) -> Mapping[Reason, ReasonCoverage]:
    true = Counter(reason for each in bank if each.subject for reason in each.subject.reasons)
    offered = Counter(
        offer.reason
        for each in bank
        if isinstance(each.exercise.content, PlaceAndReason)
        for offer in each.exercise.content.offer
        if isinstance(offer, ReasonOffer)
    )
    return {reason: ReasonCoverage(true=true[reason], offered=offered[reason]) for reason in ASKED_REASONS}


def _misconceptions(bank: Sequence[JudgedExercise], proven: frozenset[str]) -> Mapping[str, BeliefCoverage]:
    tests: dict[str, list[str]] = {number: [] for number in MISCONCEPTIONS}
    for each in bank:
        for number in each.exercise.content.misconceptions:
            tests[number].append(each.exercise.slug)
    return {
        number: BeliefCoverage(exercises=len(slugs), has_pair=any(slug in proven for slug in slugs))
        for number, slugs in tests.items()
    }
