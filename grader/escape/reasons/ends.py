"""Where a path ends: the flow and step that decide, and the place in the source where they happen."""

from __future__ import annotations

from dataclasses import dataclass

from tree_sitter import Node

from grader.escape.flows import TEMPORARY
from grader.escape.reasons.paths import Path
from grader.escape.reasons.program import Program, Span
from grader.escape.syntax.tree import function_around
from grader.escape.values import Flow, Position, Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The variable or allocation whose reasons are asked."""

    at: Position
    span: Span
    """The top-level function around it."""
    node: Node
    """The smallest node at its place."""

    @property
    def function(self) -> Node | None:
        """The innermost function around it; None at package level."""
        return function_around(self.node)


def find_subject(program: Program, at: Position) -> Subject | None:
    """Look up a place; None when it is not in the program, or the compiler could not say its column."""
    span, nodes = program.find_outermost(at), program.find_path(at)
    return Subject(at=at, span=span, node=nodes[0]) if span is not None and nodes else None


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """The end of one path, located."""

    path: Path
    step: Step | None
    """The step that decides; None when a function value is launched, which the compiler notes nowhere."""
    place: Position | None
    """Where that step stands in the source, inlined code included."""
    home: Position | None
    """The same, as near as one comes to it within the subject's own function: the call, for code of other functions."""

    @property
    def flow(self) -> Flow:
        """The flow that decides."""
        return self.path.last

    @property
    def note(self) -> str:
        """The compiler's word for the step that decides."""
        return self.step.why if self.step is not None else ""

    @property
    def is_elsewhere(self) -> bool:
        """True when it happens in the code of another function, inlined or analysed together with this one."""
        return self.step is not None and self.home != self.place


def locate_end(path: Path, span: Span) -> End:
    """Find the step that decides a path and where, seen from the function of the given extent, it stands."""
    step = _deciding_step(path)
    place = chain_of(step)[-1] if step is not None else None
    home = next((found for each in _steps_backwards(path) if (found := _within(each, span))), None)
    return End(path=path, step=step, place=place, home=home if step is not None else None)


def chain_of(step: Step) -> tuple[Position, ...]:
    """Give the whole position of a step: calls first, the place in the source last."""
    return (step.at, *step.inlined_at)


def _deciding_step(path: Path) -> Step | None:
    """Take the last step; a value that flows to several places at once has its step one flow earlier."""
    for flow in reversed(path.flows):
        if flow.steps:
            return flow.steps[-1]
        if flow.source != TEMPORARY:
            return None
    return None


def _steps_backwards(path: Path) -> list[Step]:
    return [step for flow in reversed(path.flows) for step in reversed(flow.steps)]


def _within(step: Step, span: Span) -> Position | None:
    return next((each for each in reversed(chain_of(step)) if each in span), None)
