"""What is wrong with a file that somebody wrote, where, and what to write instead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from grader.errors import CatalogError


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """One problem in the bank. Line and column are 1-based and count characters; 0 means "the file as a whole"."""

    file: str
    line: int = 0
    column: int = 0
    what: str
    """What is wrong: a sentence without its full stop."""
    instead: str
    """What to write instead, or what to do: a sentence without its full stop."""
    is_warning: bool = False
    """True when the author should look at it, yet nothing has to change."""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        kind = "warning: " if self.is_warning else ""
        return f"{place}: {kind}{self.what}. {self.instead}{'' if self.instead.endswith('?') else '.'}"


def errors_among(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems that must be mended: all but the warnings."""
    return tuple(problem for problem in problems if not problem.is_warning)


def catalog_error(problems: Sequence[Problem]) -> CatalogError:
    """The error that lists every one of these problems, a line each."""
    return CatalogError("\n".join(map(str, sorted(problems))))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A suggestion for a mistyped word: the nearest known one, or the list of all."""
    candidates = sorted(known)
    near = get_close_matches(word, candidates, n=1)
    if near:
        return f"Did you mean `{near[0]}`?"
    return "Known here: " + ", ".join(f"`{each}`" for each in candidates)
