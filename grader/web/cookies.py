"""The program's own cookies: one way to write and read them, so that all carry the same flags."""

from __future__ import annotations

from flask import Flask, current_app, request
from werkzeug.wrappers import Response

YEAR = 365 * 24 * 3600
"""Seconds that a preference is kept."""


def cookie_name(app: Flask, name: str) -> str:
    """The cookie's name on the wire: over https `__Host-` binds it to this host, whole path and TLS."""
    return f"__Host-{name}" if app.config["SESSION_COOKIE_SECURE"] else name


def find_cookie(name: str) -> str | None:
    """The value of one of the program's own cookies in this request."""
    return request.cookies.get(cookie_name(current_app, name))


def keep_cookie(response: Response, name: str, value: str) -> None:
    """Keep a preference in the reader's browser for a year."""
    response.set_cookie(
        cookie_name(current_app, name),
        value,
        max_age=YEAR,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
        path="/",
    )
