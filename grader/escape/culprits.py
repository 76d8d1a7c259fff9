"""Which lines of a program make something escape.

A line counts where a step stands on it that *decides*: the step that carries one of the true reasons, by which the
address leaves (is returned, sent, stored, handed to a function that keeps it) or by which a closure takes hold of the
variable. Steps that only lead there, taking the address and copying the pointer about, do not count: without a way out
they are harmless.
"""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from grader.escape.reasons.heap import is_size_alone
from grader.escape.syntax.tree import FUNCTIONS, parse_go
from grader.escape.values import AllocationVerdict, Place, SourceFile, VariableVerdict


def deciding_lines(subject: VariableVerdict | AllocationVerdict) -> frozenset[int]:
    """The lines with a step that decides; none for what does not escape, or is on the heap for its size alone."""
    if subject.place is not Place.HEAP or is_size_alone(subject.causes):
        return frozenset()
    steps = (cause.step for cause in subject.causes)
    return frozenset(step.at.line for step in steps if step and step.at.file == subject.at.file)


def leading_lines(subject: VariableVerdict | AllocationVerdict) -> frozenset[int]:
    """The lines of the compiler's flow on which nothing is decided."""
    steps = (step for flow in subject.derivation for step in flow.steps)
    touched = frozenset(step.at.line for step in steps if step.at.file == subject.at.file)
    return touched - deciding_lines(subject)


def code_lines(source: SourceFile) -> tuple[int, ...]:
    """The lines of functions on which something is named or written out: no comments, no braces alone."""
    return tuple(sorted({line for node in _functions(parse_go(source.text).root_node) for line in _named_lines(node)}))


def _functions(node: Node) -> Iterator[Node]:
    return (child for child in node.named_children if child.type in FUNCTIONS)


def _named_lines(node: Node) -> Iterator[int]:
    if node.type == "comment":
        return
    if not node.named_children and node.is_named:
        yield node.start_point.row + 1
    for child in node.named_children:
        yield from _named_lines(child)
