"""The first version of an exercise, written from a program and its verdict; the author fills in the texts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from grader.catalog.asked import Asked
from grader.catalog.asking import Subject
from grader.catalog.claims import NEVER_ALONE
from grader.catalog.sentences import claim, sentence
from grader.escape.values import Place, Reason, VariableVerdict

_DISTRACTORS = {
    Place.HEAP: (Reason.RETURNED, Reason.CALLEE_KEEPS, Reason.SHARED_DOWN, Reason.ADDRESS_NEVER_TAKEN, Reason.CAPTURED),
    Place.STACK: (Reason.RETURNED, Reason.SHARED_DOWN, Reason.CALLEE_KEEPS, Reason.ADDRESS_NEVER_TAKEN),
}
"""What people often take for the reason; those that are true of the program are left out."""

_MOST_DISTRACTORS = 3


def slug_of(text: str) -> str:
    """A folder name made from any text: `openSession` → `open-session`."""
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", text)
    return re.sub(r"[^a-z0-9]+", "-", parted.lower()).strip("-")[:64].strip("-") or "exercise"


def exercise_yaml(asked: Asked, subject: Subject, *, lesson: int) -> str:
    """An exercise.yaml whose fields are in place and whose texts are empty, with the verdict in comments.

    Reading it lists every text that is still to be written, and nothing else.
    """
    return "\n".join((*_head(lesson), *_verdict(subject), *_ask(asked, subject), *_offer(subject), *_tail()))


def _head(lesson: int) -> Iterator[str]:
    yield "# yaml-language-server: $schema=../exercise.schema.json"
    yield from _text("title")
    yield f"lesson: {lesson}"
    yield "concepts: []"
    yield "misconceptions: []                # M01 to M60, see docs/authoring.md"
    yield "difficulty: 2                     # 1 first steps … 5 real code"
    yield from _text("prose")


def _verdict(subject: Subject) -> Iterator[str]:
    """What the compiler says, as comments."""
    yield f"# The compiler: {subject.place}"
    if subject.line:
        yield f"#   {_one_line(subject.line)}"
    for cause in subject.causes:
        yield f"#   {cause.reason}: {_one_line(sentence(cause, _name(subject), 'en'))}"
    if not subject.complete:
        yield "#   It is not proven that there is no further reason: `check` may refuse this program."


def _ask(asked: Asked, subject: Subject) -> Iterator[str]:
    yield "ask:"
    for field, value in asked.model_dump(exclude_none=True).items():
        yield f"  {field}: {json.dumps(value, ensure_ascii=False)}"
    if subject.place not in (Place.STACK, Place.HEAP):
        yield f"places: [stack, heap, {subject.place}]"
    yield f"expect: {subject.place}"


def _offer(subject: Subject) -> Iterator[str]:
    """One true reason, then others that people often name."""
    true = [reason for reason in subject.reasons if reason not in NEVER_ALONE]
    plausible = _DISTRACTORS.get(subject.place, _DISTRACTORS[Place.HEAP])
    wrong = [reason for reason in plausible if reason not in subject.reasons][:_MOST_DISTRACTORS]
    yield "offer:                            # four to six; without `text` the sentence in the comment is shown"
    for reason in true[:1]:
        yield from _reason(reason, subject)
    for reason in wrong:
        yield from _reason(reason, subject)
        yield from _text("feedback", "    ")
    yield "  - belief: M02                   # or another misconception"
    yield from _text("text", "    ")
    yield from _text("feedback", "    ")


def _reason(reason: Reason, subject: Subject) -> Iterable[str]:
    return [f"  - reason: {reason}", f"    # {_one_line(claim(reason, _name(subject), 'en'))}"]


def _tail() -> Iterator[str]:
    yield "hints: []"
    yield from _text("explanation")
    yield ""


def _text(field: str, indent: str = "") -> Iterator[str]:
    yield f"{indent}{field}:"
    yield f'{indent}  en: ""'
    yield f'{indent}  zh: ""'


def _name(subject: Subject) -> str:
    return subject.name if isinstance(subject, VariableVerdict) else subject.expression


def _one_line(text: str) -> str:
    return " ".join(text.split())
