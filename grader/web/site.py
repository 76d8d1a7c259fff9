"""What one running site stands on besides its database: the settings, the bank and the compiler's verdicts."""

from __future__ import annotations

from dataclasses import dataclass, field

from flask import Flask, current_app

from grader.catalog.catalog import Catalog
from grader.catalog.loader import load_catalog
from grader.config import Settings
from grader.escape.values import SourceFile, Verdict
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
    verdicts: BankVerdicts
    tasks: dict[str, Task] = field(default_factory=dict)
    """By slug: the exercises that this process has judged."""
    programs: dict[SourceFile, Verdict] = field(default_factory=dict)
    """The lessons' programs that this process has judged."""


def current_site() -> Site:
    """The site of the application."""
    site: Site = current_app.extensions[KEY]
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
    """Give the application its parts. Raises CatalogError for a bank with problems."""
    app.extensions[KEY] = Site(
        settings=settings,
        catalog=load_catalog(settings.exercises_folder),
        verdicts=BankVerdicts(database=database, settings=settings),
    )
