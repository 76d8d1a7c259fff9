"""The main links of every page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import current_app, request, url_for
from flask_babel import lazy_gettext as _l

from grader.web.sessions import find_account


@dataclass(frozen=True, slots=True)
class Link:
    """One link of the main navigation."""

    label: object
    address: str
    is_current: bool
    badge: str = ""
    """Id of the count that stands beside the label; empty for most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A part of the site with a link of its own, and the blueprints whose pages count as in it."""

    label: object
    endpoint: str
    blueprints: tuple[str, ...]
    is_open: Callable[[], bool] = lambda: True
    """Whether this reader gets the link."""
    badge: str = ""


def _has_account() -> bool:
    return find_account() is not None


ROOMS = (
    Room(label=_l("Path"), endpoint="path.show", blueprints=("path", "lessons", "exercises")),
    Room(label=_l("Review"), endpoint="review.show", blueprints=("review",), badge="due-count"),
    Room(label=_l("Playground"), endpoint="playground.start", blueprints=("playground",)),
    Room(label=_l("Progress"), endpoint="progress.show", blueprints=("progress",)),
    Room(
        label=_l("Courses"),
        endpoint="courses.index",
        blueprints=("courses", "assignments", "gradebook"),
        is_open=_has_account,
    ),
)


def navigation() -> list[Link]:
    """The links for this reader, with the one that leads here marked. Rooms that are not built have no link."""
    here = _blueprint_here()
    return [
        Link(room.label, url_for(room.endpoint), here in room.blueprints, room.badge)
        for room in ROOMS
        if room.endpoint in current_app.view_functions and room.is_open()
    ]


def _blueprint_here() -> str | None:
    """The blueprint that this page counts as: an exercise that is asked again belongs to the review."""
    is_review = request.blueprint == "exercises" and "review" in request.args
    return "review" if is_review else request.blueprint
