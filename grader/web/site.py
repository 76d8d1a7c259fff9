"""What one running site stands on besides its database: the settings, the bank and the compiler's verdicts."""

from __future__ import annotations

from dataclasses import dataclass, field

from flask import Flask, current_app

from grader.catalog.catalog import Catalog
from grader.catalog.loader import read_catalog
from grader.catalog.problems import Problem, errors_among
from grader.config import Settings
from grader.escape.values import SourceFile, Verdict
from grader.operations.asking import AnybodysVerdicts
from grader.operations.database import Database
from grader.operations.judging import BankVerdicts
from grader.operations.tasks import Task
from grader.toolchain.environment import GOARCH, GOOS

KEY = "grader-site"


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The parts that stay as they are while the program runs, and what they have told so far."""

    settings: Settings
    catalog: Catalog
    problems: tuple[Problem, ...]
    """Why the rest of the bank is not in the catalog; start-up tells them."""
    verdicts: BankVerdicts
    anybodys: AnybodysVerdicts
    """Verdicts of programs that readers send."""
    tasks: dict[tuple[str, int], Task] = field(default_factory=dict)
    """By slug and variant: the exercises that this process has judged."""
    programs: dict[SourceFile, Verdict] = field(default_factory=dict)
    """The lessons' programs that this process has judged."""


def current_site() -> Site:
    """The site of the application."""
    return site_of(current_app)


def site_of(app: Flask) -> Site:
    """The site of an application, also outside of a request."""
    site: Site = app.extensions[KEY]
    return site


def catalog() -> Catalog:
    """The bank."""
    return current_site().catalog


def platform() -> str:
    """The release and machine that verdicts are for, e.g. `Go 1.27.3, linux/amd64`; empty without a compiler."""
    installed = current_site().verdicts.installed
    return describe_release(installed.version) if installed else ""


def describe_release(version: str) -> str:
    """The compiler's `go1.27.3` as people write it, with the machine that it compiles for."""
    return f"Go {version.removeprefix('go')}, {GOOS}/{GOARCH}"


def install_site(app: Flask, settings: Settings, database: Database) -> None:
    """Give the application its parts. One mistake in the bank does not close the rest of it: what is well is served."""
    catalog, problems = read_catalog(settings.exercises_folder)
    app.extensions[KEY] = Site(
        settings=settings,
        catalog=catalog,
        problems=errors_among(problems),
        verdicts=BankVerdicts(database=database, settings=settings),
        anybodys=AnybodysVerdicts(database=database, settings=settings),
    )
