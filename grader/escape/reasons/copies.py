"""Why the further bodies of a variable or expression, inlined copies, instances and clauses, are where they are.

One compilation explains every copy on the heap by itself. Nothing is cut here, so these are reasons, not proven to be
all; and where the reason is not plain, or several copies cannot be told apart, none is given.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias

from grader.escape.flows import Explanation
from grader.escape.reasons.ends import find_subject, locate_end
from grader.escape.reasons.paths import Explained, Path
from grader.escape.reasons.program import Program
from grader.escape.reasons.sinks import find_sink
from grader.escape.values import AllocationVerdict, Cause, Copy, Place, Reason, VariableVerdict

Judged: TypeAlias = VariableVerdict | AllocationVerdict

_INLINED = (Cause(reason=Reason.INLINED),)
_UNKNOWN = (Cause(reason=Reason.REVIEW),)


def explain_copies(program: Program, explained: Explained, judged: Judged) -> tuple[Copy, ...]:
    """Add the causes to the copies of a variable, or of an allocating expression.

    A copy on the stack of what is on the heap in its own body stays thanks to inlining. Other copies on the stack have
    no causes of their own: what the source does with the address is the same as in the function's own body.
    """
    return tuple(replace(copy, causes=_causes_of(program, explained, judged, copy)) for copy in judged.copies)


def _causes_of(program: Program, explained: Explained, judged: Judged, copy: Copy) -> tuple[Cause, ...]:
    if copy.place is not Place.HEAP:
        stays = copy.place is Place.STACK and copy.where == "inlined" and judged.place is Place.HEAP
        return _INLINED if stays else ()
    found = [_causes_by(program, explained, judged, each) for each in _explanations_of(explained, judged, copy)]
    told = {frozenset(cause.reason for cause in causes) for causes in found}
    return found[0] if len(told) == 1 and Reason.REVIEW not in told.pop() else ()


def _explanations_of(explained: Explained, judged: Judged, copy: Copy) -> list[Explanation]:
    """Find what the compiler explains of this copy.

    An instance shares its position with the others of the function; from go1.25 on the compiler names them.
    """
    if copy.where == "clause":
        found = [each for each in explained.find_variable(copy.at) if not each.inlined_at]
    else:
        calls = copy.at if copy.where == "inlined" else ()
        found = [each for each in _all_of(explained, judged) if each.chain[:-1] == calls]
    return _of_body(found, copy.function) if copy.where != "inlined" else found


def _of_body(explanations: Sequence[Explanation], function: str) -> list[Explanation]:
    return [each for each in explanations if not each.function or not function or each.function == function]


def _all_of(explained: Explained, judged: Judged) -> Sequence[Explanation]:
    if isinstance(judged, AllocationVerdict):
        return explained.find_copies(judged.at, judged.expression)
    clauses = [each.at[0] for each in judged.copies if each.where == "clause"]
    return explained.find_variable((judged.at, *clauses))


def _causes_by(program: Program, explained: Explained, judged: Judged, explanation: Explanation) -> tuple[Cause, ...]:
    """Follow one explanation to its ends."""
    paths = explained.paths_of([explanation])
    causes = (cause for path in paths for cause in _causes_of_path(program, judged, explanation, path))
    return tuple(dict.fromkeys(causes))


def _causes_of_path(program: Program, judged: Judged, explanation: Explanation, path: Path) -> tuple[Cause, ...]:
    """Say why a path makes the copy escape: in its own function, or, seen from there, in the one it is inlined into.

    Inlined, it is the calling function's, and its address is what the call gives.
    """
    subject = find_subject(program, judged.at)
    if subject is not None and locate_end(path, subject.span).is_elsewhere:
        subject = find_subject(program, explanation.at)
    return find_sink(program, subject, path).causes if subject is not None else _UNKNOWN
