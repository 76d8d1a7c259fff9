"""The values that the rest of the program speaks of: places, positions, verdicts.

Lines and columns are 1-based; columns count UTF-8 bytes, as the Go compiler counts them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Place(StrEnum):
    """Where storage is."""

    STACK = "stack"
    HEAP = "heap"
    STATIC = "static"
    """A package-level variable: in the data segment, neither stack nor heap."""
    DEPENDS = "depends"
    """Decided at run time, by a size that the compiler does not know. Only for allocations."""
    NONE = "none"
    """No storage of its own is allocated."""
    UNKNOWN = "unknown"
    """The compiler has no such variable: it was never compiled."""


class Reason(StrEnum):
    """A teachable cause of a place. The set that holds is computed, never written by an author."""

    # heap
    RETURNED = "RETURNED"
    OUTLIVES_LOOP = "OUTLIVES_LOOP"
    STORED_IN_OUTER_FUNCTION = "STORED_IN_OUTER_FUNCTION"
    SENT = "SENT"
    STORED_MAP = "STORED_MAP"
    STORED_GLOBAL = "STORED_GLOBAL"
    STORED_INDIRECT = "STORED_INDIRECT"
    CALLEE_KEEPS = "CALLEE_KEEPS"
    UNKNOWN_CALLEE = "UNKNOWN_CALLEE"
    GOROUTINE = "GOROUTINE"
    DEFER_IN_LOOP = "DEFER_IN_LOOP"
    CAPTURED = "CAPTURED"
    BOXED = "BOXED"
    TOO_LARGE = "TOO_LARGE"
    TOO_ALIGNED = "TOO_ALIGNED"
    ZERO_ELEM = "ZERO_ELEM"
    SIZE_UNKNOWN = "SIZE_UNKNOWN"
    # stack
    INLINED = "INLINED"
    CAPTURED_BY_VALUE = "CAPTURED_BY_VALUE"
    ADDRESS_NEVER_TAKEN = "ADDRESS_NEVER_TAKEN"
    DEAD_BRANCH = "DEAD_BRANCH"
    CAPTURED_STAYS = "CAPTURED_STAYS"
    SHARED_DOWN = "SHARED_DOWN"
    ALIAS_STAYS = "ALIAS_STAYS"
    VALUE_COPIED_OUT = "VALUE_COPIED_OUT"
    # neither
    PACKAGE_LEVEL = "PACKAGE_LEVEL"
    NEEDS_NO_STORAGE = "NEEDS_NO_STORAGE"
    NEVER_COMPILED = "NEVER_COMPILED"
    REVIEW = "REVIEW"
    """The compiler's explanation has a note or destination that nothing here maps: never a key."""


class Kind(StrEnum):
    """How a variable is declared."""

    RECEIVER = "receiver"
    PARAMETER = "parameter"
    RESULT = "result"
    DEFINE = "define"
    """`x := …`"""
    VAR = "var"
    RANGE = "range"
    SELECT = "select"
    """`case v := <-c`"""
    TYPE_SWITCH = "type_switch"
    PACKAGE = "package"
    """A package-level variable."""


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a source file, named by the file's base name."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One Go file: its base name and its exact bytes."""

    name: str
    text: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Toolchain:
    """All that a verdict depends on besides the source."""

    version: str
    """As the compiler names itself: `go1.27.3`."""
    goos: str = "linux"
    goarch: str = "amd64"
    lang: str
    """Language version, as in go.mod: `go1.27`."""
    flags: tuple[str, ...] = ()
    """Flags that change verdicts, e.g. `-l` (no inlining)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompilerOutput:
    """What one successful run of the compiler (exit status 0) printed, unread."""

    toolchain: Toolchain
    text: str
    """Standard output and error: the `-m=2` lines mixed with the `-W` dump."""
    log: Mapping[str, str]
    """The JSON optimisation log: source file's base name -> its JSON lines."""
    has_storage: bool = True
    """False when the `-W` dump was left out, since with it the output is over the cap: silence is then no proof."""


class Compile(Protocol):
    """Compiles the files of one package in the pinned way and returns what the compiler said.

    Raises CompileFailed when the program is at fault, NotJudged when it could not be judged.
    """

    def __call__(self, files: tuple[SourceFile, ...], /, *, flags: tuple[str, ...] = ()) -> CompilerOutput:
        """`flags` are added to the pinned ones, e.g. `("-l",)`."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One `from EXPRESSION (WHY) at POSITION` line of an explanation."""

    expression: str
    why: str
    """The compiler's note, e.g. `address-of`; empty where it prints none."""
    at: Position
    inlined_at: tuple[Position, ...] = ()
    """For code inlined from another function: where it stands originally, outermost call first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """One `flow: DESTINATION ← SOURCE` line with its steps."""

    destination: str
    """As printed: `{heap}`, `~r0`, a name, or `{storage for EXPR}`."""
    source: str
    derefs: int
    """-1: the address of the source flows; 0: its value; n > 0: what it points to, n times."""
    steps: tuple[Step, ...]


Derivation = tuple[Flow, ...]
"""The flows from a variable to the place that makes it escape, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """One true reason and the edge that carries it: what an option's sentence is made of."""

    reason: Reason
    step: Step | None = None
    """The step that decides; None for reasons that rest on the absence of an edge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A further compiled body of the same variable or allocation: inlined, a generic instance, or a switch clause."""

    place: Place
    where: str
    """`inlined`, `instance` or `clause`."""
    at: tuple[Position, ...] = ()
    """Inlined: the calls, outermost first. Clause: the position of the clause."""
    instance: str = ""
    """The type of the variable or of the expression in this body, as the compiler prints it."""
    function: str = ""
    """Of generic code: the body by its shape, `Map[go.shape.int]`; empty where the compiler does not say it."""
    instantiations: tuple[str, ...] = ()
    """What is known to run that body: `Map[int]`, `Map[ID]`; one shape serves several."""
    line: str = ""
    """The compiler's line that shows the place."""
    causes: tuple[Cause, ...] = ()
    """Why it is there, where it is known; not proven to be all. Empty for what stays in its own body, too."""

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The distinct reasons among the causes, in order."""
        return tuple(dict.fromkeys(cause.reason for cause in self.causes))


@dataclass(frozen=True, slots=True, kw_only=True)
class VariableVerdict:
    """Where one named variable lives, in its function's own body, and why."""

    name: str
    at: Position
    """The declaring identifier."""
    function: str
    """The enclosing function as the compiler names it: `Open`, `(*T).Set`, `Open.func1`; empty at package level."""
    kind: Kind
    place: Place
    causes: tuple[Cause, ...] = ()
    complete: bool = False
    """True when `causes` is proven to be the whole set of true reasons."""
    derivation: Derivation = ()
    copies: tuple[Copy, ...] = ()
    type: str = ""
    """As the compiler prints it; empty when unknown."""
    line: str = ""
    """The compiler's own line that shows the place, e.g. `s.go:3:2: moved to heap: x`."""
    unknown_because: str = ""

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The distinct reasons among the causes, in order."""
        return tuple(dict.fromkeys(cause.reason for cause in self.causes))


@dataclass(frozen=True, slots=True, kw_only=True)
class AllocationVerdict:
    """Where the storage of one allocating expression lives, and why."""

    expression: str
    """As the compiler prints it: `new(T)`, `&User{...}`, `make([]int, n)`, `func literal`."""
    at: Position
    function: str
    place: Place
    causes: tuple[Cause, ...] = ()
    complete: bool = False
    derivation: Derivation = ()
    copies: tuple[Copy, ...] = ()
    line: str = ""
    called_from: str = ""
    """For an allocation inside inlined library code: the call it stands under, e.g. `fmt.Errorf`."""

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The distinct reasons among the causes, in order."""
        return tuple(dict.fromkeys(cause.reason for cause in self.causes))


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """All that the compiler says of one program."""

    toolchain: Toolchain
    variables: tuple[VariableVerdict, ...]
    allocations: tuple[AllocationVerdict, ...]
    unread: tuple[str, ...] = ()
    """Lines of the compiler that no rule here knows: what they mean for the verdict is for a person to say."""
