"""A program as the picture needs it: its functions, its variables with their types, and who declares what."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from tree_sitter import Node

from grader.escape.syntax.declarations import Declaration
from grader.escape.syntax.functions import Function, find_functions
from grader.escape.syntax.scopes import Scopes
from grader.escape.syntax.tree import ancestors, descendants, text_of
from grader.escape.values import Place, Position, SourceFile, Verdict
from grader.picture.boxing import find_boxings
from grader.picture.go_types import GoType, Types

ASSIGNMENTS = frozenset({"assignment_statement", "short_var_declaration", "range_clause", "receive_statement"})


@dataclass(frozen=True, slots=True)
class Unit:
    """One file of the program."""

    name: str
    root: Node
    scopes: Scopes


@dataclass(frozen=True)
class Program:
    """All files of a package, read together."""

    files: tuple[SourceFile, ...]
    verdict: Verdict
    types: Types = field(repr=False)
    units: tuple[Unit, ...] = field(repr=False)

    @classmethod
    def read(cls, files: tuple[SourceFile, ...], verdict: Verdict) -> Program:
        """Parse the files and resolve their names."""
        scopes = [Scopes.of(file, files) for file in files]
        units = tuple(Unit(each.file, each.tree.root_node, each) for each in scopes)
        return cls(files, verdict, Types(files), units)

    @cached_property
    def functions(self) -> tuple[Function, ...]:
        """Every function with a body, file by file, in source order."""
        return tuple(each for unit in self.units for each in find_functions(unit.scopes.tree, unit.name))

    @cached_property
    def functions_by_name(self) -> dict[str, Function]:
        """Functions by the compiler's name: `Open`, `(*T).Set`, `Open.func1`."""
        return {function.name: function for function in self.functions}

    @cached_property
    def functions_by_node(self) -> dict[int, Function]:
        """Functions by their syntax node's id."""
        return {function.node.id: function for function in self.functions}

    @cached_property
    def declarations(self) -> dict[Position, Declaration]:
        """Variables by the position of the declaring identifier."""
        return {each.at: each for unit in self.units for each in unit.scopes.declarations}

    @cached_property
    def printed_types(self) -> dict[Position, str]:
        """The types that the compiler prints."""
        return {variable.at: variable.type for variable in self.verdict.variables}

    @cached_property
    def places(self) -> dict[Position, Place]:
        """Where the compiler put each variable."""
        return {variable.at: variable.place for variable in self.verdict.variables}

    @cached_property
    def boxings(self) -> frozenset[Position]:
        """Where a value is copied into storage of its own, to be put into an interface."""
        return find_boxings(self.verdict.allocations)

    def find_method(self, base: str, name: str) -> Function | None:
        """Find a method by the name of its receiver's type and its own."""
        names = self.functions_by_name
        return names.get(f"(*{base}).{name}") or names.get(f"{base}.{name}")

    def type_of_variable(self, declaration: Declaration) -> GoType | None:
        """The type of a variable: as written, else as the compiler prints it."""
        written = written_type(declaration.node)
        if written is not None:
            is_variadic = written.parent is not None and written.parent.type == "variadic_parameter_declaration"
            return self.types.of_text(f"[]{text_of(written)}") if is_variadic else self.types.of_node(written)
        printed = self.printed_types.get(declaration.at, "")
        return self.types.of_text(printed) if printed else None


def written_type(name: Node) -> Node | None:
    """The type that a declaration writes for a name; None when the compiler infers it."""
    parent = name.parent
    if parent is None or parent.type not in {"parameter_declaration", "variadic_parameter_declaration", "var_spec"}:
        return None
    return parent.child_by_field_name("type")


def parameters_of(function: Function, name: str) -> tuple[Node, ...]:
    """The names of parameters (`parameters`), receiver (`receiver`) or results (`result`), in order."""
    listed = function.node.child_by_field_name(name)
    if listed is None or listed.type != "parameter_list":
        return ()
    return tuple(each for declaration in listed.named_children for each in declaration.children_by_field_name("name"))


def assigning_statement(use: Node) -> Node | None:
    """The statement that assigns the whole variable that this identifier names; None when the use is no such thing."""
    parent = use.parent
    if parent is None:
        return None
    if parent.type == "var_spec":
        return next((each for each in ancestors(parent) if each.type == "var_declaration"), parent)
    if parent.type in {"inc_statement", "dec_statement"}:
        return parent
    statement = parent.parent
    is_left = (
        parent.type == "expression_list"
        and statement is not None
        and statement.type in ASSIGNMENTS
        and statement.child_by_field_name("left") == parent
    )
    return statement if is_left else None


def is_kept(call: Node) -> bool:
    """Tell whether the call's results go straight into variables."""
    parent = call.parent
    holder = parent.parent if parent is not None and parent.type == "expression_list" else None
    return holder is not None and holder.type in {"assignment_statement", "short_var_declaration", "var_spec"}


@lru_cache(maxsize=256)
def has_goto(function: Node) -> bool:
    """Tell whether control may jump in ways that the blocks do not show. Kept: it is asked at every reading."""
    return any(node.type in {"goto_statement", "labeled_statement"} for node in descendants(function))
