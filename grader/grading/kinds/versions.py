"""The question what lives elsewhere in another version of Go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from grader.catalog.candidates import Candidate
from grader.catalog.content.versions import NONE
from grader.catalog.kinds import QuestionKind
from grader.catalog.texts import Text
from grader.errors import AnswerInvalid, NotJudged
from grader.escape.values import Place
from grader.grading.certainty import Certainty
from grader.grading.evidence import Evidence
from grader.grading.fields import CERTAINTY, Fields, read_certainty, read_only
from grader.grading.judged import Judged
from grader.grading.scores import Rubric

FIELDS = ("candidate", "before", "after", CERTAINTY)
"""What the form has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A candidate, and where it lives in each version; or that nothing changed, and no places."""

    candidate: str
    """By the id of a candidate, or `none`."""
    before: Place | None = None
    after: Place | None = None

    @property
    def document(self) -> dict[str, str]:
        """The parts that there are, as words."""
        places = {"before": self.before, "after": self.after}
        return {"candidate": self.candidate, **{name: place.value for name, place in places.items() if place}}


NOTHING = Change(candidate=NONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionsKey:
    """What changed."""

    change: Change


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionsQuestion:
    """The question what lives elsewhere in another version of Go."""

    slug: str
    """The exercise."""
    versions: tuple[str, str]
    """Releases of Go, the older first."""
    candidates: tuple[Candidate, ...]
    """In the order of the source."""
    places: tuple[Place, ...]
    """As offered, at least two."""
    feedback: Mapping[str, Text]
    """What to say to wrong choices, by the id of a candidate, or `none`."""
    key: VersionsKey
    rubric: Rubric
    """`place` is for the right candidate with a wrong place."""
    evidence: Evidence

    @property
    def kind(self) -> QuestionKind:
        """The name of the kind, as it is stored."""
        return QuestionKind.VERSIONS

    @property
    def maximum(self) -> Decimal:
        """The most that an answer earns."""
        return self.rubric.both


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionsAnswer:
    """What is said to have changed."""

    change: Change
    certainty: Certainty


def make_key(slug: str, candidates: Sequence[Candidate]) -> VersionsKey:
    """Make the key of what changed. Raises NotJudged where that is more than one, or a place is not known."""
    places = {place for each in candidates for place in (each.before.place, each.after.place)}
    changed = [each for each in candidates if each.is_changed]
    if len(changed) > 1 or Place.UNKNOWN in places:
        raise NotJudged(f"{slug}: what was recorded of the two versions gives no one answer. Nothing was graded.")
    changes = [Change(candidate=each.id, before=each.before.place, after=each.after.place) for each in changed]
    return VersionsKey(change=changes[0] if changes else NOTHING)


def key_document(key: VersionsKey) -> dict[str, Any]:
    """Give what is kept of a key."""
    return key.change.document


def parse_answer(question: VersionsQuestion, fields: Fields) -> VersionsAnswer:
    """Read `candidate`, an id or `none`, and the places `before` and `after`, which are not looked at with `none`.

    Raises AnswerInvalid.
    """
    candidate = read_only(fields, "candidate", "Choose what changed, or none of these.")
    if candidate == NONE:
        return VersionsAnswer(change=NOTHING, certainty=read_certainty(fields))
    if candidate not in {each.id for each in question.candidates}:
        raise AnswerInvalid("This is none of the candidates. The program may have changed: load the page again.")
    change = Change(
        candidate=candidate, before=_place(question, fields, "before"), after=_place(question, fields, "after")
    )
    return VersionsAnswer(change=change, certainty=read_certainty(fields))


def answer_document(answer: VersionsAnswer) -> dict[str, Any]:
    """Give what is kept of an answer: the fields that say something, as they were sent."""
    return {**answer.change.document, CERTAINTY: answer.certainty.value}


def judge(question: VersionsQuestion, answer: VersionsAnswer) -> Judged:
    """What changed, with both places, earns `both`; the right candidate with a wrong place earns `place`."""
    key = question.key.change
    is_right = answer.change == key
    is_candidate_right = answer.change.candidate == key.candidate
    earned = question.rubric.both if is_right else question.rubric.place if is_candidate_right else Decimal(0)
    return Judged(place_is_right=None, is_right=is_right, earned=earned)


def find_rationale(question: VersionsQuestion, answer: Mapping[str, Any]) -> Text | None:
    """Find what the author says to a kept answer that is wrong."""
    given = {name: answer[name] for name in ("candidate", "before", "after") if name in answer}
    return None if given == question.key.change.document else question.feedback.get(str(answer.get("candidate")))


def _place(question: VersionsQuestion, fields: Fields, name: str) -> Place:
    sent = read_only(fields, name, "Say where it lives in both versions.")
    for place in question.places:
        if place.value == sent:
            return place
    raise AnswerInvalid("This question does not offer that place. Choose one of those shown.")
