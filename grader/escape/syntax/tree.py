"""Parsing Go into a syntax tree, and finding one's way in it by the compiler's positions.

The tree is tree-sitter-go's. Its nodes count lines and columns from 0; everything here speaks of `Position`s, from 1,
in UTF-8 bytes, as the Go compiler does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

import tree_sitter_go
from tree_sitter import Language, Node, Parser, Query, QueryCursor, Tree

from grader.escape.values import Position

LANGUAGE = Language(tree_sitter_go.language())

FUNCTIONS = frozenset({"function_declaration", "method_declaration", "func_literal"})

_TYPE_LITERAL = rb"(?:\[|map\b|struct\b|chan\b|func\b|interface\b)"
_NEW_OF_TYPE_LITERAL = re.compile(rb"\bnew(?=\((?!" + _TYPE_LITERAL + rb")|\(\[[^\]\n]*\][\w.*\[\]]*[({])")
_METHOD_NAME = re.compile(rb"^func[ \t]*\([^()\n]*\)[ \t]*\w+(?=\[)", re.MULTILINE)


@lru_cache(maxsize=64)
def parse_go(text: bytes) -> Tree:
    """Parse one Go file. Never fails: what is no Go becomes ERROR nodes.

    The grammar knows Go up to 1.25. For `new(value)` (Go 1.26) and methods with type parameters (Go 1.27) the text is
    parsed once with these masked by older syntax of the same length, and that tree is then given back its true text.
    """
    parser = Parser(LANGUAGE)
    tree = parser.parse(text)
    if not tree.root_node.has_error:
        return tree
    masked = parser.parse(_mask_newer_syntax(text))
    return tree if masked.root_node.has_error else parser.parse(text, old_tree=masked)


def _mask_newer_syntax(text: bytes) -> bytes:
    """Give the same text, byte for byte as long, with newer syntax replaced by what the grammar knows."""
    masked = bytearray(_NEW_OF_TYPE_LITERAL.sub(b"neu", text))
    for method in _METHOD_NAME.finditer(text):
        start, end = method.end(), _closing_bracket(text, method.end())
        masked[start:end] = b" " * (end - start)
    return bytes(masked)


def _closing_bracket(text: bytes, start: int) -> int:
    """Find the offset just after the `]` that closes the `[` at `start`; `start` itself when nothing does."""
    depth = 0
    for offset in range(start, len(text)):
        depth += {ord("["): 1, ord("]"): -1}.get(text[offset], 0)
        if depth == 0:
            return offset + 1
    return start


def text_of(node: Node) -> str:
    """Give the source text of a node."""
    return (node.text or b"").decode("utf-8", "replace")


def position_of(node: Node, file: str) -> Position:
    """Say where a node starts."""
    return Position(file, node.start_point.row + 1, node.start_point.column + 1)


def contains(node: Node, line: int, column: int) -> bool:
    """Tell whether the 1-based line and column lie inside the node."""
    point = (line - 1, column - 1)
    return (node.start_point.row, node.start_point.column) <= point < (node.end_point.row, node.end_point.column)


def node_at(tree: Tree, line: int, column: int) -> Node | None:
    """Find the smallest named node that covers the byte at the 1-based line and column, if any."""
    point = (line - 1, column - 1)
    return tree.root_node.named_descendant_for_point_range(point, (point[0], point[1] + 1))


def ancestors(node: Node) -> Iterator[Node]:
    """Yield the nodes around a node, innermost first, without the node itself."""
    parent = node.parent
    while parent is not None:
        yield parent
        parent = parent.parent


def function_around(node: Node) -> Node | None:
    """Find the innermost function declaration, method or function literal whose signature or body holds the node."""
    return next((each for each in ancestors(node) if each.type in FUNCTIONS), None)


def descendants(node: Node) -> Iterator[Node]:
    """Yield every named node below a node, in source order, without the node itself and without recursion."""
    waiting = list(reversed(node.named_children))
    while waiting:
        current = waiting.pop()
        yield current
        waiting.extend(reversed(current.named_children))


def find_nodes(root: Node, *types: str) -> list[Node]:
    """Find the nodes of these types, in source order; the root counts, too. Looks at far less than `descendants`."""
    found = QueryCursor(_query_for(types)).captures(root).get("found", [])
    return sorted(found, key=lambda node: (node.start_byte, -node.end_byte))


@cache
def _query_for(types: tuple[str, ...]) -> Query:
    return Query(LANGUAGE, f"[{' '.join(f'({each})' for each in types)}] @found")


def compiler_position(node: Node, file: str) -> Position:
    """Say where the compiler reports an expression.

    A call at its `(`, a composite literal at its `{`, a binary expression at its operator, an index or slice at its
    `[`, a selection or type assertion at its last `.`; identifiers, `&x`, `*p`, `(x)` and function literals at their
    start. A conversion is reported at its operand, and once more at its `(` when its result is boxed; where only the
    types tell a conversion from a call, this gives the `(`.
    """
    return position_of(_reported_part(node), file)


def _reported_part(node: Node) -> Node:
    match node.type:
        case "call_expression":
            part = node.child_by_field_name("arguments")
        case "composite_literal":
            part = node.child_by_field_name("body")
        case "type_conversion_expression":
            part = node.child_by_field_name("operand")
        case "binary_expression":
            part = node.child_by_field_name("operator")
        case "selector_expression" | "type_assertion_expression":
            part = _last_token(node, ".")
        case "index_expression" | "slice_expression":
            part = _last_token(node, "[")
        case _:
            part = node
    return part or node


def _last_token(node: Node, token: str) -> Node | None:
    return next((each for each in reversed(node.children) if each.type == token), None)
