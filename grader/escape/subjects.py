"""What may allocate: the variables and allocating expressions of a verdict, each with the calls that it could make."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from grader.escape.runtime_calls import Family
from grader.escape.values import AllocationVerdict, Copy, Kind, Place, Position, VariableVerdict, Verdict

_OBJECT = frozenset({Family.OBJECT})
_FAMILIES_OF = (
    (re.compile(r"new\(|&|func literal|\.\.\. argument"), _OBJECT),
    (re.compile(r"make\(\[\]"), frozenset({Family.SLICE, Family.OBJECT, Family.APPEND})),
    (re.compile(r"make\(map\["), frozenset({Family.MAP})),
    (re.compile(r"make\("), frozenset({Family.SLICE, Family.OBJECT, Family.MAP, Family.CHANNEL})),
    (re.compile(r"append"), frozenset({Family.APPEND})),
    (re.compile(r"map\[.*\{"), frozenset({Family.MAP, Family.MAP_GROWTH})),
    (re.compile(r".*\}$"), frozenset({Family.OBJECT, Family.BOX, Family.MAP, Family.MAP_GROWTH})),
    (re.compile(r"[\w']+$|\".*\"$"), frozenset({Family.BOX})),
    (re.compile(r".*[)]$|.*\+"), frozenset({Family.STRING, Family.BOX})),
    (re.compile(r".*\.\w+$"), frozenset({Family.BOX, Family.OBJECT})),
)
"""What the beginning or form of an expression, as the compiler prints it, says of the calls that it can make.

A name with a dot may be a boxed field or a method value, which is a closure.
"""
_ENTRY = frozenset({Kind.RECEIVER, Kind.PARAMETER, Kind.RESULT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """All that a verdict says of one position."""

    at: Position
    function: str
    place: Place
    names: tuple[str, ...]
    """Of a variable its name, of an allocation the expression."""
    families: frozenset[Family]
    copies: tuple[Copy, ...] = ()
    is_variable: bool = False
    is_at_entry: bool = False
    """True for parameters and results: they are moved to the heap where the function begins."""
    is_foreign: bool = False
    """True for what inlined code of another package allocates."""
    has_message: bool = True
    """False for a channel, of which the compiler says nothing."""

    def place_in(self, inlined_at: tuple[Position, ...]) -> Place:
        """Say where it lives in one compiled body: that of the function, or an inlined copy."""
        places = {copy.at: copy.place for copy in self.copies if copy.where == "inlined"}
        return places.get(inlined_at, self.place)

    def may_call(self, family: Family, inlined_at: tuple[Position, ...]) -> bool:
        """Tell whether it can be what makes such a call in that body."""
        if family not in self.families:
            return False
        if self.is_variable:
            return self.place_in(inlined_at) is Place.HEAP
        return self.place is not Place.NONE or any(copy.place is Place.HEAP for copy in self.copies)

    def surely_calls(self, family: Family) -> bool:
        """Tell whether its storage on the heap can come from no other family of calls."""
        return self.families == {family}


def find_subjects(verdict: Verdict) -> tuple[Subject, ...]:
    """List what may allocate, in the order of the source; several allocations at one position are one subject."""
    at: defaultdict[Position, list[Subject]] = defaultdict(list)
    for variable in verdict.variables:
        at[variable.at].append(_of_variable(variable))
    for allocation in verdict.allocations:
        at[allocation.at].append(_of_allocation(allocation))
    return tuple(_together(at[each]) for each in sorted(at))


def _of_variable(variable: VariableVerdict) -> Subject:
    return Subject(
        at=variable.at,
        function=variable.function,
        place=variable.place,
        names=(variable.name,),
        families=_OBJECT,
        copies=variable.copies,
        is_variable=True,
        is_at_entry=variable.kind in _ENTRY,
    )


def _of_allocation(allocation: AllocationVerdict) -> Subject:
    has_message = bool(allocation.line)
    families = _families(allocation.expression) if has_message else frozenset({Family.CHANNEL})
    if allocation.place is Place.STACK:
        families &= {Family.MAP, Family.MAP_GROWTH}
    return Subject(
        at=allocation.at,
        function=allocation.function,
        place=allocation.place,
        names=(allocation.expression,),
        families=families,
        copies=allocation.copies,
        is_foreign=bool(allocation.called_from),
        has_message=has_message,
    )


def _families(expression: str) -> frozenset[Family]:
    for form, families in _FAMILIES_OF:
        if form.match(expression):
            return families
    return frozenset({Family.BOX, Family.STRING, Family.OBJECT})


_MOST_TELLING = (Place.HEAP, Place.DEPENDS, Place.STACK, Place.NONE, Place.STATIC, Place.UNKNOWN)


def _together(subjects: Iterable[Subject]) -> Subject:
    """Join what stands at one position; the place is the one that allocates most."""
    each = sorted(subjects, key=lambda subject: _MOST_TELLING.index(subject.place))
    first = each[0]
    return Subject(
        at=first.at,
        function=first.function,
        place=first.place,
        names=tuple(name for subject in each for name in subject.names),
        families=frozenset().union(*(subject.families for subject in each)),
        copies=tuple(copy for subject in each for copy in subject.copies),
        is_variable=first.is_variable,
        is_at_entry=first.is_at_entry,
        is_foreign=first.is_foreign,
        has_message=first.has_message,
    )
