"""A verdict as lines for a person: one per variable and allocation, with the compiler's words below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from grader.cli.bodies import list_bodies
from grader.escape.values import AllocationVerdict, Flow, Place, Position, Toolchain, VariableVerdict, Verdict

STYLES = {
    Place.STACK: "green",
    Place.HEAP: "bold red",
    Place.STATIC: "cyan",
    Place.DEPENDS: "yellow",
    Place.NONE: "dim",
    Place.UNKNOWN: "magenta",
}
DETAIL = "dim"
DOUBTFUL = "bold yellow"

Judged: TypeAlias = VariableVerdict | AllocationVerdict

_INDENT = "    "


@dataclass(frozen=True, slots=True)
class Line:
    """One line and its style on a terminal, in the words of rich."""

    text: str
    style: str


def list_verdict(verdict: Verdict, notes: Mapping[Position, Sequence[str]] | None = None) -> Iterator[Line]:
    """Yield the toolchain, then every variable and allocation in the order of the source.

    `notes` are further lines, each below what stands at that position.
    """
    yield Line(describe_toolchain(verdict.toolchain), DETAIL)
    everything: tuple[Judged, ...] = (*verdict.variables, *verdict.allocations)
    judged = sorted(everything, key=lambda each: each.at)
    cells = [_cells(each) for each in judged]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    left = dict(notes or {})
    for each, row in zip(judged, cells, strict=True):
        padded = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield Line(padded.rstrip(), STYLES[each.place])
        for detail in (*_details(each), *left.pop(each.at, ())):
            yield Line(f"{_INDENT}{detail}", DETAIL)
    yield from list_unread(verdict)


def list_unread(verdict: Verdict) -> Iterator[Line]:
    """Yield the lines of the compiler that are not understood, if any, with what follows from that."""
    if verdict.unread:
        yield Line(f"Needs review: {verdict.toolchain.version} said what no rule here knows.", DOUBTFUL)
        yield from (Line(f"{_INDENT}{line}", DETAIL) for line in verdict.unread)


def describe_toolchain(toolchain: Toolchain) -> str:
    """Say what the verdict depends on besides the source, as one line."""
    flags = "".join(f" {flag}" for flag in toolchain.flags)
    return f"{toolchain.version} {toolchain.goos}/{toolchain.goarch} -lang={toolchain.lang}{flags}"


def describe_reasons(judged: Judged) -> str:
    """List the reasons; say so when they may not be all."""
    reasons = ", ".join(judged.reasons)
    more = "" if judged.complete or judged.place is not Place.HEAP else " (there may be more)"
    return f"{reasons}{more}" if reasons else ""


def _cells(judged: Judged) -> tuple[str, ...]:
    what = judged.name if isinstance(judged, VariableVerdict) else judged.expression
    return (str(judged.at), what, judged.place.value, describe_reasons(judged))


def _details(judged: Judged) -> Iterator[str]:
    """Yield the compiler's own line, the flow, and what else is known."""
    if judged.line:
        yield judged.line
    for flow in judged.derivation:
        yield from _describe_flow(flow)
    if isinstance(judged, AllocationVerdict):
        if judged.called_from:
            yield f"inside {judged.called_from}, inlined here"
    elif judged.unknown_because:
        yield judged.unknown_because
    yield from list_bodies(judged)


def _describe_flow(flow: Flow) -> Iterator[str]:
    sign = "&" if flow.derefs < 0 else "*" * flow.derefs
    yield f"{flow.destination} ← {sign}{flow.source}"
    for step in flow.steps:
        why = f" ({step.why})" if step.why else ""
        yield f"{_INDENT}{step.at}: {step.expression}{why}"
