"""A second, plain reading of the compiler's raw text: it shares no code with the product, whose agreement it judges."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field

At = tuple[str, int, int, str]
"""File, line, column and name."""


@dataclass(frozen=True)
class Declared:
    """One variable as Go's own type checker lists it."""

    file: str
    line: int
    column: int
    name: str
    function: str
    in_literal: bool
    in_signature: bool
    is_generic: bool
    is_type_switch: bool
    clause_heads: tuple[tuple[int, int, int, int], ...]

    @property
    def at(self) -> At:
        return self.file, self.line, self.column, self.name


def read_declared(printed: str) -> list[Declared]:
    """Read what `list_variables.go` printed."""
    found = []
    for line in printed.splitlines():
        values = json.loads(line)
        values["clause_heads"] = tuple(tuple(head) for head in values["clause_heads"] or ())
        found.append(Declared(**values))
    return found


@dataclass
class RawText:
    """The lines of the compiler's text that say where variables are."""

    moved: set[At] = field(default_factory=set)
    own_heap: dict[At, bool] = field(default_factory=dict)
    """Bodies of the declaring function itself -> whether any says heap."""
    copy_heap: dict[At, bool] = field(default_factory=dict)
    """Inlined copies -> whether any says heap."""
    names_on_line: defaultdict[tuple[str, str], set[At]] = field(default_factory=lambda: defaultdict(set))
    """File and name -> where the compiler declares it, for the clauses of type switches."""


def read_raw(text: str) -> RawText:
    raw, is_wrapper = RawText(), False
    for line in text.splitlines():
        if line.startswith("before walk "):
            body = line.removeprefix("before walk ")
            is_wrapper = "[" in body and "go.shape" not in body
        elif ": moved to heap: " in line and not line.startswith(("<", ".")):
            place, _, name = line.partition(": moved to heap: ")
            raw.moved.add(_at(place, name))
        elif " NAME-" in line and " esc(" in line and " # " in line and not is_wrapper:
            _read_row(raw, line)
    for at in {*raw.moved, *raw.own_heap, *raw.copy_heap}:
        raw.names_on_line[at[0], at[3]].add(at)
    return raw


def _read_row(raw: RawText, line: str) -> None:
    row, _, positions = line.rpartition(" # ")
    words, chain = row.split(), positions.split()
    name = next(word for word in words if word.startswith("NAME-")).partition(".")[2]
    if "IsClosureVar" in words or "AutoTemp" in words or name.startswith(("#", "~", ".")) or chain[0].startswith("<"):
        return
    seen = raw.own_heap if len(chain) == 1 else raw.copy_heap
    at = _at(chain[-1], name)
    seen[at] = seen.get(at, False) or "esc(h)" in words


def _at(place: str, name: str) -> At:
    parts = place.split(":")
    return parts[0], int(parts[1]) if len(parts) > 1 else 0, int(parts[2]) if len(parts) > 2 else 0, name


def allowed_places(variable: Declared, raw: RawText) -> set[str]:
    """Say which places the raw text allows for a variable."""
    if not variable.function and not variable.in_literal:
        return {"static"}
    spots = _spots(variable, raw)
    own = [raw.own_heap[at] for at in spots if at in raw.own_heap]
    copies = [raw.copy_heap[at] for at in spots if at in raw.copy_heap]
    bodies = own + copies if variable.is_generic else own or copies
    if any(at in raw.moved for at in spots):
        return {"heap"}
    if bodies:
        return {"heap"} if any(bodies) else {"stack"}
    if not variable.in_signature:
        return {"unknown"}
    if variable.in_literal or variable.is_generic:
        return {"stack", "unknown"}
    return {"unknown"} if variable.function.split(".")[-1] == "_" else {"stack"}


def _spots(variable: Declared, raw: RawText) -> set[At]:
    """Say where the compiler may have declared the variable."""
    if not variable.is_type_switch:
        far = {(variable.file, variable.line, column, variable.name) for column in (0, 255)}
        return far if variable.column > 254 else {variable.at}
    spots = raw.names_on_line.get((variable.file, variable.name), set())
    return {at for at in spots if any(_in_head(at, head) for head in variable.clause_heads)}


def _in_head(at: At, head: tuple[int, int, int, int]) -> bool:
    return head[:2] <= (at[1], at[2]) <= head[2:]
