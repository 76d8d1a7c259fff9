"""The coverage of a bank as people read it: aligned for terminals, as a table for the README."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from grader.catalog.coverage import Coverage, cover
from grader.catalog.guessing import MOST_GUESSED, GuessedPlaces, LongestOptions, compare_lengths, guess_places
from grader.catalog.judged import JudgedExercise
from grader.catalog.misconceptions import MISCONCEPTIONS

_WIDTH = 120

_Key = TypeVar("_Key", bound=int | str)
_Text = TypeVar("_Text", bound=str)
_Value = TypeVar("_Value", bound=int | str)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """All that is told of a bank."""

    coverage: Coverage
    guessed: GuessedPlaces | None
    lengths: tuple[LongestOptions, ...]


def find_figures(bank: Sequence[JudgedExercise]) -> Figures:
    """Count and try everything."""
    return Figures(coverage=cover(bank), guessed=guess_places(bank), lengths=compare_lengths(bank))


def terminal_lines(figures: Figures) -> Iterator[str]:
    """What `check` prints: what is covered, without what is not."""
    coverage = figures.coverage
    yield "by lesson:      " + _listed(coverage.by_lesson)
    yield "by kind:        " + _listed(coverage.by_kind)
    yield "by difficulty:  " + _listed(coverage.by_difficulty)
    yield "by place:       " + _listed(coverage.by_place)
    reasons = {
        code: f"{each.true:3} ({each.offered})" for code, each in coverage.by_reason.items() if each.offered + each.true
    }
    yield from _grid("by reason, true (and offered):", reasons)
    beliefs = {
        number: f"{each.exercises:2}{'+' if each.has_pair else ' '}"
        for number, each in coverage.by_misconception.items()
        if each.exercises
    }
    yield from _grid("by misconception (+ with a minimal pair):", beliefs)
    if figures.guessed:
        yield "guessed:        " + _guessed(figures.guessed)
    if any(each.questions for each in figures.lengths):
        yield "longest option: " + "; ".join(map(_longest, figures.lengths))


def refreshed_readme(readme: str, figures: Figures) -> str:
    """The README with the table of coverage written anew. Raises ValueError where it has no place for it."""
    pattern = r"(?<=<!-- begin coverage -->\n).*?(?=<!-- end coverage -->)"
    table = "\n".join(_markdown(figures)) + "\n"
    written, times = re.subn(pattern, lambda _: table, readme, flags=re.DOTALL)
    if times != 1:
        raise ValueError("the README has no place for the coverage")
    return written


def _markdown(figures: Figures) -> Iterator[str]:
    coverage = figures.coverage
    beliefs = coverage.by_misconception
    tested = [number for number, each in beliefs.items() if each.exercises]
    paired = [number for number in tested if beliefs[number].has_pair]
    yield f"| {coverage.exercises} exercises | |"
    yield "|---|---|"
    yield f"| lesson | {_cells(coverage.by_lesson)} |"
    yield f"| kind | {_cells(coverage.by_kind)} |"
    yield f"| difficulty | {_cells(coverage.by_difficulty)} |"
    yield f"| place | {_cells(coverage.by_place)} |"
    reasons = {code: f"{each.true} ({each.offered})" for code, each in coverage.by_reason.items()}
    yield f"| reasons, true (and offered) | {_cells(reasons)} |"
    yield f"| misconceptions | {len(tested)} of {len(MISCONCEPTIONS)}{_without(set(beliefs) - set(tested))} |"
    yield f"| … with a minimal pair | {len(paired)} of {len(tested)}{_without(set(tested) - set(paired))} |"
    yield f"| exercises with a minimal pair | {coverage.pairs} |"
    if figures.guessed:
        yield f"| places guessed | {_guessed(figures.guessed)} |"
    for each in figures.lengths:
        yield f"| true reason is the longest | {_longest(each)} |"


def _without(numbers: Iterable[str]) -> str:
    listed = ", ".join(sorted(numbers))
    return f"; not {listed}" if listed else ""


def _guessed(guessed: GuessedPlaces) -> str:
    return f"{guessed.accuracy:.0%} of {guessed.questions} by the looks of the program (at most {MOST_GUESSED:.0%})"


def _longest(lengths: LongestOptions) -> str:
    chance = f"{lengths.expected:.1f} by chance, p = {lengths.probability:.2f}"
    return f"{lengths.language}: {lengths.true} of {lengths.questions}, {chance}"


def _cells(counts: Mapping[_Key, _Value]) -> str:
    return " · ".join(f"{_name(key)} {count}" for key, count in counts.items())


def _name(key: object) -> str:
    return f"{key}:" if isinstance(key, int) else f"`{key}`"


def _listed(counts: Mapping[_Key, int]) -> str:
    return ", ".join(f"{key}{':' if isinstance(key, int) else ''} {count}" for key, count in counts.items() if count)


def _grid(title: str, cells: Mapping[_Text, str]) -> Iterator[str]:
    """Names with their values in aligned columns, read line by line."""
    if not cells:
        return
    yield title
    names, values = max(map(len, cells)), max(map(len, cells.values()))
    columns = max(1, (_WIDTH - 2) // (names + values + 3))
    entries = [f"{name:{names}} {value:{values}}" for name, value in cells.items()]
    for start in range(0, len(entries), columns):
        yield "  " + "  ".join(entries[start : start + columns]).rstrip()
