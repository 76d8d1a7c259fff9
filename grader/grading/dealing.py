"""Who gets which variant of an exercise."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal:
    """The variants of one exercise in the order in which one person gets them, in practice or in one assignment.

    The order is computed, the same at each time: neighbours have different ones, and nobody can tell theirs from
    the exercise. Where there are more variants later, the old ones keep their order among themselves.
    """

    seed: str
    """The person's own word."""
    slug: str
    item_id: int | None = None
    """The assignment's exercise; None in practice."""
    count: int = 1
    """How many variants there are, the exercise as it is among them."""

    @property
    def order(self) -> tuple[int, ...]:
        """All variants, the first one first."""
        return tuple(sorted(range(self.count), key=self._rank))

    @property
    def first(self) -> int:
        """The variant to begin with."""
        return self.order[0]

    def after(self, variant: int) -> int:
        """The variant that follows, the first again after the last."""
        order = self.order
        return order[(order.index(variant) + 1) % self.count] if variant in order else order[0]

    def valid(self, variant: int) -> int:
        """The variant if there is (still) such a one, else 0, the exercise as it is."""
        return variant if variant < self.count else 0

    def _rank(self, variant: int) -> bytes:
        return sha256(f"{self.seed}\0{self.slug}\0{self.item_id}\0{variant}".encode()).digest()
