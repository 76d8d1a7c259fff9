"""`python -m grader record [PATH…]`: writes down what further Go versions say, and what calls allocate."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from grader.catalog.catalog import Exercise
from grader.catalog.loader import EXERCISE_FILE, list_exercise_folders, read_unrecorded
from grader.catalog.problems import Problem, catalog_error, errors_among
from grader.catalog.record import RECORD_FILE, record_to_json
from grader.catalog.record_fit import needs_record
from grader.cli.progress import show_progress
from grader.cli.verdicts import open_verdicts
from grader.cli.witnesses import find_witnesses
from grader.config import Settings, load_settings
from grader.errors import ConfigurationError, NotJudged, ProgramError
from grader.operations.recording import Witnesses, make_record


def add_to(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = subparsers.add_parser(
        "record",
        help="write down what further Go versions say of exercises, and what their calls allocate",
        description="For every exercise whose question or result needs it (`kind: versions`, `kind: count`, "
        f"`go_versions:`): ask the Go versions that it names, measure its call, and write {RECORD_FILE} beside it. "
        "Exit status 0: all is recorded; 1: something could not be.",
    )
    parser.add_argument(
        "paths", metavar="PATH", nargs="*", type=Path, help="folder of an exercise or a bank; default: the bank"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Record, and name every file that was written; return 1 if anything was not recorded."""
    settings = load_settings()
    exercises, problems = _read(arguments.paths or [settings.exercises_folder])
    if errors := errors_among(problems):
        raise catalog_error(errors)
    return int(bool(_record(exercises, settings)))


def _record(exercises: Sequence[Exercise], settings: Settings) -> list[str]:
    """Record each; give what went wrong, which is printed, too."""
    wrong: list[str] = []
    with open_verdicts(settings, [exercise.source for exercise in exercises]) as verdicts:
        witnesses = find_witnesses(exercises, verdicts, settings, demands_all=True)
        for exercise in exercises:
            try:
                _write(exercise, witnesses)
            except (NotJudged, ProgramError) as error:
                wrong.append(f"{exercise.document.file}: {error}")
                print(wrong[-1], file=sys.stderr)
    return wrong


def _write(exercise: Exercise, witnesses: Witnesses) -> None:
    with show_progress(f"Recording {exercise.slug}"):
        record = make_record(exercise, witnesses)
    path = exercise.folder / RECORD_FILE
    written = record_to_json(record).encode()
    is_new = not path.is_file() or path.read_bytes() != written
    if is_new:
        path.write_bytes(written)
    print(f"{Path(exercise.document.file).with_name(RECORD_FILE)}{'' if is_new else ' is as it was'}")


def _read(paths: Iterable[Path]) -> tuple[list[Exercise], list[Problem]]:
    """The exercises that need a record, with problems of the rest of their files."""
    found: dict[Path, Exercise] = {}
    problems: list[Problem] = []
    for path in paths:
        folder = Path.cwd() / path
        if not folder.is_dir():
            raise ConfigurationError(f"There is no folder {folder}. Name an exercise's folder, or the bank's.")
        for each in [folder] if (folder / EXERCISE_FILE).exists() else list_exercise_folders(folder):
            exercise, wrong = read_unrecorded(each)
            problems += wrong
            if exercise and needs_record(exercise.content):
                found[exercise.folder] = exercise
    return list(found.values()), problems
