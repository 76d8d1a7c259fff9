"""A small model of Go's types, read from the source: enough to draw a value word by word.

Sizes are those of a 64-bit machine (gc on linux/amd64): https://go.dev/ref/spec#Size_and_alignment_guarantees and the
headers of strings (2 words), slices (3) and interfaces (2) in the runtime. Types of imported packages are unknown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from tree_sitter import Node

from grader.escape.syntax.tree import descendants, parse_go, text_of
from grader.escape.values import SourceFile

WORD = 8
MAX_DEPTH = 12
"""Types nested deeper than this count as unknown: no picture shows so much."""
BASIC_SIZES = {
    **dict.fromkeys(("bool", "int8", "uint8", "byte"), 1),
    **dict.fromkeys(("int16", "uint16"), 2),
    **dict.fromkeys(("int32", "uint32", "rune", "float32"), 4),
    **dict.fromkeys(("int", "uint", "int64", "uint64", "uintptr", "float64", "complex64"), 8),
    "complex128": 16,
}


class Shape(StrEnum):
    """What a type is made of."""

    BASIC = "basic"
    STRING = "string"
    POINTER = "pointer"
    SLICE = "slice"
    ARRAY = "array"
    MAP = "map"
    CHANNEL = "channel"
    FUNCTION = "function"
    INTERFACE = "interface"
    STRUCT = "struct"
    UNKNOWN = "unknown"


SHAPES = {
    "pointer_type": Shape.POINTER,
    "slice_type": Shape.SLICE,
    "array_type": Shape.ARRAY,
    "implicit_length_array_type": Shape.ARRAY,
    "map_type": Shape.MAP,
    "channel_type": Shape.CHANNEL,
    "function_type": Shape.FUNCTION,
    "interface_type": Shape.INTERFACE,
    "struct_type": Shape.STRUCT,
}
ONE_WORD = frozenset({Shape.POINTER, Shape.MAP, Shape.CHANNEL, Shape.FUNCTION})
WORDS = {Shape.STRING: 2, Shape.SLICE: 3, Shape.INTERFACE: 2}


@dataclass(frozen=True, slots=True)
class Field:
    """A struct's field."""

    name: str
    type: GoType
    is_embedded: bool


@dataclass(frozen=True, slots=True)
class GoType:
    """A type as written, with the syntax of what it is underneath."""

    text: str
    shape: Shape
    node: Node | None = field(compare=False, repr=False)
    types: Types = field(compare=False, repr=False)
    depth: int = field(compare=False, repr=False, default=0)

    @property
    def element(self) -> GoType | None:
        """What a pointer points to, what a slice, array or channel holds, the values of a map."""
        if self.node is None:
            return None
        node = self.node.child_by_field_name("element") or self.node.child_by_field_name("value")
        if node is None and self.shape is Shape.POINTER:
            node = self.node.named_children[0]
        return self.types.of_node(node, self.depth) if node else None

    @property
    def key(self) -> GoType | None:
        """The keys of a map."""
        node = self.node.child_by_field_name("key") if self.node and self.shape is Shape.MAP else None
        return self.types.of_node(node, self.depth) if node else None

    @property
    def fields(self) -> tuple[Field, ...]:
        """A struct's fields, in order."""
        if self.node is None or self.shape is not Shape.STRUCT:
            return ()
        declarations = [node for node in descendants(self.node) if node.type == "field_declaration"]
        own = [node for node in declarations if node.parent and node.parent.parent == self.node]
        return tuple(found for node in own for found in self.types.fields_of(node, self.depth + 1))

    @property
    def length(self) -> int | None:
        """Elements of an array; None when it is no number in the source."""
        node = self.node.child_by_field_name("length") if self.node else None
        return number_of(node) if node is not None and self.shape is Shape.ARRAY else None

    @property
    def base_name(self) -> str:
        """The name of the type itself, or of what it points to: where its methods are declared."""
        return self.text.lstrip("*").split("[", maxsplit=1)[0]

    def measure(self) -> tuple[int, int] | None:
        """Size and alignment in bytes; None when unknown. Kept: a type may be part of others many times over."""
        kept = self.types.measures
        if self.text not in kept:
            kept[self.text] = self.measure_anew()
        return kept[self.text]

    def measure_anew(self) -> tuple[int, int] | None:
        """Work out size and alignment."""
        if self.shape in ONE_WORD:
            return WORD, WORD
        if self.shape in WORDS:
            return WORDS[self.shape] * WORD, WORD
        if self.shape is Shape.BASIC:
            size = BASIC_SIZES[self.underlying_name]
            return size, 4 if self.underlying_name == "complex64" else min(size, WORD)
        if self.shape is Shape.ARRAY:
            return self.measure_array()
        return self.measure_struct() if self.shape is Shape.STRUCT else None

    @property
    def underlying_name(self) -> str:
        """The name of the basic type underneath."""
        return text_of(self.node) if self.node else ""

    def measure_array(self) -> tuple[int, int] | None:
        """An array is its elements side by side."""
        measured = self.element.measure() if self.element else None
        if measured is None or self.length is None:
            return None
        return measured[0] * self.length, measured[1]

    def measure_struct(self) -> tuple[int, int] | None:
        """Fields in order, each aligned; a last field without size takes a byte, so that its address is inside."""
        size, alignment, last = 0, 1, 1
        for each in self.fields:
            measured = each.type.measure()
            if measured is None:
                return None
            last = measured[0]
            size = round_up(size, measured[1]) + last
            alignment = max(alignment, measured[1])
        return round_up(size + (last == 0 and size > 0), alignment), alignment


def round_up(size: int, alignment: int) -> int:
    """The next multiple of `alignment`."""
    return -(-size // alignment) * alignment


def number_of(node: Node, depth: int = 0) -> int | None:
    """The value of a whole-number literal, or of a sum, product or shift of such; else None."""
    if depth > MAX_DEPTH:
        return None
    if node.type == "parenthesized_expression" and node.named_children:
        return number_of(node.named_children[0], depth + 1)
    if node.type == "binary_expression":
        return combine(node, depth + 1)
    try:
        text = text_of(node)
        return int(text, 0) if node.type == "int_literal" and not text[1:].isdecimal() else int(text)
    except ValueError:
        return None


def combine(node: Node, depth: int) -> int | None:
    """The value of `a << b`, `a * b` or `a + b` of literals."""
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    operator = node.child_by_field_name("operator")
    a, b = (number_of(each, depth) if each else None for each in (left, right))
    if a is None or b is None or operator is None or max(a, b) > 1 << 40:
        return None
    match text_of(operator):
        case "<<":
            return a << b if b < 48 else None
        case "*":
            return a * b
        case "+":
            return a + b
        case _:
            return None


class Types:
    """The types of a program's files."""

    def __init__(self, files: Iterable[SourceFile]) -> None:
        self.measures: dict[str, tuple[int, int] | None] = {}
        """Size and alignment by the type's text."""
        self._named: dict[str, Node] = {}
        self._package = ""
        for file in files:
            self._read(parse_go(file.text).root_node)

    def _read(self, root: Node) -> None:
        for node in descendants(root):
            if node.type in {"type_spec", "type_alias"} and (name := node.child_by_field_name("name")):
                self._named.setdefault(text_of(name), node)
            elif node.type == "package_clause" and node.named_children:
                self._package = text_of(node.named_children[0])

    def of_node(self, node: Node, depth: int = 0, text: str = "") -> GoType:
        """Read a type from its syntax."""
        written = text or " ".join(text_of(node).split())
        if depth > MAX_DEPTH:
            return GoType(written, Shape.UNKNOWN, None, self)
        if node.type == "parenthesized_type" and node.named_children:
            return self.of_node(node.named_children[0], depth, text)
        if node.type in {"type_identifier", "generic_type"}:
            return self._of_name(node, depth, written)
        return GoType(written, SHAPES.get(node.type, Shape.UNKNOWN), node, self, depth)

    def _of_name(self, node: Node, depth: int, written: str) -> GoType:
        inner = node.child_by_field_name("type") if node.type == "generic_type" else node
        name = text_of(inner) if inner else ""
        if name in self._named:
            underlying = self._named[name].child_by_field_name("type")
            if underlying is not None:
                return self.of_node(underlying, depth + 1, written)
        if name in BASIC_SIZES:
            return GoType(written, Shape.BASIC, node, self, depth)
        shape = {"string": Shape.STRING, "error": Shape.INTERFACE, "any": Shape.INTERFACE}.get(name, Shape.UNKNOWN)
        return GoType(written, shape, node, self, depth)

    def of_text(self, text: str) -> GoType | None:
        """Read a type as the compiler prints it: `*main.User` is `*User` here."""
        plain = text.replace("go.shape.", "").replace(f"{self._package}.", "") if self._package else text
        root = parse_go(b"package p\nvar _ " + plain.encode() + b"\n").root_node
        node = next((each for each in descendants(root) if each.type == "var_spec"), None)
        syntax = node.child_by_field_name("type") if node else None
        return self.of_node(syntax) if syntax is not None and not root.has_error else None

    def pointer_to(self, target: GoType) -> GoType | None:
        """The type of a pointer to `target`."""
        return self.of_text(f"*{target.text}")

    def fields_of(self, declaration: Node, depth: int) -> Iterable[Field]:
        """The fields that one line of a struct declares."""
        node = declaration.child_by_field_name("type")
        if node is None:
            return
        names = declaration.children_by_field_name("name")
        is_pointer = any(child.type == "*" for child in declaration.children)
        found = self.of_text(f"*{text_of(node)}") if is_pointer and not names else self.of_node(node, depth)
        if found is None:
            return
        for name in names:
            yield Field(text_of(name), found, is_embedded=False)
        if not names:
            yield Field(found.base_name.split(".")[-1], found, is_embedded=True)
