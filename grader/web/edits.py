"""The lines in which two programs differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True, slots=True)
class EditedLine:
    """A line that goes from the program, or comes to it, under its number there."""

    is_added: bool
    number: int
    text: str


def edited_lines(before: str, after: str) -> Iterator[EditedLine]:
    """The lines in which two programs differ, in order; those that go stand before those that come."""
    old, new = before.splitlines(), after.splitlines()
    for tag, old_start, old_end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            for number in range(old_start, old_end):
                yield EditedLine(is_added=False, number=number + 1, text=old[number])
            for number in range(new_start, new_end):
                yield EditedLine(is_added=True, number=number + 1, text=new[number])
