"""The start page: what this is, and one exercise to try at once."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template

from grader.catalog.asked import VariableAsked
from grader.catalog.asking import matching_declarations, name_of
from grader.catalog.catalog import Exercise
from grader.catalog.content.place_and_reason import PlaceAndReason
from grader.picture.source import SourceLine, mark_source
from grader.web.site import catalog

blueprint = Blueprint("home", __name__)

LONGEST = 30
"""Lines of a program that stands beside the greeting without pushing it off the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taste:
    """One exercise to try: its source and its places; the reasons follow on its own page."""

    exercise: Exercise
    name: str
    function: str
    lines: tuple[SourceLine, ...]


@blueprint.get("/")
def show() -> str:
    """Show the start page."""
    return render_template(
        "home/show.html",
        taste=find_taste(),
        lessons=[lesson for lesson in catalog().lessons.values() if catalog().exercises_of(lesson.number)],
        catalog=catalog(),
    )


def find_taste() -> Taste | None:
    """The first exercise of the path that asks everybody where a variable of the same short program lives."""
    for exercise in catalog().exercises.values():
        content = exercise.content
        asked = content.ask if isinstance(content, PlaceAndReason) else None
        if isinstance(asked, VariableAsked) and not exercise.variants and exercise.source.text.count(b"\n") <= LONGEST:
            for declaration in matching_declarations(asked, exercise.source):
                return Taste(
                    exercise=exercise,
                    name=name_of(asked),
                    function=declaration.function,
                    lines=mark_source(exercise.source, declaration.at),
                )
    return None
