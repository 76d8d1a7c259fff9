"""What is wrong with the Go files of exercises and lessons, told at their lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import assert_never

from grader.catalog.catalog import Exercise, Lesson
from grader.catalog.problems import Problem
from grader.catalog.yaml import YamlDocument
from grader.errors import NotJudged, ProgramError
from grader.escape.values import SourceFile
from grader.operations.checking_variants import unformatted_variant
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
    sources = [(program, source) for item in items for program in programs_of(item) for source in _files_of(program)]
    found: dict[Path, list[Problem]] = {}
    for index, line in find_unformatted(installed, [source for _, source in sources]).items():
        program, source = sources[index]
        found.setdefault(program.folder, []).append(_unformatted(program, source, line))
    return found


def programs_of(item: Exercise | Lesson) -> Sequence[Exercise | Lesson]:
    """What is judged by itself: an exercise and each of its variants, or a lesson."""
    return item.all_variants if isinstance(item, Exercise) else (item,)


def sources_of(item: Exercise | Lesson) -> tuple[SourceFile, ...]:
    """The Go files of an exercise, those of its variants included, or of a lesson."""
    return tuple(source for program in programs_of(item) for source in _files_of(program))


def _unformatted(program: Exercise | Lesson, source: SourceFile, line: int) -> Problem:
    if isinstance(program, Exercise) and program.variant:
        return unformatted_variant(program, line)
    file, what = beside(program.document, source.name), "gofmt writes this otherwise"
    return Problem(file=file, line=line, column=1, what=what, instead=f"Run `gofmt -w {source.name}`")


def _files_of(program: Exercise | Lesson) -> tuple[SourceFile, ...]:
    match program:
        case Exercise():
            return (program.source,)
        case Lesson():
            return tuple(program.programs.values())
        case _:
            assert_never(program)


def beside(document: YamlDocument, name: str) -> str:
    """The path, as messages give it, of a file beside this one."""
    return str(PurePosixPath(document.file).with_name(name))
