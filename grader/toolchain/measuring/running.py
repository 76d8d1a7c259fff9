"""Running a program that measures, and reading what became of it."""

from __future__ import annotations

import json
import re
import stat
import tempfile
import time
from pathlib import Path

from grader.errors import NotMeasured
from grader.toolchain.complaints import clean_text
from grader.toolchain.containment.hold import Hold
from grader.toolchain.containment.start import Reach
from grader.toolchain.environment import clean_environment
from grader.toolchain.limits import GIB, KIB, MIB, Limits
from grader.toolchain.measurement import Measurement, parse_measurement
from grader.toolchain.process import Finished, Stopped, run_limited

MEASURING_LIMITS = Limits(
    source_bytes=4 * MIB,
    wall_seconds=20,
    cpu_seconds=20,
    address_space_bytes=2 * GIB,
    resident_bytes=1 * GIB,
    file_bytes=64 * KIB,
    output_bytes=64 * KIB,
    open_files=32,
)
"""A call that takes longer than a quarter of a second is not measured; any other is done in about five seconds."""

_ANSWER = "answer"
_OUT_OF_MEMORY = re.compile(r"out of memory|cannot allocate memory|failed to reserve")
_DEADLOCK = "all goroutines are asleep"
_DIED = re.compile(r"^(?:panic|fatal error|runtime): .*$", re.MULTILINE)


def run_measurement(program: Path, index: int, call: str, hold: Hold) -> Measurement:
    """Measure one of the calls that were built into `program`, in a process of its own.

    Raises NotMeasured: it panics, ends the program, blocks, prints, takes too long or too much.
    """
    with tempfile.TemporaryDirectory(prefix="grader-", ignore_cleanup_errors=True) as name:
        folder = Path(name).resolve()
        finished = run_limited(
            [str(program), str(index), str(folder / _ANSWER)],
            folder=folder,
            environment=clean_environment(folder),
            limits=MEASURING_LIMITS,
            deadline=time.monotonic() + MEASURING_LIMITS.wall_seconds,
            starter=hold.enter(Reach(programs=(program,), readable=(), private=folder)),
        )
        return _read(finished, folder / _ANSWER, call)


def _read(finished: Finished, answer: Path, call: str) -> Measurement:
    _raise_if_failed(finished)
    try:
        fields = _load(answer)
    except (OSError, ValueError):
        raise NotMeasured(f"it ends the program (exit status {finished.status})") from None
    if "slow" in fields:
        raise NotMeasured("one call takes longer than a quarter of a second; measure a smaller piece of work")
    if finished.output:
        raise NotMeasured(f"it prints (“{_first_line(finished)}”); measure what it does without printing")
    try:
        return parse_measurement(call, fields)
    except (KeyError, TypeError, ValueError) as error:
        raise NotMeasured(f"what was measured cannot be read ({error})") from error


def _load(answer: Path) -> dict[str, object]:
    """Read what the program wrote, if it is a plain file: a link would lead us out, and a pipe never end.

    Raises OSError and ValueError.
    """
    if not stat.S_ISREG(answer.lstat().st_mode):
        raise ValueError("this is no plain file")
    try:
        return dict(json.loads(answer.read_bytes()))
    except (RecursionError, TypeError) as error:
        raise ValueError("this is no document") from error


def _raise_if_failed(finished: Finished) -> None:
    """Raise NotMeasured for a program that did not come to its end."""
    text = finished.output.decode(errors="replace")
    if _DEADLOCK in text:
        raise NotMeasured("it blocks for ever: all goroutines are asleep")
    if finished.status and _OUT_OF_MEMORY.search(text):
        raise NotMeasured(f"it needs more than {MEASURING_LIMITS.address_space_bytes // GIB} GiB of memory")
    if finished.stopped is Stopped.OUTPUT:
        raise NotMeasured(f"it prints (“{_first_line(finished)}”); measure what it does without printing")
    if finished.stopped or finished.status < 0:
        raise NotMeasured(f"it does not end within {MEASURING_LIMITS.wall_seconds:g} seconds")
    if finished.status and (died := _DIED.search(text)):
        raise NotMeasured(f"it fails: {clean_text(died[0])}")
    if finished.status:
        raise NotMeasured(f"it ends the program (exit status {finished.status})")


def _first_line(finished: Finished) -> str:
    return clean_text(finished.output.decode(errors="replace").strip().partition("\n")[0])[:60]
