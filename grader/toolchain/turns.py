"""Turns at the compiler, kept by all processes of this machine that share a data folder.

A turn is a lock on an empty file (flock(2)): the kernel gives it back when the process that has it ends, however it
ends. Files are never removed: who has just opened one would lock what nobody else finds any more. Where there are no
such locks (Windows), or the folder cannot be written, each process keeps turns by itself.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from grader.errors import CompilerBusy

try:
    import fcntl
except ImportError:  # not POSIX
    HAS_FILE_LOCKS = False
else:
    HAS_FILE_LOCKS = True

SLOTS = os.cpu_count() or 1
"""How many untrusted programs are compiled at once on this machine."""

_BUCKETS = 4096
"""Askers share this many locks. Two who share one wait for each other, which is rare and takes a moment."""

_POLL_SECONDS = 0.005
_slots_here = threading.BoundedSemaphore(SLOTS)
_askers_here = tuple(threading.Lock() for _ in range(_BUCKETS))
_BUSY = "The compiler is busy with other programs. Try again in a few seconds."
_BUSY_WITH_YOURS = (
    "Another program of yours is still being judged, and each person has one at a time. "
    "Wait until its verdict is there, then ask again."
)


@contextmanager
def take_slot(folder: Path | None, *, seconds: float) -> Iterator[None]:
    """Hold one of as many slots as there are processors: a whole class at once must not exhaust the machine.

    `folder` is the data folder; None: this process counts alone. Whoever waits longest in a process goes first;
    between processes one waits at the head of the queue, and who that is, is left to chance.
    Raises CompilerBusy after `seconds` without one.
    """
    wait = _Wait(deadline=time.monotonic() + seconds, refusal=_BUSY)
    with wait.pass_gate(_slots_here):
        queued = wait.lock(_files(folder, ["queue"]))
        try:
            locked = wait.lock(_files(folder, [f"slot-{number}" for number in range(SLOTS)]))
        finally:
            _unlock(queued)
        try:
            yield
        finally:
            _unlock(locked)


@contextmanager
def take_turn(folder: Path, asker: str, *, seconds: float) -> Iterator[None]:
    """Hold the one turn that this asker has on this machine; `asker` is any text that tells people apart.

    `folder` is the data folder. Raises CompilerBusy when the turn is still taken after `seconds`.
    """
    digest = blake2b(asker.encode(errors="surrogatepass"), digest_size=8).digest()
    bucket = int.from_bytes(digest) % _BUCKETS
    wait = _Wait(deadline=time.monotonic() + seconds, refusal=_BUSY_WITH_YOURS)
    with wait.pass_gate(_askers_here[bucket]):
        locked = wait.lock(_files(folder, [f"asker-{bucket}"]))
        try:
            yield
        finally:
            _unlock(locked)


def are_turns_shared(folder: Path) -> bool:
    """Return whether turns in this data folder count for all processes. Tried, not guessed."""
    try:
        _unlock(_try_lock(_files(folder, ["tried"])[0]))
    except (OSError, IndexError):
        return False
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wait:
    """Somebody who waits until `deadline`, a moment of time.monotonic, and is then sent away with `refusal`."""

    deadline: float
    refusal: str

    @property
    def left(self) -> float:
        return max(0.0, self.deadline - time.monotonic())

    @contextmanager
    def pass_gate(self, gate: threading.Semaphore | threading.Lock) -> Iterator[None]:
        """Hold a place among the threads of this process: those that wait here cost nothing."""
        if not gate.acquire(timeout=self.left):
            raise CompilerBusy(self.refusal)
        try:
            yield
        finally:
            gate.release()

    def lock(self, files: Iterable[Path]) -> int | None:
        """Lock the first of the files that is free; None where files cannot be locked: then the gate alone counts."""
        files = tuple(files)
        try:
            while files:
                for file in files:
                    if (locked := _try_lock(file)) is not None:
                        return locked
                if not self.left:
                    raise CompilerBusy(self.refusal)
                time.sleep(min(_POLL_SECONDS, self.left))
        except OSError:
            pass
        return None


def _files(folder: Path | None, names: Iterable[str]) -> tuple[Path, ...]:
    """Name the files; none where there are no locks on files."""
    return tuple(folder / "turns" / name for name in names) if folder and HAS_FILE_LOCKS else ()


def _try_lock(file: Path) -> int | None:
    """Return the descriptor of the locked file; None if it is taken. Raises OSError where it cannot be locked."""
    try:
        descriptor = _open(file)
    except FileNotFoundError:
        file.parent.mkdir(parents=True, exist_ok=True)
        descriptor = _open(file)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


def _open(file: Path) -> int:
    """Open it, for reading only: that is enough for a lock, and another account's processes can do it, too."""
    return os.open(file, os.O_RDONLY | os.O_CREAT | os.O_NOFOLLOW, 0o644)


def _unlock(descriptor: int | None) -> None:
    """Give the turn back at once: closing alone would not while a program that another thread just starts shares it."""
    if descriptor is not None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)
        os.close(descriptor)
