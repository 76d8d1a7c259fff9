"""Why what an author asks or speaks about is not found in a program, and what is there instead."""

from __future__ import annotations

from typing import assert_never

from grader.catalog.asked import AllocationAsked, Asked, VariableAsked
from grader.catalog.asking import matching_allocations, matching_declarations, name_of
from grader.catalog.problems import did_you_mean
from grader.escape.syntax.declarations import find_declarations
from grader.escape.values import SourceFile, Verdict


def why_unfound(asked: Asked, source: SourceFile, verdict: Verdict, said_in: str = "`ask`") -> tuple[str, str]:
    """Say why nothing, or too much, is meant, and what to write instead. `said_in`: what names it."""
    match asked:
        case VariableAsked():
            return why_no_variable(asked, source, said_in)
        case AllocationAsked():
            found = matching_allocations(asked, verdict)
            what = f"{len(found) or 'No'} allocations `{name_of(asked)}` are in line {asked.line} of {source.name}"
            known = [f"`{each.expression}` (line {each.at.line})" for each in verdict.allocations]
            return what, "The compiler names " + (", ".join(known) or "none")
        case _:
            assert_never(asked)


def why_no_variable(asked: VariableAsked, source: SourceFile, said_in: str = "`ask`") -> tuple[str, str]:
    """Say the same of a variable, for which the source alone is enough."""
    if len(matching_declarations(asked, source)) == 1:
        return f"The compiler says nothing of `{asked.variable}`", "Ask about another variable"
    named = [each for each in find_declarations(source) if each.name == asked.variable]
    if not named:
        names = {each.name for each in find_declarations(source)}
        return f"{source.name} declares no variable `{asked.variable}`", did_you_mean(asked.variable, names)
    where = ", ".join(f"{each.function or 'the package'} (line {each.at.line})" for each in named)
    what = f"{said_in} does not say which `{asked.variable}` is meant"
    return what, f"Choose by `function:` or `line:` from {where}"
