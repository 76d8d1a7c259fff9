"""`python -m grader doctor`: what is well, what is not, and what to do about it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import urlsplit

from sqlalchemy.exc import SQLAlchemyError

from grader.catalog.loader import read_catalog
from grader.catalog.problems import errors_among
from grader.cli.progress import show_progress
from grader.config import Settings, load_settings
from grader.errors import NotMeasured, ToolchainError
from grader.operations.database import make_engine
from grader.operations.migrating import is_current
from grader.toolchain.export_data import prepare_export_data
from grader.toolchain.installed import find_installed
from grader.toolchain.measuring.measuring import find_measurer
from grader.toolchain.measuring.self_test import find_measuring
from grader.toolchain.packages import IMPORTABLE
from grader.toolchain.start_up import Finding, Health, start_up_report
from grader.toolchain.versions import find_sound_toolchains

_SIGNS = {Health.WELL: "well    ", Health.WARNING: "warning ", Health.NOT_WELL: "NOT WELL"}
_UPGRADE = "Run `python -m grader db upgrade`."


def add_to(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = subparsers.add_parser(
        "doctor",
        help="say what is well and what is not: compiler, sandbox, export data, measuring, database, bank",
        description="Look at every part the program needs. Exit status 0: nothing is amiss (warnings are for whoever "
        "serves others); 1: something is not well, and the line says what to do.",
    )
    parser.add_argument("--prepare", action="store_true", help="first build the export data that any version lacks")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print one line per part; return 1 if any is not well."""
    settings = load_settings()
    if arguments.prepare:
        _prepare(settings)
    findings = [*start_up_report(settings), find_measuring(settings), _find_database(settings), *_find_bank(settings)]
    for finding in findings:
        print(f"{_SIGNS[finding.health]}  {finding}")
    return int(any(finding.health is Health.NOT_WELL for finding in findings))


def _prepare(settings: Settings) -> None:
    """Build what programs may import, for every version that is sound; of the others the findings tell."""
    for installed in find_sound_toolchains(settings):
        with show_progress(f"Building standard packages of {installed.version}, once") as on_progress:
            prepare_export_data(installed, IMPORTABLE, settings.data_folder, on_progress)
    with suppress(ToolchainError, NotMeasured):  # of these the findings tell
        measurer = find_measurer(settings, find_installed(settings))
        with show_progress("Building standard packages that measuring links, once") as on_progress:
            measurer.prepare((), on_progress)


def _find_database(settings: Settings) -> Finding:
    """Look whether the database answers and has the expected shape; create nothing."""
    where = _describe_database(settings)
    if not settings.database_url and not (settings.data_folder / "grader.sqlite3").is_file():
        return Finding(part="database", health=Health.NOT_WELL, says=f"{where} does not exist yet", next_step=_UPGRADE)
    try:
        current = _has_current_shape(settings)
    except SQLAlchemyError as error:
        says = f"{where} does not answer: {str(error).splitlines()[0]}"
        step = "Start it, or correct DATABASE_URL."
        return Finding(part="database", health=Health.NOT_WELL, says=says, next_step=step)
    if not current:
        says = f"{where} is of another version of this program"
        return Finding(part="database", health=Health.NOT_WELL, says=says, next_step=_UPGRADE)
    return Finding(part="database", health=Health.WELL, says=f"{where} answers, all migrations applied")


def _has_current_shape(settings: Settings) -> bool:
    engine = make_engine(settings.database)
    try:
        return is_current(engine)
    finally:
        engine.dispose()


def _describe_database(settings: Settings) -> str:
    """Name the database without its user and password."""
    parts = urlsplit(settings.database)
    host = f"{parts.hostname}:{parts.port}" if parts.port else parts.hostname or ""
    return f"{parts.scheme.partition('+')[0]} {host}{parts.path if host else parts.path.removeprefix('/')}"


def _find_bank(settings: Settings) -> Iterator[Finding]:
    catalog, problems = read_catalog(settings.exercises_folder)
    counts = f"{len(catalog.exercises)} exercises, {len(catalog.lessons)} lessons"
    errors = errors_among(problems)
    if not errors and catalog.exercises:
        yield Finding(part="bank", health=Health.WELL, says=f"{counts} in {settings.exercises_folder}")
        return
    says = f"{counts} in {settings.exercises_folder}, {len(errors)} problems"
    step = "Run `python -m grader check`." if catalog.exercises else "Set EXERCISES_FOLDER to the folder of the bank."
    yield Finding(part="bank", health=Health.NOT_WELL, says=says, next_step=step)
