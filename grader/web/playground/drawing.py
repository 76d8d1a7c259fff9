"""Which part of a program is drawn. Anybody's program may be large, and drawing takes long for one that is."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import islice

from tree_sitter import Node

from grader.catalog.asking import Subject
from grader.escape.syntax.tree import descendants, parse_go
from grader.escape.values import Position, SourceFile, Verdict
from grader.web.pictures import Picture, make_picture

MOST_NODES = 600
"""Of the syntax: three times the longest program of the bank. Drawing so many takes half a second at worst."""

MOST_SUBJECTS = 40
"""Variables and allocations: more of them on one picture show nothing to anybody."""

_FUNCTIONS = {"function_declaration", "method_declaration"}
_INK = re.compile(rb"[^\n]")


@dataclass(frozen=True, slots=True)
class _Part:
    """A program, or what is left of it when other functions are out of sight. Positions are the same."""

    source: SourceFile
    verdict: Verdict

    @property
    def is_drawable(self) -> bool:
        """True when it is small enough."""
        subjects = len(self.verdict.variables) + len(self.verdict.allocations)
        nodes = sum(1 for _ in islice(descendants(parse_go(self.source.text).root_node), MOST_NODES + 1))
        return 0 < subjects <= MOST_SUBJECTS and nodes <= MOST_NODES


def draw(source: SourceFile, verdict: Verdict, at: Position | None) -> Picture | None:
    """Draw the program with what stands at `at` marked, or its function alone if the rest is too large, or nothing."""
    parts = [_Part(source, verdict), *([_function_of(source, verdict, at)] if at else [])]
    part = next((each for each in parts if each.is_drawable), None)
    return make_picture(part.source, part.verdict, at, prefix="memory") if part else None


def _function_of(source: SourceFile, verdict: Verdict, at: Position) -> _Part:
    """The package without the functions in which the position is not."""
    others = [node for node in parse_go(source.text).root_node.named_children if node.type in _FUNCTIONS]
    hidden = [node for node in others if not _is_around(node, at.line)]
    text = bytearray(source.text)
    for node in hidden:
        text[node.start_byte : node.end_byte] = _INK.sub(b" ", text[node.start_byte : node.end_byte])

    def is_left(subject: Subject) -> bool:
        return not any(_is_around(node, subject.at.line) for node in hidden)

    return _Part(
        replace(source, text=bytes(text)),
        replace(
            verdict,
            variables=tuple(filter(is_left, verdict.variables)),
            allocations=tuple(filter(is_left, verdict.allocations)),
        ),
    )


def _is_around(function: Node, line: int) -> bool:
    return bool(function.start_point.row < line <= function.end_point.row + 1)
