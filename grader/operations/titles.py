"""Titles of courses and assignments."""

from __future__ import annotations

from grader.errors import RequestError
from grader.operations.visible import visible_line

TITLE_CHARACTERS = 200


def checked_title(title: str) -> str:
    """Keep what can be seen. Raises RequestError for an empty or overlong title."""
    tidy = visible_line(title)
    if not 0 < len(tidy) <= TITLE_CHARACTERS:
        raise RequestError(f"A title has 1 to {TITLE_CHARACTERS} characters.")
    return tidy
