"""The notes of the compiler's explanations, `from EXPRESSION (NOTE)`, sorted by what they tell.

Source: the calls of `note`, `addr`, `deref`, `dotType`, `assignHeap` and `assignList` in cmd/compile/internal/escape,
and `HeapAllocReason`. A test compares this table with the installed compiler's own source.
"""

from __future__ import annotations

from types import MappingProxyType

from grader.escape.values import Reason

SEND = "send"
RETURN = "return"
CALL = "call parameter"
SPILL = "spill"
CAPTURE = "captured by a closure"
BOXING = "interface-converted"
ADDRESS = "address-of"
MAP_KEY = "key of map put"
SWITCH_CASE = "switch case"

ASSIGNMENTS = frozenset({"assign", "assign-pair", "assign-pair-dot-type", "assign-pair-mapr", "assign-pair-receive"})
RANGES = frozenset({"range", "range-deref"})
MAP_LITERALS = frozenset({"map literal key", "map literal value"})
SLICE_COPIES = frozenset({"appendee slice", "appended slice...", "copied slice"})
KEPT_BY_PRAGMA = frozenset({"//go:uintptrescapes"})

SIZES = MappingProxyType(
    {
        "too large for stack": Reason.TOO_LARGE,
        "too aligned for stack": Reason.TOO_ALIGNED,
        "zero-sized element": Reason.ZERO_ELEM,
        "non-constant size": Reason.SIZE_UNKNOWN,
    }
)
"""The storage itself is at fault; no flow is."""

ON_THE_WAY = frozenset(
    {
        ADDRESS,
        "reference",
        CAPTURE,
        SPILL,
        BOXING,
        SWITCH_CASE,
        "callee operand",
        "indirection",
        "dot",
        "dot of pointer",
        "fixed-array-index-of",
        "slice",
        "slice-to-array",
        "struct literal element",
        "array literal element",
        "slice-literal-element",
        "conversion to unsafe.Pointer",
        "reflect.Header.Data",
        *RANGES,
    }
)
"""Notes that say how a value gets on, not where it ends."""

KNOWN_NOTES = (
    frozenset({SEND, RETURN, CALL, MAP_KEY})
    | ASSIGNMENTS
    | MAP_LITERALS
    | SLICE_COPIES
    | KEPT_BY_PRAGMA
    | SIZES.keys()
    | ON_THE_WAY
)
