"""What the keys of a composite literal are: field names, or expressions."""

from __future__ import annotations

from tree_sitter import Node

from grader.escape.syntax.tree import ancestors, descendants, text_of

_EXPRESSION_KEYS = frozenset({"map_type", "slice_type", "array_type", "implicit_length_array_type"})
_ELEMENT_FIELDS = {"map_type": "value", "slice_type": "element", "array_type": "element"}


def keys_are_expressions(keyed_element: Node) -> bool:
    """Tell whether the key is an expression (of a map, slice or array literal) rather than a struct's field name.

    The type is looked up in the same file; a type from elsewhere counts as a struct.
    """
    literal = keyed_element.parent
    kind = _type_of(literal) if literal is not None else None
    return kind is not None and kind.type in _EXPRESSION_KEYS


def _type_of(literal: Node) -> Node | None:
    """Find the type that a literal's `{…}` has; for an inner `{…}` without type, what the outer one holds."""
    depth = 0
    for node in ancestors(literal):
        if node.type == "composite_literal":
            return _element(node.child_by_field_name("type"), depth)
        depth += node.type == "literal_value"
    return None


def _element(node: Node | None, depth: int) -> Node | None:
    """Find the type that is reached after going `depth` times from a map, slice or array to what it holds."""
    for level in range(depth + 1):
        node = _underlying(node)
        if node is None or level == depth:
            return node
        node = node.child_by_field_name(_ELEMENT_FIELDS.get(node.type, "element"))
    return node


def _underlying(node: Node | None) -> Node | None:
    """Give a type literal itself; for a name, or a pointer to one, what the file declares it to be."""
    for _ in range(8):
        if node is not None and node.type == "pointer_type":
            node = node.named_children[0]
        elif node is not None and node.type == "generic_type":
            node = node.child_by_field_name("type")
        elif node is not None and node.type == "type_identifier":
            node = _declared_type(node)
        else:
            break
    return node


def _declared_type(name: Node) -> Node | None:
    *_, root = ancestors(name)
    for spec in descendants(root):
        if spec.type in ("type_spec", "type_alias"):
            declared = spec.child_by_field_name("name")
            if declared is not None and text_of(declared) == text_of(name):
                return spec.child_by_field_name("type")
    return None
