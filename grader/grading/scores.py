"""What an answer is worth, in exact numbers."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from grader.errors import ConfigurationError

WEIGHT_PLACES = 3
"""Weights and credits have at most three decimal places, so that their product is stored exactly."""


def has_few_places(number: Decimal, places: int = WEIGHT_PLACES) -> bool:
    """Say whether a number is finite and needs no more than this many decimal places."""
    _, digits, exponent = number.as_tuple()
    if not isinstance(exponent, int):  # NaN and infinity
        return False
    beyond = -places - exponent
    return beyond <= 0 or not any(digits[-beyond:])


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Points given, of how many. Never binary floats."""

    given: Decimal
    maximum: Decimal

    def __post_init__(self) -> None:
        """Raise ValueError for a score outside its range."""
        if not 0 <= self.given <= self.maximum:
            raise ValueError(f"a score of {self.given} out of {self.maximum}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rubric:
    """What parts of a question are worth. A wrong place is worth nothing, whatever the reason."""

    place: Decimal = Decimal("0.4")
    """The place is right, the reason is not."""
    both: Decimal = Decimal(1)
    """Place and reason are right: the most that can be earned."""

    def __post_init__(self) -> None:
        """Raise ConfigurationError for weights that make no sense or could not be kept exactly."""
        if not (
            has_few_places(self.place) and has_few_places(self.both) and 0 <= self.place <= self.both and self.both
        ):
            raise ConfigurationError(
                f"The weights {self.place} and {self.both} make no sense. "
                "Write numbers with 0 <= place <= both and at most three decimal places."
            )
