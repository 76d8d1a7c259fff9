"""Generic code as the compiler compiles it: one body per shape of the type arguments, which several types may share.

`Ref[int]` and `Ref[p.ID]`, where `type ID int`, both run `Ref[go.shape.int]`; each is a wrapper of one call:

    can inline Ref[p.ID] with cost 14 as: func(ID) *ID { return Ref[go.shape.int](&.dict.Ref[p.ID], k) }

Where a wrapper is not inlined, the call stands in the dump (`-W`) of its body. Source: `shapify` and `shapedMethodExpr`
in cmd/compile/internal/noder/reader.go, Go 1.21 to 1.27.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from grader.escape.values import Position

SHAPE = "go.shape."
"""How the name of every type begins that stands for all types of one shape."""

_HASH = re.compile(r"#[^#]*#")
_WRAPPER = re.compile(r"\S+: can inline (?P<wrapper>.+?) with cost \d+ as: (?P<code>.*&\.dict\..*)")
_INLINED = re.compile(r"(?P<file>[^\s:][^:]*):(?P<line>\d+):(?P<column>\d+): inlining call to (?P<body>.*)")
_OWN_PACKAGE = re.compile(r"(?<![\w./])p\.(?=\w)")
"""Every program is compiled as a package of the name `p`."""

_CALLED = re.compile(r"[. ]*NAME-[^.]+\.(?P<body>.+?) Class:PFUNC .*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Instances:
    """The bodies of generic code in one compilation."""

    instantiations: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Body by shape -> what is known to run it, named as in the source: without the package's own name."""
    inlined: Mapping[Position, tuple[str, ...]] = field(default_factory=dict)
    """Outermost call -> the bodies by shape that are inlined there."""

    def find_body(self, function: str, chain: Sequence[Position], declared_in: str) -> str:
        """Find the body by shape that code of a function, declared by that name, is in; empty where nothing says it.

        `function`: the function in whose dump the code stands; `chain`: the calls by which it is there, then its place.
        """
        if len(chain) > 1:
            return self.find_inlined(chain[0], declared_in)
        return function if SHAPE in function else ""

    def find_inlined(self, call: Position, function: str) -> str:
        """Find the body of the function, named without type arguments, that a call inlines; empty if there is doubt."""
        bodies = [each for each in self.inlined.get(call, ()) if plain_name(each) == function]
        return bodies[0] if len(bodies) == 1 else ""

    def find_instantiations(self, body: str) -> tuple[str, ...]:
        """Name what is known to run a body; a function literal in generic code has no such name."""
        return self.instantiations.get(body, ())


def parse_instances(text: str) -> Instances:
    """Read what the compiler's text says of generic code."""
    if SHAPE not in text:
        return Instances()
    lines = [line for line in text.splitlines() if SHAPE in line or line.startswith("before walk ")]
    bodies = [line.removeprefix("before walk ") for line in lines if line.startswith("before walk ")]
    runs: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for body, wrapper in (*_inlined_wrappers(lines, bodies), *_called_by_wrappers(lines)):
        if is_wrapper(wrapper) and plain_name(body) == plain_name(wrapper):
            runs[body][wrapper] = None
    inlined: defaultdict[Position, dict[str, None]] = defaultdict(dict)
    for match in filter(None, map(_INLINED.fullmatch, lines)):
        inlined[Position(match["file"], int(match["line"]), int(match["column"]))][match["body"]] = None
    return Instances(
        instantiations={
            body: tuple(sorted(_OWN_PACKAGE.sub("", name) for name in names)) for body, names in runs.items()
        },
        inlined={call: tuple(names) for call, names in inlined.items()},
    )


def _inlined_wrappers(lines: Sequence[str], bodies: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the bodies that wrappers call, as the messages about inlining print the wrappers."""
    shaped: defaultdict[str, list[str]] = defaultdict(list)
    for body in bodies:
        if SHAPE in body:
            shaped[plain_name(body)].append(body)
    for match in filter(None, map(_WRAPPER.fullmatch, lines)):
        called = (body for body in shaped.get(plain_name(match["wrapper"]), ()) if f" {body}(" in match["code"])
        yield from ((body, match["wrapper"]) for body in called)


def _called_by_wrappers(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the bodies that are called in the dump of each function's own body."""
    function = ""
    for line in lines:
        if line.startswith("before walk "):
            function = line.removeprefix("before walk ")
        elif is_wrapper(function) and (match := _CALLED.fullmatch(line)):
            yield match["body"], function


def is_of_instance(printed: str) -> bool:
    """Tell an expression printed with what stands for a type argument: every instance prints it in its own way."""
    return SHAPE in printed or "<node " in printed


def is_wrapper(function: str) -> bool:
    """Tell a wrapper, which hands its type arguments to the body by shape, from code of the program."""
    return "[" in function and SHAPE not in function


def plain_name(function: str) -> str:
    """Name a function without its type arguments and the mark of an inlined closure."""
    plain, depth = "", 0
    for character in _HASH.sub("", function):
        depth -= character == "]"
        plain += character if depth == 0 and character not in "[]" else ""
        depth += character == "["
    return plain
