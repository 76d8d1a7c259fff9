"""A lesson's Markdown as blocks: stretches of HTML, and the programs to be shown between them.

A fenced block `program` names a file of the lesson and a variable in it. It shows the program with the variable
marked and its verdict; with the word `picture` also the picture of frames and heap:

    ```program
    answer.go x picture
    ```

Where a name is declared in several functions, `answer.go x in Answer` says which one is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from markdown_it.token import Token
from markupsafe import Markup

from grader.catalog.catalog import Lesson
from grader.catalog.problems import Problem, did_you_mean
from grader.catalog.prose import parse, render
from grader.catalog.texts import Language

_PROGRAM = re.compile(r"(?P<file>\S+)\s+(?P<variable>\w+)(\s+in\s+(?P<function>\S+))?(\s+(?P<picture>picture))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Html:
    """A stretch of text, safe to show as it stands."""

    html: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A program of the lesson, to be shown with one variable marked."""

    file: str
    variable: str
    function: str | None
    """The function that declares it, where the text says so."""
    has_picture: bool
    line: int
    """Where in the Markdown it is asked for."""


LessonBlock: TypeAlias = Html | Program


def lesson_blocks(lesson: Lesson, language: Language) -> tuple[LessonBlock, ...]:
    """The lesson's text in order; empty for a lesson without text. Fences that name no program are left out."""
    blocks = _blocks(lesson.texts.get(language, ""))
    return tuple(each for each in blocks if not isinstance(each, Problem))


def lesson_problems(lesson: Lesson) -> tuple[Problem, ...]:
    """What is wrong with the program fences of both texts, as far as the files alone can tell."""
    found: list[Problem] = []
    for language, text in lesson.texts.items():
        file = f"{lesson.document.file.rpartition('/')[0]}/{language}.md"
        for block in _blocks(text, file):
            match block:
                case Problem():
                    found.append(block)
                case Program() if block.file not in lesson.programs:
                    found.append(_no_such_file(block, file, lesson))
                case _:
                    pass
    return tuple(found)


def _no_such_file(block: Program, file: str, lesson: Lesson) -> Problem:
    what = f"The lesson has no program `{block.file}`"
    return Problem(file=file, line=block.line, column=1, what=what, instead=did_you_mean(block.file, lesson.programs))


def _blocks(text: str, file: str = "") -> Iterator[LessonBlock | Problem]:
    waiting: list[Token] = []
    for token in parse(text):
        if token.type == "fence" and token.info.strip() == "program":
            if waiting:
                yield Html(html=render(waiting))
            waiting = []
            yield _program(token, file)
        else:
            waiting.append(token)
    if waiting:
        yield Html(html=render(waiting))


def _program(token: Token, file: str) -> Program | Problem:
    line = (token.map or [0])[0] + 2
    match = _PROGRAM.fullmatch(token.content.strip())
    if not match:
        what = "A program is named by its file and a variable"
        instead = "Write `answer.go x`, `answer.go x picture` or `answer.go x in Answer picture`"
        return Problem(file=file, line=line, column=1, what=what, instead=instead)
    return Program(
        file=match["file"],
        variable=match["variable"],
        function=match["function"],
        has_picture=match["picture"] is not None,
        line=line,
    )
