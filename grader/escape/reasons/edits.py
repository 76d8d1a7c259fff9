"""A copy of the source with text put in, and the way back from its positions to the true ones.

Nothing that is put in has a line break, so lines stay; only columns move.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from tree_sitter import Node

from grader.escape.flows import Explanation
from grader.escape.reasons.program import Program
from grader.escape.syntax.tree import compiler_position
from grader.escape.values import Flow, Position, SourceFile, Step

CUT = "cut__"
"""The function through which nothing flows; longer where a program has that name itself."""


_NOTHING_BOXED: Mapping[Position, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Edit:
    """Text that goes in before a byte, in place of `removed` bytes for which blanks are left."""

    offset: int
    text: str = ""
    removed: int = 0


class EditedProgram:
    """The program with edits, as the compiler is to see it. It is never run."""

    def __init__(self, program: Program, boxed: Mapping[Position, str] = _NOTHING_BOXED) -> None:
        """Take the program, and where a value is put into an interface: of which type, which a cut has to keep."""
        self._program = program
        self._boxed = boxed
        self._edits: defaultdict[str, list[Edit]] = defaultdict(list)
        self._cut: set[tuple[str, int, int]] = set()
        texts = b"".join(file.text for file in program.files)
        self.name = CUT
        while self.name.encode() in texts:
            self.name += "_"

    def is_whole(self, file: str, node: Node) -> bool:
        """Tell whether an operand or statement has not been cut yet."""
        return (file, node.start_byte, node.end_byte) not in self._cut

    def wrap(
        self, file: str, node: Node, *, count: int = 1, by_reference: bool = False, listed: Node | None = None
    ) -> None:
        """Put a call around an expression of `count` values, out of which nothing flows that went in.

        `by_reference`: hand over the expression's address, which Go would take by itself. `listed`: the operand that
        counts as cut, when that is not the expression.
        """
        self._mark(file, listed or node)
        interface = self._boxed.get(compiler_position(node, file), "")
        opening = f"{self.name}{count if count > 1 else ''}({'&' if by_reference else ''}"
        if interface:
            opening += f"({interface})("
        self._edits[file] += [Edit(node.start_byte, opening), Edit(node.end_byte, "))" if interface else ")")]

    def blank(self, file: str, statement: Node, keyword: Node) -> None:
        """Take the keyword out of a statement."""
        self._mark(file, statement)
        self._edits[file].append(Edit(keyword.start_byte, removed=keyword.end_byte - keyword.start_byte))

    def _mark(self, file: str, node: Node) -> None:
        self._cut.add((file, node.start_byte, node.end_byte))

    @property
    def files(self) -> tuple[SourceFile, ...]:
        """The edited files; the first one that has edits also has the functions that cut."""
        helped = next(iter(self._edits), None)
        return tuple(
            SourceFile(file.name, self._apply(file) + (self._helpers() if file.name == helped else b""))
            for file in self._program.files
        )

    def _apply(self, file: SourceFile) -> bytes:
        parts, done = [], 0
        for edit in self._in_order(file.name):
            parts += [file.text[done : edit.offset], edit.text.encode(), b" " * edit.removed]
            done = edit.offset + edit.removed
        return b"".join([*parts, file.text[done:]])

    def _in_order(self, file: str) -> list[Edit]:
        """Sort edits by place; where one expression ends just before another starts, close before opening."""
        return sorted(self._edits.get(file, ()), key=lambda each: (each.offset, not each.text.startswith(")")))

    def _helpers(self) -> bytes:
        """Write the functions that cut; a call of `recover` keeps a function from being inlined."""
        name = self.name
        one = f"func {name}[T any](T) (z T) {{ recover(); return }}\n"
        two = f"func {name}2[A, B any](A, B) (a A, b B) {{ recover(); return }}\n"
        three = f"func {name}3[A, B, C any](A, B, C) (a A, b B, c C) {{ recover(); return }}\n"
        return f"\n\n{one}\n{two}\n{three}".encode()

    def restore_later(self) -> Callable[[Iterable[Explanation]], tuple[Explanation, ...]]:
        """Give what restores explanations of the program as it is edited now, whatever edits follow.

        They get the positions, and nearly the words, of the true program.
        """
        shifts = self._shifts()
        return lambda explanations: tuple(_restore(each, shifts, self.name) for each in explanations)

    def restore_position(self, position: Position) -> Position:
        """Give the true position of one in the edited program."""
        return _shift_back(position, self._shifts())

    def _shifts(self) -> dict[tuple[str, int], list[tuple[int, int]]]:
        """Map file and line to what stands before what: edited column of each insertion, and its length."""
        shifts: defaultdict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
        for file in self._program.files:
            text = file.text
            for edit in self._in_order(file.name):
                if edit.text:
                    line = text.count(b"\n", 0, edit.offset) + 1
                    column = edit.offset - (text.rfind(b"\n", 0, edit.offset) + 1) + 1
                    before = sum(length for _, length in shifts[file.name, line])
                    shifts[file.name, line].append((column + before, len(edit.text.encode())))
        return dict(shifts)


_Shifts = dict[tuple[str, int], list[tuple[int, int]]]


def _shift_back(position: Position, shifts: _Shifts) -> Position:
    column = position.column
    back = 0
    for start, length in shifts.get((position.file, position.line), ()):
        back += min(max(column - start, 0), length)
    return Position(position.file, position.line, column - back) if back else position


def _restore(explanation: Explanation, shifts: _Shifts, name: str) -> Explanation:
    return Explanation(
        name=explanation.name,
        at=_shift_back(explanation.at, shifts),
        inlined_at=tuple(_shift_back(each, shifts) for each in explanation.inlined_at),
        flows=tuple(_restore_flow(each, shifts, name) for each in explanation.flows),
        leaks_to=explanation.leaks_to,
        derefs=explanation.derefs,
        is_truncated=explanation.is_truncated,
        function=explanation.function,
    )


def _restore_flow(flow: Flow, shifts: _Shifts, name: str) -> Flow:
    steps = tuple(
        Step(
            expression=without_cuts(step.expression, name),
            why=step.why,
            at=_shift_back(step.at, shifts),
            inlined_at=tuple(_shift_back(each, shifts) for each in step.inlined_at),
        )
        for step in flow.steps
    )
    return Flow(destination=flow.destination, source=flow.source, derefs=flow.derefs, steps=steps)


def without_cuts(printed: str, name: str) -> str:
    """Take the calls that cut out of a printed expression.

    The compiler prints `cut__(x)` as `cut__[go.shape.*uint8](&.dict.cut__[*int], x)`.
    """
    call = re.compile(re.escape(name) + r"\d?(?=[\[(])")
    while found := call.search(printed):
        opening = found.end()
        if printed[opening] == "[":
            opening = _closing(printed, opening) + 1
        closing = _closing(printed, opening)
        inner = printed[opening + 1 : closing]
        if inner.startswith("&") and ".dict." in inner:
            inner = inner[_closing(inner, inner.find("[")) + 1 :].removeprefix(", ")
        printed = printed[: found.start()] + inner + printed[closing + 1 :]
    return printed


def _closing(text: str, opening: int) -> int:
    """Find the bracket that closes the one at `opening`; the end of the text when there is none."""
    depth = 0
    for index in range(max(opening, 0), len(text)):
        depth += {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}.get(text[index], 0)
        if depth == 0:
            return index
    return len(text)
