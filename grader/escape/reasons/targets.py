"""What is asked about in a compilation: a variable, or the storage of an allocating expression."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Protocol

from tree_sitter import Node

from grader.escape.diagnostics import parse_diagnostics
from grader.escape.flows import HEAP, Explanation
from grader.escape.instances import is_of_instance
from grader.escape.reasons.callees import find_parameter_reached
from grader.escape.reasons.calls import find_call
from grader.escape.reasons.edits import EditedProgram
from grader.escape.reasons.ends import End, chain_of
from grader.escape.reasons.notes import CALL
from grader.escape.reasons.paths import Explained
from grader.escape.reasons.program import Program
from grader.escape.storage import parse_storage
from grader.escape.values import AllocationVerdict, CompilerOutput, Position, VariableVerdict

_UNNAMED = re.compile(r"\{storage |\.")
_RESULT = re.compile(r"~r\d+")
_UNUSED = frozenset({"expression_statement", "go_statement", "defer_statement"})


class Target(Protocol):
    """A variable or an allocation, found again in each compilation."""

    at: Position
    is_always_on_heap: bool
    """True for channels: nothing makes them escape, and the compiler says nothing of them."""
    boxed: Mapping[Position, str]
    """Where it is the storage of a value put into an interface: its place, and the type of the interface."""

    def find_explanations(self, explained: Explained) -> tuple[Explanation, ...]:
        """Find why it escapes; empty once it stays."""

    def has_one_way(self, program: Program, ends: Sequence[End]) -> bool:
        """Tell whether it can escape along the explained paths only, so that nothing needs to be cut."""

    def is_proven_to_stay(self, output: CompilerOutput, copy: EditedProgram) -> bool:
        """Tell whether the compiler says outright that it stays on the stack."""


class VariableTarget:
    """A named variable: its own body counts, or its copies where it has none."""

    def __init__(self, variable: VariableVerdict, explained: Explained) -> None:
        self.at = variable.at
        self.is_always_on_heap = False
        self.boxed: Mapping[Position, str] = {}
        self._name = variable.name
        self._places = {variable.at} | {copy.at[0] for copy in variable.copies if copy.where == "clause"}
        self._has_own_body = any(not each.inlined_at for each in explained.find_variable(self._places))

    def find_explanations(self, explained: Explained) -> tuple[Explanation, ...]:
        """Find why it escapes in its own body, or anywhere when it had none from the beginning."""
        found = explained.find_variable(self._places)
        return tuple(each for each in found if not (self._has_own_body and each.inlined_at))

    def has_one_way(self, program: Program, ends: Sequence[End]) -> bool:  # noqa: ARG002 - part of the protocol
        """Say no: a variable may be mentioned anywhere."""
        return False

    def is_proven_to_stay(self, output: CompilerOutput, copy: EditedProgram) -> bool:
        """Tell whether the dump of storage has it on the stack."""
        named = [row for row in parse_storage(output.text).rows if row.name == self._name and row.chain]
        rows = [row for row in named if copy.restore_position(row.declared_at) in self._places]
        counted = [row for row in rows if row.is_own] or rows
        return bool(counted) and not any(row.is_heap for row in counted)


class AllocationTarget:
    """The storage of an allocating expression."""

    def __init__(self, allocation: AllocationVerdict, interface: str) -> None:
        """Take the allocation; of a value that is put into an interface the interface's type, else nothing."""
        self.at = allocation.at
        self.boxed: Mapping[Position, str] = {allocation.at: interface} if interface else {}
        self.is_always_on_heap = not allocation.line
        self._expression = allocation.expression

    def find_explanations(self, explained: Explained) -> tuple[Explanation, ...]:
        """Find why it escapes."""
        return explained.find_allocation(self.at, self._expression)

    def has_one_way(self, program: Program, ends: Sequence[End]) -> bool:
        """Tell whether what it gives goes straight to its end: it has no name by which to go elsewhere."""
        return all(_goes_straight(program, end) for end in ends)

    def is_proven_to_stay(self, output: CompilerOutput, copy: EditedProgram) -> bool:
        """Tell whether a message says that it does not escape."""
        staying = (each for each in parse_diagnostics(output.text).staying if copy.restore_position(each.at) == self.at)
        return any(self._may_be_meant(each.subject) for each in staying)

    def _may_be_meant(self, printed: str) -> bool:
        """Tell the expression itself, also converted to the type of its interface, and the words of an instance."""
        is_converted = bool(self.boxed) and printed.endswith(f"({self._expression})")
        return printed == self._expression or is_converted or is_of_instance(printed)


def _goes_straight(program: Program, end: End) -> bool:
    """Tell whether a path meets no variable before it ends, or before a call whose result nobody uses."""
    for flow in end.path.flows:
        if _UNNAMED.match(flow.destination):
            continue
        if flow is end.flow:
            is_kept = flow.destination == HEAP and not _may_be_given_back(program, end)
            return is_kept or _RESULT.fullmatch(flow.destination) is not None
        call = find_call(program, end.home) if end.home is not None else None
        is_in_call = any(end.home in chain_of(step) for step in flow.steps)
        return call is not None and is_in_call and _is_unused(call)
    return False


def _may_be_given_back(program: Program, end: End) -> bool:
    """Tell whether a path ends in a function of the program that may keep a thing and give it back, too."""
    call = find_call(program, end.place) if end.note == CALL and end.place is not None else None
    if call is None or end.place is None or _is_unused(call):
        return False
    return find_parameter_reached(program, end, call, end.place.file) is not None


def _is_unused(call: Node) -> bool:
    return call.parent is not None and call.parent.type in _UNUSED
