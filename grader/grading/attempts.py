"""How often a question may be answered, and when its verdict is shown."""

from __future__ import annotations

from enum import StrEnum


class Reveal(StrEnum):
    """When an assignment tells a student how an answer was."""

    AT_ONCE = "at_once"
    """Right or not right yet after each answer; the verdict when right, out of attempts, or given up."""
    AFTER_LAST = "after_last"
    """Nothing until the attempts are used or given up; then all."""
    AFTER_DUE = "after_due"
    """Nothing before the due date has passed; then all."""
    NEVER = "never"
    """Only that the answer was recorded."""
