"""Whether a variable keeps the value of its declaration: nothing assigns it, and nobody has its address."""

from __future__ import annotations

from enum import Enum

from tree_sitter import Node

from grader.escape.syntax.declarations import Declaration
from grader.escape.syntax.tree import ancestors, text_of
from grader.picture.go_types import Shape
from grader.picture.program import Program, Unit, assigning_statement
from grader.picture.typing_rules import Typing, find_field

PARTS = frozenset({"selector_expression", "index_expression", "parenthesized_expression", "expression_list"})
"""What may stand between a variable and the statement that assigns a part of it."""


class Change(Enum):
    """What a use does to the variable."""

    NO = 0
    MAYBE = 1
    """It calls a method of a type from elsewhere, which may take the variable's address."""
    YES = 2


class ChangeFinder:
    """Finds what changes the variables of one file."""

    def __init__(self, program: Program, unit: Unit) -> None:
        self.program = program
        self.unit = unit
        self.typing = Typing(program, unit)

    def change_of(self, declaration: Declaration, since: int = 0) -> Change:
        """The strongest change among all uses; assignments that are over before the byte `since` do not count."""
        uses = [use for use in self.unit.scopes.use_nodes_of(declaration) if not is_over(use, declaration, since)]
        return max((self.change_by(use) for use in uses), key=lambda change: change.value, default=Change.NO)

    def change_by(self, use: Node) -> Change:
        """Whether a use assigns the variable, in whole or in part, or takes its address."""
        inner = use
        for outer in ancestors(use):
            if assigning_statement(inner) is not None or is_address_of(outer):
                return Change.YES
            if outer.type == "slice_expression":
                return Change.YES if self.is_array(inner) else Change.NO
            if outer.type == "selector_expression" and is_called(outer):
                return self.change_by_call(outer, inner)
            if outer.type not in PARTS or self.leads_elsewhere(inner):
                return Change.NO
            inner = outer
        return Change.NO

    def is_array(self, node: Node) -> bool:
        """Tell whether slicing this takes its address."""
        found = self.typing.type_of(node)
        return found is not None and found.shape is Shape.ARRAY

    def leads_elsewhere(self, node: Node) -> bool:
        """Tell whether a part of this is other storage: what a pointer, slice or map refers to."""
        found = self.typing.type_of(node)
        return found is not None and found.shape in {Shape.POINTER, Shape.SLICE, Shape.MAP}

    def change_by_call(self, selector: Node, operand: Node) -> Change:
        """What `x.M()` does to x: a method of `*T` takes the address of an x that is a T."""
        owner, name = self.typing.type_of(operand), text_of(selector.child_by_field_name("field") or selector)
        if owner is None:
            return Change.MAYBE
        if owner.shape in {Shape.POINTER, Shape.INTERFACE} or find_field(owner, name):
            return Change.NO
        method = self.program.find_method(owner.base_name, name)
        if method is None:
            return Change.MAYBE
        return Change.YES if method.name.startswith("(*") else Change.NO


def is_over(use: Node, declaration: Declaration, since: int) -> bool:
    """Tell whether a use assigns the variable and cannot do so again once control is at the byte `since`."""
    if use.start_byte >= since or assigning_statement(use) is None:
        return False
    loops = [node for node in ancestors(use) if node.type == "for_statement"]
    return not any(declaration.node.start_byte < loop.start_byte and since < loop.end_byte for loop in loops)


def is_address_of(node: Node) -> bool:
    """Tell whether a node is `&x`."""
    return node.type == "unary_expression" and node.children[0].type == "&"


def is_called(selector: Node) -> bool:
    """Tell whether a selection is what a call calls."""
    call = selector.parent
    return call is not None and call.type == "call_expression" and call.child_by_field_name("function") == selector
