"""Minimal pairs: two exercises that a small edit parts, and with it the place of one and the same thing.

What an author writes as `contrast:` is a claim. Here it is proven, from both programs and both verdicts:

* the programs differ in at most three lines, or not at all and the compiler is asked with another `go:` or `flags:`;
* both ask about the same thing, by name and by where it stands, and it has another place in each. An exercise that asks
  about all of its program asks about each of its variables: one that changes its place is enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from grader.catalog.asking import Subject, subject_name
from grader.catalog.edits import Edit, EditedLine, edited_settings, find_edit
from grader.catalog.judged import JudgedExercise
from grader.escape.values import AllocationVerdict, VariableVerdict

LARGEST_EDIT = 3
"""Changed lines; see `Edit.size`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairFlaw:
    """Why two exercises are no minimal pair, as a problem says it."""

    what: str
    instead: str


def find_flaw(one: JudgedExercise, other: JudgedExercise) -> PairFlaw | None:
    """Say what keeps two exercises from being a minimal pair; None where they are proven to be one.

    Which of the two is `one` makes no difference but in the words.
    """
    edit = find_edit(one.exercise.source, other.exercise.source)
    return _flaw_of_edit(one, other, edit) or _flaw_of_places(one, other, edit)


def find_proven(bank: Iterable[JudgedExercise]) -> frozenset[str]:
    """The slugs of all exercises that are proven to have a minimal pair, whichever of the two names the other."""
    known = {each.exercise.slug: each for each in bank}
    claimed = [
        (each, known[contrast]) for each in known.values() if (contrast := each.exercise.content.contrast) in known
    ]
    return frozenset(side.exercise.slug for pair in claimed if find_flaw(*pair) is None for side in pair)


def edit_of_pair(one: JudgedExercise, other: JudgedExercise) -> tuple[EditedLine, ...]:
    """What has to be changed to get from one to the other: settings of the compiler, then lines of the program."""
    settings = edited_settings(one.verdict.toolchain, other.verdict.toolchain)
    return (*settings, *find_edit(one.exercise.source, other.exercise.source).lines)


def _flaw_of_edit(one: JudgedExercise, other: JudgedExercise, edit: Edit) -> PairFlaw | None:
    pair = f"`{other.exercise.slug}`"
    has_settings = bool(edited_settings(one.verdict.toolchain, other.verdict.toolchain))
    if edit.size and has_settings:
        what = f"{pair} has another program and another `go:` or `flags:`: two edits, and nobody sees which one decides"
        return PairFlaw(what=what, instead="Let the two differ in one of these")
    if not edit.size and not has_settings:
        return PairFlaw(what=f"{pair} is the same program, compiled alike", instead="Change what decides the place")
    if edit.size > LARGEST_EDIT:
        what = f"{pair} differs in {edit.size} lines; a minimal pair differs in at most {LARGEST_EDIT}"
        return PairFlaw(what=what, instead="Make the programs more alike, or name another exercise, or none")
    return None


def _flaw_of_places(one: JudgedExercise, other: JudgedExercise, edit: Edit) -> PairFlaw | None:
    pairs = [(mine, its) for mine in _subjects(one) for its in _subjects(other) if _is_same(mine, its, edit)]
    if any(mine.place is not its.place for mine, its in pairs):
        return None
    slug = other.exercise.slug
    asked = one.subject or other.subject
    if asked is None:
        what = f"No variable has another place in `{slug}`"
        return PairFlaw(what=what, instead="Change what decides the place of one of them")
    name = subject_name(asked)
    if pairs:
        what = f"`{name}` has the same place in `{slug}`, {pairs[0][1].place}"
        return PairFlaw(what=what, instead="Change what decides its place, or name another exercise, or none")
    what = f"`{slug}` does not ask about the same `{name}`{_asked_instead(other)}"
    return PairFlaw(what=what, instead="Ask both about one thing, at one place of the program")


def _asked_instead(other: JudgedExercise) -> str:
    subject = other.subject
    return f", but about `{subject_name(subject)}` (line {subject.at.line})" if subject else ""


def _subjects(judged: JudgedExercise) -> Iterator[Subject]:
    """What an exercise asks about: one thing, or each variable of its program."""
    if judged.subject is not None:
        yield judged.subject
    else:
        yield from judged.verdict.variables


def _is_same(mine: Subject, its: Subject, edit: Edit) -> bool:
    """True when both are one thing before and after the edit.

    A line that stays holds the same things at the same columns; the compiler may print an expression there otherwise,
    such as a size that became known. In lines that are edited a variable is known by its name, an expression by what
    it begins with.
    """
    stays = edit.kept.get(mine.at.line)
    if stays is not None:
        if (stays, mine.at.column) != (its.at.line, its.at.column):
            return False
        return isinstance(mine, VariableVerdict) == isinstance(its, VariableVerdict)
    return its.at.line not in edit.kept.values() and _begins(mine) == _begins(its)


def _begins(subject: Subject) -> tuple[bool, str]:
    is_allocation = isinstance(subject, AllocationVerdict)
    name = subject_name(subject)
    return is_allocation, re.split(r"[({]", name)[0] if is_allocation else name
