"""The terminal door: `python -m grader COMMAND`.

Each command is a module with `add_to(subparsers)`, which registers its arguments and `run(arguments) -> int`, its exit
status: 0 done; 1 the program or the data at hand is at fault; 2 wrong usage; 3 the compiler could not judge.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Protocol, cast

from grader.errors import GraderError, NotJudged

COMMANDS = {
    "ask": "grader.cli.ask",
    "measure": "grader.cli.measure",
    "check": "grader.cli.check",
    "new": "grader.cli.new",
    "schema": "grader.cli.schema",
    "serve": "grader.cli.serve",
    "grades": "grader.cli.grades",
    "users": "grader.cli.users",
    "db": "grader.cli.database",
    "toolchains": "grader.cli.toolchains",
    "doctor": "grader.cli.doctor",
    "record": "grader.cli.record",
}
"""The commands and their modules. Only the one that is run is imported: `ask` needs no database, and starts at once."""

_FAILED = 1
_NOT_JUDGED = 3
_INTERRUPTED = 130  # as shells tell of Ctrl+C


class Command(Protocol):
    """What each module of COMMANDS has."""

    def add_to(self, subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
        """Register the command under its name, with `run` as a default of its parser."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return its exit status. Errors that this program raises on purpose are told here."""
    words = sys.argv[1:] if argv is None else argv
    arguments = make_parser(words[0] if words else "").parse_args(words)
    try:
        return int(arguments.run(arguments))
    except NotJudged as error:
        print(error, file=sys.stderr)
        return _NOT_JUDGED
    except GraderError as error:
        print(error, file=sys.stderr)
        return _FAILED
    except KeyboardInterrupt:
        print("Interrupted.", file=sys.stderr)
        return _INTERRUPTED
    except BrokenPipeError:  # the reader, `head` for one, has seen enough; nothing more can be said there
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _FAILED


def make_parser(command: str = "") -> argparse.ArgumentParser:
    """Make the parser of the command line: of one command, or of all if `command` names none."""
    parser = argparse.ArgumentParser(
        prog="python -m grader", description="Ask the Go compiler where variables live, and run the course that does."
    )
    subparsers = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for module in [COMMANDS[command]] if command in COMMANDS else COMMANDS.values():
        cast("Command", import_module(module)).add_to(subparsers)
    return parser
