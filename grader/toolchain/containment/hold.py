"""A level of containment and an account: what a program that is started is held by."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

from grader.toolchain.containment.account import Account, give
from grader.toolchain.containment.levels import LIMITS_ONLY, Level
from grader.toolchain.containment.start import Reach, Start, Starter
from grader.toolchain.containment.waiting import Waiting


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """What programs are held by besides their limits."""

    level: Level = LIMITS_ONLY
    account: Account | None = None
    """Whom they run as; None: as ourselves."""

    def enter(self, reach: Reach) -> Starter:
        """Make the private folder ready and return the way to start programs that touch nothing outside `reach`.

        Call it when all is in the folder: what is written there later belongs to us.
        """
        self.give(reach.private)

        def start(what: Start) -> subprocess.Popen[bytes]:
            return self.level.start(what, reach, self.account)

        return start

    def start_waiting(self, start: Start, reach: Reach) -> Waiting | None:
        """Start a program that waits for its release; None at a level where there is nothing to gain by it.

        Nothing need be in the private folder yet. Before the release it has to be made ready by `enter`.
        """
        return self.level.start_waiting(start, reach, self.account)

    def give(self, path: Path) -> None:
        """Make a file, or a folder with all that is in it, belong to those programs."""
        if self.account:
            give(path, self.account)
