"""The compiler's one-line messages (`-m=2`): what moved, what escapes, what does not, and what functions are called.

The explanations between them (`flow:` and `from` lines) are read from the log, see `grader.escape.flows`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from grader.errors import OutputNotUnderstood
from grader.escape.values import Position

_MESSAGE = re.compile(r"(?P<file><[^>]*>|[^\s:][^:]*)(?::(?P<line>\d+))?(?::(?P<column>\d+))?: (?P<text>.*)")
_DUMP = re.compile(r"\s*$|\.|before walk |after walk |\s*\d+  |\S+ capturing by \w+: #|moved to heap: #")
"""Lines of `-W`: the trees around each function's walk, and the rewritten syntax of a loop over a function. (The
variables that the compiler makes for such a loop have no position, and so no place in front of their message.)"""

_FUNCTION = re.compile(r"can inline (?P<can>.+?)(?: with cost \d+ as: .*)?|cannot inline (?P<cannot>.+?): .*")
_OTHERS = re.compile(
    r"inlining call to |  flow: |    from |leaking param|mutates param: |calls param: |parameter .* leaks to "
    r"|(?:partially )?devirtualizing |cannot devirtualize |zero-copy string->\[\]byte conversion"
    r"|index bounds check elided|slice: omit slice operation|assuming .* is unsafe uintptr|marking .* as escaping"
    r"|  warning: truncated explanation|function .* considered 'big'; reducing max cost of inlinees"
    r"|imprecise interface call|tail call emitted for |expr is unknown to bloop pass|unrecognized shape for assign list"
    r"|skip inlining within |failed to devirtualize |unreferenced closure .* marked as dead"
    r"|.* escapes to heap(?: in .*)?:$|.* capturing by |.* ignoring self-assignment in "
    r"|.* does not escape, mutate, or call|loop variable .* now per-iteration|.* will be kept alive"
)
"""Messages that are no verdict: explanations, inlining, properties of what parameters point to, optimisations."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One line of verdict."""

    subject: str
    """The variable or expression as printed: `x`, `&T{...}`, `make([]int, n)`."""
    at: Position
    """For inlined code: the outermost call. Column 0: not said, since beyond 254."""
    line: str
    """The whole line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostics:
    """The messages of one compilation, each once."""

    moved: tuple[Message, ...]
    """`moved to heap: x`: named variables."""
    escaping: tuple[Message, ...]
    """`E escapes to heap`: allocating expressions whose storage is on the heap."""
    staying: tuple[Message, ...]
    """`E does not escape`; parameters, of which it means what they point to, are among them."""
    functions: Mapping[Position, tuple[str, ...]]
    """The functions whose body was considered for inlining: where they stand -> their names, one per instance."""
    unknown: tuple[Message, ...]
    """Messages that nothing here knows: what stands at their place needs review."""


def parse_diagnostics(text: str) -> Diagnostics:
    """Read the messages out of the compiler's text.

    A message of unknown wording is kept as `unknown`. Raises OutputNotUnderstood for a line that is no message at all.
    """
    reader = _Reader()
    for line in dict.fromkeys(text.splitlines()):
        if not _DUMP.match(line):
            reader.read(line)
    return Diagnostics(
        moved=tuple(reader.moved),
        escaping=tuple(reader.escaping),
        staying=tuple(reader.staying),
        functions={at: tuple(names) for at, names in reader.functions.items()},
        unknown=tuple(reader.unknown),
    )


class _Reader:
    """Sorts lines by what they say."""

    def __init__(self) -> None:
        self.moved: list[Message] = []
        self.escaping: list[Message] = []
        self.staying: list[Message] = []
        self.unknown: list[Message] = []
        self.functions: dict[Position, dict[str, None]] = {}

    def read(self, line: str) -> None:
        match = _MESSAGE.fullmatch(line)
        if match is None:
            raise OutputNotUnderstood(f"The compiler printed a line of unknown form: {line[:300]}")
        at = Position(match["file"], int(match["line"] or 0), int(match["column"] or 0))
        text = match["text"]
        if text.startswith("moved to heap: "):
            self.moved.append(Message(subject=text.removeprefix("moved to heap: "), at=at, line=line))
        elif text.endswith(" escapes to heap"):
            self.escaping.append(Message(subject=text.removesuffix(" escapes to heap"), at=at, line=line))
        elif text.endswith(" does not escape"):
            self.staying.append(Message(subject=text.removesuffix(" does not escape"), at=at, line=line))
        elif function := _FUNCTION.fullmatch(text):
            self.functions.setdefault(at, {})[function["can"] or function["cannot"]] = None
        elif not _OTHERS.match(text):
            self.unknown.append(Message(subject=text, at=at, line=line))
