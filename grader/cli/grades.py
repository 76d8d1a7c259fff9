"""`grades export`: a course's grades as CSV."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from grader.cli.database import open_database
from grader.config import load_settings
from grader.errors import ConfigurationError
from grader.operations.courses import get_course
from grader.operations.exporting import GradeFormat, export_grades


def add_to(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register `grades export`."""
    parser = subparsers.add_parser("grades", help="grades of a course")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    export = commands.add_parser("export", help="write a course's grades as CSV")
    export.add_argument("--course", required=True, metavar="CODE", help="the course's join code")
    export.add_argument("--format", required=True, choices=[each.value for each in GradeFormat], dest="grade_format")
    export.add_argument("--output", required=True, metavar="FILE", help="file to write; `-` for standard output")
    export.add_argument("--bom", action="store_true", help="begin with a byte order mark, for Excel")
    export.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the grades. Raises NotFound for an unknown course; a file that exists is replaced only when all is well."""
    with open_database(load_settings()) as database, database.reading() as session:
        course = get_course(session, arguments.course)
        lines = export_grades(session, course, GradeFormat(arguments.grade_format), with_bom=arguments.bom)
        with _open_output(arguments.output) as output:
            output.writelines(lines)
    return 0


@contextmanager
def _open_output(name: str) -> Iterator[TextIO]:
    """Open what to write to: UTF-8, with ends of line as they come, a file only in place once it is whole."""
    if name == "-":
        with open(sys.stdout.fileno(), "w", encoding="utf-8", newline="", closefd=False) as output:
            yield output
        return
    target = Path(name)
    part = target.with_name(f".{target.name}.part")
    try:
        with part.open("w", encoding="utf-8", newline="") as output:
            yield output
        part.replace(target)
    except OSError as error:
        raise ConfigurationError(f"{name} cannot be written: {error.strerror}. Name another file.") from error
    finally:
        part.unlink(missing_ok=True)
