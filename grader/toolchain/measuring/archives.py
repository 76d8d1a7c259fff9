"""The archives that linking needs: of every package that a program depends on, down to the runtime."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from grader.errors import ToolchainError
from grader.toolchain.environment import clean_environment
from grader.toolchain.export_data import ExportData, OnProgress, prepare_export_data
from grader.toolchain.installed import Installed, write_atomically
from grader.toolchain.limits import TRUSTED_LIMITS
from grader.toolchain.process import run_limited

HARNESS_IMPORTS = ("os", "runtime", "runtime/debug", "sort", "strconv", "strings", "syscall", "time")
"""What the program that measures imports itself."""


def prepare_archives(
    installed: Installed, packages: Iterable[str], folder: Path, on_progress: OnProgress | None = None
) -> ExportData:
    """Return the archives of `packages`, of what the harness imports, and of all that these depend on.

    `folder` is the data folder, where they are kept. Raises ToolchainError when the go command fails.
    """
    wanted = tuple(sorted({*packages, *HARNESS_IMPORTS}))
    return prepare_export_data(installed, _find_dependencies(installed, wanted, folder), folder, on_progress)


def _find_dependencies(installed: Installed, packages: tuple[str, ...], folder: Path) -> tuple[str, ...]:
    """Ask the go command once; what it answered is kept beside the archives."""
    home = folder.resolve() / "toolchains" / installed.version
    memory = home / "dependencies" / f"{sha256(' '.join(packages).encode()).hexdigest()[:32]}.json"
    try:
        return tuple(json.loads(memory.read_bytes()))
    except (OSError, ValueError):
        found = _list_dependencies(installed, packages, home)
        write_atomically(memory, json.dumps(found).encode())
        return found


def _list_dependencies(installed: Installed, packages: tuple[str, ...], home: Path) -> tuple[str, ...]:
    home.mkdir(parents=True, exist_ok=True)
    finished = run_limited(
        [str(installed.go), "list", "-deps", *packages],
        folder=home,
        environment=clean_environment(home),
        limits=TRUSTED_LIMITS,
        deadline=time.monotonic() + TRUSTED_LIMITS.wall_seconds,
    )
    said = finished.output.decode(errors="replace")
    if finished.status != 0 or finished.stopped:
        raise ToolchainError(f"Go could not list what the program depends on: {said.strip()[-600:]}")
    return tuple(package for package in said.split() if package != "unsafe")
