"""Many compilations under one bound of time: finding all reasons of a verdict takes one per edge of its flows."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

from grader.errors import Bound, LimitExceeded
from grader.escape.values import CompilerOutput, SourceFile
from grader.toolchain.compiler import Compiler


@dataclass(frozen=True, slots=True)
class Budget:
    """A compiler whose compilations must all end before `deadline`, a moment of time.monotonic."""

    compiler: Compiler
    deadline: float

    def __call__(self, files: tuple[SourceFile, ...], /, *, flags: tuple[str, ...] = ()) -> CompilerOutput:
        """Compile in what is left of the time. Raises as the compiler does."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            what = "This program could not be judged in the time it may take. Make it smaller or simpler."
            raise LimitExceeded(what, Bound.TIME)
        limits = self.compiler.limits
        hurried = replace(self.compiler, limits=replace(limits, wall_seconds=min(limits.wall_seconds, left)))
        return hurried(files, flags=flags)
