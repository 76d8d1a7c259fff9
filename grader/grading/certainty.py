"""How sure a student is."""

from __future__ import annotations

from enum import StrEnum


class Certainty(StrEnum):
    """How sure a student is of place and reason together. It changes no grade."""

    GUESSING = "guessing"
    FAIRLY_SURE = "fairly_sure"
    SURE = "sure"
