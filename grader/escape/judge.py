"""From a program to its verdict: every place, and why.

One compilation gives the places and the explained reasons. All reasons of a subject take further compilations of edited
copies (see `grader.escape.reasons.heap`); they are made only for the subjects that are asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import TypeVar, assert_never

from grader.escape.allocating import parse_allocating
from grader.escape.flows import Explanation, parse_explanations
from grader.escape.places import judge_places
from grader.escape.reasons.answer import Reasons
from grader.escape.reasons.copies import explain_copies
from grader.escape.reasons.doubt import Doubt
from grader.escape.reasons.heap import explain_heap
from grader.escape.reasons.notes import BOXING
from grader.escape.reasons.paths import Explained
from grader.escape.reasons.program import Program
from grader.escape.reasons.stack import Stack
from grader.escape.reasons.targets import AllocationTarget, VariableTarget
from grader.escape.values import (
    AllocationVerdict,
    Cause,
    Compile,
    CompilerOutput,
    Place,
    Position,
    Reason,
    SourceFile,
    Step,
    VariableVerdict,
    Verdict,
)

T = TypeVar("T")


def judge(
    files: tuple[SourceFile, ...],
    compile_: Compile,
    *,
    explain_all: Collection[Position] | bool = False,
    check: Callable[[], None] = lambda: None,
) -> Verdict:
    """Say where every variable and allocation of one package lives, and why.

    `explain_all`: the places of the subjects for which all true reasons are to be found, or True for every one. Each
    costs at most one compilation per edge and two more; the others have the reasons of the explained paths.
    `check` is called before each subject, and may raise when that takes too long.

    Raises CompileFailed and its kin when the program is at fault, NotJudged when it could not be judged.
    """
    output = compile_(files)
    explanations = parse_explanations(output, with_leaks=False)
    places = judge_places(files, output, explanations)
    judging = _Judge(files, output, places, explanations, compile_, explain_all=explain_all)
    return judging.judge(check)


class _Judge:
    """Adds the reasons to the places of one program."""

    def __init__(
        self,
        files: tuple[SourceFile, ...],
        output: CompilerOutput,
        places: Verdict,
        explanations: tuple[Explanation, ...],
        compile_: Compile,
        *,
        explain_all: Collection[Position] | bool,
    ) -> None:
        self._program = Program(files)
        self._explained = Explained(self._program, explanations, lambda: parse_explanations(output))
        self._interfaces = _find_interfaces(output)
        self._boxed = frozenset(self._interfaces)
        self._stack = Stack(self._program, output, self._boxed)
        self._places = places
        self._doubt = Doubt(self._program, places.unread)
        self._compile = compile_
        self._explain_all = explain_all

    def judge(self, check: Callable[[], None]) -> Verdict:
        """Add causes, completeness and derivation to every variable and allocation; `check` before each."""
        return replace(
            self._places,
            variables=tuple(self._judge_variable(each) for each in _checked(self._places.variables, check)),
            allocations=tuple(self._judge_allocation(each) for each in _checked(self._places.allocations, check)),
        )

    def _judge_variable(self, variable: VariableVerdict) -> VariableVerdict:
        found = self._with_doubt(variable.at, self._reasons_of_variable(variable))
        causes = tuple(dict.fromkeys((*variable.causes, *found.causes)))
        copies = explain_copies(self._program, self._explained, variable)
        return replace(variable, causes=causes, complete=found.complete, derivation=found.derivation, copies=copies)

    def _reasons_of_variable(self, variable: VariableVerdict) -> Reasons:
        match variable.place:
            case Place.HEAP:
                target = VariableTarget(variable, self._explained)
                return explain_heap(self._program, self._explained, target, self._compiler_for(variable.at))
            case Place.STACK:
                return self._stack.explain_variable(variable, self._uninlined_for(variable.at))
            case Place.STATIC:
                return Reasons(causes=(Cause(reason=Reason.PACKAGE_LEVEL),), complete=True)
            case Place.UNKNOWN:
                return Reasons(causes=(Cause(reason=Reason.NEVER_COMPILED),), complete=True)
            case Place.DEPENDS | Place.NONE:
                return Reasons(causes=(Cause(reason=Reason.REVIEW),))
            case _:
                assert_never(variable.place)

    def _judge_allocation(self, allocation: AllocationVerdict) -> AllocationVerdict:
        found = self._with_doubt(allocation.at, self._reasons_of_allocation(allocation))
        copies = explain_copies(self._program, self._explained, allocation)
        copies = tuple(replace(each, causes=self._with_boxing(allocation, each.place, each.causes)) for each in copies)
        return replace(
            allocation, causes=found.causes, complete=found.complete, derivation=found.derivation, copies=copies
        )

    def _reasons_of_allocation(self, allocation: AllocationVerdict) -> Reasons:
        match allocation.place:
            case Place.HEAP:
                target = AllocationTarget(allocation, self._interfaces.get(allocation.at, ""))
                found = explain_heap(self._program, self._explained, target, self._compiler_for(allocation.at))
                return replace(found, causes=self._with_boxing(allocation, allocation.place, found.causes))
            case Place.STACK:
                return self._stack.explain_allocation(allocation, self._uninlined_for(allocation.at))
            case Place.STATIC:
                return Reasons(causes=(Cause(reason=Reason.PACKAGE_LEVEL),), complete=True)
            case Place.DEPENDS:
                return Reasons(causes=(Cause(reason=Reason.SIZE_UNKNOWN),), complete=True)
            case Place.UNKNOWN:
                return Reasons(causes=(Cause(reason=Reason.NEVER_COMPILED),), complete=True)
            case Place.NONE:
                return Reasons(causes=(Cause(reason=Reason.NEEDS_NO_STORAGE),), complete=True)
            case _:
                assert_never(allocation.place)

    def _with_boxing(self, allocation: AllocationVerdict, place: Place, causes: tuple[Cause, ...]) -> tuple[Cause, ...]:
        """Add that there is storage on the heap at all because a value was put into an interface."""
        if place is not Place.HEAP or not causes or allocation.at not in self._boxed or allocation.called_from:
            return causes
        step = Step(expression=allocation.expression, why=BOXING, at=allocation.at)
        return (*causes, Cause(reason=Reason.BOXED, step=step))

    def _with_doubt(self, at: Position, found: Reasons) -> Reasons:
        doubt = self._doubt.causes_at(at)
        return replace(found, causes=(*doubt, *found.causes), complete=False) if doubt else found

    def _compiler_for(self, at: Position) -> Compile | None:
        return self._compile if self._is_asked(at) else None

    def _uninlined_for(self, at: Position) -> Verdict | None:
        return self._uninlined if self._is_asked(at) else None

    def _is_asked(self, at: Position) -> bool:
        return self._explain_all if isinstance(self._explain_all, bool) else at in self._explain_all

    @cached_property
    def _uninlined(self) -> Verdict:
        """The places without inlining: what is on the heap there is on the stack thanks to inlining."""
        return judge_places(self._program.files, self._compile(self._program.files, flags=("-l",)))


def _checked(subjects: Iterable[T], check: Callable[[], None]) -> Iterator[T]:
    for each in subjects:
        check()
        yield each


def _find_interfaces(output: CompilerOutput) -> dict[Position, str]:
    """Find the places at which a value is put into an interface, and nothing else is allocated: with its type."""
    nodes = parse_allocating(output.text)
    others = {node.chain[-1] for node in nodes if node.chain and node.operator != "CONVIFACE"}
    boxing = (node for node in nodes if node.chain and node.chain[-1] not in others)
    return {node.chain[-1]: node.interface for node in boxing}
