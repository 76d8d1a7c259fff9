"""The types of expressions, as far as the syntax of the program tells."""

from __future__ import annotations

from tree_sitter import Node

from grader.escape.syntax.functions import Function
from grader.escape.syntax.tree import ancestors, text_of
from grader.picture.go_types import Field, GoType, Shape
from grader.picture.program import Program, Unit

LITERAL_TYPES = {
    "int_literal": "int",
    "float_literal": "float64",
    "imaginary_literal": "complex128",
    "rune_literal": "rune",
    "interpreted_string_literal": "string",
    "raw_string_literal": "string",
}
MAX_DEPTH = 40
"""Expressions nested deeper than this have no known type."""


class Typing:
    """Finds types in one file."""

    def __init__(self, program: Program, unit: Unit) -> None:
        self.program = program
        self.unit = unit
        self.types = program.types

    def type_of(self, node: Node, depth: int = 0) -> GoType | None:
        """The type of an expression; None when not known."""
        found: GoType | None = None
        operand = node.child_by_field_name("operand")
        match node.type:
            case _ if depth > MAX_DEPTH:
                pass
            case "identifier":
                found = self.type_of_name(node)
            case "parenthesized_expression":
                found = self.type_of(node.named_children[0], depth + 1)
            case "composite_literal" | "type_assertion_expression" | "type_conversion_expression":
                written = node.child_by_field_name("type")
                found = self.types.of_node(written) if written else None
            case "call_expression":
                found = self.type_of_call(node, depth)
            case "binary_expression" if left := node.child_by_field_name("left"):
                found = self.type_of(left, depth + 1)
            case literal if literal in LITERAL_TYPES:
                found = self.types.of_text(LITERAL_TYPES[literal])
            case _ if operand is not None:
                inner = self.type_of(operand, depth + 1)
                found = self.type_of_part(node, inner) if inner else None
        return found

    def type_of_name(self, node: Node) -> GoType | None:
        """The type of a variable."""
        declaration = self.unit.scopes.declaration_of(node)
        return self.program.type_of_variable(declaration) if declaration else None

    def type_of_part(self, node: Node, inner: GoType) -> GoType | None:
        """The type of `x.f`, `x[i]`, `x[i:j]`, `&x`, `*x` or `<-x`, given that of `x`."""
        match node.type:
            case "selector_expression":
                name = node.child_by_field_name("field")
                found = find_field(inner, text_of(name)) if name else ()
                return found[-1].type if found else None
            case "index_expression":
                return (pointee(inner) or inner).element
            case "slice_expression":
                return self.type_of_slice(inner)
            case _:
                operator = text_of(node.children[0])
                return self.types.pointer_to(inner) if operator == "&" else inner.element

    def type_of_slice(self, sliced: GoType) -> GoType | None:
        """Slicing an array, or a pointer to one, gives a slice of its elements; all else keeps its type."""
        array = pointee(sliced) or sliced
        if array.shape is Shape.ARRAY and array.element:
            return self.types.of_text(f"[]{array.element.text}")
        return sliced

    def type_of_call(self, node: Node, depth: int) -> GoType | None:
        """The type of `new(T)`, `make(T)`, `append(s, …)`, or of a call of a function of the program."""
        callee, arguments = node.child_by_field_name("function"), node.child_by_field_name("arguments")
        first = arguments.named_children[0] if arguments and arguments.named_children else None
        name = text_of(callee) if callee else ""
        if name in {"make", "new"} and first is not None:
            made = self.types.of_node(first)
            return made if name == "make" else self.types.pointer_to(made)
        if name == "append" and first is not None:
            return self.type_of(first, depth + 1)
        function = self.function_named(callee, depth) if callee else None
        result = function.node.child_by_field_name("result") if function else None
        return self.types.of_node(result) if result is not None and result.type != "parameter_list" else None

    def function_named(self, callee: Node, depth: int = 0) -> Function | None:
        """The function or method of the program that an expression names; None for anything else."""
        if callee.type == "identifier":
            is_variable = self.unit.scopes.declaration_of(callee) is not None
            return None if is_variable else self.program.functions_by_name.get(text_of(callee))
        if callee.type in {"index_expression", "type_instantiation_expression"}:
            inner = callee.child_by_field_name("operand") or callee.named_children[0]
            return self.function_named(inner, depth + 1) if depth < MAX_DEPTH else None
        operand, name = callee.child_by_field_name("operand"), callee.child_by_field_name("field")
        if callee.type != "selector_expression" or operand is None or name is None:
            return None
        owner = self.type_of(operand, depth + 1)
        return self.program.find_method(owner.base_name, text_of(name)) if owner else None

    def method_value(self, node: Node) -> Function | None:
        """The method of the program that `x.M` names, where it is not called; None for a field and anything else."""
        operand, name = node.child_by_field_name("operand"), node.child_by_field_name("field")
        owner = self.type_of(operand) if operand else None
        if node.type != "selector_expression" or owner is None or name is None or find_field(owner, text_of(name)):
            return None
        return self.function_named(node)

    def is_type_parameter(self, callee: Node) -> bool:
        """Tell whether this is the `T` of a function around it."""
        declared = (node.child_by_field_name("type_parameters") for node in ancestors(callee))
        names = (
            name for listed in declared if listed for each in listed.named_children for name in each.named_children
        )
        return callee.type == "identifier" and any(
            name.type == "identifier" and name.text == callee.text for name in names
        )

    def is_type(self, callee: Node) -> bool:
        """Tell whether what looks like a call is a conversion."""
        if callee.type == "parenthesized_expression" or self.is_type_parameter(callee):
            return True
        shape = self.types.of_node(callee).shape if callee.type != "identifier" else None
        named = self.types.of_text(text_of(callee)) if shape is None else None
        return named is not None and named.shape is not Shape.UNKNOWN


def pointee(go_type: GoType) -> GoType | None:
    """What a pointer type points to; None for any other type."""
    return go_type.element if go_type.shape is Shape.POINTER else None


def find_field(owner: GoType, name: str) -> tuple[Field, ...]:
    """Find the way from a struct (or a pointer to one) to a field, through embedded structs; empty when none is."""
    level: list[tuple[Field, ...]] = [(each,) for each in (pointee(owner) or owner).fields]
    seen: set[str] = set()
    while level:
        found = next((way for way in level if way[-1].name == name), None)
        if found:
            return found
        embedded = {way[-1].type.base_name: way for way in level if way[-1].is_embedded}
        fresh = [way for base, way in embedded.items() if base not in seen]
        seen.update(embedded)
        level = [(*way, each) for way in fresh for each in (pointee(way[-1].type) or way[-1].type).fields]
    return ()
