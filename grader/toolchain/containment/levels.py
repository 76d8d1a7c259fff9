"""What the levels of containment have in common, and the lowest of them."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from typing import Protocol

from grader.config import Sandbox
from grader.toolchain.containment.account import Account
from grader.toolchain.containment.start import Reach, Start


class Level(Protocol):
    """A way to hold a program that is started."""

    @property
    def sandbox(self) -> Sandbox:
        """The setting that demands it."""
        ...

    def __str__(self) -> str:
        """Name it with its version, as an operator knows it."""
        ...

    def start(self, start: Start, reach: Reach, account: Account | None) -> subprocess.Popen[bytes]:
        """Start the program so that it touches nothing outside `reach`. Raises OSError when it can not be started."""
        ...


@dataclass(frozen=True, slots=True)
class LimitsOnly:
    """Limits of time, memory, files and output, and nothing that keeps a program from files or the network."""

    @property
    def sandbox(self) -> Sandbox:
        """The setting that demands it."""
        return Sandbox.LIMITS

    def __str__(self) -> str:
        return "limits only"

    def start(self, start: Start, reach: Reach, account: Account | None) -> subprocess.Popen[bytes]:  # noqa: ARG002 - nothing holds it to its reach
        """Start the program within its limits."""
        return start.open(account)


LIMITS_ONLY = LimitsOnly()
