"""The smallest edit that may change the answer: an exercise beside its minimal pair, line by line."""

from __future__ import annotations

from dataclasses import dataclass

from grader.catalog.catalog import Exercise
from grader.web.edits import EditedLine, edited_lines
from grader.web.site import catalog

LONGEST_EDIT = 12
"""Lines, those that go and those that come; a longer edit is no small one, and is not shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """The minimal pair of an exercise."""

    exercise: Exercise
    edit: tuple[EditedLine, ...]
    """Empty when the two programs differ in more than a few lines."""


def find_contrast(exercise: Exercise) -> Contrast | None:
    """The minimal pair with the edit that leads to it, where the author named one."""
    pair = catalog().contrast_of(exercise)
    if pair is None:
        return None
    edit = tuple(edited_lines(exercise.source.text.decode(), pair.source.text.decode()))
    return Contrast(exercise=pair, edit=edit if len(edit) <= LONGEST_EDIT else ())
