"""The second witness: what the generated code allocates for each subject of a verdict.

A verdict says where storage lives; a call of the runtime in the generated code says that it is allocated. The two are
joined by the line of the statement and the calls that it was inlined through; what several subjects could have made is
given to them only together, and only if it adds up. What does not is unassigned.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from grader.escape.assigning import Assignment, assign_calls, find_function
from grader.escape.partings import Parting
from grader.escape.runtime_calls import Family, GeneratedCode, RuntimeCall
from grader.escape.subjects import Subject, find_subjects
from grader.escape.values import Place, Position, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """What the generated code says of one subject."""

    calls: tuple[RuntimeCall, ...] = ()
    """The calls that allocate it, or may."""
    is_shared: bool = False
    """True when the calls serve several subjects of that line, one each, and which is whose can not be told."""
    parting: Parting | None = None
    """Why the code allocates otherwise than the place suggests; None when they agree."""


def find_witness(verdict: Verdict, code: GeneratedCode, at: Position) -> Witness:
    """Say what the code does for the variable or allocation at `at`; nothing, if no subject is there.

    `code` is `parse_generated_code(read_generated_code(compiler, files))`, of the same files, toolchain and flags.
    """
    return find_witnesses(verdict, code).get(at, Witness())


def find_witnesses(verdict: Verdict, code: GeneratedCode) -> dict[Position, Witness]:
    """Say it of every subject; those of one position (an expression that is boxed, say) count as one."""
    subjects = find_subjects(verdict)
    assignment = assign_calls(subjects, code)
    return {each.at: _witness(each, assignment, code) for each in subjects}


def find_unassigned(verdict: Verdict, code: GeneratedCode) -> tuple[RuntimeCall, ...]:
    """List the calls that no subject is known to make, in the order of the source."""
    return assign_calls(find_subjects(verdict), code).unassigned


def _witness(subject: Subject, assignment: Assignment, code: GeneratedCode) -> Witness:
    calls = tuple(dict.fromkeys(assignment.calls.get(subject.at, ())))
    if subject.at in assignment.merged:
        parting: Parting | None = Parting.MERGED
    elif calls:
        parting = _parting_of_calls(subject, calls, code)
    else:
        parting = _parting_without_call(subject, code)
    return Witness(calls=calls, is_shared=subject.at in assignment.shared, parting=parting)


_ONLY_IF = {
    Family.APPEND: Parting.APPEND_GROWS,
    Family.STRING: Parting.STRING_BUFFER,
    Family.SLICE: Parting.SLICE_BUFFER,
    Family.MAP: Parting.MAP_GROWS,
    Family.MAP_GROWTH: Parting.MAP_GROWS,
}
"""Why a call is made only if the size at run time demands it."""


def _parting_of_calls(subject: Subject, calls: tuple[RuntimeCall, ...], code: GeneratedCode) -> Parting | None:
    if not subject.has_message:
        return Parting.CHANNEL
    if subject.place is not Place.HEAP or calls[0].family is Family.APPEND:
        return _ONLY_IF.get(calls[0].family)
    has_own_code = any(find_function(symbol) == subject.function for symbol in code.entries)
    if all(call.inlined_at for call in calls) and not has_own_code and not subject.is_foreign:
        return Parting.COPIES_ONLY
    return None


_STATIC = (
    (re.compile(r"runtime\.staticuint64s"), Parting.SMALL_VALUE),
    (re.compile(r"runtime\.zerobase"), Parting.ZERO_SIZE),
    (re.compile(r".*·f"), Parting.STATIC_FUNCTION),
    (re.compile(r"go:string\.|.*stmp_\d+"), Parting.CONSTANT),
)
_LITERAL = re.compile(r"[\d\"'-].*")


def _parting_without_call(subject: Subject, code: GeneratedCode) -> Parting | None:
    """Say why nothing is allocated for what does not simply stay on the stack."""
    if subject.place is Place.STACK:
        return Parting.MAP_GROWS if Family.MAP in subject.families else None
    if subject.place in (Place.STATIC, Place.UNKNOWN):
        return None
    if not _has_code(subject, code):
        return Parting.DEAD_CODE if subject.function else Parting.STATIC_DATA
    if subject.place is Place.DEPENDS:
        return Parting.NO_COPY if subject.families == {Family.STRING, Family.BOX} else Parting.UNASSIGNED
    return _parting_of_static(subject, code)


def _has_code(subject: Subject, code: GeneratedCode) -> bool:
    return (subject.at.file, subject.at.line) in code.lines


def _parting_of_static(subject: Subject, code: GeneratedCode) -> Parting:
    """Read from what the line uses instead where the value is; only if all that fits says the same."""
    line = Position(subject.at.file, subject.at.line, 0)
    used = {parting for use in code.static if use.at == line for form, parting in _STATIC if form.fullmatch(use.symbol)}
    fitting = used & _fitting(subject)
    return fitting.pop() if len(fitting) == 1 else Parting.UNASSIGNED


def _fitting(subject: Subject) -> set[Parting]:
    """List what can be the case for an expression of this form."""
    name = subject.names[0]
    if name == "func literal":
        return {Parting.STATIC_FUNCTION}
    if name in ("true", "false"):
        return {Parting.SMALL_VALUE}
    if _LITERAL.match(name):
        return {Parting.CONSTANT}
    if name.startswith(("new(", "&")):
        return {Parting.ZERO_SIZE}
    return {Parting.CONSTANT, Parting.SMALL_VALUE, Parting.ZERO_SIZE}
