"""What function literals capture, and how: by reference (the closure holds the variable's address) or by value.

The compiler captures by value when a variable is never changed after its declaration, its address is not taken, and it
has at most 128 bytes (cmd/compile/internal/escape, flowClosure).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tree_sitter import Node

from grader.escape.syntax.declarations import Declaration
from grader.escape.syntax.tree import descendants
from grader.escape.values import Kind, Place, Position
from grader.picture.changes import Change, ChangeFinder
from grader.picture.program import Program, Unit

LARGEST_BY_VALUE = 128


@dataclass(frozen=True, slots=True)
class Capture:
    """One variable of an outer function that a literal uses."""

    declaration: Declaration
    use: Node
    by_reference: bool


def find_captures(program: Program, unit: Unit) -> dict[int, tuple[Capture, ...]]:
    """Find what each function literal of a file captures, in the order of first use, by the literal's first byte."""
    literals = [(node.start_byte, node.end_byte) for node in descendants(unit.root) if node.type == "func_literal"]
    found: dict[int, dict[Position, Capture]] = {}
    for declaration in unit.scopes.declarations if literals else ():
        if declaration.kind is Kind.PACKAGE:
            continue
        captured = captured_by(declaration, unit.scopes.use_nodes_of(declaration), literals)
        by_reference = is_by_reference(program, unit, declaration, min(captured)) if captured else False
        for start, use in captured.items():
            found.setdefault(start, {})[declaration.at] = Capture(declaration, use, by_reference)
    return {
        start: tuple(sorted(captures.values(), key=lambda capture: capture.use.start_byte))
        for start, captures in found.items()
    }


def captured_by(declaration: Declaration, uses: Sequence[Node], literals: Sequence[tuple[int, int]]) -> dict[int, Node]:
    """Map the literals that use a variable from around them to its first use in each."""
    declared, found = declaration.node.start_byte, dict[int, Node]()
    around = [(start, end) for start, end in literals if not start <= declared < end]
    for use in uses:
        for start, end in around:
            if start <= use.start_byte < end:
                found.setdefault(start, use)
    return found


def is_by_reference(program: Program, unit: Unit, declaration: Declaration, literal: int) -> bool:
    """Tell whether closures hold the variable's address. `literal`: the first byte of the first that captures it.

    Where only a type from elsewhere could tell, the compiler's verdict does: a captured variable that was moved to the
    heap was captured by reference.
    """
    found = program.type_of_variable(declaration)
    measured = found.measure() if found else None
    if measured is not None and measured[0] > LARGEST_BY_VALUE:
        return True
    change = ChangeFinder(program, unit).change_of(declaration, since=literal)
    return change is Change.YES or (change is Change.MAYBE and program.places.get(declaration.at) is Place.HEAP)
