"""What a picture of memory shows, before any drawing: frames, heap, package data, and the pointers between them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from grader.escape.values import Position, Step


class Role(StrEnum):
    """Whose frame it is."""

    FUNCTION = "function"
    LITERAL = "literal"
    """A function literal: `name` is then the name of the function around it."""
    CALLER = "caller"
    """Whoever calls from outside these files: holds the results that functions return to it."""
    OUTSIDE = "outside"
    """Storage that is not in these files, wherever it is: holds what the program stores through it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One machine word of a cell, or a break that stands for several."""

    id: str
    label: str
    """What the word is: `ptr`, `len`, a type, or a field's name."""
    path: str = ""
    """Where in the variable the word is: `.owner`, `[2]`, or empty for the whole."""
    note: str = ""
    """More of the same, set at the right: the type of a field, or a constant that is never reassigned."""
    points_outside: bool = False
    """A pointer (or part of one) whose target is not drawn."""
    left_out: int = 0
    """Above 0: this row is a break that stands for so many words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A variable or a field: its name and its words."""

    id: str
    name: str
    type: str
    rows: tuple[Row, ...]
    at: Position | None = None
    """The declaration, when the cell is a variable of the program."""
    is_expression: bool = False
    """`name` is an expression that allocates, whose storage is in the frame."""
    is_copy: bool = False
    """As of a box."""
    is_asked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The part of the stack that one call has."""

    id: str
    name: str
    role: Role
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """One piece of heap storage: a variable that the compiler moved there, or what an expression allocates."""

    id: str
    name: str
    """The variable, or empty for what an expression allocates."""
    type: str
    """The type, or the allocating expression."""
    cells: tuple[Cell, ...]
    size: int | None = None
    """Bytes on a 64-bit machine; None when not known from the source."""
    at: Position
    is_variable: bool = True
    is_copy: bool = False
    """A copy of the value of the expression `type`, put into an interface."""
    is_asked: bool = False
    depends: bool = False
    """On the heap only if it grows too large for a buffer in the frame: decided at run time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wire:
    """A pointer that the program makes."""

    source: str
    """The id of the row that holds it."""
    target: str
    """The id of the cell (frame, package data) or box (heap) that it points to."""
    at: Position
    """The statement or expression that makes it."""
    hops: tuple[int, ...] = ()
    """The numbers of the steps of the asked variable's flow that make this pointer; not empty = part of the flow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """One numbered step of the asked variable's flow, with the compiler's own position."""

    number: int
    step: Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Everything in one picture. Each variable of the program is in exactly one of its four regions."""

    frames: tuple[Frame, ...] = ()
    """Caller above callee."""
    heap: tuple[Box, ...] = ()
    package: tuple[Cell, ...] = ()
    """Package-level variables: neither stack nor heap."""
    unknown: tuple[Cell, ...] = ()
    """Never compiled: they have no storage at all."""
    wires: tuple[Wire, ...] = ()
    hops: tuple[Hop, ...] = ()
    asked: str = ""
    """The name or expression that is asked, if any."""
    left_out: int = 0
    """Pieces of storage that are not drawn, since they have nothing to do with what is asked."""
