"""What a question rests on."""

from __future__ import annotations

from dataclasses import dataclass

from grader.escape.values import Toolchain


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What a question's key was computed from, kept with every answer."""

    source_hash: str
    """SHA-256 of the Go source, in hexadecimal digits."""
    verdict_key: str
    variant: int = 0
    """Which variant of the exercise is asked."""
    variant_count: int = 1
    """How many variants there are, number 0 among them."""
    toolchain: Toolchain
