"""Reading what the compiler printed when it did not succeed: an error of the program's, a limit, or a crash.

The exit status does not tell them apart: a syntax error, no memory and a crash of the Go runtime all end with 2, a
file limit with 1. Nor does every line start with the compiler's own words: it quotes raw strings as they are, line
breaks and all. A line that stands in a raw string of the program is the program's word.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from grader.errors import Bound, CompileFailed, CompilerCrashed, LimitExceeded, SourceMessage
from grader.escape.values import SourceFile
from grader.toolchain.process import Finished, Stopped
from grader.toolchain.tokens import find_tokens

LONGEST_MESSAGE = 300
"""Characters. A message can quote 30 KB of the program, and nobody reads that."""
MOST_MESSAGES = 20

_CRASH = re.compile(
    r"^(?:fatal error: |runtime: |panic: |compile: |sh: |bwrap: |SIG[A-Z]+: "
    r"|[^\s:]+:\d+:\d+: internal compiler error: |<[^>]*>: internal compiler error: ).*",
    re.MULTILINE,
)
"""Lines that the Go runtime, a failing compiler, or what starts it prints.

Our file names hold neither spaces nor colons.
"""

_EXHAUSTED = re.compile(
    r"out of memory|cannot allocate memory|stack overflow|stack exceeds|failed to reserve|file too large"
)
_PLACED = re.compile(r"(?P<file>[^\n:]+):(?P<line>[0-9]{1,9}):(?:(?P<column>[0-9]{1,9}):)? (?P<text>.*)")
_ABSENT = re.compile(r"could not import (.*) \(open : no such file or directory\)")
"""What the compiler says of a package that the importcfg does not name: true, and no help to the reader."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u061c\ufeff]")
_ABSOLUTE_PATH = re.compile(r"(?<![\w.])/(?:[^\s/:\"']+/)+")
"""The folders of a path of this machine, which are nobody's business but the operator's."""

_NO_LINES: frozenset[str] = frozenset()

_NOT_JUDGED = "This program could not be judged:"
_ADVICE = "Make the program smaller or simpler and try again."
_BOUNDS = {Stopped.TIME: Bound.TIME, Stopped.OUTPUT: Bound.OUTPUT, Stopped.MEMORY: Bound.MEMORY}


def error_of_stop(stopped: Stopped, bound: str) -> LimitExceeded:
    """Return the error for a run that we ended; `bound` is what it went over, e.g. `5 seconds`."""
    verb = {Stopped.TIME: "took longer than", Stopped.OUTPUT: "printed more than", Stopped.MEMORY: "needed more than"}
    return LimitExceeded(f"{_NOT_JUDGED} the compiler {verb[stopped]} {bound}. {_ADVICE}", _BOUNDS[stopped])


def crash_of_machine(error: Exception) -> CompilerCrashed:
    """Return the error for a compiler that this machine could not start, or not give the program."""
    what = error.strerror if isinstance(error, OSError) else None
    why = what or type(error).__name__
    return CompilerCrashed(f"{_NOT_JUDGED} the server could not run the compiler ({why}). Try again later.")


def find_crash(finished: Finished, files: Iterable[SourceFile] = ()) -> LimitExceeded | CompilerCrashed | None:
    """Return the error of a run that the system stopped or that crashed; None when it came to an end of its own.

    `files` are those of the program, whose raw strings may speak of crashes.
    """
    if finished.status < 0:
        return LimitExceeded(f"{_NOT_JUDGED} the compiler needed too much time or memory and was stopped. {_ADVICE}")
    text = finished.output.decode(errors="replace")
    crash = _find_crash_in(text, files) if finished.status else None
    if crash is None:
        return None
    if _EXHAUSTED.search(crash):
        what = f"{_NOT_JUDGED} the compiler needs more memory or space than it may use. {_ADVICE}"
        return LimitExceeded(what, Bound.MEMORY)
    first_line = crash.partition("\n")[0]
    return CompilerCrashed(f"{_NOT_JUDGED} the compiler itself failed ({_without_folders(first_line)}).")


def _find_crash_in(text: str, files: Iterable[SourceFile]) -> str | None:
    """Return what was printed from the first line on that tells of a crash."""
    raw = _find_raw_lines(files) if "`" in text else _NO_LINES
    return next((text[line.start() :] for line in _CRASH.finditer(text) if not _is_quoted(line[0], raw)), None)


def failure_of(text: str, names: Collection[str], files: Iterable[SourceFile] = ()) -> CompileFailed | CompilerCrashed:
    """Return the compiler's complaints about the files `names`; CompilerCrashed when there is none.

    `files` are those of the program, whose raw strings may look like complaints.
    """
    raw = _find_raw_lines(files) if "`" in text else _NO_LINES
    messages = tuple(islice(_parse_messages(text, names, raw), MOST_MESSAGES))
    if messages:
        return CompileFailed(messages)
    return CompilerCrashed(f"{_NOT_JUDGED} the compiler failed and said only “{_without_folders(text)}”.")


def _find_raw_lines(files: Iterable[SourceFile]) -> frozenset[str]:
    """Find the lines that begin within a raw string; the last one of each ends with its backquote."""
    tokens = (token for file in files for token in find_tokens(file.text.decode(errors="replace")))
    return frozenset(line for token in tokens if token.text.startswith("`") for line in token.text.split("\n")[1:])


def _is_quoted(line: str, raw: frozenset[str]) -> bool:
    return line in raw or ("`" in line and line[: line.index("`") + 1] in raw)


def _parse_messages(text: str, names: Collection[str], raw: frozenset[str]) -> Iterator[SourceMessage]:
    """Yield one message per `file:line:column: text`; what starts with a tab or is quoted continues the one before."""
    current: re.Match[str] | None = None
    more: list[str] = []
    for line in text.split("\n"):
        if current and (line.startswith("\t") or _is_quoted(line, raw)):
            more.append(line.strip())
            continue
        if current:
            yield _message(current, more)
        match = _PLACED.fullmatch(line)
        current, more = (match if match and match["file"] in names else None), []
    if current:
        yield _message(current, more)


def _message(match: re.Match[str], more: list[str]) -> SourceMessage:
    text = clean_text(" ".join([match["text"], *more]))
    if absent := _ABSENT.fullmatch(text):
        text = f"could not import {absent[1]}: it is not among the standard packages that programs here may import"
    return SourceMessage(match["file"], int(match["line"]), int(match["column"] or 1), text)


def clean_text(text: str) -> str:
    """Return the compiler's words fit to show: no control or direction characters, at most 300 characters."""
    clean = _CONTROL.sub("", text.replace("\n", " ")).strip()
    return clean if len(clean) <= LONGEST_MESSAGE else f"{clean[: LONGEST_MESSAGE - 1]}…"


def _without_folders(text: str) -> str:
    """Return the words of a compiler that failed without the folders of this machine."""
    return clean_text(_ABSOLUTE_PATH.sub("…/", text))
