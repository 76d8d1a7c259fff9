"""How much a run of the compiler may use, and how the operating system is told."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, replace

KIB = 1024
MIB = 1024 * KIB
GIB = 1024 * MIB


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The bounds of one judgement. Sizes are bytes, times seconds."""

    source_bytes: int
    wall_seconds: float
    """For all runs of the compiler that one judgement needs, together."""
    cpu_seconds: int
    address_space_bytes: int
    """Linux only. Below 832 MiB the Go runtime may not start: it reserves address space that it never uses."""
    resident_bytes: int
    """Where the system has no limit of address space: memory in use, looked at every 20 ms."""
    file_bytes: int
    output_bytes: int
    heap_growth_percent: int = 100
    """GOGC of the compiler: how much its heap may grow before it is tidied. More is faster and needs more memory."""
    open_files: int = 64
    slot_seconds: float = 10
    """How long an untrusted program waits for a free processor before it is told that the compiler is busy."""


UNTRUSTED_LIMITS = Limits(
    source_bytes=16 * KIB,
    wall_seconds=5,
    cpu_seconds=5,
    address_space_bytes=3 * GIB // 2,
    resident_bytes=512 * MIB,
    file_bytes=16 * MIB,
    output_bytes=1 * MIB,
)
"""A student's program. With these no input known uses more than 340 MiB or lives longer than the wall limit."""

TRUSTED_LIMITS = Limits(
    source_bytes=4 * MIB,
    wall_seconds=60,
    cpu_seconds=120,
    address_space_bytes=16 * GIB,
    resident_bytes=8 * GIB,
    file_bytes=1 * GIB,
    output_bytes=256 * MIB,
    heap_growth_percent=400,
    open_files=256,
)
"""A program of the instructor's or of the person at this terminal: large, but not endless."""

HAS_ADDRESS_SPACE_LIMIT = sys.platform == "linux"
"""macOS accepts the limit and does not keep it; Windows has none."""


def held_by_system(limits: Limits) -> Limits:
    """Return the limits that the operating system is told, the same for whatever else is bounded; the rest is zero."""
    return replace(limits, source_bytes=0, wall_seconds=0, resident_bytes=0, output_bytes=0, slot_seconds=0)


def limited_command(command: list[str], limits: Limits) -> list[str]:
    """Return `command` wrapped so that the operating system holds it to the limits.

    The shell sets them and then becomes the command: Python's own hook between fork and exec (preexec_fn) is
    documented as unsafe with threads, and the server has threads. It costs nothing measurable. Without a POSIX shell
    the command is returned as it is.
    """
    if os.name != "posix":
        return command
    settings = " && ".join(f"ulimit {option} {value}" for option, value in _ulimits(limits))
    return ["/bin/sh", "-c", f'{settings} && exec "$@"', "sh", *command]


def _ulimits(limits: Limits) -> list[tuple[str, int]]:
    """Return the options of ulimit with their values in its units: -f counts blocks of 512 bytes, -v KiB."""
    import resource  # noqa: PLC0415 - POSIX only, as is the caller

    wanted = [
        ("-c", resource.RLIMIT_CORE, 0, 512),
        ("-t", resource.RLIMIT_CPU, limits.cpu_seconds, 1),
        ("-f", resource.RLIMIT_FSIZE, limits.file_bytes, 512),
        ("-n", resource.RLIMIT_NOFILE, limits.open_files, 1),
    ]
    if HAS_ADDRESS_SPACE_LIMIT:
        wanted.append(("-v", resource.RLIMIT_AS, limits.address_space_bytes, KIB))
    return [(option, _at_most(value, resource.getrlimit(kind)[1]) // unit) for option, kind, value, unit in wanted]


def _at_most(value: int, hard_limit: int) -> int:
    """Return the limit to set: a process may lower its hard limit, never raise it. -1 means that there is none."""
    return value if hard_limit < 0 else min(value, hard_limit)
