"""The order of wires side by side that gives the fewest crossings.

What two wires cost depends only on which of them runs further left, so the costs form a table and the
best order is found exactly for few wires (dynamic programming over sets), greedily for many.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from grader.picture.geometry import Path, cost_of, segments_of

EXACT_UP_TO = 8
"""2^8 sets of at most 8 wires take about a millisecond."""
IMPROVEMENTS = 3
"""Passes of exchanging neighbours after the greedy order."""

CostTable = list[list[int]]
"""Cost of wire i and wire j when i runs left of j."""


def best_order(path_on: Sequence[Callable[[float], Path]], left: float, right: float) -> list[int]:
    """Order wires from left to right; `path_on[i](x)` is wire i's path when its lane is at x."""
    costs = cost_table(path_on, left, right)
    return exact_order(costs) if len(costs) <= EXACT_UP_TO else greedy_order(costs)


def cost_table(path_on: Sequence[Callable[[float], Path]], left: float, right: float) -> CostTable:
    """Compute what each pair costs in each order."""
    lefts = [segments_of(path(left)) for path in path_on]
    rights = [segments_of(path(right)) for path in path_on]
    count = range(len(path_on))
    return [[cost_of(lefts[i], rights[j]) if i != j else 0 for j in count] for i in count]


def exact_order(costs: CostTable) -> list[int]:
    """Find an order of least cost: the best order of each set ends with one of its members."""
    best: dict[int, tuple[int, list[int]]] = {0: (0, [])}
    for chosen in range(1, 1 << len(costs)):
        members = [i for i in range(len(costs)) if chosen >> i & 1]
        best[chosen] = min(extended(best[chosen & ~(1 << last)], last, costs) for last in members)
    return best[(1 << len(costs)) - 1][1]


def extended(begun: tuple[int, list[int]], last: int, costs: CostTable) -> tuple[int, list[int]]:
    """Put `last` at the right end of an order."""
    cost, order = begun
    return cost + sum(costs[i][last] for i in order), [*order, last]


def greedy_order(costs: CostTable) -> list[int]:
    """Insert each wire where it costs least, then exchange neighbours while that helps."""
    order: list[int] = []
    for wire in range(len(costs)):
        order.insert(cheapest_slot(order, wire, costs), wire)
    for _ in range(IMPROVEMENTS):
        for i in range(len(order) - 1):
            a, b = order[i], order[i + 1]
            if costs[b][a] < costs[a][b]:
                order[i], order[i + 1] = b, a
    return order


def cheapest_slot(order: list[int], wire: int, costs: CostTable) -> int:
    """Find the index at which inserting `wire` costs least."""
    of_slots = [sum(costs[wire][i] for i in order)]
    for passed in order:
        of_slots.append(of_slots[-1] - costs[wire][passed] + costs[passed][wire])
    return of_slots.index(min(of_slots))
