"""Reading what the compiler printed when it did not succeed: an error of the program's, a limit, or a crash.

The exit status does not tell them apart: a syntax error, no memory and a crash of the Go runtime all end with 2, a
file limit with 1.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import islice

from grader.errors import CompileFailed, CompilerCrashed, LimitExceeded, SourceMessage
from grader.toolchain.process import Finished, Stopped

LONGEST_MESSAGE = 300
"""Characters. A message can quote 30 KB of the program, and nobody reads that."""
MOST_MESSAGES = 20

_CRASH = re.compile(
    r"^(?:fatal error: |runtime: |panic: |compile: |sh: |bwrap: |SIG[A-Z]+: "
    r"|[^\s:]+:\d+:\d+: internal compiler error: |<[^>]*>: internal compiler error: )",
    re.MULTILINE,
)
"""Starts of lines that the Go runtime, a failing compiler, or what starts it prints.

Our file names hold neither spaces nor colons.
"""

_EXHAUSTED = re.compile(
    r"out of memory|cannot allocate memory|stack overflow|stack exceeds|failed to reserve|file too large"
)
_PLACED = re.compile(r"(?P<file>[^\n:]+):(?P<line>\d+):(?:(?P<column>\d+):)? (?P<text>.*)")
_ABSENT = re.compile(r"could not import (.*) \(open : no such file or directory\)")
"""What the compiler says of a package that the importcfg does not name: true, and no help to the reader."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]")


_NOT_JUDGED = "This program could not be judged:"
_ADVICE = "Make the program smaller or simpler and try again."


def error_of_stop(stopped: Stopped, bound: str) -> LimitExceeded:
    """Return the error for a run that we ended; `bound` is what it went over, e.g. `5 seconds`."""
    verb = {Stopped.TIME: "took longer than", Stopped.OUTPUT: "printed more than", Stopped.MEMORY: "needed more than"}
    return LimitExceeded(f"{_NOT_JUDGED} the compiler {verb[stopped]} {bound}. {_ADVICE}")


def find_crash(finished: Finished) -> LimitExceeded | CompilerCrashed | None:
    """Return the error of a run that the system stopped or that crashed; None when it came to an end of its own."""
    if finished.status < 0:
        return LimitExceeded(f"{_NOT_JUDGED} the compiler needed too much time or memory and was stopped. {_ADVICE}")
    text = finished.output.decode(errors="replace")
    crash = _CRASH.search(text) if finished.status else None
    if crash is None:
        return None
    if _EXHAUSTED.search(text, crash.start()):
        return LimitExceeded(f"{_NOT_JUDGED} the compiler needs more memory or space than it may use. {_ADVICE}")
    line = text[crash.start() :].partition("\n")[0]
    return CompilerCrashed(f"{_NOT_JUDGED} the compiler itself failed ({clean_text(line)}).")


def failure_of(text: str, names: Collection[str]) -> CompileFailed | CompilerCrashed:
    """Return the compiler's complaints about the files `names`; CompilerCrashed when there is none."""
    messages = tuple(islice(_parse_messages(text, names), MOST_MESSAGES))
    if messages:
        return CompileFailed(messages)
    return CompilerCrashed(f"{_NOT_JUDGED} the compiler failed and said only “{clean_text(text)}”.")


def _parse_messages(text: str, names: Collection[str]) -> Iterator[SourceMessage]:
    """Yield one message per `file:line:column: text`; lines that start with a tab continue the one before."""
    current: re.Match[str] | None = None
    more: list[str] = []
    for line in [*text.splitlines(), "end"]:
        if line.startswith("\t") and current:
            more.append(line.strip())
            continue
        if current:
            yield _message(current, more)
        match = _PLACED.fullmatch(line)
        current, more = (match if match and match["file"] in names else None), []


def _message(match: re.Match[str], more: list[str]) -> SourceMessage:
    text = clean_text(" ".join([match["text"], *more]))
    if absent := _ABSENT.fullmatch(text):
        text = f"could not import {absent[1]}: it is not among the standard packages that programs here may import"
    return SourceMessage(match["file"], int(match["line"]), int(match["column"] or 1), text)


def clean_text(text: str) -> str:
    """Return the compiler's words fit to show: no control or direction characters, at most 300 characters."""
    clean = _CONTROL.sub("", text.replace("\n", " ")).strip()
    return clean if len(clean) <= LONGEST_MESSAGE else f"{clean[: LONGEST_MESSAGE - 1]}…"
