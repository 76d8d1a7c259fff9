"""Assignments, in all their forms: which pair of sides a path takes, and what the left side is."""

from __future__ import annotations

from dataclasses import dataclass

from tree_sitter import Node

from grader.escape.reasons.program import Program, first_of, operands_of, unwrap
from grader.escape.syntax.declarations import Declaration
from grader.escape.values import Kind, Position, Reason

_ASSIGNMENTS = ("assignment_statement", "short_var_declaration", "var_spec", "range_clause", "receive_statement")
_PARTS_OF_LEFT_SIDES = {
    "selector_expression": "operand",
    "index_expression": "operand",
    "slice_expression": "operand",
    "type_assertion_expression": "operand",
    "unary_expression": "operand",
}


@dataclass(frozen=True, slots=True)
class Assignment:
    """Left and right sides; one right side may serve several left ones."""

    node: Node
    lefts: list[Node]
    rights: list[Node]

    def left_of(self, right: Node) -> Node | None:
        """Find what a right side is assigned to; None when it serves several."""
        if len(self.lefts) != len(self.rights):
            return self.lefts[0] if len(self.lefts) == 1 else None
        return self.lefts[self.rights.index(right)]


def find_assignment(nodes: tuple[Node, ...]) -> Assignment | None:
    """Find the assignment that the compiler reports at a place: at its operator, or at the name that `var` declares."""
    node = first_of(nodes, *_ASSIGNMENTS, "for_statement", "block", "func_literal")
    if node is None or node.type not in _ASSIGNMENTS:
        return None
    if node.type == "var_spec":
        lefts = [each for each in node.children_by_field_name("name") if each.is_named]
        return Assignment(node, lefts, operands_of(node.child_by_field_name("value")))
    lefts = operands_of(node.child_by_field_name("left"))
    return Assignment(node, lefts, operands_of(node.child_by_field_name("right")))


def root_of(left: Node) -> Node:
    """Find the identifier, or whatever else, at which a left side starts: `t` of `t.p[0].q`."""
    left = unwrap(left)
    while field := _PARTS_OF_LEFT_SIDES.get(left.type):
        part = left.child_by_field_name(field)
        if part is None:
            break
        left = unwrap(part)
    return left


def reason_of_store(program: Program, left: Node, file: str) -> Reason:
    """Classify a store that reaches the heap by its left side."""
    root = root_of(left)
    if root.type != "identifier":
        return Reason.STORED_INDIRECT
    declaration = program.declaration_of(root, file)
    if declaration is not None:
        return Reason.STORED_GLOBAL if declaration.kind is Kind.PACKAGE else Reason.STORED_INDIRECT
    is_of_other_package = root != unwrap(left)
    return Reason.STORED_GLOBAL if is_of_other_package else Reason.REVIEW


def find_assigned(program: Program, nodes: tuple[Node, ...], name: str, place: Position) -> Declaration | None:
    """Resolve the variable of that name to which something is assigned at a place."""
    assignment = find_assignment(nodes)
    for left in assignment.lefts if assignment is not None else ():
        declaration = program.declaration_of(root_of(left), place.file)
        if declaration is not None and declaration.name == name:
            return declaration
    return None
