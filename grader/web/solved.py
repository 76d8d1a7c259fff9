"""The exercises that the person of this request has solved, and those that they have tried."""

from __future__ import annotations

from grader.operations.progress import find_solved as find_solved_by
from grader.operations.progress import find_tried as find_tried_by
from grader.web.database import reading
from grader.web.sessions import find_person


def find_solved() -> frozenset[str]:
    """Their slugs; none for a visitor."""
    person = find_person()
    return find_solved_by(reading(), person) if person else frozenset()


def find_tried() -> frozenset[str]:
    """Slugs of those that they have answered at all; none for a visitor."""
    person = find_person()
    return find_tried_by(reading(), person) if person else frozenset()
