"""What makes a variable escape at the end of a path: the reason code, and the step it rests on.

A function of the destination, of the last note and of the syntax where the compiler noted it. What the tables do not
know gives REVIEW: never a wrong code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tree_sitter import Node

from grader.escape.flows import HEAP
from grader.escape.reasons import notes
from grader.escape.reasons.calls import find_call, find_range_function, reason_of_call
from grader.escape.reasons.crossings import find_crossing
from grader.escape.reasons.ends import End, Subject, chain_of, locate_end
from grader.escape.reasons.launches import find_launches, launch_at, launch_of, reason_of_launch, step_of_launch
from grader.escape.reasons.locals import reason_of_local
from grader.escape.reasons.paths import Path
from grader.escape.reasons.program import Program, first_of
from grader.escape.reasons.stores import find_assignment, reason_of_store
from grader.escape.reasons.wording import in_source_words
from grader.escape.syntax.tree import ancestors, text_of
from grader.escape.values import Cause, Flow, Position, Reason, Step

_RESULT = re.compile(r"~r\d+")
_RESULT_OF_RANGE = re.compile(r"#rv\d+")
"""What a `return` inside a loop over a function assigns to: the loop's body is a function of the compiler's making."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sink:
    """One path and its reasons."""

    end: End
    causes: tuple[Cause, ...]
    """The reason at the end first; then CAPTURED and BOXED when the path leads through a closure or an interface."""


def find_sink(program: Program, subject: Subject, path: Path) -> Sink:
    """Say why a path makes the subject escape.

    Where the end of a path shows nothing, or it runs in a circle, it suffices that the subject is outlived on the way.
    """
    known = notes.KNOWN_NOTES.issuperset(step.why for flow in path.flows for step in flow.steps)
    shortest = _end_where_outlived(program, subject, path) if known else None
    runs_on = shortest is not None and _runs_on(subject, path)
    for each in (shortest, path) if runs_on else (path, shortest):
        if each is not None and each.is_whole and known:
            end = locate_end(each, subject.span)
            if causes := _causes_of_end(program, subject, end):
                causes = (*causes, *_causes_on_the_way(program, subject, each))
                return Sink(end=end, causes=tuple(in_source_words(program, cause) for cause in causes))
    end = locate_end(path, subject.span)
    return Sink(end=end, causes=(Cause(reason=Reason.REVIEW, step=end.step),))


def _runs_on(subject: Subject, path: Path) -> bool:
    """Tell whether a path runs on to what the subject's function has no part in.

    That is storage of an outer function that captures a variable, or, among functions that call each other in a
    circle, the code of a caller.
    """
    last = path.last.destination
    return (last != HEAP and last.startswith("{")) or locate_end(path, subject.span).is_elsewhere


def _end_where_outlived(program: Program, subject: Subject, path: Path) -> Path | None:
    """End a path where the subject is first outlived in the code of its own function."""
    for count, flow in enumerate(path.flows, 1):
        place = chain_of(flow.steps[-1])[-1] if flow.steps else None
        if place is not None and place in subject.span and _outlives(program, subject, flow, place):
            return Path(flows=path.flows[:count], is_whole=True)
    return None


def _outlives(program: Program, subject: Subject, flow: Flow, place: Position) -> bool:
    """Tell whether the destination of a flow, though not on the heap, outlives the subject."""
    if _RESULT.fullmatch(flow.destination):
        return flow.steps[-1].why == notes.RETURN
    if _RESULT_OF_RANGE.fullmatch(flow.destination):
        return True
    return reason_of_local(program, subject, flow.destination, place) is not None


def _causes_of_end(program: Program, subject: Subject, end: End) -> tuple[Cause, ...]:
    if end.note in notes.SIZES:
        return (Cause(reason=notes.SIZES[end.note], step=end.step),)
    if end.step is None:
        return _causes_of_function_value(subject, end)
    if end.is_elsewhere:
        return _cause_elsewhere(program, end)
    if end.flow.destination != HEAP:
        reason = _reason_of_name(program, subject, end)
        return (Cause(reason=reason, step=end.step),) if reason is not None else ()
    return _causes_at_heap(program, end)


def _causes_of_function_value(subject: Subject, end: End) -> tuple[Cause, ...]:
    """Explain `go f()` and `defer f()` in a loop: a function value flows to the heap without any note."""
    if end.flow.destination != HEAP:
        return ()
    launches = [(each, reason_of_launch(each)) for each in find_launches(subject.span, end.flow.source)]
    return tuple(
        Cause(reason=reason, step=step_of_launch(each, subject.at.file))
        for each, reason in launches
        if reason is not None
    )


def _cause_elsewhere(program: Program, end: End) -> tuple[Cause, ...]:
    """Explain what happens in another function's code by the call that leads there."""
    if end.home is None or end.step is None:
        return ()
    called = find_call(program, end.home) or find_range_function(program, end.home)
    if called is None:
        return ()
    expression = " ".join(text_of(called).split())
    step = Step(expression=expression, why=notes.CALL, at=end.home, inlined_at=chain_of(end.step)[1:])
    return (Cause(reason=Reason.CALLEE_KEEPS, step=step),)


def _reason_of_name(program: Program, subject: Subject, end: End) -> Reason | None:
    """Explain a path that ends at a variable which is not itself on the heap."""
    if _RESULT.fullmatch(end.flow.destination) or _RESULT_OF_RANGE.fullmatch(end.flow.destination):
        return Reason.RETURNED
    return reason_of_local(program, subject, end.flow.destination, end.home)


def _causes_at_heap(program: Program, end: End) -> tuple[Cause, ...]:
    """Explain a path that ends in the heap, by its last note."""
    step, place = end.step, end.place
    if step is None or place is None:
        return ()
    if step.why in notes.ASSIGNMENTS:
        reason = _reason_of_assignment(program, end, place)
    elif step.why == notes.CALL:
        return _causes_of_call(program, step, place)
    elif step.why == notes.SPILL:
        return _causes_of_launch(program, place)
    else:
        reason = _REASONS.get(step.why) or _reason_of_method_value(program, place)
    return (Cause(reason=reason, step=step),) if reason is not None else ()


_REASONS = {
    notes.SEND: Reason.SENT,
    notes.MAP_KEY: Reason.STORED_MAP,
    **dict.fromkeys(notes.MAP_LITERALS, Reason.STORED_MAP),
    **dict.fromkeys(notes.SLICE_COPIES, Reason.STORED_INDIRECT),
    **dict.fromkeys(notes.KEPT_BY_PRAGMA, Reason.CALLEE_KEEPS),
}


def _reason_of_assignment(program: Program, end: End, place: Position) -> Reason | None:
    assignment = find_assignment(program.find_path(place))
    if assignment is None:
        return None
    crossing = find_crossing(end.path, assignment.rights, place.file)
    left = assignment.left_of(crossing) if crossing is not None else None
    if left is not None:
        return reason_of_store(program, left, place.file)
    reasons = {reason_of_store(program, each, place.file) for each in assignment.lefts if text_of(each) != "_"}
    return reasons.pop() if len(reasons) == 1 else None


def _causes_of_call(program: Program, step: Step, place: Position) -> tuple[Cause, ...]:
    call = find_call(program, place)
    if call is None:
        ranged = find_range_function(program, place)
        reason = reason_of_call(program, ranged, place.file, step.expression) if ranged is not None else None
        return (Cause(reason=reason, step=step),) if reason is not None else ()
    function = call.child_by_field_name("function")
    if function is None:
        return ()
    reason = reason_of_call(program, function, place.file, step.expression)
    statement = launch_of(call)
    launched = _cause_of_statement(statement, place.file) if statement is not None else ()
    return (Cause(reason=reason, step=step), *launched)


def _causes_of_launch(program: Program, place: Position) -> tuple[Cause, ...]:
    statement = launch_at(program.find_path(place))
    return _cause_of_statement(statement, place.file) if statement is not None else ()


def _cause_of_statement(statement: Node, file: str) -> tuple[Cause, ...]:
    """Explain `go` and `defer`: what is launched keeps all it needs until it runs, whatever it does then."""
    reason = reason_of_launch(statement)
    return (Cause(reason=reason, step=step_of_launch(statement, file)),) if reason is not None else ()


def _reason_of_method_value(program: Program, place: Position) -> Reason | None:
    """Explain `f := t.Method` of a method that keeps its receiver: nothing is called, so no call is noted."""
    node = first_of(program.find_path(place)[:2], "selector_expression")
    is_value = node is not None and (node.parent is None or node.parent.child_by_field_name("function") != node)
    return Reason.CALLEE_KEEPS if is_value else None


def _causes_on_the_way(program: Program, subject: Subject, path: Path) -> tuple[Cause, ...]:
    """Find closures and interfaces that the path leads through, in the subject's own function."""
    causes = []
    for flow in path.flows:
        for step in flow.steps:
            place = chain_of(step)[-1]
            if place not in subject.span:
                continue
            if step.why == notes.CAPTURE and _is_captured_in_source(program, flow.source, place):
                causes.append(Cause(reason=Reason.CAPTURED, step=step))
            elif step.why == notes.BOXING:
                causes.append(Cause(reason=Reason.BOXED, step=step))
    return tuple(causes)


def _is_captured_in_source(program: Program, name: str, place: Position) -> bool:
    """Tell a function literal of the source from a closure that the compiler makes, as for `go f(&n)`."""
    nodes = program.find_path(place)
    literal = first_of(nodes, "func_literal")
    declaration = program.declaration_of(nodes[0], place.file) if nodes else None
    if literal is None or declaration is None or declaration.name != name:
        return False
    return literal not in ancestors(declaration.node)
