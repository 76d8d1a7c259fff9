"""Where the storage of an allocating expression is, beyond what a message says: nowhere, or known at run time only."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from grader.escape.allocating import AllocatingNode
from grader.escape.values import Place, Toolchain

_SMALL_BUFFER = frozenset({"ADDSTR", "BYTES2STR", "STR2BYTES", "STR2RUNES", "RUNES2STR"})
"""What stays on the stack only while it fits a buffer of 32 bytes (`runtime.tmpBuf`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRules:
    """What decides in one compilation."""

    toolchain: Toolchain
    empty: Collection[str]
    """The names of the program's types whose values have no size."""

    def place_of(self, nodes: Sequence[AllocatingNode], *, is_heap: bool) -> Place:
        """Say where the storage of one expression is, by what the compiler says of it and what it became."""
        if nodes and all(self._needs_no_storage(each) for each in nodes):
            return Place.NONE
        if is_heap:
            return Place.HEAP
        return Place.DEPENDS if any(self._is_decided_at_run_time(each) for each in nodes) else Place.STACK

    def place_in_body(self, nodes: Sequence[AllocatingNode], *, escapes: bool) -> Place:
        """Say the same of one body by its nodes; a pointer in an interface has nothing said of it.

        `escapes`: it is explained why. From Go 1.27 on the node of an `append` says otherwise: it begins on the stack.
        """
        said = [each for each in nodes if each.escapes is not None]
        is_heap = escapes or any(each.escapes for each in said)
        return self.place_of(said, is_heap=is_heap) if said else Place.NONE

    def _needs_no_storage(self, node: AllocatingNode) -> bool:
        return node.needs_no_storage or node.boxed_type.partition(".")[2] in self.empty

    def _is_decided_at_run_time(self, node: AllocatingNode) -> bool:
        """Tell whether storage that does not escape is on the stack only while it is small.

        From Go 1.25 on, a `make` of unknown length and the first growth of an `append` try a buffer on the stack first.
        """
        return (
            node.operator in _SMALL_BUFFER
            or node.operator == "APPEND"
            or (node.operator.startswith("MAKESLICE") and not node.has_constant_size and _minor(self.toolchain) >= 25)
        )


def _minor(toolchain: Toolchain) -> int:
    match = re.match(r"go1\.(\d+)", toolchain.version)
    return int(match[1]) if match else 0
