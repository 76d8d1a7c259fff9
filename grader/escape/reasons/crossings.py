"""Which of several operands a path goes through: of the right sides, arguments or results at its end."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from tree_sitter import Node

from grader.escape.reasons.ends import chain_of
from grader.escape.reasons.paths import Path
from grader.escape.reasons.program import walk
from grader.escape.syntax.tree import contains, text_of
from grader.escape.values import Flow


def find_crossing(path: Path, operands: Sequence[Node], file: str) -> Node | None:
    """Find the operand that a path goes through.

    It is the one in which an earlier step of the path stands, or else the one that mentions the source of a flow,
    as near to the end of the path as one is found.
    """
    if len(operands) == 1:
        return operands[0]
    for flow in reversed(path.flows):
        stepped = (each for each in operands if _has_step(flow, each, file))
        mentioned = (each for each in operands if _mentions(each, flow.source))
        if (found := next(chain(stepped, mentioned), None)) is not None:
            return found
    return None


def _has_step(flow: Flow, operand: Node, file: str) -> bool:
    places = (place for step in flow.steps for place in chain_of(step) if place.file == file)
    return any(contains(operand, place.line, place.column) for place in places)


def _mentions(operand: Node, name: str) -> bool:
    return any(each.type == "identifier" and text_of(each) == name for each in walk(operand))
