"""What an answer is worth by itself."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from grader.grading.attempts import Standing
from grader.grading.scores import Rubric


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What an answer is worth by itself, before attempts and reveals are counted."""

    place_is_right: bool | None
    is_right: bool
    earned: Decimal


def earned_by_tiers(rubric: Rubric, standing: Standing, *, is_right: bool, is_two_way: bool) -> Decimal:
    """Add up what a right place earns, alone or with all the rest right.

    Of two places, the second choice is no knowledge: there the first attempt decides whether `place` is earned. After
    a first wrong place the most is `both - place` (0.6 by default); after a first right place it is still `both`.
    """
    is_place_earned = not is_two_way or standing.first_place_is_right is not False
    place = rubric.place if is_place_earned else Decimal(0)
    return place + (rubric.both - rubric.place if is_right else Decimal(0))
