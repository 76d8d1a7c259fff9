"""What stands around an exercise: its place on the path, its addresses, its heading."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from markupsafe import Markup

from grader.catalog.catalog import Exercise, Lesson
from grader.models.assignment_item import AssignmentItem
from grader.web.exercises.task import Task
from grader.web.journey import ExerciseStep, Journey
from grader.web.site import catalog, describe_release
from grader.web.solved import find_solved


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What an exercise's page shows whether it is answered or not."""

    exercise: Exercise
    lesson: Lesson | None
    step: ExerciseStep
    steps: list[ExerciseStep]
    heading: Markup
    where: Markup
    asked_aloud: str
    release: str
    item: AssignmentItem | None
    next_exercise: Exercise | None

    @property
    def address(self) -> str:
        """Of the page itself; its form is sent there, too."""
        return self._address("exercises.show")

    @property
    def give_up_address(self) -> str:
        """Where to ask for the answer."""
        return self._address("exercises.show_answer")

    @property
    def again_address(self) -> str:
        """Of the form, although the verdict has been shown."""
        return self._address("exercises.show", again=1)

    def _address(self, endpoint: str, **query: int) -> str:
        if self.item:
            query["assignment"] = self.item.assignment_id
        return url_for(endpoint, slug=self.exercise.slug, **query)


def make_frame(task: Task, item: AssignmentItem | None) -> Frame:
    """The surroundings of an exercise for this reader."""
    exercise = task.exercise
    journey = Journey(catalog=catalog(), solved=find_solved())
    return Frame(
        exercise=exercise,
        lesson=catalog().find_lesson(exercise.content.lesson),
        step=journey.step_of(exercise),
        steps=journey.exercises_of(exercise.content.lesson),
        heading=heading_of(task),
        where=where_of(task),
        asked_aloud=task.name,
        release=describe_release(task.verdict.toolchain.version) + describe_ways(task),
        item=item,
        next_exercise=journey.next_after(exercise),
    )


def heading_of(task: Task) -> Markup:
    """The question, with what is asked under the pen."""
    name = Markup("<mark><code>{}</code></mark>").format(task.name)
    text = _("Where does %(name)s live, and why?") if task.is_variable else _("Where does the storage of %(name)s live, and why?")
    return Markup(text) % {"name": name}


def where_of(task: Task) -> Markup:
    """Where what is asked stands in the source."""
    line, function = task.asked.at.line, Markup("<code>{}</code>").format(task.function)
    if not task.function:
        text = _("The variable declared on line %(line)s, outside any function. It is marked here and at each use.")
    elif task.is_variable:
        text = _("The variable declared on line %(line)s, in the body of %(function)s. It is marked here and at each use.")
    else:
        text = _("The expression on line %(line)s, in the body of %(function)s. It is marked here.")
    return Markup(text) % {"line": line, "function": function}


def describe_ways(task: Task) -> str:
    """The language version and flags, where the question names them."""
    content, toolchain = task.exercise.content, task.verdict.toolchain
    ways = [f"-lang={toolchain.lang}"] if content.go else []
    return "".join(f" {way}" for way in (*ways, *content.flags))
