"""Paths that end at a local variable which outlives the subject without being on the heap itself."""

from __future__ import annotations

from tree_sitter import Node

from grader.escape.reasons.ends import Subject
from grader.escape.reasons.loops import outlives_turn
from grader.escape.reasons.program import Program
from grader.escape.reasons.stores import find_assigned
from grader.escape.syntax.declarations import Declaration
from grader.escape.syntax.tree import ancestors, function_around
from grader.escape.values import Kind, Position, Reason


def reason_of_local(program: Program, subject: Subject, name: str, place: Position | None) -> Reason | None:
    """Say why the variable of that name, assigned at a place, outlives the subject; None when nothing shows it."""
    declaration = _find_declaration(program, subject, name, place) if place is not None else None
    if declaration is None:
        return None
    theirs, ours = function_around(declaration.node), subject.function
    if declaration.kind is Kind.RESULT and _encloses(ours, theirs):
        return Reason.RETURNED
    if theirs == ours:
        return Reason.OUTLIVES_LOOP if outlives_turn(declaration.node, subject.node) else None
    return Reason.STORED_IN_OUTER_FUNCTION if _encloses(theirs, ours) else None


def _find_declaration(program: Program, subject: Subject, name: str, place: Position) -> Declaration | None:
    """Resolve the assigned variable; where the statement does not tell, the only one of its name will do."""
    assigned = find_assigned(program, program.find_path(place), name, place)
    source = program.find_source(place)
    if assigned is not None or source is None:
        return assigned
    namesakes = [each for each in source.binding.declarations if each.name == name and each.at in subject.span]
    if len(namesakes) > 1:
        results = [each for each in namesakes if each.kind is Kind.RESULT]
        namesakes = results if len(results) == 1 and _is_returning(program, place) else namesakes
    return namesakes[0] if len(namesakes) == 1 else None


def _is_returning(program: Program, place: Position) -> bool:
    return any(each.type == "return_statement" for each in program.find_path(place)[:2])


def _encloses(outer: Node | None, inner: Node | None) -> bool:
    """Tell whether one function is another or has it inside."""
    return outer is not None and inner is not None and (outer == inner or outer in ancestors(inner))
