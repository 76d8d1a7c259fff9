"""Answers and keys as people read them, whatever the kind of question."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from markupsafe import Markup, escape

from grader.catalog.content.versions import NONE
from grader.catalog.kinds import QuestionKind
from grader.escape.printed_lines import PRINTS_NOTHING
from grader.escape.values import Place
from grader.models.submission import Submission
from grader.operations.answer_texts import answer_text, key_text
from grader.web.gettext import gettext as _
from grader.web.places import place_words


def answer_words(submission: Submission) -> Markup:
    """What was answered; of an answer of place and reason the place."""
    if submission.place is not None:
        return escape(place_words()[submission.place].name)
    return _words(QuestionKind(submission.kind), answer_text(submission))


def key_words(submission: Submission) -> Markup:
    """What is right; where several answers are right, all of them. Not for place and reason, which have a key each."""
    return _words(QuestionKind(submission.kind), key_text(submission))


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
