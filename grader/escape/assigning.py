"""Which subject makes which call. What does not add up is left unassigned, never guessed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from grader.escape.runtime_calls import Family, GeneratedCode, RuntimeCall
from grader.escape.subjects import Subject, find_function
from grader.escape.values import Place, Position

_MERGING = re.compile(r"runtime\.mallocgc(Tiny\w*|SmallNoScan\w*)?")
"""What allocates several variables without pointers at once (from Go 1.25); a single one has `newobject`."""

_ONE_EACH = frozenset({Family.OBJECT, Family.BOX})
"""What an expression calls once in a compiled body. A map literal, say, makes the map and stores each entry."""

_Group: TypeAlias = tuple[str, tuple[Position, ...], Position, tuple[Position, ...]]
"""A compiled body (function, and the calls it is inlined through), a line, and those that can make a call there."""


@dataclass(slots=True, kw_only=True)
class Assignment:
    """The calls of each subject, by its position, and what is left over."""

    calls: defaultdict[Position, list[RuntimeCall]] = field(default_factory=lambda: defaultdict(list))
    shared: set[RuntimeCall] = field(default_factory=set)
    """Calls that serve several subjects, one each."""
    merged: set[Position] = field(default_factory=set)
    """Variables that one call allocates together."""
    unassigned: tuple[RuntimeCall, ...] = ()


def assign_calls(subjects: Sequence[Subject], code: GeneratedCode) -> Assignment:
    """Give each call to the subjects that make it: within a compiled body, calls are counted against subjects."""
    assignment = Assignment()
    near = _Neighbours(subjects, code)
    by_position = {each.at: each for each in subjects}
    groups: defaultdict[_Group, list[RuntimeCall]] = defaultdict(list)
    for call in code.calls:
        makers = tuple(each.at for each in near.of(call) if each.may_make(call))
        groups[call.function, call.inlined_at, call.at, makers].append(call)
    left: list[RuntimeCall] = []
    for (*_, makers), calls in groups.items():
        left += _assign(calls, [by_position[at] for at in makers], assignment)
    _find_merged(subjects, assignment)
    files = {each.at.file for each in subjects if each.is_listed}
    assignment.unassigned = tuple(sorted((call for call in left if _is_of(call, files)), key=_order))
    return assignment


def _is_of(call: RuntimeCall, files: Collection[str]) -> bool:
    """Tell whether the program makes the call, not a generic function of a library that is compiled along with it."""
    return any(at.file in files for at in (call.at, *call.inlined_at))


def _order(call: RuntimeCall) -> tuple[Position, tuple[Position, ...], str]:
    return call.at, call.inlined_at, call.function


class _Neighbours:
    """Finds the subjects on the line of a call, or under the call of a library function that it is inlined from."""

    def __init__(self, subjects: Iterable[Subject], code: GeneratedCode) -> None:
        self._lines: defaultdict[Position, list[Subject]] = defaultdict(list)
        self._foreign: defaultdict[Position, list[Subject]] = defaultdict(list)
        starts = {find_function(symbol): at for symbol, at in code.entries.items()}
        for each in subjects:
            if each.is_foreign:
                self._foreign[each.at].append(each)
            entry = {starts[each.function]} if each.is_at_entry and each.function in starts else set()
            for at in each.lines | entry:
                self._lines[at].append(each)

    def of(self, call: RuntimeCall) -> list[Subject]:
        """List them, in the order of the source."""
        return [*self._lines.get(call.at, ()), *(each for at in call.inlined_at for each in self._foreign.get(at, ()))]


def _assign(calls: list[RuntimeCall], makers: Sequence[Subject], assignment: Assignment) -> list[RuntimeCall]:
    """Give the calls to those that can make them if that adds up; return what is left."""
    is_merged = len(calls) == 1 < len(makers) and _are_merged(calls[0], makers)
    if not makers or not (is_merged or _adds_up(calls, makers)):
        return calls
    for each in makers:
        assignment.calls[each.at] += calls
    if is_merged:
        assignment.merged |= {each.at for each in makers}
    elif len(makers) > 1:
        assignment.shared |= set(calls)
    return [] if all(each.is_listed for each in makers) else calls


def _adds_up(calls: Sequence[RuntimeCall], makers: Sequence[Subject]) -> bool:
    """Tell whether there are as many calls as expressions to make them."""
    counted = [call for call in calls if len(makers) > 1 or call.family in _ONE_EACH]
    return not counted or sum(each.count_makers(counted) for each in makers) == len(counted)


def _are_merged(call: RuntimeCall, makers: Iterable[Subject]) -> bool:
    return bool(_MERGING.fullmatch(call.callee)) and all(each.is_variable for each in makers)


def _find_merged(subjects: Iterable[Subject], assignment: Assignment) -> None:
    """Find the call of a variable that has none on its own line: it stands at the first one that it is merged with."""
    variables = [each for each in subjects if each.is_variable and each.place is Place.HEAP]
    for each in variables:
        if assignment.calls.get(each.at):
            continue
        earlier = [other for other in variables if other.function == each.function and other.at < each.at]
        found = {call for other in earlier for call in assignment.calls.get(other.at, ()) if _is_own_merge(call)}
        if len(found) == 1:
            assignment.calls[each.at] += found
            assignment.merged |= {each.at, *(other.at for other in earlier if found & set(assignment.calls[other.at]))}


def _is_own_merge(call: RuntimeCall) -> bool:
    return not call.inlined_at and bool(_MERGING.fullmatch(call.callee))
