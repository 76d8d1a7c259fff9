"""What is wrong with the Go files of exercises and lessons, told at their lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import assert_never

from grader.catalog.catalog import Exercise, Lesson
from grader.catalog.problems import Problem
from grader.catalog.yaml import YamlDocument
from grader.errors import NotJudged, ProgramError
from grader.escape.values import SourceFile
from grader.toolchain.gofmt import find_unformatted
from grader.toolchain.installed import Installed


def program_problems(error: ProgramError, document: YamlDocument) -> Iterator[Problem]:
    """Every message of the compiler, at its line."""
    for message in error.messages:
        file = beside(document, message.file)
        what = message.text.rstrip(".")
        yield Problem(file=file, line=message.line, column=message.column, what=what, instead="Mend the program")


def not_judged(name: str, document: YamlDocument, error: NotJudged) -> Problem:
    """The problem of a program for which there is no verdict."""
    what = f"The program could not be judged: {str(error).rstrip('.')}"
    return Problem(file=beside(document, name), what=what, instead="Make it simpler")


def format_problems(items: Iterable[Exercise | Lesson], installed: Installed) -> dict[Path, list[Problem]]:
    """Problems of layout by folder. Raises NotJudged when gofmt does not work."""
    sources = [(item, source) for item in items for source in sources_of(item)]
    found: dict[Path, list[Problem]] = {}
    for index, line in find_unformatted(installed, [source for _, source in sources]).items():
        item, source = sources[index]
        file = beside(item.document, source.name)
        problem = Problem(
            file=file, line=line, column=1, what="gofmt writes this otherwise", instead=f"Run `gofmt -w {source.name}`"
        )
        found.setdefault(item.folder, []).append(problem)
    return found


def sources_of(item: Exercise | Lesson) -> tuple[SourceFile, ...]:
    """The Go files of an exercise or a lesson."""
    match item:
        case Exercise():
            return (item.source,)
        case Lesson():
            return tuple(item.programs.values())
        case _:
            assert_never(item)


def beside(document: YamlDocument, name: str) -> str:
    """The path, as messages give it, of a file beside this one."""
    return str(PurePosixPath(document.file).with_name(name))
