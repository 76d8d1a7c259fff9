"""The calls of a program that can happen: what an edit has to leave in place."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from tree_sitter import Node

from grader.escape.syntax.declarations import bind
from grader.escape.syntax.tree import ancestors, find_nodes, text_of
from grader.escape.values import Kind, SourceFile
from grader.grading.fixing.outline import function_name
from grader.grading.fixing.unreached import find_unreached

_NO_CALLS = frozenset(
    re.findall(
        r"\w+",
        """append cap clear close complex copy delete imag len make max min new panic print println real recover
        any bool byte comparable complex64 complex128 error float32 float64 int int8 int16 int32 int64 rune string
        uint uint8 uint16 uint32 uint64 uintptr""",
    )
)
"""What Go declares by itself: built-in functions, which are not asked for, and types, which convert."""

_DECLARED = frozenset({"function_declaration", "method_declaration"})
_HANDED_IN = frozenset({Kind.PARAMETER, Kind.PACKAGE})
_VERSION = re.compile(r"v\d+")


@dataclass(frozen=True, slots=True)
class Call:
    """A call by where it is and what is called, not by its arguments."""

    function: str
    """The declared function around it; empty for the initialiser of a package-level variable."""
    callee: str
    """`keep`, `fmt.Println`, `.Read` (a method, whatever it is called on)."""
    is_of_variable: bool = False
    """A function is called that somebody has handed in, by the name of the parameter or package-level variable."""
    is_direct: bool = True
    """False inside of a function literal that is not called on the spot."""


def find_missing_call(original: SourceFile, edited: SourceFile) -> Call | None:
    """Find a call that the original makes more often than the edited program does.

    A call that moves from a function's own code into a literal is missing, too: nobody knows whether that ever runs.
    The reverse is none.
    """
    before, after = _Calls(original).found(), _Calls(edited).found()
    missing = (*(_direct(before) - _direct(after)), *(_anyhow(before) - _anyhow(after)))
    return missing[0] if missing else None


def _direct(calls: list[Call]) -> Counter[Call]:
    return Counter(call for call in calls if call.is_direct)


def _anyhow(calls: list[Call]) -> Counter[Call]:
    return Counter(replace(call, is_direct=True) for call in calls)


class _Calls:
    """Reads the calls of one file."""

    def __init__(self, file: SourceFile) -> None:
        binding = bind(file)
        self._root, self._variables = binding.tree.root_node, binding.uses
        self._unreached = find_unreached(file)
        self._packages = {_package_name(spec) for spec in find_nodes(self._root, "import_spec")}
        named = (each.child_by_field_name("name") for each in find_nodes(self._root, "type_spec", "type_alias"))
        self._types = {text_of(name) for name in named if name is not None}

    def found(self) -> list[Call]:
        """Every call that can happen, in source order."""
        nodes = find_nodes(self._root, "call_expression", "type_conversion_expression")
        live = (node for node in nodes if not any(start <= node.start_byte < end for start, end in self._unreached))
        called = ((node, _called(node)) for node in live)
        return [self._call(node, what, name) for node, what in called if what and (name := self._name(what))]

    def _call(self, node: Node, called: Node, name: str) -> Call:
        around, is_direct = None, True
        for each in ancestors(node):
            if each.type == "func_literal" and not _is_called(each):
                is_direct = False
            if each.type in _DECLARED:
                around = each
        return Call(
            function=function_name(around) if around is not None else "",
            callee=name,
            is_of_variable=called.start_byte in self._variables and called.type == "identifier",
            is_direct=is_direct,
        )

    def _name(self, called: Node) -> str:
        """Name what is called; empty for a conversion, a built-in function, and a literal, whose code counts."""
        match called.type:
            case "identifier" | "type_identifier":
                return self._name_of_identifier(called)
            case "selector_expression" | "qualified_type":
                operand, name = called.named_children[0], text_of(called.named_children[-1])
                is_package = operand.start_byte not in self._variables and text_of(operand) in self._packages
                return f"{text_of(operand)}.{name}" if is_package else f".{name}"
            case "func_literal" | "unary_expression":
                return ""
            case _:
                return "".join(text_of(called).split())

    def _name_of_identifier(self, called: Node) -> str:
        name = text_of(called)
        if variable := self._variables.get(called.start_byte):
            # A function that somebody handed in is asked for; what a local name holds is the program's own affair.
            return name if variable.kind in _HANDED_IN else ""
        return "" if name in _NO_CALLS or name in self._types else name


def _called(node: Node) -> Node | None:
    """Find what a call calls: without parentheses and type arguments."""
    called = node.child_by_field_name("function")
    if node.type == "type_conversion_expression":  # so the grammar reads `Sum[int](x)`, too
        converted = node.child_by_field_name("type")
        is_generic = converted is not None and converted.type == "generic_type"
        called = converted.named_children[0] if converted is not None and is_generic else None
    while called is not None and called.type in ("parenthesized_expression", "index_expression"):
        called = called.named_children[0] if called.named_children else None
    return called


def _is_called(literal: Node) -> bool:
    call = literal.parent
    return call is not None and call.type == "call_expression" and call.child_by_field_name("function") == literal


def _package_name(spec: Node) -> str:
    """Name a package as the file does: by its own name for it, else by the end of its path."""
    if (name := spec.child_by_field_name("name")) is not None:
        return text_of(name)
    parts = text_of(spec.child_by_field_name("path") or spec).strip('"`').split("/")
    return parts[-2] if len(parts) > 1 and _VERSION.fullmatch(parts[-1]) else parts[-1]
