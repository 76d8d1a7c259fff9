"""A program of which some lines may be edited: taken apart, put together again, and kept within limits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from grader.errors import AnswerInvalid, ProgramRefused
from grader.escape.syntax.tree import find_nodes, parse_go
from grader.escape.values import SourceFile
from grader.grading.fixing.refusal import Refusal, refuse

MOST_NEW_LINES = 12
"""By how many lines a part may grow."""

MOST_CHARACTERS = 2_000
"""In one part."""

LineRange = tuple[int, int]
"""First and last line, from 1. Of a part that was emptied the last comes before the first."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class EditableProgram:
    """A program and the parts of it that may be edited, in order, with at least one fixed line between two."""

    source: SourceFile
    parts: tuple[LineRange, ...]

    @property
    def originals(self) -> tuple[str, ...]:
        """The text of each part as the author wrote it."""
        lines = self._lines()
        return tuple("\n".join(lines[first - 1 : last]) for first, last in self.parts)

    def with_edits(self, edits: Sequence[str]) -> SourceFile:
        """Put the program together with these texts in place of its parts; an empty text leaves no line."""
        lines = self._lines()
        for (first, last), edit in reversed(list(zip(self.parts, edits, strict=True))):
            lines[first - 1 : last] = edit.split("\n") if edit else []
        return SourceFile(self.source.name, "\n".join(lines).encode())

    def ranges_of(self, edits: Sequence[str]) -> tuple[LineRange, ...]:
        """Say where each part stands in the program with these texts."""
        found: list[LineRange] = []
        shift = 0
        for (first, last), edit in zip(self.parts, edits, strict=True):
            length = edit.count("\n") + 1 if edit else 0
            found.append((first + shift, first + shift + length - 1))
            shift += length - (last - first + 1)
        return tuple(found)

    def _lines(self) -> list[str]:
        return self.source.text.decode().split("\n")


def clean_edit(text: str) -> str:
    """Give a text with the line ends of Go and without empty lines at its end, however a browser sent it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")


@dataclass(frozen=True, slots=True)
class Excess:
    """A part of which there is too much, or that holds what no editor types."""

    index: int
    of: Literal["lines", "characters", "control characters"]
    most: int
    """How many it may have."""


def find_excess(program: EditableProgram, edits: Sequence[str]) -> Excess | None:
    """Find the first part of which there is too much."""
    for index, ((first, last), edit) in enumerate(zip(program.parts, edits, strict=True)):
        most_lines = last - first + 1 + MOST_NEW_LINES
        if edit.count("\n") >= most_lines:
            return Excess(index, "lines", most_lines)
        if len(edit) > MOST_CHARACTERS:
            return Excess(index, "characters", MOST_CHARACTERS)
        if _CONTROL.search(edit):
            return Excess(index, "control characters", 0)
    return None


def require_moderate(program: EditableProgram, edits: Sequence[str]) -> None:
    """Raise AnswerInvalid for a part of which there is too much."""
    if excess := find_excess(program, edits):
        first, last = program.parts[excess.index]
        raise AnswerInvalid(f"Of lines {first} to {last} there are too many {excess.of}: {excess.most} are allowed.")


def require_fixed_lines(program: EditableProgram, edits: Sequence[str]) -> None:
    """Raise ProgramRefused where a comment or a string of an edit swallows lines that are fixed."""
    edited, ranges = program.with_edits(edits), program.ranges_of(edits)
    messages = tuple(
        refuse(Refusal.OVERLONG, (edited.name, first, column))
        for first, column, last in _long_tokens(edited)
        if _part_of(first, ranges) != _part_of(last, ranges)
    )
    if messages:
        raise ProgramRefused(messages)


def _long_tokens(file: SourceFile) -> Iterator[tuple[int, int, int]]:
    """Yield the first line, the column and the last line of whatever swallows line ends."""
    for node in find_nodes(parse_go(file.text).root_node, "comment", "raw_string_literal"):
        if node.end_point.row > node.start_point.row:
            yield node.start_point.row + 1, node.start_point.column + 1, node.end_point.row + 1


def _part_of(line: int, ranges: Sequence[LineRange]) -> int | None:
    """Find the part that a line belongs to; None for a fixed line."""
    return next((index for index, (first, last) in enumerate(ranges) if first <= line <= last), None)
