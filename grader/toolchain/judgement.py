"""One judgement in one private folder: one run of the compiler, sometimes two, under one deadline."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from grader.errors import Bound, LimitExceeded
from grader.escape.values import CompilerOutput, SourceFile, Toolchain
from grader.toolchain.complaints import error_of_stop, failure_of, find_crash
from grader.toolchain.containment.start import Start, Starter
from grader.toolchain.limits import MIB, Limits
from grader.toolchain.process import Finished, Stopped, run_limited
from grader.toolchain.workspace import PACKAGE, Workspace

_LOG_TO_TEXT = 4
"""The log may be this many times longer than the text: it says the same with more words."""


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What is compiled, how, and within which bounds. See `go tool compile` for the flags.

    `-m=2` and `-json` say what escapes and why, `-W` where every variable is; `-c=1` keeps the dump in order;
    `-trimpath` takes our folders out of the text; `-complete` refuses functions without a body, which could promise
    anything of their parameters.
    """

    compiler: Path
    toolchain: Toolchain
    names: tuple[str, ...]
    workspace: Workspace
    limits: Limits
    is_complete: bool
    files: tuple[SourceFile, ...] = ()
    """The program itself: what it says in raw strings is not the compiler's word."""
    starter: Starter = Start.open
    """How the compiler is started, and so what it is held by besides the limits."""
    deadline: float = field(init=False)

    def __post_init__(self) -> None:
        """Start the clock: the wall limit is for all runs together."""
        object.__setattr__(self, "deadline", time.monotonic() + self.limits.wall_seconds)

    def compile(self, *, with_storage: bool) -> CompilerOutput:
        """Compile with every channel on; once more without the dump of storage if with it the output is too long.

        Raises CompileFailed, LimitExceeded, CompilerCrashed. Of a run that failed no line is used: rows printed
        before a crash look right and are not.
        """
        finished = self._run(self.verbose_command(with_storage=with_storage))
        if with_storage and finished.stopped is Stopped.OUTPUT:
            finished, with_storage = self._run(self.verbose_command(with_storage=False)), False
        self._raise_if_stopped(finished)
        if finished.status != 0:
            self._raise_complaints()
        return CompilerOutput(
            toolchain=self.toolchain,
            text=finished.output.decode(errors="replace"),
            log=self._read_log(),
            has_storage=with_storage,
        )

    def print_code(self) -> str:
        """Compile for the generated code, the table of what was inlined where, and the dump that it was made from.

        Raises as `compile` does.
        """
        finished = self._run(self._command(["-S", "-d=pctab=pctoinline", "-W"]))
        if finished.stopped is Stopped.OUTPUT:
            longest = self._bounds()[Stopped.OUTPUT]
            what = f"The generated code was not read: it is too long, more than {longest} of text."
            raise LimitExceeded(what, Bound.OUTPUT)
        self._raise_if_stopped(finished)
        if finished.status != 0:
            self._raise_complaints()
        return finished.output.decode(errors="replace")

    def verbose_command(self, *, with_storage: bool) -> list[str]:
        """Return the compiler's whole command line with every channel on."""
        storage = ["-W"] if with_storage else []
        return self._command(["-m=2", f"-json=0,{self.workspace.log.as_uri()}", *storage])

    def _raise_complaints(self) -> None:
        """Compile again without the channels, whose rows stand among the errors, and raise the complaints."""
        plain = self._run(self._command([]))
        self._raise_if_stopped(plain)
        raise failure_of(plain.output.decode(errors="replace"), self.names, self.files)

    def _raise_if_stopped(self, finished: Finished) -> None:
        if finished.stopped:
            raise error_of_stop(finished.stopped, self._bounds()[finished.stopped])
        if crash := find_crash(finished, self.files):
            raise crash

    def _bounds(self) -> Mapping[Stopped, str]:
        return {
            Stopped.TIME: f"{max(1, round(self.limits.wall_seconds))} seconds",
            Stopped.OUTPUT: f"{self.limits.output_bytes // MIB} MiB",
            Stopped.MEMORY: f"{self.limits.resident_bytes // MIB} MiB of memory",
        }

    def _run(self, command: list[str]) -> Finished:
        return run_limited(
            command,
            folder=self.workspace.source,
            environment={**self.workspace.environment, "GOGC": str(self.limits.heap_growth_percent)},
            limits=self.limits,
            deadline=self.deadline,
            starter=self.starter,
        )

    def _command(self, channels: list[str]) -> list[str]:
        return [
            *(str(self.compiler), "-p", PACKAGE, "-c=1", f"-lang={self.toolchain.lang}"),
            *(["-complete"] if self.is_complete else []),
            *channels,
            *self.toolchain.flags,
            *("-trimpath", f"{self.workspace.source}=>"),
            *("-importcfg", str(self.workspace.importcfg)),
            *("-o", str(self.workspace.object_file)),
            *self.names,
        ]

    def _read_log(self) -> Mapping[str, str]:
        most_bytes = self.limits.output_bytes * _LOG_TO_TEXT
        return {name: self.workspace.read_log(name, most_bytes) for name in self.names}
