"""The account that the compiler runs under when the program itself runs as root."""

from __future__ import annotations

import os
import stat
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
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
