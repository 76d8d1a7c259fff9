"""The further bodies of allocating expressions: inlined copies and generic instances, by the rows of the dump (`-W`).

`func New() *T { return &T{} }` allocates on the heap; inlined into a caller that keeps the pointer to itself, the same
expression is on the stack of that caller.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from grader.escape.allocating import AllocatingNode, may_speak_of
from grader.escape.allocation_places import PlaceRules
from grader.escape.diagnostics import Diagnostics, Message
from grader.escape.escaping_allocations import EscapingAllocations
from grader.escape.instances import SHAPE, Instances, is_wrapper
from grader.escape.values import AllocationVerdict, Copy, Place, Position


class AllocationCopies:
    """Finds the bodies of each expression in one compilation."""

    def __init__(
        self,
        nodes: Iterable[AllocatingNode],
        diagnostics: Diagnostics,
        escaping: EscapingAllocations,
        instances: Instances,
        rules: PlaceRules,
    ) -> None:
        self._nodes: defaultdict[Position, list[AllocatingNode]] = defaultdict(list)
        for node in nodes:
            if node.chain and not is_wrapper(node.function):
                self._nodes[node.chain[-1]].append(node)
        self._messages: defaultdict[tuple[Position, bool], list[Message]] = defaultdict(list)
        for messages, is_heap in ((diagnostics.escaping, True), (diagnostics.staying, False)):
            for message in messages:
                self._messages[message.at, is_heap].append(message)
        self._escaping = escaping
        self._instances = instances
        self._rules = rules

    def find(self, verdict: AllocationVerdict, printed: str) -> tuple[Copy, ...]:
        """List the bodies of an expression, printed in these words, besides its function's own."""
        bodies: defaultdict[tuple[str, tuple[Position, ...]], list[AllocatingNode]] = defaultdict(list)
        for node in self._nodes_of(verdict.at, printed):
            if len(node.chain) > 1 or SHAPE in node.function:
                bodies[node.function, node.chain].append(node)
        copies = (self._copy(verdict, printed, function, chain, each) for (function, chain), each in bodies.items())
        return tuple(sorted(dict.fromkeys(copies), key=lambda each: (each.where == "inlined", each.at)))

    def _nodes_of(self, at: Position, printed: str) -> list[AllocatingNode]:
        """Find what an expression became; words that fit several operators mean those of the function's own body."""
        nodes = [each for each in self._nodes.get(at, ()) if may_speak_of(printed, each)]
        own = {each.operator for each in nodes if len(each.chain) == 1}
        return [each for each in nodes if not own or each.operator in own]

    def _copy(
        self,
        verdict: AllocationVerdict,
        printed: str,
        function: str,
        chain: tuple[Position, ...],
        nodes: Sequence[AllocatingNode],
    ) -> Copy:
        place = self._rules.place_in_body(nodes, escapes=self._escaping.is_explained(chain, function, printed))
        body = self._instances.find_body(function, chain, verdict.function)
        return Copy(
            place=place,
            where="inlined" if len(chain) > 1 else "instance",
            at=chain[:-1],
            function=body,
            instantiations=self._instances.find_instantiations(body),
            line=self._line(chain[0], printed, place) or nodes[0].line,
        )

    def _line(self, at: Position, printed: str, place: Place) -> str:
        """Quote what is said in these words at the outermost call; constants may have taken the place of names."""
        said = (each for each in self._messages.get((at, place is Place.HEAP), ()) if each.subject == printed)
        return next((each.line for each in said), "")
