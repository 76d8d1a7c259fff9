"""Verdicts as JSON: exactly, to be kept and read back; and as the documented format that `ask --json` prints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from pydantic import TypeAdapter

from grader.escape.values import (
    AllocationVerdict,
    Copy,
    Derivation,
    Place,
    Position,
    Step,
    Toolchain,
    VariableVerdict,
    Verdict,
)

Json: TypeAlias = "str | int | bool | list[Json] | dict[str, Json]"

_VERDICT = TypeAdapter(Verdict)


def verdict_to_json(verdict: Verdict) -> str:
    """Write a verdict so that `verdict_from_json` gives an equal one."""
    return _VERDICT.dump_json(verdict).decode()


def verdict_from_json(text: str) -> Verdict:
    """Read what `verdict_to_json` wrote. Raises ValueError for anything else."""
    return _VERDICT.validate_json(text)


def public_document(verdict: Verdict) -> dict[str, Json]:
    """Give the documented format: 1-based lines, 1-based columns in UTF-8 bytes, places and reasons by their codes."""
    return {
        "toolchain": _toolchain(verdict.toolchain),
        "variables": [_variable(each) for each in verdict.variables],
        "allocations": [_allocation(each) for each in verdict.allocations],
        "unread": list(verdict.unread),
    }


def _toolchain(toolchain: Toolchain) -> dict[str, Json]:
    return {
        "version": toolchain.version,
        "goos": toolchain.goos,
        "goarch": toolchain.goarch,
        "lang": toolchain.lang,
        "flags": list(toolchain.flags),
    }


def _variable(variable: VariableVerdict) -> dict[str, Json]:
    document: dict[str, Json] = {
        **_at(variable.at),
        "name": variable.name,
        "function": variable.function,
        "kind": variable.kind.value,
        "type": variable.type,
        **_judgement(variable),
    }
    if variable.place is Place.UNKNOWN:
        document["unknown_because"] = variable.unknown_because
    return document


def _allocation(allocation: AllocationVerdict) -> dict[str, Json]:
    document: dict[str, Json] = {
        **_at(allocation.at),
        "expression": allocation.expression,
        "function": allocation.function,
        **_judgement(allocation),
    }
    if allocation.called_from:
        document["called_from"] = allocation.called_from
    return document


def _judgement(judged: VariableVerdict | AllocationVerdict) -> Mapping[str, Json]:
    return {
        "place": judged.place.value,
        "reasons": [reason.value for reason in judged.reasons],
        "complete": judged.complete,
        "derivation": _derivation(judged.derivation),
        "compiler_line": judged.line,
        "copies": [_copy(each) for each in judged.copies],
    }


def _derivation(derivation: Derivation) -> list[Json]:
    return [
        {
            "destination": flow.destination,
            "source": flow.source,
            "derefs": flow.derefs,
            "steps": [_step(step) for step in flow.steps],
        }
        for flow in derivation
    ]


def _step(step: Step) -> Json:
    return {
        "expression": step.expression,
        "why": step.why,
        **_at(step.at),
        "inlined_at": _positions(step.inlined_at),
    }


def _copy(copy: Copy) -> Json:
    return {
        "place": copy.place.value,
        "where": copy.where,
        "at": _positions(copy.at),
        "instance": copy.instance,
        "function": copy.function,
        "instantiations": list(copy.instantiations),
        "reasons": [reason.value for reason in copy.reasons],
        "compiler_line": copy.line,
    }


def _positions(positions: Iterable[Position]) -> list[Json]:
    return [_at(each) for each in positions]


def _at(at: Position) -> dict[str, Json]:
    return {"file": at.file, "line": at.line, "column": at.column}
