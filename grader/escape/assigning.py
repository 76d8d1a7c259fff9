"""Which subject makes which call. What does not add up is left unassigned, never guessed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from grader.escape.runtime_calls import Family, GeneratedCode, RuntimeCall
from grader.escape.subjects import Subject
from grader.escape.values import Position

_MERGING = re.compile(r"runtime\.mallocgc(Tiny\w*|SmallNoScan\w*)?")
"""What allocates several variables without pointers at once (from Go 1.25); a single one has `newobject`."""
_TYPE_ARGUMENTS = re.compile(r"\[[^()]*\]")


@dataclass(slots=True, kw_only=True)
class Assignment:
    """The calls of each subject, by its position, and what is left over."""

    calls: defaultdict[Position, list[RuntimeCall]] = field(default_factory=lambda: defaultdict(list))
    shared: set[Position] = field(default_factory=set)
    """Subjects whose calls serve others, too, one each."""
    merged: set[Position] = field(default_factory=set)
    """Variables that one call allocates together."""
    unassigned: tuple[RuntimeCall, ...] = ()


@dataclass(frozen=True, slots=True)
class _Body:
    """One compiled body and what is allocated there: within it, calls are counted against subjects."""

    function: str
    inlined_at: tuple[Position, ...]
    line: Position
    family: Family


def assign_calls(subjects: Sequence[Subject], code: GeneratedCode) -> Assignment:
    """Give each call to the subjects that make it."""
    assignment = Assignment()
    finder = _Candidates(subjects, code.entries)
    bodies: defaultdict[_Body, list[RuntimeCall]] = defaultdict(list)
    for call in code.calls:
        bodies[_Body(call.function, call.inlined_at, call.at, call.family)].append(call)
    left = [each for body, calls in bodies.items() for each in _assign(calls, finder.of(body), assignment)]
    _find_merged(subjects, assignment)
    assignment.unassigned = tuple(sorted(left, key=lambda call: (call.at, call.inlined_at, call.function)))
    return assignment


class _Candidates:
    """Finds the subjects that can be what makes a call."""

    def __init__(self, subjects: Iterable[Subject], entries: Mapping[str, Position]) -> None:
        self._lines: defaultdict[Position, list[Subject]] = defaultdict(list)
        self._foreign: defaultdict[Position, list[Subject]] = defaultdict(list)
        self._files = set()
        starts = {find_function(function): at for function, at in entries.items()}
        for each in subjects:
            self._files.add(each.at.file)
            if each.is_foreign:
                self._foreign[each.at].append(each)
                continue
            start = starts.get(each.function) if each.is_at_entry else None
            for line in {_line(each.at), start or _line(each.at)}:
                self._lines[line].append(each)

    def of(self, body: _Body) -> list[Subject]:
        """List them, in the order of the source."""
        if body.line.file in self._files:
            near = self._lines.get(body.line, [])
        else:
            near = [each for at in body.inlined_at for each in self._foreign.get(at, ())]
        return [each for each in near if each.may_call(body.family, body.inlined_at)]


def _line(at: Position) -> Position:
    return Position(at.file, at.line, 0)


def find_function(symbol: str) -> str:
    """Name the function of a symbol as verdicts do: without package and type arguments."""
    return _TYPE_ARGUMENTS.sub("", symbol).partition(".")[2]


def _assign(calls: list[RuntimeCall], candidates: Sequence[Subject], assignment: Assignment) -> list[RuntimeCall]:
    """Give the calls of one body to the candidates if that adds up; return what is left."""
    sure = [each for each in candidates if each.surely_calls(calls[0].family)]
    takers = candidates if len(candidates) <= 1 or len(candidates) == len(calls) else sure
    is_merged = len(calls) == 1 < len(takers) and _are_merged(calls[0], takers)
    if not takers or not (len(takers) in (1, len(calls)) or is_merged):
        return calls
    for each in takers:
        assignment.calls[each.at] += calls
        if is_merged:
            assignment.merged.add(each.at)
        elif len(takers) > 1:
            assignment.shared.add(each.at)
    return []


def _are_merged(call: RuntimeCall, takers: Iterable[Subject]) -> bool:
    return bool(_MERGING.fullmatch(call.callee)) and all(each.is_variable for each in takers)


def _find_merged(subjects: Iterable[Subject], assignment: Assignment) -> None:
    """Find the call of a variable that has none on its own line: it stands at the first one that it is merged with."""
    variables = [each for each in subjects if each.is_variable]
    for each in variables:
        if assignment.calls.get(each.at) or not each.may_call(Family.OBJECT, ()):
            continue
        earlier = [other for other in variables if other.function == each.function and other.at < each.at]
        found = {call for other in earlier for call in assignment.calls.get(other.at, ()) if _is_own_merge(call)}
        if len(found) == 1:
            assignment.calls[each.at] += found
            assignment.merged |= {each.at, *(other.at for other in earlier if found & set(assignment.calls[other.at]))}


def _is_own_merge(call: RuntimeCall) -> bool:
    return not call.inlined_at and bool(_MERGING.fullmatch(call.callee))
