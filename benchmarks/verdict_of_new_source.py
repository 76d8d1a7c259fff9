"""How long the verdict of a program takes that nobody has asked about before, and against what.

    bare      the compiler alone, on the same bytes with the same flags, nothing else
    verdict   what a student waits for: pre-filter, sandbox, limits, compile; place of everything, and its first flow
    fresh     the same, as the first program of a process is judged: no sandbox is ready for it
    kept      a verdict that was given before, from the cache in a SQLite database
    go build  `go build -gcflags=-m=2` on the same bytes, standard packages already in its cache

Each round runs all of them, one after the other, on sources that differ in a name, so that no cache answers and the
machine's mood meets all alike. Printed: median, least and most milliseconds, and the ratio of each median to the bare
compiler's.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from grader.config import Settings
from grader.escape.judge import judge
from grader.escape.values import SourceFile, Verdict
from grader.operations.database import Database
from grader.operations.migrating import upgrade
from grader.operations.verdicts import Enquiry, get_verdict
from grader.toolchain.compiler import Compiler, Trust, make_compile
from grader.toolchain.environment import clean_environment
from grader.toolchain.export_data import prepare_export_data
from grader.toolchain.installed import find_installed
from grader.toolchain.judgement import Judgement
from grader.toolchain.packages import IMPORTABLE
from grader.toolchain.rooms import ReadyRooms
from grader.toolchain.workspace import open_workspace

PROGRAM = """package main

import (
	"fmt"
	"sort"
	"strings"
)

type word@ struct {
	text  string
	count int
}

func count@(text string) map[string]*word@ {
	words := map[string]*word@{}
	for _, field := range strings.Fields(text) {
		w, ok := words[field]
		if !ok {
			w = &word@{text: field}
			words[field] = w
		}
		w.count++
	}
	return words
}

func main() {
	var all []*word@
	for _, w := range count@("a rose is a rose is a rose") {
		all = append(all, w)
	}
	sort.Slice(all, func(i, j int) bool { return all[i].count > all[j].count })
	for _, w := range all {
		fmt.Println(w.text, w.count)
	}
}
"""

FEWEST_ROUNDS = 5
KEPT_ANSWERS = 10


def new_source(number: int) -> SourceFile:
    """Return a program that was never compiled before."""
    return SourceFile("main.go", PROGRAM.replace("@", f"{time.time_ns()}x{number}").encode())


def time_bare(compiler: Compiler, source: SourceFile) -> float:
    """Run the compiler with the flags of a verdict; the folder is made and removed outside the clock."""
    with open_workspace((source,), compiler.exports.importcfg) as workspace:
        judgement = Judgement(
            compiler=compiler.installed.compile,
            toolchain=compiler.toolchain,
            names=(source.name,),
            workspace=workspace,
            limits=compiler.limits,
            is_complete=True,
        )
        command = judgement.verbose_command(with_storage=True)
        return milliseconds(lambda: run(command, workspace.source, clean_environment(workspace.folder)))


def time_verdict(compiler: Compiler, source: SourceFile) -> float:
    """Compile within limits and read the places and the first flow of everything."""
    return milliseconds(lambda: judge((source,), compiler))


def time_kept(compiler: Compiler, source: SourceFile, database: Database) -> float:
    """Judge a program, then ask for the same verdict some times again; return how long one answer takes."""
    enquiry = Enquiry(files=(source,), trust=Trust.UNTRUSTED)
    get_verdict(database, enquiry, compiler.toolchain, lambda: judge((source,), compiler))

    def ask_again() -> None:
        for _ in range(KEPT_ANSWERS):
            again = Enquiry(files=(source,), trust=Trust.UNTRUSTED)
            get_verdict(database, again, compiler.toolchain, _never)

    return milliseconds(ask_again) / KEPT_ANSWERS


def _never() -> Verdict:
    raise AssertionError("what is in the cache is not judged again")


def time_go_build(compiler: Compiler, source: SourceFile, home: Path) -> float:
    """Build with the go command, whose cache in `home` holds the standard packages but not this program."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / source.name).write_bytes(source.text)
        command = [str(compiler.installed.go), "build", "-gcflags=-m=2", "-o", str(folder / "out"), source.name]
        return milliseconds(lambda: run(command, folder, clean_environment(home)))


def run(command: list[str], folder: Path, environment: dict[str, str]) -> None:
    """Run a command to its good end."""
    subprocess.run(command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=True)


def milliseconds(work: Callable[[], object]) -> float:
    """Return how long the work takes."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def measure(rounds: int) -> dict[str, list[float]]:
    """Return the milliseconds of each way, round by round; the first round, which warms the machine, is thrown away."""
    settings = Settings()
    installed = find_installed(settings)
    exports = prepare_export_data(installed, IMPORTABLE, settings.data_folder)
    fresh = make_compile(installed, trust=Trust.UNTRUSTED, exports=exports)
    ways = ("bare", "verdict", "fresh", "kept", "go build")
    times: dict[str, list[float]] = {way: [] for way in ways}
    with (
        tempfile.TemporaryDirectory() as home,
        closing(Database(f"sqlite:///{home}/bench.sqlite3")) as database,
        closing(ReadyRooms()) as rooms,
    ):
        upgrade(database.engine)
        ready = fresh.in_rooms(rooms)
        for number in range(rounds + 1):
            times["kept"].append(time_kept(ready, new_source(number), database))
            times["bare"].append(time_bare(fresh, new_source(number)))
            times["verdict"].append(time_verdict(ready, new_source(number)))
            times["fresh"].append(time_verdict(fresh, new_source(number)))
            times["go build"].append(time_go_build(fresh, new_source(number), Path(home)))
    return {way: each[1:] for way, each in times.items()}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=15, help=f"at least {FEWEST_ROUNDS}; default 15")
    rounds = parser.parse_args().rounds
    if rounds < FEWEST_ROUNDS:
        parser.error(f"--rounds must be at least {FEWEST_ROUNDS}")
    times = measure(rounds)
    bare = statistics.median(times["bare"])
    print(f"Verdict of a new source, {rounds} interleaved rounds, milliseconds:")
    for way, each in times.items():
        median = statistics.median(each)
        spread = f"{min(each):.1f} to {max(each):.1f}"
        print(f"  {way:<9} median {median:7.2f}   {spread:>16}   {median / bare:5.2f} times the bare compiler")


if __name__ == "__main__":
    main()
