"""Whether an edited program that compiles is the fix that was asked for.

An honest fix changes how the value is held or handed on, and leaves in place what the program does. What is held
against the original:

* Every call of a declared function, method or package function is still there, as often, in the same function, and
  neither in plainly dead code (`if false`, after `return`) nor newly inside a function literal. So a variable cannot
  be kept by no longer using it. Calls are told apart by the callee's name, not by their arguments; built-in functions
  and conversions do not count.
* What is asked is still there: a variable by name, type, function and kind (local, parameter, result), an
  expression by the type it makes (`make([]int, n)` and `make([]int, 8)` are one) and function. `T.Add` and
  `(*T).Add` are one function, so that a receiver may change. Where several fit, each has to be in the asked place.
* What a variable holds leaves its function as before, as a value or by its address: returned, sent or stored where it
  was returned, sent or stored (`exits`). So `return nil` for `return &c` is no fix.
* Towards the stack the program has less on the heap than before, counted over all variables and allocating
  expressions. A copy of the value is an honest fix (`return c` for `return &c`); a copy that goes to the heap in the
  variable's stead (`d := c; return &d`, a boxed `c`, a slice around it) only renames the problem, and is told so.
* Towards the heap, where the author names reasons, one of them has to hold.

`program` and `outline` refuse, before anything is judged, edits that swallow fixed lines, add or remove functions,
types, package-level variables, imports or `//go:` comments, or are too large.

Not checked, since student code never runs: that the program behaves as before, the arguments of calls, conditions that
only never happen to hold, what a function value holds when it is called, and what grows at run time where the compiler
reports no allocation (`append`, maps).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from grader.catalog.asking import Subject, subject_name
from grader.escape.values import AllocationVerdict, Kind, Place, Reason, SourceFile, VariableVerdict, Verdict
from grader.grading.fixing.calls import find_missing_call
from grader.grading.fixing.exits import find_exits
from grader.grading.fixing.outcome import Failure, FixOutcome
from grader.grading.fixing.outline import plain_function

_LOCAL = frozenset({Kind.DEFINE, Kind.VAR, Kind.RANGE, Kind.SELECT, Kind.TYPE_SWITCH})
_ON_HEAP = frozenset({Place.HEAP, Place.DEPENDS})
_LITERAL = re.compile(r"\.(?:func)?\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """What was asked for: an original, and what is to change about it."""

    original: SourceFile
    verdict: Verdict
    """Of the original."""
    asked: Subject
    goal: Place
    reasons: frozenset[Reason] = frozenset()
    """One of them has to hold; none: any reason will do."""


def judge_fix(fix: Fix, edited: SourceFile, verdict: Verdict) -> FixOutcome:
    """Hold an edited program and its verdict against what was asked for."""
    found = find_counterparts(fix.asked, verdict)
    subject = next((each for each in found if each.place is not fix.goal), found[0] if found else None)
    missing = find_missing_call(fix.original, edited)
    if missing:
        return _outcome(subject, Failure.CALL, name=missing.callee.removeprefix("."))
    if subject is None or subject.place is Place.UNKNOWN:
        return _outcome(None, Failure.GONE, name=subject_name(fix.asked))
    if failure := _find_failure(fix, edited, subject):
        return _outcome(subject, failure, name=subject_name(subject), line=subject.at.line)
    if fix.goal is Place.STACK and (other := _find_stand_in(fix.verdict, verdict)):
        return _outcome(subject, Failure.ELSEWHERE, name=subject_name(other), line=other.at.line)
    return _outcome(subject, None)


def _find_failure(fix: Fix, edited: SourceFile, subject: Subject) -> Failure | None:
    """Find what is wrong with the asked thing itself."""
    if subject.place is not fix.goal:
        return Failure.PLACE
    if isinstance(subject, VariableVerdict):
        before, after = find_exits(fix.original, fix.asked.at), find_exits(edited, subject.at)
        if not before <= after:
            return Failure.VALUE
    return Failure.REASON if fix.reasons and fix.reasons.isdisjoint(subject.reasons) else None


def find_counterparts(asked: Subject, verdict: Verdict) -> tuple[Subject, ...]:
    """Find what is asked in the verdict of an edited program."""
    if isinstance(asked, VariableVerdict):
        return tuple(each for each in verdict.variables if _is_same_variable(asked, each))
    return tuple(each for each in verdict.allocations if _is_same_allocation(asked, each))


def _is_same_variable(asked: VariableVerdict, other: VariableVerdict) -> bool:
    is_one_kind = asked.kind is other.kind or {asked.kind, other.kind} <= _LOCAL
    is_one_type = not asked.type or not other.type or asked.type == other.type
    return asked.name == other.name and is_one_kind and is_one_type and _function(asked) == _function(other)


def _is_same_allocation(asked: AllocationVerdict, other: AllocationVerdict) -> bool:
    return made_by(asked.expression) == made_by(other.expression) and _function(asked) == _function(other)


def _function(subject: Subject) -> tuple[str, bool]:
    """The declared function around it, and whether it is in a literal there, whose number changes with edits."""
    name, found = _LITERAL.subn("", plain_function(subject.function))
    return name, found > 0


def made_by(expression: str) -> str:
    """Say what an allocating expression makes, whatever its sizes and values: `make([]int, n)` a `[]int`."""
    if made := re.match(r"make\((.*?)(?:, [^\[\]{}]*)?\)$", expression, re.DOTALL):
        return made[1]
    if pointed := re.match(r"new\((.*)\)$|&(.*?)\{\.\.\.\}$", expression, re.DOTALL):
        return f"*{pointed[1] or pointed[2]}"
    return expression.removesuffix("{...}")


def _find_stand_in(before: Verdict, after: Verdict) -> Subject | None:
    """Find something new on the heap, unless there is less on it than before."""
    had, has = list(_on_heap(before)), list(_on_heap(after))
    if len(has) < len(had):
        return None
    left = Counter((subject_name(each), _function(each)) for each in had)
    for each in has:
        left[subject_name(each), _function(each)] -= 1
        if left[subject_name(each), _function(each)] < 0:
            return each
    return has[-1]


def _on_heap(verdict: Verdict) -> Iterator[Subject]:
    yield from (each for each in verdict.variables if each.place in _ON_HEAP)
    yield from (each for each in verdict.allocations if each.place in _ON_HEAP)


def _outcome(subject: Subject | None, failure: Failure | None, *, name: str = "", line: int = 0) -> FixOutcome:
    if subject is None:
        return FixOutcome(failure=failure, name=name, line=line)
    position = f"{subject.at}: "
    return FixOutcome(
        failure=failure,
        name=name,
        line=line,
        place=subject.place,
        reasons=subject.reasons,
        said=subject.line.removeprefix(position) if subject.line.startswith(position) else "",
    )
