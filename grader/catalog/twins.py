"""Exercises whose programs are one and the same but for names and literals: they count once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tree_sitter import Node

from grader.catalog.catalog import Exercise
from grader.escape.syntax.tree import find_nodes, parse_go, text_of
from grader.escape.values import SourceFile

_NAMES = frozenset(
    {"identifier", "type_identifier", "field_identifier", "package_identifier", "label_name", "blank_identifier"}
)
_LITERALS = frozenset(
    {"int_literal", "float_literal", "imaginary_literal", "rune_literal", "interpreted_string_literal",
     "raw_string_literal", "true", "false"}
)  # fmt: skip
_PREDECLARED = {
    *("any", "bool", "byte", "comparable", "complex64", "complex128", "error", "float32", "float64", "int", "int8"),
    *("int16", "int32", "int64", "rune", "string", "uint", "uint8", "uint16", "uint32", "uint64", "uintptr", "iota"),
    *(
        "append",
        "cap",
        "clear",
        "close",
        "complex",
        "copy",
        "delete",
        "imag",
        "len",
        "make",
        "max",
        "min",
        "new",
        "nil",
    ),
    *("panic", "print", "println", "real", "recover", "nil", "_"),
}

Shape = tuple[str, ...]
"""The syntax tree of a program, written down without what may be renamed."""


def find_twins(exercises: Iterable[Exercise]) -> Iterator[tuple[Exercise, Exercise]]:
    """The exercises whose program was there before, each with the first that has it.

    A minimal pair, of which one names the other, may have the same program.
    """
    first: dict[Shape, list[Exercise]] = {}
    for exercise in exercises:
        known = first.setdefault(shape_of(exercise.source), [])
        if twin := next((each for each in known if not _is_pair(each, exercise)), None):
            yield twin, exercise
        known.append(exercise)


def shape_of(source: SourceFile) -> Shape:
    """The program with its own names numbered in the order in which they come, and with literals by kind alone.

    What it imports, what it takes from there and what Go declares itself are not its own names. Comments are left out.
    """
    root = parse_go(source.text).root_node
    foreign = _PREDECLARED | {_package_of(spec) for spec in find_nodes(root, "import_spec")}
    numbers: dict[str, int] = {}
    return tuple(_leaves(root, foreign, numbers))


def _leaves(root: Node, foreign: set[str], numbers: dict[str, int]) -> Iterator[str]:
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.type == "comment":
            continue
        if node.type == "import_spec":
            yield text_of(node)
        elif node.type in _LITERALS:
            yield f"a {node.type}"
        elif node.type in _NAMES:
            name = text_of(node)
            is_foreign = name in foreign or _is_taken_from_package(node, foreign)
            yield name if is_foreign else f"name {numbers.setdefault(name, len(numbers))}"
        elif node.child_count:
            yield f"({node.type}"
            waiting.extend(reversed(node.children))
        elif node.type.strip():
            yield node.type


def _is_taken_from_package(node: Node, foreign: set[str]) -> bool:
    """True for `Println` in `fmt.Println`, and for `Mutex` in `sync.Mutex`."""
    before = node.prev_named_sibling
    is_taken = node.parent is not None and node.parent.type in {"selector_expression", "qualified_type"}
    return is_taken and before is not None and text_of(before) in foreign


def _package_of(spec: Node) -> str:
    """The name by which an import is used."""
    name, path = spec.child_by_field_name("name"), spec.child_by_field_name("path")
    if name is not None:
        return text_of(name)
    return text_of(path).strip('"`').rpartition("/")[2] if path is not None else ""


def _is_pair(one: Exercise, other: Exercise) -> bool:
    return one.content.contrast == other.slug or other.content.contrast == one.slug
