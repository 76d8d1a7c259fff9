"""The server on Linux and macOS: one gunicorn process with threads, so that limits are counted in one memory."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]  # gunicorn carries no types

from grader.config import Settings
from grader.web.requests import LARGEST

SECONDS = 30
"""A request that takes longer has lost its reader; the compiler's own limit is far below."""


class GunicornServer(BaseApplication):  # type: ignore[misc]  # as above
    """Serves an application that is made already."""

    def __init__(self, app: Flask, settings: Settings, threads: int, when_ready: Callable[[], None]) -> None:
        self._app = app
        self._settings = settings
        self._threads = threads
        self._when_ready = when_ready
        super().__init__()

    def load_config(self) -> None:
        """Set what differs from gunicorn's defaults."""
        host = f"[{self._settings.host}]" if ":" in self._settings.host else self._settings.host
        values = {
            "bind": f"{host}:{self._settings.port}",
            "workers": 1,
            "worker_class": "gthread",
            "threads": self._threads,
            "timeout": SECONDS,
            "graceful_timeout": 5,
            "keepalive": 5,
            "loglevel": "warning",
            "limit_request_line": 4094,
            "limit_request_field_size": min(LARGEST, 8190),
            "when_ready": lambda _server: self._when_ready(),
        }
        for name, value in values.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Give gunicorn the application."""
        return self._app
