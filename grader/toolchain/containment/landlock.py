"""Level "landlock": the Linux kernel holds a program to the files that it is given. Nothing has to be installed.

See landlock(7) and https://docs.kernel.org/userspace-api/landlock.html, whose names the constants have.
"""

from __future__ import annotations

import ctypes
import os
import struct
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from grader.config import Sandbox
from grader.toolchain.containment.account import Account
from grader.toolchain.containment.kernel import PR_SET_NO_NEW_PRIVS, call, set_process_attribute
from grader.toolchain.containment.seccomp import apply_filter, loads_filter
from grader.toolchain.containment.start import Reach, Start

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
"""Numbers of the system calls, the same on every processor."""
_VERSION = 1
_PATH_BENEATH = 1

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR, _REMOVE_DIR, _REMOVE_FILE = (1 << bit for bit in range(6))
_MAKE_DIR, _MAKE_REG, _TRUNCATE = 1 << 7, 1 << 8, 1 << 14
_READ = _READ_FILE | _READ_DIR
_RUN = _READ | _EXECUTE
_WRITE = _READ | _WRITE_FILE | _TRUNCATE | _MAKE_DIR | _MAKE_REG | _REMOVE_DIR | _REMOVE_FILE
_OF_A_FILE = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE
"""The rights that a rule for something other than a folder may give."""

_RIGHTS_OF_FILES = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
"""ABI → how many rights over files it knows; from 5 on all that are known here."""
_NETWORK_SINCE, _ALL_OF_NETWORK = 4, 0b11
_SCOPES_SINCE, _ALL_SCOPES = 6, 0b11
"""TCP bind and connect; abstract UNIX sockets and signals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Landlock:
    """Landlock of the running kernel, with a filter of system calls where that loads.

    What Landlock restricts is one thread and all that the thread starts from then on. So every program is started by
    a thread made for it, which ends at once; no code runs between fork and exec, and no other thread is touched.
    """

    abi: int
    """Version of what the kernel can do: TCP from 4, signals from 6."""
    filters_calls: bool

    @property
    def sandbox(self) -> Sandbox:
        """The setting that demands it."""
        return Sandbox.LANDLOCK

    def __str__(self) -> str:
        return f"Landlock ABI {self.abi}{' and seccomp' if self.filters_calls else ''}"

    def start(self, start: Start, reach: Reach, account: Account | None) -> subprocess.Popen[bytes]:
        """Start the program from a new thread that has restricted itself."""
        rules = tuple(_rules_of(reach))
        with ThreadPoolExecutor(1, thread_name_prefix="contained") as fresh:
            fresh.submit(self._restrict_thread, rules).result()
            return fresh.submit(start.open, account, may_start_others=False).result()

    def start_waiting(self, start: Start, reach: Reach, account: Account | None) -> None:
        """To restrict a thread takes next to no time."""

    def _restrict_thread(self, rules: tuple[tuple[Path, int], ...]) -> None:
        """Take from the calling thread, for ever, all that no rule gives."""
        known = (1 << _RIGHTS_OF_FILES.get(self.abi, max(_RIGHTS_OF_FILES.values()))) - 1
        ruleset = self._create_ruleset(known)
        try:
            for path, rights in rules:
                _add_rule(ruleset, path, rights & known)
            set_process_attribute(PR_SET_NO_NEW_PRIVS, 1)
            call(_RESTRICT_SELF, ruleset, 0)
        finally:
            os.close(ruleset)
        if self.filters_calls:
            apply_filter()

    def _create_ruleset(self, known: int) -> int:
        network = _ALL_OF_NETWORK if self.abi >= _NETWORK_SINCE else 0
        scopes = _ALL_SCOPES if self.abi >= _SCOPES_SINCE else 0
        attributes = struct.pack("=QQQ", known, network, scopes)  # an older kernel takes zeros that it does not know
        return call(_CREATE_RULESET, ctypes.create_string_buffer(attributes, len(attributes)), len(attributes), 0)


def find_landlock() -> Landlock | None:
    """Ask the kernel for Landlock."""
    if sys.platform != "linux":
        return None
    try:
        abi = call(_CREATE_RULESET, None, 0, _VERSION)
    except OSError:  # a kernel before 5.13, or one that was started without it
        return None
    return Landlock(abi=abi, filters_calls=loads_filter())


def _rules_of(reach: Reach) -> Iterator[tuple[Path, int]]:
    """Yield what may be done beneath which path; the shell that sets the limits is started inside, too."""
    for path in (*reach.programs, *_shell_files()):
        yield path, _RUN
    for path in reach.readable:
        yield path, _READ
    yield reach.private, _WRITE
    yield Path(os.devnull), _READ_FILE | _WRITE_FILE


def _add_rule(ruleset: int, path: Path, rights: int) -> None:
    place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        allowed = rights if path.is_dir() else rights & _OF_A_FILE
        rule = struct.pack("=Qi", allowed, place)
        call(_ADD_RULE, ruleset, _PATH_BENEATH, ctypes.create_string_buffer(rule, len(rule)), 0)
    finally:
        os.close(place)


@cache
def _shell_files() -> tuple[Path, ...]:
    """Return what /bin/sh is made of: itself and its libraries, as it sees them, and where they are looked up."""
    script = 'while read -r line; do echo "$line"; done < /proc/$$/maps'
    said = subprocess.run(["/bin/sh", "-c", script], env={}, capture_output=True, text=True, check=True).stdout  # noqa: S603 - our own script, no argument
    mapped = {Path(line[line.index("/") :]) for line in said.splitlines() if "/" in line}
    return tuple(path for path in (*sorted(mapped), Path("/etc/ld.so.cache")) if path.is_file())
