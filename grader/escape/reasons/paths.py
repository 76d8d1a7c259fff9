"""Whole paths: from a variable to what makes it escape, through other storage that is itself on the heap.

An explanation may end at a variable, or at the storage of an expression, that is on the heap: `p := &x; H = &p`
explains x by `p ← &x`. Then that one's explanation says how it goes on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from tree_sitter import Node

from grader.escape.flows import HEAP, Explanation
from grader.escape.instances import is_of_instance, is_wrapper
from grader.escape.reasons.program import Program
from grader.escape.values import Derivation, Flow, Position

MANY_PATHS = 16
"""As many explained paths of one variable are followed; each of them suffices for a verdict."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """One way from an escaping variable to its end."""

    flows: Derivation
    is_whole: bool
    """False when the compiler cut the explanation short, or when it runs in a circle."""

    @property
    def last(self) -> Flow:
        """The flow that decides."""
        return self.flows[-1]


class Explained:
    """The explanations of one compilation, found by place and by name."""

    def __init__(
        self,
        program: Program,
        explanations: Iterable[Explanation],
        read_leaks: Callable[[], Iterable[Explanation]] = tuple,
    ) -> None:
        """Take the explanations; `read_leaks` gives those of leaking parameters, which are many and seldom needed."""
        self._program = program
        self._read_leaks = read_leaks
        self._onward: dict[int, tuple[Explanation, ...]] = {}
        self._reported: dict[Position, tuple[Node, ...]] = {}
        self._by_own_place: defaultdict[Position, list[Explanation]] = defaultdict(list)
        self._by_place: defaultdict[Position, list[Explanation]] = defaultdict(list)
        self._by_name: defaultdict[tuple[object, str], list[Explanation]] = defaultdict(list)
        for each in explanations:
            if not each.leaks_to and each.flows and not is_wrapper(each.function):
                self._by_own_place[self._own_place(each)].append(each)
                self._by_place[each.chain[-1]].append(each)
                self._by_name[self._home(each.at), each.flows[0].source].append(each)

    @cached_property
    def _leaks(self) -> dict[Position, list[Explanation]]:
        leaks: defaultdict[Position, list[Explanation]] = defaultdict(list)
        for each in self._read_leaks():
            if each.leaks_to and each.flows and not is_wrapper(each.function):
                leaks[each.at].append(each)
        return dict(leaks)

    def find_leaks(self, parameter: Position) -> tuple[Explanation, ...]:
        """Find where a parameter leaks to in its own function: the heap, results."""
        return tuple(self._leaks.get(parameter, ()))

    def find_variable(self, places: Iterable[Position]) -> tuple[Explanation, ...]:
        """Find the explanations of a variable declared at these places, inlined copies included."""
        return tuple(each for place in places for each in self._by_place.get(place, ()))

    def find_allocation(self, at: Position, expression: str) -> tuple[Explanation, ...]:
        """Find the explanations of an allocating expression, printed in these words; of its copies if it has no others.

        What inlined library code allocates stands at the call in the program.
        """
        storage = f"{{storage for {expression}}}"
        is_append = expression == "append"  # the message leaves the arguments out
        opening = "{storage for append(" if is_append else storage
        known = [each for each in self._by_own_place.get(at, ()) if each.flows[0].source.startswith(opening)]
        exact = [each for each in known if is_append or each.flows[0].source == storage]
        own = [each for each in exact if each.at == at]
        return tuple(own or exact or self._only_storage(at))

    def find_copies(self, at: Position, expression: str) -> tuple[Explanation, ...]:
        """Find the explanations of an expression in every body; all that is explained there where no words agree.

        In an inlined copy a constant may stand for a variable, and in an instance a shape for a type.
        """
        storages = [each for each in self._by_place.get(at, ()) if each.flows[0].source.startswith("{storage")]
        exact = [each for each in storages if each.name == expression]
        return tuple(exact or storages)

    def _only_storage(self, at: Position) -> list[Explanation]:
        """Find what is explained at a place in other words: constants for variables, shapes for types."""
        found = [each for each in self._by_own_place.get(at, ()) if each.flows[0].source.startswith("{storage")]
        found = [each for each in found if not each.inlined_at] or found
        names = {each.name for each in found}
        return found if len(names) == 1 or all(map(is_of_instance, names)) else []

    def paths_of(self, explanations: Iterable[Explanation]) -> Iterator[Path]:
        """Follow explanations to their ends, the compiler's first one first; at most MANY_PATHS."""
        waiting: list[tuple[Derivation, Explanation, frozenset[int]]]
        waiting = [((), each, frozenset({id(each)})) for each in reversed(tuple(explanations))]
        found = 0
        while waiting and found < MANY_PATHS:
            flows, explanation, seen = waiting.pop()
            flows = (*flows, *explanation.flows)
            onward = () if explanation.is_truncated else self._find_onward(explanation)
            fresh = [each for each in onward if id(each) not in seen]
            waiting += [(flows, each, seen | {id(each)}) for each in reversed(fresh)]
            if not fresh:
                found += 1
                yield Path(flows=flows, is_whole=not explanation.is_truncated and not onward)

    def _find_onward(self, explanation: Explanation) -> tuple[Explanation, ...]:
        """Find once how an explanation goes on: many ways lead through it."""
        if id(explanation) not in self._onward:
            self._onward[id(explanation)] = self._continuations(explanation)
        return self._onward[id(explanation)]

    def _continuations(self, explanation: Explanation) -> tuple[Explanation, ...]:
        """Find how it goes on from where an explanation ends: nothing when that place is not itself on the heap."""
        last = explanation.flows[-1]
        if last.destination == HEAP:
            return ()
        reference = _reference(explanation)
        known = self._by_name.get((self._home(explanation.at), last.destination), ())
        candidates = [each for each in known if _is_around(each.chain, reference) and each is not explanation]
        if len(candidates) < 2:
            return tuple(candidates)
        nearest = min(candidates, key=self._distance_from(last, reference))
        return tuple(each for each in candidates if each.chain == nearest.chain)

    def _declared_at(self, flow: Flow, reference: Position) -> Position | None:
        """Resolve the name of a flow's destination where the flow happens."""
        if flow.destination.startswith("{"):
            return None
        statement = next(
            (node for node in self._program.find_path(reference) if node.child_by_field_name("left") is not None), None
        )
        left = statement.child_by_field_name("left") if statement is not None else None
        if left is None:
            return None
        names = [left, *left.named_children]
        found = (self._program.declaration_of(each, reference.file) for each in names)
        return next((each.at for each in found if each is not None and each.name == flow.destination), None)

    def _distance_from(
        self, flow: Flow, reference: tuple[Position, ...]
    ) -> Callable[[Explanation], tuple[int, int, int, int]]:
        """Order candidates: the very place first, then what holds the reference, then by how near they are."""
        declared, at = self._declared_at(flow, reference[-1]), reference[-1]
        chains = {(step.at, *step.inlined_at) for step in flow.steps}
        around = frozenset(self._program.find_path(at))

        def distance(candidate: Explanation) -> tuple[int, int, int, int]:
            place = candidate.chain[-1]
            is_exact = place == declared or candidate.chain in chains
            rank = 0 if is_exact else 2 if around.isdisjoint(self._literals_at(place)) else 1
            return (rank, -len(candidate.chain), abs(place.line - at.line), abs(place.column - at.column))

        return distance

    def _literals_at(self, place: Position) -> tuple[Node, ...]:
        """Find the literal that is reported at a place; found once: in a large literal everybody asks for it."""
        if place not in self._reported:
            inner = self._program.find_path(place)[:3]
            self._reported[place] = tuple(each for each in inner if each.type in ("func_literal", "composite_literal"))
        return self._reported[place]

    def _own_place(self, explanation: Explanation) -> Position:
        """Give the innermost place of an explained expression that lies in the program itself."""
        inside = (each for each in reversed(explanation.chain) if self._program.find_source(each) is not None)
        return next(inside, explanation.at)

    def _home(self, position: Position) -> object:
        span = self._program.find_outermost(position)
        return span.key if span is not None else position.file


def _reference(explanation: Explanation) -> tuple[Position, ...]:
    """Give the whole position of the last step, or where there is none that of the explanation."""
    for flow in reversed(explanation.flows):
        if flow.steps:
            return (flow.steps[-1].at, *flow.steps[-1].inlined_at)
    return explanation.chain


def _is_around(chain: tuple[Position, ...], reference: tuple[Position, ...]) -> bool:
    """Tell whether code at the reference can see what stands at the chain: they share its calls."""
    return chain[:-1] == reference[: len(chain) - 1]
