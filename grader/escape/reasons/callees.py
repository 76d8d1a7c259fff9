"""Functions of the program that are called: which parameter a thing becomes that is handed over."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from grader.escape.reasons.calls import handed_over
from grader.escape.reasons.crossings import find_crossing
from grader.escape.reasons.ends import End
from grader.escape.reasons.program import Program, operands_of, unwrap
from grader.escape.syntax.tree import position_of, text_of
from grader.escape.values import Position


def find_parameter_reached(program: Program, end: End, call: Node, file: str) -> Position | None:
    """Find the parameter, or the receiver, in which a path ends that goes into a call."""
    crossing = find_crossing(end.path, handed_over(call), file)
    return find_parameter(program, call, crossing, file) if crossing is not None else None


def find_parameter(program: Program, call: Node, operand: Node, file: str) -> Position | None:
    """Find the parameter, or the receiver, that an operand of a call becomes.

    None where the function is not one of the program that the syntax alone tells, or its parameter has no name.
    """
    function = unwrap(call.child_by_field_name("function") or call)
    found = _find_function(program, function, file)
    if found is None:
        return None
    declared_in, declaration = found
    if operand == function:
        names = list(_names(declaration.child_by_field_name("receiver")))
        return position_of(names[0], declared_in) if len(names) == 1 else None
    parameters = declaration.child_by_field_name("parameters")
    names = list(_names(parameters))
    arguments = [_argument(each) for each in operands_of(call.child_by_field_name("arguments"))]
    if operand not in arguments or not names:
        return None
    index = arguments.index(operand)
    if index >= len(names) and not _is_variadic(parameters):
        return None
    return position_of(names[min(index, len(names) - 1)], declared_in)


def _find_function(program: Program, function: Node, file: str) -> tuple[str, Node] | None:
    """Find the declaration of a called function; of a method, when the program has but one of that name."""
    if function.type in ("index_expression", "type_instantiation_expression"):
        function = unwrap(function.named_children[0])
    if function.type == "identifier" and program.declaration_of(function, file) is None:
        return program.find_function(text_of(function))
    name = function.child_by_field_name("field") if function.type == "selector_expression" else None
    return program.find_method(text_of(name)) if name is not None else None


def _names(parameters: Node | None) -> Iterator[Node]:
    for each in parameters.named_children if parameters is not None else ():
        yield from each.children_by_field_name("name")


def _argument(node: Node) -> Node:
    return node.named_children[0] if node.type == "variadic_argument" else node


def _is_variadic(parameters: Node | None) -> bool:
    return parameters is not None and any(
        each.type == "variadic_parameter_declaration" for each in parameters.named_children
    )
