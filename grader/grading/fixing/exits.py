"""By which ways what a variable holds, or its address, leaves the function: returned, sent, or stored elsewhere.

Followed through local variables that are assigned from it, whatever the order of statements, as escape analysis does.
Arguments of calls are no ways out here: what a callee does with them is its own affair.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from itertools import zip_longest

from tree_sitter import Node

from grader.escape.syntax.declarations import Binding, Declaration, bind
from grader.escape.syntax.tree import find_nodes, function_around
from grader.escape.values import Kind, Position, SourceFile
from grader.grading.fixing.unreached import find_unreached

_ASSIGNING = ("short_var_declaration", "assignment_statement", "range_clause", "var_spec")
_LEAVES = ("identifier", "type_identifier", "package_identifier")


class Exit(StrEnum):
    """A way out of a function."""

    RETURN = "return"
    SEND = "send"
    STORE = "store"
    """Into a package-level variable, or a field, element or target of something else."""


def find_exits(file: SourceFile, at: Position) -> frozenset[Exit]:
    """Find the ways out for the variable that is declared at a position; none where nothing is."""
    binding = bind(file)
    declared = next((each for each in binding.declarations if each.at == at), None)
    return frozenset() if declared is None else _Followed(file, binding, declared).exits


class _Followed:
    """One variable, and those that got something from it."""

    def __init__(self, file: SourceFile, binding: Binding, declared: Declaration) -> None:
        self.exits: frozenset[Exit] = frozenset()
        self._uses = binding.uses
        self._unreached = find_unreached(file)
        self._function = function_around(declared.node)
        self._reached = {declared.at}
        root = binding.tree.root_node
        self._nodes = [each for each in find_nodes(root, *_ASSIGNING) if self._is_live(each)]
        self._leaving = [each for each in find_nodes(root, "return_statement", "send_statement") if self._is_live(each)]
        before = 0
        while len(self._reached) > before:
            before = len(self._reached)
            for node in self._nodes:
                self._assign(node)
        for node in self._leaving:
            self._leave(node)

    def _is_live(self, node: Node) -> bool:
        return not any(start <= node.start_byte < end for start, end in self._unreached)

    def _assign(self, node: Node) -> None:
        for target, value in _pairs(node):
            if self._has(value):
                self._reach(target)

    def _reach(self, target: Node) -> None:
        """Note that something of the variable gets to what an assignment writes."""
        leaf = next(iter(find_nodes(target, *_LEAVES)), None)
        variable = self._uses.get(leaf.start_byte) if leaf is not None else None
        if variable is None:
            return
        if variable.kind is Kind.RESULT:
            self.exits |= {Exit.RETURN}
        elif variable.kind is Kind.PACKAGE or (target.type not in _LEAVES and variable.at not in self._reached):
            self.exits |= {Exit.STORE}
        self._reached.add(variable.at)

    def _leave(self, node: Node) -> None:
        if node.type == "send_statement":
            value = node.child_by_field_name("value")
            self.exits |= {Exit.SEND} if value is not None and self._has(value) else set()
        elif function_around(node) == self._function and self._has(node):
            self.exits |= {Exit.RETURN}

    def _has(self, node: Node) -> bool:
        leaves = (self._uses.get(leaf.start_byte) for leaf in find_nodes(node, *_LEAVES))
        return any(variable is not None and variable.at in self._reached for variable in leaves)


def _pairs(node: Node) -> Iterator[tuple[Node, Node]]:
    """Yield what is written with what it gets; where one value makes several, each gets it."""
    left = node.child_by_field_name("left")
    targets = left.named_children if left is not None else node.children_by_field_name("name")
    right = node.child_by_field_name("value" if node.type == "var_spec" else "right")
    if right is None:
        return
    values = right.named_children if right.type == "expression_list" else [right]
    yield from zip_longest(targets, values, fillvalue=values[-1])
