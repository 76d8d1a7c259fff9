"""The dump of storage (`-W`): where the compiler put every variable that occurs in a compiled body.

    NAME-p.x esc(no) Class:PAUTO Offset:0 Addrtaken InlLocal OnStack Used int tc(1) # s.go:23:10 s.go:20:17

`esc(h)` is the heap; `OnStack` the stack. After `#` stand the positions: the calls through which the code was inlined,
outermost first, and last the declaration. Columns beyond 255 are printed as 255. The format is the same from Go 1.21 to
1.27 (`cmd/compile/internal/ir/fmt.go`). A variable that no statement of the body mentions has no row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from grader.errors import OutputNotUnderstood
from grader.escape.values import Position

FARTHEST_COLUMN = 254
"""The last column that the compiler can say (`cmd/internal/src.XPos`): messages leave farther ones out."""

_FLAGS = (
    "Addrtaken", "AutoTemp", "Byval", "InlFormal", "InlLocal", "IsClosureVar", "IsOutputParamHeapAddr",
    "IsOutputParamInRegisters", "LibfuzzerExtraCounter", "NonMergeable", "NonNil", "OnStack", "OpenDeferSlot",
    "PragmaAlign", "Readonly", "Used", "Usedvar",
)  # fmt: skip
_ROW = re.compile(
    r"NAME-\S+ esc\((?P<escape>[^)]*)\) Class:(?P<where>\w+)(?: \w+:-?\d+)*"
    r"(?P<flags>(?: (?:" + "|".join(_FLAGS) + r"))*) (?P<type>.+?) tc\(\d+\)(?: # (?P<positions>.*))?"
)
_POSITION = re.compile(r"(?P<file>.+?):(?P<line>\d+)(?::(?P<column>\d+))?(?:$| )")
_BODY = "\nbefore walk "
_NAMED = ("NAME-", "CLOSURE ", "DCLFUNC ")
_FUNCTION = re.compile(r"CLOSURE |DCLFUNC |NAME-.* Class:PFUNC ")
_KIND_OF_TYPE = re.compile(r"^[A-Z]+[0-9]*-")
_LOCAL_CLASSES = frozenset({"PAUTO", "PAUTOHEAP", "PPARAM", "PPARAMOUT"})


@dataclass(frozen=True, slots=True, kw_only=True)
class StorageRow:
    """One named local variable in one compiled body."""

    name: str
    function: str
    """The body in whose dump the row stands, as the compiler names it: `gen[go.shape.int]`, `Use.func1`."""
    chain: tuple[Position, ...]
    """The calls through which it was inlined, outermost first, then the declaration. Column 0: not said."""
    is_heap: bool
    is_on_stack: bool
    is_address_taken: bool
    is_captured_by_value: bool
    type: str
    """As printed, e.g. `*T`, `[]int`, `go.shape.int`."""
    line: str
    """The compiler's line, without its indentation."""

    @property
    def declared_at(self) -> Position:
        """Where the variable is declared; of a type switch's variable, its clause."""
        return self.chain[-1]

    @property
    def is_own(self) -> bool:
        """True in the body of the function that declares it, False in an inlined copy."""
        return len(self.chain) == 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Storage:
    """The whole dump, each row once per body."""

    rows: tuple[StorageRow, ...]
    bodies: frozenset[str]
    """The functions whose own body was compiled, as the compiler names them."""
    mentioned: frozenset[Position] = frozenset()
    """Where the functions stand that compiled code calls or makes closures of; one without statements has no body."""
    is_whole: bool = True
    """False when there was no dump: then only what is on the heap is known, and silence has to count as the stack."""


@lru_cache(maxsize=1)
def parse_storage(text: str) -> Storage:
    """Read the rows of local variables out of the compiler's text; compiler-made variables are left out.

    Places and reasons both need the rows of one output, one right after the other: it is read once.
    Raises OutputNotUnderstood for a row of unknown form.
    """
    bodies: set[str] = set()
    rows: dict[tuple[str, str], StorageRow] = {}
    functions: set[str] = set()
    for function, lines in _dumps(text):
        bodies.add(function)
        for line in lines:
            if _FUNCTION.match(line):
                functions.add(line.rpartition(" # ")[2])
            elif line.startswith("NAME-") and (row := _parse_row(line, function)):
                rows[function, line] = row
    mentioned = frozenset(chain[0] for chain in map(parse_chain, functions) if len(chain) == 1)
    return Storage(rows=tuple(rows.values()), bodies=frozenset(bodies), mentioned=mentioned)


def _dumps(text: str) -> Iterator[tuple[str, Iterable[str]]]:
    """Yield each function with the lines of its dump that name something: without indentation, and each line once.

    Most lines come several times, before and after the walk; to drop them first is what makes this fast.
    """
    _messages, *dumps = f"\n{text}".split(_BODY)
    for dump in dumps:
        function, *lines = dump.split("\n")
        yield function, (line for line in dict.fromkeys(each.lstrip(". ") for each in lines) if line.startswith(_NAMED))


def _parse_row(line: str, function: str) -> StorageRow | None:
    """Read one row; None for globals, functions, captured variables seen from inside, and what the compiler made."""
    name = line[: line.find(" ")].partition(".")[2]
    if " esc(" not in line or " tc(" not in line or not _is_from_source(name):
        return None
    match = _ROW.fullmatch(line)
    if match is None:
        raise OutputNotUnderstood(f"The compiler's dump of storage has a line of unknown form: {line[:300]}")
    flags = match["flags"].split()
    if match["where"] not in _LOCAL_CLASSES or "AutoTemp" in flags or "IsClosureVar" in flags:
        return None
    return StorageRow(
        name=name,
        function=function,
        chain=parse_chain(match["positions"] or ""),
        is_heap=match["escape"] == "h" or match["where"] == "PAUTOHEAP",
        is_on_stack="OnStack" in flags,
        is_address_taken="Addrtaken" in flags,
        is_captured_by_value="Byval" in flags,
        type=_KIND_OF_TYPE.sub("", match["type"]),
        line=line,
    )


def _is_from_source(name: str) -> bool:
    """Tell a name that a program can have from the compiler's own, such as `~r0`, `.dict`, `#state1`."""
    return bool(name) and (name[0].isalpha() or name[0] == "_") and "." not in name


def parse_chain(positions: str) -> tuple[Position, ...]:
    """Read `s.go:23:10 s.go:20:17`; a position without a column has column 0. Files keep the name that is printed."""
    return tuple(
        Position(each["file"], int(each["line"]), int(each["column"] or 0)) for each in _POSITION.finditer(positions)
    )
