"""What one running site stands on besides its database: the settings, the bank and the compiler."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, current_app

from grader.catalog.catalog import Catalog
from grader.catalog.loader import load_catalog
from grader.config import Settings
from grader.errors import ToolchainError
from grader.toolchain.environment import GOARCH, GOOS
from grader.toolchain.installed import Installed, find_installed

KEY = "grader-site"


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The parts that never change while the program runs."""

    settings: Settings
    catalog: Catalog
    installed: Installed | None
    """The Go distribution that judges; None when there is none, and only stored verdicts are left."""


def current_site() -> Site:
    """The site of the application."""
    site: Site = current_app.extensions[KEY]
    return site


def catalog() -> Catalog:
    """The bank."""
    return current_site().catalog


def platform() -> str:
    """The release and machine that verdicts are for, e.g. `Go 1.27.3, linux/amd64`; empty without a compiler."""
    installed = current_site().installed
    return describe_release(installed.version) if installed else ""


def describe_release(version: str) -> str:
    """The compiler's `go1.27.3` as people write it, with the machine that it compiles for."""
    return f"Go {version.removeprefix('go')}, {GOOS}/{GOARCH}"


def install_site(app: Flask, settings: Settings) -> None:
    """Give the application its parts. Raises CatalogError for a bank with problems."""
    try:
        installed = find_installed(settings)
    except ToolchainError:
        installed = None  # start-up says so; pages are served and stored verdicts grade
    catalog = load_catalog(settings.exercises_folder)
    app.extensions[KEY] = Site(settings=settings, catalog=catalog, installed=installed)
