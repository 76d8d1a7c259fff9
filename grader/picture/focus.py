"""What to draw of a program with more storage than one picture can show: what has to do with what is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from grader.picture.drafts import DraftWire, Store
from grader.picture.locations import Root

MOST_DRAWN = 24
MOST_WIRES = 24
"""More pieces of storage, or pointers between them, than an eye can follow."""


def focus(
    stores: Mapping[Root, Store],
    shown: set[Root],
    wires: Sequence[DraftWire],
    numbered: Mapping[int, tuple[int, ...]],
    asked: Root,
) -> set[Root]:
    """Choose of `shown` what one picture can show.

    That is what is asked, what its flow (`numbered` wires) passes, what is linked with it, nearest first, then the rest
    of its frame.
    """
    if is_followed(shown, wires):
        return shown
    chosen = {asked}
    for root in in_order(stores, wires, numbered, asked):
        grown = chosen | {root}
        is_near = stores[root].function == stores[asked].function or len(between(grown, wires)) > len(
            between(chosen, wires)
        )
        if root in shown and is_near and is_followed(grown, wires):
            chosen = grown
    return chosen


def is_followed(drawn: set[Root], wires: Sequence[DraftWire]) -> bool:
    """Tell whether an eye can follow so much."""
    return len(drawn) <= MOST_DRAWN and len(between(drawn, wires)) <= MOST_WIRES


def between(drawn: set[Root], wires: Sequence[DraftWire]) -> list[DraftWire]:
    """The pointers that would be drawn."""
    return [wire for wire in wires if wire.source.root in drawn and wire.target.root in drawn]


def in_order(
    stores: Mapping[Root, Store], wires: Sequence[DraftWire], numbered: Mapping[int, tuple[int, ...]], asked: Root
) -> Iterator[Root]:
    """Order storage by how much it has to do with what is asked."""
    for index in numbered:
        yield from (wires[index].target.root, wires[index].source.root)
    reached = [asked]
    for root in reached:
        targets = [wire.target.root for wire in wires if wire.source.root == root]
        sources = [wire.source.root for wire in wires if wire.target.root == root]
        reached += [each for each in dict.fromkeys([*targets, *sources]) if each not in reached]
    yield from reached
    yield from (root for root, store in stores.items() if store.function == stores[asked].function)
