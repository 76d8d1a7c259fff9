"""What the nodes of declarations declare."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node


def names_of(node: Node) -> list[Node]:
    """List the names that a declaration gives, without the commas between them."""
    return [each for each in node.children_by_field_name("name") if each.is_named]


def specs_of(node: Node) -> Iterator[Node]:
    """Yield what one package-level `var (…)`, `const (…)` or `type (…)` declares."""
    for child in node.named_children:
        if child.type == "var_spec_list":
            yield from child.named_children
        elif child.type in ("var_spec", "const_spec", "type_spec", "type_alias"):
            yield child
