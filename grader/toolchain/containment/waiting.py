"""A program behind its walls that has not begun yet: to make the walls takes time that nobody need wait for."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from dataclasses import dataclass

_END_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Waiting:
    """One program, started to run once. Either `release` or `end` it."""

    process: subprocess.Popen[bytes]
    gate: int
    """The end of a pipe that we write to when the program may begin."""

    @property
    def is_there(self) -> bool:
        """False when something ended it while it waited."""
        return self.process.poll() is None

    def release(self) -> subprocess.Popen[bytes]:
        """Let the program begin."""
        with contextlib.suppress(BrokenPipeError):  # it ended just now; whoever waits for it is told
            os.write(self.gate, b"\n")
        os.close(self.gate)
        return self.process

    def end(self) -> None:
        """Kill it before it has begun, with all that it has started to make the walls, and wait until it is gone."""
        if self.process.poll() is None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(_END_SECONDS)
        os.close(self.gate)
        if self.process.stdout:
            self.process.stdout.close()
