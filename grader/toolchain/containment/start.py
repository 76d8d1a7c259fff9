"""Starting one program: what is started, what it may touch, and as whom."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from grader.toolchain.containment.account import Account, command_as
from grader.toolchain.limits import Limits, limited_command


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """A program about to be started."""

    command: tuple[str, ...]
    folder: Path
    """Where it runs."""
    environment: Mapping[str, str]
    """The whole of it."""
    limits: Limits

    def open(
        self, account: Account | None = None, *, inherited: tuple[int, ...] = (), may_start_others: bool = True
    ) -> subprocess.Popen[bytes]:
        """Start it within the limits, in a session of its own, as `account` or as ourselves.

        Standard output and error come mixed through one pipe; standard input is empty. `inherited`: the only other
        files of ours that it has. `may_start_others`: False where the calling thread may start nothing else any more.
        """
        command = list(self.command)
        if account and may_start_others and (wrapped := command_as(account, command)):
            return self._open(wrapped, inherited, None)
        return self._open(command, inherited, account)

    def _open(self, command: list[str], inherited: tuple[int, ...], account: Account | None) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603 - an argument list from this package; no user's word is in it, no shell reads it
            limited_command(command, self.limits),
            cwd=self.folder,
            env=dict(self.environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            pass_fds=inherited,
            bufsize=0,
            user=account.user_id if account else None,
            group=account.group_id if account else None,
            extra_groups=[] if account else None,
        )


Starter = Callable[[Start], subprocess.Popen[bytes]]
"""A way to start a program."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """All that a contained program may touch. Files and folders, absolute."""

    programs: tuple[Path, ...]
    """Read and executed."""
    readable: tuple[Path, ...]
    private: Path
    """The one folder that is written."""
