"""Measuring for tests: with the pinned Go, held by bubblewrap. Where that is missing, these tests are left out."""

from __future__ import annotations

from functools import cache

from grader.config import Measuring
from grader.errors import NotMeasured
from grader.escape.values import SourceFile
from grader.toolchain.measurement import Measured, Measurement
from grader.toolchain.measuring.calls import parse_call
from grader.toolchain.measuring.measuring import Measurer, find_measurer
from grader.toolchain.packages import find_imports
from tests.toolchain.go_toolchain import SETTINGS, pinned_go


@cache
def measurer() -> Measurer:
    return find_measurer(SETTINGS.model_copy(update={"measure": Measuring.AUTO}), pinned_go())


def go_file(body: str, *, imports: tuple[str, ...] = (), name: str = "s.go", package: str = "p") -> SourceFile:
    listed = "".join(f'import "{path}"\n' for path in imports)
    return SourceFile(name, f"package {package}\n{listed}{body}\n".encode())


def measure(
    body: str, *calls: str, imports: tuple[str, ...] = (), flags: tuple[str, ...] = (), by: Measurer | None = None
) -> list[Measured]:
    by = by or measurer()
    files = (go_file(body, imports=imports),)
    archives = by.prepare(find_imports(files))
    return list(by(files, [parse_call(call) for call in calls], archives=archives, flags=flags))


def numbers(body: str, call: str, *, imports: tuple[str, ...] = (), flags: tuple[str, ...] = ()) -> Measurement:
    """What a call costs that can be measured."""
    measured = measure(body, call, imports=imports, flags=flags)[0]
    assert isinstance(measured, Measurement), measured
    return measured


def why_not(body: str, call: str, *, imports: tuple[str, ...] = ()) -> str:
    """Why a call is not measured."""
    measured = measure(body, call, imports=imports)[0]
    assert isinstance(measured, NotMeasured), measured
    return measured.because
