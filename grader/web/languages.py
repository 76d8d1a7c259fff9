"""The languages of the pages: which there are, and which one this reader gets."""

from __future__ import annotations

from typing import Literal

from flask import Flask, has_request_context, request
from flask_babel import Babel, get_locale

from grader.web.cookies import find_cookie
from grader.web.time_zones import select_zone

Language = Literal["en", "zh_Hans"]
ContentLanguage = Literal["en", "zh"]

NAMES: dict[Language, str] = {"en": "English", "zh_Hans": "中文"}
"""Each language by its own name, as the switch shows it."""

TAGS: dict[Language, str] = {"en": "en", "zh_Hans": "zh-Hans"}
"""Each language as HTML names it (BCP 47)."""

COOKIE = "language"


def find_language(tag: str | None) -> Language | None:
    """The language of the pages that serves a BCP 47 tag or a locale's name, or None.

    Every Chinese is served by the one catalogue there is: `zh`, `zh-CN` and `zh_TW` alike.
    """
    match (tag or "").replace("_", "-").lower().split("-")[0]:
        case "en":
            return "en"
        case "zh":
            return "zh_Hans"
        case _:
            return None


def select_language() -> Language:
    """The reader's language: chosen in this browser, else what the browser asks for."""
    if not has_request_context():
        return "en"
    asked = (find_cookie(COOKIE), *request.accept_languages.values())
    return next((found for found in map(find_language, asked) if found), "en")


def current_language() -> Language:
    """The language that this request is answered in."""
    return find_language(str(get_locale())) or "en"


def content_language() -> ContentLanguage:
    """The same, as the bank names it."""
    return "zh" if current_language() == "zh_Hans" else "en"


def other_language() -> Language:
    """The language that the switch offers."""
    return "en" if current_language() == "zh_Hans" else "zh_Hans"


def install_languages(app: Flask) -> None:
    """Set gettext up for the application and give the templates their language helpers."""
    app.config["BABEL_DEFAULT_LOCALE"] = "en"
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = f"{app.root_path}/translations"
    Babel(app, locale_selector=select_language, timezone_selector=select_zone)
    app.jinja_env.globals.update(
        current_language=current_language,
        content_language=content_language,
        other_language=other_language,
        language_names=NAMES,
        language_tags=TAGS,
    )
