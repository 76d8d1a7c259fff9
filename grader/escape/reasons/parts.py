"""Whether an expression is a part of a variable's own storage, by what the program tells of its types.

The compiler prints the type of the variable itself; the types of its parts are read from the program's declarations. A
type from elsewhere is not known, and counts as one whose parts lie in the variable.
"""

from __future__ import annotations

from tree_sitter import Node

from grader.escape.reasons.program import Program
from grader.escape.syntax.tree import text_of

UNKNOWN = ""
"""The type of a part of which the program tells nothing."""

_ELSEWHERE = ("*", "[]", "map[", "string", "func(", "chan ")
"""Types whose values lead to other storage: what is reached through them is no part of the variable."""

_MOST_NAMES = 8
"""Of types that are named after each other; types may be declared in a circle."""


def find_part_type(program: Program, parent: Node, part: Node, type_: str) -> str | None:
    """Find the type of an expression around a part of a variable; None where it leaves the variable's storage.

    `type_` is that of the part, as the compiler prints it or as it stands in the source.
    """
    if parent.type == "parenthesized_expression":
        return type_
    if parent.child_by_field_name("operand") != part:
        return None
    underlying = find_underlying(program, type_)
    if parent.type == "selector_expression":
        return None if underlying.startswith("*") else _field_type(program, underlying, parent)
    if parent.type == "index_expression" and not underlying.startswith(_ELSEWHERE):
        return underlying[underlying.index("]") + 1 :].strip() if is_array(underlying) else UNKNOWN
    return None


def find_underlying(program: Program, type_: str) -> str:
    """Find what a type is declared to be, by name after name; itself where the program does not declare it."""
    for _ in range(_MOST_NAMES):
        declared = program.types.get(type_.rpartition(".")[2])
        if declared is None:
            break
        type_ = text_of(declared)
    return type_


def is_array(type_: str) -> bool:
    """Tell whether a type, as printed, is an array."""
    return type_.startswith("[") and not type_.startswith("[]")


def _field_type(program: Program, struct: str, selector: Node) -> str:
    """Find the type of a field that a struct itself declares."""
    name = selector.child_by_field_name("field")
    return program.fields.get(struct, {}).get(text_of(name), UNKNOWN) if name is not None else UNKNOWN
