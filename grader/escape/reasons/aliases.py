"""Where the address of a variable goes inside its own frame, read from the syntax.

Used for variables that the compiler kept on the stack, to say what is done with their address all the same. Types are
not known here beyond what the compiler printed of the variable itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tree_sitter import Node

from grader.escape.reasons.parts import UNKNOWN, find_part_type, find_underlying, is_array
from grader.escape.reasons.program import Program, unwrap
from grader.escape.reasons.stores import find_assignment, root_of
from grader.escape.syntax.declarations import Declaration
from grader.escape.syntax.tree import ancestors, function_around, text_of
from grader.escape.values import Kind

_BUILTINS = frozenset(
    {"append", "cap", "clear", "close", "copy", "delete", "len", "max", "min", "panic", "print", "println"}
)
_BASIC_TYPES = frozenset(
    {"any", "bool", "byte", "error", "rune", "string", "uintptr", "float32", "float64", "complex64", "complex128"}
    | {f"{sign}int{bits}" for sign in ("", "u") for bits in ("", "8", "16", "32", "64")}
)
_PASSING = frozenset(
    {"parenthesized_expression", "literal_element", "keyed_element", "literal_value", "composite_literal"}
    | {"slice_expression", "type_conversion_expression", "variadic_argument", "type_assertion_expression"}
)
"""Expressions whose value has the address in it when that of an operand has."""


@dataclass(frozen=True, slots=True)
class Uses:
    """What a function does with a variable and its address."""

    calls: list[Node] = field(default_factory=list)
    """Calls that get the address, as an argument or for their receiver."""
    addresses: list[Node] = field(default_factory=list)
    """Expressions that take it: `&v`, `v[:]`, and `v.M` in a call that may take it by itself."""
    captures: list[Node] = field(default_factory=list)
    """Uses inside a function literal within the variable's own function."""
    copies: list[Node] = field(default_factory=list)
    """Statements that copy the variable itself out: return, send, store."""


def find_uses(program: Program, declaration: Declaration, type_: str) -> Uses:
    """Find what the source does with a variable, of the type that the compiler printed."""
    uses, doubtful = Uses(), list[Node]()
    literals = _literals_within(program, declaration)
    for node in program.use_nodes_of(declaration):
        if any(each.start_byte <= node.start_byte < each.end_byte for each in literals):
            uses.captures.append(node)
        address = _address_of(program, node, type_)
        if address is None:
            uses.copies.extend(_copied_by(program, node, declaration.at.file))
        elif address.type != "selector_expression" or _has_method(program, address, by_pointer=True):
            uses.addresses.append(address)
        elif not _has_method(program, address, by_pointer=False):
            doubtful.append(address)
    if not uses.addresses and not uses.captures:
        uses.addresses.extend(doubtful)
    uses.calls.extend(find_calls_that_get(program, uses.addresses, declaration.at.file))
    return uses


def _has_method(program: Program, selector: Node, *, by_pointer: bool) -> bool:
    """Tell whether the program has a method of that name, with a pointer or a value for its receiver."""
    name = selector.child_by_field_name("field")
    return name is not None and by_pointer in program.methods.get(text_of(name), ())


def _literals_within(program: Program, declaration: Declaration) -> list[Node]:
    """Find the outermost function literals within the function that declares a variable.

    They are looked for once, from above: to climb from each use takes minutes in a sum of thousands of terms.
    """
    function = function_around(declaration.node)
    outermost: list[Node] = []
    for each in program.find_literals_in(function, declaration.at.file) if function else ():
        if not outermost or each.start_byte >= outermost[-1].end_byte:
            outermost.append(each)
    return outermost


def _address_of(program: Program, node: Node, type_: str) -> Node | None:
    """Find the expression that takes the address of the variable, or of a part of it, at a use."""
    part, part_type = node, type_
    while (parent := part.parent) is not None:
        if parent.type == "unary_expression" and parent.children[0].type == "&":
            return parent
        if parent.type == "slice_expression" and parent.child_by_field_name("operand") == part:
            is_unknown = part != node and part_type == UNKNOWN
            return parent if is_unknown or is_array(find_underlying(program, part_type)) else None
        around = find_part_type(program, parent, part, part_type)
        if around is None:
            return None
        if parent.type == "selector_expression" and _is_called(parent):
            return parent
        part, part_type = parent, around
    return None


def _is_called(selector: Node) -> bool:
    return selector.parent is not None and selector.parent.child_by_field_name("function") == selector


def _copied_by(program: Program, node: Node, file: str) -> Iterator[Node]:
    """Yield the statement that copies out the variable itself: `return v`, `c <- v`, `*p = v`, `T.f = v`."""
    value, statement = node, node.parent  # a node looks for its parent from the root: once is enough
    while statement is not None and statement.type == "parenthesized_expression":
        value, statement = statement, statement.parent
    if statement is not None and statement.type == "expression_list":
        statement = statement.parent
    if statement is None:
        return
    is_sent = statement.type == "send_statement" and statement.child_by_field_name("value") == value
    if is_sent or statement.type == "return_statement" or _is_stored(program, statement, value, file):
        yield statement


def _is_stored(program: Program, statement: Node, value: Node, file: str) -> bool:
    """Tell whether a statement assigns the value to something that is no local variable."""
    assignment = find_assignment((statement,)) if statement.type == "assignment_statement" else None
    left = assignment.left_of(value) if assignment is not None and value in assignment.rights else None
    return left is not None and _is_far(program, unwrap(left), file)


def _is_far(program: Program, left: Node, file: str) -> bool:
    """Tell whether what is assigned to `left` leaves the frame, or may: anything but a local variable."""
    declaration = program.declaration_of(left, file) if left.type == "identifier" else None
    return text_of(left) != "_" and (declaration is None or declaration.kind is Kind.PACKAGE)


def find_calls_that_get(program: Program, addresses: Iterable[Node], file: str) -> list[Node]:
    """Follow expressions that have an address, through local variables, to the calls that get it."""
    calls: list[Node] = []
    waiting, seen = list(addresses), set[Declaration]()
    while waiting:
        node = waiting.pop()
        if node.type == "selector_expression" and _is_called(node) and node.parent is not None:
            calls.append(node.parent)
            continue
        for holder in _holders(program, node, file, calls):
            if holder not in seen:
                seen.add(holder)
                waiting += [_with_selector(each) for each in program.use_nodes_of(holder)]
    return sorted(dict.fromkeys(calls), key=lambda each: each.start_byte)


def _with_selector(node: Node) -> Node:
    """Extend the use of a holder by what is called on it."""
    parent = node.parent
    is_receiver = parent is not None and parent.type == "selector_expression" and _is_called(parent)
    return parent if is_receiver and parent is not None else node


def _holders(program: Program, node: Node, file: str, calls: list[Node]) -> Iterator[Declaration]:
    """Yield the local variables that an expression's value is put into; note the calls that get it."""
    value = node
    for parent in ancestors(node):
        if parent.type == "argument_list" and parent.parent is not None:
            if not _is_call_of(parent.parent, _BUILTINS | _BASIC_TYPES):
                calls.append(parent.parent)
            return
        if parent.type in ("expression_list", "var_spec", "short_var_declaration", "assignment_statement"):
            yield from _assigned(program, parent, value, file)
            return
        if parent.type == "unary_expression" and parent.children[0].type == "&":
            value = parent
        elif parent.type not in _PASSING:
            return
        else:
            value = parent


def _assigned(program: Program, parent: Node, value: Node, file: str) -> Iterator[Declaration]:
    statement = parent.parent if parent.type == "expression_list" else parent
    assignment = find_assignment((statement,)) if statement is not None else None
    if assignment is None or value not in assignment.rights:
        return
    left = assignment.left_of(value)
    declaration = program.declaration_of(root_of(left), file) if left is not None else None
    if declaration is not None:
        yield declaration


def _is_call_of(call: Node, names: frozenset[str]) -> bool:
    """Tell a call of a builtin, or a conversion to a basic type, from a call that gets the address."""
    function = call.child_by_field_name("function")
    return function is not None and function.type == "identifier" and text_of(function) in names
