"""Lessons: two minutes of reading, programs with their verdicts, then the exercises."""

from __future__ import annotations

from flask import Blueprint, render_template

from grader.web.journey import Journey
from grader.web.languages import content_language
from grader.web.lessons.blocks import show_blocks
from grader.web.site import catalog
from grader.web.solved import find_solved, find_tried

blueprint = Blueprint("lessons", __name__)


@blueprint.get("/lessons/<int(max=99):number>")
def show(number: int) -> str:
    """Show a lesson."""
    lesson = catalog().get_lesson(number)
    solved = find_solved()
    steps = Journey(catalog=catalog(), solved=solved, tried=find_tried()).exercises_of(number)
    return render_template(
        "lessons/show.html",
        lesson=lesson,
        blocks=show_blocks(lesson, content_language()),
        steps=steps,
        done=sum(step.state == "done" for step in steps),
        onward=next((step.exercise for step in steps if step.exercise.slug not in solved), None),
    )
