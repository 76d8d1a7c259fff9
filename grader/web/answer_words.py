"""Answers and keys as people read them, whatever the kind of question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import assert_never

from markupsafe import Markup, escape

from grader.catalog.catalog import Exercise
from grader.catalog.content.fix_it import FixIt
from grader.catalog.content.versions import NONE
from grader.catalog.edits import EditedLine, find_edit
from grader.catalog.kinds import QuestionKind
from grader.catalog.prose import inline_html
from grader.escape.printed_lines import PRINTS_NOTHING
from grader.escape.values import Place
from grader.grading.fixing.program import EditableProgram
from grader.grading.kinds.order import OrderQuestion
from grader.models.submission import Submission
from grader.operations.answer_texts import answer_text, key_text
from grader.web.gettext import gettext as _
from grader.web.judging import find_known_task
from grader.web.languages import content_language
from grader.web.places import place_words

MOST_LINES = 6
"""Lines of an edit in one cell of a table."""


def answer_words(submission: Submission, exercise: Exercise | None) -> Markup:
    """What was answered; of an answer of place and reason the place. It says nothing of what is right.

    `exercise` is the variant that was answered; None where the bank no longer has it.
    """
    if submission.place is not None:
        return escape(place_words()[submission.place].name)
    kind = QuestionKind(submission.kind)
    if kind is QuestionKind.ORDER:
        return _steps(submission.answer["steps"], exercise)
    if kind is QuestionKind.FIX_IT and (edit := find_edit_of(submission, exercise)):
        return _edited(edit)
    return _words(kind, answer_text(submission))


def key_words(submission: Submission, exercise: Exercise | None) -> Markup:
    """What is right; where several answers are right, all of them. Not for place and reason, which have a key each."""
    kind = QuestionKind(submission.kind)
    if kind is QuestionKind.ORDER:
        return _steps((submission.key or {})["steps"], exercise)
    if kind is QuestionKind.FIX_IT:
        return escape(place_words()[Place((submission.key or {})["goal"])].name)
    return _words(kind, key_text(submission))


def find_edit_of(submission: Submission, exercise: Exercise | None) -> tuple[EditedLine, ...]:
    """The lines that were edited; none where the program, or what may be edited of it, has been changed since."""
    content, parts = exercise.content if exercise else None, submission.answer["parts"]
    if exercise is None or not isinstance(content, FixIt) or len(content.editable) != len(parts):
        return ()
    if sha256(exercise.source.text).hexdigest() != submission.source_hash:
        return ()
    edited = EditableProgram(source=exercise.source, parts=content.editable).with_edits(parts)
    return find_edit(exercise.source, edited).lines


def _words(kind: QuestionKind, text: str) -> Markup:
    match kind:
        case QuestionKind.PLACE_AND_REASON | QuestionKind.PREDICT:
            is_silence = text == str(PRINTS_NOTHING)
            return escape(_("It prints nothing.")) if is_silence else Markup("<code>{}</code>").format(text)
        case QuestionKind.ORDER | QuestionKind.COUNT | QuestionKind.FIX_IT:
            return Markup("<code>{}</code>").format(text)
        case QuestionKind.VERSIONS:
            return _changed(text)
        case QuestionKind.CULPRIT:
            return escape(_("; ").join(_("Line %(number)s", number=number) for number in text.split()))
        case QuestionKind.MARK_ALL:
            return escape(_("; ")).join(map(_marked, _in_order(text.split())))
        case _:
            assert_never(kind)


def _steps(steps: Sequence[str], exercise: Exercise | None) -> Markup:
    """The sentences that were put in order, or that are right."""
    task = find_known_task(exercise) if exercise else None
    rows = task.question.rows if task and isinstance(task.question, OrderQuestion) else ()
    sentences = {row.id: inline_html(row.text.of(content_language())) for row in rows}
    unknown = _("a step that the question no longer has")
    items = (Markup("<li>{}</li>").format(sentences.get(step, unknown)) for step in steps)
    return Markup('<ol class="said-steps">{}</ol>').format(Markup("").join(items))


def _edited(edit: Sequence[EditedLine]) -> Markup:
    """The lines that came; where none did, those that went."""
    lines = [line for line in edit if line.is_added] or list(edit)
    words = [Markup("<code>{} {}</code>").format("+" if line.is_added else "−", line.text.strip()) for line in lines]
    cut = [Markup("…")] if len(words) > MOST_LINES else []
    return Markup("<br>").join([*words[:MOST_LINES], *cut])


def _changed(text: str) -> Markup:
    """Which of the candidates changed, and how: `u@6:2 heap -> stack`, or `none`."""
    if text == NONE:
        return escape(_("None of these: both say the same."))
    named, _arrow, after = text.rpartition(" -> ")
    candidate, _space, before = named.rpartition(" ")
    words = place_words()
    return _marked(candidate) + Markup(" {} → {}").format(words[Place(before)].name, words[Place(after)].name)


def _marked(name_at: str) -> Markup:
    """A variable, which answers call `name@line:column`, with its line: several may have the same name."""
    name, _at, position = name_at.rpartition("@")
    line = _("Line %(number)s", number=position.partition(":")[0])
    return Markup('<span class="nowrap"><code>{}</code> <span class="xs muted">{}</span></span>').format(name, line)


def _in_order(names: Iterable[str]) -> list[str]:
    """In the order of the source."""
    return sorted(names, key=lambda name: [int(number) for number in name.partition("@")[2].split(":")])
