"""Cutting the edge at the end of a path, so that a further compilation shows what else makes the subject escape.

The value that crosses the edge is wrapped in a call of a function from whose parameter nothing flows; a `go` or `defer`
loses its keyword. Every wrapped expression keeps its type, or the copy does not compile and the search ends there.
"""

from __future__ import annotations

from collections.abc import Callable

from tree_sitter import Node

from grader.escape.flows import HEAP
from grader.escape.reasons import notes
from grader.escape.reasons.callees import find_parameter_reached
from grader.escape.reasons.calls import find_call, find_range_function, handed_over
from grader.escape.reasons.crossings import find_crossing
from grader.escape.reasons.edits import EditedProgram
from grader.escape.reasons.ends import End, Subject, chain_of, locate_end
from grader.escape.reasons.launches import find_launches, launch_at
from grader.escape.reasons.paths import Explained, Path
from grader.escape.reasons.program import Program, first_of, operands_of, unwrap
from grader.escape.reasons.stores import find_assignment
from grader.escape.syntax.tree import contains, function_around
from grader.escape.values import Position


class Cuts:
    """Cuts edges in a copy of a program whose compilation is explained."""

    def __init__(self, program: Program, explained: Explained, copy: EditedProgram) -> None:
        self._program = program
        self._explained = explained
        self._copy = copy

    def cut_edge(self, subject: Subject, end: End) -> bool:
        """Cut the edge at the end of a path. False when there is no edge, or no way to cut it."""
        if end.step is None:
            return self._cut_launches(list(find_launches(subject.span, end.flow.source)), subject.at.file)
        places = dict.fromkeys(place for place in (end.place, end.home) if place is not None)
        return any(self._cut_at(end, place) for place in places)

    def _cut_at(self, end: End, place: Position) -> bool:
        """Cut by the kind of syntax at a place."""
        nodes = self._program.find_path(place)
        if (statement := launch_at(nodes)) is not None:
            return self._cut_launches([statement], place.file)
        if (call := find_call(self._program, place)) is not None:
            return self._cut_call(end, call, place.file)
        if (selector := _method_value(nodes)) is not None:
            return self._cut_receiver(end, selector, place.file)
        if (ranged := find_range_function(self._program, place)) is not None:
            return self._cut_operand(end, [ranged], place.file)
        operands = next(filter(None, (find(nodes, end) for find in _OPERANDS)), [])
        return self._cut_operand(end, operands, place.file, count=_count_values(nodes, operands))

    def _cut_launches(self, statements: list[Node], file: str) -> bool:
        fresh = [each for each in statements if self._copy.is_whole(file, each)]
        for statement in fresh:
            self._copy.blank(file, statement, statement.children[0])
        return bool(fresh)

    def _cut_call(self, end: End, call: Node, file: str) -> bool:
        """Cut in the called function, or else at an argument or at the expression before the method's name."""
        if self._cut_in_callee(end, call, file):
            return True
        operands = [each for each in handed_over(call) if self._copy.is_whole(file, each)]
        crossing = find_crossing(end.path, operands, file)
        if crossing is None:
            return False
        if crossing == unwrap(call.child_by_field_name("function") or call):
            return self._cut_receiver(end, crossing, file)
        self._copy.wrap(file, crossing)
        return True

    def _cut_in_callee(self, end: End, call: Node, file: str, seen: frozenset[Position] = frozenset()) -> bool:
        """Cut where a called function keeps what it also gives back, itself or by what it calls in turn.

        Those are two edges; for the caller the compiler joins them to one, as what is kept need not be given back.
        """
        parameter = find_parameter_reached(self._program, end, call, file) if end.note == notes.CALL else None
        span = self._program.find_outermost(parameter) if parameter is not None else None
        if parameter is None or span is None or parameter in seen:
            return False
        leaks = self._explained.find_leaks(parameter)
        kept = [each for each in leaks if each.leaks_to == HEAP and not each.is_truncated]
        ends = [locate_end(Path(flows=each.flows, is_whole=True), span) for each in kept]
        if len(kept) < len(leaks):
            results = [self._cut_at(each, each.place) for each in ends if each.place is not None]
            return any(results)
        return any(self._cut_deeper(each, seen | {parameter}) for each in ends)

    def _cut_deeper(self, end: End, seen: frozenset[Position]) -> bool:
        call = find_call(self._program, end.place) if end.place is not None else None
        return call is not None and end.place is not None and self._cut_in_callee(end, call, end.place.file, seen)

    def _cut_receiver(self, end: End, selector: Node, file: str) -> bool:
        """Cut at `v` of `v.Method`, whose address Go takes by itself where the method wants a pointer."""
        operand = selector.child_by_field_name("operand")
        if operand is None or not self._copy.is_whole(file, selector):
            return False
        self._copy.wrap(file, operand, listed=selector, by_reference=_takes_address(end, selector, file))
        return True

    def _cut_operand(self, end: End, operands: list[Node], file: str, *, count: int = 1) -> bool:
        crossing = find_crossing(end.path, [each for each in operands if self._copy.is_whole(file, each)], file)
        if crossing is None or count == 0:
            return False
        self._copy.wrap(file, crossing, count=count)
        return True


def _takes_address(end: End, selector: Node, file: str) -> bool:
    """Tell whether the path has an address there that the source does not take with `&`."""
    for step in (step for flow in end.path.flows for step in flow.steps if step.why == notes.ADDRESS):
        for place in chain_of(step):
            if place.file == file and contains(selector, place.line, place.column):
                point = (place.line - 1, place.column - 1)
                token = selector.descendant_for_point_range(point, (point[0], point[1] + 1))
                return token is None or token.type != "&"
    return False


def _count_values(nodes: tuple[Node, ...], operands: list[Node]) -> int:
    """Count the values of a lone operand that serves several; 0 for what gives several but can not be wrapped."""
    statement = first_of(nodes[:2], "return_statement")
    if len(operands) != 1 or operands[0].type != "call_expression":
        return 1
    if statement is not None:
        return _count_results(function_around(statement))
    assignment = find_assignment(nodes)
    return len(assignment.lefts) if assignment is not None else 1


def _count_results(function: Node | None) -> int:
    result = function.child_by_field_name("result") if function is not None else None
    if result is None or result.type != "parameter_list":
        return 1
    return sum(max(1, len(each.children_by_field_name("name"))) for each in result.named_children)


def _method_value(nodes: tuple[Node, ...]) -> Node | None:
    node = first_of(nodes[:2], "selector_expression")
    is_called = node is not None and node.parent is not None and node.parent.child_by_field_name("function") == node
    return None if is_called else node


def _sent(nodes: tuple[Node, ...], end: End) -> list[Node]:
    statement = first_of(nodes[:2], "send_statement") if end.note == notes.SEND else None
    return operands_of(statement.child_by_field_name("value")) if statement is not None else []


def _returned(nodes: tuple[Node, ...], end: End) -> list[Node]:
    statement = first_of(nodes[:2], "return_statement") if end.note == notes.RETURN else None
    return operands_of(statement.named_children[0]) if statement is not None and statement.named_children else []


def _key_of_map(nodes: tuple[Node, ...], end: End) -> list[Node]:
    index = first_of(nodes[:2], "index_expression") if end.note == notes.MAP_KEY else None
    return operands_of(index.child_by_field_name("index")) if index is not None else []


def _elements(nodes: tuple[Node, ...], end: End) -> list[Node]:
    """List the keys, or the values, of a map literal that are expressions; those with the type left out are not."""
    literal = first_of(nodes[:2], "literal_value") if end.note in notes.MAP_LITERALS else None
    field = "key" if end.note == "map literal key" else "value"
    pairs = literal.named_children if literal is not None else []
    parts = [part for pair in pairs if (part := pair.child_by_field_name(field)) is not None]
    expressions = [each.named_children[0] if each.type == "literal_element" else each for each in parts]
    return [each for each in expressions if each.type != "literal_value"]


def _switched(nodes: tuple[Node, ...], end: End) -> list[Node]:
    statement = first_of(nodes, "type_switch_statement") if end.note == notes.SWITCH_CASE else None
    return operands_of(statement.child_by_field_name("value")) if statement is not None else []


def _ranged(nodes: tuple[Node, ...], end: End) -> list[Node]:
    clause = first_of(nodes[:3], "range_clause") if end.note in notes.RANGES else None
    return operands_of(clause.child_by_field_name("right")) if clause is not None else []


def _assigned(nodes: tuple[Node, ...], end: End) -> list[Node]:
    """List the right sides. Of `v, ok = x.(T)` only x can be wrapped."""
    assignment = find_assignment(nodes) if end.note in notes.ASSIGNMENTS else None
    if assignment is None:
        return []
    is_asserted = len(assignment.lefts) > 1 and [each.type for each in assignment.rights] == [
        "type_assertion_expression"
    ]
    return operands_of(assignment.rights[0].child_by_field_name("operand")) if is_asserted else assignment.rights


_OPERANDS: tuple[Callable[[tuple[Node, ...], End], list[Node]], ...] = (
    _sent,
    _returned,
    _key_of_map,
    _elements,
    _switched,
    _ranged,
    _assigned,
)
