"""The terminal door: `python -m grader COMMAND`.

Each command is a module with `add_to(subparsers)`, which registers its arguments and `run(arguments) -> int`, its
exit status: 0 done; 1 the program or the data at hand is at fault; 2 wrong usage; 3 the compiler could not judge.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from grader.cli import doctor
from grader.errors import GraderError, NotJudged

COMMANDS = (doctor,)

_FAILED = 1
_NOT_JUDGED = 3


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return its exit status. Errors that this program raises on purpose are told here."""
    arguments = make_parser().parse_args(argv)
    try:
        return int(arguments.run(arguments))
    except NotJudged as error:
        print(error, file=sys.stderr)
        return _NOT_JUDGED
    except GraderError as error:
        print(error, file=sys.stderr)
        return _FAILED


def make_parser() -> argparse.ArgumentParser:
    """Make the parser of the whole command line; its help is the documentation of every command."""
    parser = argparse.ArgumentParser(
        prog="python -m grader", description="Ask the Go compiler where variables live, and run the course that does."
    )
    subparsers = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in COMMANDS:
        command.add_to(subparsers)
    return parser
