"""The functions of a file, named as the compiler names them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from tree_sitter import Node, Tree

from grader.escape.syntax.tree import FUNCTIONS, find_nodes, function_around, position_of, text_of
from grader.escape.values import Position


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """One function with a body: a declaration, a method or a function literal."""

    name: str
    """`Open`, `(*T).Set`, `T.Get`, `Open.func1`, `Open.func1.2`; `init.func1` in a package-level initialiser."""
    at: Position
    """Where the compiler reports it: the name of a declaration, the `func` of a literal."""
    node: Node = field(compare=False, repr=False)
    is_generic: bool
    """True when it, or a function around it, or its receiver's type, has type parameters."""


def find_functions(tree: Tree, file: str) -> tuple[Function, ...]:
    """Find every function with a body, in source order."""
    return Functions(tree.root_node, file).all


class Functions:
    """The functions of one file, by their nodes."""

    def __init__(self, root: Node, file: str) -> None:
        self._file = file
        self._literals: Counter[str] = Counter()
        self._by_start: dict[int, Function] = {}
        for node in find_nodes(root, *sorted(FUNCTIONS)):
            if node.child_by_field_name("body") is not None:
                self._by_start[node.start_byte] = self._describe(node)

    @property
    def all(self) -> tuple[Function, ...]:
        """Every function with a body, in source order."""
        return tuple(self._by_start.values())

    def of(self, node: Node) -> Function | None:
        """Find the function that is this very node; None when it has no body."""
        return self._by_start.get(node.start_byte)

    def around(self, node: Node) -> Function | None:
        """Find the innermost function whose signature or body holds the node; None at package level."""
        inner = function_around(node)
        return None if inner is None else self._by_start.get(inner.start_byte)

    def _describe(self, node: Node) -> Function:
        if node.type == "func_literal":
            return self._describe_literal(node)
        name = node.child_by_field_name("name") or node
        receiver, is_generic = _describe_receiver(node)
        return Function(
            name=f"{receiver}.{text_of(name)}" if receiver else text_of(name),
            at=position_of(name, self._file),
            node=node,
            is_generic=is_generic or _has_type_parameters(node),
        )

    def _describe_literal(self, node: Node) -> Function:
        outer = self.around(node)
        parent = outer.name if outer else "init"
        self._literals[parent] += 1
        is_nested = outer is not None and outer.node.type == "func_literal"
        number = self._literals[parent]
        return Function(
            name=f"{parent}.{number}" if is_nested else f"{parent}.func{number}",
            at=position_of(node, self._file),
            node=node,
            is_generic=outer is not None and outer.is_generic,
        )


def _has_type_parameters(node: Node) -> bool:
    """Tell whether it is a `func f[T any]()`; a method's own type parameters stand in no node, only in the text."""
    if node.child_by_field_name("type_parameters") is not None:
        return True
    name, parameters = node.child_by_field_name("name"), node.child_by_field_name("parameters")
    if name is None or parameters is None or node.text is None:
        return False
    return b"[" in node.text[name.end_byte - node.start_byte : parameters.start_byte - node.start_byte]


def _describe_receiver(node: Node) -> tuple[str, bool]:
    """Say the receiver as it stands in the method's name, and whether its type has type parameters."""
    receiver = node.child_by_field_name("receiver")
    if receiver is None:
        return "", False
    types = find_nodes(receiver, "type_identifier")
    is_pointer = bool(find_nodes(receiver, "pointer_type"))
    is_generic = bool(find_nodes(receiver, "generic_type"))
    name = text_of(types[0]) if types else ""
    return (f"(*{name})" if is_pointer else name), is_generic
