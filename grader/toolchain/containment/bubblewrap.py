"""Level "bubblewrap": namespaces of its own, in which only what the program may touch exists, and no network."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from grader.config import Sandbox
from grader.toolchain.containment.account import Account
from grader.toolchain.containment.start import Reach, Start
from grader.toolchain.containment.waiting import Waiting

_ASKING_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Bubblewrap:
    """The program `bwrap` (https://github.com/containers/bubblewrap), 0.5 or newer."""

    program: Path
    version: str

    @property
    def sandbox(self) -> Sandbox:
        """The setting that demands it."""
        return Sandbox.BUBBLEWRAP

    def __str__(self) -> str:
        return f"bubblewrap {self.version}"

    def start(self, start: Start, reach: Reach, account: Account | None) -> subprocess.Popen[bytes]:
        """Start the program inside; the limits are set outside and hold inside, too.

        Its exit status is the program's; 128 + N when signal N ended it.
        """
        return replace(start, command=self._command(start, reach)).open(account)

    def start_waiting(self, start: Start, reach: Reach, account: Account | None) -> Waiting:
        """Start the program inside, behind the same walls, but let it wait until it is released."""
        there, gate = os.pipe()
        command = self._command(start, reach, "--block-fd", str(there))
        try:
            # Its folder is not the account's yet, so that bwrap enters it later, by --chdir.
            process = replace(start, command=command, folder=Path("/")).open(account, inherited=(there,))
        except OSError:
            os.close(gate)
            raise
        finally:
            os.close(there)
        return Waiting(process, gate)

    def _command(self, start: Start, reach: Reach, *more: str) -> tuple[str, ...]:
        options = (*self._walls(), *more, *_mounts(reach), *_surroundings(start))
        return (str(self.program), *options, "--", *start.command)

    @staticmethod
    def _walls() -> tuple[str, ...]:
        """Every namespace is new; the end of bwrap, or of our thread that started it, is the end of all inside."""
        return ("--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL")


def _mounts(reach: Reach) -> Iterator[str]:
    for path in (*reach.programs, *reach.readable):
        yield from ("--ro-bind", str(path), str(path))
    yield from ("--bind", str(reach.private), str(reach.private))
    yield from ("--remount-ro", "/")  # else the rest of the tree is memory that could be filled


def _surroundings(start: Start) -> Iterator[str]:
    yield "--clearenv"
    for name, value in start.environment.items():
        yield from ("--setenv", name, value)
    yield from ("--chdir", str(start.folder))


def find_bubblewrap() -> Bubblewrap | None:
    """Look for `bwrap` on the PATH."""
    program = shutil.which("bwrap")
    if program is None:
        return None
    try:
        said = subprocess.run(  # noqa: S603 - a program of the operator's PATH, a fixed argument, no shell
            [program, "--version"], capture_output=True, text=True, timeout=_ASKING_SECONDS, check=True
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    return Bubblewrap(Path(program).resolve(), said.strip().rpartition(" ")[2])
