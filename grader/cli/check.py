"""`python -m grader check [PATH…]`: holds every exercise against its author's claims and the compiler."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from grader.catalog.catalog import Exercise, Lesson
from grader.catalog.fields import LESSON_NUMBERS
from grader.catalog.loader import EXERCISE_FILE, LESSON_FILE, read_catalog, read_exercise, read_lesson
from grader.catalog.problems import Problem, errors_among
from grader.cli.measurements import BankMeasurements
from grader.cli.progress import show_progress
from grader.cli.verdicts import TrustedVerdicts, open_verdicts
from grader.config import Settings, load_settings
from grader.errors import ConfigurationError, NotMeasured
from grader.operations.checked import Checked
from grader.operations.checking import check_bank, sources_of
from grader.operations.keys_by_version import compare_keys
from grader.operations.parting_ways import check_measurements
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
        help="ask every installed Go version, and warn of exercises whose key is not the same with all",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Check, print the problems and what the exercises cover; return 1 if anything has to be mended."""
    settings = load_settings()
    paths = arguments.paths or [settings.exercises_folder]
    items, problems = _read_all(paths)
    sources = [source for item in items for source in sources_of(item)]
    with open_verdicts(settings, sources) as verdicts:
        with show_progress("Checking") as on_progress:
            checked = check_bank(items, verdicts, verdicts.installed, on_progress)
        if arguments.all_toolchains:
            problems += _compare_keys(items, verdicts, settings)
        problems += _measure(checked, verdicts, settings)
    problems = sorted({*problems, *(problem for each in checked for problem in each.problems)})
    for problem in problems:
        print(problem)
    _print_coverage(checked)
    print(summary(items, problems))
    return int(bool(errors_among(problems)))


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


def _print_coverage(checked: Iterable[Checked]) -> None:
    """Print how the exercises are spread over lessons, places and reasons."""
    exercises = [each for each in checked if isinstance(each.of, Exercise)]
    if len(exercises) < 2:
        return
    lessons = Counter(each.of.content.lesson for each in exercises if isinstance(each.of, Exercise))
    places = Counter(each.subject.place.value for each in exercises if each.subject)
    reasons = Counter(reason.value for each in exercises if each.subject for reason in each.subject.reasons)
    print("by lesson:  " + ", ".join(f"{number}: {lessons[number]}" for number in LESSON_NUMBERS if lessons[number]))
    print("by place:   " + _listed(places))
    print("by reason:  " + _listed(reasons))


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.most_common())


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")
