"""Why a variable, or the storage of an expression, is on the heap: the explained reasons, and all reasons.

The compiler explains one path. The others show when the last edge of that path is cut in a copy of the source which is
compiled again, until the subject stays on the stack. Each path alone would suffice, since the analysis ignores the
order of statements; and the last compilation proves that nothing else holds the subject.
"""

from __future__ import annotations

from collections.abc import Iterable

from grader.errors import ProgramError
from grader.escape.flows import parse_explanations
from grader.escape.reasons import notes
from grader.escape.reasons.answer import Reasons
from grader.escape.reasons.captures import find_captures
from grader.escape.reasons.cuts import Cuts
from grader.escape.reasons.edits import EditedProgram
from grader.escape.reasons.ends import Subject, find_subject
from grader.escape.reasons.paths import Explained
from grader.escape.reasons.program import Program
from grader.escape.reasons.sinks import Sink, find_sink
from grader.escape.reasons.targets import Target
from grader.escape.values import Cause, Compile, CompilerOutput, Reason

MOST_COMPILATIONS = 12
"""As often a subject's edges are cut; then its reasons count as incomplete."""

_SIZES = frozenset(notes.SIZES.values())


def is_size_alone(causes: Iterable[Cause]) -> bool:
    """Tell whether nothing but the storage's size or alignment is known against the stack.

    No edge can be cut then, so such a set of reasons is never proven complete; it may be taken as it is.
    """
    reasons = {cause.reason for cause in causes}
    return bool(reasons) and reasons <= _SIZES


def explain_heap(program: Program, explained: Explained, target: Target, compile_: Compile | None) -> Reasons:
    """Explain what the compiler put on the heap; given a compiler, by all its reasons, else by the explained ones."""
    subject = find_subject(program, target.at)
    sinks = _find_sinks(program, explained, target, subject) if subject is not None else []
    if target.is_always_on_heap:
        return Reasons()
    if subject is None or not sinks:
        return Reasons(causes=(Cause(reason=Reason.REVIEW),))
    derivation = sinks[0].end.path.flows
    if target.has_one_way(program, [sink.end for sink in sinks]):
        causes = _join(sinks)
        doubtful = {Reason.REVIEW, *_SIZES} & {cause.reason for cause in causes}
        return Reasons(causes=causes, complete=not doubtful, derivation=derivation)
    if compile_ is None:
        return Reasons(causes=_join(sinks), derivation=derivation)
    search = _Search(program, subject, target, compile_)
    complete = search.run(explained, sinks)
    causes = (*_join(search.found), *find_captures(program, explained, subject))
    return Reasons(causes=_once(causes), complete=complete, derivation=derivation)


class _Search:
    """Cuts and compiles until the subject stays."""

    def __init__(self, program: Program, subject: Subject, target: Target, compile_: Compile) -> None:
        self.found: list[Sink] = []
        self._program = program
        self._subject = subject
        self._target = target
        self._compile = compile_
        self._copy = EditedProgram(program, target.boxed)

    def run(self, explained: Explained, sinks: list[Sink]) -> bool:
        """Collect all sinks, beginning with those of the true program. True when they are proven to be all."""
        for _ in range(MOST_COMPILATIONS):
            self.found += sinks
            if not self._cut(explained, sinks):
                return False
            output = self._compile_copy()
            if output is None:
                return False
            explained = self._read(output)
            sinks = _find_sinks(self._program, explained, self._target, self._subject)
            if not sinks:
                return self._target.is_proven_to_stay(output, self._copy)
        return False

    def _read(self, output: CompilerOutput) -> Explained:
        """Read the explanations of the copy as those of the true program."""
        restore = self._copy.restore_later()
        explanations = restore(parse_explanations(output, with_leaks=False))
        return Explained(self._program, explanations, lambda: restore(parse_explanations(output)))

    def _cut(self, explained: Explained, sinks: list[Sink]) -> bool:
        """Cut the last edge of every path. A path whose end is not understood is not cut, and ends the search."""
        if any(cause.reason is Reason.REVIEW for sink in sinks for cause in sink.causes):
            return False
        cuts = Cuts(self._program, explained, self._copy)
        results = [cuts.cut_edge(self._subject, sink.end) for sink in sinks]
        return any(results)

    def _compile_copy(self) -> CompilerOutput | None:
        try:
            return self._compile(self._copy.files)
        except ProgramError:
            return None


def _find_sinks(program: Program, explained: Explained, target: Target, subject: Subject) -> list[Sink]:
    """Explain every path; one that runs in a circle counts only when there is no other."""
    paths = list(explained.paths_of(target.find_explanations(explained)))
    whole = [path for path in paths if path.is_whole]
    return [find_sink(program, subject, path) for path in whole or paths]


def _once(causes: Iterable[Cause]) -> tuple[Cause, ...]:
    """Keep one capture: several paths may lead through it, or through one closure inside another."""
    found = dict.fromkeys(causes)
    captures = [each for each in found if each.reason is Reason.CAPTURED]
    return tuple(each for each in found if each not in captures[1:])


def _join(sinks: Iterable[Sink]) -> tuple[Cause, ...]:
    return tuple(dict.fromkeys(cause for sink in sinks for cause in sink.causes))
