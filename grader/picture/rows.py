"""The words of a value, one row each: what they are called, and which of them hold pointers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from grader.picture.go_types import ONE_WORD, GoType, Shape
from grader.picture.locations import Steps

MOST_ROWS = 8
"""Longer values are shown by their first two words and their last."""
MAX_DEPTH = 6
HEADERS = {
    Shape.STRING: ("ptr", "len"),
    Shape.SLICE: ("ptr", "len", "cap"),
    Shape.INTERFACE: ("data", "type"),
}
"""The word that holds the pointer first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedRow:
    """A row before it is known what it points to."""

    name: str = ""
    """The field or element that the word belongs to; empty for the whole variable."""
    text: str = ""
    """A type, or the word of a header: `ptr`, `len`."""
    note: str = ""
    """More about it: the type of a header, or a constant."""
    is_word: bool = False
    """`text` is the word of a header."""
    steps: Steps = ()
    """Where in the variable it is."""
    holds_pointer: bool = False
    is_outside: bool = False
    """It surely points to bytes that are never drawn: those of a string."""
    left_out: int = 0


def plan_rows(go_type: GoType | None, text: str = "") -> tuple[PlannedRow, ...]:
    """Plan the rows of a variable of a type; `text` is shown when the type is not known."""
    if go_type is None:
        return (PlannedRow(text=text, holds_pointer=True),)
    return abridge(tuple(islice(rows_of(go_type), 4096)))


def abridge(rows: tuple[PlannedRow, ...]) -> tuple[PlannedRow, ...]:
    """Put a break in place of all but the first two and the last of many rows."""
    if len(rows) <= MOST_ROWS and not any(row.left_out for row in rows):
        return rows
    between = rows[2:-1]
    count = sum(max(1, row.left_out) for row in between)
    return (*rows[:2], PlannedRow(left_out=count, holds_pointer=True), rows[-1])


def rows_of(go_type: GoType, name: str = "", steps: Steps = (), depth: int = 0) -> Iterator[PlannedRow]:
    """Yield the rows of a part of a variable; `name` is what the part is called."""
    parts = parts_of(go_type) if depth < MAX_DEPTH else ()
    if parts:
        for step, label, inner, left_out in parts:
            if left_out:
                yield PlannedRow(left_out=left_out)
            else:
                full = f"{name}{label}" if label.startswith("[") or not name else f"{name}.{label}"
                yield from rows_of(inner, full, (*steps, step), depth + 1)
    elif go_type.shape in HEADERS:
        yield from header_rows(go_type, name, steps)
    elif go_type.underlying_name == "complex128":
        yield PlannedRow(name=name, text="real", is_word=True, note="" if name else go_type.text)
        yield PlannedRow(name=name, text="imag", is_word=True)
    else:
        holds = go_type.shape in ONE_WORD or go_type.shape is Shape.UNKNOWN
        yield PlannedRow(name=name, text=go_type.text, steps=steps, holds_pointer=holds)


def header_rows(go_type: GoType, name: str, steps: Steps) -> Iterator[PlannedRow]:
    """Yield the words of a string, slice or interface."""
    for index, word in enumerate(HEADERS[go_type.shape]):
        is_string = go_type.shape is Shape.STRING
        yield PlannedRow(
            name=name,
            text=word,
            is_word=True,
            note=go_type.text if index == 0 and not name else "",
            steps=steps if index == 0 else (*steps, f".{word}"),
            holds_pointer=index == 0 and not is_string,
            is_outside=index == 0 and is_string,
        )


def parts_of(go_type: GoType) -> tuple[tuple[str, str, GoType, int], ...]:
    """The fields of a struct or the elements of an array: step, label, type, and for a gap how many it leaves out."""
    fields = tuple((f".{each.name}", each.name, each.type, 0) for each in go_type.fields)
    element, length = go_type.element, go_type.length
    if go_type.shape is not Shape.ARRAY or element is None or not length:
        return fields
    if length <= MOST_ROWS:
        shown = range(length)
        return tuple((f"[{i}]", f"[{i}]", element, 0) for i in shown)
    first = tuple((f"[{i}]", f"[{i}]", element, 0) for i in range(2))
    return (*first, ("", "", element, length - 3), (f"[{length - 1}]", f"[{length - 1}]", element, 0))


def inline_texts(row: PlannedRow) -> tuple[str, str]:
    """The texts of a row that must carry its own name: at the left and at the right."""
    if not row.name:
        return row.text, row.note
    return (f"{row.name} {row.text}", row.note) if row.is_word else (row.name, row.text)


def within(rows: tuple[PlannedRow, ...], step: str) -> tuple[PlannedRow, ...]:
    """The same rows as a part of something bigger."""
    return tuple(replace(row, steps=(step, *row.steps)) for row in rows)
