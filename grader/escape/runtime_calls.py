"""The generated code (`-S`), as far as it tells of allocations: which functions of the runtime it calls, and where.

    p.Use STEXT size=815 align=0x0 args=0x8 locals=0x170 funcid=0x0
        0x005a 00090 (a.go:9)	CALL	runtime.newobject(SB)

A position has a line and no column. Of inlined code it is the innermost one: the line on which the statement stands,
whatever function it was inlined into. The way there is in a table that `-d=pctab=pctoinline` prints: for every
instruction the number of a call, or -1, and then the calls, each with its position (line and column) and the call it is
itself inlined through:

    funcpctab p.Use [valfunc=pctoinline]
        5a      0 00090 (a.go:14)	CALL	runtime.newobject(SB)
    -- inlining tree for p.Use:
    0 | -1 | p.New (a.go:14:10) pc=119

The positions in parentheses in this table are outermost ones. All this is so in every release from 1.21 to 1.27. Where
a parameter is moved to the heap, the call stands at the line of its function's name. Source of the functions:
`cmd/compile/internal/typecheck/_builtin/runtime.go`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from grader.escape.allocating import AllocatingNode, parse_allocating
from grader.escape.values import Position


class Family(StrEnum):
    """What a function of the runtime allocates."""

    OBJECT = "object"
    """One value of known size: a variable, `new`, `&T{…}`, the array of a slice literal, a closure."""
    SLICE = "slice"
    STRING = "string"
    """A string, or the bytes or runes made of one; also from a string."""
    BOX = "box"
    """The copy of a value that an interface holds."""
    APPEND = "append"
    MOVE = "move"
    """Leaving a function with a slice that `append` made in a buffer on its stack."""
    MAP = "map"
    MAP_GROWTH = "map growth"
    """Storing in a map, which grows when it is full."""
    CHANNEL = "channel"
    GOROUTINE = "goroutine"
    DEFER = "defer"


_FAMILIES = {
    Family.OBJECT: r"newobject|mallocgc\w*",
    Family.SLICE: r"makeslice(64|copy)?",
    Family.STRING: r"concat(string|byte)(\d|s)|intstring|slicebytetostring|slicerunetostring|stringtoslice(byte|rune)",
    Family.BOX: r"convT(noptr|16|32|64|string|slice)?",
    Family.APPEND: r"growslice(Buf)?(NoAlias)?",
    Family.MOVE: r"moveSlice(NoCap)?(NoScan)?",
    Family.MAP: r"makemap(64|_small)?",
    Family.MAP_GROWTH: r"mapassign(_fast(32|64|str)(ptr)?)?",
    Family.CHANNEL: r"makechan(64)?",
    Family.GOROUTINE: r"newproc",
    Family.DEFER: r"deferproc(at)?|deferrangefunc",
}
_ALLOCATING = re.compile(
    "runtime[.](?:" + "|".join(f"(?P<{family.name}>{names})" for family, names in _FAMILIES.items()) + ")"
)

_FUNCTION = re.compile(r"(?P<name>\S.*?) STEXT ")
_INSTRUCTION = re.compile(r"\t0x[0-9a-f]+ (?P<pc>\d+) \((?P<file>[^():]+):(?P<line>\d+)\)\t(?P<rest>[A-Z].*)")
_TABLE = re.compile(r"funcpctab (?P<name>.+) \[valfunc=pctoinline\]")
_TABLE_ROW = re.compile(r" *(?P<pc>[0-9a-f]+) +(?P<call>-?\d+ )? *\d{5,} \(")
_TREE = re.compile(r"-- inlining tree for (?P<name>.+):")
_TREE_ROW = re.compile(
    r"(?P<call>\d+) \| (?P<parent>-?\d+) \| .* \((?P<file>[^():]+):(?P<line>\d+):(?P<column>\d+)\) pc=\d+"
)
_CALL = re.compile(r"(?:CALL|JMP)\t(?P<callee>runtime\.\w+)\(SB\)")
_STATIC = re.compile(
    r"(?:^|[\s,])"
    r"(?P<symbol>go:string\.(?=\")|runtime\.(?:staticuint64s|zerobase)(?=[(+])|[^\s,\"]+(?:·f|\.stmp_\d+)(?=[(+]))"
)
"""Starts only where an operand starts: in a name of any length, no character is looked at more than a few times."""
_NO_CODE = ("PCDATA", "FUNCDATA", "TEXT", "NOP", "XCHGL")


@dataclass(frozen=True, slots=True, kw_only=True)
class RuntimeCall:
    """One call of a function of the runtime that allocates, or may."""

    function: str
    """The symbol whose code makes the call: `p.Use`, `p.(*T).Set`, `p.Use.func1`."""
    callee: str
    """`runtime.newobject`."""
    at: Position
    """The statement, where it stands in the source; column 0, since the compiler tells none."""
    inlined_at: tuple[Position, ...] = ()
    """The calls through which it was inlined into the function, outermost first, with columns."""

    @property
    def family(self) -> Family:
        """What the callee allocates. Raises ValueError for one that does not."""
        family = find_family(self.callee)
        if family is None:
            raise ValueError(f"{self.callee} does not allocate")
        return family


@dataclass(frozen=True, slots=True, kw_only=True)
class StaticUse:
    """A place at which the code uses what the program has anyway, and nothing is allocated."""

    symbol: str
    """`runtime.staticuint64s`, `runtime.zerobase`, `p..stmp_0`, `go:string.`, `p.Use.func1·f`."""
    at: Position
    """As of a call."""
    inlined_at: tuple[Position, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneratedCode:
    """What the code of one package does about storage. Calls made by functions of other packages are not in it."""

    calls: tuple[RuntimeCall, ...]
    static: tuple[StaticUse, ...]
    lines: frozenset[tuple[str, int]]
    """The lines of which any instruction is left, by file."""
    entries: Mapping[str, Position]
    """The functions that have code of their own, by symbol, each with the line on which it begins."""
    nodes: tuple[AllocatingNode, ...]
    """The allocating expressions that the code was made from."""


def find_family(callee: str) -> Family | None:
    """Say what a function of the runtime allocates; None if it does not."""
    match = _ALLOCATING.fullmatch(callee)
    return Family[match.lastgroup] if match and match.lastgroup else None


def parse_generated_code(text: str) -> GeneratedCode:
    """Read the text of `-S -d=pctab=pctoinline -W`."""
    inlined = _parse_inlining(text)
    calls: list[RuntimeCall] = []
    static: list[StaticUse] = []
    lines: set[tuple[str, int]] = set()
    entries: dict[str, Position] = {}
    for function, pc, at, instruction in _instructions(text):
        entries.setdefault(function, at)
        if instruction.startswith(_NO_CODE):
            continue
        lines.add((at.file, at.line))
        way = inlined.get((function, pc), ())
        if (call := _CALL.fullmatch(instruction)) and find_family(call["callee"]):
            calls.append(RuntimeCall(function=function, callee=call["callee"], at=at, inlined_at=way))
        elif use := _STATIC.search(instruction):
            static.append(StaticUse(symbol=use["symbol"], at=at, inlined_at=way))
    return GeneratedCode(
        calls=tuple(calls), static=tuple(static), lines=frozenset(lines), entries=entries, nodes=parse_allocating(text)
    )


def _instructions(text: str) -> Iterator[tuple[str, int, Position, str]]:
    """Yield function, program counter, position and text of every instruction."""
    function = ""
    for line in text.splitlines():
        if match := _INSTRUCTION.fullmatch(line):
            yield function, int(match["pc"]), _position(match["file"], match["line"]), match["rest"]
        elif match := _FUNCTION.match(line):
            function = match["name"]


def _position(file: str, line: str, column: str = "0") -> Position:
    """Name the file by its base name, as the dump and the verdicts do."""
    return Position(file.rpartition("/")[2], int(line), int(column))


def _parse_inlining(text: str) -> dict[tuple[str, int], tuple[Position, ...]]:
    """Map function and program counter to the calls through which that instruction was inlined."""
    numbers: dict[tuple[str, int], int] = {}
    calls: dict[tuple[str, int], tuple[int, Position]] = {}
    table, current = "", -1
    for line in text.splitlines():
        if match := _TABLE.fullmatch(line) or _TREE.fullmatch(line):
            table, current = match["name"], -1
        elif row := _TABLE_ROW.match(line):
            current = int(row["call"]) if row["call"] else current
            numbers[table, int(row["pc"], 16)] = current
        elif row := _TREE_ROW.fullmatch(line):
            at = _position(row["file"], row["line"], row["column"])
            calls[table, int(row["call"])] = (int(row["parent"]), at)
    return {key: _way(key[0], number, calls) for key, number in numbers.items() if number >= 0}


def _way(table: str, number: int, calls: dict[tuple[str, int], tuple[int, Position]]) -> tuple[Position, ...]:
    """Follow the calls outwards."""
    way: list[Position] = []
    while (table, number) in calls:
        number, at = calls[table, number]
        way.insert(0, at)
    return tuple(way)
