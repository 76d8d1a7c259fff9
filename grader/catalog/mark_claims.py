"""What an author claims of all variables of a program against what the compiler says."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from grader.catalog.asking import matching_declarations
from grader.catalog.content.mark_all import MarkAll
from grader.catalog.problems import Problem
from grader.catalog.yaml import YamlDocument, YamlPath
from grader.escape.values import Place, Position, SourceFile, VariableVerdict, Verdict

MOST_VARIABLES = 20
"""More than these nobody marks with pleasure."""


def unfound_variables(content: MarkAll, source: SourceFile, document: YamlDocument) -> Iterator[Problem]:
    """Variables that the author names and that are not exactly one of the program's."""
    for field, named in (("expect", content.expect), ("mistakes", content.mistakes)):
        for index, asked in enumerate(named):
            found = len(matching_declarations(asked, source))
            if found != 1:
                what = f"{found or 'No'} variables of {source.name} are `{asked.variable}` as it is named here"
                yield _at(document, (field, index), what, "Name one by `variable:`, `function:` and `line:`")
    yield from _repeated_mistakes(content, source, document)


def _repeated_mistakes(content: MarkAll, source: SourceFile, document: YamlDocument) -> Iterator[Problem]:
    """Variables that feedback is written for twice."""
    found = [matching_declarations(mistake, source) for mistake in content.mistakes]
    for index, mistake in enumerate(content.mistakes):
        if found[index] and found[index] in found[:index]:
            yield _at(document, ("mistakes", index), f"`{mistake.variable}` stands here twice", "Keep one of the two")


def mark_all_problems(
    content: MarkAll, source: SourceFile, verdict: Verdict, document: YamlDocument
) -> Iterator[Problem]:
    """Every disagreement between the author's list and the compiler, and programs that are no good question."""
    unclear = [each for each in verdict.variables if each.place is Place.UNKNOWN or _is_divided(each)]
    if unclear:
        what = f"It is not one and the same place for each variable: {_listed(unclear)}"
        yield _at(document, ("kind",), what, "Use every variable in code that is compiled once")
    heap = [each for each in verdict.variables if each.place is Place.HEAP]
    if len(heap) == len(verdict.variables) or not 3 <= len(verdict.variables) <= MOST_VARIABLES:
        what = f"{len(heap)} of {len(verdict.variables)} variables are on the heap"
        yield _at(document, ("kind",), what, f"Take a program of 3 to {MOST_VARIABLES} variables, not all on the heap")
    expected = {each.at for asked in content.expect for each in matching_declarations(asked, source)}
    if missing := [each for each in heap if each.at not in expected]:
        yield _at(
            document, ("expect",), f"The compiler puts on the heap, too: {_listed(missing)}", "Add what is missing"
        )
    if wrong := [each for each in verdict.variables if each.at in expected and each.place is not Place.HEAP]:
        yield _at(document, ("expect",), f"The compiler does not put on the heap: {_listed(wrong)}", "Remove it")
    yield from _mistakes_that_are_none(content, source, {each.at for each in heap}, document)


def _mistakes_that_are_none(
    content: MarkAll, source: SourceFile, heap: Collection[Position], document: YamlDocument
) -> Iterator[Problem]:
    """Feedback for the wrong direction: to mark what is on the heap is no mistake, nor is to leave out what is not."""
    for index, mistake in enumerate(content.mistakes):
        is_on_heap = any(each.at in heap for each in matching_declarations(mistake, source))
        if is_on_heap and mistake.marked:
            what = f"`{mistake.variable}` is on the heap, so to mark it is no mistake"
            yield _at(document, ("mistakes", index, "marked"), what, "Write `missed:`, or remove it")
        if not is_on_heap and mistake.missed:
            what = f"`{mistake.variable}` is not on the heap, so to leave it out is no mistake"
            yield _at(document, ("mistakes", index, "missed"), what, "Write `marked:`, or remove it")


def _is_divided(variable: VariableVerdict) -> bool:
    """True for a variable of code that is compiled several times, with another place in some copy."""
    return any(copy.place is not variable.place for copy in variable.copies)


def _listed(variables: Iterable[VariableVerdict]) -> str:
    return ", ".join(f"`{each.name}` (line {each.at.line})" for each in variables)


def _at(document: YamlDocument, path: YamlPath, what: str, instead: str) -> Problem:
    return document.problem_at(document.spot_of_value(path), what, instead)
