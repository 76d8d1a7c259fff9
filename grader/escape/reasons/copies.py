"""Why the further bodies of a variable, inlined copies, instances and clauses, are where they are.

One compilation explains every copy on the heap by itself. Nothing is cut here, so these are reasons, not proven to be
all; and where the reason is not plain, or several copies cannot be told apart, none is given.
"""

from __future__ import annotations

from dataclasses import replace

from grader.escape.flows import Explanation
from grader.escape.reasons.ends import find_subject, locate_end
from grader.escape.reasons.paths import Explained, Path
from grader.escape.reasons.program import Program
from grader.escape.reasons.sinks import find_sink
from grader.escape.values import Cause, Copy, Place, Reason, VariableVerdict

_INLINED = (Cause(reason=Reason.INLINED),)
_UNKNOWN = (Cause(reason=Reason.REVIEW),)


def explain_copies(program: Program, explained: Explained, variable: VariableVerdict) -> tuple[Copy, ...]:
    """Add the causes to the copies of a variable.

    A copy on the stack of what is on the heap in its own body stays thanks to inlining. Other copies on the stack have
    no causes of their own: what the source does with the address is the same as in the variable's own body.
    """
    return tuple(replace(copy, causes=_causes_of(program, explained, variable, copy)) for copy in variable.copies)


def _causes_of(program: Program, explained: Explained, variable: VariableVerdict, copy: Copy) -> tuple[Cause, ...]:
    if copy.place is not Place.HEAP:
        return _INLINED if copy.where == "inlined" and variable.place is Place.HEAP else ()
    explanations = _explanations_of(explained, variable, copy)
    found = [_causes_by(program, explained, variable, each) for each in explanations]
    told = {frozenset(cause.reason for cause in causes) for causes in found}
    return found[0] if len(told) == 1 and Reason.REVIEW not in told.pop() else ()


def _explanations_of(explained: Explained, variable: VariableVerdict, copy: Copy) -> list[Explanation]:
    """Find what the compiler explains of this copy. An instance shares its position with the others of the function."""
    if copy.where == "clause":
        return [each for each in explained.find_variable(copy.at) if not each.inlined_at]
    clauses = [each.at[0] for each in variable.copies if each.where == "clause"]
    calls = copy.at if copy.where == "inlined" else ()
    return [each for each in explained.find_variable((variable.at, *clauses)) if each.chain[:-1] == calls]


def _causes_by(
    program: Program, explained: Explained, variable: VariableVerdict, explanation: Explanation
) -> tuple[Cause, ...]:
    """Follow one explanation to its ends."""
    paths = explained.paths_of([explanation])
    causes = (cause for path in paths for cause in _causes_of_path(program, variable, explanation, path))
    return tuple(dict.fromkeys(causes))


def _causes_of_path(
    program: Program, variable: VariableVerdict, explanation: Explanation, path: Path
) -> tuple[Cause, ...]:
    """Say why a path makes the copy escape: in its own function, or, seen from there, in the one it is inlined into.

    Inlined, the variable is one of the calling function, and its address is what the call gives.
    """
    subject = find_subject(program, variable.at)
    if subject is not None and locate_end(path, subject.span).is_elsewhere:
        subject = find_subject(program, explanation.at)
    return find_sink(program, subject, path).causes if subject is not None else _UNKNOWN
