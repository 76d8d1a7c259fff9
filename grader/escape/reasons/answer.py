"""The answer to "why is it there?"."""

from __future__ import annotations

from dataclasses import dataclass

from grader.escape.values import Cause, Derivation


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasons:
    """The reasons found for one variable or allocation."""

    causes: tuple[Cause, ...] = ()
    complete: bool = False
    """True when the causes are proven to be the whole set."""
    derivation: Derivation = ()
