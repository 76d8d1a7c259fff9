"""Calls: whether the compiler knew the function, and what is handed over."""

from __future__ import annotations

import re

from tree_sitter import Node

from grader.escape.reasons.program import Program, operands_of, unwrap
from grader.escape.syntax.tree import text_of
from grader.escape.values import Position, Reason

_METHOD_EXPRESSION = re.compile(r"\(\*[^()]+\)\.\w+|[\w./]+(?:\[.*\])?\.\w+", re.DOTALL)
_STORING_BUILTINS = frozenset({"append", "copy"})


def find_call(program: Program, place: Position) -> Node | None:
    """Find the call that the compiler reports at a place: its `(` stands there."""
    nodes = program.find_path(place)
    is_call = len(nodes) > 2 and nodes[0].type == "(" and nodes[2].type == "call_expression"
    return nodes[2] if is_call else None


def find_range_function(program: Program, place: Position) -> Node | None:
    """Find what a `for … range` at a place ranges over: a function is called there without a call."""
    nodes = program.find_path(place)
    if len(nodes) < 2 or nodes[0].type != "for":
        return None
    clause = next((each for each in nodes[1].named_children if each.type == "range_clause"), None)
    return clause.child_by_field_name("right") if clause is not None else None


def reason_of_call(program: Program, function: Node, file: str, printed: str) -> Reason:
    """Classify a call whose argument is kept, by the called expression and the call as the compiler prints it."""
    function = unwrap(function)
    if function.type in ("index_expression", "type_instantiation_expression"):
        function = function.named_children[0]
    name = text_of(function)
    if function.type == "identifier":
        if program.declaration_of(function, file) is not None:
            return Reason.UNKNOWN_CALLEE
        return Reason.STORED_INDIRECT if name in _STORING_BUILTINS else Reason.CALLEE_KEEPS
    if function.type == "func_literal":
        return Reason.CALLEE_KEEPS
    if function.type == "selector_expression":
        return _reason_of_selector(program, function, file, printed)
    return Reason.UNKNOWN_CALLEE


def _reason_of_selector(program: Program, function: Node, file: str, printed: str) -> Reason:
    """Classify `x.F(…)`. A method that the compiler knows is printed as `T.F(x, …)` or `(*T).F(x, …)`.

    A variable of function type in another package is taken for a function: nothing printed tells them apart.
    """
    operand = unwrap(function.child_by_field_name("operand") or function)
    if operand.type == "identifier" and program.declaration_of(operand, file) is None:
        return Reason.CALLEE_KEEPS
    callee = _printed_callee(printed, text_of(function).rpartition(".")[2].strip())
    is_as_written = _squeeze(callee) == _squeeze(text_of(function))
    is_method = not is_as_written and _METHOD_EXPRESSION.fullmatch(callee) is not None
    return Reason.CALLEE_KEEPS if is_method else Reason.UNKNOWN_CALLEE


def _printed_callee(printed: str, method: str) -> str:
    head, found, _ = printed.partition(f".{method}(")
    return f"{head}.{method}" if found else printed


def _squeeze(text: str) -> str:
    return re.sub(r"[\s()]", "", text)


def handed_over(call: Node) -> list[Node]:
    """List what a call hands over: the expression before a method's name, then the arguments."""
    function = unwrap(call.child_by_field_name("function") or call)
    receiver = [function] if function.type == "selector_expression" else []
    arguments = operands_of(call.child_by_field_name("arguments"))
    return receiver + [each.named_children[0] if each.type == "variadic_argument" else each for each in arguments]
