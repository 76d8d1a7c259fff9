"""`python -m grader check [PATH…]`: holds every exercise against its author's claims and the compiler."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from grader.catalog.catalog import Exercise, Lesson
from grader.catalog.coverage_tables import find_figures, refreshed_readme, terminal_lines
from grader.catalog.judged import JudgedExercise
from grader.catalog.loader import EXERCISE_FILE, LESSON_FILE, read_catalog, read_exercise, read_lesson
from grader.catalog.problems import Problem, errors_among
from grader.catalog.whole import whole_problems
from grader.cli.measurements import BankMeasurements
from grader.cli.progress import show_progress
from grader.cli.verdicts import TrustedVerdicts, open_verdicts
from grader.cli.witnesses import find_witnesses
from grader.config import PROJECT, Settings, load_settings
from grader.errors import ConfigurationError, NotMeasured
from grader.operations.checked import Checked
from grader.operations.checking import check_bank
from grader.operations.keys_by_version import compare_keys
from grader.operations.parting_ways import check_measurements
from grader.operations.program_problems import sources_of
from grader.operations.recording import check_records
from grader.toolchain.export_data import prepare_export_data
from grader.toolchain.measuring.measuring import find_measurer
from grader.toolchain.versions import find_every_toolchain


def add_to(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = subparsers.add_parser(
        "check",
        help="hold exercises and lessons against the compiler",
        description="Read exercises and lessons, compile every program, and print each problem as "
        "FILE:LINE:COLUMN: what is wrong. What to write instead. Exit status 0: nothing has to be mended; 1: problems.",
    )
    parser.add_argument(
        "paths",
        metavar="PATH",
        nargs="*",
        type=Path,
        help="folder of an exercise, a lesson or a bank; default: the bank",
    )
    parser.add_argument(
        "--all-toolchains",
        action="store_true",
        help="ask every installed Go version, and warn of exercises whose key is not the same with all; those that "
        "records name have to be installed",
    )
    parser.add_argument(
        "--readme", action="store_true", help="write what the whole bank covers into the README's table, too"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Check, print the problems and what the exercises cover; return 1 if anything has to be mended."""
    if arguments.readme and arguments.paths:
        raise ConfigurationError("The README counts the whole bank. Use --readme without PATH.")
    settings = load_settings()
    paths = arguments.paths or [settings.exercises_folder]
    items, problems = _read_all(paths)
    sources = [source for item in items for source in sources_of(item)]
    with open_verdicts(settings, sources) as verdicts:
        with show_progress("Checking") as on_progress:
            checked = check_bank(items, verdicts, verdicts.installed, on_progress)
        problems += _check_records(items, verdicts, settings, demands_all=arguments.all_toolchains)
        if arguments.all_toolchains:
            problems += _compare_keys(items, verdicts, settings)
        problems += _measure(checked, verdicts, settings)
    bank = [each.judged for each in checked if each.judged]
    problems = sorted({*problems, *whole_problems(bank), *(problem for each in checked for problem in each.problems)})
    for problem in problems:
        print(problem)
    if len(bank) > 1:
        print(*terminal_lines(find_figures(bank)), sep="\n")
    if arguments.readme:
        _write_readme(bank)
    print(summary(items, problems))
    return int(bool(errors_among(problems)))


def _write_readme(bank: Sequence[JudgedExercise]) -> None:
    readme = PROJECT / "README.md"
    readme.write_text(refreshed_readme(readme.read_text(encoding="utf-8"), find_figures(bank)), encoding="utf-8")


def _measure(checked: Iterable[Checked], verdicts: TrustedVerdicts, settings: Settings) -> tuple[Problem, ...]:
    """Measure the exercises that have `measure:`, or say why that is not done here."""
    found = [(each.of, each.subject) for each in checked if isinstance(each.of, Exercise) and each.subject]
    measured = [(exercise, subject) for exercise, subject in found if exercise.content.measure]
    if not measured:
        return ()
    try:
        measurer = find_measurer(settings, verdicts.installed)
    except NotMeasured as error:
        stays = "stays as it is" if len(measured) == 1 else "stay as they are"
        print(f"{error}. {_count(len(measured), 'exercise')} with `measure:` {stays}.", file=sys.stderr)
        return ()
    with show_progress("Measuring") as on_progress:
        return check_measurements(measured, BankMeasurements(measurer=measurer, verdicts=verdicts), on_progress)


def _check_records(
    items: Iterable[Exercise | Lesson], verdicts: TrustedVerdicts, settings: Settings, *, demands_all: bool
) -> tuple[Problem, ...]:
    """Ask again what was recorded: the version in force always, the others where they are installed."""
    recorded = [item for item in items if isinstance(item, Exercise) and item.record]
    if not recorded:
        return ()
    witnesses = find_witnesses(recorded, verdicts, settings, demands_all=demands_all)
    with show_progress("Asking again what was recorded") as on_progress:
        return check_records(recorded, witnesses, on_progress)


def _compare_keys(
    items: Iterable[Exercise | Lesson], verdicts: TrustedVerdicts, settings: Settings
) -> tuple[Problem, ...]:
    """Ask all installed versions; each has its own export data, and its own verdicts in the cache."""
    sources = {}
    for installed in find_every_toolchain(settings):
        with show_progress(f"Building standard packages of {installed.version}, once") as on_progress:
            packages = verdicts.exports.packages
            exports = prepare_export_data(installed, packages, settings.data_folder, on_progress)
        sources[installed.version] = replace(verdicts, installed=installed, exports=exports)
    if len(sources) < 2:
        raise ConfigurationError(
            f"Only {verdicts.installed.version} is installed, so there is nothing to compare. "
            "Install a further one with `python -m grader toolchains install VERSION`."
        )
    exercises = [each for item in items if isinstance(item, Exercise) for each in item.all_variants]
    with show_progress(f"Asking {', '.join(sources)}") as on_progress:
        return compare_keys(exercises, sources, on_progress)


def summary(items: Iterable[Exercise | Lesson], problems: Iterable[Problem]) -> str:
    """The last line: what was read, and how many problems it has."""
    kinds = Counter(type(item).__name__ for item in items)
    listed = list(problems)
    errors = len(errors_among(listed))
    warnings = len(listed) - errors
    read = f"{_count(kinds['Exercise'], 'exercise')}, {_count(kinds['Lesson'], 'lesson')}"
    found = _count(errors, "problem") if errors else "no problem"
    return f"{read}: {found}" + (f", {_count(warnings, 'warning')}" if warnings else "")


def _read_all(paths: Iterable[Path]) -> tuple[list[Exercise | Lesson], list[Problem]]:
    items: dict[Path, Exercise | Lesson] = {}
    problems: list[Problem] = []
    for path in paths:
        found, wrong = _read(path.parent if path.is_file() else path)
        items.update({item.folder.resolve(): item for item in found})
        problems += wrong
    return list(items.values()), problems


def _read(folder: Path) -> tuple[list[Exercise | Lesson], tuple[Problem, ...]]:
    """What one folder holds: an exercise, a lesson, or a bank of both."""
    folder = Path.cwd() / folder
    if not folder.is_dir():
        raise ConfigurationError(f"There is no folder {folder}. Name an exercise's folder, or the bank's.")
    if (folder / LESSON_FILE).exists():
        lesson, problems = read_lesson(folder)
        return [lesson] if lesson else [], problems
    if (folder / EXERCISE_FILE).exists():
        exercise, problems = read_exercise(folder)
        return [exercise] if exercise else [], problems
    catalog, problems = read_catalog(folder)
    return [*catalog.exercises.values(), *catalog.lessons.values()], problems


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")
