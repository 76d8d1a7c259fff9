"""Code that plainly never runs: under a constant condition that rules it out, or after a statement that ends its block.

A condition that only never happens to hold is no constant, and is not seen.
"""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from grader.escape.syntax.scopes import Scopes
from grader.escape.syntax.tree import find_nodes, text_of
from grader.escape.values import SourceFile
from grader.picture.dead_code import DeadCode

_ENDS = frozenset({"return_statement", "goto_statement", "break_statement", "continue_statement"})


def find_unreached(file: SourceFile) -> list[tuple[int, int]]:
    """Find the stretches of a file that never run: first byte, and the byte after the last."""
    scopes = Scopes.of(file)
    root = scopes.tree.root_node
    constants = DeadCode([root], scopes)
    found = constants.dropped_ranges(root)
    for node in (*_ruled_out(root, constants), *_after_the_end(root, scopes)):
        found.append((node.start_byte, node.end_byte))
    return found


def _ruled_out(root: Node, constants: DeadCode) -> Iterator[Node]:
    """Yield bodies of loops, and clauses of switches without a value, whose condition is false."""
    for loop in find_nodes(root, "for_statement"):
        head = next((each for each in loop.named_children if each.type != "block"), None)
        condition = head.child_by_field_name("condition") if head is not None and head.type == "for_clause" else head
        if condition is not None and constants.value_of(condition) is False:
            yield loop.child_by_field_name("body") or loop
    for switch in find_nodes(root, "expression_switch_statement"):
        if switch.child_by_field_name("value") is None:
            yield from (each for each in switch.named_children if _is_false_clause(each, constants))


def _is_false_clause(clause: Node, constants: DeadCode) -> bool:
    values = clause.child_by_field_name("value") if clause.type == "expression_case" else None
    return values is not None and all(constants.value_of(each) is False for each in values.named_children)


def _after_the_end(root: Node, scopes: Scopes) -> Iterator[Node]:
    """Yield statements behind one that leaves their block. A label may be jumped to, so there it ends."""
    for block in find_nodes(root, "statement_list"):
        has_ended = False
        for statement in block.named_children:
            if statement.type == "labeled_statement":
                has_ended = False
            if has_ended:
                yield statement
            has_ended = has_ended or statement.type in _ENDS or _panics(statement, scopes)


def _panics(statement: Node, scopes: Scopes) -> bool:
    call = statement.named_children[0] if statement.type == "expression_statement" else None
    called = call.child_by_field_name("function") if call is not None and call.type == "call_expression" else None
    return called is not None and text_of(called) == "panic" and scopes.declaration_of(called) is None
