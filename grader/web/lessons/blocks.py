"""A lesson's text and its programs, ready to be shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias, assert_never

from flask import url_for

from grader.catalog.asked import VariableAsked
from grader.catalog.asking import Subject, find_subject
from grader.catalog.catalog import Lesson
from grader.catalog.lessons import Html, Program, lesson_blocks
from grader.catalog.texts import Language
from grader.errors import NotJudged, ProgramError, ToolchainError
from grader.escape.values import Place, SourceFile, Verdict
from grader.picture.source import SourceLine, mark_source
from grader.web.judging import get_verdict_of
from grader.web.pictures import Picture, make_picture
from grader.web.said import said_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownProgram:
    """A program with one variable marked, its verdict, and perhaps its picture."""

    name: str
    variable: str
    lines: Sequence[SourceLine]
    place: Place | None
    """None while there is neither a compiler nor a stored verdict."""
    line: str
    """The compiler's own words; empty where its silence is the proof."""
    picture: Picture | None
    playground_address: str
    """Of the same program where it can be changed."""


ShownBlock: TypeAlias = Html | ShownProgram


def show_blocks(lesson: Lesson, language: Language) -> list[ShownBlock]:
    """The blocks in order, each program with what the compiler says of it."""
    return [_show(lesson, block, number) for number, block in enumerate(lesson_blocks(lesson, language))]


def _show(lesson: Lesson, block: Html | Program, number: int) -> ShownBlock:
    match block:
        case Html():
            return block
        case Program():
            return _show_program(lesson, block, number)
        case _:
            assert_never(block)


def _show_program(lesson: Lesson, block: Program, number: int) -> ShownProgram:
    source = lesson.programs[block.file]
    verdict = _find_verdict(source)
    asked = VariableAsked(variable=block.variable, function=block.function)
    subject = find_subject(asked, source, verdict) if verdict else None
    shown = subject if block.has_picture else None
    return ShownProgram(
        name=source.name,
        variable=block.variable,
        lines=mark_source(source, subject.at if subject else None),
        place=subject.place if subject else None,
        line=said_of(subject) if subject else "",
        picture=make_picture(source, verdict, shown.at, f"program-{number}") if verdict and shown else None,
        playground_address=_playground_address(lesson, source, subject),
    )


def _playground_address(lesson: Lesson, source: SourceFile, subject: Subject | None) -> str:
    at = f"{subject.at.line}:{subject.at.column}" if subject else None
    return url_for("playground.start", example=f"{lesson.number}/{source.name}", at=at)


def _find_verdict(source: SourceFile) -> Verdict | None:
    """The verdict of a lesson's program; the text is shown without it where there is none."""
    try:
        return get_verdict_of(source)
    except (NotJudged, ProgramError, ToolchainError):
        return None
