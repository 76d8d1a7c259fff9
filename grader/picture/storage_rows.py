"""What an allocated piece of storage holds, row by row: it has no declared type, only the expression that makes it."""

from __future__ import annotations

from dataclasses import replace

from tree_sitter import Node

from grader.escape.syntax.functions import Function
from grader.escape.syntax.tree import text_of
from grader.picture.boxing import is_boxed
from grader.picture.captures import find_captures
from grader.picture.go_types import GoType, Shape, number_of
from grader.picture.locations import ANY_ELEMENT, KEY, RECEIVER
from grader.picture.program import Program, Unit, parameters_of, written_type
from grader.picture.rows import PlannedRow, plan_rows, within
from grader.picture.typing_rules import Typing

CODE = "code"
"""The first word of a closure: the function itself."""


class StorageRows:
    """Plans the rows of allocations in one file."""

    def __init__(self, program: Program, unit: Unit) -> None:
        self.program = program
        self.unit = unit
        self.typing = Typing(program, unit)

    def plan(self, node: Node) -> tuple[tuple[PlannedRow, ...], int | None]:
        """The rows of what an expression allocates, and its size in bytes where that is known."""
        if node.type == "func_literal":
            return self.plan_closure(node), None
        made = self.typing.type_of(node)
        if method := self.typing.method_value(node):
            return self.plan_method_value(node, method), None
        if is_boxed(node, self.unit.name, self.program.boxings):
            measured = made.measure() if made else None
            return plan_rows(made, text_of(node)), measured[0] if measured else None
        content = self.passed_to(node) or (self.content_of(node, made) if made else None)
        if content is not None:
            measured = content.measure()
            return plan_rows(content), measured[0] if measured else None
        if made is not None:
            return plan_container(made), None
        return (PlannedRow(name="[…]", steps=(ANY_ELEMENT,), holds_pointer=True),), None

    def passed_to(self, node: Node) -> GoType | None:
        """The array that a call makes for the last, variadic parameter of a function of the program; else None."""
        callee, arguments = node.child_by_field_name("function"), node.child_by_field_name("arguments")
        function = self.typing.function_named(callee) if callee else None
        names = parameters_of(function, "parameters") if function else ()
        element = written_type(names[-1]) if names else None
        if arguments is None or element is None or names[-1].parent is None or "variadic" not in names[-1].parent.type:
            return None
        passed = [each for each in arguments.named_children if each.type != "comment"]
        return self.typing.types.of_text(f"[{len(passed) - len(names) + 1}]{text_of(element)}")

    def content_of(self, node: Node, made: GoType) -> GoType | None:
        """The type of the storage: what a pointer points to, or an array of known length for a slice."""
        if made.shape is Shape.POINTER:
            return made.element
        if made.shape is Shape.STRUCT:
            return made
        length = self.length_of(node) if made.shape is Shape.SLICE else None
        if length is None or made.element is None:
            return None
        return self.typing.types.of_text(f"[{length}]{made.element.text}")

    def length_of(self, node: Node) -> int | None:
        """Elements of a slice literal without keys, or of `make` with a number; None when not written."""
        body, arguments = node.child_by_field_name("body"), node.child_by_field_name("arguments")
        if body is not None:
            elements = [each for each in body.named_children if each.type != "comment"]
            return None if any(each.type == "keyed_element" for each in elements) else len(elements)
        sizes = arguments.named_children[1:] if arguments is not None else []
        is_make = text_of(node.child_by_field_name("function") or node) == "make"
        return number_of(sizes[-1]) if is_make and sizes else None

    def plan_method_value(self, node: Node, method: Function) -> tuple[PlannedRow, ...]:
        """The code pointer, then the receiver that is kept: its address, or a copy."""
        operand = node.child_by_field_name("operand")
        owner = self.typing.type_of(operand) if operand else None
        code = PlannedRow(name=CODE, text="func")
        if owner is None or not method.name.startswith("(*"):
            kept = within(plan_rows(owner), RECEIVER)
            return (code, *(renamed(row, text_of(operand) if operand else "") for row in kept))
        text = owner.text if owner.shape is Shape.POINTER else f"*{owner.text}"
        return (code, PlannedRow(name="receiver", text=text, steps=(RECEIVER,), holds_pointer=True))

    def plan_closure(self, literal: Node) -> tuple[PlannedRow, ...]:
        """The code pointer, then what is captured: addresses (`&n`) and copies (`n`)."""
        rows: list[PlannedRow] = [PlannedRow(name=CODE, text="func")]
        for capture in find_captures(self.program, self.unit).get(literal.start_byte, ()):
            name, step = capture.declaration.name, f".{capture.declaration.name}"
            captured = self.program.type_of_variable(capture.declaration)
            text = captured.text if captured else ""
            if capture.by_reference:
                rows.append(PlannedRow(name=f"&{name}", text=f"*{text}", steps=(step,), holds_pointer=True))
            else:
                rows += [renamed(row, name) for row in within(plan_rows(captured, text), step)]
        return tuple(rows)


def plan_container(made: GoType) -> tuple[PlannedRow, ...]:
    """The rows of a map, a channel, or a slice of unknown length."""
    element = made.element.text if made.element else ""
    if made.shape is Shape.MAP:
        key = made.key.text if made.key else ""
        return (
            PlannedRow(name="key", text=key, steps=(KEY,), holds_pointer=True),
            PlannedRow(name="value", text=element, steps=(ANY_ELEMENT,), holds_pointer=True),
        )
    label = {Shape.CHANNEL: "buffer", Shape.SLICE: "[…]"}.get(made.shape, "")
    return (PlannedRow(name=label, text=element, steps=(ANY_ELEMENT,), holds_pointer=True),)


def renamed(row: PlannedRow, name: str) -> PlannedRow:
    """A row of a captured copy, called by the variable's name."""
    joined = f"{name}{row.name}" if row.name.startswith("[") else f"{name}.{row.name}"
    return replace(row, name=joined if row.name else name)
