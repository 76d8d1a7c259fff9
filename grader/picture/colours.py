"""The colours of Go source: which kind of word every byte belongs to."""

from __future__ import annotations

import re
from itertools import groupby

from tree_sitter import Node

from grader.escape.syntax.tree import parse_go, text_of

PREDECLARED = frozenset({"nil", "true", "false", "iota"})
BUILT_IN = re.compile(
    "append|cap|clear|close|complex|copy|delete|imag|len|make|max|min|new|panic|print|println|real|recover"
)
PUNCTUATION = frozenset("(){}[],;.:\n\0\"`'")
COMPOSED = frozenset({"composite_literal", "func_literal"})
FUNCTIONS = frozenset({"function_declaration", "method_declaration"})

Span = tuple[int, int, str]
"""First byte, byte after the last, and the class: k keyword, t type, l literal, c comment, f function, o operator."""


def colour(text: bytes) -> list[Span]:
    """Split the text into runs of one class (`""` for plain text), in order and without gaps."""
    classes = [""] * len(text)
    waiting = [parse_go(text).root_node]
    while waiting:
        node = waiting.pop()
        if found := class_of(node):
            classes[node.start_byte : node.end_byte] = [found] * (node.end_byte - node.start_byte)
        else:
            waiting.extend(node.children)
    return [(run[0], run[-1] + 1, name) for name, run in runs_of(classes)]


def runs_of(classes: list[str]) -> list[tuple[str, list[int]]]:
    """Group neighbouring bytes of one class."""
    return [(name, list(run)) for name, run in groupby(range(len(classes)), key=classes.__getitem__)]


def class_of(node: Node) -> str:
    """Class of a whole node; empty when its parts decide, or it is plain."""
    kind = node.type
    if kind.endswith("_literal") and kind not in COMPOSED:
        return "l"
    if kind in {"comment", "type_identifier"}:
        return kind[0]
    if kind in {"identifier", "field_identifier"}:
        return class_of_name(node)
    if node.child_count or (node.is_named and kind not in PREDECLARED):
        return ""
    return "k" if kind.isalpha() else "" if PUNCTUATION.issuperset(kind) else "o"


def class_of_name(node: Node) -> str:
    """Class of an identifier: the name of a declared function, something built in, or plain."""
    parent = node.parent
    if parent is not None and parent.type in FUNCTIONS and parent.child_by_field_name("name") == node:
        return "f"
    return "k" if node.type == "identifier" and BUILT_IN.fullmatch(text_of(node)) else ""
