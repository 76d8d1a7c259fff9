"""What every template may call."""

from __future__ import annotations

import json
from datetime import date, datetime

from flask import Flask
from flask_babel import format_date, format_time

from grader.web.addresses import here
from grader.web.languages import content_language
from grader.web.navigation import navigation
from grader.web.numbers import format_number
from grader.web.places import place_words
from grader.web.reviews import count_due, describe_day
from grader.web.sessions import find_account
from grader.web.site import platform
from grader.web.theme import current_theme
from grader.web.time_zones import select_zone

STYLESHEETS = ("tokens", "ground", "code", "answer", "picture", "pages", "course")

HTMX = {
    "includeIndicatorStyles": False,
    "allowEval": False,
    "selfRequestsOnly": True,
    "historyCacheSize": 0,
    "refreshOnHistoryMiss": True,
    "responseHandling": [{"code": "204", "swap": False}, {"code": "...", "swap": True}],
}
"""No inline style, no eval, no copies of pages in the browser; every answer is shown, also one that refuses a form."""


def format_moment(moment: datetime) -> str:
    """Date and time to the minute, in the reader's language and zone."""
    return f"{format_date(moment, 'medium')} {format_time(moment, 'short')}"


def date_words(day: date) -> str:
    """A day with the name of its weekday, in the reader's language."""
    return str(format_date(day, "M月d日 EEE" if content_language() == "zh" else "EEE d MMM"))


def install_helpers(app: Flask) -> None:
    """Give the templates their helpers."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters["datetime"] = format_moment
    app.jinja_env.globals.update(
        count_due=count_due,
        date_words=date_words,
        describe_day=describe_day,
        here=here,
        htmx_config=json.dumps(HTMX),
        navigation=navigation,
        number=format_number,
        place_words=place_words,
        platform=platform,
        reader=find_account,
        stylesheets=STYLESHEETS,
        theme=current_theme,
        time_zone=select_zone,
    )
