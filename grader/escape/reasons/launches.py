"""`go` and `defer`: statements that keep a function for later. The compiler has no note for them."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from grader.escape.reasons.loops import is_in_loop
from grader.escape.reasons.program import Span, first_of, unwrap, walk
from grader.escape.syntax.tree import text_of
from grader.escape.values import Position, Reason, Step

_STATEMENTS = ("go_statement", "defer_statement")


def reason_of_launch(statement: Node) -> Reason | None:
    """Say what a statement does to what its function needs; None for a `defer` that runs once: it keeps nothing."""
    if statement.type == "go_statement":
        return Reason.GOROUTINE
    return Reason.DEFER_IN_LOOP if is_in_loop(statement) else None


def launch_at(nodes: tuple[Node, ...]) -> Node | None:
    """Find the `go` or `defer` at a place: the keyword itself, or the function literal that it launches."""
    if nodes and nodes[0].type in ("go", "defer"):
        return nodes[1]
    literal = nodes[1] if len(nodes) > 1 and nodes[1].type == "func_literal" else None
    statement = first_of(nodes, *_STATEMENTS)
    if literal is None or statement is None or _function_of(statement) != literal:
        return None
    return statement


def launch_of(call: Node) -> Node | None:
    """Find the `go` or `defer` whose call this is."""
    parent = call.parent
    while parent is not None and parent.type == "parenthesized_expression":
        parent = parent.parent
    return parent if parent is not None and parent.type in _STATEMENTS else None


def find_launches(span: Span, name: str) -> Iterator[Node]:
    """Yield the statements of a function that launch a function value, by the name of the variable that holds it."""
    for node in walk(span.node):
        if node.type in _STATEMENTS:
            function = _function_of(node)
            root = function
            while root is not None and root.type == "selector_expression":
                root = root.child_by_field_name("operand")
            if root is not None and root.type == "identifier" and text_of(root) == name:
                yield node


def step_of_launch(statement: Node, file: str) -> Step:
    """Make the step that the compiler leaves out."""
    at = Position(file, statement.start_point.row + 1, statement.start_point.column + 1)
    return Step(expression=" ".join(text_of(statement).split()), why="", at=at)


def _function_of(statement: Node) -> Node | None:
    call = unwrap(statement.named_children[0])
    function = call.child_by_field_name("function") if call.type == "call_expression" else None
    return unwrap(function) if function is not None else None
