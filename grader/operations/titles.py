"""Titles of courses and assignments."""

from __future__ import annotations

from grader.errors import RequestError

TITLE_CHARACTERS = 200


def checked_title(title: str) -> str:
    """Drop doubled spaces and line breaks. Raises RequestError for an empty or overlong title."""
    tidy = " ".join(title.split())
    if not 0 < len(tidy) <= TITLE_CHARACTERS:
        raise RequestError(f"A title has 1 to {TITLE_CHARACTERS} characters.")
    return tidy
