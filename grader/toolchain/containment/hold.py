"""A level of containment and an account: what a program that is started is held by."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass

from grader.toolchain.containment.account import Account, give
from grader.toolchain.containment.levels import LIMITS_ONLY, Level
from grader.toolchain.containment.start import Reach, Start, Starter


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
        if self.account:
            give(reach.private, self.account)

        def start(what: Start) -> subprocess.Popen[bytes]:
            return self.level.start(what, reach, self.account)

        return start
