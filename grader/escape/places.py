"""From one compilation to the place of every variable and allocation. Why they are there: see `grader.escape.judge`."""

from __future__ import annotations

from collections.abc import Sequence

from grader.escape.allocating import parse_allocating
from grader.escape.allocations import judge_allocations
from grader.escape.diagnostics import parse_diagnostics
from grader.escape.flows import Explanation, parse_explanations
from grader.escape.instances import parse_instances
from grader.escape.storage import Storage, StorageRow, parse_storage
from grader.escape.syntax.declarations import find_declarations
from grader.escape.values import CompilerOutput, SourceFile, Verdict
from grader.escape.variables import judge_variables


def judge_places(
    files: Sequence[SourceFile], output: CompilerOutput, explanations: Sequence[Explanation] | None = None
) -> Verdict:
    """Say where every variable that `files` declare lives, and every allocation in them; no causes, no derivations.

    `explanations`: those of the output, where they have been read already. Without the dump of storage (`has_storage`
    is False) silence has to count as the stack, and such a verdict quotes no line. Raises OutputNotUnderstood for a
    line of the compiler that is of unknown form.
    """
    declarations = [declaration for file in files for declaration in find_declarations(file)]
    storage = parse_storage(output.text) if output.has_storage else _storage_from_log(output)
    diagnostics = parse_diagnostics(output.text)
    if explanations is None:
        explanations = parse_explanations(output, with_leaks=False)
    instances = parse_instances(output.text)
    nodes = parse_allocating(output.text)
    return Verdict(
        toolchain=output.toolchain,
        variables=judge_variables(declarations, storage, diagnostics, instances),
        allocations=judge_allocations(files, diagnostics, nodes, explanations, instances, output.toolchain),
        unread=tuple(each.line for each in diagnostics.unknown),
    )


def _storage_from_log(output: CompilerOutput) -> Storage:
    """Know at least which inlined copies are on the heap: the log leads them back to the source, the text does not."""
    rows = (
        StorageRow(
            name=each.name,
            function="",
            chain=each.chain,
            is_heap=True,
            is_on_stack=False,
            is_address_taken=True,
            is_captured_by_value=False,
            type="",
            line="",
        )
        for each in parse_explanations(output)
        if each.inlined_at and not each.leaks_to
    )
    return Storage(rows=tuple(rows), bodies=frozenset(), is_whole=False)
