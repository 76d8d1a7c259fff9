"""What the editor's script is told of a verdict: marks at lines, problems, and the flow of what is chosen.

Columns are 1-based and count UTF-8 bytes, as everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from grader.catalog.asking import Subject
from grader.errors import SourceMessage
from grader.escape.syntax.scopes import Scopes
from grader.escape.values import SourceFile
from grader.picture.source import find_hops, find_lines
from grader.web.playground.subjects import Row, label_of


class Mark(TypedDict):
    """One badge at the end of a line."""

    line: int
    column: int
    label: str
    place: str
    word: str
    address: str
    is_selected: bool


class Problem(TypedDict):
    """Something that keeps the program from being judged. Line 0: the program as a whole."""

    line: int
    column: int
    message: str


class Hop(TypedDict):
    """One step of the flow: where its expression begins."""

    number: int
    line: int
    column: int


class Flow(TypedDict):
    """What is chosen, its uses, and its way out."""

    line: int
    column: int
    name: str
    uses: list[tuple[int, int]]
    hops: list[Hop]


class Marks(TypedDict):
    """All of it, as the data block of the page has it."""

    program: str
    marks: list[Mark]
    problems: list[Problem]
    flow: Flow | None


def mark_rows(rows: Sequence[Row]) -> list[Mark]:
    """The badges, in the order of the source."""
    return [
        {
            "line": row.at.line,
            "column": row.at.column,
            "label": row.label,
            "place": row.place.value,
            "word": row.word,
            "address": row.address,
            "is_selected": row.is_selected,
        }
        for row in rows
    ]


def mark_problems(messages: Sequence[SourceMessage]) -> list[Problem]:
    """The complaints about the program."""
    return [{"line": each.line, "column": each.column, "message": each.text} for each in messages]


def mark_flow(source: SourceFile, subject: Subject) -> Flow:
    """The chosen variable or allocation on its source."""
    return {
        "line": subject.at.line,
        "column": subject.at.column,
        "name": label_of(subject),
        "uses": _find_uses(source, subject),
        "hops": _find_hops(source, subject),
    }


def _find_uses(source: SourceFile, subject: Subject) -> list[tuple[int, int]]:
    scopes = Scopes.of(source)
    declaration = next((each for each in scopes.declarations if each.at == subject.at), None)
    return [(use.line, use.column) for use in scopes.uses_of(declaration)] if declaration else []


def _find_hops(source: SourceFile, subject: Subject) -> list[Hop]:
    bounds = find_lines(source.text)
    starts = [start for start, _end in bounds]
    hops: list[Hop] = []
    for offset, numbers in find_hops(source, subject.derivation, bounds).items():
        line = sum(start <= offset for start in starts)
        hops += [{"number": number, "line": line, "column": offset - starts[line - 1] + 1} for number in numbers]
    return sorted(hops, key=lambda hop: hop["number"])
