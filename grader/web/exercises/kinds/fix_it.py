"""Which edit does it? The form shows the program with fields in place of the parts that may be edited."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never

from grader.catalog.sentences import title_of
from grader.errors import SourceMessage
from grader.escape.syntax.declarations import find_declarations
from grader.escape.values import Place, Position, SourceFile, VariableVerdict
from grader.grading.fixing.outline import plain_function
from grader.grading.fixing.program import LineRange, clean_edit, find_excess
from grader.grading.grades import Grade
from grader.grading.kinds.fix_it import FixItQuestion, is_unchanged, part_fields
from grader.operations.tasks import Task
from grader.picture.source import SourceLine, mark_source
from grader.web.gettext import gettext as _
from grader.web.languages import content_language


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """Consecutive lines of the program: all fixed, or all of one editable part."""

    first: int
    last: int
    """Before the first where a part was emptied."""
    lines: Sequence[SourceLine] = ()
    """Of fixed lines."""
    name: str = ""
    """The field of a part; empty for fixed lines."""
    text: str = ""
    original: str = ""
    messages: Sequence[SourceMessage] = ()

    @property
    def rows(self) -> int:
        """How many lines the field shows."""
        return max(self.text.count("\n"), self.original.count("\n")) + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class FixItForm:
    """The program in segments, and what is asked of it."""

    segments: Sequence[Segment]
    goal: Place
    reasons: Sequence[str]
    """One of them has to hold; none: any will do."""
    messages: Sequence[SourceMessage]
    """What is wrong with the program as a whole."""


def make_form(
    task: Task, question: FixItQuestion, chosen: Mapping[str, Sequence[str]], messages: Sequence[SourceMessage]
) -> FixItForm:
    """The program with what was written in its parts, and the complaints of the compiler beside their lines."""
    program = question.program
    written = zip(part_fields(question), program.originals, strict=True)
    parts = [clean_edit(next(iter(chosen.get(name, ())), original)) for name, original in written]
    edited = program.with_edits(parts)
    return FixItForm(
        segments=list(_segments(task, question, parts, edited, messages)),
        goal=question.key.goal,
        reasons=[title_of(reason, content_language()) for reason in sorted(question.key.reasons)],
        messages=[message for message in messages if not message.line],
    )


def _segments(
    task: Task, question: FixItQuestion, parts: Sequence[str], edited: SourceFile, messages: Sequence[SourceMessage]
) -> Iterator[Segment]:
    lines = mark_source(edited, _find_asked(task, edited))
    end = 0
    for index, (first, last) in enumerate(question.program.ranges_of(parts)):
        yield _fixed(lines, (end + 1, first - 1), messages)
        yield Segment(
            first=first,
            last=last,
            name=part_fields(question)[index],
            text=parts[index],
            original=clean_edit(question.program.originals[index]),
            messages=_within(messages, (first, last)),
        )
        end = last
    if end < len(lines):
        yield _fixed(lines, (end + 1, len(lines)), messages)


def _fixed(lines: Sequence[SourceLine], within: LineRange, messages: Sequence[SourceMessage]) -> Segment:
    first, last = within
    return Segment(first=first, last=last, lines=lines[first - 1 : last], messages=_within(messages, within))


def _within(messages: Sequence[SourceMessage], within: LineRange) -> list[SourceMessage]:
    return [message for message in messages if within[0] <= message.line <= within[1]]


def _find_asked(task: Task, edited: SourceFile) -> Position | None:
    """Where the asked variable is declared in an edited program; None for an expression, and where it is gone."""
    asked = task.subject
    if not isinstance(asked, VariableVerdict):
        return None
    function = plain_function(asked.function)
    found = (each for each in find_declarations(edited) if each.name == asked.name)
    return next((each.at for each in found if plain_function(each.function) == function), None)


def find_complaints(question: FixItQuestion, fields: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """What to do about parts that are missing, too large, or all as they were."""
    names = part_fields(question)
    if any(not fields.get(name) for name in names):
        return {"parts": _("A part of the program is missing. Load the page again.")}
    parts = [clean_edit(fields[name][0]) for name in names]
    if is_unchanged(question, parts):
        return {"parts": _("Nothing is edited yet. Change the program first.")}
    excess = find_excess(question.program, parts)
    if excess is None:
        return {}
    first, last = question.program.ranges_of(parts)[excess.index]
    match excess.of:
        case "lines":
            words = _("Lines %(first)s to %(last)s are too many: this part may have %(most)s. A fix needs few.")
        case "characters":
            words = _("Lines %(first)s to %(last)s are too long: this part may have %(most)s characters.")
        case "control characters":
            words = _("Lines %(first)s to %(last)s have a control character. Type them anew.")
        case _:
            assert_never(excess.of)
    return {"parts": words % {"first": first, "last": last, "most": excess.most}}


def describe_worth() -> str:
    """What the edit is worth."""
    return _("1 point for an edit that does it")


def describe_outcome(question: FixItQuestion, grade: Grade) -> str:
    """The result in one sentence."""
    if not grade.is_right:
        return _("This edit does not do it.")
    return _("Right, now it stays on the stack.") if _to_stack(question) else _("Right, now it is on the heap.")


def _to_stack(question: FixItQuestion) -> bool:
    return question.key.goal is Place.STACK
