"""What a program declares outside its functions, and the comments and imports that an edit must not change."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from tree_sitter import Node

from grader.errors import ProgramRefused
from grader.escape.syntax.names import names_of, specs_of
from grader.escape.syntax.tree import find_nodes, parse_go, position_of, text_of
from grader.escape.values import SourceFile
from grader.grading.fixing.refusal import Declared, EditRefused, Refusal, refuse

_POINTER_RECEIVER = re.compile(r"\(\*(\w+)\)")

Named = tuple[Declared, str]
"""What it is, and its name: `(Declared.FUNCTION, "Counter.Add")`."""


def plain_function(name: str) -> str:
    """Name a function as if its receiver were no pointer: `(*T).Add` and `T.Add` are one that was changed."""
    return _POINTER_RECEIVER.sub(r"\1", name)


def require_same_outline(original: SourceFile, edited: SourceFile) -> None:
    """Raise ProgramRefused where an edit changes what there is besides the code of functions.

    That is functions, types, package-level variables, imports and comments that the compiler obeys, by their names. New
    constants are no way around anything.
    """
    before, after = _outline(original), _outline(edited)
    had = Counter(declared for declared, _ in before)
    messages = [_added(edited, declared, node) for declared, node in _beyond(had, after)]
    has = Counter(declared for declared, _ in after)
    messages += [
        _removed(edited, declared) for declared, _ in _beyond(has, before) if declared[0] is not Declared.IMPORT
    ]
    if messages:
        raise ProgramRefused(tuple(messages))


def _beyond(known: Counter[Named], found: list[tuple[Named, Node]]) -> Iterator[tuple[Named, Node]]:
    """Yield what is found more often than it is known."""
    left = Counter(known)
    for declared, node in found:
        left[declared] -= 1
        if left[declared] < 0:
            yield declared, node


def _outline(file: SourceFile) -> list[tuple[Named, Node]]:
    root = parse_go(file.text).root_node
    found = [each for node in root.named_children for each in _declared_by(node)]
    pragmas = (node for node in find_nodes(root, "comment") if text_of(node).startswith("//go:"))
    return [*found, *(((Declared.DIRECTIVE, text_of(node).strip()), node) for node in pragmas)]


def _declared_by(node: Node) -> Iterator[tuple[Named, Node]]:
    match node.type:
        case "function_declaration" | "method_declaration":
            yield (Declared.FUNCTION, function_name(node)), node
        case "type_declaration":
            for spec in specs_of(node):
                yield (Declared.TYPE, text_of(spec.child_by_field_name("name") or spec)), spec
        case "var_declaration":
            for spec in specs_of(node):
                for name in names_of(spec):
                    yield (Declared.VARIABLE, text_of(name)), name
        case "import_declaration":
            for spec in find_nodes(node, "import_spec"):
                yield (Declared.IMPORT, text_of(spec)), spec
        case _:
            return


def function_name(node: Node) -> str:
    """Name a function or method declaration: `Open`, `Store.Put`."""
    name = text_of(node.child_by_field_name("name") or node)
    receiver = node.child_by_field_name("receiver")
    types = find_nodes(receiver, "type_identifier") if receiver is not None else []
    return f"{text_of(types[0])}.{name}" if types else name


def _added(file: SourceFile, declared: Named, node: Node) -> EditRefused:
    at = position_of(node, file.name)
    return refuse(Refusal.NEW, (at.file, at.line, at.column), *declared)


def _removed(file: SourceFile, declared: Named) -> EditRefused:
    return refuse(Refusal.GONE, (file.name, 0, 0), *declared)
