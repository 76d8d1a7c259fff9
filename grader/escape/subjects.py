"""What may allocate: the variables and allocating expressions of a verdict, each with the calls that it can make."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from grader.escape.allocating import AllocatingNode
from grader.escape.runtime_calls import Family, GeneratedCode, RuntimeCall
from grader.escape.values import AllocationVerdict, Copy, Kind, Place, Position, VariableVerdict, Verdict

MAPS = frozenset({"MAKEMAP", "MAPLIT"})
STRINGS = frozenset({"ADDSTR", "BYTES2STR", "RUNES2STR", "RUNESTR", "STR2BYTES", "STR2RUNES"})
_CALLS_WITHOUT_ESCAPE = MAPS | STRINGS | {"APPEND", "MAKECHAN", "MAKESLICE", "MAKESLICECOPY"}
"""What may call the runtime though it stays: it grows, or is larger than its buffer on the stack."""

_OBJECT = "newobject|mallocgc.*"
_SLICE = f"makeslice.*|growslice.*|{_OBJECT}"
_CALLEES = {
    "ADDSTR": "concatstring.*|concatbyte.*",
    "APPEND": "growslice.*",
    "BYTES2STR": "slicebytetostring",
    "CLOSURE": _OBJECT,
    "CONVIFACE": "convT.*",
    "MAKECHAN": "makechan.*",
    "MAKEMAP": "makemap.*",
    "MAKESLICE": _SLICE,
    "MAKESLICECOPY": _SLICE,
    "MAPLIT": "makemap.*|mapassign.*",
    "METHVALUE": _OBJECT,
    "NEW": _OBJECT,
    "PTRLIT": _OBJECT,
    "RUNES2STR": "slicerunetostring",
    "RUNESTR": "intstring",
    "SLICELIT": _OBJECT,
    "STR2BYTES": f"stringtoslicebyte|concatbyte.*|{_OBJECT}",
    "STR2RUNES": "stringtoslicerune",
}
"""What each operator calls. `append(s, make([]T, n)...)` grows at once; `[]byte("constant")` has a known size."""

_BOXING = (
    (re.compile(r"string"), "convTstring"),
    (re.compile(r"\[\].*"), "convTslice"),
    (re.compile(r"u?int(64|ptr)?|float64"), "convT64"),
    (re.compile(r"u?int32|float32|rune"), "convT32"),
    (re.compile(r"u?int16"), "convT16"),
)
"""What boxes a value of a type without name. One with a name may have any of them."""

_ENTRY = frozenset({Kind.RECEIVER, Kind.PARAMETER, Kind.RESULT})
_TYPE_ARGUMENTS = re.compile(r"\[[^()]*\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """All that a verdict says of one position, and what the compiler has there."""

    at: Position
    function: str
    place: Place
    nodes: tuple[AllocatingNode, ...] = ()
    """The allocating expressions there, one per compiled body; none for a variable."""
    copies: tuple[Copy, ...] = ()
    is_variable: bool = False
    is_at_entry: bool = False
    """True for parameters and results: they are moved to the heap where the function begins."""
    is_foreign: bool = False
    """True for what inlined code of another package allocates."""
    is_listed: bool = True
    """False for what the verdict does not list: the closure that a `go` statement makes, say."""

    @property
    def lines(self) -> frozenset[Position]:
        """The lines, column 0, where it may be allocated; the variable of a type switch is one per clause."""
        clauses = (at for copy in self.copies if copy.where == "clause" for at in copy.at)
        return frozenset(Position(at.file, at.line, 0) for at in (self.at, *clauses))

    @property
    def operators(self) -> frozenset[str]:
        """The compiler's names of what is done there: `NEW`, `CONVIFACE`."""
        return frozenset(node.operator for node in self.nodes)

    def may_make(self, call: RuntimeCall) -> bool:
        """Tell whether it can be what makes a call on its line."""
        return self.count_makers((call,)) > 0

    def count_makers(self, calls: Collection[RuntimeCall]) -> int:
        """Count the allocating expressions, or the variable, that can be what makes any of the calls of one body."""
        if self.is_variable:
            is_heap = any(self._place_in(call.inlined_at) is Place.HEAP for call in calls)
            return int(is_heap and any(call.family is Family.OBJECT for call in calls))
        if self.place is Place.NONE:
            return 0
        fitting = (node for node in self.nodes if any(_fits(node, call) for call in calls))
        return len({(node.operator, node.chain) for node in fitting})

    def _place_in(self, inlined_at: tuple[Position, ...]) -> Place:
        """Say where a variable lives in one compiled body: that of its function, or an inlined copy."""
        places = {copy.at: copy.place for copy in self.copies if copy.where == "inlined"}
        return places.get(inlined_at, self.place)


def find_function(symbol: str) -> str:
    """Name the function of a symbol without package and type arguments: `Map` for `p.Map[go.shape.int]`."""
    return without_type_arguments(symbol).partition(".")[2]


def without_type_arguments(function: str) -> str:
    """Give `Map` for `Map[go.shape.int]`."""
    return _TYPE_ARGUMENTS.sub("", function)


def _fits(node: AllocatingNode, call: RuntimeCall) -> bool:
    """Tell whether the expression, in that compiled body, can make the call."""
    return (
        not node.needs_no_storage
        and node.chain[:-1] == call.inlined_at
        and node.chain[-1].line == call.at.line
        and without_type_arguments(node.function) == find_function(call.function)
        and (node.escapes is True or node.operator in _CALLS_WITHOUT_ESCAPE)
        and _calls(node, call.callee.removeprefix("runtime."))
    )


def _calls(node: AllocatingNode, callee: str) -> bool:
    boxing = next((name for form, name in _BOXING if form.fullmatch(node.boxed_type)), None)
    return boxing in (None, callee) and re.fullmatch(_CALLEES[node.operator], callee) is not None


def find_subjects(verdict: Verdict, code: GeneratedCode) -> tuple[Subject, ...]:
    """List what may allocate, in the order of the source; several allocations at one position are one subject.

    With them is what the compiler allocates and the verdict does not list: its calls must not count as others'.
    """
    nodes = _nodes_by_place(verdict, code.nodes)
    at: defaultdict[Position, list[Subject]] = defaultdict(list)
    for variable in verdict.variables:
        at[variable.at].append(_of_variable(variable))
    for allocation in verdict.allocations:
        at[allocation.at].append(_of_allocation(allocation, nodes.get(allocation.at, ())))
    for each in nodes.keys() - at.keys():
        at[each] = [Subject(at=each, function="", place=Place.HEAP, nodes=nodes[each], is_listed=False)]
    return tuple(_most_telling(at[each]) for each in sorted(at))


def _nodes_by_place(verdict: Verdict, nodes: Iterable[AllocatingNode]) -> Mapping[Position, tuple[AllocatingNode, ...]]:
    """Find for each place in the program what is allocated there; of inlined library code, that is the call."""
    files = {*(each.at.file for each in verdict.variables), *(each.at.file for each in verdict.allocations)}
    found: defaultdict[Position, tuple[AllocatingNode, ...]] = defaultdict(tuple)
    for node in nodes:
        for at in _innermost(node.chain, files):
            found[at] += (node,)
    return found


def _innermost(chain: tuple[Position, ...], files: set[str]) -> Iterator[Position]:
    yield from [each for each in chain if each.file in files][-1:]


def _of_variable(variable: VariableVerdict) -> Subject:
    return Subject(
        at=variable.at,
        function=variable.function,
        place=variable.place,
        copies=variable.copies,
        is_variable=True,
        is_at_entry=variable.kind in _ENTRY,
    )


def _of_allocation(allocation: AllocationVerdict, nodes: tuple[AllocatingNode, ...]) -> Subject:
    return Subject(
        at=allocation.at,
        function=allocation.function,
        place=allocation.place,
        nodes=nodes,
        is_foreign=bool(allocation.called_from),
    )


_MOST_TELLING = (Place.HEAP, Place.DEPENDS, Place.STACK, Place.NONE, Place.STATIC, Place.UNKNOWN)


def _most_telling(subjects: Iterable[Subject]) -> Subject:
    """Choose, of what stands at one position, what allocates most: an expression and its boxing share their nodes."""
    return min(subjects, key=lambda subject: _MOST_TELLING.index(subject.place))
