"""A second, plain reading of what the compiler's raw text says of allocating expressions.

It shares no code with the product, whose agreement it judges. Every row `E escapes to heap` or `E does not escape` on
an expression must be told by the verdict, and the verdict must tell nothing else.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from grader.escape.values import AllocationVerdict, SourceFile, Verdict
from tests.escape.independent_reading import At, Declared

Spot = tuple[str, int, int]
"""File, line and column."""

_ROW = re.compile(r"([^:\s]+):(\d+):(\d+): (.*) (escapes to heap|does not escape)")
_CALL = re.compile(r"([^:\s]+):(\d+):(\d+): inlining call to .*")
_CHANNEL = re.compile(r"[. ]*MAKECHAN .* # (?:.* )?([^:\s]+):(\d+):(\d+)")
_HIDDEN = re.compile(rb"(?:for|go|defer)\b")
"""Statements that the compiler makes a function literal of; none stands in the source."""

_WITHOUT_BODY = re.compile(rb"func (?:\([^)]*\) )?\w+\([^{]*\)[^{(]*")
"""A function in assembly: all that is said there is of its parameters, and Go's type checker is not asked for them."""
_GENERIC = re.compile(rb"func (\w+\[|\([^()]*\[)")

PLACES = {"escapes to heap": {"heap", "none"}, "does not escape": {"stack", "depends", "none"}}
"""What a row lets a place be. A boxed constant, say, `escapes to heap` and needs no storage."""


@dataclass
class RawRows:
    """What the raw text says of the expressions of these files."""

    rows: dict[str, tuple[At, str]] = field(default_factory=dict)
    """The line -> its expression with its position, and the words that say where it is."""
    calls: set[Spot] = field(default_factory=set)
    """The calls that were inlined."""
    channels: set[Spot] = field(default_factory=set)
    generic_names: set[Spot] = field(default_factory=set)
    """Where generic functions are named, or their receivers."""


@dataclass(frozen=True, kw_only=True)
class Accounts:
    """Which rows the verdict tells, and which it does not."""

    rows: int
    """Rows in all."""
    untold: tuple[str, ...]
    """Rows of inlined copies that are told in the body of their function only, not at the call: of library code within
    an own function that is itself inlined, mostly."""
    unplaced: tuple[str, ...]
    """Rows at the name of a generic function: the compiler has no other place for what its shape makes it convert."""
    differences: tuple[str, ...]
    """Rows lost, told more than once, or invented."""


def read_rows(text: str, files: Iterable[SourceFile], declared: Iterable[Declared]) -> RawRows:
    """Read the rows; those on parameters, which speak of what a parameter points to, are no expressions."""
    sources = {file.name: file.text.split(b"\n") for file in files}
    parameters = {each.at for each in declared if each.in_signature}
    raw = RawRows()
    for line in text.splitlines():
        if match := _CHANNEL.fullmatch(line):
            raw.channels.add((match[1], int(match[2]), int(match[3])))
        elif match := _CALL.fullmatch(line):
            raw.calls.add((match[1], int(match[2]), int(match[3])))
        elif (match := _ROW.fullmatch(line)) and match[1] in sources:
            at = (match[1], int(match[2]), int(match[3]), match[4])
            if at not in parameters and not _is_hidden(at, sources[at[0]]):
                raw.rows[line] = at, match[5]
    raw.generic_names = set(_find_generic_names(sources))
    raw.channels = {spot for spot in raw.channels if spot[0] in sources}
    return raw


def _find_generic_names(sources: Mapping[str, list[bytes]]) -> Iterator[Spot]:
    for file, lines in sources.items():
        for number, line in enumerate(lines, 1):
            if match := _GENERIC.match(line):
                yield file, number, match.start(1) + 1


def _is_hidden(at: At, lines: list[bytes]) -> bool:
    if _WITHOUT_BODY.fullmatch(lines[at[1] - 1]):
        return True
    return at[3] == "func literal" and _HIDDEN.match(lines[at[1] - 1], at[2] - 1) is not None


def settle(verdict: Verdict, raw: RawRows) -> Accounts:
    """Hold the allocations of a verdict against the rows."""
    told = Counter(each.line for each in verdict.allocations)
    copied = _copied(verdict.allocations)
    lost = [line for line, (at, _) in raw.rows.items() if line not in told and not _is_copied(at, copied[at[:3]])]
    unplaced = tuple(line for line in lost if raw.rows[line][0][:3] in raw.generic_names)
    known = {each.expression for each in verdict.allocations}
    untold = tuple(line for line in lost if raw.rows[line][0][:3] in raw.calls and raw.rows[line][0][3] in known)
    return Accounts(
        rows=len(raw.rows),
        untold=untold,
        unplaced=unplaced,
        differences=(
            *(f"lost: {line}" for line in lost if line not in (*untold, *unplaced)),
            *(f"told {told[line]} times: {line}" for line in _shared(told, raw)),
            *_invented(verdict.allocations, raw),
        ),
    )


def _copied(allocations: Iterable[AllocationVerdict]) -> defaultdict[Spot, set[str]]:
    """Say what is told as a copy at each call, in which form; any form for a boxed name, which a constant replaces."""
    copied: defaultdict[Spot, set[str]] = defaultdict(set)
    for each in allocations:
        for copy in each.copies:
            at = copy.at[0] if copy.at else each.at
            copied[at.file, at.line, at.column] |= {"" if each.expression.isidentifier() else _form(each.expression)}
    return copied


def _is_copied(at: At, forms: Collection[str]) -> bool:
    """Tell whether a copy there speaks of it; an instance of generic code is told in the words of the source."""
    is_instance = "go.shape." in at[3] or "<node " in at[3]
    return bool(forms) if is_instance else _form(at[3]) in forms or "" in forms


def _form(expression: str) -> str:
    """Give an expression without its words: in a copy constants take the place of names."""
    return re.sub(r"\w+", "w", expression)


def _shared(told: Counter[str], raw: RawRows) -> list[str]:
    """List the rows that several allocations quote, though it is no call with several of them inlined."""
    several = (line for line, times in told.items() if times > 1 and line in raw.rows)
    return [line for line in several if raw.rows[line][0][:3] not in raw.calls]


def _invented(allocations: Iterable[AllocationVerdict], raw: RawRows) -> Iterator[str]:
    for each in allocations:
        if not each.line:
            if (each.at.file, each.at.line, each.at.column) not in raw.channels:
                yield f"without a row: {each.at} {each.expression}"
        elif each.line not in raw.rows:
            yield f"invented: {each.line}"
        elif each.place.value not in PLACES[raw.rows[each.line][1]]:
            yield f"{each.place}, not as said: {each.line}"
    known = {(each.at.file, each.at.line, each.at.column) for each in allocations if not each.line}
    yield from (f"lost: a channel at {spot}" for spot in raw.channels - known)
