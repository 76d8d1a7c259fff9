"""Every piece of storage of a program that a picture may show: variables, allocations, and what the outside holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tree_sitter import Node

from grader.escape.syntax.declarations import Declaration
from grader.escape.syntax.functions import Function
from grader.escape.syntax.tree import function_around, text_of
from grader.escape.values import AllocationVerdict, Place, Position, Toolchain, VariableVerdict
from grader.picture.changes import Change, ChangeFinder
from grader.picture.drafts import Store
from grader.picture.go_types import GoType, Shape
from grader.picture.locations import OUTSIDE, Origin, Pointers, Root
from grader.picture.program import Program, Unit
from grader.picture.rows import PlannedRow, plan_rows
from grader.picture.storage_rows import StorageRows

LITERALS = frozenset({"int_literal", "float_literal", "rune_literal", "interpreted_string_literal", "true", "false"})
APPEND_IS_TOLD = 25
"""The first Go 1.N whose compiler says where the storage is that `append` makes."""
POINTER_ROW = (PlannedRow(text="pointer", holds_pointer=True),)


class StoreFinder:
    """Finds the storage of one program."""

    def __init__(self, program: Program, pointers: Pointers, asked: Position | None) -> None:
        self.program = program
        self.pointers = pointers
        self.asked = asked
        self.count = 0

    def find_all(self) -> dict[Root, Store]:
        """Find all storage, variables first, in the order of the verdict."""
        stores = [self.variable_store(each) for each in self.program.verdict.variables if each.name != "_"]
        stores += self.allocation_stores()
        stores += self.outside_stores()
        return {store.root: store for store in stores}

    def next_id(self, prefix: str) -> str:
        """A fresh id."""
        self.count += 1
        return f"{prefix}{self.count}"

    def variable_store(self, verdict: VariableVerdict) -> Store:
        """The storage of a variable, where the compiler put it."""
        declaration = self.program.declarations.get(verdict.at)
        found = self.program.type_of_variable(declaration) if declaration else self.program.types.of_text(verdict.type)
        text = found.text if found else verdict.type
        rows = plan_rows(found, text)
        measured = found.measure() if found else None
        return Store(
            root=Root(Origin.VARIABLE, verdict.at, verdict.name),
            id=self.next_id("v"),
            name=verdict.name,
            type=text,
            place=Place.UNKNOWN if verdict.place is Place.NONE else verdict.place,
            function=verdict.function,
            rows=with_constant(rows, found, self.constant_of(declaration)) if declaration else rows,
            size=measured[0] if measured else None,
            is_asked=verdict.at == self.asked,
        )

    def constant_of(self, declaration: Declaration) -> str:
        """The literal that a variable is set to, if nothing ever changes it; else empty."""
        unit = next(unit for unit in self.program.units if unit.name == declaration.at.file)
        value = initial_value(declaration.node)
        if value is None or value.type not in LITERALS:
            return ""
        is_constant = ChangeFinder(self.program, unit).change_of(declaration) is Change.NO
        return text_of(value) if is_constant else ""

    def allocation_stores(self) -> Iterator[Store]:
        """The storage that expressions allocate, where the compiler put it."""
        verdicts: dict[Position, AllocationVerdict] = {}
        for verdict in self.program.verdict.allocations:
            if not verdict.called_from:
                verdicts.setdefault(verdict.at, verdict)
        for root, node in self.pointers.allocations.items():
            store = self.allocation_store(root, node, verdicts.pop(root.at, None))
            if store is not None:
                yield store
        for verdict in verdicts.values():
            if verdict.at == self.asked and verdict.place in {Place.HEAP, Place.STACK, Place.DEPENDS}:
                yield self.unmodelled_store(verdict)

    def allocation_store(self, root: Root, node: Node, verdict: AllocationVerdict | None) -> Store | None:
        """The storage of one allocating expression; None when the compiler allocates none for it."""
        unit = next(unit for unit in self.program.units if unit.name == root.at.file)
        place = verdict.place if verdict else self.silent_place(unit, node)
        if place in {Place.NONE, Place.UNKNOWN, Place.STATIC}:
            return None
        rows, size = StorageRows(self.program, unit).plan(node)
        return Store(
            root=root,
            id=self.next_id("a"),
            name="",
            type=verdict.expression if verdict else " ".join(text_of(node).split()),
            place=place,
            function=verdict.function if verdict else self.function_of(node),
            rows=rows,
            size=size,
            is_asked=root.at == self.asked,
            is_copy=root in self.pointers.boxes,
            is_grown=is_append(node),
        )

    def silent_place(self, unit: Unit, node: Node) -> Place:
        """Where an allocation is of which the compiler says nothing: a channel is always on the heap.

        So is what `append` makes, before Go 1.25; later compilers say where it is, if it is compiled at all.
        """
        made = StorageRows(self.program, unit).typing.type_of(node)
        is_channel = made is not None and made.shape is Shape.CHANNEL
        is_silent_append = is_append(node) and minor_of(self.program.verdict.toolchain) < APPEND_IS_TOLD
        return Place.HEAP if is_silent_append or is_channel else Place.NONE

    def function_of(self, node: Node) -> str:
        """The name of the function around a node."""
        around = function_around(node)
        function = self.program.functions_by_node.get(around.id) if around is not None else None
        return function.name if function else ""

    def unmodelled_store(self, verdict: AllocationVerdict) -> Store:
        """The storage of an asked expression that makes no pointer by syntax: a boxed value, a joined string."""
        return Store(
            root=Root(Origin.ALLOCATION, verdict.at),
            id=self.next_id("a"),
            name="",
            type=verdict.expression,
            place=verdict.place,
            function=verdict.function,
            rows=(PlannedRow(text="…"),),
            is_asked=True,
        )

    def outside_stores(self) -> Iterator[Store]:
        """What the caller gets, what is stored in storage of unknown place, and what unknown functions are passed."""
        kept = {callee.at for call in self.pointers.calls.values() if call.is_kept for callee in call.callees}
        for root, held in self.pointers.made.items():
            targets = {target for each in held.values() for target in each}
            if not targets - {OUTSIDE}:
                continue
            if root.origin is Origin.RESULT and root.at not in kept:
                yield self.result_store(root)
            elif root.origin in {Origin.ELSEWHERE, Origin.CALLEE}:
                yield self.outside_store(root, root.label, POINTER_ROW)

    def result_store(self, root: Root) -> Store:
        """The results of a function, as its caller gets them."""
        function = next(each for each in self.program.functions if each.at == root.at)
        types = result_types(self.program, function)
        rows = tuple(
            replace(
                row, name=row.name if len(types) == 1 else f"#{index + 1}{row.name}", steps=(f"[{index}]", *row.steps)
            )
            for index, each in enumerate(types)
            for row in plan_rows(each)
        )
        is_literal = function.node.type == "func_literal"
        return self.outside_store(root, "func()" if is_literal else f"{function.name}()", rows or POINTER_ROW)

    def outside_store(self, root: Root, name: str, rows: tuple[PlannedRow, ...]) -> Store:
        """Storage that belongs to no function of the program."""
        return Store(root=root, id=self.next_id("o"), name=name, type="", place=Place.STACK, function="", rows=rows)


def minor_of(toolchain: Toolchain) -> int:
    """The 27 of `go1.27.3`."""
    return int(toolchain.version.split(".")[1])


def is_append(node: Node) -> bool:
    """Tell whether an expression is a call of `append`."""
    return node.type == "call_expression" and text_of(node.child_by_field_name("function") or node) == "append"


def result_types(program: Program, function: Function) -> list[GoType]:
    """The types of a function's results."""
    result = function.node.child_by_field_name("result")
    if result is None:
        return []
    if result.type != "parameter_list":
        return [program.types.of_node(result)]
    listed = []
    for each in result.named_children:
        written = each.child_by_field_name("type")
        if written is not None:
            count = max(1, len(each.children_by_field_name("name")))
            listed += [program.types.of_node(written)] * count
    return listed


def initial_value(name: Node) -> Node | None:
    """The expression that a variable starts with; None when there is none, or several come from one call."""
    holder = name.parent
    if holder is None:
        return None
    if holder.type == "var_spec":
        names, values = holder.children_by_field_name("name"), holder.child_by_field_name("value")
    elif (
        holder.type == "expression_list" and holder.parent is not None and holder.parent.type == "short_var_declaration"
    ):
        names, values = holder.named_children, holder.parent.child_by_field_name("right")
    else:
        return None
    if values is None or len(values.named_children) != len(names):
        return None
    return values.named_children[names.index(name)]


def with_constant(rows: tuple[PlannedRow, ...], found: GoType | None, constant: str) -> tuple[PlannedRow, ...]:
    """Show a constant value in the first row of a plain variable or string."""
    if not constant or found is None or found.shape not in {Shape.BASIC, Shape.STRING}:
        return rows
    return (replace(rows[0], note=constant), *rows[1:])
