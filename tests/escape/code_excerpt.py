"""Recordings of generated code: of the compiler's text, the lines that anything here reads.

`python -m tests.escape.code_excerpt COMPILE VERSION` records the program of `tests/data/code` once more.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from grader.config import PROJECT

DATA = PROJECT / "tests" / "data" / "code"
PROGRAM = DATA / "partings.go"
CHANNELS = {"verdict": ("-m=2", "-W"), "code": ("-S", "-d=pctab=pctoinline")}

_SYMBOL = re.compile(r"\S.* STEXT ")
_INSTRUCTION = re.compile(r"\t0x[0-9a-f]+ (?P<pc>\d+) (?P<at>\([^)]*\))\t(?P<what>[A-Z]+)\t?(?P<operands>.*)")
_TELLING = re.compile(r"runtime\.|stmp_|go:string|·f\(SB\)")
_PSEUDO = ("PCDATA", "FUNCDATA", "NOP", "XCHGL")


def excerpt(text: str) -> str:
    """Leave out what is never read: bytes, relocations, data, what was lowered, and most instructions."""
    return "".join(f"{line}\n" for line in _without_repetition(_without_data(text.splitlines())))


def _without_data(lines: list[str]) -> Iterator[str]:
    """Leave out the symbols that are no functions, and the dump of what is lowered already."""
    is_kept = True
    for line in lines:
        if line.startswith(("before walk ", "after walk ")):
            is_kept = line.startswith("before")
        elif line.startswith("funcpctab "):
            is_kept = True
        elif line[:1] not in ("\t", " ", ".", "") and " S" in line and " size=" in line:
            is_kept = _SYMBOL.match(line) is not None
        if is_kept or re.match(r"\S+:\d+:\d+: ", line):
            yield line


def _without_repetition(lines: Iterator[str]) -> Iterator[str]:
    """Of each source line keep the first instruction, and every one that names the runtime or read-only data."""
    seen: set[str] = set()
    for line in lines:
        if line.startswith("\t"):
            match = _INSTRUCTION.fullmatch(line)
            if match and _is_telling(match, seen):
                yield line
        elif re.match(r" +[0-9a-f]+ ", line):
            if "\tCALL\t" in line or re.match(r" *[0-9a-f]+ +-?\d+ \d{5}", line) or _TELLING.search(line):
                yield line
        else:
            if _SYMBOL.match(line):
                seen = set()
            yield line


def _is_telling(match: re.Match[str], seen: set[str]) -> bool:
    if match["what"] in _PSEUDO:
        return False
    is_first = match["at"] not in seen
    seen.add(match["at"])
    return is_first or _TELLING.search(match["operands"]) is not None


def record(compiler: Path, version: str) -> None:
    """Compile the program and keep the excerpts, one for each channel."""
    for name, flags in CHANNELS.items():
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / PROGRAM.name).write_bytes(PROGRAM.read_bytes())
            pinned = [str(compiler), "-p", "p", "-c=1", "-trimpath", f"{folder}=>", "-o", "p.o"]
            command = [*pinned, *flags, PROGRAM.name]
            ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
        (DATA / f"go{version}-{name}.txt").write_text(excerpt(ran.stdout + ran.stderr))


if __name__ == "__main__":
    record(Path(sys.argv[1]).resolve(), sys.argv[2])
