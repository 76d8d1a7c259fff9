"""Serving: everything that has to be ready first, what start-up says, and the server itself."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing
from pathlib import Path
from pkgutil import resolve_name
from tempfile import NamedTemporaryFile
from typing import Protocol

from flask import Flask

from grader.config import Settings
from grader.errors import ConfigurationError, GraderError, ToolchainError
from grader.operations.database import Database, raising_if_silent
from grader.operations.migrating import upgrade
from grader.operations.queueing import PLACES
from grader.operations.setup import make_setup_token
from grader.toolchain.export_data import prepare_export_data
from grader.toolchain.installed import find_installed
from grader.toolchain.packages import IMPORTABLE
from grader.toolchain.start_up import check_containment, start_up_report
from grader.web.database import current_database
from grader.web.exposure import check_exposure, describe_exposure
from grader.web.factory import create_app
from grader.web.judging import get_task, get_verdict_of
from grader.web.listening import check_address
from grader.web.site import catalog, site_of

OnProgress = Callable[[int, int, str], None]
Say = Callable[[str], None]

THREADS = PLACES + 16
"""Requests that are answered at the same time. Some may wait for the compiler, and are idle; the rest is for pages."""


class ShowProgress(Protocol):
    """Shows long work under a name; gives a function to call with (done, total, name)."""

    def __call__(self, what: str, /) -> AbstractContextManager[OnProgress]:
        """Begin."""
        ...


def serve(settings: Settings, show_progress: ShowProgress, say: Say) -> None:
    """Prepare, say what there is to know, and serve until stopped.

    Raises ConfigurationError when it would give passwords away, or the machine is not as it must be.
    """
    check_exposure(settings)
    check_address(settings)
    app = prepare(settings, show_progress, say)
    for line in start_up_lines(app, settings):
        say(line)
    run_server(app, settings, lambda: say(f"Serving on {address_of(settings)} (stop with Ctrl+C)"))


def prepare(settings: Settings, show_progress: ShowProgress, say: Say) -> Flask:
    """Make everything ready that can be made ready: folders, export data, the database, and the bank's verdicts."""
    prepare_folder(settings.data_folder)
    prepare_compiler(settings, show_progress)
    with raising_if_silent(), closing(Database(settings.database)) as database:
        upgrade(database.engine)
    app = create_app(settings)
    for problem in (*site_of(app).problems, *warm_bank(app, show_progress)):
        say(f"WARNING {problem}")
    return app


def prepare_folder(folder: Path) -> None:
    """Make the data folder. Raises ConfigurationError where it cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=folder):
            return
    except OSError as error:
        what = f"DATA_FOLDER={folder}: {error.strerror}. Name a folder that this account may write."
        raise ConfigurationError(what) from error


def prepare_compiler(settings: Settings, show_progress: ShowProgress) -> None:
    """Build what programs import, once. Without a compiler there is nothing to prepare; the report says so.

    Raises ContainmentMissing when the operator demands a sandbox that does not hold here.
    """
    try:
        installed = find_installed(settings)
        with show_progress("Building standard packages, once") as on_progress:
            prepare_export_data(installed, IMPORTABLE, settings.data_folder, on_progress)
    except ToolchainError:
        return
    check_containment(settings)


def warm_bank(app: Flask, show_progress: ShowProgress) -> Iterator[str]:
    """Judge every exercise and program of the bank, so that nobody waits for the compiler; yield what went wrong."""
    with app.app_context(), show_progress("Asking the compiler about the bank") as on_progress:
        programs = [source for lesson in catalog().lessons.values() for source in lesson.programs.values()]
        exercises = [each for exercise in catalog().exercises.values() for each in exercise.all_variants]
        total = len(exercises) + len(programs)
        for done, exercise in enumerate(exercises, 1):
            try:
                get_task(exercise)
            except GraderError as error:
                yield f"{exercise.slug}{f' (variant {exercise.variant})' if exercise.variant else ''}: {error}"
            on_progress(done, total, exercise.slug)
        for done, source in enumerate(programs, total - len(programs) + 1):
            try:
                get_verdict_of(source)
            except GraderError as error:
                yield f"{source.name}: {error}"
            on_progress(done, total, source.name)


def start_up_lines(app: Flask, settings: Settings) -> Iterator[str]:
    """What whoever starts the program should know: the compiler and what holds it, the exposure, the first link."""
    yield from map(str, start_up_report(settings))
    yield f"web: {describe_exposure(settings)}"
    with app.app_context():
        with current_database().writing() as session:
            token = make_setup_token(session)
        current_database().close()  # the server's process opens connections of its own
    if token:
        link = f"{address_of(settings)}/setup/{token}"
        yield f"There is no instructor yet. Make the first one here, once, within a day: {link}"


def address_of(settings: Settings) -> str:
    """The address that browsers use."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return settings.public_url.rstrip("/") or f"http://{host}:{settings.port}"


def run_server(app: Flask, settings: Settings, when_ready: Callable[[], None]) -> None:
    """Serve until stopped: gunicorn with threads, on Windows waitress."""
    if os.name == "nt":
        when_ready()
        resolve_name("waitress:serve")(app, host=settings.host, port=settings.port, threads=THREADS)
    else:
        from grader.web.gunicorn_server import GunicornServer  # noqa: PLC0415 - gunicorn is not there on Windows

        GunicornServer(app, settings, THREADS, when_ready).run()
