"""Running one program within limits: whatever it does, it ends, and nothing of it stays."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import psutil

from grader.toolchain.containment.start import Start, Starter
from grader.toolchain.limits import HAS_ADDRESS_SPACE_LIMIT, Limits

_CHUNK_BYTES = 64 * 1024
_WATCH_SECONDS = 0.02
_SIGNAL_TOLD = 128
_END_SECONDS = 5
"""How long a killed process may take to be gone. The kernel needs milliseconds."""


class Stopped(Enum):
    """Why a run was ended by us."""

    TIME = "time"
    OUTPUT = "output"
    MEMORY = "memory"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """What is left of a run."""

    status: int
    """Exit status; negative: the number of the signal that ended it."""
    output: bytes
    """Standard output and error, mixed as they were written; cut at the cap."""
    stopped: Stopped | None
    """None when the program ended by itself, or at a limit that the operating system holds."""


def run_limited(
    command: list[str],
    *,
    folder: Path,
    environment: Mapping[str, str],
    limits: Limits,
    deadline: float,
    starter: Starter = Start.open,
) -> Finished:
    """Run `command` in `folder` until it ends or `deadline` (of time.monotonic) or a limit is reached.

    It runs in a session of its own; a run that does not end by itself is killed with its whole process group.
    `starter` says how it is started, and so what else it is held by.
    """
    process = starter(Start(command=tuple(command), folder=folder, environment=environment, limits=limits))
    pipe = _Pipe(process, limits.output_bytes)
    try:
        stopped = _watch(process, pipe, limits, deadline)
        if stopped is None:
            process.wait(max(0.0, deadline - time.monotonic()))
    except subprocess.TimeoutExpired:
        stopped = Stopped.TIME
    finally:
        _end(process)
        output = pipe.close()
    return Finished(status=_status_of(process.returncode), output=output, stopped=stopped)


def _status_of(code: int) -> int:
    """Return the status; what starts a program for us, a shell or bubblewrap, tells a signal N as 128 + N."""
    return _SIGNAL_TOLD - code if code > _SIGNAL_TOLD else code


class _Pipe:
    """Reads a process's output in a thread of its own, and keeps no more of it than allowed.

    It reads to the end: that is where nothing that was started can write any more, were it a process in a namespace
    that the system is still ending.
    """

    def __init__(self, process: subprocess.Popen[bytes], cap: int) -> None:
        self._source = process.stdout
        self._cap = cap
        self._parts: list[bytes] = []
        self._size = 0
        self.ended = threading.Event()
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    @property
    def is_over(self) -> bool:
        """True when the program wrote more than the cap."""
        return self._size > self._cap

    def _read(self) -> None:
        with contextlib.suppress(OSError, ValueError):  # the pipe was closed under us: the process is being ended
            while self._source and (part := self._source.read(_CHUNK_BYTES)):
                if not self.is_over:
                    self._parts.append(part)
                    self._size += len(part)
                if self.is_over:
                    self.ended.set()
        self.ended.set()

    def close(self) -> bytes:
        """Wait for the reader, close our end, and return what was read, cut at the cap."""
        self._thread.join(_END_SECONDS)
        if self._source:
            self._source.close()
        return b"".join(self._parts)[: self._cap]


def _watch(process: subprocess.Popen[bytes], pipe: _Pipe, limits: Limits, deadline: float) -> Stopped | None:
    """Wait until the program has closed its output; return why it must be ended before that, if it must."""
    while (left := deadline - time.monotonic()) > 0:
        if pipe.ended.wait(left if HAS_ADDRESS_SPACE_LIMIT else min(left, _WATCH_SECONDS)):
            return Stopped.OUTPUT if pipe.is_over else None
        if not HAS_ADDRESS_SPACE_LIMIT and _resident_bytes(process.pid) > limits.resident_bytes:
            return Stopped.MEMORY
    return Stopped.TIME


def _resident_bytes(process_id: int) -> int:
    """Return the memory in use by the process; 0 when it is gone."""
    try:
        return int(psutil.Process(process_id).memory_info().rss)
    except psutil.Error:
        return 0


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill the process's group and wait; unless it was waited for already: its number may be another's by now."""
    if process.poll() is None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if os.name == "posix":
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
        process.wait(_END_SECONDS)
