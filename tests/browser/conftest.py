"""A real Chromium on a real server: every test has a site of its own.

A missing Chromium fails these tests: `make browser` installs one.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, Playwright, sync_playwright
from werkzeug.serving import make_server

from tests.browsing import DESKTOP, Site, Theme
from tests.playground_editor import Visit
from tests.site_under_test import make_settings, running_app

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--no-sandbox",  # tests may run as root, in a container; the only site visited is the one under test
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """The machine's Chromium, else Playwright's own."""
    found = next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)
    browser = playwright.chromium.launch(executable_path=found, args=list(ARGUMENTS))
    yield browser
    browser.close()


@pytest.fixture
def live_app(sqlite_url: str, tmp_path: Path) -> Iterator[Flask]:
    """The application behind the server."""
    with running_app(make_settings(tmp_path / "data", sqlite_url)) as app:
        yield app


@pytest.fixture
def site(live_app: Flask, chromium: Browser) -> Iterator[Site]:
    """The site on a free port of this machine, and browsers to visit it."""
    server = make_server("127.0.0.1", 0, live_app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    site = Site(app=live_app, address=f"http://127.0.0.1:{server.server_port}", chromium=chromium)
    yield site
    site.close()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def visit(site: Site) -> Iterator[Visit]:
    """Open the playground as one reader or another. No script may fail, and nothing may break the security policy."""
    heard: list[str] = []

    def open_playground(
        address: str = "/playground", *, width: int = DESKTOP, theme: Theme = "light", runs_scripts: bool = True
    ) -> Page:
        page = site.open_browser(width=width, theme=theme, runs_scripts=runs_scripts)
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.on("console", lambda said: heard.append(said.text) if "Content Security Policy" in said.text else None)
        page.goto(address)
        return page

    yield open_playground
    assert heard == []
