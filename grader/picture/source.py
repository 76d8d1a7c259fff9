"""The source with everything marked on it: colours, the asked variable, and the numbered steps of its flow.

Pure data for a template to loop over. All columns are bytes; put together, the tokens of a line are the line.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from tree_sitter import Tree

from grader.escape.syntax.scopes import Scopes
from grader.escape.syntax.tree import ancestors, compiler_position, node_at, parse_go
from grader.escape.values import Derivation, Position, SourceFile
from grader.picture.chips import number_text
from grader.picture.colours import colour
from grader.picture.hops import number_steps


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A stretch of text of one colour."""

    text: str
    css: str
    """k keyword, t type, l literal, c comment, f function, o operator, or empty."""
    hops: tuple[int, ...] = ()
    """Steps of the flow whose expression starts here: their chips stand before the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One or more tokens that carry the same mark."""

    mark: str
    """`decl` (what is asked, where it is declared), `use` (a use of it), or empty."""
    tokens: tuple[Token, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """One line of the source."""

    number: int
    pieces: tuple[Piece, ...]
    is_asked: bool = False
    """What is asked is declared here."""
    rail: str = ""
    """CSS classes of the rail beside the source: `on`, `on first`, `on last`, or empty."""
    start: str = ""
    """At the declaration: the name that the flow starts with."""
    hops: tuple[int, ...] = ()
    """The steps on this line, in order."""
    says: str = ""
    """The compiler's own line, to be shown below this one."""
    indent: int = 0
    """Tabs at the start of the line: the compiler's line stands as deep."""

    @property
    def hop_text(self) -> str:
        """The steps on this line with ranges: `1–3`."""
        return number_text(self.hops)

    @property
    def text(self) -> str:
        """The line as written, without its end."""
        return "".join(token.text for piece in self.pieces for token in piece.tokens)


@dataclass(frozen=True, slots=True)
class Mark:
    """Bytes that carry a mark."""

    start: int
    end: int
    name: str


def mark_source(
    file: SourceFile, asked: Position | None, derivation: Derivation = (), says: str = ""
) -> tuple[SourceLine, ...]:
    """Mark a file. `asked` is the declaring identifier, or the compiler's position of an allocating expression."""
    text = MarkedText(file, asked, derivation)
    railed = text.railed_lines()
    return tuple(
        SourceLine(
            number=number,
            pieces=text.pieces(start, end),
            is_asked=number == text.asked_line,
            rail=rail_of(number, railed),
            start=text.asked_name if railed and number == text.asked_line else "",
            hops=text.hops_between(start, end),
            says=says if number == text.asked_line else "",
            indent=count_tabs(file.text[start:end]),
        )
        for number, (start, end) in enumerate(text.line_bounds, 1)
    )


class MarkedText:
    """A file's bytes, cut wherever a colour, a mark, a chip or a line begins or ends."""

    def __init__(self, file: SourceFile, asked: Position | None, derivation: Derivation) -> None:
        self.bytes = file.text
        self.line_bounds = find_lines(file.text)
        self.marks = find_marks(file, asked) if asked and asked.file == file.name else ()
        self.asked_line = asked.line if asked and self.marks else 0
        self.asked_name = self.decode(self.marks[0].start, self.marks[0].end) if self.marks else ""
        self.hops = find_hops(file, derivation, self.line_bounds)
        self.spans = colour(file.text)
        self.cuts = sorted(
            {offset for start, end, _ in self.spans for offset in (start, end)}
            | {offset for mark in self.marks for offset in (mark.start, mark.end)}
            | set(self.hops)
            | {offset for bounds in self.line_bounds for offset in bounds}
        )

    def decode(self, start: int, end: int) -> str:
        """The text of some bytes."""
        return self.bytes[start:end].decode("utf-8", "replace")

    def railed_lines(self) -> range:
        """The lines from the first to the last that the flow touches, the declaration included."""
        lines = [number for number, bounds in enumerate(self.line_bounds, 1) if self.hops_between(*bounds)]
        touched = [*lines, self.asked_line] if lines and self.asked_line else lines
        return range(min(touched), max(touched) + 1) if touched else range(0)

    def hops_between(self, start: int, end: int) -> tuple[int, ...]:
        """The steps whose expressions start in a stretch."""
        return tuple(sorted(n for offset, numbers in self.hops.items() if start <= offset < end for n in numbers))

    def pieces(self, start: int, end: int) -> tuple[Piece, ...]:
        """Cut a line into pieces of one mark, and those into tokens of one colour."""
        cuts = self.cuts[bisect_left(self.cuts, start) : bisect_right(self.cuts, end)]
        marked = groupby(pairwise(cuts), key=lambda bounds: self.mark_at(bounds[0]))
        return tuple(
            Piece(mark=mark.name if mark else "", tokens=tuple(self.token(*bounds) for bounds in group))
            for mark, group in marked
        )

    def token(self, start: int, end: int) -> Token:
        """One token, with the chips that stand before it."""
        index = bisect_right(self.spans, start, key=lambda span: span[0]) - 1
        return Token(
            text=self.decode(start, end), css=self.spans[index][2], hops=tuple(sorted(self.hops.get(start, ())))
        )

    def mark_at(self, offset: int) -> Mark | None:
        """The mark over a byte."""
        return next((mark for mark in self.marks if mark.start <= offset < mark.end), None)


def find_lines(text: bytes) -> tuple[tuple[int, int], ...]:
    """Find the first byte and the end (without the line feed) of each line; a last empty line is none."""
    bounds, start = [], 0
    for line in text.split(b"\n"):
        bounds.append((start, start + len(line)))
        start += len(line) + 1
    return tuple(bounds[:-1] if bounds[-1][0] == bounds[-1][1] else bounds)


def find_marks(file: SourceFile, asked: Position) -> tuple[Mark, ...]:
    """Mark a variable's declaration and all its uses by scope, or an allocating expression as far as its line goes."""
    scopes = Scopes.of(file)
    declaration = next((each for each in scopes.declarations if each.at == asked), None)
    if declaration is None:
        return mark_expression(file, asked)
    uses = (Mark(node.start_byte, node.end_byte, "use") for node in scopes.use_nodes_of(declaration))
    return (Mark(declaration.node.start_byte, declaration.node.end_byte, "decl"), *uses)


def mark_expression(file: SourceFile, asked: Position) -> tuple[Mark, ...]:
    """Mark the expression that the compiler reports at a position; nothing when there is none."""
    node = node_at(parse_go(file.text), asked.line, asked.column)
    around = (node, *ancestors(node)) if node else ()
    whole = (each for each in around if each.type not in {"argument_list", "literal_value"})
    found = next((each for each in whole if compiler_position(each, file.name) == asked), None)
    if found is None:
        return ()
    line_end = file.text.find(b"\n", found.start_byte)
    return (Mark(found.start_byte, min(found.end_byte, line_end if line_end >= 0 else found.end_byte), "decl"),)


def find_hops(file: SourceFile, derivation: Derivation, line_bounds: Sequence[tuple[int, int]]) -> dict[int, list[int]]:
    """Map byte offsets where the expressions of steps start to the steps' numbers."""
    tree, found = parse_go(file.text), defaultdict[int, list[int]](list)
    for hop in number_steps(derivation):
        at = hop.step.at
        if at.file == file.name and 1 <= at.line <= len(line_bounds):
            start, end = line_bounds[at.line - 1]
            offset = start_of_step(tree, at)
            found[min(start + at.column - 1, end) if offset is None else offset].append(hop.number)
    return found


def start_of_step(tree: Tree, at: Position) -> int | None:
    """Find where the expression begins that the compiler reports at a position: it may report its middle.

    A call is reported at its `(`, a literal at its `{`, an assignment at its `=`.
    """
    node = node_at(tree, at.line, at.column)
    if node is None:
        return None
    parent = node.parent
    is_tail = node.type == "argument_list" or (
        node.type == "literal_value" and parent is not None and parent.type == "composite_literal"
    )
    return parent.start_byte if is_tail and parent is not None else node.start_byte


def rail_of(number: int, railed: range) -> str:
    """CSS classes of the rail at a line."""
    if number not in railed:
        return ""
    ends = [name for name, end in (("first", railed[0]), ("last", railed[-1])) if number == end]
    return " ".join(["on", *ends])


def count_tabs(line: bytes) -> int:
    """Count the tabs that a line begins with."""
    return len(line) - len(line.lstrip(b"\t"))
