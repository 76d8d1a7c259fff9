"""Programs that are there without anybody having sent them: the one to start with, and those of the lessons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from grader.catalog.catalog import Lesson
from grader.errors import NotFound
from grader.escape.syntax.declarations import find_declarations
from grader.escape.values import Position, SourceFile
from grader.operations.programs import id_of
from grader.web.site import catalog

FILE_NAME = "program.go"
"""What every program of the playground is called: in verdicts, in commands and when it is downloaded."""

STARTER_VARIABLE = "n"
"""Of the program to start with: the variable that is chosen at first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One program of a lesson."""

    lesson: Lesson
    source: SourceFile

    @property
    def name(self) -> str:
        """How addresses name it: `4/answer.go`."""
        return f"{self.lesson.number}/{self.source.name}"


@cache
def starter() -> SourceFile:
    """The program that an empty playground begins with."""
    return program((files("grader.web.playground") / "starter.go").read_bytes())


@cache
def starter_subject() -> Position:
    """What is chosen in it."""
    return next(each.at for each in find_declarations(starter()) if each.name == STARTER_VARIABLE)


def program(text: bytes) -> SourceFile:
    """A program as the playground calls it."""
    return SourceFile(FILE_NAME, text)


def list_examples() -> list[Example]:
    """The lessons' programs in the order of the path."""
    return list(_examples())


def get_example(name: str) -> Example:
    """The example of this name. Raises NotFound."""
    found = next((each for each in _examples() if each.name == name), None)
    if found is None:
        raise NotFound("There is no such example.")
    return found


def known_programs() -> Mapping[str, bytes]:
    """By id, the programs that are always there, so that nobody need keep them."""
    texts = (starter().text, *(each.source.text for each in _examples()))
    return {id_of(text): text for text in texts}


def _examples() -> Iterator[Example]:
    for lesson in catalog().lessons.values():
        for source in lesson.programs.values():
            yield Example(lesson=lesson, source=source)
