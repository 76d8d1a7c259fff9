"""The allocating expressions in the dump (`-W`): their operators, and what decides beyond heap or stack.

    CONVIFACE esc(h) Implicit any tc(1) # s.go:24:6
    .   NAME-p..stmp_1 Class:PEXTERN Offset:0 Readonly Used int tc(1) # s.go:24:6

A value boxed from read-only data is no allocation; nor is a single byte, for which the runtime keeps all 256 values;
nor one of size zero. A `make` whose length is not constant is decided at run time from Go 1.25 on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from grader.escape.storage import parse_chain
from grader.escape.values import Position

_OPERATORS = (
    "ADDSTR", "APPEND", "BYTES2STR", "CLOSURE", "CONVIFACE", "MAKECHAN", "MAKEMAP", "MAKESLICE", "MAKESLICECOPY",
    "MAPLIT", "METHVALUE", "NEW", "PTRLIT", "RUNES2STR", "RUNESTR", "SLICELIT", "STR2BYTES", "STR2RUNES",
)  # fmt: skip
_NODE = re.compile(
    r"(?P<operator>" + "|".join(_OPERATORS) + r") (?:esc\((?P<escape>\w+)\) )?.*tc\(\d+\) # (?P<positions>.*)"
)
_BOXED = re.compile(r"LINKSYMOFFSET-type:(?P<type>.+?) Offset:")
_INTERFACE = re.compile(
    r"CONVIFACE (?:esc\(\w+\) )?(?:(?:Implicit|NonNil|Bounded|Transient) )*(?:INTER-)?(?:p\.)?(?P<type>.+) tc\("
)
_ONE_BYTE = frozenset({"bool", "byte", "int8", "uint8"})
_EMPTY = re.compile(r"struct \{\}|\[0\].*")


@dataclass(frozen=True, slots=True, kw_only=True)
class AllocatingNode:
    """One allocating expression in one compiled body."""

    operator: str
    """As the compiler names it: `NEW`, `MAKESLICE`, `CONVIFACE`."""
    function: str
    """The body in whose dump it stands, as the compiler names it: `New`, `Map[go.shape.int]`."""
    chain: tuple[Position, ...]
    """The calls through which it was inlined, outermost first, then where it stands."""
    escapes: bool | None
    """None where the dump does not say, as for channels."""
    needs_no_storage: bool
    """True for a boxed value that the program has anyway: read-only data, a single byte, nothing at all."""
    boxed_type: str
    """Of a boxed value: its type, as printed; else empty."""
    interface: str
    """Of a boxed value: the type of the interface, as the source may write it; else empty."""
    has_constant_size: bool
    """False for a `make` whose length is known at run time only."""
    line: str
    """The compiler's line, without its indentation."""


@lru_cache(maxsize=1)
def parse_allocating(text: str) -> tuple[AllocatingNode, ...]:
    """Read the allocating expressions out of the compiler's text, each as it stood before its function was lowered.

    Places and reasons both need those of one output, one right after the other: it is read once.
    """
    found: dict[AllocatingNode, None] = {}
    lines = text.splitlines()
    function = ""
    for number, line in enumerate(lines):
        if line.startswith(("before walk ", "after walk ")):
            function = line.removeprefix("before walk ") if line.startswith("before") else ""
        elif function and (match := _NODE.fullmatch(line.lstrip(". "))):
            found[_node(match, function, _below(lines, number))] = None
    return tuple(found)


def _below(lines: list[str], number: int) -> list[str]:
    """Give the first lines of what belongs to a node: those that are indented deeper, or name one of its parts."""
    depth = _depth(lines[number])
    below: list[str] = []
    for line in lines[number + 1 : number + 40]:
        if _depth(line) < depth or (_depth(line) == depth and " " in line.lstrip(". ")):
            break
        below.append(line.lstrip(". "))
    return below


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(". "))


def _node(match: re.Match[str], function: str, below: list[str]) -> AllocatingNode:
    return AllocatingNode(
        operator=match["operator"],
        function=function,
        chain=parse_chain(match["positions"]),
        escapes={"h": True, "no": False}.get(match["escape"] or ""),
        needs_no_storage=match["operator"] == "CONVIFACE" and _is_boxed_for_nothing(below),
        boxed_type=_boxed_type(below) if match["operator"] == "CONVIFACE" else "",
        interface=_interface(match[0]) if match["operator"] == "CONVIFACE" else "",
        has_constant_size=not match["operator"].startswith("MAKESLICE") or _is_constant(below),
        line=match[0],
    )


def _is_boxed_for_nothing(below: list[str]) -> bool:
    if below and ".stmp_" in below[0] and " Readonly " in below[0]:
        return True
    boxed = _boxed_type(below)
    return boxed in _ONE_BYTE or _EMPTY.fullmatch(boxed) is not None


def _boxed_type(below: list[str]) -> str:
    boxed = next(filter(None, map(_BOXED.match, below)), None)
    return boxed["type"] if boxed else ""


def _interface(line: str) -> str:
    """Read the type out of `CONVIFACE esc(h) Implicit p.I tc(1) # …`."""
    match = _INTERFACE.match(line)
    return match["type"] if match else ""


def _is_constant(below: list[str]) -> bool:
    """Tell whether the capacity, or where there is none the length, is a literal."""
    part = "MAKESLICE-Cap" if "MAKESLICE-Cap" in below else "MAKESLICE-Len"
    return part in below and below[below.index(part) + 1 :][:1] != [] and _is_literal(below, below.index(part) + 1)


def _is_literal(below: list[str], number: int) -> bool:
    return below[number].startswith("LITERAL-") or (
        below[number].startswith("CONV ") and below[number + 1 :][:1] != [] and below[number + 1].startswith("LITERAL-")
    )


_OPERATOR_OF = (
    ("func literal", ("CLOSURE",)),
    ("new(", ("NEW",)),
    ("make(", ("MAKESLICE", "MAKESLICECOPY", "MAKEMAP")),
    ("append", ("APPEND",)),
    ("... argument", ("SLICELIT",)),
    ("&", ("PTRLIT", "NEW")),
    ('"', ("CONVIFACE", "ADDSTR")),
    ("([]byte)(", ("STR2BYTES", "CONVIFACE")),
    ("([]rune)(", ("STR2RUNES", "CONVIFACE")),
    ("string(", ("BYTES2STR", "RUNES2STR", "RUNESTR", "CONVIFACE", "ADDSTR")),
)
_BOXED_ONLY = ("CONVIFACE",)
_LITERALS = ("MAPLIT", "SLICELIT", "CONVIFACE")


def may_speak_of(printed: str, node: AllocatingNode) -> bool:
    """Tell whether an expression, as messages print it, can have become this node."""
    operators = next((operators for start, operators in _OPERATOR_OF if printed.startswith(start)), None)
    if operators is None and printed.isidentifier():
        operators = _BOXED_ONLY
    if operators is None and printed.endswith(("{...}", "{}")):
        operators = _LITERALS
    return operators is None or node.operator in operators
