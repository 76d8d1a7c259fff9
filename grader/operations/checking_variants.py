"""Checking variants: each is held against the compiler like an exercise, and has the key of its exercise."""

from __future__ import annotations

from collections.abc import Iterator

from grader.catalog.asking import Subject
from grader.catalog.catalog import Exercise
from grader.catalog.problems import Problem
from grader.operations.checked import Checked


def variant_problems(first: Checked, checked: Checked) -> Iterator[Problem]:
    """What is wrong with a variant besides what is wrong with its exercise, each told at its declaration."""
    variant = checked.of
    if not isinstance(variant, Exercise):
        return
    known = {problem.what for problem in first.problems}
    for problem in checked.problems:
        if problem.what not in known and not problem.is_warning:
            yield _at(variant, f"{problem.what}{_where(variant, problem)}", problem.instead)
    if first.subject and checked.subject and _key(first.subject) != _key(checked.subject):
        what = f"Its answer is {_key(checked.subject)}, that of the exercise {_key(first.subject)}"
        yield _at(variant, what, "Change less, so that what the texts say holds for both")


def unformatted_variant(variant: Exercise, line: int) -> Problem:
    """A variant whose program gofmt would write otherwise: new names or values moved what stands in columns."""
    text = variant.source.text.decode().splitlines()[line - 1].strip()
    what = f"gofmt writes line {line} of its program otherwise: `{text}`"
    return _at(variant, what, "Choose names and values as long as those that they replace")


def _key(subject: Subject) -> str:
    return f"{subject.place} ({', '.join(sorted(subject.reasons))})"


def _where(variant: Exercise, problem: Problem) -> str:
    """The line of the program, which stands in no file."""
    if problem.file == variant.document.file or not problem.line:
        return ""
    lines = variant.source.text.decode().splitlines()
    return f" (line {problem.line}: `{lines[min(problem.line, len(lines)) - 1].strip()}`)"


def _at(variant: Exercise, what: str, instead: str) -> Problem:
    spot = variant.document.spot_of_value(("variants", variant.variant - 1))
    return variant.document.problem_at(spot, f"Variant {variant.variant}: {what}", instead)
