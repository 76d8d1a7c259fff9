"""Loops as the escape analysis counts them: `for` statements, and labels that a later `goto` jumps back to.

Source: `loopDepth` in cmd/compile/internal/escape/stmt.go.
"""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from grader.escape.reasons.program import walk
from grader.escape.syntax.tree import FUNCTIONS, ancestors, text_of


def is_in_loop(node: Node) -> bool:
    """Tell whether a node is executed again and again within one call of its function."""
    return any(True for _ in _loops_around(node))


def outlives_turn(outer: Node, inner: Node) -> bool:
    """Tell whether what is declared at `outer` outlives one turn of a loop around `inner`, in the same function."""
    return any(not _is_renewed(outer, loop) for loop in _loops_around(inner))


def _loops_around(node: Node) -> Iterator[Node]:
    """Yield the loops around a node: statements `for`, and labels that are jumped back to from below."""
    for each in ancestors(node):
        if each.type in FUNCTIONS:
            yield from _labels_before(each, node)
            return
        if each.type == "for_statement":
            yield each


def _labels_before(function: Node, node: Node) -> Iterator[Node]:
    inside = list(walk(function, lambda each: each == function or each.type != "func_literal"))
    jumps = [each for each in inside if each.type == "goto_statement"]
    for label in inside:
        if label.type == "labeled_statement" and label.start_byte < node.start_byte:
            name = text_of(label.named_children[0])
            if any(text_of(each.named_children[0]) == name and each.start_byte > label.start_byte for each in jumps):
                yield label


def _is_renewed(declared: Node, loop: Node) -> bool:
    """Tell whether every turn of a loop has a variable of its own: it is declared in the body, or after the label."""
    if loop.type == "labeled_statement":
        return declared.start_byte > loop.start_byte
    return loop.start_byte <= declared.start_byte < loop.end_byte
