"""From one compilation to the place of every variable and allocation. Why they are there: see `grader.escape.judge`."""

from __future__ import annotations

from collections.abc import Sequence

from grader.escape.allocating import parse_allocating
from grader.escape.allocations import judge_allocations
from grader.escape.diagnostics import parse_diagnostics
from grader.escape.storage import parse_storage
from grader.escape.syntax.declarations import find_declarations
from grader.escape.values import CompilerOutput, SourceFile, Verdict
from grader.escape.variables import judge_variables


def judge_places(files: Sequence[SourceFile], output: CompilerOutput) -> Verdict:
    """Say where every variable that `files` declare lives, and every allocation in them; no causes, no derivations.

    Raises OutputNotUnderstood for a line of the compiler that is of unknown form.
    """
    declarations = [declaration for file in files for declaration in find_declarations(file)]
    storage, diagnostics = parse_storage(output.text), parse_diagnostics(output.text)
    return Verdict(
        toolchain=output.toolchain,
        variables=judge_variables(declarations, storage, diagnostics),
        allocations=judge_allocations(files, diagnostics, parse_allocating(output.text), output.toolchain),
    )
