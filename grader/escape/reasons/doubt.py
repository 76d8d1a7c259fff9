"""What the compiler says in words that no rule here knows: what it speaks of needs review, and is never a key."""

from __future__ import annotations

import re
from collections.abc import Iterable

from grader.escape.reasons.program import Program
from grader.escape.values import Cause, Position, Reason

_PLACE = re.compile(r"(?P<file>[^\s:][^:]*):(?P<line>\d+)(?::(?P<column>\d+))?: ")
_DECLARATIONS = frozenset({"function_declaration", "method_declaration", "var_declaration"})


class Doubt:
    """The top-level declarations, whole functions mostly, in which a line stands that is not understood."""

    def __init__(self, program: Program, unread: Iterable[str]) -> None:
        """Take the lines; one that stands nowhere in the program casts doubt on all of it."""
        self._program = program
        self._spans = {self._find_span(_PLACE.match(line)) for line in unread}

    def causes_at(self, at: Position) -> tuple[Cause, ...]:
        """Give REVIEW for what is declared where there is doubt; nothing elsewhere."""
        is_doubtful = bool(self._spans) and not self._spans.isdisjoint({None, self._span_at(at)})
        return (Cause(reason=Reason.REVIEW),) if is_doubtful else ()

    def _find_span(self, match: re.Match[str] | None) -> tuple[str, int] | None:
        if match is None:
            return None
        return self._span_at(Position(match["file"], int(match["line"]), int(match["column"] or 1)))

    def _span_at(self, at: Position) -> tuple[str, int] | None:
        span = self._program.find_outermost(at)
        return span.key if span is not None and span.node.type in _DECLARATIONS else None
