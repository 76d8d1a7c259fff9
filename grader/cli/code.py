"""What the generated code says of a verdict's subjects, for `ask --code`: as lines for a person and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from grader.escape.document import Json
from grader.escape.partings import sentence
from grader.escape.runtime_calls import Family, RuntimeCall
from grader.escape.values import Position
from grader.escape.witness import Witness, Witnesses

_NOT_OF_ONE = {
    Family.MAP_GROWTH: "stores in a map, which may grow",
    Family.MOVE: "moves to the heap what `append` may have kept in a buffer on the stack",
    Family.GOROUTINE: "starts a goroutine",
    Family.DEFER: "keeps a deferred call until the function returns",
}
"""What calls do that belong to a statement, not to a variable or an expression."""


def describe_code(witnesses: Witnesses) -> dict[Position, tuple[str, ...]]:
    """Say for each position what the code does there; nothing where it has nothing to say."""
    return {at: tuple(_describe(witness)) for at, witness in witnesses.by_position.items()}


def describe_unassigned(witnesses: Witnesses) -> Iterator[str]:
    """List the calls that are of no variable and no expression, or of which it is not known whose they are."""
    if witnesses.unassigned:
        yield "Calls of the generated code that are of no single variable or expression listed here:"
    for call in dict.fromkeys(witnesses.unassigned):
        what = _NOT_OF_ONE.get(call.family)
        yield f"    {_place(call)}{f': {what}' if what else ''}"


def _describe(witness: Witness) -> Iterator[str]:
    own = [call for call in witness.calls if call not in witness.shared]
    places: dict[str, None] = dict.fromkeys(_place(call) for call in own)
    yield from (f"code: {place}" for place in places)
    yield from (f"code: {_one_of(calls)}" for calls in _by_body(witness.shared))
    if witness.parting:
        symbol = f" ({witness.symbol})" if witness.symbol else ""
        yield f"code: {sentence(witness.parting, 'en')}{symbol}"


def _by_body(calls: Iterable[RuntimeCall]) -> Iterable[list[RuntimeCall]]:
    bodies: dict[object, list[RuntimeCall]] = {}
    for call in calls:
        bodies.setdefault((call.function, call.at, call.inlined_at), []).append(call)
    return bodies.values()


def _one_of(calls: Sequence[RuntimeCall]) -> str:
    callees = list(dict.fromkeys(call.callee for call in calls))
    several = f"one of {', '.join(callees)}" if len(callees) > 1 else callees[0]
    return _place(calls[0], several)


def _place(call: RuntimeCall, callee: str = "") -> str:
    """`runtime.newobject (main.go:12, inlined at main.go:20:7)`."""
    way = ", ".join(map(str, call.inlined_at))
    return f"{callee or call.callee} ({call.at.file}:{call.at.line}{f', inlined at {way}' if way else ''})"


def code_document(witnesses: Witnesses) -> dict[str, Json]:
    """Give `code` and `unassigned_calls` as the README describes them."""
    heard: Mapping[Position, Witness] = witnesses.by_position
    return {
        "code": [_witness(at, each) for at, each in heard.items() if each.calls or each.parting],
        "unassigned_calls": [_call(each) for each in witnesses.unassigned],
    }


def _witness(at: Position, witness: Witness) -> Json:
    return {
        "file": at.file,
        "line": at.line,
        "column": at.column,
        "calls": [{**_call(call), "shared": call in witness.shared} for call in witness.calls],
        "parting": witness.parting.value if witness.parting else "",
        "because": sentence(witness.parting, "en") if witness.parting else "",
        "symbol": witness.symbol,
    }


def _call(call: RuntimeCall) -> dict[str, Json]:
    return {
        "callee": call.callee,
        "function": call.function,
        "file": call.at.file,
        "line": call.at.line,
        "inlined_at": [{"file": at.file, "line": at.line, "column": at.column} for at in call.inlined_at],
    }
