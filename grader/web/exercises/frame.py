"""What stands around an exercise: its place on the path, its addresses."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request, url_for

from grader.catalog.catalog import Exercise, Lesson
from grader.catalog.texts import Text
from grader.grading.kinds.versions import VersionsQuestion
from grader.models.assignment_item import AssignmentItem
from grader.operations.coursework import list_coursework
from grader.operations.tasks import Task
from grader.operations.variants import deal_for, find_further_variant
from grader.web.access import get_account
from grader.web.database import reading
from grader.web.gettext import gettext as _
from grader.web.journey import ExerciseStep, Journey
from grader.web.reviews import find_agenda
from grader.web.sessions import find_person
from grader.web.site import catalog, describe_release
from grader.web.solved import find_solved
from grader.web.time_zones import local_today


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What an exercise's page shows whether it is answered or not."""

    exercise: Exercise
    title: Text
    """What lists call the exercise, whichever variant is asked: it stays when an answer is followed by another."""
    lesson: Lesson | None
    step: ExerciseStep
    steps: list[ExerciseStep]
    release: str
    item: AssignmentItem | None
    is_review: bool
    """It is asked again because it is due."""
    further_variant: int | None
    """The variant that the reader may go on to; None in an assignment, before an answer, and where there is none."""
    next_address: str
    """Of the exercise to answer next: on the path, in the assignment, or due; empty when nothing is left."""
    next_lesson: Lesson | None = None
    """Where the next exercise begins a new lesson: what to read first; then `next_address` is the lesson's."""

    @property
    def address(self) -> str:
        """Of the page itself; its form is sent there, too."""
        return self._address("exercises.show")

    @property
    def draft_name(self) -> str:
        """Under which the browser keeps what is chosen: for each variant, and anew on each day of review."""
        name = f"{self.exercise.slug}:{self.exercise.variant}" if self.exercise.variant else self.exercise.slug
        return f"{name} {local_today()}" if self.is_review else name

    @property
    def give_up_address(self) -> str:
        """Where to ask for the answer."""
        return self._address("exercises.show_answer")

    @property
    def again_address(self) -> str:
        """Of the form, although the verdict has been shown."""
        return self._address("exercises.show", again=1)

    @property
    def another_address(self) -> str:
        """Of the form about another variant; empty where there is none to go on to."""
        if self.further_variant is None:
            return ""
        return url_for("exercises.show", slug=self.exercise.slug, again=1, variant=self.further_variant)

    def _address(self, endpoint: str, again: int | None = None) -> str:
        assignment = self.item.assignment_id if self.item else None
        review = 1 if self.is_review else None
        return url_for(endpoint, slug=self.exercise.slug, assignment=assignment, again=again, review=review)


def make_frame(task: Task, item: AssignmentItem | None) -> Frame:
    """The surroundings of an exercise for this reader."""
    exercise = task.exercise
    journey = Journey(catalog=catalog(), solved=find_solved())
    next_lesson = None if item or is_review(item) else _next_lesson(journey, exercise)
    return Frame(
        exercise=exercise,
        title=catalog().get_exercise(exercise.slug).title,
        lesson=catalog().lessons.get(exercise.content.lesson),
        step=journey.step_of(exercise),
        steps=journey.exercises_of(exercise.content.lesson),
        release=_describe_releases(task) + describe_ways(task),
        item=item,
        is_review=is_review(item),
        further_variant=_further_variant(exercise, item),
        next_address=_address_of(next_lesson) if next_lesson else _next_address(journey, exercise, item),
        next_lesson=next_lesson,
    )


def _describe_releases(task: Task) -> str:
    """The release that judges, or the two that the question is about."""
    if isinstance(task.question, VersionsQuestion):
        older, newer = task.question.versions
        return describe_release(_("%(older)s and %(newer)s", older=older, newer=newer))
    return describe_release(task.verdict.toolchain.version)


def is_review(item: AssignmentItem | None) -> bool:
    """True when the address says that the exercise is asked again as a review."""
    return item is None and "review" in request.args


def _further_variant(exercise: Exercise, item: AssignmentItem | None) -> int | None:
    person = find_person()
    if person is None or item is not None:
        return None
    return find_further_variant(reading(), person, deal_for(person, exercise.slug, None, exercise.variant_count))


def _next_address(journey: Journey, exercise: Exercise, item: AssignmentItem | None) -> str:
    if item:
        return _next_in_assignment(item)
    return _next_due(exercise) if is_review(item) else _next_on_path(journey, exercise)


def _next_due(exercise: Exercise) -> str:
    slug = next((card.slug for card in find_agenda().due if card.slug != exercise.slug), None)
    return url_for("exercises.show", slug=slug, review=1) if slug else ""


def _next_on_path(journey: Journey, exercise: Exercise) -> str:
    onward = journey.next_after(exercise)
    return url_for("exercises.show", slug=onward.slug) if onward else ""


def _next_lesson(journey: Journey, exercise: Exercise) -> Lesson | None:
    """The lesson that comes before the next exercise; None where that is in the same lesson, or in one begun before."""
    onward = journey.next_after(exercise)
    if onward is None or onward.content.lesson == exercise.content.lesson:
        return None
    return journey.unread_lesson_of(onward)


def _address_of(lesson: Lesson) -> str:
    return url_for("lessons.show", number=lesson.number)


def _next_in_assignment(item: AssignmentItem) -> str:
    """The first exercise after this one that is not answered yet, from the start again after the last."""
    coursework = list_coursework(reading(), get_account(), item.assignment)
    here = next(index for index, progress in enumerate(coursework) if progress.item.id == item.id)
    around = (*coursework[here + 1 :], *coursework[:here])
    slugs = (each.item.slug for each in around if not each.is_answered and each.item.slug in catalog().exercises)
    onward = next(slugs, None)
    return url_for("exercises.show", slug=onward, assignment=item.assignment_id) if onward else ""


def describe_ways(task: Task) -> str:
    """The language version and flags, where the question names them."""
    content, toolchain = task.exercise.content, task.verdict.toolchain
    ways = [f"-lang={toolchain.lang}"] if content.go else []
    return "".join(f" {way}" for way in (*ways, *content.flags))
