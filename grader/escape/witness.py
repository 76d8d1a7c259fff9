"""The second witness: what the generated code allocates for each subject of a verdict.

A verdict says where storage lives; a call of the runtime in the generated code says that it is allocated. The two are
joined by the line of the statement and the calls that it was inlined through; what several subjects could have made is
given to them only together, and only if it adds up. What does not is unassigned.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from grader.escape.assigning import Assignment, assign_calls
from grader.escape.partings import Parting
from grader.escape.runtime_calls import Family, GeneratedCode, RuntimeCall
from grader.escape.subjects import MAPS, STRINGS, Subject, find_function, find_subjects
from grader.escape.values import Place, Position, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """What the generated code says of one subject."""

    calls: tuple[RuntimeCall, ...] = ()
    """The calls that allocate it, or may."""
    shared: tuple[RuntimeCall, ...] = ()
    """Those of the calls that serve other subjects of the line, too, one each: which is whose can not be told."""
    parting: Parting | None = None
    """Why the code allocates otherwise than the place suggests; None when they agree."""
    symbol: str = ""
    """What the code uses instead of storage of its own: `runtime.zerobase`, `p..stmp_2`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Witnesses:
    """What the generated code says of a whole program."""

    by_position: Mapping[Position, Witness]
    """One per position of a variable or allocation; an expression that is boxed, say, counts as one with its box."""
    unassigned: tuple[RuntimeCall, ...]
    """The calls that no subject is known to make, in the order of the source: those of `go` statements, say."""


def find_witness(verdict: Verdict, code: GeneratedCode, at: Position) -> Witness:
    """Say what the code does for the variable or allocation at `at`; nothing, if no subject is there.

    `code` is `parse_generated_code(read_generated_code(compiler, files))`, of the same files, toolchain and flags.
    """
    return hear_witnesses(verdict, code).by_position.get(at, Witness())


def hear_witnesses(verdict: Verdict, code: GeneratedCode) -> Witnesses:
    """Say it of the whole program."""
    subjects = find_subjects(verdict, code)
    assignment = assign_calls(subjects, code)
    by_position = {each.at: _witness(each, assignment, code) for each in subjects if each.is_listed}
    return Witnesses(by_position=by_position, unassigned=assignment.unassigned)


def _witness(subject: Subject, assignment: Assignment, code: GeneratedCode) -> Witness:
    calls = tuple(dict.fromkeys(assignment.calls.get(subject.at, ())))
    if not calls:
        return _without_call(subject, code)
    return Witness(
        calls=calls,
        shared=tuple(call for call in calls if call in assignment.shared),
        parting=Parting.MERGED if subject.at in assignment.merged else _parting_of_calls(subject, calls, code),
    )


_ONLY_IF = {
    Family.APPEND: Parting.APPEND_GROWS,
    Family.STRING: Parting.STRING_BUFFER,
    Family.SLICE: Parting.SLICE_BUFFER,
    Family.MAP: Parting.MAP_GROWS,
    Family.MAP_GROWTH: Parting.MAP_GROWS,
}
"""Why a call allocates only if the size at run time demands it."""


_UNLESS = {
    **dict.fromkeys(("runtime.convT16", "runtime.convT32", "runtime.convT64"), Parting.SMALL_INTEGER),
    **dict.fromkeys(("runtime.convTstring", "runtime.convTslice"), Parting.EMPTY),
}
"""What boxes some values without an allocation. Source: `runtime/iface.go`."""


def _parting_of_calls(subject: Subject, calls: tuple[RuntimeCall, ...], code: GeneratedCode) -> Parting | None:
    if "MAKECHAN" in subject.operators:
        return Parting.CHANNEL
    if "RUNESTR" in subject.operators and subject.place is not Place.HEAP:
        return Parting.CHARACTER
    if subject.place is not Place.HEAP or calls[0].family is Family.APPEND:
        return _ONLY_IF.get(calls[0].family)
    has_own_code = any(find_function(symbol) == subject.function for symbol in code.entries)
    if all(call.inlined_at for call in calls) and not has_own_code:
        return Parting.COPIES_ONLY
    partings = {_UNLESS.get(call.callee) for call in calls}
    return partings.pop() if len(partings) == 1 else None


def _without_call(subject: Subject, code: GeneratedCode) -> Witness:
    """Say why nothing is allocated for what does not simply stay on the stack."""
    if subject.place is Place.STACK:
        return Witness(parting=Parting.MAP_GROWS if subject.operators & MAPS else None)
    if subject.place in (Place.STATIC, Place.UNKNOWN):
        return Witness()
    if (subject.at.file, subject.at.line) not in code.lines:
        return Witness(parting=Parting.DEAD_CODE)
    if subject.place is Place.DEPENDS:
        is_string = bool(subject.operators) and subject.operators <= STRINGS
        return Witness(parting=Parting.NO_COPY if is_string else Parting.UNASSIGNED)
    return _instead_of_storage(subject, code)


_STATIC = (
    (re.compile(r"runtime\.staticuint64s"), Parting.SMALL_VALUE),
    (re.compile(r"runtime\.zerobase"), Parting.ZERO_SIZE),
    (re.compile(r".*·f"), Parting.STATIC_FUNCTION),
    (re.compile(r"go:string\.|.*stmp_\d+"), Parting.CONSTANT),
)
_ONE_BYTE = re.compile(r"bool|byte|u?int8")
_EMPTY = re.compile(r"struct \{\}|\[0\].*")
_LARGER = re.compile(r"string|u?int(16|32|64|ptr)?|float.*|complex.*|rune")


def _instead_of_storage(subject: Subject, code: GeneratedCode) -> Witness:
    """Read from the type, or from what the line uses, where the value is; only if all that fits says the same."""
    line = Position(subject.at.file, subject.at.line, 0)
    fitting = _fitting(subject)
    symbols = [use.symbol for use in code.static if use.at == line]
    used = {symbol: parting for symbol in symbols for form, parting in _STATIC if form.fullmatch(symbol)}
    found = {symbol: parting for symbol, parting in used.items() if parting in fitting}
    partings = set(found.values())
    if _is_boxed(subject, _ONE_BYTE) or _is_boxed(subject, _EMPTY):
        partings = fitting
    elif len(partings) > 1 and all(node.needs_no_storage for node in subject.nodes):
        partings = {Parting.CONSTANT}
    if len(partings) != 1:
        return Witness(parting=Parting.UNASSIGNED)
    return Witness(parting=partings.pop(), symbol=next(iter(found)) if len(found) == 1 else "")


def _fitting(subject: Subject) -> set[Parting]:
    """List what can be the case for what is done there."""
    if "CLOSURE" in subject.operators:
        return {Parting.STATIC_FUNCTION}
    if subject.operators & {"NEW", "PTRLIT", "SLICELIT"} or _is_boxed(subject, _EMPTY):
        return {Parting.ZERO_SIZE}
    if _is_boxed(subject, _ONE_BYTE):
        return {Parting.SMALL_VALUE}
    if _is_boxed(subject, _LARGER):
        return {Parting.CONSTANT}
    return {Parting.CONSTANT, Parting.SMALL_VALUE, Parting.ZERO_SIZE}


def _is_boxed(subject: Subject, types: re.Pattern[str]) -> bool:
    """Tell whether what is done there is boxing a value of one of these types."""
    return bool(subject.nodes) and all(types.fullmatch(node.boxed_type) for node in subject.nodes)
