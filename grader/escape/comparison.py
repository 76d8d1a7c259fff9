"""One program's verdicts by several toolchains, side by side."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from grader.escape.document import Json, public_document
from grader.escape.values import AllocationVerdict, Position, VariableVerdict, Verdict

Judged: TypeAlias = VariableVerdict | AllocationVerdict
Side: TypeAlias = Mapping[tuple[str, int], AllocationVerdict]
"""The allocations of one version at one position: by expression, and by number where an expression is there twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What several toolchains say of one variable or allocation."""

    sides: Mapping[str, Judged]
    """Version of the toolchain -> what it says. A version that does not list such an allocation is left out."""
    is_changed: bool
    """True when the place or the set of true reasons differs, or the place of a copy that every version has, or when a
    version lists no such allocation.

    Reasons are held against each other only where they are proven to be all: others may differ by what was looked for.
    """

    @property
    def first(self) -> Judged:
        """What the first version says that lists it: its position and name hold for all."""
        return next(iter(self.sides.values()))

    @property
    def name(self) -> str:
        """The variable's name, or the expression as the first version prints it."""
        return self.first.name if isinstance(self.first, VariableVerdict) else self.first.expression


def compare(verdicts: Sequence[Verdict]) -> tuple[Compared, ...]:
    """Put verdicts of the same files side by side, in the order of the source. Each is of another version.

    Variables are those of the source, so that every version has each of them. An allocation is found again by its
    position and expression; where the expressions differ, by its number at the position: from go1.25 on the compiler
    writes `1000` where it wrote `v` before.
    """
    rows = [*_variables_of(verdicts), *_allocations_of(verdicts)]
    versions = len(verdicts)
    compared = (Compared(sides=sides, is_changed=len(sides) < versions or _differ(sides)) for sides in rows)
    return tuple(sorted(compared, key=lambda each: each.first.at))


def comparison_document(verdicts: Sequence[Verdict]) -> dict[str, Json]:
    """Give the documented format: the document of each version, and what changed between them."""
    changed = (each for each in compare(verdicts) if each.is_changed)
    return {
        "comparison": [public_document(verdict) for verdict in verdicts],
        "changed": [_changed_document(each) for each in changed],
    }


def _variables_of(verdicts: Sequence[Verdict]) -> Iterator[Mapping[str, Judged]]:
    found: defaultdict[tuple[Position, str], dict[str, Judged]] = defaultdict(dict)
    for verdict in verdicts:
        for variable in verdict.variables:
            found[variable.at, variable.name][verdict.toolchain.version] = variable
    yield from found.values()


def _allocations_of(verdicts: Sequence[Verdict]) -> Iterator[Mapping[str, Judged]]:
    by_place: defaultdict[Position, dict[str, list[AllocationVerdict]]] = defaultdict(dict)
    for verdict in verdicts:
        for allocation in verdict.allocations:
            by_place[allocation.at].setdefault(verdict.toolchain.version, []).append(allocation)
    for there in by_place.values():
        yield from _pair({version: _by_expression(listed) for version, listed in there.items()}, len(verdicts))


def _by_expression(allocations: Sequence[AllocationVerdict]) -> Side:
    seen: Counter[str] = Counter()
    named = {}
    for allocation in allocations:
        named[allocation.expression, seen[allocation.expression]] = allocation
        seen[allocation.expression] += 1
    return named


def _pair(sides: Mapping[str, Side], versions: int) -> Iterator[Mapping[str, Judged]]:
    """Pair the allocations at one position: by expression, and what is left by number if every version has as many."""
    names = list(dict.fromkeys(name for side in sides.values() for name in side))
    everywhere = [name for name in names if len(sides) == versions and all(name in side for side in sides.values())]
    left = {version: [side[name] for name in side if name not in everywhere] for version, side in sides.items()}
    yield from ({version: side[name] for version, side in sides.items()} for name in everywhere)
    if len({len(each) for each in left.values()}) == 1:
        yield from (dict(zip(left, row, strict=True)) for row in zip(*left.values(), strict=True))
        return
    for name in names:
        if name not in everywhere:
            yield {version: side[name] for version, side in sides.items() if name in side}


def _differ(sides: Mapping[str, Judged]) -> bool:
    places = {each.place for each in sides.values()}
    reasons = {frozenset(each.reasons) for each in sides.values() if each.complete}
    return len(places) > 1 or len(reasons) > 1 or _differ_in_a_copy([*sides.values()])


def _differ_in_a_copy(judged: Sequence[Judged]) -> bool:
    """Hold the copies against each other that every version has: what is inlined is not the same in all of them."""
    placed = [{(copy.where, copy.at, copy.function): copy.place for copy in each.copies} for each in judged]
    shared = set(placed[0]).intersection(*placed[1:])
    return any(len({places[copy] for places in placed}) > 1 for copy in shared)


def _changed_document(compared: Compared) -> Json:
    first = compared.first
    is_variable = isinstance(first, VariableVerdict)
    return {
        "file": first.at.file,
        "line": first.at.line,
        "column": first.at.column,
        "name" if is_variable else "expression": compared.name,
        "function": first.function,
        "places": {version: each.place.value for version, each in compared.sides.items()},
        "reasons": {version: [reason.value for reason in each.reasons] for version, each in compared.sides.items()},
    }
