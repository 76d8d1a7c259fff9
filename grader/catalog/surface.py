"""What is seen of a program at a glance, without thinking about where its values go."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from grader.escape.syntax.tree import find_nodes, parse_go, text_of
from grader.escape.values import SourceFile

FEATURES = ("`&`", "`return &`", "`new`", "`make`", "a function literal", "an interface", "lines")
"""What is looked for, in this order; all but the number of lines is there (1) or not (0)."""

_INTERFACES = frozenset({"any", "error"})


def surface_of(source: SourceFile) -> tuple[int, ...]:
    """The features of a program, in the order of FEATURES."""
    root = parse_go(source.text).root_node
    calls = {text_of(called) for call in find_nodes(root, "call_expression") if (called := _function_of(call))}
    types = {text_of(node) for node in find_nodes(root, "type_identifier")}
    return (
        int(any(map(_is_address, find_nodes(root, "unary_expression")))),
        int(any(_is_address(each) for node in find_nodes(root, "return_statement") for each in _returned(node))),
        int("new" in calls),
        int("make" in calls),
        int(bool(find_nodes(root, "func_literal"))),
        int(bool(types & _INTERFACES or find_nodes(root, "interface_type"))),
        len(source.text.splitlines()),
    )


def _function_of(call: Node) -> Node | None:
    return call.child_by_field_name("function")


def _returned(statement: Node) -> Iterator[Node]:
    for values in statement.named_children:
        yield from values.named_children


def _is_address(node: Node) -> bool:
    operator = node.child_by_field_name("operator")
    return node.type == "unary_expression" and operator is not None and operator.type == "&"
