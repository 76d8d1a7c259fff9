"""From a program to its verdict: every place, and why.

One compilation gives the places and the explained reasons. All reasons of a subject take further compilations of edited
copies (see `grader.escape.reasons.heap`); they are made only for the subjects that are asked for.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from grader.escape.flows import parse_explanations
from grader.escape.places import judge_places
from grader.escape.reasons.heap import HeapReasons, explain_heap
from grader.escape.reasons.paths import Explained
from grader.escape.reasons.program import Program
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
    VariableVerdict,
    Verdict,
)


def judge(
    files: tuple[SourceFile, ...], compile_: Compile, *, explain_all: Collection[Position] | bool = False
) -> Verdict:
    """Say where every variable and allocation of one package lives, and why.

    `explain_all`: the places of the subjects for which all true reasons are to be found, or True for every one. Each
    costs at most one compilation per edge and two more; the others have the reasons of the explained paths.

    Raises CompileFailed and its kin when the program is at fault, NotJudged when it could not be judged.
    """
    output = compile_(files)
    judge_ = _Judge(files, output, compile_, explain_all=explain_all)
    places = judge_places(files, output)
    return replace(
        places,
        variables=tuple(judge_.judge_variable(each) for each in places.variables),
        allocations=tuple(judge_.judge_allocation(each) for each in places.allocations),
    )


class _Judge:
    """Adds the reasons to the places of one program."""

    def __init__(
        self,
        files: tuple[SourceFile, ...],
        output: CompilerOutput,
        compile_: Compile,
        *,
        explain_all: Collection[Position] | bool,
    ) -> None:
        self._program = Program(files)
        self._explained = Explained(self._program, parse_explanations(output))
        self._compile = compile_
        self._explain_all = explain_all

    def judge_variable(self, variable: VariableVerdict) -> VariableVerdict:
        """Say why a variable is where it is."""
        match variable.place:
            case Place.HEAP:
                target = VariableTarget(variable, self._explained)
                found = explain_heap(self._program, self._explained, target, self._compiler_for(variable.at))
            case Place.STATIC:
                found = HeapReasons(causes=(Cause(reason=Reason.PACKAGE_LEVEL),), complete=True)
            case Place.UNKNOWN:
                found = HeapReasons(causes=(Cause(reason=Reason.NEVER_COMPILED),), complete=True)
            case _:
                found = HeapReasons(causes=())
        causes = (*variable.causes, *found.causes)
        return replace(variable, causes=causes, complete=found.complete, derivation=found.derivation)

    def judge_allocation(self, allocation: AllocationVerdict) -> AllocationVerdict:
        """Say why the storage of an expression is where it is."""
        if allocation.place is not Place.HEAP:
            return allocation
        found = explain_heap(
            self._program, self._explained, AllocationTarget(allocation), self._compiler_for(allocation.at)
        )
        return replace(allocation, causes=found.causes, complete=found.complete, derivation=found.derivation)

    def _compiler_for(self, at: Position) -> Compile | None:
        asked = self._explain_all if isinstance(self._explain_all, bool) else at in self._explain_all
        return self._compile if asked else None
