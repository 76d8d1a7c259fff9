"""From what was sent to what can be graded: of an edited program the compiler is asked first.

That happens outside of any transaction that writes: the compiler takes its time, and the cache has transactions of
its own. What cannot be judged raises, so that no attempt is spent.
"""

from __future__ import annotations

from dataclasses import dataclass

from grader.escape.values import Position, SourceFile
from grader.grading.answers import Answer, SentAnswer
from grader.grading.fixing.judge import Fix, find_counterparts, judge_fix
from grader.grading.fixing.outcome import Failure
from grader.grading.fixing.outline import require_same_outline
from grader.grading.fixing.program import EditableProgram, require_fixed_lines
from grader.grading.kinds.fix_it import FixItAnswer, FixItEdit, FixItQuestion
from grader.operations import asking
from grader.operations.asking import AnybodysVerdicts, Way
from grader.operations.tasks import Task
from grader.operations.verdicts import KeptVerdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Who asks the compiler about a program of theirs, and whom they ask."""

    name: str
    """Who has one turn at a time: an account, or an address."""
    verdicts: AnybodysVerdicts


def settle_answer(task: Task, sent: SentAnswer, asker: Asker) -> Answer:
    """Turn what was sent into an answer: an edit by asking the compiler about the edited program, all else as it is.

    Do not call it in a transaction. Raises ProgramError where the edited program does not compile or is not accepted,
    with lines counted in the edited program; NotJudged, CompilerBusy among them, and ConfigurationError.
    """
    if not isinstance(sent, FixItEdit):
        return sent
    if not isinstance(task.question, FixItQuestion):
        raise TypeError(f"{task.exercise.slug} asks for no edit")
    edited = task.question.program.with_edits(sent.parts)
    kept = _ask(task, edited, asker)
    require_honest_edit(task.question.program, sent.parts)
    fix = fix_of(task, task.question)
    outcome = judge_fix(fix, edited, kept.verdict)
    if outcome.failure is Failure.REASON:  # the compiler explains one way of several
        at = next(each.at for each in find_counterparts(fix.asked, kept.verdict) if each.place is fix.goal)
        outcome = judge_fix(fix, edited, _ask(task, edited, asker, at).verdict)
    return FixItAnswer(edit=sent, outcome=outcome, verdict_key=kept.key)


def require_honest_edit(program: EditableProgram, parts: tuple[str, ...]) -> None:
    """Raise ProgramRefused for an edit that reaches beyond its lines, declares anew or adds imports or directives."""
    require_fixed_lines(program, parts)
    require_same_outline(program.source, program.with_edits(parts))


def fix_of(task: Task, question: FixItQuestion) -> Fix:
    """Say what was asked for."""
    key = question.key
    return Fix(
        original=task.exercise.source, verdict=task.verdict, asked=task.subject, goal=key.goal, reasons=key.reasons
    )


def _ask(task: Task, edited: SourceFile, asker: Asker, explained: Position | None = None) -> KeptVerdict:
    way = Way(lang=task.exercise.content.go, is_inlining="-l" not in task.exercise.flags)
    return asker.verdicts.keep(asking.Question(source=edited, way=way, asker=asker.name), explained=explained)
