"""Neighbouring lines that change places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

Span = tuple[int, int]
"""The first line and the last one."""


def parse_swap(text: str) -> tuple[Span, Span]:
    """Read `3/4` or `3-5/6-7`: the lines above, and those below."""
    above, below = (tuple(map(int, part.split("-"))) for part in text.split("/"))
    return (above[0], above[-1]), (below[0], below[-1])


def moved_lines(swaps: Iterable[str]) -> Mapping[int, int]:
    """Number of each line that moves -> its number afterwards."""
    moved: dict[int, int] = {}
    for above, below in map(parse_swap, swaps):
        height, depth = above[1] - above[0] + 1, below[1] - below[0] + 1
        moved |= {line: line + depth for line in range(above[0], above[1] + 1)}
        moved |= {line: line - height for line in range(below[0], below[1] + 1)}
    return moved


def swap_complaints(swaps: Iterable[str], lines: int) -> Iterator[tuple[int, str, str]]:
    """What is wrong with swaps in a program of so many lines: index, what, what instead."""
    taken: set[int] = set()
    for index, text in enumerate(swaps):
        above, below = parse_swap(text)
        here = {*range(above[0], below[1] + 1)}
        if not (1 <= above[0] <= above[1] < below[0] <= below[1] <= lines):
            yield index, f"`{text}` are no two parts of a program of {lines} lines", "Write those above first: `3-5/6`"
        elif below[0] != above[1] + 1:
            yield index, f"Between the parts of `{text}` other lines stand", "Swap what stands side by side"
        elif taken & here:
            yield index, f"A line of `{text}` is swapped twice", "Write one swap for these lines"
        taken |= here
