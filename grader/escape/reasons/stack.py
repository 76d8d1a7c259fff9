"""Why a variable is on the stack: what is, or is not, done with its address, and what inlining has to do with it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from tree_sitter import Node

from grader.escape.join import DeclarationIndex, rows_by_declaration
from grader.escape.reasons.aliases import Uses, find_calls_that_get, find_uses
from grader.escape.reasons.answer import Reasons
from grader.escape.reasons.program import Program
from grader.escape.storage import StorageRow, parse_storage
from grader.escape.syntax.declarations import Declaration
from grader.escape.syntax.tree import position_of, text_of
from grader.escape.values import (
    AllocationVerdict,
    Cause,
    CompilerOutput,
    Kind,
    Place,
    Position,
    Reason,
    Step,
    VariableVerdict,
    Verdict,
)


class Stack:
    """Explains what is on the stack in one program."""

    def __init__(self, program: Program, output: CompilerOutput, boxed: frozenset[Position]) -> None:
        """Take the program, what the compiler said of it, and the places at which values are put into interfaces."""
        self._program = program
        self._output = output
        self._boxed = boxed

    @cached_property
    def _declarations(self) -> dict[Position, Declaration]:
        return {each.at: each for each in self._program.declarations}

    @cached_property
    def _rows(self) -> dict[Declaration, list[StorageRow]]:
        return rows_by_declaration(DeclarationIndex(self._program.declarations), parse_storage(self._output.text))

    def explain_variable(self, variable: VariableVerdict, uninlined: Verdict | None) -> Reasons:
        """Find every reason that one compilation shows; given the places without inlining, all reasons."""
        declaration = self._declarations.get(variable.at)
        causes = self._explain(declaration) if declaration is not None else ()
        if uninlined is None or not causes:
            return Reasons(causes=causes)
        moves = any(each.at == variable.at and each.place is Place.HEAP for each in uninlined.variables)
        return Reasons(causes=(*_INLINED, *causes) if moves else causes, complete=True)

    def _explain(self, declaration: Declaration) -> tuple[Cause, ...]:
        rows = self._rows.get(declaration, ())
        counted = [row for row in rows if row.is_own] or list(rows)
        if not counted:
            is_unused = not self._program.use_nodes_of(declaration)
            return (Cause(reason=Reason.ADDRESS_NEVER_TAKEN),) if is_unused else ()
        uses = find_uses(self._program, declaration, counted[0].type)
        if any(row.is_address_taken for row in counted):
            causes = _causes_of_address(uses, declaration.at.file)
        else:
            causes = _causes_without_address(uses, counted, declaration.at.file)
        return (*causes, *self._causes_of_copies(declaration, uses))

    def _causes_of_copies(self, declaration: Declaration, uses: Uses) -> tuple[Cause, ...]:
        """Explain that the value leaves, not the variable: beside another reason, never alone."""
        file = declaration.at.file
        nodes = self._program.use_nodes_of(declaration)
        leaving = uses.copies + [each for each in nodes if position_of(each, file) in self._boxed]
        copies = tuple(Cause(reason=Reason.VALUE_COPIED_OUT, step=_step(each, file)) for each in leaving)
        return copies or ((Cause(reason=Reason.VALUE_COPIED_OUT),) if declaration.kind is Kind.RESULT else ())

    def explain_allocation(self, allocation: AllocationVerdict, uninlined: Verdict | None) -> Reasons:
        """Say what is done with the address of an expression's storage."""
        node = _allocating(self._program.find_path(allocation.at))
        if node is None or allocation.called_from:
            return Reasons()
        file = allocation.at.file
        calls = find_calls_that_get(self._program, [node], file)
        causes = tuple(Cause(reason=Reason.SHARED_DOWN, step=_step(each, file)) for each in calls)
        causes = causes or (Cause(reason=Reason.ALIAS_STAYS, step=_step(node, file)),)
        if uninlined is None:
            return Reasons(causes=causes)
        same = (each for each in uninlined.allocations if each.at == allocation.at)
        moves = any(each.expression == allocation.expression and each.place is Place.HEAP for each in same)
        return Reasons(causes=(*_INLINED, *causes) if moves else causes, complete=True)


_INLINED = (Cause(reason=Reason.INLINED),)


def _allocating(nodes: tuple[Node, ...]) -> Node | None:
    """Find the expression that the compiler reports at a place: around a token, the expression that it belongs to."""
    node = next((each for each in nodes if each.is_named and each.type not in ("argument_list", "literal_value")), None)
    parent = node.parent if node is not None else None
    is_pointer = parent is not None and parent.type == "unary_expression" and parent.children[0].type == "&"
    return parent if is_pointer else node


def _causes_without_address(uses: Uses, rows: Sequence[StorageRow], file: str) -> tuple[Cause, ...]:
    if uses.captures and any(row.is_captured_by_value for row in rows):
        return (Cause(reason=Reason.CAPTURED_BY_VALUE, step=_step(uses.captures[0], file)),)
    dead = [each for each in uses.addresses if each.type == "unary_expression"]
    never = Cause(reason=Reason.ADDRESS_NEVER_TAKEN)
    return (never, *(Cause(reason=Reason.DEAD_BRANCH, step=_step(each, file)) for each in dead[:1]))


def _causes_of_address(uses: Uses, file: str) -> tuple[Cause, ...]:
    causes = []
    if uses.captures:
        causes.append(Cause(reason=Reason.CAPTURED_STAYS, step=_step(uses.captures[0], file)))
    causes += [Cause(reason=Reason.SHARED_DOWN, step=_step(call, file)) for call in dict.fromkeys(uses.calls)]
    if not causes:
        kept = uses.addresses[0] if uses.addresses else None
        causes.append(Cause(reason=Reason.ALIAS_STAYS, step=_step(kept, file) if kept is not None else None))
    return tuple(causes)


def _step(node: Node, file: str) -> Step:
    """Make a step of what the source says: the compiler explains nothing that stays."""
    return Step(expression=" ".join(text_of(node).split()), why="", at=position_of(node, file))
