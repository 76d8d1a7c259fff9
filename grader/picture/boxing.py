"""Values that are put into an interface: the compiler says where a copy is made of them, and here it is drawn."""

from __future__ import annotations

from collections.abc import Iterable

from tree_sitter import Node

from grader.escape.syntax.tree import compiler_position
from grader.escape.values import AllocationVerdict, Position

_BOXABLE = frozenset(
    {
        "identifier",
        "selector_expression",
        "index_expression",
        "composite_literal",
        "call_expression",
        "int_literal",
        "float_literal",
        "imaginary_literal",
        "rune_literal",
        "interpreted_string_literal",
        "raw_string_literal",
        "true",
        "false",
    }
)
_ALLOCATING = ("...", "&", "new(", "make(", "append", "func literal", "([]", "[]", "map[", "string(")
"""How the compiler names expressions that allocate by themselves, boxed or not."""


def find_boxings(allocations: Iterable[AllocationVerdict]) -> frozenset[Position]:
    """Find where a value gets a copy because it is put into an interface."""
    return frozenset(
        each.at for each in allocations if not each.called_from and not each.expression.startswith(_ALLOCATING)
    )


def is_boxed(node: Node, file: str, boxings: frozenset[Position]) -> bool:
    """Tell whether this expression's value is copied into storage of its own; of `x.f` that is all of it, not `x`."""
    if node.type not in _BOXABLE or not boxings:
        return False
    at = compiler_position(node, file)
    around = node.parent
    is_part = around is not None and around.type in _BOXABLE and compiler_position(around, file) == at
    return at in boxings and not is_part
