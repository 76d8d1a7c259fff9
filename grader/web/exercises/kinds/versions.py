"""What lives elsewhere in another version of Go? The form lists candidates and places; the result tells the change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grader.catalog.candidates import Candidate
from grader.catalog.content.versions import NONE
from grader.escape.values import Place
from grader.grading.grades import Grade
from grader.grading.kinds.versions import VersionsQuestion
from grader.models.submission import Submission
from grader.web.gettext import gettext as _
from grader.web.gettext import ngettext
from grader.web.numbers import format_number
from grader.web.places import place_words


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceOption:
    """A place to choose."""

    place: Place
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionsForm:
    """What there is to choose from."""

    older: str
    newer: str
    candidates: Sequence[Candidate]
    places: Sequence[PlaceOption]


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenChange:
    """A change, as it was answered or as it is."""

    candidate: Candidate | None
    """None: nothing changed, or what was chosen is no candidate any more."""
    before: Place | None = None
    after: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionsResult:
    """What changed, beside what was answered."""

    given: GivenChange | None
    """None when the person gave up before any answer."""
    is_candidate_right: bool
    is_right: bool
    held: GivenChange


def make_form(question: VersionsQuestion) -> VersionsForm:
    """The candidates in the order of the source, and the places in the reader's words."""
    words = place_words()
    older, newer = map(release_name, question.versions)
    return VersionsForm(
        older=older,
        newer=newer,
        candidates=question.candidates,
        places=[PlaceOption(place=place, name=words[place].name) for place in question.places],
    )


def release_name(version: str) -> str:
    """`Go 1.24` of `1.24.11`: what changed, changed with a release of this number."""
    return "Go " + ".".join(version.split(".")[:2])


def find_complaints(fields: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """For each part that is missing, what to do; without a change there are no places to say."""
    if not any(fields.get("candidate", ())):
        return {"candidate": _("Choose what changed, or none of these.")}
    if NONE not in fields["candidate"] and not (any(fields.get("before", ())) and any(fields.get("after", ()))):
        return {"places": _("Say where it lives in both versions.")}
    return {}


def describe_worth(question: VersionsQuestion) -> str:
    """What the whole answer is worth, and what changed alone."""
    rubric = question.rubric
    return ngettext(
        "%(both)s point for all, %(place)s for the right one with wrong places",
        "%(both)s points for all, %(place)s for the right one with wrong places",
        int(rubric.both) if rubric.both == int(rubric.both) else 2,
        both=format_number(rubric.both),
        place=format_number(rubric.place),
    )


def make_result(question: VersionsQuestion, latest: Submission | None) -> VersionsResult:
    """What changed, beside the latest answer."""
    key = question.key.change.document
    chosen = latest.answer.get("candidate") if latest else None
    return VersionsResult(
        given=_change(question, latest.answer) if latest else None,
        is_candidate_right=chosen == key["candidate"],
        is_right=latest is not None and latest.is_right,
        held=_change(question, key),
    )


def describe_outcome(question: VersionsQuestion, grade: Grade) -> str:
    """The result in one sentence."""
    if grade.is_right:
        nothing = question.key.change.candidate == NONE
        return _("Right, none of these changed.") if nothing else _("Right, that is what changed.")
    return _("It changed, but otherwise.") if grade.score.given else _("That is not what changed.")


def _change(question: VersionsQuestion, document: Mapping[str, str]) -> GivenChange:
    named = next((each for each in question.candidates if each.id == document["candidate"]), None)
    before, after = (Place(document[name]) if name in document else None for name in ("before", "after"))
    return GivenChange(candidate=named, before=before, after=after)
