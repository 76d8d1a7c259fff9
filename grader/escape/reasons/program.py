"""The source of a program, as one looks into it with the positions that the compiler gives."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cached_property
from operator import itemgetter

from tree_sitter import Node, Tree

from grader.escape.syntax.declarations import Binding, Declaration, bind
from grader.escape.syntax.tree import find_nodes, text_of
from grader.escape.values import Kind, Position, SourceFile


class Program:
    """All files of one package."""

    def __init__(self, files: tuple[SourceFile, ...]) -> None:
        self.files = files
        self._sources = {file.name: Source(file) for file in files}

    @cached_property
    def declarations(self) -> tuple[Declaration, ...]:
        """Every variable that the program declares."""
        return tuple(each for source in self._sources.values() for each in source.binding.declarations)

    @cached_property
    def _package_level(self) -> dict[str, Declaration]:
        return {each.name: each for each in self.declarations if each.kind is Kind.PACKAGE}

    def find_source(self, position: Position) -> Source | None:
        """Find the file of a position; None for code from elsewhere."""
        return self._sources.get(position.file)

    def find_path(self, position: Position) -> tuple[Node, ...]:
        """Find the nodes that hold the byte at a position, innermost first; empty outside of the program."""
        source = self.find_source(position)
        return () if source is None else source.path_to(position)

    def find_outermost(self, position: Position) -> Span | None:
        """Find the top-level declaration, a whole function mostly, in which a position lies."""
        source = self.find_source(position)
        return None if source is None else source.find_outermost(position)

    def declaration_of(self, node: Node, file: str) -> Declaration | None:
        """Resolve an identifier of the file; None when it names no variable of the program."""
        source = self._sources.get(file)
        if source is None:
            return None
        declaration = source.binding.uses.get(node.start_byte)
        if declaration is None and node.start_byte in source.binding.free:
            return self._package_level.get(source.binding.free[node.start_byte])
        return declaration

    def use_nodes_of(self, declaration: Declaration) -> tuple[Node, ...]:
        """Find the identifiers that use a variable, in source order, in the file that declares it."""
        source = self._sources.get(declaration.at.file)
        return () if source is None else source.use_nodes_of(declaration)

    def find_literals_in(self, function: Node, file: str) -> list[Node]:
        """Find the function literals in a function of the file, outer ones before those in them."""
        source = self._sources.get(file)
        return [] if source is None else source.find_literals_in(function)

    def find_function(self, name: str) -> tuple[str, Node] | None:
        """Find the function of that name: its file and its declaration."""
        return next((each for each in self._named("function_declaration", name)), None)

    def find_method(self, name: str) -> tuple[str, Node] | None:
        """Find the method of that name, when only one type of the program has it: its file and its declaration."""
        found = list(self._named("method_declaration", name))
        return found[0] if len(found) == 1 else None

    def _named(self, type_: str, name: str) -> Iterator[tuple[str, Node]]:
        for file, source in self._sources.items():
            for node in source.top_level:
                named = node.child_by_field_name("name")
                if node.type == type_ and named is not None and text_of(named) == name:
                    yield file, node

    @cached_property
    def methods(self) -> dict[str, set[bool]]:
        """The methods that the program declares, by name: whether their receivers are pointers."""
        found: defaultdict[str, set[bool]] = defaultdict(set)
        for source in self._sources.values():
            for node in source.top_level:
                name, receiver = node.child_by_field_name("name"), node.child_by_field_name("receiver")
                if node.type == "method_declaration" and name is not None and receiver is not None:
                    found[text_of(name)].add(any(each.type == "pointer_type" for each in walk(receiver)))
        return dict(found)

    @cached_property
    def types(self) -> dict[str, Node]:
        """What the types that the program declares are declared to be, by name; names of several types left out."""
        found: defaultdict[str, list[Node]] = defaultdict(list)
        for source in self._sources.values():
            for spec in find_nodes(source.tree.root_node, "type_spec", "type_alias"):
                name, type_ = spec.child_by_field_name("name"), spec.child_by_field_name("type")
                if name is not None and type_ is not None:
                    found[text_of(name)].append(type_)
        return {name: types[0] for name, types in found.items() if len(types) == 1}

    @cached_property
    def fields(self) -> dict[str, dict[str, str]]:
        """The types of the fields that the program's structs declare by name, by the text of the struct."""
        return {
            text_of(struct): {
                text_of(name): text_of(type_)
                for field in struct.named_children[0].named_children
                if (type_ := field.child_by_field_name("type")) is not None
                for name in field.children_by_field_name("name")
            }
            for source in self._sources.values()
            for struct in find_nodes(source.tree.root_node, "struct_type")
        }


class Span:
    """The extent of one top-level declaration of one file."""

    __slots__ = ("file", "node", "number")

    def __init__(self, file: str, number: int, node: Node) -> None:
        self.file = file
        self.number = number
        self.node = node

    @property
    def key(self) -> tuple[str, int]:
        """What tells one span from another."""
        return (self.file, self.number)

    def __contains__(self, position: Position) -> bool:
        start, end = self.node.start_point, self.node.end_point
        point = (position.line - 1, position.column - 1)
        return position.file == self.file and (start.row, start.column) <= point < (end.row, end.column)


class Source:
    """One file with its tree, its names and its top-level declarations."""

    def __init__(self, file: SourceFile) -> None:
        self.file = file

    @property
    def tree(self) -> Tree:
        """The syntax of the file."""
        return self.binding.tree

    @cached_property
    def binding(self) -> Binding:
        """What the names of the file mean."""
        return bind(self.file)

    @cached_property
    def _use_starts(self) -> dict[Declaration, list[int]]:
        starts: defaultdict[Declaration, list[int]] = defaultdict(list)
        for start, declaration in sorted(self.binding.uses.items(), key=itemgetter(0)):
            if start != declaration.node.start_byte:
                starts[declaration].append(start)
        return dict(starts)

    def use_nodes_of(self, declaration: Declaration) -> tuple[Node, ...]:
        """Find the identifiers that use a variable of this file."""
        root = self.tree.root_node
        found = (root.descendant_for_byte_range(start, start + 1) for start in self._use_starts.get(declaration, ()))
        return tuple(node for node in found if node is not None)

    @cached_property
    def _literals(self) -> tuple[list[Node], list[int]]:
        """All function literals of the file, looked for once: a program may ask for hundreds of variables."""
        literals = find_nodes(self.tree.root_node, "func_literal")
        return literals, [each.start_byte for each in literals]

    def find_literals_in(self, function: Node) -> list[Node]:
        """Find the function literals in a function of this file, itself not among them."""
        literals, starts = self._literals
        return literals[bisect_right(starts, function.start_byte) : bisect_left(starts, function.end_byte)]

    @cached_property
    def top_level(self) -> list[Node]:
        """The declarations of the file, in order."""
        return self.tree.root_node.named_children

    @cached_property
    def _top_level_starts(self) -> list[tuple[int, int]]:
        return [(node.start_point.row, node.start_point.column) for node in self.top_level]

    def find_outermost(self, position: Position) -> Span | None:
        """Find the top-level declaration in which a position lies."""
        index = bisect_right(self._top_level_starts, (position.line - 1, position.column - 1)) - 1
        if index < 0:
            return None
        span = Span(self.file.name, index, self.top_level[index])
        return span if position in span else None

    def path_to(self, position: Position) -> tuple[Node, ...]:
        """Find the nodes, tokens included, that hold the byte at a position, innermost first."""
        span = self.find_outermost(position)
        if span is None:
            return ()
        point = (position.line - 1, position.column - 1)
        cursor = span.node.walk()
        path = [span.node]
        while cursor.goto_first_child_for_point(point) is not None and cursor.node is not None:
            if not _holds(cursor.node, point):
                break
            path.append(cursor.node)
        return tuple(reversed(path))


def _holds(node: Node, point: tuple[int, int]) -> bool:
    start, end = node.start_point, node.end_point
    return (start.row, start.column) <= point < (end.row, end.column)


def first_of(path: tuple[Node, ...], *types: str) -> Node | None:
    """Find the innermost node of one of the types on a path."""
    return next((node for node in path if node.type in types), None)


def unwrap(node: Node) -> Node:
    """Take the parentheses off an expression."""
    while node.type == "parenthesized_expression" and node.named_child_count == 1:
        node = node.named_children[0]
    return node


def operands_of(node: Node | None) -> list[Node]:
    """List the expressions of an expression list; a lone expression is a list of one."""
    if node is None:
        return []
    return _without_comments(node) if node.type in ("expression_list", "argument_list") else [node]


def _without_comments(node: Node) -> list[Node]:
    return [each for each in node.named_children if each.type != "comment"]


def walk(node: Node, is_entered: Callable[[Node], bool] = lambda _: True) -> Iterator[Node]:
    """Yield a node and every named node below it, in source order, without what is below nodes that are not entered."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        yield current
        if is_entered(current):
            waiting.extend(reversed(current.named_children))
