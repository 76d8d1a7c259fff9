"""Branches that the compiler drops, since their condition is a constant: what stands there is never done."""

from __future__ import annotations

from collections.abc import Iterable

from tree_sitter import Node

from grader.escape.syntax.scopes import Scopes
from grader.escape.syntax.tree import descendants, text_of

MAX_DEPTH = 20


class DeadCode:
    """Knows the constants of a program that are plainly true or false, for the conditions of one file."""

    def __init__(self, roots: Iterable[Node], scopes: Scopes) -> None:
        self.scopes = scopes
        self.constants: dict[str, Node] = {}
        for root in roots:
            for spec in descendants(root):
                if spec.type == "const_spec":
                    self._read(spec)

    def _read(self, spec: Node) -> None:
        names, values = spec.children_by_field_name("name"), spec.child_by_field_name("value")
        if values is not None and len(values.named_children) == len(names):
            self.constants.update(zip(map(text_of, names), values.named_children, strict=True))

    def dropped_ranges(self, root: Node) -> list[tuple[int, int]]:
        """Find the branches that are never taken: first byte and the byte after the last."""
        statements = (node for node in descendants(root) if node.type == "if_statement")
        branches = (self.dropped_branch(statement) for statement in statements)
        return [(branch.start_byte, branch.end_byte) for branch in branches if branch is not None]

    def dropped_branch(self, statement: Node) -> Node | None:
        """The branch of an `if` that is never taken."""
        condition = statement.child_by_field_name("condition")
        value = self.value_of(condition) if condition is not None else None
        return None if value is None else statement.child_by_field_name("alternative" if value else "consequence")

    def value_of(self, node: Node, depth: int = 0) -> bool | None:
        """The value of a constant condition; None when it is no constant that is plainly true or false."""
        match node.type:
            case "true" | "false":
                return node.type == "true"
            case "identifier" if depth < MAX_DEPTH and self.scopes.declaration_of(node) is None:
                constant = self.constants.get(text_of(node))
                return self.value_of(constant, depth + 1) if constant is not None else None
            case "parenthesized_expression" if depth < MAX_DEPTH:
                return self.value_of(node.named_children[0], depth + 1)
            case "unary_expression" if node.children[0].type == "!" and depth < MAX_DEPTH:
                inner = self.value_of(node.named_children[0], depth + 1)
                return None if inner is None else not inner
            case "binary_expression" if depth < MAX_DEPTH:
                return self._value_of_both(node, depth)
            case _:
                return None

    def _value_of_both(self, node: Node, depth: int) -> bool | None:
        """The value of `a && b` and `a || b`: one side may settle it, whatever the other is."""
        operator, sides = text_of(node.children[1]), (node.named_children[0], node.named_children[-1])
        if operator not in ("&&", "||"):
            return None
        settles = operator == "||"
        values = [self.value_of(side, depth + 1) for side in sides]
        if settles in values:
            return settles
        return None if None in values else not settles
