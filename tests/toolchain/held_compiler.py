"""The real compiler at every level of containment that this machine offers."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from grader.config import Sandbox
from grader.toolchain.compiler import Compiler, Trust
from grader.toolchain.containment.bubblewrap import find_bubblewrap
from grader.toolchain.containment.landlock import find_landlock
from grader.toolchain.containment.levels import LIMITS_ONLY, Level
from tests.toolchain.go_toolchain import compiler, pinned_go

needs_bubblewrap = pytest.mark.skipif(
    find_bubblewrap() is None and not os.environ.get("CI"), reason="there is no bubblewrap; in CI that is a failure"
)


def levels() -> Iterator[Level]:
    """The levels above limits that are here. CI has both: there a missing one is a failing test."""
    yield from (level for level in (find_bubblewrap(), find_landlock()) if level)


def name_of(level: Level) -> str:
    return level.sandbox.value


each_level = pytest.mark.parametrize("level", list(levels()), ids=name_of)
each_level_and_limits = pytest.mark.parametrize("level", [LIMITS_ONLY, *levels()], ids=name_of)


def held(sandbox: Sandbox, trust: Trust = Trust.UNTRUSTED) -> Compiler:
    return replace(compiler(trust), installed=replace(pinned_go(), sandbox=sandbox))


def processes_of(folder: Path) -> list[int]:
    """Processes whose command names something in the folder: the compiler's own, and bubblewrap's."""
    return [
        each.pid for each in psutil.process_iter(["cmdline"]) if str(folder) in " ".join(each.info["cmdline"] or ())
    ]
