"""What the levels of containment have in common, and the lowest of them."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from typing import Protocol

from grader.config import Sandbox
from grader.toolchain.containment.account import Account
from grader.toolchain.containment.start import Reach, Start
from grader.toolchain.containment.waiting import Waiting


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

    def start_waiting(self, start: Start, reach: Reach, account: Account | None) -> Waiting | None:
        """Start it the same way, but let it wait until it is released; None where there is nothing to gain by it."""
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

    def start_waiting(self, start: Start, reach: Reach, account: Account | None) -> None:
        """To set limits takes no time."""


LIMITS_ONLY = LimitsOnly()
