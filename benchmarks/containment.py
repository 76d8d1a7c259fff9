"""What the levels of containment cost, for one compilation and for finding the level.

Each round compiles the same program once in every level that this machine offers, one after the other, so that the
machine's mood meets all alike. Printed: median, least and most milliseconds, and how much each median is over that of
limits alone. Below: the milliseconds that it takes, once in a process, to find out by trying whether the level holds.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from benchmarks.verdict_of_new_source import new_source
from grader.config import Sandbox, Settings
from grader.errors import ContainmentMissing
from grader.toolchain.compiler import Compiler, Trust, make_compile
from grader.toolchain.export_data import prepare_export_data
from grader.toolchain.installed import find_installed
from grader.toolchain.packages import IMPORTABLE

FEWEST_ROUNDS = 5
LEVELS = (Sandbox.LIMITS, Sandbox.LANDLOCK, Sandbox.BUBBLEWRAP)


def milliseconds(work: Callable[[], object]) -> float:
    """Return how long the work takes."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def find_levels() -> tuple[dict[Sandbox, Compiler], dict[Sandbox, float]]:
    """Return a compiler for each level that holds here, and how long it took to try the level."""
    settings = Settings()
    installed = find_installed(settings)
    exports = prepare_export_data(installed, IMPORTABLE, settings.data_folder)
    compilers: dict[Sandbox, Compiler] = {}
    trying: dict[Sandbox, float] = {}
    for level in LEVELS:
        demanding = replace(installed, sandbox=level)
        compiler = make_compile(demanding, trust=Trust.UNTRUSTED, exports=exports)
        try:
            trying[level] = milliseconds(compiler.find_containment)
        except ContainmentMissing as error:
            print(f"{level}: not measured: {error}")
            continue
        compilers[level] = compiler
    return compilers, trying


def measure(compilers: dict[Sandbox, Compiler], rounds: int) -> dict[Sandbox, list[float]]:
    """Return the milliseconds of each level, round by round; the first, which warms the machine, is thrown away."""
    times: dict[Sandbox, list[float]] = {level: [] for level in compilers}
    for number in range(rounds + 1):
        for level, compiler in compilers.items():
            times[level].append(milliseconds(partial(compiler, (new_source(number),))))
    return {level: each[1:] for level, each in times.items()}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=30, help=f"at least {FEWEST_ROUNDS}; default 30")
    rounds = parser.parse_args().rounds
    if rounds < FEWEST_ROUNDS:
        parser.error(f"--rounds must be at least {FEWEST_ROUNDS}")
    compilers, trying = find_levels()
    times = measure(compilers, rounds)
    least = statistics.median(times[Sandbox.LIMITS])
    print(f"One compilation in each level, {rounds} interleaved rounds, milliseconds:")
    for level, each in times.items():
        median = statistics.median(each)
        spread = f"{min(each):.1f} to {max(each):.1f}"
        print(f"  {level:<11} median {median:6.1f}   {spread:>16}   {median - least:+5.1f} over limits alone")
    print("Found by trying, once in a process, milliseconds:")
    for level, once in trying.items():
        print(f"  {level:<11} {once:6.1f}")


if __name__ == "__main__":
    main()
