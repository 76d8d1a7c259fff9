"""Reading what the compiler printed when it did not succeed: the student's error, a limit, or a crash.

The exit status does not tell them apart: a syntax error, no memory and a crash of the Go runtime all end with 2, a file limit with 1.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from grader.errors import CompileFailed, CompilerCrashed, GraderError, LimitExceeded, SourceMessage
from grader.toolchain.process import Finished, Stopped

LONGEST_MESSAGE = 300
"""Characters. A message can quote 30 KB of the program, and nobody reads that."""
MOST_MESSAGES = 20

_MEMORY = re.compile(r"out of memory|cannot allocate memory|stack exceeds|goroutine stack|failed to reserve|file too large")
_CRASH = re.compile(
    r"^(?:fatal error: |runtime: |runtime/cgo: |panic: |compile: |SIG[A-Z]+: )|^\S*: internal compiler error|internal compiler error: ", re.MULTILINE
)
_PLACED = re.compile(r"(?P<file>[^\n:]+):(?P<line>\d+):(?:(?P<column>\d+):)? (?P<text>.*)")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]")


def error_of_stop(stopped: Stopped, limit: str) -> LimitExceeded:
    """Return the error for a run that we ended; `limit` names the bound, e.g. `5 seconds`."""
    what = {Stopped.TIME: "took longer than", Stopped.OUTPUT: "printed more than", Stopped.MEMORY: "needed more than"}[stopped]
    return LimitExceeded(
        f"This program could not be judged: the compiler {what} {limit}. Make the program smaller or simpler and try again."
    )


def find_crash(finished: Finished) -> GraderError | None:
    """Return the error of a run that ended at a limit of the system or in a crash; None when it ended in its own way."""
    text = finished.output.decode(errors="replace")
    if finished.status < 0:
        return LimitExceeded(
            "This program could not be judged: the compiler reached a limit of time or memory and was stopped. "
            "Make the program smaller or simpler and try again."
        )
    crash = _CRASH.search(text)
    if finished.status == 0 or not (crash or _MEMORY.search(text)):
        return None
    if _MEMORY.search(text):
        return LimitExceeded(
            "This program could not be judged: the compiler needs more memory or space than it may use. "
            "Make the program smaller or simpler and try again."
        )
    line = text[crash.start() if crash else 0 :].partition("\n")[0]
    return CompilerCrashed(f"This program could not be judged: the compiler itself failed ({clean_text(line)}).")


def failure_of(text: str, names: Collection[str]) -> CompileFailed | CompilerCrashed:
    """Return the compiler's complaints about the files `names`, with their places."""
    messages = tuple(_parse_messages(text, names))[:MOST_MESSAGES]
    if messages:
        return CompileFailed(messages)
    return CompilerCrashed(f"This program could not be judged: the compiler said only “{clean_text(text)}”.")


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
    return SourceMessage(match["file"], int(match["line"]), int(match["column"] or 1), text)


def clean_text(text: str) -> str:
    """Return the compiler's words fit to show: no control or direction characters, at most 300 characters."""
    clean = _CONTROL.sub("", text.replace("\n", " ")).strip()
    return clean if len(clean) <= LONGEST_MESSAGE else f"{clean[: LONGEST_MESSAGE - 1]}…"
