"""The pointers in composite literals."""

from __future__ import annotations

from collections.abc import Callable

from tree_sitter import Node

from grader.escape.syntax.tree import text_of
from grader.picture.go_types import GoType, Shape, Types
from grader.picture.locations import ANY_ELEMENT, KEY, Value, inside, merged


class LiteralReader:
    """Reads `T{…}`: structs and arrays by value, slices, maps and pointers as pointers to storage that they make."""

    def __init__(
        self, types: Types, evaluate: Callable[[Node], Value], allocate: Callable[[Node, Value], Value]
    ) -> None:
        self.types = types
        self.evaluate = evaluate
        """Gives the value of an expression."""
        self.allocate = allocate
        """Gives a pointer to the storage that an expression makes, with its content."""

    def value(self, node: Node) -> Value:
        """The value of a composite literal: its parts, or a pointer to storage that holds them."""
        written = node.child_by_field_name("type")
        body = node.child_by_field_name("body")
        if written is None or body is None:
            return {}
        return self.value_of_braces(body, self.types.of_node(written), node)

    def value_of_braces(self, body: Node, literal_type: GoType | None, made_by: Node) -> Value:
        """The value of `{…}` of a given type; inner braces may leave their type out."""
        if literal_type is None:
            return {}
        if literal_type.shape is Shape.POINTER:
            inner = self.value_of_braces(body, literal_type.element, made_by)
            return self.allocate(made_by, inner)
        elements = [node for node in body.named_children if node.type in {"keyed_element", "literal_element"}]
        parts = merged(self.value_of_element(node, i, literal_type) for i, node in enumerate(elements))
        return self.allocate(made_by, parts) if literal_type.shape in {Shape.SLICE, Shape.MAP} else parts

    def value_of_element(self, node: Node, index: int, owner: GoType) -> Value:
        """One element of a literal, at its step inside the whole."""
        key, item = node.child_by_field_name("key"), node.child_by_field_name("value")
        held = item if item is not None else node
        if owner.shape is Shape.STRUCT:
            name = text_of(key) if key else owner.fields[index].name if index < len(owner.fields) else ""
            inner_type = next((each.type for each in owner.fields if each.name == name), None)
            return inside(self.value_of_held(held, inner_type), f".{name}")
        step = ANY_ELEMENT if key is not None else f"[{index}]"
        value = inside(self.value_of_held(held, owner.element), step)
        return merged([value, inside(self.value_of_held(key, owner.key), KEY)]) if key and owner.key else value

    def value_of_held(self, element: Node, held_type: GoType | None) -> Value:
        """The value inside an element of a literal: an expression, or braces without a type."""
        inner = element.named_children[0] if element.named_children else None
        if inner is None:
            return {}
        return self.value_of_braces(inner, held_type, inner) if inner.type == "literal_value" else self.evaluate(inner)
