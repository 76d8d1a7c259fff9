"""What the keys of a composite literal are: field names, or expressions."""

from __future__ import annotations

from functools import cached_property

from tree_sitter import Node

from grader.escape.syntax.tree import find_nodes, text_of

_EXPRESSION_KEYS = frozenset({"map_type", "slice_type", "array_type", "implicit_length_array_type"})


class LiteralTypes:
    """The types of composite literals, as far as one file tells: a type declared elsewhere counts as a struct."""

    def __init__(self, root: Node) -> None:
        self._root = root

    def has_expression_keys(self, literal_type: Node | None) -> bool:
        """Tell whether a literal of this type has expressions for keys: it is a map, a slice or an array."""
        kind = self._underlying(literal_type)
        return kind is not None and kind.type in _EXPRESSION_KEYS

    def element_of(self, literal_type: Node | None) -> Node | None:
        """Find the type of an inner `{…}` without a type of its own."""
        kind = self._underlying(literal_type)
        if kind is None:
            return None
        return kind.child_by_field_name("value" if kind.type == "map_type" else "element")

    def _underlying(self, node: Node | None) -> Node | None:
        """Give a type literal itself; for a name, or a pointer to one, what the file declares it to be."""
        for _ in range(8):
            if node is not None and node.type == "pointer_type":
                node = node.named_children[0]
            elif node is not None and node.type == "generic_type":
                node = node.child_by_field_name("type")
            elif node is not None and node.type == "type_identifier":
                node = self._declared.get(text_of(node))
            else:
                break
        return node

    @cached_property
    def _declared(self) -> dict[str, Node]:
        declared = {}
        for spec in find_nodes(self._root, "type_spec", "type_alias"):
            name, kind = spec.child_by_field_name("name"), spec.child_by_field_name("type")
            if name is not None and kind is not None:
                declared[text_of(name)] = kind
        return declared
