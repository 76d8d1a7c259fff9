"""The smallest edit that may change the answer: an exercise beside its minimal pair, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from grader.catalog.catalog import Exercise
from grader.web.site import catalog

LONGEST_EDIT = 12
"""Lines, those that go and those that come; a longer edit is no small one, and is not shown."""


@dataclass(frozen=True, slots=True)
class EditedLine:
    """A line that goes from the program, or comes to it, under its number there."""

    is_added: bool
    number: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """The minimal pair of an exercise."""

    exercise: Exercise
    edit: tuple[EditedLine, ...]
    """Empty when the two programs differ in more than a few lines."""


def find_contrast(exercise: Exercise) -> Contrast | None:
    """The minimal pair with the edit that leads to it, where the author named one.

    The pair is of the programs as their files have them: from a variant that edit does not lead there.
    """
    pair = catalog().contrast_of(exercise)
    if pair is None:
        return None
    edit = tuple(edited_lines(exercise.source.text.decode(), pair.source.text.decode()))
    return Contrast(exercise=pair, edit=edit if len(edit) <= LONGEST_EDIT and not exercise.variant else ())


def edited_lines(before: str, after: str) -> Iterator[EditedLine]:
    """The lines in which two programs differ, in order; those that go stand before those that come."""
    old, new = before.splitlines(), after.splitlines()
    for tag, old_start, old_end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            for number in range(old_start, old_end):
                yield EditedLine(is_added=False, number=number + 1, text=old[number])
            for number in range(new_start, new_end):
                yield EditedLine(is_added=True, number=number + 1, text=new[number])
