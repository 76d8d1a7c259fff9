"""The compiled bodies of a variable or allocation in words: its function's own, inlined copies, instances, clauses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TypeAlias

from grader.escape.instances import SHAPE
from grader.escape.values import AllocationVerdict, Copy, Place, Reason, VariableVerdict

Judged: TypeAlias = VariableVerdict | AllocationVerdict

WIDEST = 116
"""Bodies are told in one line that is at most so long, otherwise in several."""

MOST_NAMED = 6
"""As many copies that say the same are named; the document (`--json`) has all."""

_WORDS = {
    "inlined": ("the copy inlined at", "the copies inlined at"),
    "instance": ("the instance", "the instances"),
    "clause": ("the clause at", "the clauses at"),
}


def list_bodies(judged: Judged) -> Iterator[str]:
    """Yield where each body of the variable or allocation is; nothing if there is but its function's own.

    ``in `New` heap; in the copy inlined at main.go:12:8 stack``
    """
    if not judged.copies:
        return
    told = [*_own_body(judged), *_copies(judged)]
    line = "; ".join(told)
    yield from [line] if len(line) <= WIDEST else told


def _own_body(judged: Judged) -> Iterator[str]:
    """Tell of the function's own body, unless the copies are all bodies: instances, clauses, or it was dropped."""
    lines = {copy.line for copy in judged.copies if copy.line}
    if judged.line not in lines and all(copy.where == "inlined" for copy in judged.copies):
        yield f"in `{judged.function}` {_told(judged.place, judged.reasons)}"


def _copies(judged: Judged) -> Iterator[str]:
    """Tell of the copies; those that say the same together."""
    alike: defaultdict[tuple[str, str], list[Copy]] = defaultdict(list)
    for copy in judged.copies:
        alike[copy.where, _told(copy.place, copy.reasons)].append(copy)
    for (where, told), copies in alike.items():
        names = list(dict.fromkeys(_name(copy) for copy in copies))
        more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
        yield f"in {_WORDS[where][len(names) > 1]} {', '.join(names[:MOST_NAMED])}{more} {told}"


def _name(copy: Copy) -> str:
    """Name a copy by the call it stands at, a clause by its position, an instance by its body and by what runs it."""
    position = " in ".join(str(each) for each in reversed(copy.at))
    body = f"`{copy.function}`" if copy.function else ""
    type_ = f"type {copy.instance}" if SHAPE in copy.instance else ""
    match copy.where:
        case "clause":
            return _with_details(position, copy.instance, body)
        case "instance":
            runs = f"for {', '.join(copy.instantiations)}" if copy.instantiations else ""
            return _with_details(body, runs, type_) if body else f"for {copy.instance}"
        case _:
            return _with_details(position, body or type_)


def _with_details(name: str, *details: str) -> str:
    told = "; ".join(filter(None, details))
    return f"{name} ({told})" if told else name


def _told(place: Place, reasons: tuple[Reason, ...]) -> str:
    return f"{place} ({', '.join(reasons)})" if reasons else place.value
