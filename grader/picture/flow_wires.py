"""Which drawn pointers are steps of the asked variable's flow."""

from __future__ import annotations

from collections.abc import Sequence

from tree_sitter import Node

from grader.escape.syntax.tree import contains
from grader.escape.values import Derivation, Flow, Position
from grader.picture.drafts import DraftWire
from grader.picture.locations import Call, Making, Origin, Root


def number_wires(
    wires: Sequence[DraftWire], derivation: Derivation, asked: Root, calls: dict[int, Call]
) -> dict[int, tuple[int, ...]]:
    """Map the indices of wires to the numbers of the steps that make them.

    A flow `s ← &u` is a pointer to u kept in s; the next one, `~r0 ← &s`, a pointer to s, or `~r0 ← s`, again one to u.
    To the compiler a slice that `append` made is the old slice: a flow of the one may end at the other.
    """
    numbers: dict[int, list[int]] = {}
    pointed, holders, number = {asked}, set[Root](), 0
    for index, flow in enumerate(derivation):
        steps = range(number + 1, number + len(flow.steps) + 1)
        number += len(flow.steps)
        if index and flow.derefs < 0:
            pointed = holders or named(wires, flow.source)
        carrying = [i for i, wire in enumerate(wires) if carries(wire, flow, calls)]
        found = [i for i in carrying if wires[i].target.root in pointed]
        found = found or [i for i in carrying if wires[i].target.is_grown]
        for i in found:
            numbers.setdefault(i, []).extend(steps)
        holders = {wires[i].source.root for i in found}
    return {i: tuple(sorted(set(found))) for i, found in numbers.items()}


def named(wires: Sequence[DraftWire], name: str) -> set[Root]:
    """The variables of a name that something points to."""
    return {wire.target.root for wire in wires if wire.target.is_variable and wire.target.name == name}


def carries(wire: DraftWire, flow: Flow, calls: dict[int, Call]) -> bool:
    """Tell whether what makes a pointer is where a flow ends, or the call that takes what the flow returns."""
    if not flow.steps:
        return False
    last = flow.steps[-1]
    if any(covers(making, at) for making in wire.makings for at in (last.at, *last.inlined_at[-1:])):
        return True
    is_return = last.why == "return" or flow.destination.startswith("~r")
    return is_return and any(takes_result(making, last.at, calls) for making in wire.makings)


def covers(making: Making, at: Position) -> bool:
    """Tell whether a position is inside what makes a pointer."""
    return making.file == at.file and contains(making.node, at.line, at.column)


def takes_result(making: Making, at: Position, calls: dict[int, Call]) -> bool:
    """Tell whether a statement calls the function in which the position is."""
    for call in calls_in(making.node, calls):
        for callee in call.callees:
            if callee.at.file == at.file and contains(callee.node, at.line, at.column):
                return True
    return False


def calls_in(node: Node, calls: dict[int, Call]) -> list[Call]:
    """The known calls inside a node."""
    found, waiting = [], [node]
    while waiting:
        current = waiting.pop()
        if current.id in calls:
            found.append(calls[current.id])
        waiting.extend(current.named_children)
    return found


def is_passed_on_flow(root: Root, wires: Sequence[DraftWire], numbered: dict[int, tuple[int, ...]]) -> bool:
    """Tell whether a parameter of an unknown function holds a pointer of the flow: only then is it drawn."""
    return root.origin is not Origin.CALLEE or any(wires[i].source.root == root for i in numbered)
