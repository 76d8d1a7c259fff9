"""Loops as the escape analysis counts them: `for` statements, and labels that a later `goto` jumps back to.

Source: `loopDepth` in cmd/compile/internal/escape/stmt.go.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

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
    return (label for label in _jumped_back_to(function) if label.start_byte < node.start_byte)


@lru_cache(maxsize=8)
def _jumped_back_to(function: Node) -> tuple[Node, ...]:
    """Find the labels of a function that are jumped back to, once: all that is declared in it asks for them."""
    inside = list(walk(function, lambda each: each == function or each.type != "func_literal"))
    last_jumps: dict[str, int] = {}
    for each in inside:
        if each.type == "goto_statement":
            last_jumps[text_of(each.named_children[0])] = each.start_byte
    labels = (each for each in inside if each.type == "labeled_statement")
    return tuple(each for each in labels if last_jumps.get(text_of(each.named_children[0]), -1) > each.start_byte)


def _is_renewed(declared: Node, loop: Node) -> bool:
    """Tell whether every turn of a loop has a variable of its own: it is declared in the body, or after the label."""
    if loop.type == "labeled_statement":
        return declared.start_byte > loop.start_byte
    return loop.start_byte <= declared.start_byte < loop.end_byte
