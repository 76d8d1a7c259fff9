"""When a question comes back, so that what was learnt lasts.

The arithmetic of forgetting is that of FSRS, through its maintained library; three rules of this program stand above
it. Days are the learner's own calendar days: what comes back after one day is there from the next morning on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from fsrs import Card, Rating, Scheduler, State

from grader.grading.certainty import Certainty

DAILY_REVIEWS = 10
"""How many reviews a day a person gets who has not said otherwise."""

MOST_DAILY_REVIEWS = 200

AFTER_SURE_AND_WRONG = (timedelta(days=1), timedelta(days=7))
"""Counted from the mistake: a false certainty is met twice before anything else is asked of the schedule."""

AFTER_UNSURE = timedelta(days=3)

LONGEST_DAYS = 180
"""Nothing stays away for longer than a term."""

# No steps of minutes: within one day nothing comes back. No chance in it: the same answers give the same days.
_SCHEDULER = Scheduler(learning_steps=(), relearning_steps=(), maximum_interval=LONGEST_DAYS, enable_fuzzing=False)

_RATINGS = {Certainty.GUESSING: Rating.Hard, Certainty.FAIRLY_SURE: Rating.Good, Certainty.SURE: Rating.Easy}
"""How well a right answer was known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recall:
    """One answer as far as remembering goes."""

    day: date
    """The day it was where the learner was."""
    is_right: bool
    certainty: Certainty
    is_after_reveal: bool = False
    """The verdict had been shown before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What is known of how well somebody remembers one exercise."""

    due_on: date
    recalled_on: date
    """Day of the latest answer that counted."""
    returned_on: date | None = None
    """Day of the latest answer that was due; None before the first."""
    owes_return: bool = False
    """It was answered wrongly and surely, and has not come back for the second time yet."""
    stability: float
    """Days after which nine of ten such memories are still there (FSRS)."""
    difficulty: float
    """From 1 to 10 (FSRS)."""


def remember(memory: Memory | None, recall: Recall) -> Memory:
    """Take an answer into account; None: the exercise was never answered before.

    A right answer before the question is due changes nothing: what was read a minute ago is no memory. A wrong one
    always counts. A first answer after the verdict was shown says as little, so the question comes back at once.
    """
    if memory is None and recall.is_after_reveal:
        return _rate(None, recall, Rating.Again)
    if not recall.is_right:
        return _forget(memory, recall)
    if memory is not None and recall.day < memory.due_on:
        return memory
    return _confirm(memory, recall)


def replay(recalls: Iterable[Recall]) -> Memory | None:
    """Take answers into account one after the other, the first first."""
    memory: Memory | None = None
    for recall in recalls:
        memory = remember(memory, recall)
    return memory


def _forget(memory: Memory | None, recall: Recall) -> Memory:
    rated = _rate(memory, recall, Rating.Again)
    if recall.certainty is not Certainty.SURE:
        return rated
    return replace(rated, due_on=recall.day + AFTER_SURE_AND_WRONG[0], owes_return=True)


def _confirm(memory: Memory | None, recall: Recall) -> Memory:
    rated = _rate(memory, recall, _RATINGS[recall.certainty])
    if rated.owes_return:
        first, second = AFTER_SURE_AND_WRONG
        return replace(rated, due_on=recall.day + second - first, owes_return=False)
    if recall.certainty is not Certainty.SURE:
        return replace(rated, due_on=recall.day + AFTER_UNSURE, owes_return=False)
    return rated


def _rate(memory: Memory | None, recall: Recall, rating: Rating) -> Memory:
    """Ask FSRS, which counts from moment to moment: noon stands for the day, so that days are whole."""
    rated, _log = _SCHEDULER.review_card(_card(memory), rating, _noon(recall.day))
    if rated.stability is None or rated.difficulty is None:
        raise AssertionError("FSRS gives every card that was rated a stability and a difficulty")
    is_return = memory is not None and recall.day >= memory.due_on
    return Memory(
        due_on=rated.due.date(),
        recalled_on=recall.day,
        returned_on=recall.day if is_return else memory.returned_on if memory else None,
        owes_return=memory.owes_return if memory else False,
        stability=rated.stability,
        difficulty=rated.difficulty,
    )


def _card(memory: Memory | None) -> Card:
    if memory is None:
        return Card(card_id=0)
    return Card(
        card_id=0,
        state=State.Review,
        stability=memory.stability,
        difficulty=memory.difficulty,
        last_review=_noon(memory.recalled_on),
    )


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)
