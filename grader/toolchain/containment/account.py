"""The account that the compiler runs under when the program itself runs as root."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Account:
    """An account of the operating system."""

    name: str
    user_id: int
    group_id: int


NOBODY = Account("nobody", 65534, 65534)
"""The account that owns nothing. Linux gives it this number even where no list of users names it."""

_ASKING_SECONDS = 10


def is_root() -> bool:
    """Return whether this program runs as root."""
    return os.name == "posix" and os.geteuid() == 0


def command_as(account: Account, command: list[str]) -> list[str] | None:
    """Return the command wrapped so that it takes the account by itself; None where no program is there for that.

    To change the account between fork and exec, Python copies its whole memory map first (`_posixsubprocess` uses no
    vfork then): milliseconds in a large process. The program `setpriv` of util-linux takes one.
    """
    setpriv = _find_setpriv()
    return [setpriv, *_taking(account), "--", *command] if setpriv else None


def _taking(account: Account) -> tuple[str, ...]:
    return (f"--reuid={account.user_id}", f"--regid={account.group_id}", "--clear-groups")


@cache
def _find_setpriv() -> str | None:
    """Find a `setpriv` that knows how; others have the name and less to offer. Tried, not guessed."""
    program = shutil.which("setpriv", path=os.defpath)
    if program is None:
        return None
    command = [program, *_taking(NOBODY), "--", "/bin/sh", "-c", "id -u; id -g; id -G"]
    try:
        said = subprocess.run(command, cwd="/", capture_output=True, timeout=_ASKING_SECONDS, check=True).stdout  # noqa: S603 - a program of the system, arguments of our own
    except (OSError, subprocess.SubprocessError):
        return None
    taken = [NOBODY.user_id, NOBODY.group_id, NOBODY.group_id]
    return program if said.split() == [str(each).encode() for each in taken] else None


def give(folder: Path, account: Account) -> None:
    """Make the folder and all that is in it the account's own."""
    for path in (folder, *folder.rglob("*")):
        os.chown(path, account.user_id, account.group_id, follow_symlinks=False)


def find_obstacle(account: Account, programs: Iterable[Path], readable: Iterable[Path]) -> str | None:
    """Say why the account can not run `programs` or read `readable`; None when it can. Tried, not guessed."""
    tests = [*(f"-x:{path}" for path in programs), *(f"-r:{path}" for path in readable)]
    script = 'for each; do test "${each%%:*}" "${each#*:}" || { echo "${each#*:}"; exit 1; }; done'
    try:
        tried = subprocess.run(  # noqa: S603 - our own script; the paths are arguments to it
            ["/bin/sh", "-c", script, "sh", *tests],
            cwd="/",
            env={},
            user=account.user_id,
            group=account.group_id,
            extra_groups=[],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_ASKING_SECONDS,
            check=False,
        )
    except (OSError, subprocess.SubprocessError) as error:
        return f"no program can be started as {account.name}: {error}"
    if tried.returncode == 0:
        return None
    path = Path(os.fsdecode(tried.stdout.strip()))
    return f"{account.name} may not {'enter' if _closed_folder(path) != path else 'read'} {_closed_folder(path)}"


def _closed_folder(path: Path) -> Path:
    """Return the outermost folder on the way to `path` that strangers may not enter, else the path itself."""
    for folder in reversed(path.parents):
        if not folder.stat().st_mode & stat.S_IXOTH:
            return folder
    return path
