"""What is chosen in a program: where it lives, why, along which way, and how memory looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from grader.catalog.asking import Subject
from grader.catalog.prose import inline_html
from grader.catalog.sentences import sentence
from grader.escape.values import Place, VariableVerdict
from grader.picture.steps import plain_steps
from grader.web.languages import content_language
from grader.web.playground.bodies import Bodies, list_bodies
from grader.web.playground.subjects import name_of
from grader.web.said import said_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One hop of the flow: in plain words, and as the compiler says it."""

    number: int
    sentence: Markup
    verbatim: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasons:
    """Why something lives where it lives."""

    sentences: Sequence[Markup]
    are_all: bool
    """True when it is proven that there is no other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """All that is shown of one variable or allocation."""

    subject: Subject
    name: str
    place: Place
    said: str
    """The compiler's line without its position; empty where its silence is the proof."""
    reasons: Reasons
    steps: Sequence[Step]
    bodies: Sequence[Bodies]

    @property
    def is_variable(self) -> bool:
        """False for an allocation."""
        return isinstance(self.subject, VariableVerdict)


def describe_chosen(subject: Subject) -> Chosen:
    """Put together what is shown of a subject."""
    return Chosen(
        subject=subject,
        name=name_of(subject),
        place=subject.place,
        said=said_of(subject),
        reasons=describe_reasons(subject),
        steps=[
            Step(number=step.number, sentence=inline_html(step.sentence), verbatim=step.line)
            for step in plain_steps(subject.derivation, content_language())
        ],
        bodies=list_bodies(subject),
    )


def describe_reasons(subject: Subject) -> Reasons:
    """The reasons in sentences, each once."""
    sentences = (sentence(cause, name_of(subject), content_language()) for cause in subject.causes)
    return Reasons(
        sentences=[inline_html(each) for each in dict.fromkeys(sentences)],
        are_all=subject.complete,
    )
