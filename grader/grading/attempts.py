"""How often a question may be answered, and when its verdict is shown."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import assert_never


class Reveal(StrEnum):
    """When an assignment tells a student how an answer was."""

    AT_ONCE = "at_once"
    """Right or not right yet after each answer; the verdict when right, out of attempts, given up, or closed."""
    AFTER_LAST = "after_last"
    """Nothing until the attempts are used, given up, or closed; then all."""
    AFTER_DUE = "after_due"
    """Nothing before the due date has passed and no answer is possible any more; then all."""
    NEVER = "never"
    """Only that the answer was recorded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """How a question is asked in one place: in practice, or in an assignment at a certain moment."""

    attempts_allowed: int | None = None
    """None: as many as one likes."""
    credit: tuple[Decimal, ...] = (Decimal(1),)
    """What part of its score the first, second … attempt earns; the last holds for all further ones."""
    reveal: Reveal = Reveal.AT_ONCE
    is_due: bool = False
    """The due date has passed."""
    is_closed: bool = False
    """No answer is taken any more."""

    def credit_of(self, number: int) -> Decimal:
        """Give the part that this attempt, counted from 1, earns."""
        return self.credit[min(number, len(self.credit)) - 1]


PRACTICE = Rules()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How far one person has come with one question, before the next attempt."""

    used: int = 0
    """Attempts taken."""
    first_place_is_right: bool | None = None
    """Whether the first attempt named the right place; None before it."""
    is_solved: bool = False
    has_given_up: bool = False


NOT_BEGUN = Standing()


def attempts_left(rules: Rules, standing: Standing) -> int | None:
    """Count the attempts that remain; None: no limit."""
    if standing.has_given_up or rules.is_closed:
        return 0
    return None if rules.attempts_allowed is None else max(0, rules.attempts_allowed - standing.used)


def is_verdict_shown(rules: Rules, standing: Standing) -> bool:
    """Say whether this person may see the verdict of this question now."""
    is_over = attempts_left(rules, standing) == 0
    match rules.reveal:
        case Reveal.AT_ONCE:
            return is_over or standing.is_solved
        case Reveal.AFTER_LAST:
            return is_over
        case Reveal.AFTER_DUE:
            return is_over and rules.is_due
        case Reveal.NEVER:
            return False
        case _:
            assert_never(rules.reveal)
