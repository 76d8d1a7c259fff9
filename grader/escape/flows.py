"""The compiler's explanations: along which flows a variable's address reaches what makes it escape.

With `-m=2` the compiler explains each escape twice: as text (`x escapes to heap in F:`, then `flow:` and `from … at …`
lines) and in its optimisation log, as the related information of one record. The wording is the same; the log is read
here, because a `//line` directive can not fool it and because it alone has the positions inside inlined code.

Source: `walkOne`, `explainPath`, `explainFlow` and `flow` of cmd/compile/internal/escape (solve.go, graph.go) and
cmd/compile/internal/logopt, Go 1.21 to 1.27. Up to Go 1.24 the arrow is written `=`.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

from grader.errors import OutputNotUnderstood
from grader.escape.instances import SHAPE
from grader.escape.values import CompilerOutput, Derivation, Flow, Position, Step

HEAP = "{heap}"
"""The destination that the compiler prints for the heap itself."""
TEMPORARY = "{temp}"
"""The destination that the compiler prints for a value that flows to several places at once."""

_Record = dict[str, Any]
_ESCAPES = " escapes to heap"
_LEAK = re.compile(r"parameter (?P<name>.*) leaks to (?P<destination>.*) with derefs=(?P<derefs>\d+)", re.DOTALL)
_INLINED = "inlineLoc"
_FLOW = "escflow:    flow: "
_STEP = "escflow:      from "
_SOURCE = re.compile(r"(?P<destination>.*) (?:←|=) (?P<operators>&|\**)", re.DOTALL)
_HEADING = re.compile(r"(\S[^:]*):(\d+):(\d+): (.+?) escapes to heap in (.+):")
_TRUNCATED = re.compile(r"(.+?):(\d+):(\d+):   warning: truncated explanation")


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why one variable or expression escapes, or where one parameter leaks: one path, not all of them."""

    name: str
    """The variable's name, or the allocating expression as the compiler prints it."""
    at: Position
    """Where the compiler reports it: the declaration, or for an inlined copy the outermost call."""
    inlined_at: tuple[Position, ...] = ()
    """For an inlined copy the rest of the chain; the last one is where it stands in the source."""
    flows: Derivation
    leaks_to: str = ""
    """Only for a leaking parameter: the destination. What the parameter points to leaks, not the parameter itself."""
    derefs: int = 0
    """Only for a leaking parameter: how often what leaks is dereferenced."""
    is_truncated: bool = False
    """True when the path met itself and the compiler stopped explaining."""
    function: str = ""
    """The compiled body that it is about: `Map[go.shape.int]`; empty where the compiler does not say, up to go1.24."""

    @property
    def chain(self) -> tuple[Position, ...]:
        """The whole position: calls first, the place in the source last."""
        return (self.at, *self.inlined_at)


def parse_explanations(output: CompilerOutput, *, with_leaks: bool = True) -> tuple[Explanation, ...]:
    """Return all explanations of one compilation in the order of the log: by position, then as found.

    `with_leaks`: leaking parameters included. They are many, and no storage escapes by them.

    Raises OutputNotUnderstood, with the entry quoted, for anything in an explanation that is not known here.
    """
    truncated = _find_truncated(output.text)
    codes = ('"code":"escape', '"code":"leak') if with_leaks else ('"code":"escape',)
    explanations = tuple(
        _parse_record(record, file, truncated)
        for log in output.log.values()
        for file, record in _explained_records(log, codes)
    )
    return tuple(_with_functions(explanations, output.text)) if SHAPE in output.text else explanations


def _with_functions(explanations: Iterable[Explanation], text: str) -> Iterator[Explanation]:
    """Add the bodies, which only the text names: both channels have the explanations of one place in the same order."""
    named: defaultdict[tuple[Position, str], list[str]] = defaultdict(list)
    for match in filter(None, map(_HEADING.fullmatch, text.split("\n"))):
        named[Position(match[1], int(match[2]), int(match[3])), match[4]].append(match[5])
    explanations = tuple(explanations)
    counts = Counter((each.at, each.name) for each in explanations if not each.leaks_to)
    for each in explanations:
        functions = named[each.at, each.name]
        if each.leaks_to or len(functions) < counts[each.at, each.name]:
            yield each
        else:
            counts[each.at, each.name] -= 1
            yield replace(each, function=functions.pop(0))


def _find_truncated(text: str) -> set[Position]:
    """Find where an explanation was cut short; only the text says so."""
    lines = text.split("\n") if "warning: truncated" in text else []
    matches = (_TRUNCATED.match(line) for line in lines if "warning: truncated" in line)
    return {Position(each[1], int(each[2]), int(each[3])) for each in matches if each is not None}


def _explained_records(log: str, codes: tuple[str, ...]) -> Iterator[tuple[str, _Record]]:
    """Yield the records that carry an explanation, with the file they are about.

    Other records tell of inlining and bounds checks. A record `escape` without a message only repeats a place.
    """
    header, *lines = log.split("\n")
    file = _file_name(json.loads(header)["file"]) if header else ""
    for line in lines:
        if any(code in line for code in codes):
            record = json.loads(line)
            if record["message"]:
                yield file, record


def _parse_record(record: _Record, file: str, truncated: set[Position]) -> Explanation:
    name, leaks_to, derefs = _parse_message(record["message"])
    chain, entries = _fold_inlined(record.get("relatedInformation", []))
    flows = _parse_flows(name, entries)
    at = _position(file, record["range"])
    return Explanation(
        name=name,
        at=at,
        inlined_at=chain,
        flows=flows,
        leaks_to=leaks_to,
        derefs=derefs,
        is_truncated=at in truncated and _meets_itself(flows),
    )


def _parse_message(message: str) -> tuple[str, str, int]:
    """Return the explained name; for a leaking parameter also its destination and dereferences."""
    if message.endswith(_ESCAPES):
        return message.removesuffix(_ESCAPES), "", 0
    if leak := _LEAK.fullmatch(message):
        return leak["name"], leak["destination"], int(leak["derefs"])
    raise OutputNotUnderstood(f"the compiler's log has an escape that is not understood: {message}")


@dataclass(frozen=True, slots=True)
class _Entry:
    """One line of an explanation with its whole position."""

    message: str
    at: Position
    inlined_at: tuple[Position, ...]


def _fold_inlined(related: list[_Record]) -> tuple[tuple[Position, ...], list[_Entry]]:
    """Join each entry with the `inlineLoc` entries that follow it; those before the first belong to the record."""
    own: list[Position] = []
    entries: list[_Entry] = []
    for item in related:
        at = _location(item["location"])
        if item["message"] != _INLINED:
            entries.append(_Entry(item["message"], at, ()))
        elif entries:
            last = entries[-1]
            entries[-1] = _Entry(last.message, last.at, (*last.inlined_at, at))
        else:
            own.append(at)
    return tuple(own), entries


def _parse_flows(name: str, entries: list[_Entry]) -> Derivation:
    """Read the flows of one explanation; each one's source is the destination of the one before."""
    flows: list[Flow] = []
    for entry in entries:
        if entry.message.startswith(_FLOW):
            sources = (flows[-1].destination,) if flows else (f"{{storage for {name}}}", name)
            flows.append(_parse_flow(entry.message, sources))
        elif entry.message.startswith(_STEP) and flows:
            last = flows[-1]
            step = _parse_step(entry)
            flows[-1] = Flow(
                destination=last.destination, source=last.source, derefs=last.derefs, steps=(*last.steps, step)
            )
        else:
            raise OutputNotUnderstood(f"the compiler's log has an explanation that is not understood: {entry.message}")
    return tuple(flows)


def _parse_flow(message: str, sources: tuple[str, ...]) -> Flow:
    """Read `DESTINATION ← SOURCE:`. Knowing the source keeps arrows inside printed strings from misleading."""
    for source in sources:
        ending = f"{source}:"
        if message.endswith(ending):
            matched = _SOURCE.fullmatch(message.removesuffix(ending).removeprefix(_FLOW))
            if matched:
                operators = matched["operators"]
                derefs = -1 if operators == "&" else len(operators)
                return Flow(destination=matched["destination"], source=source, derefs=derefs, steps=())
    raise OutputNotUnderstood(f"the compiler's log has a flow from an unexpected source: {message}")


def _parse_step(entry: _Entry) -> Step:
    """Read `from EXPRESSION (NOTE)`; no note of the compiler has a parenthesis in it."""
    expression, opening, note = entry.message.removeprefix(_STEP).rpartition(" (")
    if not opening or not note.endswith(")"):
        raise OutputNotUnderstood(f"the compiler's log has a step that is not understood: {entry.message}")
    return Step(expression=expression, why=note[:-1], at=entry.at, inlined_at=entry.inlined_at)


def _meets_itself(flows: Derivation) -> bool:
    return bool(flows) and flows[-1].destination in {flow.source for flow in flows}


def _location(location: _Record) -> Position:
    return _position(_file_name(unquote(location["uri"].removeprefix("file://"))), location["range"])


@cache
def _file_name(path: str) -> str:
    """Name a file of the program by its base name, and one from elsewhere with its folder: `fmt/errors.go`."""
    return "/".join(PurePosixPath(path).parts[-2:])


def _position(file: str, printed_range: _Record) -> Position:
    start = printed_range["start"]
    return Position(file, start["line"], start["character"])
