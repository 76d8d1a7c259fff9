"""The compiled bodies of one variable in words: its function's own, inlined copies, generic instances, clauses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from grader.escape.values import Copy, Place, Reason, VariableVerdict

WIDEST = 116
"""Bodies are told in one line that is at most so long, otherwise in several."""

MOST_NAMED = 6
"""As many copies that say the same are named; the document (`--json`) has all."""

_WORDS = {
    "inlined": ("the copy inlined at", "the copies inlined at"),
    "instance": ("the instance for", "the instances for"),
    "clause": ("the clause at", "the clauses at"),
}


def list_bodies(variable: VariableVerdict) -> Iterator[str]:
    """Yield where each body of the variable is; nothing if there is but its function's own.

    ``in `New` heap; in the copy inlined at main.go:12:8 stack``
    """
    if not variable.copies:
        return
    told = [*_own_body(variable), *_copies(variable)]
    line = "; ".join(told)
    yield from [line] if len(line) <= WIDEST else told


def _own_body(variable: VariableVerdict) -> Iterator[str]:
    """Tell of the function's own body, unless the copies are all bodies: instances, clauses, or it was dropped."""
    lines = {copy.line for copy in variable.copies if copy.line}
    if variable.line not in lines and all(copy.where == "inlined" for copy in variable.copies):
        yield f"in `{variable.function}` {_told(variable.place, variable.reasons)}"


def _copies(variable: VariableVerdict) -> Iterator[str]:
    """Tell of the copies; those that say the same together."""
    alike: defaultdict[tuple[str, str], list[Copy]] = defaultdict(list)
    for copy in variable.copies:
        alike[copy.where, _told(copy.place, copy.reasons)].append(copy)
    for (where, judged), copies in alike.items():
        names = list(dict.fromkeys(_name(copy) for copy in copies))
        more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
        yield f"in {_WORDS[where][len(names) > 1]} {', '.join(names[:MOST_NAMED])}{more} {judged}"


def _name(copy: Copy) -> str:
    """Name a copy by the call it stands at, an instance by the variable's type in it, a clause by position and type."""
    position = " in ".join(str(each) for each in reversed(copy.at))
    if copy.where == "clause" or (copy.where == "inlined" and "go.shape." in copy.instance):
        return f"{position} ({copy.instance})" if copy.instance else position
    return copy.instance if copy.where == "instance" else position


def _told(place: Place, reasons: tuple[Reason, ...]) -> str:
    return f"{place} ({', '.join(reasons)})" if reasons else place.value
