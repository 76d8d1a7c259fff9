"""Language, light or dark, and time zone: kept in this browser."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, request
from werkzeug.wrappers import Response

from grader.web import languages, theme, time_zones
from grader.web.addresses import next_address
from grader.web.cookies import keep_cookie

blueprint = Blueprint("preferences", __name__)


@blueprint.post("/preferences/language", endpoint="language")
def choose_language() -> Response:
    """Keep the language and go back to the same page."""
    return _keep(languages.COOKIE, languages.find_language(request.form.get("language")))


@blueprint.post("/preferences/theme", endpoint="theme")
def choose_theme() -> Response:
    """Keep light or dark and go back to the same page."""
    return _keep(theme.COOKIE, theme.find_theme(request.form.get("theme")))


@blueprint.post("/preferences/time-zone", endpoint="time_zone")
def choose_time_zone() -> Response:
    """Keep the time zone that the browser says it is in."""
    return _keep(time_zones.COOKIE, time_zones.find_zone(request.form.get("zone")))


def _keep(cookie: str, value: str | None) -> Response:
    if value is None:
        abort(400)
    response = redirect(next_address("home.show"), 303)
    keep_cookie(response, cookie, value)
    return response
