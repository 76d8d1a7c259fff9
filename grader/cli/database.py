"""`db upgrade|downgrade|current|reviews`: the shape of the database, and what in it can be computed again."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import closing, contextmanager

from grader.config import Settings, load_settings
from grader.errors import ConfigurationError
from grader.operations.database import Database, raising_if_silent
from grader.operations.migrating import current_revision, downgrade, is_current, newest_revision, upgrade
from grader.operations.reviews import rebuild_all_reviews


def add_to(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register `db` with its commands."""
    parser = subparsers.add_parser("db", help="bring the database to the shape that this version needs")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    up = commands.add_parser("upgrade", help="apply the migrations that are missing")
    up.add_argument("revision", nargs="?", default="head", help="up to this one (default: all)")
    up.set_defaults(run=run_upgrade)
    down = commands.add_parser("downgrade", help="undo migrations; what their tables held is lost")
    down.add_argument("revision", help="down to this one; `base` undoes all")
    down.set_defaults(run=run_downgrade)
    again = commands.add_parser("reviews", help="compute again, from all answers, when which question comes back")
    again.set_defaults(run=run_reviews)
    commands.add_parser("current", help="name the migration in force").set_defaults(run=run_current)


def run_upgrade(arguments: argparse.Namespace) -> int:
    """Apply migrations."""
    with _open(load_settings()) as database:
        upgrade(database.engine, arguments.revision)
        return _tell(database)


def run_downgrade(arguments: argparse.Namespace) -> int:
    """Undo migrations."""
    with _open(load_settings()) as database:
        downgrade(database.engine, arguments.revision)
        return _tell(database)


def run_current(_: argparse.Namespace) -> int:
    """Name the migration in force."""
    with _open(load_settings()) as database:
        return _tell(database)


def run_reviews(_: argparse.Namespace) -> int:
    """Compute the cards of spaced review again: after an update that changed how, or when they were lost."""
    with open_database(load_settings()) as database, database.writing() as session:
        count = rebuild_all_reviews(session)
    print(f"{count} review {'card' if count == 1 else 'cards'} computed again. Nobody should answer meanwhile.")
    return 0


@contextmanager
def open_database(settings: Settings) -> Iterator[Database]:
    """Open the database for a command. Raises ConfigurationError unless it has the shape that this version needs."""
    with _open(settings) as database:
        if not is_current(database.engine):
            raise ConfigurationError("The database needs its migrations. Run `python -m grader db upgrade` first.")
        yield database


@contextmanager
def _open(settings: Settings) -> Iterator[Database]:
    if not settings.database_url:
        settings.data_folder.mkdir(parents=True, exist_ok=True)
    with raising_if_silent(), closing(Database(settings.database)) as database:
        yield database


def _tell(database: Database) -> int:
    now, newest = current_revision(database.engine) or "empty", newest_revision()
    print(f"{now} (newest)" if now == newest else f"{now} (newest is {newest}: `python -m grader db upgrade`)")
    return 0
