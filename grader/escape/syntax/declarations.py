"""The variables that a Go file declares, and the uses of each, by Go's scope rules.

Told apart: `x, err := f()` makes new only what its own scope lacks, and the parameters and results share the scope of
the function's outermost block; `if`, `for`, `switch`, `select` and every clause open a scope of their own; the variable
of a type switch is declared once and lives in every clause. Field names, keys of struct literals, labels, methods and
names in function types are no uses. See "Declarations and scope" and "Blocks" in the Go specification.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar

from tree_sitter import Node, Tree

from grader.escape.syntax.functions import Function, Functions
from grader.escape.syntax.literals import LiteralTypes
from grader.escape.syntax.names import names_of, specs_of
from grader.escape.syntax.tree import FUNCTIONS, find_nodes, parse_go, position_of, text_of
from grader.escape.values import Kind, Position, SourceFile

NAMES = frozenset({"identifier", "type_identifier", "package_identifier", "nil", "true", "false", "iota"})
"""Leaves that may name a variable: the grammar takes a variable for a type, or a package, where only types tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One clause of a type switch: its head reaches from `start` up to `end`, the first byte of its statements."""

    start: Position
    end: Position


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """One named variable, at the identifier that declares it."""

    name: str
    at: Position
    function: str
    """The innermost function around it, see `Function.name`; empty at package level."""
    function_at: Position | None = None
    """Where the compiler reports that function: its name, or the `func` of a literal."""
    kind: Kind
    is_generic: bool = False
    """True when the function around it is compiled once per instance."""
    clauses: tuple[Clause, ...] = ()
    """Of a type switch's variable: where the compiler declares it, once in each."""
    node: Node = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """What the identifiers of one file mean."""

    tree: Tree = field(repr=False)
    """Whose nodes the declarations have: parsed once more, the file has other nodes, equal to none of these."""
    declarations: tuple[Declaration, ...]
    """In source order."""
    uses: dict[int, Declaration]
    """Start byte of an identifier -> the variable of this file that it names. Declaring identifiers included."""
    free: dict[int, str]
    """Start byte of an identifier that no declaration in this file explains -> its name."""


def find_declarations(file: SourceFile) -> tuple[Declaration, ...]:
    """Find every variable that the file declares, blank ones excepted, in source order."""
    return bind(file).declarations


@lru_cache(maxsize=64)
def bind(file: SourceFile) -> Binding:
    """Find every variable of the file and what every identifier in it means. Whoever asks again gets the same."""
    tree = parse_go(file.text)
    binder = _Binder(tree.root_node, file.name)
    binder.run()
    declarations = tuple(sorted(binder.declarations, key=lambda each: each.at))
    return Binding(tree=tree, declarations=declarations, uses=binder.uses, free=binder.free)


_Level = TypeVar("_Level")


class _Binder:
    """Walks a tree once, outside in and in source order, with the scopes that are open."""

    def __init__(self, root: Node, file: str) -> None:
        self.declarations: list[Declaration] = []
        self.uses: dict[int, Declaration] = {}
        self.free: dict[int, str] = {}
        self._root, self._file = root, file
        self._functions = Functions(root, file)
        self._function: list[Function | None] = [None]
        self._types = LiteralTypes(root)
        self._literal: list[Node | None] = [None]
        self._scopes: list[dict[str, Declaration | None]] = [{}]

    def run(self) -> None:
        """Visit every node. A list of generators stands in for recursion: trees may be thousands of levels deep."""
        self._declare_package_level()
        waiting = [self._visit(self._root)]
        while waiting:
            node = next(waiting[-1], None)
            if node is None:
                waiting.pop()
            else:
                waiting.append(self._visit(node))

    def _visit(self, node: Node) -> Iterator[Node]:
        """Yield the nodes below that are to be visited, in the order in which their names come into scope."""
        if node.type in NAMES:
            self._use(node)
            return iter(())
        visit = _VISITS.get(node.type)
        return iter(node.named_children) if visit is None else visit(self, node)

    def _scope(self) -> AbstractContextManager[None]:
        return _pushed(self._scopes, {})

    def visit_scope(self, node: Node) -> Iterator[Node]:
        with self._scope():
            yield from node.named_children

    def visit_function(self, node: Node) -> Iterator[Node]:
        with self._scope(), _pushed(self._function, self._functions.of(node)):
            self._bind_type_parameters(node)
            signature = [
                node.child_by_field_name(each) for each in ("type_parameters", "receiver", "parameters", "result")
            ]
            yield from filter(None, signature)
            body = node.child_by_field_name("body")
            if body is None:
                return
            for part, kind in zip(signature[1:], (Kind.RECEIVER, Kind.PARAMETER, Kind.RESULT), strict=True):
                self._declare_parameters(part, kind)
            yield from body.named_children

    def visit_type_switch(self, node: Node) -> Iterator[Node]:
        with self._scope():
            alias = node.child_by_field_name("alias")
            declaration = self._declare_alias(alias.named_children[0], node) if alias else None
            for child in node.named_children:
                if child == alias:
                    continue
                if declaration is not None and child.type in ("type_case", "default_case"):
                    with self._scope():
                        self._scopes[-1][declaration.name] = declaration
                        yield child
                else:
                    yield child

    def visit_define(self, node: Node) -> Iterator[Node]:
        kinds = {"range_clause": Kind.RANGE, "receive_statement": Kind.SELECT}
        right, left = node.child_by_field_name("right"), node.child_by_field_name("left")
        if right is not None:
            yield right
        if left is None:
            return
        if any(each.type == ":=" for each in node.children):
            for name in left.named_children:
                self._define(name, kinds.get(node.type, Kind.DEFINE))
        else:
            yield left

    def visit_spec(self, node: Node) -> Iterator[Node]:
        names = names_of(node)
        yield from (each for each in node.named_children if each not in names)
        if len(self._scopes) == 1:
            return
        for name in names:
            if node.type == "var_spec":
                self._declare(name, Kind.VAR)
            else:
                self._scopes[-1][text_of(name)] = None

    def visit_type(self, node: Node) -> Iterator[Node]:
        names = names_of(node)
        self._scopes[-1].update({text_of(name): None for name in names})
        with self._scope():
            self._bind_type_parameters(node)
            yield from (each for each in node.named_children if each not in names)

    def visit_parameter(self, node: Node) -> Iterator[Node]:
        yield from node.children_by_field_name("type")

    def visit_composite_literal(self, node: Node) -> Iterator[Node]:
        kind, body = node.child_by_field_name("type"), node.child_by_field_name("body")
        if kind is not None:
            yield kind
        with _pushed(self._literal, kind):
            yield from body.named_children if body else ()

    def visit_inner_literal(self, node: Node) -> Iterator[Node]:
        with _pushed(self._literal, self._types.element_of(self._literal[-1])):
            yield from node.named_children

    def visit_keyed_element(self, node: Node) -> Iterator[Node]:
        key, value = node.child_by_field_name("key"), node.child_by_field_name("value")
        is_name = key is not None and key.named_child_count == 1 and key.named_children[0].type == "identifier"
        if key is not None and (not is_name or self._types.has_expression_keys(self._literal[-1])):
            yield key
        if value is not None:
            yield value

    def _bind_type_parameters(self, node: Node) -> None:
        parameters = node.child_by_field_name("type_parameters")
        names = [name for each in (parameters.named_children if parameters else ()) for name in names_of(each)]
        receiver = node.child_by_field_name("receiver")
        for each in find_nodes(receiver, "type_arguments") if receiver else ():
            names += find_nodes(each, "type_identifier")
        self._scopes[-1].update({text_of(name): None for name in names})

    def _declare_package_level(self) -> None:
        for node in self._root.named_children:
            if node.type == "function_declaration":
                self._scopes[0].update({text_of(name): None for name in names_of(node)})
            for spec in specs_of(node):
                for name in names_of(spec):
                    if spec.type == "var_spec":
                        self._declare(name, Kind.PACKAGE)
                    else:
                        self._scopes[0][text_of(name)] = None

    def _declare_parameters(self, parameters: Node | None, kind: Kind) -> None:
        if parameters is None or parameters.type != "parameter_list":
            return
        for parameter in parameters.named_children:
            for name in names_of(parameter):
                self._declare(name, kind)

    def _declare_alias(self, name: Node, switch: Node) -> Declaration | None:
        clauses = [each for each in switch.named_children if each.type in ("type_case", "default_case")]
        return self._declare(name, Kind.TYPE_SWITCH, tuple(self._clause(each) for each in clauses))

    def _clause(self, node: Node) -> Clause:
        body = next((each for each in node.named_children if each.type == "statement_list"), None)
        end = body.start_point if body else node.end_point
        return Clause(start=position_of(node, self._file), end=Position(self._file, end.row + 1, end.column + 1))

    def _define(self, name: Node, kind: Kind) -> None:
        """Declare the name, unless its own scope has it already: then `:=` only assigns."""
        if (known := self._scopes[-1].get(text_of(name))) is None:
            self._declare(name, kind)
        else:
            self.uses[name.start_byte] = known

    def _declare(self, name: Node, kind: Kind, clauses: tuple[Clause, ...] = ()) -> Declaration | None:
        if text_of(name) == "_" or name.type not in NAMES:
            return None
        function = self._function[-1]
        declaration = Declaration(
            name=text_of(name),
            at=position_of(name, self._file),
            function=function.name if function else "",
            function_at=function.at if function else None,
            kind=kind,
            is_generic=function is not None and function.is_generic,
            clauses=clauses,
            node=name,
        )
        self.declarations.append(declaration)
        self.uses[name.start_byte] = declaration
        if kind is not Kind.TYPE_SWITCH:
            self._scopes[-1][declaration.name] = declaration
        return declaration

    def _use(self, node: Node) -> None:
        name = text_of(node)
        scope = next((each for each in reversed(self._scopes) if name in each), None)
        declaration = scope[name] if scope else None
        if declaration is not None:
            self.uses[node.start_byte] = declaration
        elif scope is None:
            self.free[node.start_byte] = name


_VISITS: dict[str, Callable[[_Binder, Node], Iterator[Node]]] = {
    **dict.fromkeys(FUNCTIONS, _Binder.visit_function),
    **dict.fromkeys(("block", "if_statement", "for_statement", "expression_switch_statement"), _Binder.visit_scope),
    **dict.fromkeys(("expression_case", "type_case", "default_case", "communication_case"), _Binder.visit_scope),
    "type_switch_statement": _Binder.visit_type_switch,
    **dict.fromkeys(("short_var_declaration", "range_clause", "receive_statement"), _Binder.visit_define),
    **dict.fromkeys(("var_spec", "const_spec"), _Binder.visit_spec),
    **dict.fromkeys(("type_spec", "type_alias"), _Binder.visit_type),
    **dict.fromkeys(("parameter_declaration", "variadic_parameter_declaration"), _Binder.visit_parameter),
    "composite_literal": _Binder.visit_composite_literal,
    "literal_value": _Binder.visit_inner_literal,
    "keyed_element": _Binder.visit_keyed_element,
}


@contextmanager
def _pushed(stack: list[_Level], level: _Level) -> Iterator[None]:
    """Keep one more level on the stack while what is inside is visited."""
    stack.append(level)
    yield
    stack.pop()
