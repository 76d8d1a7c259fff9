"""The reader's time zone: dates are written in it, and named with it."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo, available_timezones

from grader.models.columns import utc_now
from grader.web.cookies import find_cookie

COOKIE = "zone"


def find_zone(name: str | None) -> str | None:
    """The IANA name of a zone that this machine knows, or None."""
    return name if name and name in available_timezones() else None


def select_zone() -> str:
    """What the reader's browser once said; UTC until it did."""
    return find_zone(find_cookie(COOKIE)) or "UTC"


def local_today() -> date:
    """The day it is where the reader is."""
    return utc_now().astimezone(ZoneInfo(select_zone())).date()
