"""What function literals capture, and how: by reference (the closure holds the variable's address) or by value.

The compiler captures by value when a variable is never changed after its declaration, its address is not taken, and it
has at most 128 bytes (cmd/compile/internal/escape, flowClosure).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from grader.escape.syntax.declarations import Declaration
from grader.escape.syntax.tree import descendants
from grader.escape.values import Kind, Place
from grader.picture.changes import Change, ChangeFinder
from grader.picture.program import Program, Unit

LARGEST_BY_VALUE = 128


@dataclass(frozen=True, slots=True)
class Capture:
    """One variable of an outer function that a literal uses."""

    declaration: Declaration
    use: Node
    by_reference: bool


def find_captures(program: Program, unit: Unit, literal: Node) -> Iterator[Capture]:
    """Find what a function literal captures, in the order of first use."""
    seen: set[Declaration] = set()
    for node in descendants(literal):
        declaration = unit.scopes.declaration_of(node) if node.type == "identifier" else None
        if declaration is None or declaration in seen or declaration.kind is Kind.PACKAGE:
            continue
        seen.add(declaration)
        if not literal.start_byte <= declaration.node.start_byte < literal.end_byte:
            yield Capture(declaration, node, is_by_reference(program, unit, declaration))


def is_by_reference(program: Program, unit: Unit, declaration: Declaration) -> bool:
    """Tell whether closures hold the variable's address.

    Where only a type from elsewhere could tell, the compiler's verdict does: a captured variable that was moved to the
    heap was captured by reference.
    """
    found = program.type_of_variable(declaration)
    measured = found.measure() if found else None
    if measured is not None and measured[0] > LARGEST_BY_VALUE:
        return True
    change = ChangeFinder(program, unit).change_of(declaration)
    return change is Change.YES or (change is Change.MAYBE and program.places.get(declaration.at) is Place.HEAP)
