"""What browser tests do: open pages as different readers, and look at them as people and as axe do."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page

Theme = Literal["light", "dark"]
Language = Literal["en", "zh-CN"]

DESKTOP, PHONE = 1280, 390
"""Widths in pixels."""
HEIGHT = 900
THEMES: tuple[Theme, ...] = ("light", "dark")


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A site under test."""

    app: Flask
    address: str
    chromium: Browser
    _contexts: list[BrowserContext] = field(default_factory=list)

    def open_browser(
        self,
        *,
        width: int = DESKTOP,
        theme: Theme = "light",
        language: Language = "en",
        zone: str = "UTC",
        runs_scripts: bool = True,
    ) -> Page:
        """Open a browser of its own, with no cookies. Addresses may then be given without the host."""
        context = self.chromium.new_context(
            base_url=self.address,
            viewport={"width": width, "height": HEIGHT},
            color_scheme=theme,
            locale=language,
            timezone_id=zone,
            java_script_enabled=runs_scripts,
            reduced_motion="reduce",
        )
        self._contexts.append(context)
        return context.new_page()

    def close(self) -> None:
        """Close all its browsers."""
        for context in self._contexts:
            context.close()


def assert_accessible(page: Page) -> None:
    """Fail with axe's report unless it finds nothing at all."""
    results = Axe().run(page)
    assert results.violations_count == 0, f"{page.url}\n{results.generate_snapshot()}\n{_targets(results.response)}"


def assert_accessible_in_both_themes(page: Page) -> None:
    """The same in light and dark, as the reader's system asks for."""
    for theme in THEMES:
        page.emulate_media(color_scheme=theme)
        assert_accessible(page)


def assert_fits(page: Page) -> None:
    """Fail when the page can be scrolled sideways."""
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0, f"{page.url} is {overflow} px too wide"


def _targets(response: dict[str, list[dict[str, list[dict[str, object]]]]]) -> str:
    nodes = [node for violation in response["violations"] for node in violation["nodes"]]
    return "\n".join(f"{node['target']}: {node['html']}\n    {node.get('failureSummary')}" for node in nodes)
