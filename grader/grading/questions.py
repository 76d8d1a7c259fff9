"""What is asked: question kinds as a union, each with all that is needed to show and to grade it.

A new kind is a new member of `Question`; the type checker then lists every `match` that lacks it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from typing import TypeAlias

from grader.catalog.kinds import QuestionKind
from grader.catalog.texts import Text
from grader.escape.printed_lines import Says
from grader.escape.values import Place, Reason, Toolchain
from grader.grading.keys import CulpritKey, MarkAllKey, PlaceAndReasonKey, PredictKey
from grader.grading.scores import Rubric


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One reason to choose from: a true or untrue `Reason`, or a belief that is no reason at all."""

    id: str
    """What the form sends. It says nothing of the order in which the author wrote the options."""
    reason: Reason | None = None
    belief: str | None = None
    """A misconception of the curriculum, e.g. `M06`."""
    text: Text
    feedback: Text | None = None
    """Why it is not the reason; None for one that is."""

    def __post_init__(self) -> None:
        """Raise ValueError unless the option is exactly one of reason and belief."""
        if (self.reason is None) == (self.belief is None):
            raise ValueError("an option is a reason or a belief")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What a question's key was computed from, kept with every answer."""

    source_hash: str
    """SHA-256 of the Go source, in hexadecimal digits."""
    verdict_key: str
    toolchain: Toolchain


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceAndReasonQuestion:
    """The question where a variable or allocation lives, and why."""

    slug: str
    """The exercise."""
    places: tuple[Place, ...]
    """As offered, at least two."""
    options: tuple[Option, ...]
    """As the author ordered them; show them through `options_for`."""
    key: PlaceAndReasonKey
    rubric: Rubric
    evidence: Evidence

    @property
    def kind(self) -> QuestionKind:
        """The name of the kind, as it is stored."""
        return QuestionKind.PLACE_AND_REASON

    @property
    def maximum(self) -> Decimal:
        """The most that an answer earns."""
        return self.rubric.both


@dataclass(frozen=True, slots=True, kw_only=True)
class PredictQuestion:
    """The question what line the compiler prints about a variable or allocation."""

    slug: str
    """The exercise."""
    feedback: Mapping[Says, Text]
    """What to say to wrong lines, by their sentence."""
    key: PredictKey
    rubric: Rubric
    """`place` is for a wrong line that means the right place."""
    evidence: Evidence

    @property
    def kind(self) -> QuestionKind:
        """The name of the kind, as it is stored."""
        return QuestionKind.PREDICT

    @property
    def maximum(self) -> Decimal:
        """The most that an answer earns."""
        return self.rubric.both


@dataclass(frozen=True, slots=True, kw_only=True)
class CulpritQuestion:
    """The question which line makes a variable or allocation escape."""

    slug: str
    """The exercise."""
    lines: tuple[int, ...]
    """Those that can be chosen."""
    feedback: Mapping[int, Text]
    """What to say to wrong lines."""
    key: CulpritKey
    rubric: Rubric
    """`place` is for a line of the flow that only leads there."""
    evidence: Evidence

    @property
    def kind(self) -> QuestionKind:
        """The name of the kind, as it is stored."""
        return QuestionKind.CULPRIT

    @property
    def maximum(self) -> Decimal:
        """The most that an answer earns."""
        return self.rubric.both


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkAllQuestion:
    """The question which variables of a program are on the heap."""

    slug: str
    """The exercise."""
    variables: tuple[str, ...]
    """All of them, by `variable_id`, in the order of the source."""
    key: MarkAllKey
    evidence: Evidence

    @property
    def kind(self) -> QuestionKind:
        """The name of the kind, as it is stored."""
        return QuestionKind.MARK_ALL

    @property
    def maximum(self) -> Decimal:
        """The most that an answer earns: one for each variable on the heap, so that no part is ever rounded."""
        return Decimal(len(self.key.heap))


Question: TypeAlias = PlaceAndReasonQuestion | PredictQuestion | CulpritQuestion | MarkAllQuestion
"""Every kind of question."""


def option_id(slug: str, code: str) -> str:
    """Make the id of an option from its exercise and its reason code or belief.

    It stays the same when the author reorders or rewords the options, and tells nothing about their order.
    """
    return sha256(f"{slug}\0{code}".encode()).hexdigest()[:12]


def options_for(question: PlaceAndReasonQuestion, person: str) -> tuple[Option, ...]:
    """Shuffle the options: in the same way each time for one person, in another way for the next."""
    return tuple(sorted(question.options, key=lambda option: sha256(f"{person}\0{option.id}".encode()).digest()))


def find_option(question: PlaceAndReasonQuestion, identifier: str) -> Option | None:
    """Find the option with this id; None where the question does not (or no longer) have it."""
    return next((option for option in question.options if option.id == identifier), None)
