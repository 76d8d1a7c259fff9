"""Where pointers are kept and what they point to: storage named by its declaration or allocating expression."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tree_sitter import Node

from grader.escape.syntax.declarations import Declaration
from grader.escape.syntax.functions import Function
from grader.escape.syntax.tree import text_of
from grader.escape.values import Position

ANY_ELEMENT = "[]"
"""The step to an element of which the syntax does not tell the index."""
KEY = "[key]"
"""The step to the keys of a map."""
RECEIVER = ".receiver"
"""The step to the receiver that a method value keeps."""
MAX_PATH = 5
"""Longer paths than this are in no picture."""

Steps = tuple[str, ...]
"""The way into a variable: `.field` and `[3]`."""


class Origin(StrEnum):
    """What makes a piece of storage."""

    VARIABLE = "variable"
    ALLOCATION = "allocation"
    """`new(T)`, `&T{…}`, `make`, a slice or map literal, `append`, a function literal that captures."""
    RESULT = "result"
    """What a function returns, at the function's position."""
    ELSEWHERE = "elsewhere"
    """Storage of unknown place that the program stores something in: `t.p`, with `t` from outside."""
    CALLEE = "callee"
    """A parameter of a function that is not in the program."""
    OUTSIDE = "outside"
    """Anything else that is not in the program: only pointed to, never drawn."""


@dataclass(frozen=True, slots=True)
class Root:
    """A whole piece of storage."""

    origin: Origin
    at: Position
    label: str = ""


@dataclass(frozen=True, slots=True)
class Location:
    """Storage, or a part of it."""

    root: Root
    steps: Steps = ()

    def part(self, *steps: str) -> Location:
        """A part of this, `steps` further in."""
        return Location(self.root, (self.steps + steps)[:MAX_PATH])


def variable(declaration: Declaration) -> Location:
    """The storage of a variable."""
    return Location(Root(Origin.VARIABLE, declaration.at, declaration.name))


OUTSIDE = Location(Root(Origin.OUTSIDE, Position("", 0, 0)))
"""What a pointer points to of which the syntax does not tell the target."""

Value = dict[Steps, frozenset[Location]]
"""The pointers inside a value: where in it, and what each may point to. A pointer itself has the empty way."""

UNKNOWN: Value = {(): frozenset({OUTSIDE})}


def pointer_to(targets: Iterable[Location]) -> Value:
    """A pointer to any of `targets`."""
    found = frozenset(targets)
    return {(): found} if found else UNKNOWN


def merged(values: Iterable[Value]) -> Value:
    """A value that may be any of `values`."""
    result: Value = {}
    for value in values:
        for steps, targets in value.items():
            result[steps] = result.get(steps, frozenset()) | targets
    return result


def inside(value: Value, step: str) -> Value:
    """A value that is a part of something bigger, at `step`."""
    return {(step, *steps)[:MAX_PATH]: targets for steps, targets in value.items()}


def part_of(value: Value, wanted: Steps) -> Value:
    """The part of a value at `wanted`; what is unknown as a whole is unknown in its parts."""
    result: Value = {}
    for steps, targets in value.items():
        if matches(steps[: len(wanted)], wanted):
            rest = steps[len(wanted) :]
            result[rest] = result.get(rest, frozenset()) | targets
        elif OUTSIDE in targets and matches(steps, wanted[: len(steps)]):
            result[()] = result.get((), frozenset()) | {OUTSIDE}
    return result


def index_step(index: Node | None) -> str:
    """The step to an element: with its number if that is written in the source."""
    return f"[{text_of(index)}]" if index is not None and index.type == "int_literal" else ANY_ELEMENT


def matches(one: Steps, other: Steps) -> bool:
    """Tell whether two ways may lead to the same part: an element of unknown index may be any."""
    return len(one) == len(other) and all(
        a == b or (ANY_ELEMENT in (a, b) and KEY not in (a, b) and a[0] == b[0] == "[")
        for a, b in zip(one, other, strict=True)
    )


@dataclass(frozen=True, slots=True)
class Making:
    """What makes a pointer: the statement or expression, in its file."""

    file: str
    node: Node


@dataclass(frozen=True, slots=True)
class Call:
    """One call of functions of the program."""

    caller: Node | None
    """The function around it; None at package level."""
    callees: tuple[Function, ...]
    is_kept: bool
    """Its results go straight into variables."""


class Pointers:
    """All pointers that a program makes: location -> target -> what makes it."""

    def __init__(self) -> None:
        self.made: dict[Root, dict[Steps, dict[Location, dict[Making, None]]]] = {}
        """What makes each pointer, in the order in which it was found."""
        self.allocations: dict[Root, Node] = {}
        self.boxes: set[Root] = set()
        """Of the allocations, the copies of values that are put into an interface."""
        self.calls: dict[int, Call] = {}
        """Calls by their node's id."""
        self.has_grown = False

    def store(self, location: Location, value: Value, making: Making) -> None:
        """Note that a value is stored in a location."""
        for steps, targets in value.items():
            place = self.made.setdefault(location.root, {}).setdefault(location.part(*steps).steps, {})
            for target in targets:
                makings = place.setdefault(target, {})
                self.has_grown |= making not in makings
                makings[making] = None

    def add_allocation(self, root: Root, node: Node) -> None:
        """Note the expression that makes a piece of storage."""
        self.allocations.setdefault(root, node)

    def is_full(self, place: Location) -> bool:
        """Tell whether a slice's storage surely has no room: that of a literal, or of `make` without a capacity."""
        node = self.allocations.get(place.root)
        if node is None or node.type != "call_expression":
            return node is not None
        arguments = node.child_by_field_name("arguments")
        is_make = text_of(node.child_by_field_name("function") or node) == "make"
        return is_make and arguments is not None and len(arguments.named_children) < 3
