"""Choosing what the compiler is held by: the best level that works here, found by trying, once per process."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.config import Sandbox
from grader.errors import ContainmentMissing, GraderError
from grader.toolchain.containment.account import NOBODY, find_obstacle, is_root
from grader.toolchain.containment.barred import NOTHING_BARRED, Barred
from grader.toolchain.containment.hold import Hold
from grader.toolchain.containment.levels import Level

TryCompiler = Callable[[Hold], object]
"""Compiles a good program in a hold; raises GraderError or OSError when that does not go well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What has to be held, and how the operator wants it."""

    sandbox: Sandbox
    limits_suffice: bool
    """True for the programs of trusted people while no level is demanded."""
    programs: tuple[Path, ...]
    """Files that are executed and folders that are entered."""
    readable: tuple[Path, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Containment:
    """What the compiler is held by, and how that was found."""

    hold: Hold
    barred: Barred = NOTHING_BARRED
    passed_over: tuple[str, ...] = ()
    """Why no better level was taken."""
    obstacle: str | None = None
    """Why the compiler runs as root; None when it does not."""


_known: dict[Wanted, Containment] = {}
_turn = threading.Lock()


def find_containment(wanted: Wanted, try_compiler: TryCompiler) -> Containment:
    """Return what this process chose before, else choose. Raises ContainmentMissing."""
    with _turn:
        if wanted not in _known:
            _known[wanted] = choose_containment(wanted, try_compiler)
        return _known[wanted]


def choose_containment(wanted: Wanted, try_compiler: TryCompiler) -> Containment:
    """Try the levels from the best to the least, and take the first that holds.

    Programs of trusted people have their limits alone, unless a level is demanded: to try the levels takes longer than
    to compile, and whoever may write such a program may do more than it could. When we are root the compiler is not,
    as long as the account "nobody" can reach what it needs.
    Raises ContainmentMissing when the level that is demanded does not hold.
    """
    obstacle = find_obstacle(NOBODY, wanted.programs, wanted.readable) if is_root() else None
    account = NOBODY if is_root() and obstacle is None else None
    passed_over: list[str] = []
    for candidate in _candidates(wanted):
        tried = candidate if isinstance(candidate, str) else _try(Hold(level=candidate, account=account), try_compiler)
        if isinstance(tried, Containment):
            return Containment(hold=tried.hold, barred=tried.barred, passed_over=tuple(passed_over), obstacle=obstacle)
        passed_over.append(tried)
    if wanted.sandbox not in {Sandbox.AUTO, Sandbox.LIMITS}:
        raise ContainmentMissing(
            f"SANDBOX={wanted.sandbox} is demanded and does not hold here: {'; '.join(passed_over)}. Nothing is "
            "compiled. Mend that, or set SANDBOX=auto for the best level that works."
        )
    return Containment(hold=Hold(account=account), passed_over=tuple(passed_over), obstacle=obstacle)


def _candidates(wanted: Wanted) -> Iterator[Level | str]:
    """Yield the levels above limits that may be taken, the best first; for one that is not there, what is missing."""
    if wanted.limits_suffice:
        return
    from grader.toolchain.containment.bubblewrap import find_bubblewrap  # noqa: PLC0415 - 10 ms that limits do not need
    from grader.toolchain.containment.landlock import find_landlock  # noqa: PLC0415 - as above

    if wanted.sandbox in {Sandbox.AUTO, Sandbox.BUBBLEWRAP}:
        yield find_bubblewrap() or "there is no bubblewrap (no `bwrap` on the PATH)"
    if wanted.sandbox in {Sandbox.AUTO, Sandbox.LANDLOCK}:
        yield find_landlock() or "the kernel has no Landlock (Linux 5.13 or newer, started with it)"


def _try(hold: Hold, try_compiler: TryCompiler) -> Containment | str:
    """Return the containment that was shown to hold and to let the compiler work, else what went wrong."""
    from grader.toolchain.containment.probe import try_attempts  # noqa: PLC0415 - as above

    try:
        barred = try_attempts(hold.level)
        if isinstance(barred, str):
            return f"{hold.level}: {barred}"
        if not barred.holds:
            return f"{hold.level} does not hold: {', '.join(barred.open_ways)} stay open"
        try_compiler(hold)
    except (GraderError, OSError) as error:
        return f"in {hold.level} the compiler does not work: {str(error).rstrip('.')}"
    return Containment(hold=hold, barred=barred)
