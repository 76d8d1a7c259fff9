"""The edit that makes one program of another, line by line, and what stays where it was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from grader.escape.values import SourceFile, Toolchain


@dataclass(frozen=True, slots=True)
class EditedLine:
    """A line that goes from the program, or comes to it, under its number there."""

    is_added: bool
    number: int
    """0 for a setting of the compiler, which is no line of the program."""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """How two programs differ."""

    lines: tuple[EditedLine, ...]
    """In order; of each stretch those that go stand before those that come."""
    size: int
    """Changed lines: of each stretch the lines that go or those that come, whichever are more."""
    kept: Mapping[int, int]
    """Number of every line that stays -> its number afterwards."""


def find_edit(before: SourceFile, after: SourceFile) -> Edit:
    """Compare two programs line by line, exactly as they are written."""
    old, new = before.text.decode().splitlines(), after.text.decode().splitlines()
    lines: list[EditedLine] = []
    kept: dict[int, int] = {}
    size = 0
    for tag, old_start, old_end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            kept.update(zip(range(old_start + 1, old_end + 1), range(new_start + 1, new_end + 1), strict=True))
            continue
        lines += [
            EditedLine(is_added=False, number=number + 1, text=old[number]) for number in range(old_start, old_end)
        ]
        lines += [
            EditedLine(is_added=True, number=number + 1, text=new[number]) for number in range(new_start, new_end)
        ]
        size += max(old_end - old_start, new_end - new_start)
    return Edit(lines=tuple(lines), size=size, kept=kept)


def edited_settings(before: Toolchain, after: Toolchain) -> tuple[EditedLine, ...]:
    """How language version and flags differ, as options of the compiler: those that go before those that come."""
    old, new = _settings(before), _settings(after)
    gone = [EditedLine(is_added=False, number=0, text=option) for option in old if option not in new]
    come = [EditedLine(is_added=True, number=0, text=option) for option in new if option not in old]
    return (*gone, *come)


def _settings(toolchain: Toolchain) -> tuple[str, ...]:
    return (f"-lang={toolchain.lang}", *toolchain.flags)
