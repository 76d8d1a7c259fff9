"""The parts of a scene while it is being built: storage with its planned rows, and wires between roots."""

from __future__ import annotations

from dataclasses import dataclass

from grader.escape.values import Place, Position
from grader.picture.locations import ANY_ELEMENT, OUTSIDE, Making, Origin, Pointers, Root, Steps, matches
from grader.picture.memory import Row
from grader.picture.rows import PlannedRow, inline_texts

LIVING_LONGER = frozenset({Origin.RESULT, Origin.ELSEWHERE})
"""What the caller holds, and what is stored where the program does not say: both are there after the call."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """One drawn piece of storage."""

    root: Root
    id: str
    name: str
    type: str
    place: Place
    function: str
    """The function in whose frame it is, when it is in one."""
    rows: tuple[PlannedRow, ...]
    size: int | None = None
    is_asked: bool = False
    is_copy: bool = False
    """A copy of a value, put into an interface: `type` is the expression whose value it is."""
    is_grown: bool = False
    """Made by `append`: it holds what another piece of storage held before."""

    @property
    def is_variable(self) -> bool:
        """True for a named variable of the program."""
        return self.root.origin is Origin.VARIABLE

    def row_id(self, index: int) -> str:
        """The id of a row."""
        return f"{self.id}.{index}"

    def find_row(self, steps: Steps) -> int | None:
        """Find the row that holds what is kept at `steps`: its own, or the break that stands for it."""
        exact = [i for i, row in enumerate(self.rows) if row.holds_pointer and row.steps and matches(row.steps, steps)]
        whole = [i for i, row in enumerate(self.rows) if row.holds_pointer and not row.left_out and row.steps == steps]
        breaks = [i for i, row in enumerate(self.rows) if row.left_out and steps]
        outside = [0] if self.root.origin in {Origin.ELSEWHERE, Origin.CALLEE} else []
        return next(iter((*whole, *exact, *breaks, *outside)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftWire:
    """A pointer from a row to a piece of storage."""

    source: Store
    row: int
    target: Store
    makings: tuple[Making, ...]


def draft_wires(stores: dict[Root, Store], pointers: Pointers) -> list[DraftWire]:
    """Find the pointers between pieces of storage that are drawn, one wire for each row and target."""
    found: dict[tuple[Root, int, Root], DraftWire] = {}
    for root, kept in pointers.made.items():
        store = stores.get(root)
        if store is None or store.place is Place.UNKNOWN:
            continue
        for steps, targets in kept.items():
            row = store.find_row(steps)
            for location, makings in targets.items():
                target = stores.get(location.root)
                if row is not None and target is not None and target.place is not Place.UNKNOWN:
                    wire = DraftWire(source=store, row=row, target=target, makings=tuple(makings))
                    found.setdefault((root, row, location.root), wire)
    return list(found.values())


def is_allowed(wire: DraftWire) -> bool:
    """Tell whether there can be such a pointer: the compiler lets none lead from what lives longer into a frame.

    One that there cannot be is a mistake of ours in reading the program, such as a branch that the compiler has dropped
    or a copy that we took for what it was made of; it is not drawn.
    """
    lives_longer = wire.source.place in {Place.HEAP, Place.STATIC} or wire.source.root.origin in LIVING_LONGER
    return not (lives_longer and wire.target.place is Place.STACK)


def draw_rows(store: Store, wires: list[DraftWire], pointers: Pointers) -> tuple[Row, ...]:
    """Turn planned rows into rows, with an open port where something points out of the picture."""
    wired = {wire.row for wire in wires if wire.source is store}
    outside = rows_that_point_outside(store, wires, pointers)
    return tuple(
        Row(
            id=store.row_id(index),
            label=inline_texts(planned)[0],
            note=inline_texts(planned)[1],
            path=path_of(store, planned),
            points_outside=index not in wired and (planned.is_outside or index in outside),
            left_out=planned.left_out,
        )
        for index, planned in enumerate(store.rows)
    )


def path_of(store: Store, planned: PlannedRow) -> str:
    """Write where in its variable a row is; of a function's only result it is the whole."""
    is_only_result = store.root.origin is Origin.RESULT and not store.rows[-1].name.startswith("#")
    steps = planned.steps[1:] if is_only_result else planned.steps
    return "".join(steps).replace(ANY_ELEMENT, "[…]")


def rows_that_point_outside(store: Store, wires: list[DraftWire], pointers: Pointers) -> set[int]:
    """Find the rows with a pointer whose target is unknown or not drawn."""
    drawn = {wire.target.root for wire in wires}
    found: set[int] = set()
    for steps, targets in pointers.made.get(store.root, {}).items():
        if all(target.root in drawn for target in targets):
            continue
        whole = {i for i, row in enumerate(store.rows) if row.holds_pointer and row.steps[: len(steps)] == steps}
        row = store.find_row(steps)
        found |= whole if OUTSIDE in targets else set() if row is None else {row}
    return found


def position_of_wire(wire: DraftWire) -> Position:
    """Where the pointer is first made."""
    node = wire.makings[0].node
    return Position(wire.makings[0].file, node.start_point.row + 1, node.start_point.column + 1)
