"""What the compiler prints about a variable or an allocation with `-m`, reduced to what it means.

Its three sentences are those of `cmd/compile/internal/escape` (`escape.go`, `finish`): `moved to heap: x` for a named
variable, `E escapes to heap` and `E does not escape` for an expression. Of a named variable that stays in its frame it
prints nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from grader.escape.values import AllocationVerdict, Kind, VariableVerdict


class Says(StrEnum):
    """The sentence of a line."""

    MOVED = "moved to heap"
    ESCAPES = "escapes to heap"
    STAYS = "does not escape"
    NOTHING = "nothing"
    """No line at all."""

    @property
    def is_heap(self) -> bool:
        """True where it says that storage is on the heap."""
        return self in {Says.MOVED, Says.ESCAPES}


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedLine:
    """One line, without its position."""

    says: Says
    name: str = ""
    """The variable or expression; empty where nothing is printed."""

    def __str__(self) -> str:
        match self.says:
            case Says.MOVED:
                return f"{self.says.value}: {self.name}"
            case Says.NOTHING:
                return self.says.value
            case _:
                return f"{self.name} {self.says.value}"

    def means(self, other: PrintedLine) -> bool:
        """Tell whether two lines mean the same: capitals and spaces aside."""
        return self.says is other.says and _bare(self.name) == _bare(other.name)


PRINTS_NOTHING = PrintedLine(says=Says.NOTHING)

_POSITION = re.compile(r"(?:[^\s:]*\.go|<[^>]*>)(?::\d+){0,2}:?\s+")
_MOVED = re.compile(r"moved\s+to\s+(?:the\s+)?heap\s*:?\s*(?P<name>.*)", re.IGNORECASE)
_ESCAPES = re.compile(r"(?P<name>.*?)\s*\bescapes\s+to\s+(?:the\s+)?heap(?:\s+in\s.*)?\s*:?", re.IGNORECASE)
_STAYS = re.compile(r"(?P<name>.*?)\s*\b(?:does\s+not|doesn['’]t)\s+escape", re.IGNORECASE)
_FORMS = ((_MOVED, Says.MOVED), (_ESCAPES, Says.ESCAPES), (_STAYS, Says.STAYS))


def parse_printed_line(text: str) -> PrintedLine | None:
    """Read a line as people write it: with or without its position, `nothing` for none; None where it is no verdict."""
    line = _POSITION.sub("", text.strip().strip('`"').strip(), count=1).strip().rstrip(".")
    if line.casefold() == Says.NOTHING:
        return PRINTS_NOTHING
    for form, says in _FORMS:
        if match := form.fullmatch(line):
            return PrintedLine(says=says, name=match["name"].strip(" `"))
    return None


def printed_line_of(subject: VariableVerdict | AllocationVerdict) -> PrintedLine | None:
    """Find the line that `-m` prints; None where a line is no question of place.

    About a parameter that stays, the compiler prints what becomes of the pointer in it (`leaking param`, `does not
    escape`), which says nothing of the parameter's own storage.
    """
    position = f"{subject.at}: "
    if subject.line.startswith(position):
        return parse_printed_line(subject.line.removeprefix(position))
    if isinstance(subject, AllocationVerdict) or subject.kind in {Kind.PARAMETER, Kind.RECEIVER}:
        return None
    return PRINTS_NOTHING


def _bare(name: str) -> str:
    return "".join(name.split()).casefold()
