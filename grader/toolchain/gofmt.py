"""Asks Go's own formatter whether files are as it would write them, and where they first differ."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path

from grader.errors import CompilerCrashed
from grader.escape.values import SourceFile
from grader.toolchain.complaints import error_of_stop
from grader.toolchain.environment import clean_environment
from grader.toolchain.installed import Installed
from grader.toolchain.limits import TRUSTED_LIMITS
from grader.toolchain.process import run_limited


def find_unformatted(installed: Installed, sources: Sequence[SourceFile]) -> dict[int, int]:
    """Index of every file that is not as gofmt writes it → the first line that would change. One run for all files.

    Files that do not parse are left out: the compiler has better words for them.
    Raises NotJudged when gofmt is missing or does not end.
    """
    with tempfile.TemporaryDirectory(prefix="grader-") as name:
        folder = Path(name)
        for index, source in enumerate(sources):
            (folder / f"{index}.go").write_bytes(source.text)
        listed = [int(line[: -len(".go")]) for line in _gofmt(installed, folder, "-l") if line[:-3].isdigit()]
        for index in listed:
            _gofmt(installed, folder, "-w", f"{index}.go")
        return {index: _first_change(sources[index].text, (folder / f"{index}.go").read_bytes()) for index in listed}


def format_go(installed: Installed, source: SourceFile) -> bytes:
    """The file as gofmt writes it; unchanged if it does not parse. Raises NotJudged as find_unformatted does."""
    with tempfile.TemporaryDirectory(prefix="grader-") as name:
        folder = Path(name)
        (folder / "0.go").write_bytes(source.text)
        _gofmt(installed, folder, "-w", "0.go")
        return (folder / "0.go").read_bytes()


def _gofmt(installed: Installed, folder: Path, *arguments: str) -> list[str]:
    program = installed.root / "bin" / ("gofmt.exe" if os.name == "nt" else "gofmt")
    if not program.is_file():
        raise CompilerCrashed(f"There is no gofmt at {program}: install Go again with `make setup`.")
    files = arguments[1:] or sorted(path.name for path in folder.iterdir())
    finished = run_limited(
        [str(program), arguments[0], *files],
        folder=folder,
        environment=clean_environment(folder),
        limits=TRUSTED_LIMITS,
        deadline=time.monotonic() + TRUSTED_LIMITS.wall_seconds,
    )
    if finished.stopped:
        raise error_of_stop(finished.stopped, f"{TRUSTED_LIMITS.wall_seconds:g} seconds")
    return finished.output.decode(errors="replace").splitlines()


def _first_change(before: bytes, after: bytes) -> int:
    pairs = zip_longest(before.splitlines(keepends=True), after.splitlines(keepends=True))
    return next((number for number, (old, new) in enumerate(pairs, 1) if old != new), 1)
